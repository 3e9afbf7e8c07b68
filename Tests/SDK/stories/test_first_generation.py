"""What brevo-python 1.x cannot read: for some calls it takes the model of the request for that of the answer.

The other stories of this client are told with --legacy-responses. Here is what it needs that for, call by call.
"""

import json

import httpx
import pytest
from clients.brevo_python_1 import BrevoPython1
from conftest import Emulator

KEY = "xkeysib-story"
ANN, BOB, EVE = "ann@acme.example", "bob@acme.example", "eve@acme.example"
VIEW = ("contacts", "view")
PLAN = ("my_plan", "all")
VIEW_REPEATED = {"all_features_access": False, "privileges": [{"feature": "contacts", "permissions": ["view"]}]}
PLAN_REPEATED = {"all_features_access": False, "privileges": [{"feature": "my_plan", "permissions": ["all"]}]}
UNREADABLE = {
    "invite": (lambda client: client.invite(BOB, VIEW), {"email": BOB, **VIEW_REPEATED}),
    "update": (lambda client: client.update(ANN, VIEW), {"email": ANN, **VIEW_REPEATED}),
    "resend": (lambda client: client.resend(ANN), {"email": ANN}),
    "cancel": (lambda client: client.cancel(ANN), {"email": ANN}),
    "revoke": (lambda client: client.revoke(ANN), {"email": ANN}),
    "invite an admin": (lambda client: client.invite_admin(BOB, PLAN), {"email": BOB, **PLAN_REPEATED}),
}
READABLE = {
    "activities": lambda client: client.activities(),
    "users": lambda client: client.users(),
    "permissions": lambda client: client.permissions(ANN),
    "groups": lambda client: client.groups(),
    "admins": lambda client: client.admins(),
    "permissions of an admin": lambda client: client.admin_permissions(EVE),
    "resend to an admin": lambda client: client.resend_admin(EVE),
    "cancel an admin": lambda client: client.cancel_admin(EVE),
    "change an admin": lambda client: client.change_admin(EVE, PLAN),
    "revoke an admin": lambda client: client.revoke_admin(EVE),
}


@pytest.fixture(scope="module")
def faithful():
    process = Emulator()
    yield process
    assert process.stop() == 0


@pytest.fixture(scope="module")
def legacy():
    process = Emulator(BREVO_EMULATOR_LEGACY_RESPONSES="1")
    yield process
    assert process.stop() == 0


def client_of(emulator):
    """The client with a new world of this process, in which Ann is invited as a user and Eve as an admin user."""
    world = emulator.world()
    for email, part in ((ANN, "organization"), (EVE, "corporate")):
        body = {"email": email, "all_features_access": True}
        url = f"{world.base_url}/{part}/user/invitation/send"
        httpx.post(url, json=body, headers={"api-key": KEY}).raise_for_status()
    return BrevoPython1(world.base_url, KEY)


def received(client):
    """The body that the client received last, whether it could read it or not."""
    return json.loads(client.api.last_response.data)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_it_cannot_read(faithful, name):
    client = client_of(faithful)
    call, _ = UNREADABLE[name]
    with pytest.raises(ValueError, match="^Invalid value for `email`, must not be `None`$"):
        call(client)
    assert received(client).keys() in ({"status"}, {"id"}), "what it could not read was a success"


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_it_can_read_with_legacy_responses(legacy, name):
    client = client_of(legacy)
    call, repeated = UNREADABLE[name]
    assert call(client).to_dict() == repeated | ({"group_ids": None} if name == "invite an admin" else {})
    own = {name: value for name, value in received(client).items() if name not in repeated}
    assert own == {"status": "OK"} or own.keys() == {"id"}


def test_it_cannot_read_the_dates_of_a_paid_plan(faithful):
    """Since 2025 the service sends them as Unix seconds; the client expects days."""
    with pytest.raises(BrevoPython1.ERROR, match="Failed to parse `[0-9]+` as date object"):
        client_of(faithful).account()


@pytest.mark.parametrize("name", READABLE)
def test_what_it_can_read_either_way(faithful, legacy, name):
    for emulator in (faithful, legacy):
        READABLE[name](client_of(emulator))
