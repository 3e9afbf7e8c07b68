"""The life of a user of an organisation, as the official client sees it."""

import pytest
from brevo import ForbiddenError
from brevo.errors import BadRequestError

ANN = "ann@acme.example"


def test_a_new_account_has_its_owner_and_nobody_else(account):
    [owner] = account.user.get_invited_users_list().users
    assert owner.email == "owner@example.com"
    assert owner.is_owner is True
    assert owner.status == "active"
    assert owner.locale == "en_US"
    assert owner.feature_access.model_dump() == {
        "marketing": "owner",
        "conversations": "owner",
        "crm": "owner",
        "transactional": "owner",
        "phone": "owner",
    }


def test_from_the_invitation_to_the_next_one(account):
    answer = account.invite(ANN, ("contacts", "view", "export"), ("companies", "settings"))
    assert answer.status == "OK"
    assert account.listed()[ANN]["status"] == "pending"
    assert account.user.get_user_permission(ANN).status == "pending"

    assert account.user.putresendcancelinvitation("resend", ANN).status == "OK"
    account.accept(ANN)
    assert account.listed()[ANN]["status"] == "active"

    changed = account.user.edit_user_permission(
        email=ANN, all_features_access=False, privileges=[{"feature": "contacts", "permissions": ["import"]}]
    )
    assert changed.status == "OK"
    permissions = account.permissions(ANN)
    assert permissions["Contacts"] == ["Import"], "a feature that is named is replaced"
    assert permissions["Companies"] == ["Settings"], "the others stay"

    assert account.user.put_revoke_user_permission(ANN).status == "OK"
    assert account.listed() == {}
    with pytest.raises(BadRequestError) as refusal:
        account.user.get_user_permission(ANN)
    assert refusal.value.body == {"code": "invalid_parameter", "message": "User not found"}

    account.invite(ANN, ("phone", "all"))
    assert account.listed()[ANN]["status"] == "pending"
    assert account.permissions(ANN)["Companies"] == ["None"], "nothing is left of the life before"


def test_permissions_are_labels_of_every_feature_in_the_order_of_the_catalog(account):
    account.invite(
        ANN,
        ("email_campaigns", "create_edit_delete", "send_schedule_suspend"),
        ("workflows", "activate_deactivate_pause", "settings"),
        ("contacts", "view", "forms"),
        ("sales_platform", "create_edit_deals", "delete_deals"),
        ("companies", "manage_owned_companies", "manage_other_companies"),
    )
    answer = account.user.get_user_permission(ANN)
    assert answer.email == ANN
    assert [(item.feature, item.permissions) for item in answer.privileges] == [
        ("Email campaign", ["Create / edit / delete", "Send / schedule / suspend"]),
        ("Templates", ["None"]),
        ("SMS campaign", ["None"]),
        ("Landing pages", ["None"]),
        ("Workflows", ["Activate / deactivate / Pause", "Settings"]),
        ("Contacts", ["View", "Contact forms"]),
        ("SMTP & API", ["None"]),
        ("User management", ["None"]),
        ("Sales Platform", ["Create / edit deals", "Delete deals"]),
        ("Conversations", ["None"]),
        ("Senders, Domains & Dedicated IPs", ["None"]),
        ("Push", ["None"]),
        ("Companies", ["Create / edit / delete owned companies", "Manage companies from other users"]),
        ("Transactional emails", ["None"]),
        ("Phone", ["None"]),
    ]


def test_the_list_sums_the_features_up(account):
    account.invite(
        ANN,
        ("templates", "create_edit_delete"),
        ("conversations", "access", "assign", "configure"),
        ("transactional_emails", "logs"),
        ("phone", "all"),
    )
    assert account.listed()[ANN]["feature_access"] == {
        "marketing": "custom",
        "conversations": "full",
        "crm": "none",
        "transactional": "custom",
        "phone": "full",
        "meetings": "none",
        "sequences": "none",
    }


def test_the_list_is_the_owner_and_then_the_users_as_they_were_invited(account):
    invited = [f"{name}@acme.example" for name in ("zoe", "ann", "moe")]
    for email in invited:
        account.invite(email)
    users = account.user.get_invited_users_list().users
    assert [user.email for user in users] == ["owner@example.com", *invited]
    assert len({user.id for user in users}) == 4


def test_access_to_all_features_takes_an_empty_item_for_its_privileges(account):
    account.user.inviteuser(email=ANN, all_features_access=True, privileges=[{}])
    summary = account.listed()[ANN]["feature_access"]
    assert {summary[key] for key in ("marketing", "conversations", "crm", "transactional", "phone")} == {"full"}
    assert ["None"] not in account.permissions(ANN).values()


def test_an_update_can_grant_everything_and_clear_one_feature(account):
    account.invite(ANN, ("phone", "all"))
    account.user.edit_user_permission(email=ANN, all_features_access=True, privileges=[{}])
    assert account.listed()[ANN]["feature_access"]["crm"] == "full"
    account.user.edit_user_permission(
        email=ANN, all_features_access=False, privileges=[{"feature": "phone", "permissions": ["none"]}]
    )
    assert account.permissions(ANN)["Phone"] == ["None"]
    assert account.listed()[ANN]["feature_access"]["phone"] == "none"


def test_a_cancelled_invitation_is_gone_and_the_person_can_be_invited_again(account):
    account.invite(ANN)
    assert account.user.putresendcancelinvitation("cancel", ANN).status == "OK"
    assert account.listed() == {}
    assert account.invite(ANN).status == "OK"
    assert account.listed()[ANN]["status"] == "pending"


def test_a_declined_invitation_is_not_listed_until_it_is_resent(account):
    account.invite(ANN)
    account.decline(ANN)
    assert account.listed() == {}
    assert account.user.putresendcancelinvitation("resend", ANN).status == "OK"
    assert account.listed()[ANN]["status"] == "pending"


def test_a_declined_invitation_can_be_cancelled_once(account):
    account.invite(ANN)
    account.decline(ANN)
    assert account.user.putresendcancelinvitation("cancel", ANN).status == "OK"
    with pytest.raises(ForbiddenError):
        account.user.putresendcancelinvitation("cancel", ANN)


def test_a_pending_user_can_be_revoked(account):
    account.invite(ANN)
    assert account.user.put_revoke_user_permission(ANN).status == "OK"
    assert account.listed() == {}


def test_two_keys_open_two_accounts(account, emulator):
    account.invite(ANN)
    assert emulator.account().listed() == {}
