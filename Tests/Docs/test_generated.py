"""The generated parts of the pages are up to date."""

import re

import pytest
from brevo_emulator import CommandRefused
from generated import emulator, pages, parts, written
from operations import CHAPTERS

EXAMPLES = [operation.call for _, chapter in CHAPTERS for operation in chapter]


@pytest.fixture(scope="module")
def found():
    return parts()


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_is_up_to_date(page, found):
    assert page.read_text() == written(page, found), "run scripts/write-docs"


def test_every_part_has_a_page(found):
    text = "".join(page.read_text() for page in pages())
    assert found and all(f"write-docs: {name} -->" in text for name in found)


def test_generating_twice_gives_the_same(found):
    assert parts() == found


def test_every_operation_has_an_example():
    with emulator() as running:
        try:
            document = running.default_world.command("GET", "/openapi.json")
        except CommandRefused as refused:
            pytest.skip(f"this emulator does not describe its operations: {refused.message}")
    described = {
        (method.upper(), path) for path, item in document["paths"].items() for method in item if method != "parameters"
    }
    missing = {
        each for each in described if each[1].startswith("/v3") and not any(fits(call, *each) for call in EXAMPLES)
    }
    assert described and not missing


def fits(call, method, path):
    pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
    return call.method == method and re.fullmatch(pattern, call.base + call.path.partition("?")[0])
