"""The life of an admin user of a master account, as the official client sees it."""

import re

import pytest
from brevo.errors import BadRequestError
from conftest import plain

EVE = "eve@acme.example"
NOTHING = {
    "my_plan": ["none"],
    "api_keys": ["none"],
    "user_management": ["none"],
    "apps_management": ["none"],
    "sub_organization_groups": ["none"],
    "create_sub_organizations": ["none"],
    "manage_sub_organizations": ["none"],
    "analytics": ["none"],
    "security": ["none"],
}


def invite(account, email=EVE, groups=(), **privileges):
    """Invites with the privileges given as feature=[permission…]; returns the invitation's id."""
    items = [{"feature": feature, "permissions": permissions} for feature, permissions in privileges.items()]
    answer = account.master.invite_admin_user(
        email=email, all_features_access=not items, privileges=items or [{}], group_ids=list(groups)
    )
    return answer.id


def listed(account, **query):
    return [plain(user) for user in account.master.get_corporate_invited_users_list(**query).users]


def test_from_the_invitation_to_the_revocation(account):
    first, second = account.master.get_sub_account_groups()
    assert first.group_name != second.group_name

    identifier = invite(account, groups=[second.id], my_plan=["all"], analytics=["download_data", "my_looks"])
    assert re.fullmatch("[0-9a-f]{24}", identifier)

    [pending] = listed(account, type="pending")
    assert pending["email"] == EVE
    assert pending["is_owner"] is False
    assert pending["status"] == "pending"
    assert pending["groups"] == [{"id": second.id, "name": second.group_name}]
    assert pending["feature_access"] == NOTHING | {"my_plan": ["all"], "analytics": ["download_data", "my_looks"]}

    answer = account.master.resend_cancel_admin_user_invitation("resend", EVE)
    assert answer.message == "Invitation resent successfully"

    account.accept(EVE, kind="admin")
    assert listed(account, type="pending") == []
    assert EVE in [user["email"] for user in listed(account, type="active")]

    answer = account.master.change_admin_user_permissions(
        EVE, all_features_access=False, privileges=[{"feature": "api", "permissions": ["all"]}]
    )
    assert answer is None
    permissions = account.master.get_corporate_user_permission(EVE)
    assert permissions.email == EVE
    assert permissions.status == "active"
    assert plain(permissions.groups) == [{"id": second.id, "name": second.group_name}]
    assert permissions.feature_access.api_keys == ["all"]

    assert account.master.revoke_an_admin_user(EVE) is None
    assert EVE not in [user["email"] for user in listed(account)]
    with pytest.raises(BadRequestError) as refusal:
        account.master.get_corporate_user_permission(EVE)
    assert refusal.value.body == {"code": "invalid_parameter", "message": "User not found"}


def test_a_cancelled_invitation_is_gone(account):
    invite(account)
    answer = account.master.resend_cancel_admin_user_invitation("cancel", EVE)
    assert answer.message == "Invitation cancelled successfully"
    assert listed(account, type="pending") == []
    invite(account)
    assert [user["email"] for user in listed(account, type="pending")] == [EVE]


def test_a_declined_invitation_is_not_listed_until_it_is_resent(account):
    invite(account)
    account.decline(EVE, kind="admin")
    assert listed(account, type="pending") == []
    account.master.resend_cancel_admin_user_invitation("resend", EVE)
    assert [user["status"] for user in listed(account, type="pending")] == ["pending"]


def test_pages_are_counted_from_one(account):
    invited = [f"admin{number}@acme.example" for number in range(5)]
    for email in invited:
        invite(account, email)

    def page(number, limit):
        return [user["email"] for user in listed(account, type="pending", offset=number, limit=limit)]

    assert [page(1, 2), page(2, 2), page(3, 2), page(4, 2)] == [invited[:2], invited[2:4], invited[4:], []]
    assert page(0, 2) == page(1, 2)
    assert [user["email"] for user in listed(account, type="pending", limit=3)] == invited[:3]


def test_all_features_access_grants_each_admin_feature(account):
    invite(account)
    access = account.master.get_corporate_user_permission(EVE).feature_access.model_dump()
    assert access.keys() == NOTHING.keys()
    assert ["none"] not in access.values()


def test_both_names_of_the_app_feature_are_taken(account):
    invite(account, app_management=["all"])
    assert account.master.get_corporate_user_permission(EVE).feature_access.apps_management == ["all"]


def test_one_person_can_be_a_user_and_an_admin_user(account):
    invite(account)
    account.invite(EVE)
    account.accept(EVE, kind="admin")
    assert account.listed()[EVE]["status"] == "pending"
    account.master.revoke_an_admin_user(EVE)
    assert EVE in account.listed()
