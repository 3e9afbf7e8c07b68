"""What only a plain HTTP client sees: headers, methods, media types and bodies, byte for byte."""

import re
from uuid import UUID

import pytest

ANN = "ann@acme.example"
LIST = "/organization/invited/users"
SEND = "/organization/user/invitation/send"
UPDATE = "/organization/user/update/permissions"
INVITATION = {"email": ANN, "all_features_access": True}
CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*",
    "access-control-allow-methods": "PUT, POST, GET, DELETE, PATCH, OPTIONS",
    "access-control-allow-credentials": "true",
}


def assert_common_headers(answer):
    assert {name: answer.headers[name] for name in CORS} == CORS
    assert str(UUID(answer.headers["sib-request-id"])) == answer.headers["sib-request-id"].lower()
    names = [name for name, _ in answer.headers.multi_items()]
    assert len(names) == len(set(names)), "no header comes twice"


def refusal(answer):
    """Status, code and message of an error, once its form is what the service sends."""
    assert_common_headers(answer)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-emulator-hint"]
    body = answer.json()
    assert answer.text == '{"code":"%s","message":"%s"}' % (body["code"], body["message"])
    return answer.status_code, body["code"], body["message"]


def test_a_list_byte_for_byte(account):
    account.http.post(SEND, json=INVITATION).raise_for_status()
    answer = account.http.get(LIST)
    assert_common_headers(answer)
    assert answer.headers["content-type"] == "application/json"
    assert "x-emulator-hint" not in answer.headers
    assert re.fullmatch(
        r'\{"users":\[\{"id":"[0-9a-f]{24}","email":"owner@example\.com","is_owner":true,"status":"active",'
        r'"feature_access":\{"marketing":"owner","conversations":"owner","crm":"owner","transactional":"owner",'
        r'"phone":"owner"\},"locale":"en_US"\},'
        r'\{"id":"[0-9a-f]{24}","email":"ann@acme\.example","is_owner":false,"status":"pending",'
        r'"feature_access":\{"marketing":"full","conversations":"full","crm":"full","transactional":"full",'
        r'"phone":"full","meetings":"full","sequences":"full"\},"locale":"[a-z]{2}_[A-Z]{2}"\}\]\}',
        answer.text,
    )


def test_permissions_byte_for_byte(account):
    invitation = {**INVITATION, "all_features_access": False}
    invitation["privileges"] = [{"feature": "email_campaigns", "permissions": ["create_edit_delete"]}]
    assert account.http.post(SEND, json=invitation).content == b'{"status":"OK"}'
    answer = account.http.get(f"/organization/user/{ANN}/permissions")
    assert answer.text.startswith(
        '{"email":"ann@acme.example","status":"pending","privileges":['
        '{"feature":"Email campaign","permissions":["Create / edit / delete"]},'
        '{"feature":"Templates","permissions":["None"]},'
    )


def test_admin_answers_byte_for_byte(account):
    first, second = account.http.get("/corporate/groups").json()
    assert list(first) == list(second) == ["id", "groupName"]
    invitation = {**INVITATION, "all_features_access": False, "groupIds": [first["id"]]}
    invitation["privileges"] = [{"feature": "security", "permissions": ["all"]}]
    answer = account.http.post("/corporate/user/invitation/send", json=invitation)
    assert answer.status_code == 201
    assert re.fullmatch(r'\{"id":"[0-9a-f]{24}"\}', answer.text)
    answer = account.http.get(f"/corporate/user/{ANN}/permissions")
    assert answer.text.startswith('{"email":"ann@acme.example","status":"pending","groups":[{"id":"')
    assert answer.text.endswith('"security":["all"]}}')


def test_no_content_has_neither_body_nor_media_type(account):
    account.http.post("/corporate/user/invitation/send", json=INVITATION).raise_for_status()
    for answer in (
        account.http.put(f"/corporate/user/{ANN}/permissions", json={"all_features_access": True, "privileges": [{}]}),
        account.http.delete(f"/corporate/user/revoke/{ANN}"),
    ):
        assert answer.status_code == 204
        assert answer.content == b""
        assert_common_headers(answer)
        assert "content-type" not in answer.headers


def test_head_is_get_without_its_body(account):
    head, get = account.http.head(LIST), account.http.get(LIST)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == "application/json"
    assert head.headers["content-length"] == get.headers["content-length"]
    assert_common_headers(head)


def test_two_requests_have_two_ids(account):
    assert account.http.get(LIST).headers["sib-request-id"] != account.http.get(LIST).headers["sib-request-id"]


@pytest.mark.parametrize("path", [LIST, SEND, "/no/such/path"])
def test_a_browser_may_ask_before_it_has_a_key(account, path):
    del account.http.headers["api-key"]
    answer = account.http.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers
    assert_common_headers(answer)


