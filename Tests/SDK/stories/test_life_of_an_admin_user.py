"""The life of an admin user of a master account, which is the same whatever client tells it."""

import pytest

PART = "admins"
EVE = "eve@acme.example"


def test_from_the_invitation_to_the_revocation(client, world):
    first, _ = client.groups()
    client.invite_admin(EVE, ("my_plan", "all"), ("analytics", "download_data"), groups=[first])
    assert client.admins() == {EVE: "pending"}
    granted = client.admin_permissions(EVE)
    assert (granted["my_plan"], granted["analytics"]) == (["all"], ["download_data"])
    assert granted["user_management"] == ["none"]

    client.resend_admin(EVE)
    world.accept(EVE, kind="admin")
    assert client.admins() == {EVE: "active"}

    assert client.change_admin(EVE, ("user_management", "all")) is None
    assert client.admin_permissions(EVE)["user_management"] == ["all"]

    assert client.revoke_admin(EVE) is None
    assert client.admins() == {}


def test_a_cancelled_invitation_can_be_sent_again(client):
    client.invite_admin(EVE, ("my_plan", "all"))
    client.cancel_admin(EVE)
    assert client.admins() == {}
    client.invite_admin(EVE)
    assert client.admins() == {EVE: "pending"}
    assert ["none"] not in client.admin_permissions(EVE).values()


def test_what_the_service_refuses(client):
    with pytest.raises(client.ERROR) as raised:
        client.resend_admin(EVE)
    answer = client.read(raised.value)
    assert (answer.status, answer.body) == (400, {"code": "invalid_parameter", "message": "Invitation not found"})
