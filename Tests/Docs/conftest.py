"""What is run of the README and docs/, and at the end a list of what is not."""

import pytest
from markdown import PAGES, sections
from session import BINARY, Session


def pytest_report_header():
    return f"the pages against {BINARY}"


@pytest.fixture
def session(tmp_path):
    with Session(tmp_path) as session:
        yield session


def pytest_terminal_summary(terminalreporter):
    blocks = [block for page in PAGES for section in sections(page) for block in section.blocks]
    rest = [block for block in blocks if block.verb == "not run"]
    terminalreporter.section(f"{len(blocks) - len(rest)} blocks are run or compared, {len(rest)} are not")
    for block in rest:
        terminalreporter.write_line(f"{block}  {block.language}: {block.argument}")
