"""The recipes with containers: what they ask for is published, and what they run can be had."""

import re

import pytest
import yaml
from markdown import PAGES, ROOT, sections

OURS = "brevo-emulator"
# How a reader comes by the image, where no `build:` says it.
SOURCES = ["`make image`", "`registry.example` stands for"]


def containers():
    """The sections that have a file of containers, each with its files and with the containers in them."""
    for page in PAGES:
        for section in sections(page):
            documents = [
                each for block in section.blocks if block.language == "yaml" for each in yaml.safe_load_all(block.text)
            ]
            found = {}
            for document in documents:
                services = document.get("services", {})
                for job in document.get("jobs", {}).values():
                    services = services | job.get("services", {})
                found |= services
                if document.get("kind") == "Deployment":
                    found |= {each["name"]: each for each in document["spec"]["template"]["spec"]["containers"]}
            if found:
                yield section, found


ALL = list(containers())
EXPOSED = {int(port) for port in re.findall(r"^EXPOSE (\d+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)}


def test_there_are_recipes_with_containers():
    assert len(ALL) >= 4 and EXPOSED


@pytest.mark.parametrize("section, services", ALL, ids=lambda value: str(value) if hasattr(value, "title") else "")
def test_ports_that_are_asked_are_published(section, services):
    published, started = set(), set()
    # Without an option it listens where the image exposes it.
    if any(re.search(r"brevo-emulator &", block.text) for block in section.blocks):
        started |= EXPOSED
    for service in services.values():
        for port in service.get("ports", []):
            if isinstance(port, str):
                outside, inside = map(int, port.split(":"))
                published.add(outside)
                assert inside in EXPOSED
            else:
                assert port["containerPort"] in EXPOSED
    for block in section.blocks:
        started |= set(map(int, re.findall(r"brevo-emulator --port (\d+)", block.text)))
    asked = set()
    for block in section.blocks:
        # A health check asks within the container.
        text = re.sub(r"^ +healthcheck:(\n +.*)*", "", block.text, flags=re.MULTILINE)
        asked |= set(map(int, re.findall(r"(?:127\.0\.0\.1|localhost):(\d+)", text)))
    assert asked <= published | started, f"{section}: {asked - published - started} is published by nobody"


@pytest.mark.parametrize("section, services", ALL, ids=lambda value: str(value) if hasattr(value, "title") else "")
def test_names_that_are_asked_are_services(section, services):
    text = section.prose + "".join(block.text for block in section.blocks)
    for name, port in re.findall(r"http://([a-z][a-z-]*):(\d+)", text):
        if name != "localhost":
            assert name in services and int(port) in EXPOSED


@pytest.mark.parametrize("section, services", ALL, ids=lambda value: str(value) if hasattr(value, "title") else "")
def test_images_can_be_had(section, services):
    prose = " ".join(section.prose.split())
    for name, service in services.items():
        assert service.get("build") or any(source in prose for source in SOURCES), f"{name}: from where?"
        if image := service.get("image"):
            assert image.split("/")[-1] == OURS
