"""Restricted keys, rate limits and OAuth, with the official client."""

import datetime
import json
import types
from uuid import uuid4

import httpx
import pytest
from brevo import Brevo
from brevo.core.api_error import ApiError
from conftest import MAJOR_VERSION

ANN = "ann@acme.example"
DENIED = {"code": "permission_denied", "message": "Access Denied"}
UNKNOWN = {"message": "Key not found", "code": "unauthorized"}
VIEW = [{"feature": "contacts", "permissions": ["view"]}]
oauth = pytest.mark.skipif(MAJOR_VERSION < 5, reason="the client has no OAuth before 5")


@pytest.fixture
def seeded(start, tmp_path):
    """A process with one account, its restricted keys and its OAuth client; its clock stands."""
    seed = tmp_path / "accounts.json"
    reader = {"key": "reader", "access": {"organization": "read"}}
    writer = {"key": "writer", "access": {"organization": "readWrite"}, "expiresAt": "2026-11-21T10:00:00Z"}
    client = {"clientId": "reading", "clientSecret": "secret", "scopes": ["organization:read"]}
    account = {"apiKeys": ["full", reader, writer], "kind": "master", "oauthClients": [client]}
    seed.write_text(json.dumps({"version": 1, "accounts": [account]}))
    return start("--keys", "seeded", "--seed", str(seed), "--clock", "2026-11-21T09:00:00Z")


def refusal(call, *arguments, **options):
    with pytest.raises(ApiError) as raised:
        call(*arguments, **options)
    return raised.value.status_code, raised.value.body


def test_a_key_that_may_read_reads_and_no_more(seeded):
    account = seeded.account("reader")
    assert account.listed() == {}
    assert refusal(account.invite, ANN) == (403, DENIED)
    assert refusal(account.master.get_corporate_invited_users_list, type="active") == (403, DENIED)
    seeded.account("writer").invite(ANN, ("contacts", "view"))
    assert account.listed()[ANN]["status"] == "pending"


def test_a_key_that_has_expired_is_unknown(seeded):
    account = seeded.account("writer")
    account.invite(ANN)
    seeded.advance("PT1H")
    assert refusal(account.invite, "bob@acme.example") == (401, UNKNOWN)


def test_a_limited_account_is_told_when_it_may_ask_again(start):
    emulator = start("--rate-limits", "2", "--clock", "2026-11-21T09:45:00Z")
    client = Brevo(base_url=emulator.base_url, api_key="limited")
    for left in (1, 0):
        answer = client.user.with_raw_response.get_invited_users_list()
        assert answer.headers["x-sib-ratelimit-limit"] == "2"
        assert answer.headers["x-sib-ratelimit-remaining"] == str(left)
    with pytest.raises(ApiError) as raised:
        client.user.get_invited_users_list(request_options={"max_retries": 0})
    assert raised.value.status_code == 429
    assert raised.value.headers["x-sib-ratelimit-reset"] == "900"
    assert raised.value.body == {"message": "Too many requests", "code": "too_many_requests"}
    emulator.advance("PT15M")
    assert len(client.user.get_invited_users_list().users) == 1


class Requests:
    """What a client sends, seen from within it."""

    def __init__(self):
        self.sent = []
        self.client = httpx.Client(event_hooks={"request": [self.sent.append]})

    def tokens(self):
        return sum(request.url.path.endswith("/oauth/token") for request in self.sent)


@oauth
@pytest.mark.parametrize("prefix", ["", "/worlds/oauth"])
def test_a_program_gets_its_token_by_itself(emulator, prefix):
    requests = Requests()
    client_id = uuid4().hex
    client = Brevo(
        base_url=f"{emulator.url}{prefix}/v3", client_id=client_id, client_secret="s", httpx_client=requests.client
    )
    client.user.inviteuser(email=ANN, all_features_access=False, privileges=VIEW)
    assert [user.email for user in client.user.get_invited_users_list().users] == ["owner@example.com", ANN]
    assert client.account.get_account().email == "owner@example.com"
    assert requests.tokens() == 1
    assert requests.sent[0].url.path == f"{prefix}/realms/partner/oauth/token"
    assert requests.sent[-1].headers["authorization"].startswith("Bearer ")
    assert "api-key" not in requests.sent[-1].headers
    other = Brevo(base_url=f"{emulator.url}{prefix}/v3", client_id=client_id, client_secret="another")
    status, body = refusal(other.user.get_invited_users_list)
    assert (status, body["error"]) == (401, "invalid_client")


@oauth
def test_a_token_is_fetched_anew_after_an_hour(seeded, monkeypatch):
    """The client reckons by its own clock, so that one must be put forward as well as the world's."""
    from brevo.core import oauth_token_provider

    requests = Requests()
    client = Brevo(
        base_url=seeded.base_url, client_id="reading", client_secret="secret", httpx_client=requests.client
    )
    client.user.get_invited_users_list()
    seeded.advance("PT1H")
    assert refusal(client.user.get_invited_users_list) == (401, UNKNOWN)
    assert requests.tokens() == 1

    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + datetime.timedelta(minutes=59)

    clock = types.SimpleNamespace(datetime=Later, timedelta=datetime.timedelta)
    monkeypatch.setattr(oauth_token_provider, "dt", clock)
    assert len(client.user.get_invited_users_list().users) == 1
    assert requests.tokens() == 2


@oauth
def test_a_missing_scope_is_refused(seeded):
    client = Brevo(base_url=seeded.base_url, client_id="reading", client_secret="secret")
    assert len(client.user.get_invited_users_list().users) == 1
    assert refusal(client.account.get_account) == (403, DENIED)
    assert refusal(client.user.inviteuser, email=ANN, all_features_access=False, privileges=VIEW) == (403, DENIED)
    assert refusal(client.master_account.get_corporate_invited_users_list, type="active") == (403, DENIED)


@oauth
def test_the_token_call_of_the_client(seeded):
    given = Brevo(base_url=seeded.base_url, api_key="full").o_auth.get_o_auth_m2m_token(
        client_id="reading", client_secret="secret", scope="organization:read"
    )
    assert (given.expires_in, given.token_type, given.scope) == (3600, "Bearer", "organization:read")
    client = Brevo(base_url=seeded.base_url, token=given.access_token)
    assert len(client.user.get_invited_users_list().users) == 1
