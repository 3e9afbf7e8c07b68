"""Generates parts of the pages from the release binary, for scripts/write-docs and test_generated.py.

A part is what is between two comments in its page:

    <!-- written by scripts/write-docs: NAME -->
    <!-- end -->
"""

import json
import re
import sys

import fidelity
import invitations
import operations
from brevo_emulator import Emulator
from exchange import NOW, SEED, all_headers, send
from markdown import ROOT
from session import BINARY

WIDTH = 116
PART = re.compile(r"(<!-- written by scripts/write-docs: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


class Worlds:
    """Creates worlds with the same names in every run, because ids depend on the name of a world."""

    def __init__(self, emulator):
        self._emulator, self._number = emulator, 0

    def world(self):
        self._number += 1
        return self._emulator.world(f"example-{self._number}")


def emulator():
    """An emulator whose responses are the same in every run."""
    options = ["--clock", NOW, "--random-seed", "7", "--keys", "seeded", "--log", "off"]
    return Emulator(*options, seed=SEED, binary=BINARY)


def pretty(value, indent=""):
    """Formats JSON, with each value on one line if it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {pretty(each, inner)}" for name, each in value.items()]
    else:
        parts = [pretty(each, inner) for each in value]
    start, end = "{}" if isinstance(value, dict) else "[]"
    return f"{start}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{end}"


def http_block(lines, document):
    """An HTTP message as a code block."""
    body = f"\n\n{document}" if document else ""
    return "<!-- generated -->\n```http\n" + "\n".join(lines) + f"{body}\n```\n"


def request_text(call):
    headers = [f"{name}: {value}" for name, value in all_headers(call).items()]
    body = call.body if isinstance(call.body, (str, type(None))) else pretty(call.body)
    return http_block([f"{call.method} {call.base}{call.path}", *headers], body)


def response_text(answer):
    body = answer.body if answer.document is None else pretty(answer.document)
    return http_block([f"HTTP/1.1 {answer.status} {answer.reason}"], body)


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ").strip()


def refusal_rows(worlds, refusals):
    rows = ["| refused when | status | code | message | hint |", "|---|---|---|---|---|"]
    for when, call in refusals:
        answer = send(worlds.world(), call)
        assert answer.status >= 400, f"{when}: {call.method} {call.path} is not refused: {answer.status} {answer.body}"
        error = answer.document or {}
        hint = answer.headers.get("X-Emulator-Hint", "")
        code = error.get("code") or error.get("error", "")
        message = error.get("message") or error.get("error_description", "")
        rows.append(f"| {when} | {answer.status} | `{code}` | {cell(message)} | {cell(hint)} |")
    return "\n".join(rows) + "\n"


def operations_text(worlds):
    text = [f"All examples start from this state:\n\n<!-- generated -->\n```json\n{SEED.read_text()}```\n"]
    text += ["## Every operation\n", refusal_rows(worlds, operations.EVERYWHERE)]
    for title, chapter in operations.CHAPTERS:
        text.append(f"## {title}\n")
        for operation in chapter:
            answer = send(worlds.world(), operation.call)
            assert answer.status < 400, f"{operation.title}: {answer.status} {answer.body}"
            text += [f"### {operation.title}\n", request_text(operation.call), response_text(answer)]
            if operation.refusals:
                text.append(refusal_rows(worlds, operation.refusals))
    return "\n".join(text)


def parts():
    """The generated parts, by name."""
    with emulator() as running:
        worlds = Worlds(running)
        found = {"operations": operations_text(worlds), "invitations": invitations.text(worlds, send)}
        return found | fidelity.parts(running.default_world)


def written(page, found):
    """The text of the page with its parts replaced."""
    return PART.sub(lambda part: f"{part.group(1)}\n{found[part.group(2)]}\n{part.group(3)}", page.read_text())


def pages():
    return [page for page in sorted((ROOT / "docs").glob("*.md")) if PART.search(page.read_text())]


if __name__ == "__main__":
    found = parts()
    for page in pages():
        page.write_text(written(page, found))
        print(page.relative_to(ROOT), file=sys.stderr)
