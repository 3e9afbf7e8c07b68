"""Every block of code in the pages, section by section, as a reader would follow it."""

import json

import pytest
import yaml
from markdown import PAGES, VERBS, sections
from session import Failed

ALL = [section for page in PAGES for section in sections(page) if section.blocks]
BLOCKS = [block for section in ALL for block in section.blocks]


@pytest.mark.parametrize("section", ALL, ids=str)
def test_what_the_section_says_happens(section, session):
    for block in section.blocks:
        try:
            session.follow(block)
            failure = None
        except Failed as error:
            failure = f"{block}: {error}"
        if failure:
            pytest.fail(failure, pytrace=False)


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_every_block_says_what_becomes_of_it(block):
    assert block.verb in VERBS, "a comment before the block must say it (Tests/Docs/markdown.py)"


@pytest.mark.parametrize("section", ALL, ids=str)
def test_what_is_not_run_is_known_to_the_reader(section):
    rest = [block for block in section.blocks if block.verb == "not run"]
    assert not rest or "not run by our tests" in " ".join(section.prose.split())
    assert all(block.argument for block in rest), "a reason is wanted"


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language in ("yaml", "json")], ids=str)
def test_a_document_can_be_read(block):
    assert list(yaml.safe_load_all(block.text)) if block.language == "yaml" else json.loads(block.text)
