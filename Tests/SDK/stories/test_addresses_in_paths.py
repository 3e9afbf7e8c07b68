"""Addresses that clients write into a path in different ways: it is one person, however the address is written."""

from urllib.parse import quote

import pytest

PART = "users"
PECULIAR = [
    "ann+newsletter@acme.example",
    "o'brien@acme.example",
    "jörg@exämple.example",
    "用户@例子.example",
    "{a|b}^`c`@acme.example",
    "a&b=c$d!e~f*@acme.example",
    "100%sure@acme.example",
]
# What ends a path or one of its parts, and what looks as if it were encoded already.
MUST_BE_QUOTED = [
    "a/b@acme.example",
    "who?@acme.example",
    "#1@acme.example",
    "50%41@acme.example",
    "a%2Fb@acme.example",
]


@pytest.mark.parametrize("email", PECULIAR + MUST_BE_QUOTED)
def test_an_address_encoded_by_the_client_or_by_its_caller(adapter, client, world, email):
    live(client, world, email, email if adapter.QUOTES else quote(email, safe=""))


@pytest.mark.parametrize("email", PECULIAR)
def test_an_address_that_nobody_encoded(client, world, email):
    live(client, world, email, email)


@pytest.mark.parametrize("email", MUST_BE_QUOTED)
def test_an_address_that_somebody_should_have_encoded(adapter, client, email):
    client.invite(email)
    if adapter.QUOTES:
        client.permissions(email)
        return
    with pytest.raises(client.ERROR) as raised:
        client.permissions(email)
    assert client.read(raised.value).status in (400, 404, 405)


def live(client, world, email, written):
    """A life as a user and one as an admin user; `written` is the address as the client is given it for a path."""
    client.invite(email)
    assert ["None"] not in client.permissions(written).values()
    client.resend(written)
    world.accept(email)
    assert client.users() == {email: "active"}
    client.revoke(written)
    assert client.users() == {}

    client.invite_admin(email)
    client.resend_admin(written)
    client.change_admin(written, ("my_plan", "all"))
    assert client.admin_permissions(written)["my_plan"] == ["all"]
    client.revoke_admin(written)
    assert client.admins() == {}
