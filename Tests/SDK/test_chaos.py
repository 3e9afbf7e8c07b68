"""Faults that the official client meets: what it retries by itself, what it raises, and what a request asks for itself."""

import httpx
import pytest
from brevo.core.api_error import ApiError
from brevo.errors import TooManyRequestsError

ANN = "ann@acme.example"
ONE_TRY = {"max_retries": 0}


@pytest.fixture
def emulator(start):
    """In place of the shared process: the rules are the whole world's."""
    return start("--clock", "2026-11-21T09:20:00Z", "--random-seed", "7")


def strike(emulator, *rules):
    return emulator.control("PUT", "/chaos", json={"rules": list(rules)}).json()


def counters(emulator):
    return [(rule["matched"], rule["fired"]) for rule in emulator.control("GET", "/chaos").json()["rules"]]


def test_the_client_retries_what_fails_twice(emulator, account):
    invite = {"method": "POST", "urlPath": "/v3/organization/user/invitation/send"}
    strike(emulator, {"name": "flaky", "match": invite, "fault": {"status": 503}, "times": 2})
    account.invite(ANN)
    assert list(account.listed()) == [ANN]
    assert counters(emulator) == [(3, 2)]


def test_a_client_that_retries_nothing_raises_what_it_met(emulator, account):
    strike(emulator, {"name": "down", "fault": {"status": 502}})
    with pytest.raises(ApiError) as error:
        account.user.get_invited_users_list(request_options=ONE_TRY)
    assert error.value.status_code == 502
    assert error.value.body == {"code": "bad_request", "message": "Bad gateway"}
    assert error.value.headers["x-emulator-fault"] == "down#1"


@pytest.mark.parametrize(
    "call, kind",
    [
        (lambda a: a.user.get_invited_users_list(request_options=ONE_TRY), ApiError),
        (lambda a: a.client.contacts.get_contacts(request_options=ONE_TRY), TooManyRequestsError),
    ],
    ids=["list users", "list contacts"],
)
def test_a_used_up_rate_limit_is_raised_with_the_headers_of_the_service(emulator, account, call, kind):
    strike(emulator, {"fault": {"status": 429}})
    with pytest.raises(kind) as error:
        call(account)
    assert error.value.status_code == 429
    headers = {name: error.value.headers[f"x-sib-ratelimit-{name}"] for name in ("limit", "remaining", "reset")}
    assert headers == {"limit": "100", "remaining": "0", "reset": "2400"}
    assert "retry-after" not in error.value.headers


@pytest.mark.parametrize("fault", ["CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK"])
def test_a_broken_connection_is_an_error_of_the_transport(emulator, account, fault):
    strike(emulator, {"fault": {"connection": fault}, "times": 1})
    with pytest.raises(httpx.TransportError):
        account.user.get_invited_users_list(request_options=ONE_TRY)
    assert account.listed() == {}


def test_a_seed_repeats_the_draws(emulator, account):
    rule = {"fault": {"status": 503}, "probability": 0.5}
    shown = strike(emulator, rule)
    runs = []
    for _ in range(2):
        emulator.control("PUT", "/chaos", json=shown)
        runs.append([account.http.get("/organization/invited/users").status_code for _ in range(40)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 503}


def test_a_request_asks_for_its_own_fault_only_where_it_may(start):
    for options, status in [(("--request-overrides",), 503), ((), 200)]:
        account = start(*options).account()
        answer = account.http.get("/organization/invited/users", headers={"X-Emulator-Status": "503"})
        assert answer.status_code == status


def test_a_bad_document_names_each_fault_and_changes_nothing(emulator, account):
    strike(emulator, {"name": "down", "fault": {"status": 503}})
    answer = httpx.put(f"{emulator.url}/__emulator/chaos", json={"rules": [{"fault": {}}, {"nth": 0}]})
    assert answer.status_code == 422
    pointers = [fault["pointer"] for fault in answer.json()["faults"]]
    assert pointers == ["/rules/0/fault", "/rules/1", "/rules/1/nth"]
    assert account.http.get("/organization/invited/users").status_code == 503
