"""Keys and what they open, with a process that knows only the keys of its seed."""

import json

import httpx
import pytest
from brevo import Brevo
from brevo.core.api_error import ApiError
from conftest import Emulator

KNOWN = "xkeysib-organization"
MASTER = "xkeysib-master"
SEED = {
    "version": 1,
    "accounts": [
        {"apiKeys": [KNOWN], "kind": "organization", "owner": {"email": "boss@acme.example"}},
        {"apiKeys": [MASTER], "kind": "master", "owner": {"email": "chief@acme.example"}},
    ],
}
NO_CREDENTIAL = b'{"message":"authentication not found in headers","code":"unauthorized"}\n'
UNKNOWN_KEY = b'{"message":"Key not found","code":"unauthorized"}\n'
LIST = "/organization/invited/users"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    seed = tmp_path_factory.mktemp("seed") / "accounts.json"
    seed.write_text(json.dumps(SEED))
    process = Emulator("--keys", "seeded", "--seed", str(seed))
    yield process
    assert process.stop() == 0


@pytest.mark.parametrize(
    "headers, body",
    [
        ({}, NO_CREDENTIAL),
        ({"api-key": ""}, NO_CREDENTIAL),
        ({"x-api-key": KNOWN}, NO_CREDENTIAL),
        ({"partner-key": KNOWN}, NO_CREDENTIAL),
        ({"api-key": "xkeysib-unknown"}, UNKNOWN_KEY),
        ({"authorization": "Bearer unknown"}, UNKNOWN_KEY),
        ({"api-key": "xkeysib-unknown", "partner-key": KNOWN}, UNKNOWN_KEY),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", [LIST, "/no/such/path"])
def test_401_byte_for_byte(seeded, path, headers, body):
    answer = httpx.get(seeded.base_url + path, headers=headers)
    assert answer.status_code == 401
    assert answer.content == body
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-emulator-hint"]


def test_a_missing_key_is_401_where_every_key_opens_an_account(emulator):
    answer = httpx.post(emulator.base_url + "/organization/user/invitation/send", json={})
    assert (answer.status_code, answer.content) == (401, NO_CREDENTIAL)


@pytest.mark.parametrize("key, body", [("", NO_CREDENTIAL), ("xkeysib-unknown", UNKNOWN_KEY)], ids=["empty", "unknown"])
def test_the_client_has_the_general_error_for_401(seeded, key, body):
    with pytest.raises(ApiError) as refusal:
        Brevo(base_url=seeded.base_url, api_key=key).user.get_invited_users_list()
    assert refusal.value.status_code == 401
    assert refusal.value.body == json.loads(body)


def test_a_known_key_opens_its_account(seeded):
    [owner] = seeded.account(KNOWN).user.get_invited_users_list().users
    assert owner.email == "boss@acme.example"


def test_the_key_counts_where_a_bearer_token_is_given_too(seeded):
    headers = {"api-key": KNOWN, "authorization": "Bearer unknown", "partner-key": "any"}
    answer = httpx.get(seeded.base_url + LIST, headers=headers)
    assert answer.json()["users"][0]["email"] == "boss@acme.example"


def test_only_a_master_account_has_admin_users(seeded):
    assert seeded.account(MASTER).master.get_corporate_invited_users_list(type="pending").users == []
    answer = httpx.get(seeded.base_url + "/corporate/groups", headers={"api-key": KNOWN})
    assert answer.status_code == 403
    assert answer.content == b'{"code":"permission_denied","message":"Access forbidden."}'
