"""Each refusal as the typed error that the official client makes of it, with the body that a caller branches on."""

import httpx
import pytest
from brevo import Brevo, ForbiddenError
from brevo.core.api_error import ApiError
from brevo.errors import BadRequestError
from conftest import MAJOR_VERSION

ANN = "ann@acme.example"
OWNER = "owner@example.com"
VIEW = [{"feature": "contacts", "permissions": ["view"]}]


def invite(account, email=ANN, privileges=VIEW, all_features_access=False):
    return account.user.inviteuser(email=email, all_features_access=all_features_access, privileges=privileges)


def update(account, email=ANN):
    return account.user.edit_user_permission(email=email, all_features_access=False, privileges=VIEW)


def invite_admin(account, email=ANN, privileges=({},), all_features_access=True, group_ids=()):
    return account.master.invite_admin_user(
        email=email, all_features_access=all_features_access, privileges=privileges, group_ids=list(group_ids)
    )


def one_privilege(feature, *permissions):
    return lambda account: invite(account, privileges=[{"feature": feature, "permissions": permissions}])


BAD_REQUESTS = {
    "invite the owner": (lambda a: invite(a, OWNER), "duplicate_parameter", "User already exists"),
    "invite a word": (lambda a: invite(a, "ann"), "invalid_parameter", None),
    "an unknown feature": (one_privilege("telepathy", "all"), "invalid_parameter", "Invalid feature: telepathy"),
    "a permission of another feature": (
        one_privilege("contacts", "smtp"),
        "invalid_parameter",
        "Invalid permission smtp for feature contacts",
    ),
    "none beside others": (one_privilege("contacts", "none", "view"), "invalid_parameter", None),
    "the same feature twice": (lambda a: invite(a, privileges=VIEW * 2), "duplicate_parameter", None),
    "an empty privilege": (lambda a: invite(a, privileges=[{}]), "missing_parameter", None),
    "no privileges": (lambda a: invite(a, privileges=[]), "missing_parameter", None),
    "update a stranger": (update, "invalid_parameter", "User not found"),
    "permissions of a stranger": (
        lambda a: a.user.get_user_permission(ANN),
        "invalid_parameter",
        "User not found",
    ),
    "resend to a strange admin": (
        lambda a: a.master.resend_cancel_admin_user_invitation("resend", ANN),
        "invalid_parameter",
        "Invitation not found",
    ),
    "cancel a strange admin": (
        lambda a: a.master.resend_cancel_admin_user_invitation("cancel", ANN),
        "invalid_parameter",
        "Invitation not found",
    ),
    "revoke a strange admin": (
        lambda a: a.master.revoke_an_admin_user(ANN),
        "invalid_parameter",
        "Invalid request",
    ),
    "change a strange admin": (
        lambda a: a.master.change_admin_user_permissions(ANN, all_features_access=True, privileges=[{}]),
        "invalid_parameter",
        "Invalid email",
    ),
    "permissions of a strange admin": (
        lambda a: a.master.get_corporate_user_permission(ANN),
        "invalid_parameter",
        "User not found",
    ),
    "permissions of a word": (
        lambda a: a.master.get_corporate_user_permission("ann"),
        "invalid_parameter",
        "Invalid email address",
    ),
    "an admin in no group": (
        lambda a: invite_admin(a, group_ids=["0" * 24]),
        "invalid_parameter",
        "Invalid group id",
    ),
    "a page of no type": (
        lambda a: a.master.get_corporate_invited_users_list(offset=1),
        "missing_parameter",
        None,
    ),
    "a page of too many": (
        lambda a: a.master.get_corporate_invited_users_list(type="active", limit=101),
        "out_of_range",
        None,
    ),
}


UNTYPED_BEFORE_5 = ("a page of no type", "a page of too many")


@pytest.mark.parametrize("name", BAD_REQUESTS)
def test_bad_request(account, name):
    call, code, message = BAD_REQUESTS[name]
    is_untyped = MAJOR_VERSION < 5 and name in UNTYPED_BEFORE_5
    with pytest.raises(ApiError if is_untyped else BadRequestError) as refusal:
        call(account)
    assert refusal.value.status_code == 400
    body = refusal.value.body
    assert body["code"] == code
    assert body["message"]
    assert message is None or body == {"code": code, "message": message}


DENIED = {"code": "permission_denied", "message": "Unauthorized access"}

FORBIDDEN = {
    "resend to a stranger": lambda a: a.user.putresendcancelinvitation("resend", ANN),
    "cancel a stranger": lambda a: a.user.putresendcancelinvitation("cancel", ANN),
    "revoke a stranger": lambda a: a.user.put_revoke_user_permission(ANN),
    "resend to the owner": lambda a: a.user.putresendcancelinvitation("resend", OWNER),
    "revoke the owner": lambda a: a.user.put_revoke_user_permission(OWNER),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_forbidden(account, name):
    with pytest.raises(ForbiddenError) as refusal:
        FORBIDDEN[name](account)
    assert refusal.value.body == DENIED


def test_the_owners_permissions_cannot_be_changed(account):
    """The client's model of this call knows 400 only, so that its 403 is the general error."""
    with pytest.raises(ApiError) as refusal:
        update(account, OWNER)
    assert refusal.value.status_code == 403
    assert refusal.value.body == {"code": "permission_denied", "message": "Access Denied"}


@pytest.mark.parametrize("status, message", [("pending", "User already invited"), ("active", "User already exists")])
def test_nobody_is_invited_twice(account, status, message):
    invite(account)
    if status == "active":
        account.accept(ANN)
    with pytest.raises(BadRequestError) as refusal:
        invite(account)
    assert refusal.value.body == {"code": "duplicate_parameter", "message": message}


def test_no_admin_user_is_invited_twice(account):
    invite_admin(account)
    with pytest.raises(BadRequestError) as refusal:
        invite_admin(account)
    assert refusal.value.body["code"] == "duplicate_parameter"


@pytest.mark.parametrize("action", ["resend", "cancel"])
def test_an_active_user_has_no_invitation(account, action):
    invite(account)
    account.accept(ANN)
    with pytest.raises(ForbiddenError) as refusal:
        account.user.putresendcancelinvitation(action, ANN)
    assert refusal.value.body == DENIED
    assert account.listed()[ANN]["status"] == "active"


def test_a_refused_invitation_changes_nothing(account):
    with pytest.raises(BadRequestError):
        invite(account, privileges=[*VIEW, {"feature": "phone", "permissions": ["view"]}])
    assert account.listed() == {}


def test_a_refusal_is_asked_once(account):
    asked = []
    transport = httpx.Client(event_hooks={"request": [asked.append]})
    client = Brevo(base_url=account.emulator.base_url, api_key=account.api_key, httpx_client=transport)
    with pytest.raises(BadRequestError):
        client.user.get_user_permission(ANN)
    assert len(asked) == 1


def test_an_error_says_what_to_do_about_it(account):
    with pytest.raises(BadRequestError) as refusal:
        one_privilege("workflows", "activate_deactivate")(account)
    hint = refusal.value.headers["x-emulator-hint"]
    assert hint.index("activate_deactivate_pause") < hint.index("create_edit_delete"), "the nearest spelling first"
