"""The command that a continuous build asks whether its tests have seen every outcome."""

import re
import subprocess

import pytest
from brevo_emulator import Emulator
from document import BINARY, operations
from exchange import NOW, SEED, send
from walk import calls

GAP = "DELETE /corporate/user/revoke/{email}"
SUMMARY = re.compile(r"(\d+) of (\d+) outcomes were seen \((\S+) %\), (\d+) of them inferred\.")


@pytest.fixture
def emulator():
    with Emulator("--keys", "seeded", "--clock", NOW, "--log", "off", seed=SEED, binary=BINARY) as emulator:
        yield emulator


def run_suite(emulator, *names):
    """Sends the requests for these operations, each in a world of its own."""
    for name, call in calls():
        if name in names:
            send(emulator.world(), call)


def coverage(url, minimum):
    """The exit status, the outcomes that were not seen, and how many were seen in how many."""
    command = [BINARY, "coverage", "--url", url, "--min", minimum]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20)
    *lines, summary = ended.stdout.splitlines()
    seen, total, *_ = SUMMARY.fullmatch(summary).groups()
    return ended.returncode, {line.split("  ")[-1] for line in lines}, (int(seen), int(total))


def test_a_planted_gap_is_found_by_name(emulator):
    run_suite(emulator, *operations().keys() - {GAP})
    status, missing, (seen, total) = coverage(emulator.url, "100")
    assert status == 1
    assert len(missing) == total - seen
    assert {"deleteCorporateUser 204", "deleteCorporateUser 400 admin-revoke-known"} <= missing

    run_suite(emulator, GAP)
    _, later, (more, _) = coverage(emulator.url, "100")
    assert {outcome.split(" ")[0] for outcome in missing - later} == {"deleteCorporateUser"}
    assert not {outcome for outcome in later if outcome.startswith("deleteCorporateUser ")}
    assert more - seen == len(missing - later)


def test_enough_coverage_passes(emulator):
    run_suite(emulator, GAP)
    world = emulator.world()
    assert coverage(emulator.url, "1")[0] == 0
    # Another world has seen nothing.
    assert coverage(world.url, "1")[0] == 1
