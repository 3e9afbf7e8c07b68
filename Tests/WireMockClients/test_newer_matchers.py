"""Matchers of WireMock 3, which 2.35.1 refuses: ours must match what an equivalent pattern matches in the real one.

equivalents.json has for each a pattern, its equivalent in the words of 2.35.1, and requests to try on both.
"""

import json
from pathlib import Path

import pytest
from case import MATCHED, Step
from servers import SUBJECT

pytestmark = pytest.mark.skipif(SUBJECT == "wiremock", reason="WireMock 2.35.1 does not know them")
TRIALS = json.loads((Path(__file__).parent / "equivalents.json").read_text())


def matched(server, pattern, requests):
    """The requests that a stub of the pattern answers, and how many the journal says it has met."""
    server.reset()
    server.admin("POST", "/mappings", {"request": pattern, "response": MATCHED})
    answered = [request for request in requests if Step.read(request).take(server, {})["status"] == 200]
    return answered, server.admin("POST", "/requests/count", pattern)["count"]


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial["case"])
def test_a_newer_matcher_matches_as_its_equivalent(trial, process, wiremock):
    ours = matched(process, trial["pattern"], trial["requests"])
    assert ours == matched(wiremock, trial["equivalent"], trial["requests"])
    assert ours[1] > 0, "one of the requests is meant to match"


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial["case"])
def test_a_newer_matcher_comes_back_as_it_was_given(trial, server):
    created = server.admin("POST", "/mappings", {"request": trial["pattern"]})
    assert created["request"] == {"method": "ANY", **trial["pattern"]}
