"""Documents and requests that would take minutes, or end the process: refused, at a bounded cost of processor time.

Each is sent to the release binary; the cost is what the kernel counts for the process, and what follows is served.
"""

import json
import os
from pathlib import Path

import pytest
from servers import SUBJECT

pytestmark = pytest.mark.skipif(SUBJECT == "wiremock", reason="the real WireMock has no such limits")

# At most 50 ms of work, the parsing of 1 MiB, and what a machine may be slower than the one that the budget is for.
MOST_SECONDS = 0.4
TICKS = os.sysconf("SC_CLK_TCK")
EVIL = "(a+)+[bc]"
LONG = "a" * 3500
MANY = 3000
OBJECTS = [{"id": number} for number in range(4000)]


def processor_seconds(server):
    """What the process has used so far."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Bounded:
    """Asks a server, and holds each request against the bound."""

    def __init__(self, server):
        self.server = server

    def ask(self, method, target, **request):
        before = processor_seconds(self.server)
        answer = self.server.ask(method, target, **request)
        assert processor_seconds(self.server) - before < MOST_SECONDS, f"{method} {target}"
        return answer


@pytest.fixture
def bounded(server):
    yield Bounded(server)
    assert server.ask("GET", "/__admin/health").status == 200, "the process is alive and serves"


def stub(pattern=None, **response):
    return {"request": pattern or {}, "response": response}


UNREADABLE = {
    "an offset that cannot be negated": stub({"headers": {"h": {"before": "now -9223372036854775808 days"}}}),
    "an offset past all dates": stub({"headers": {"h": {"after": "now +9223372036854775807 years"}}}),
    "a negative median": stub(delayDistribution={"type": "lognormal", "median": -1e300, "sigma": 1}),
    "an endless sigma": stub(delayDistribution={"type": "lognormal", "median": 1, "sigma": 1e300}),
    "a uniform delay of all times": stub(delayDistribution={"type": "uniform", "lower": 0, "upper": 2**63 - 1}),
    "a delay of more than a day": stub(fixedDelayMilliseconds=86_400_001),
    "a delay that overflows": stub(fixedDelayMilliseconds=2**63 - 1),
    "chunks without number": stub(body="x", chunkedDribbleDelay={"numberOfChunks": 2**63 - 1, "totalDuration": 1}),
    "a template of wildcards": stub({"urlPathTemplate": "/" + "**" * 100_000}),
    "a template of braces": stub({"urlPathTemplate": "/" + "{a}" * 100_000}),
    "an interim status": stub(status=101),
    "a path without end": stub({"bodyPatterns": [{"matchesJsonPath": "$" + ".a" * 100_000}]}),
    "a condition without end": stub({"bodyPatterns": [{"matchesJsonPath": f"$[?({' && '.join(['@.a'] * 50_000)})]"}]}),
    "conditions within each other": stub({"bodyPatterns": [{"matchesJsonPath": "$" + "[?(@" * 50_000}]}),
    "an expression of groups": stub({"urlPattern": "(" * 500_000}),
    "an expression of classes": stub({"urlPattern": "[" * 500_000}),
    "an expression of alternatives": stub({"urlPattern": "abc|" * 200_000}),
    "an expression that repeats repeats": stub({"urlPattern": "((a{1,1000}){1,1000}){1,1000}"}),
    "expressions without number": stub({"bodyPatterns": [{"matches": "[a-z]+x?"}] * 30_000}),
}


@pytest.mark.parametrize("document", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_stub_is_refused_with_its_place(bounded, document):
    answer = bounded.ask("POST", "/__admin/mappings", json_body=document)
    assert answer.status == 422, answer.text[:300]
    assert answer.json()["errors"][0]["source"]["pointer"].startswith("/re")
    assert bounded.ask("POST", "/__admin/mappings/import", json_body={"mappings": [document]}).status == 422


MATCHED = {
    "equal numbers": ([1] * MANY + [2], [3] + [1] * MANY, {}, False),
    "equal objects with extra members": (
        [{"a": 1}] * MANY + [{"b": 2}],
        [{"c": 3}] + [{"a": 1}] * MANY,
        {"ignoreExtraElements": True},
        False,
    ),
    "different objects": (OBJECTS, OBJECTS[::-1], {}, True),
    "different objects with extra members": (OBJECTS, OBJECTS[::-1], {"ignoreExtraElements": True}, None),
    "placeholders": (["${json-unit.any-string}"] * MANY + [1], [2] + ["x"] * MANY, {}, False),
    "arrays within each other": ([[[OBJECTS]]], [[[OBJECTS[::-1]]]], {}, True),
}


@pytest.mark.parametrize(("expected", "actual", "options", "matches"), MATCHED.values(), ids=MATCHED.keys())
def test_arrays_in_any_order(bounded, expected, actual, options, matches):
    pattern = {"bodyPatterns": [{"equalToJson": expected, "ignoreArrayOrder": True, **options}]}
    assert bounded.ask("POST", "/__admin/mappings", json_body=stub(pattern)).status == 201
    answer = bounded.ask("POST", "/x", json_body=actual)
    if matches is None:
        assert answer.status == 503, "every pair would have to be compared"
    else:
        assert ("matched-stub-id" in answer.headers) == matches
    bounded.ask("GET", "/__admin/requests/unmatched/near-misses")


COSTLY = {
    "an expression": ({"bodyPatterns": [{"matches": EVIL}]}, LONG),
    "an expression that is not met": ({"bodyPatterns": [{"doesNotMatch": EVIL}]}, LONG),
    "an expression for the target": ({"urlPattern": "/(x+x+)+[yz]"}, None),
    "a filter within a filter": (
        {"bodyPatterns": [{"matchesJsonPath": "$[?($[?(@==1)].length() == 77)]"}]},
        json.dumps([1] * 12_000),
    ),
    "an expression in a filter": (
        {"bodyPatterns": [{"matchesJsonPath": f"$[?(@.a =~ /{EVIL}/)]"}]},
        json.dumps([{"a": LONG}]),
    ),
    "everything deep": (
        {"bodyPatterns": [{"matchesJsonPath": "$..*..*..a"}]},
        json.dumps({"a": [[[[[[1] * 50] * 4] * 4] * 4] * 4] * 4}),
    ),
}


@pytest.mark.parametrize(("pattern", "body"), COSTLY.values(), ids=COSTLY.keys())
def test_a_stub_that_takes_too_long_is_named_in_a_503(bounded, pattern, body):
    created = bounded.ask("POST", "/__admin/mappings", json_body=stub(pattern)).json()
    answer = bounded.ask("POST", "/" + "x" * 60, body=body or "x")
    assert answer.status == 503
    assert created["id"] in answer.json()["hint"]
    assert bounded.ask("DELETE", f"/__admin/mappings/{created['id']}").status == 200
    assert bounded.ask("GET", "/v3/organization/invited/users", headers={"api-key": "k"}).status == 200


def test_a_stub_that_takes_long_costs_requests_that_it_is_not_for_nothing(bounded):
    bounded.ask("POST", "/__admin/mappings", json_body=stub({"method": "PUT", "bodyPatterns": [{"matches": EVIL}]}))
    bounded.ask("POST", "/__admin/mappings", json_body=stub({"urlPath": "/a"}, body="a"))
    assert bounded.ask("POST", "/a", body=LONG).text == "a"


def test_a_search_of_the_journal(bounded):
    for _ in range(2000):
        bounded.server.ask("GET", "/x", headers={"X": LONG})
    for name in ("find", "count", "remove"):
        answer = bounded.ask("POST", f"/__admin/requests/{name}", json_body={"headers": {"X": {"matches": EVIL}}})
        assert answer.status == 422
        assert answer.json()["errors"][0]["source"]["pointer"] == "/headers/X"
    answer = bounded.ask("POST", "/__admin/near-misses/request-pattern", json_body={"headers": {"X": {"matches": EVIL}}})
    assert answer.status == 422
    body = {"pattern": {"headers": {"X": {"matches": EVIL}}}, "timeoutMilliseconds": 0}
    assert bounded.ask("POST", "/__emulator/requests/wait", json_body=body).status == 422


def test_a_rule_that_takes_too_long(bounded):
    rule = {"match": {"bodyPatterns": [{"matches": EVIL}]}, "fault": {"status": 500}}
    assert bounded.ask("PUT", "/__emulator/chaos", json_body={"rules": [rule]}).status == 200
    assert bounded.ask("POST", "/x", body=LONG).status == 503
    assert bounded.ask("DELETE", "/__emulator/chaos").status == 200


@pytest.mark.parametrize("document", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_rule_of_chaos_is_refused_with_its_place(bounded, document):
    rule = {"match": document["request"], "fault": {"body": "x", **document["response"]}}
    assert bounded.ask("PUT", "/__emulator/chaos", json_body={"rules": [rule]}).status == 422
    body = {"pattern": document["request"], "timeoutMilliseconds": 0}
    if document["request"]:
        assert bounded.ask("POST", "/__emulator/requests/wait", json_body=body).status == 422
