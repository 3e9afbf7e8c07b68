"""The emulator's own prefix, as a test suite in any language calls it."""

import httpx
import pytest

ANN = "ann@acme.example"


@pytest.fixture
def emulator(start):
    """In place of the shared process: the state, the clock and the reset are the whole process's."""
    return start("--clock", "2026-11-21T09:00:00Z")


def test_a_reset_forgets_everybody_and_the_time(emulator, account):
    account.invite(ANN)
    emulator.advance("PT1H")
    emulator.control("POST", "/reset")
    assert account.listed() == {}
    assert emulator.control("GET", "/clock").json()["now"] == "2026-11-21T09:00:00Z"


def test_the_state_that_is_read_can_be_put_back(emulator, account):
    account.invite(ANN, ("contacts", "view"))
    account.accept(ANN)
    before = emulator.control("GET", "/state").json()
    account.user.put_revoke_user_permission(ANN)
    emulator.control("PUT", "/state", json=before)
    assert emulator.control("GET", "/state").json() == before
    assert account.listed()[ANN]["status"] == "active"
    assert account.permissions(ANN)["Contacts"] == ["View"]


def test_a_bad_state_changes_nothing_and_each_fault_has_its_place(emulator, account):
    account.invite(ANN)
    users = [{"email": "bob@acme.example"}, {"email": "bob"}]
    document = {"version": 1, "accounts": [{"apiKeys": ["k"], "plan": "golden", "users": users}]}
    answer = httpx.put(f"{emulator.url}/__emulator/state", json=document)
    assert answer.status_code == 422
    pointers = [fault["pointer"] for fault in answer.json()["faults"]]
    assert "/accounts/0/plan" in pointers
    assert "/accounts/0/users/1/email" in pointers
    assert list(account.listed()) == [ANN]


def test_the_clock_is_set_and_moved(emulator):
    moved = emulator.control("PUT", "/clock", json={"now": "2027-01-01T00:00:00Z", "frozen": True}).json()
    assert moved["now"] == "2027-01-01T00:00:00Z"
    emulator.advance("P1DT2H3M4S")
    assert emulator.control("GET", "/clock").json() == {"now": "2027-01-02T02:03:04Z", "frozen": True, "rate": 1}


def test_the_account_is_asked_for_only_where_several_hold_the_address(emulator):
    first, second = emulator.account("first"), emulator.account("second")
    first.invite(ANN)
    emulator.control("POST", f"/users/{ANN}/accept")
    second.invite(ANN)
    assert httpx.post(f"{emulator.url}/__emulator/users/{ANN}/accept").status_code == 409
    second.accept(ANN)
    assert {account.listed()[ANN]["status"] for account in (first, second)} == {"active"}


@pytest.mark.parametrize(
    "method, path, status",
    [
        ("GET", "/nowhere", 404),
        ("DELETE", "/clock", 405),
        ("POST", f"/users/{ANN}/accept", 404),
        ("POST", "/clock/advance", 400),
        ("PUT", "/state", 400),
    ],
)
def test_an_error_has_a_hint(emulator, method, path, status):
    answer = httpx.request(method, f"{emulator.url}/__emulator{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error"] and answer.json()["hint"]


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_its_health_needs_no_key(emulator, path):
    assert emulator.control("GET", path).status_code == 200
