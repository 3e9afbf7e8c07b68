"""What a client makes of a failure: which error it raises, what can be read of it, and whether it tries again."""

import pytest

CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "permission_denied",
    404: "document_not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    429: "too_many_requests",
    500: "bad_request",
    503: "bad_request",
}


@pytest.mark.parametrize("status", CODES)
def test_each_status_is_an_error_of_the_clients_own(adapter, world, status):
    world.fail(fault={"status": status})
    with pytest.raises(adapter.ERROR) as raised:
        adapter(world.base_url, "xkeysib-story", repeats=False).ask()
    assert type(raised.value) is adapter.ERRORS.get(status, adapter.ERROR)
    answer = adapter.read(raised.value)
    assert (answer.status, answer.body["code"]) == (status, CODES[status])
    assert answer.headers["x-emulator-fault"] == "failure#1"
    assert world.failures() == (1, 1)


def test_a_used_up_rate_limit_says_when_it_ends(adapter, world):
    world.control("PUT", "/clock", json={"now": "2026-11-21T09:20:00Z", "frozen": True})
    world.fail(fault={"status": 429})
    with pytest.raises(adapter.ERROR) as raised:
        adapter(world.base_url, "xkeysib-story", repeats=False).ask()
    headers = adapter.read(raised.value).headers
    limits = [headers[f"x-sib-ratelimit-{name}"] for name in ("limit", "remaining", "reset")]
    assert limits == ["100", "0", "2400"]


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}], ids=["as the service answers", "with Retry-After"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_failure_and_then_success(adapter, client, world, status, headers):
    world.fail(fault={"status": status, "headers": headers}, times=1)
    if adapter.REPEATS == "never" or adapter.REPEATS == "told" and not headers:
        with pytest.raises(adapter.ERROR):
            client.ask()
    client.ask()
    assert world.failures() == (2, 1)
