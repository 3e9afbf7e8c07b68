"""The four faults on the wire, byte for byte as the real WireMock has them."""

import socket

import pytest

FAULTS = ["EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK", "RANDOM_DATA_THEN_CLOSE", "CONNECTION_RESET_BY_PEER"]
STUB = "ca5e0000-0000-4000-8000-000000000001"
VARY = b"Vary: Accept-Encoding, User-Agent\r\n"  # the real one's compression says it, and could be switched off
SECONDS = 20


def wire(server, response, request=b"GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"):
    """What comes down a connection on which one request was sent: the bytes, and how it ended."""
    server.reset()
    server.admin("POST", "/mappings", {"id": STUB, "request": {"url": "/a"}, "response": response})
    received = b""
    with socket.create_connection((server.host, server.port), timeout=SECONDS) as connection:
        connection.sendall(request)
        try:
            while part := connection.recv(1 << 16):
                received += part
        except ConnectionResetError:
            return received.replace(VARY, b""), "reset"
    return received.replace(VARY, b""), "closed"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_wiremocks(fault, process, wiremock):
    assert wire(process, {"fault": fault}) == wire(wiremock, {"fault": fault})


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_beside_a_status_a_body_and_headers(fault, process, wiremock):
    response = {"status": 503, "statusMessage": "Busy", "body": "never seen", "headers": {"X-One": "1"}, "fault": fault}
    assert wire(process, response) == wire(wiremock, response)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_after_a_body_and_a_delay(fault, process, wiremock):
    request = b"POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody"
    response = {"fault": fault, "fixedDelayMilliseconds": 1}
    assert wire(process, response, request) == wire(wiremock, response, request)


@pytest.mark.parametrize(
    "fault, bytes, end",
    [
        ("EMPTY_RESPONSE", b"", "closed"),
        ("RANDOM_DATA_THEN_CLOSE", b"lskdu018973t09sylgasjkfg1][]'./.sdlv", "closed"),
        ("CONNECTION_RESET_BY_PEER", b"", "reset"),
    ],
)
def test_a_fault_where_there_is_no_java(fault, bytes, end, server):
    assert wire(server, {"fault": fault}) == (bytes, end)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_server_goes_on_after_a_fault(fault, server):
    wire(server, {"fault": fault})
    assert server.admin("GET", "/requests")["meta"]["total"] == 1
    server.reset()
    server.admin("POST", "/mappings", {"request": {"url": "/a"}, "response": {"body": "alive"}})
    assert server.ask("GET", "/a").text == "alive"


@pytest.mark.parametrize("fault", FAULTS)
def test_the_journal_has_the_fault(fault, server):
    wire(server, {"fault": fault})
    [event] = server.admin("GET", "/requests")["requests"]
    assert (event["wasMatched"], event["responseDefinition"]["fault"]) == (True, fault)
