"""A stub file as Brevo's SDK suites mount it (fixtures/stubs), driven by brevo-python 5.1.0 as those suites do.

Their inputs would not get past Brevo itself: the e-mail address is "email", the privileges are one empty item.
"""

import json
import subprocess
from uuid import uuid4

import pytest
from brevo import Brevo
from servers import BINARY, ROOT, SUBJECT, Emulator

pytestmark = pytest.mark.skipif(SUBJECT == "wiremock", reason="WireMock 2.35.1 does not know urlPathTemplate")

SECONDS = 20
STUBS = ROOT / "fixtures/stubs/wiremock-mappings.json"
MAPPINGS = json.loads(STUBS.read_text())["mappings"]
ADMIN_PRIVILEGES = [
    {"feature": "user_management", "permissions": ["all"]},
    {"feature": "sub_organization_groups", "permissions": ["create", "edit_delete"]},
]
CALLS = {
    "/organization/invited/users": lambda brevo: brevo.user.get_invited_users_list(),
    "/organization/user/invitation/revoke/email": lambda brevo: brevo.user.put_revoke_user_permission(email="email"),
    "/organization/user/invitation/send": lambda brevo: brevo.user.inviteuser(
        all_features_access=True, email="inviteuser@example.com", privileges=[{}]
    ),
    "/organization/user/invitation/resend/email": lambda brevo: brevo.user.putresendcancelinvitation(
        action="resend", email="email"
    ),
    "/organization/user/update/permissions": lambda brevo: brevo.user.edit_user_permission(
        all_features_access=True, email="inviteuser@example.com", privileges=[{}]
    ),
    "/organization/user/email/permissions": lambda brevo: brevo.user.get_user_permission(email="email"),
    "/corporate/invited/users": lambda brevo: brevo.master_account.get_corporate_invited_users_list(),
    "/corporate/user/invitation/send": lambda brevo: brevo.master_account.invite_admin_user(
        all_features_access=True, email="inviteuser@example.com", privileges=[{}]
    ),
    "/corporate/user/invitation/resend/email": lambda brevo: brevo.master_account.resend_cancel_admin_user_invitation(
        action="resend", email="email"
    ),
    "/corporate/user/revoke/email": lambda brevo: brevo.master_account.revoke_an_admin_user(email="email"),
    "GET /corporate/user/email/permissions": lambda brevo: brevo.master_account.get_corporate_user_permission(
        email="email"
    ),
    "PUT /corporate/user/email/permissions": lambda brevo: brevo.master_account.change_admin_user_permissions(
        email="email", all_features_access=False, privileges=ADMIN_PRIVILEGES
    ),
}


@pytest.fixture(scope="module")
def mounted():
    """The binary with the stub file, and with paths as those suites have them."""
    process = Emulator("--mappings", STUBS.parent, "--base-path", "/")
    yield process
    process.stop()


@pytest.fixture
def test_id():
    return str(uuid4())


@pytest.fixture
def brevo(mounted, test_id):
    return Brevo(base_url=mounted.url, api_key="test_api_key", headers={"X-Test-Id": test_id})


def requests_of(server, test_id, **pattern):
    """What the suites count after each call."""
    pattern["headers"] = {"X-Test-Id": {"equalTo": test_id}}
    return server.admin("POST", "/requests/find", pattern)["requests"]


# The examples are not what the types say ("is_owner"); the client warns of it.
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize(("path", "stub"), list(zip(CALLS, MAPPINGS)), ids=list(CALLS))
def test_a_call_is_answered_by_its_stub(mounted, brevo, test_id, path, stub):
    answer = CALLS[path](brevo)
    method, url = stub["request"]["method"], path.split()[-1]
    assert len(requests_of(mounted, test_id, method=method, urlPath=url)) == 1
    assert len(requests_of(mounted, test_id)) == 1
    event = mounted.admin("GET", "/requests?limit=1")["requests"][0]
    assert (event["wasMatched"], event["stubMapping"]["id"]) == (True, stub["id"])
    read = answer and answer.model_dump(exclude_none=True)
    assert read == (json.loads(stub["response"]["body"]) or None)


def test_there_is_a_call_for_every_stub():
    assert len(CALLS) == len(MAPPINGS) == 12


def test_a_stub_stands_as_the_file_has_it(mounted):
    listed = {stub["id"]: stub for stub in mounted.admin("GET", "/mappings")["mappings"]}
    assert listed.keys() == {stub["id"] for stub in MAPPINGS}
    for stub in MAPPINGS:
        assert {"postServeActions": [], **listed[stub["id"]]} == stub


def test_without_a_key_no_stub_answers(mounted):
    answer = mounted.ask("GET", "/organization/invited/users")
    assert (answer.status, "matched-stub-id" in answer.headers) == (401, False)


def test_another_address_is_the_emulators(mounted):
    answer = mounted.ask("GET", "/organization/user/ann@acme.example/permissions", {"api-key": "xkeysib-fresh"})
    assert (answer.status, answer.json()["message"]) == (400, "User not found")


def test_a_reset_brings_the_stubs_of_the_file_back(mounted):
    mounted.admin("DELETE", "/mappings")
    assert mounted.admin("GET", "/mappings")["meta"]["total"] == 0
    mounted.admin("POST", "/mappings/reset")
    assert mounted.admin("GET", "/mappings")["meta"]["total"] == 12


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"mappings": [{"request": {"urlx": "/a"}}]}', "/mappings/0/request/urlx"),
        ('{"request": {"method": 1}}', "/request/method"),
        ("{", "bad.json"),
    ],
)
def test_a_bad_file_stops_the_start(tmp_path, content, fault):
    (tmp_path / "bad.json").write_text(content)
    command = [BINARY, "--port", "0", "--log", "off", "--mappings", tmp_path]
    start = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert start.returncode == 1
    assert start.stderr.count("\n") == 1
    assert "bad.json" in start.stderr and fault in start.stderr


def test_two_files_and_a_body_file(start, tmp_path):
    (tmp_path / "mappings/more").mkdir(parents=True)
    (tmp_path / "__files").mkdir()
    (tmp_path / "__files/hello.txt").write_text("hello from a file")
    (tmp_path / "mappings/one.json").write_text('{"request": {"url": "/1"}, "response": {"bodyFileName": "hello.txt"}}')
    (tmp_path / "mappings/more/two.json").write_text('{"request": {"url": "/2"}, "response": {"body": "two"}}')
    server = start("--root-dir", tmp_path)
    assert server.ask("GET", "/1").text == "hello from a file"
    assert server.ask("GET", "/2").text == "two"


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "link.txt"])
def test_a_body_file_is_no_way_out(start, tmp_path, name):
    root = tmp_path / "root"
    (root / "mappings").mkdir(parents=True)
    (root / "__files").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (root / "__files/link.txt").symlink_to(tmp_path / "secret.txt")
    server = start("--root-dir", root)
    stub = {"request": {"url": "/a"}, "response": {"bodyFileName": name}}
    answer = server.ask("POST", "/__admin/mappings", json_body=stub)
    if answer.status == 201:
        answer = server.ask("GET", "/a")
        assert answer.status == 500
        assert "secret" not in answer.text.replace("secret.txt", "")
    else:
        assert answer.status == 422
