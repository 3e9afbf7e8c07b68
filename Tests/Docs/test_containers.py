"""The recipes with containers: they publish the ports that they use, and say how to get the images."""

import re

import pytest
import yaml
from markdown import PAGES, ROOT, sections

OURS = "brevo-emulator"
# How the text says where the image comes from, if there is no `build:`.
SOURCES = ["`make image`", "`registry.example` stands for"]


def containers():
    """The sections with YAML files that start containers, each with its containers by name."""
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
def test_ports_in_use_are_published(section, services):
    published, started = set(), set()
    # The default port.
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
        # A health check runs inside the container.
        text = re.sub(r"^ +healthcheck:(\n +.*)*", "", block.text, flags=re.MULTILINE)
        asked |= set(map(int, re.findall(r"(?:127\.0\.0\.1|localhost):(\d+)", text)))
    assert asked <= published | started, f"{section}: {asked - published - started} is not published"


@pytest.mark.parametrize("section, services", ALL, ids=lambda value: str(value) if hasattr(value, "title") else "")
def test_host_names_are_services(section, services):
    text = section.prose + "".join(block.text for block in section.blocks)
    for name, port in re.findall(r"http://([a-z][a-z-]*):(\d+)", text):
        if name != "localhost":
            assert name in services and int(port) in EXPOSED


@pytest.mark.parametrize("section, services", ALL, ids=lambda value: str(value) if hasattr(value, "title") else "")
def test_images_are_available(section, services):
    prose = " ".join(section.prose.split())
    for name, service in services.items():
        assert service.get("build") or any(source in prose for source in SOURCES), (
            f"{name}: where does the image come from?"
        )
        if image := service.get("image"):
            assert image.split("/")[-1] == OURS
