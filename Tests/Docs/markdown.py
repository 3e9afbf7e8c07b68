"""The README and the other pages as what a reader does with them: sections, and in them blocks of code.

A comment before a block says what the tests do with it:

    <!-- run -->                    runs it, by its language: sh in bash; python; console command by command, with the
                                    output that stands below each
    <!-- run: exits 22 -->          runs it in bash, and it must end so
    <!-- run: PACKAGE… -->          runs Python with each of these clients (scripts/test-sdk's environments)
    <!-- serve -->                  starts it in bash in place of the emulator that the section would have had
    <!-- compose: SERVICE -->       starts the service of a Compose file, without its container, and asks for its health
    <!-- kubernetes: NAME -->       runs the program as a Deployment would, without a cluster, and sends its probes
    <!-- output -->                 the block before has printed this
    <!-- file: NAME -->             writes it to the section's folder under this name
    <!-- same: PATH -->             stands in this file of the repository, word for word
    <!-- generated -->              scripts/write-docs has written it; test_generated.py checks it
    <!-- not run: REASON -->        nobody runs it, which the section's text must say

In expected output … stands for anything, an id for any id; white space does not count.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
PAGES += [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("clients/*/README.md"))]
VERBS = {"run", "serve", "compose", "kubernetes", "output", "file", "same", "generated", "not run"}

FENCE = re.compile(r"^ *```(\S*)$")
MARKER = re.compile(r"^ *<!-- (not run|[a-z]+)(?:: (.*))? -->$")


@dataclass
class Block:
    page: Path
    line: int
    language: str
    text: str
    verb: str | None
    argument: str

    def __str__(self):
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@dataclass
class Section:
    page: Path
    title: str
    prose: str = ""
    blocks: list[Block] = field(default_factory=list)

    def __str__(self):
        return f"{self.page.relative_to(ROOT)} {self.title}"

    def block(self, verb, argument):
        return next(block for block in self.blocks if (block.verb, block.argument) == (verb, argument))


def sections(page):
    """The page, cut at its headings of the first two levels."""
    cut = [Section(page, "(top)")]
    lines = enumerate(page.read_text().splitlines(), start=1)
    marker = None
    for number, line in lines:
        if fence := FENCE.match(line):
            text = []
            for _, inner in lines:
                if inner.strip() == "```":
                    break
                text.append(inner)
            verb, argument = (marker.group(1), marker.group(2) or "") if marker else (None, "")
            cut[-1].blocks.append(Block(page, number, fence.group(1), "\n".join(text) + "\n", verb, argument))
        elif re.match("##? ", line):
            cut.append(Section(page, line.lstrip("# ")))
        else:
            cut[-1].prose += line + "\n"
        marker = MARKER.match(line) or (marker if not line.strip() else None)
    return cut


def section(page, title):
    return next(found for found in sections(ROOT / page) if found.title == title)