@pytest.mark.parametrize(
    "method, path, allowed",
    [("POST", LIST, "GET"), ("GET", SEND, "POST"), ("POST", f"/corporate/user/revoke/{ANN}", "DELETE")],
)
def test_another_method_is_405(account, method, path, allowed):
    answer = account.http.request(method, path)
    assert refusal(answer) == (405, "method_not_allowed", f"{method} Method is not allowed on this path")
    methods = answer.headers["allow"].split(", ")
    assert allowed in methods and method not in methods


def test_an_unknown_path_is_404(account):
    status, code, message = refusal(account.http.get("/organization/nobody"))
    assert (status, code) == (404, "document_not_found")
    assert re.fullmatch("(/v3)?/organization/nobody is not an endpoint of this API", message)


def test_a_slash_at_the_end_is_the_same_path(account):
    assert account.http.get(LIST + "/").json()["users"][0]["email"] == "owner@example.com"


@pytest.mark.parametrize(
    "media_type", [None, "", "text/plain", "application/x-www-form-urlencoded", "application/json5", "json"]
)
def test_a_body_that_is_not_announced_as_json_is_406(account, media_type):
    headers = {} if media_type is None else {"content-type": media_type}
    answer = account.http.post(SEND, content=b'{"email":"ann@acme.example","all_features_access":true}', headers=headers)
    assert refusal(answer) == (406, "not_acceptable", "Content-Type must be application/json")


@pytest.mark.parametrize("media_type", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_announced_in_other_letters(account, media_type):
    body = b'{"email":"ann@acme.example","all_features_access":true}'
    answer = account.http.post(SEND, content=body, headers={"content-type": media_type})
    assert answer.content == b'{"status":"OK"}'


def test_no_body_needs_no_media_type_and_has_no_inputs(account):
    assert refusal(account.http.post(SEND)) == (400, "missing_parameter", "No inputs in the body")
    assert refusal(account.http.put(f"/organization/user/invitation/revoke/{ANN}"))[0] == 403


@pytest.mark.parametrize(
    "body, message",
    [
        ("{}", "email is missing"),
        ('{"email":"ann@acme.example"}', "all_features_access is missing"),
        ('{"email":"ann@acme.example","all_features_access":false}', "privileges is missing"),
    ],
)
@pytest.mark.parametrize("path", [SEND, UPDATE])
def test_the_first_missing_field_is_named(account, path, body, message):
    answer = account.http.post(path, content=body, headers={"content-type": "application/json"})
    assert refusal(answer) == (400, "missing_parameter", message)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b'{"email":"ann@acme.example",}',
        b'{"email":"ann@acme.example","email":"bob@acme.example","all_features_access":true}',
        b'{"email":"\\ud800@acme.example","all_features_access":true}',
        b'{"email":"\xff@acme.example","all_features_access":true}',
        b'{"email":"ann@acme.example","all_features_access":true,"deep":' + b"[" * 65 + b"]" * 65 + b"}",
        b'{"email":"ann@acme.example","all_features_access":true} {}',
    ],
)
def test_what_is_no_json_object_is_a_bad_request(account, body):
    answer = account.http.post(SEND, content=body, headers={"content-type": "application/json"})
    assert refusal(answer)[:2] == (400, "bad_request")
    assert account.listed() == {}


@pytest.mark.parametrize("value", ['"true"', "1", "null", "[]"])
def test_a_boolean_is_true_or_false(account, value):
    body = '{"email":"ann@acme.example","all_features_access":%s}' % value
    answer = account.http.post(SEND, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["code"] in ("invalid_parameter", "missing_parameter")
    assert account.listed() == {}


def test_an_unknown_field_is_taken_and_reported(account):
    answer = account.http.post(SEND, json={**INVITATION, "nickname": "Annie"})
    assert (answer.status_code, answer.content) == (200, b'{"status":"OK"}')
    assert "nickname" in answer.headers["x-emulator-hint"]


def test_a_body_past_the_limit_is_413(account):
    body = b'{"email":"' + b"x" * 1_048_576 + b'"}'
    answer = account.http.post(SEND, content=body, headers={"content-type": "application/json"})
    assert refusal(answer) == (413, "bad_request", "The body is larger than 1048576 bytes")


def test_update_is_a_name_for_get_and_a_path_for_post(account):
    assert account.http.get(UPDATE).status_code == 400
    assert refusal(account.http.post(UPDATE, json={})) == (400, "missing_parameter", "email is missing")


def test_a_client_that_takes_gzip_is_understood(account):
    answer = account.http.get(LIST, headers={"accept-encoding": "gzip", "accept": "*/*"})
    assert answer.json()["users"][0]["email"] == "owner@example.com"
