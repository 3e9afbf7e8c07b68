"""The life of a user of an organisation, which is the same whatever client tells it."""

import pytest
from clients.client import OWNER

PART = "users"
ANN = "ann@acme.example"
VIEW = ("contacts", "view")


def refusal(client, call, *arguments):
    """Status and body of what the service refuses to the client."""
    with pytest.raises(client.ERROR) as raised:
        call(*arguments)
    answer = client.read(raised.value)
    return answer.status, answer.body


def test_from_the_invitation_to_the_revocation(client, world):
    client.invite(ANN, VIEW, ("phone", "all"))
    assert client.users() == {ANN: "pending"}
    granted = client.permissions(ANN)
    assert (granted["Contacts"], granted["Phone"], granted["Templates"]) == (["View"], ["All"], ["None"])

    client.resend(ANN)
    world.accept(ANN)
    assert client.users() == {ANN: "active"}

    client.update(ANN, ("contacts", "import"))
    granted = client.permissions(ANN)
    assert (granted["Contacts"], granted["Phone"]) == (["Import"], ["All"])

    client.revoke(ANN)
    assert client.users() == {}
    not_found = (400, {"code": "invalid_parameter", "message": "User not found"})
    assert refusal(client, client.permissions, ANN) == not_found


def test_a_cancelled_invitation_can_be_sent_again(client):
    client.invite(ANN, VIEW)
    client.cancel(ANN)
    assert client.users() == {}
    client.invite(ANN)
    assert client.users() == {ANN: "pending"}
    assert ["None"] not in client.permissions(ANN).values()


@pytest.mark.parametrize("end", ["declines", "waits for 73 hours"])
def test_a_rejected_invitation_is_listed_again_when_it_is_resent(client, world, end):
    client.invite(ANN, VIEW)
    if end == "declines":
        world.decline(ANN)
    else:
        world.advance("PT73H")
    assert client.users() == {}
    client.resend(ANN)
    assert client.users() == {ANN: "pending"}


def test_what_was_done_is_logged(client):
    client.invite(ANN, VIEW)
    assert client.activities() == ["invite-user"]


def test_what_the_service_refuses(client):
    client.invite(ANN, VIEW)
    already = {"code": "duplicate_parameter", "message": "User already invited"}
    assert refusal(client, client.invite, ANN, VIEW) == (400, already)
    denied = {"code": "permission_denied", "message": "Unauthorized access"}
    assert refusal(client, client.revoke, OWNER) == (403, denied)
    assert refusal(client, client.cancel, "bob@acme.example") == (403, denied)
    assert client.users() == {ANN: "pending"}


def test_without_a_key(adapter, world):
    client = adapter(world.base_url, "")
    missing = {"message": "authentication not found in headers", "code": "unauthorized"}
    assert refusal(client, client.users) == (401, missing)


def test_an_invitation_that_failed_invites_nobody_until_it_is_repeated(adapter, client, world):
    world.fail(fault={"status": 503}, match={"method": "POST"}, times=1)
    if adapter.REPEATS != "always":
        with pytest.raises(client.ERROR):
            client.invite(ANN)
        assert client.users() == {}
    client.invite(ANN)
    assert client.users() == {ANN: "pending"}
    assert world.failures() == (2, 1)
