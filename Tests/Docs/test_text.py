"""What the pages say beside their blocks: options, targets of make, and links."""

import json
import os
import re
import subprocess
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from markdown import FENCE, PAGES, ROOT
from session import BINARY, options

COMMANDS = ["serve", "check", "healthcheck", "coverage", "openapi", "catalog", "completions"]
# Named in the pages, but of our scripts, the pytest plugin, npm, swift, wget, the linker and valgrind.
FOREIGN = {"--time", "--publish", "--save-dev", "--remap-inputs", "--symbol-ordering-file", "--tool"}
FOREIGN |= {"--recursive", "--filter", "--skip-build", "--explicit-target-dependency-import-check"}
FOREIGN |= {"--spider", "--no-check-certificate", "--header"}
FOREIGN |= {"--brevo-emulator-url", "--brevo-assumptions", "--brevo-coverage-min"}
# WireMock's, which the help does not show; WireMockOptionTests.swift holds their table against the program.
WIREMOCK = (ROOT / "docs/wiremock.md").read_text().split("\n## WireMock's options\n")[1]
FOREIGN |= set(re.findall(r"`(--[a-z][a-z0-9-]+)`", WIREMOCK))


def prose(page):
    """The page without its blocks."""
    kept, inside = [], False
    for line in page.read_text().splitlines():
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def code(page):
    return re.findall(r"`([^`\n]+)`", prose(page))


def anchors(page):
    titles = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    named = set(re.findall(r'<a id="([^"]+)">', prose(page)))
    return named | {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_table_of_options_is_that_of_the_program():
    subprocess.run([ROOT / "scripts/options", "--check"], check=True, env={**os.environ, "EMULATOR": str(BINARY)})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_that_are_named_are_there(page):
    there = set().union(*map(options, COMMANDS))
    named = {word for text in code(page) for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)}
    assert named <= there | FOREIGN


def test_the_table_of_commands_has_every_route():
    process = subprocess.Popen([BINARY, "--port", "0", "--log", "off"], stdout=subprocess.PIPE)
    try:
        url = json.loads(process.stdout.readline())["url"]
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{url}/__emulator/nothing", timeout=20)
        hint = json.load(refused.value)["hint"]
    finally:
        process.terminate()
        process.wait()
    routes = {f"{method} {path}" for method, path in re.findall(r"([A-Z]+) /__emulator(/[^\s,]+[^\s,.])", hint)}
    table = "\n".join(re.findall(r"^\| `.*$", (ROOT / "docs/control.md").read_text(), re.MULTILINE))
    named = {f"{method} {path}" for method, path in re.findall(r"`([A-Z]+) /__emulator(/[^`]+)`", table)}
    assert named == routes


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_targets_that_are_named_are_there(page):
    there = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {target for text in code(page) for target in re.findall(r"^make ([a-z-]+)", text)} <= there


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)]+)\)", prose(page)):
        path, _, anchor = link.partition("#")
        if not path.startswith(("https:", "http:")):
            target = page.parent / path if path else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link
