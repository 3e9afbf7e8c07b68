"""Counts the instructions that the emulator spends on a request, and compares them with their budget.

Valgrind's callgrind counts what the process executes (nothing of the kernel), so that the figure hardly depends on the
machine. Each request is sent to one emulator with one thread; a count is what a batch takes, divided by its length.

Usage: instructions.py [--write]      --write makes the counts the new budget
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from scenarios import INVITE, KEY, LIST, PERMISSIONS, TEN, UPDATE, write_inputs
from servers import BINARY, HERE, Emulator, fail

BUDGET = HERE / "instructions.json"
MARGIN = 0.05
BATCH = 500
STUBS = 300
REPEAT_NOTHING = "glibc.cpu.x86_rep_stosb_threshold=16777216:glibc.cpu.x86_rep_movsb_threshold=16777216"


class Kind(NamedTuple):
    """Requests of one kind. The ten # in a body become a number, so that each request invites a new person."""

    name: str
    method: str
    path: str
    body: str | None = None


GET = Kind(PERMISSIONS.name, "GET", PERMISSIONS.path)
KINDS = [
    GET,
    Kind(LIST.name, "GET", LIST.path),
    Kind(INVITE.name, "POST", INVITE.path, INVITE.body),
    Kind(UPDATE.name, "POST", UPDATE.path, UPDATE.body),
]
UNMATCHED = GET._replace(name=f"{GET.name} beside {STUBS} stubs")


class Counted(Emulator):
    """An emulator whose instructions callgrind counts."""

    def __init__(self, folder):
        self.dumps = Path(folder)
        # A random seed for hashes would change order and collisions from run to run.
        os.environ["SWIFT_DETERMINISTIC_HASHING"] = "1"
        # Callgrind counts each byte of a `rep stos` as an instruction, so memset and memcpy must not use it.
        os.environ["GLIBC_TUNABLES"] = REPEAT_NOTHING
        super().__init__(
            "counted",
            ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={folder}/out"]
            + [BINARY, "--port", "0", "--log", "off", "--threads", "1", "--seed", TEN]
            + ["--random-seed", "1"],
        )
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.sent = 0

    def control(self, option):
        done = subprocess.run(
            ["callgrind_control", option, str(self.process.pid)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if done.returncode or b"OK" not in done.stdout:
            fail(f"callgrind_control {option}: {done.stdout.decode()}")

    def send(self, kind, count):
        for _ in range(count):
            self.sent += 1
            body = kind.body and kind.body.replace("##########", f"{self.sent:010}")
            headers = {"api-key": KEY, **({"content-type": "application/json"} if body else {})}
            self.connection.request(kind.method, kind.path, body, headers)
            answer = self.connection.getresponse()
            content = answer.read()
            if answer.status != 200:
                fail(f"{kind.name} was answered {answer.status} {content!r}")

    def instructions(self, kind):
        self.send(kind, BATCH)
        self.control("--dump")  # resets the counters
        self.send(kind, BATCH)
        before = set(self.dumps.iterdir())
        self.control("--dump")
        (dump,) = set(self.dumps.iterdir()) - before
        return round(int(re.search(r"^(?:summary|totals): (\d+)", dump.read_text(), re.M)[1]) / BATCH)


def add_stubs(server):
    """Adds stubs for paths that no request uses."""
    for number in range(STUBS):
        mapping = {
            "request": {"method": "GET", "urlPath": f"/v3/contacts/{number}"},
            "response": {"status": 200},
        }
        status, _, content = server.ask("POST", "/__admin/mappings", KEY, json.dumps(mapping))
        if status != 201:
            fail(f"a stub was answered {status} {content!r}")


def count():
    write_inputs()
    with tempfile.TemporaryDirectory() as folder:
        server = Counted(folder)
        counts = {kind.name: server.instructions(kind) for kind in KINDS}
        add_stubs(server)
        counts[UNMATCHED.name] = server.instructions(UNMATCHED)
        server.stop()
    return counts


def report(counts, budget):
    """Prints a line for each kind and returns the kinds over budget."""
    over = []
    for name, spent in counts.items():
        allowed = budget.get(name)
        change = f"{spent / allowed - 1:+.1%} of {allowed}" if allowed else "no budget"
        print(f"{name:36} {spent:8} instructions a request, {change}")
        if not allowed or spent > allowed * (1 + MARGIN):
            over.append(name)
    return over


def main():
    counts = count()
    if sys.argv[1:] == ["--write"]:
        BUDGET.write_text(json.dumps(counts, indent=2) + "\n")
        return
    over = report(counts, json.loads(BUDGET.read_text()) if BUDGET.exists() else {})
    if over:
        sys.exit(f"instructions: more than {MARGIN:.0%} over the budget of {BUDGET.name}: {', '.join(over)}")


if __name__ == "__main__":
    main()
