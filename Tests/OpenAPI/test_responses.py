"""What the emulator sends over a socket, against the OpenAPI document: each response that it describes, if it can be had."""

from collections import defaultdict

import pytest
from brevo_emulator import Emulator
from document import BINARY, faults, operations, response, schema
from exchange import NOW, SEED, send
from walk import calls

#: Why documented responses are not among those of the walk.
UNREACHED = {
    "without its parameter its path is another operation's": {
        ("GET /corporate/group/{id}", 404),
        ("PUT /corporate/group/{id}", 404),
        ("DELETE /corporate/group/{id}", 404),
        ("GET /corporate/subAccount/{id}", 404),
    },
    "it has neither a parameter nor a body that could be wrong": {
        (name, 400)
        for name, operation in operations().items()
        if name.startswith("GET ") and "{" not in name and not operation["parameters"]
    },
    "a master account can have a million admin users": {("POST /corporate/user/invitation/send", 402)},
}


@pytest.fixture(scope="module")
def exchanges():
    """Each request with its response, by operation."""
    found = defaultdict(list)
    with Emulator("--keys", "seeded", "--clock", NOW, "--log", "off", seed=SEED, binary=BINARY) as emulator:
        for name, call in calls():
            world = emulator.world()
            found[name].append((call, send(world, call)))
            world.delete()
    return found


def differences(operation, sent):
    """How a response differs from what the document says about it."""
    described = response(operation, sent.status)
    if described is None:
        return {f"{sent.status} is not described"}
    missing = {f"has no {header}" for header in described["headers"] if header not in sent.headers}
    if schema(operation, sent.status) is None:
        return missing | ({"has a body"} if sent.body else set())
    if sent.headers["Content-Type"] != "application/json" or sent.document is None:
        return missing | {"is not JSON"}
    return missing | faults(operation, sent.status, sent.document)


def test_each_request_is_for_an_operation():
    assert {name for name, _ in calls()} == operations().keys()


@pytest.mark.parametrize("operation", operations())
def test_each_response_fits_the_document(exchanges, operation):
    found = [(call, sent.status, differences(operation, sent)) for call, sent in exchanges[operation]]
    assert found
    assert [item for item in found if item[2]] == []


def test_each_described_response_is_sent_or_cannot_be(exchanges):
    described = {(name, int(status)) for name, item in operations().items() for status in item["responses"]}
    reached = {(name, sent.status) for name, found in exchanges.items() for _, sent in found}
    assert described - reached == set.union(*UNREACHED.values())
    # No success is among those that cannot be had.
    assert all(status >= 400 for _, status in described - reached)
