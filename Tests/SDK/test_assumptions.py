"""What the official client makes of responses that differ by what is assumed of the service."""

from uuid import uuid4

import pytest
from brevo import ForbiddenError
from brevo.core.api_error import ApiError
from conftest import Account

ANN = "ann@acme.example"


@pytest.fixture
def assuming(emulator):
    """An account in a world of its own, under other assumptions."""

    def account(**values):
        world = emulator.world()
        world.control("PUT", "/assumptions", json={name.replace("_", "-"): value for name, value in values.items()})
        return Account(world, f"xkeysib-{uuid4().hex}")

    return account


@pytest.mark.parametrize("status, kind", [("403", ForbiddenError), ("400", ApiError), ("404", ApiError)])
@pytest.mark.parametrize("action", ["resend", "cancel", "revoke"])
def test_a_refusal_has_an_error_of_its_own_only_with_the_documented_status(assuming, action, status, kind):
    user = assuming(missing_invitation=status).user
    with pytest.raises(ApiError) as refusal:
        if action == "revoke":
            user.put_revoke_user_permission(ANN)
        else:
            user.putresendcancelinvitation(action, ANN)
    assert type(refusal.value) is kind
    assert refusal.value.status_code == int(status)


@pytest.mark.parametrize("status", ["402", "400", "405"])
def test_a_limit_that_is_reached_is_an_error_by_its_status(assuming, status):
    account = assuming(plan_limit=status)
    account.emulator.control(
        "PUT", "/state", json={"version": 1, "accounts": [{"apiKeys": [account.api_key], "plan": "free"}]}
    )
    with pytest.raises(ApiError) as refusal:
        account.invite(ANN)
    assert refusal.value.status_code == int(status)


def test_the_models_of_the_list_of_admin_users_want_an_object(assuming):
    account = assuming(admin_groups="object")
    support, _ = account.master.get_sub_account_groups()
    account.master.invite_admin_user(email=ANN, all_features_access=True, privileges=[{}], group_ids=[support.id])
    owner, ann = account.master.get_corporate_invited_users_list().users
    assert (ann.groups.id, ann.groups.name) == (support.id, support.group_name)
    assert (owner.groups.id, owner.groups.name) == (None, None)


def test_an_array_is_left_as_it_came(assuming):
    account = assuming(admin_groups="array")
    [owner] = account.master.get_corporate_invited_users_list().users
    assert owner["groups"] == []
