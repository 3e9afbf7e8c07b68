"""E-mail addresses that clients encode in different ways: one person, however the address is written in the path."""

import pytest
from brevo.errors import BadRequestError

PECULIAR = [
    "ann+newsletter@acme.example",
    "o'brien@acme.example",
    "jörg@exämple.example",
    "用户@例子.example",
    "a/b@acme.example",
    "100%sure@acme.example",
    "x" * 64 + "@acme.example",
]
ENCODABLE_BY_THE_CLIENT = [email for email in PECULIAR if not set(email) & set("/%")]
INVALID = [
    "ann",
    "@acme.example",
    "ann@",
    "ann@acme",
    "ann@@acme.example",
    "ann acme@acme.example",
    " ann@acme.example",
    "ann.@acme.example",
    ".ann@acme.example",
    "an..n@acme.example",
    "ann@acme..example",
    "x" * 65 + "@acme.example",
    "ann@" + "x" * 64 + ".example",
    "ann@" + ".".join(["x" * 60] * 5),
]


@pytest.mark.parametrize("email", ENCODABLE_BY_THE_CLIENT)
def test_the_clients_way_through_a_life(account, email):
    account.invite(email)
    assert account.user.get_user_permission(email).email == email
    account.user.putresendcancelinvitation("resend", email)
    account.accept(email)
    assert account.listed()[email]["status"] == "active"
    account.user.put_revoke_user_permission(email)
    assert account.listed() == {}


@pytest.mark.parametrize("email", PECULIAR)
def test_every_byte_percent_encoded(account, email):
    account.invite(email)
    encoded = "".join(f"%{byte:02X}" for byte in email.encode())
    answer = account.http.get(f"/organization/user/{encoded}/permissions")
    assert answer.status_code == 200, answer.text
    assert answer.json()["email"] == email


def test_case_is_kept_and_does_not_matter(account):
    account.invite("Ann.Smith@ACME.example")
    assert list(account.listed()) == ["Ann.Smith@ACME.example"]
    assert account.user.get_user_permission("aNN.sMITH@acme.EXAMPLE").email == "Ann.Smith@ACME.example"
    with pytest.raises(BadRequestError) as refusal:
        account.invite("ann.smith@acme.example")
    assert refusal.value.body["message"] == "User already invited"


@pytest.mark.parametrize("email", INVALID)
def test_what_is_no_address_is_not_invited(account, email):
    with pytest.raises(BadRequestError) as refusal:
        account.invite(email)
    assert refusal.value.body["code"] == "invalid_parameter"
    assert account.listed() == {}


@pytest.mark.parametrize("segment", ["%FF%40acme.example", "ann%00%40acme.example", "ann%2540acme.example"])
def test_a_segment_that_is_no_text_or_no_address(account, segment):
    answer = account.http.get(f"/organization/user/{segment}/permissions")
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_parameter"
