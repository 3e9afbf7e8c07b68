"""Invitations end 72 hours after the last mail. The clock is the process's, so each test starts its own."""

import pytest
from brevo.errors import BadRequestError

ANN = "ann@acme.example"


@pytest.fixture
def emulator(start):
    """In place of the shared process: one whose clock stands still until it is moved."""
    return start("--clock", "2026-11-21T09:00:00Z")


def test_an_invitation_lasts_72_hours(emulator, account):
    account.invite(ANN)
    emulator.advance("PT71H59M")
    assert account.listed()[ANN]["status"] == "pending"
    emulator.advance("PT2M")
    assert account.listed() == {}
    with pytest.raises(BadRequestError) as refusal:
        account.user.get_user_permission(ANN)
    assert refusal.value.body["message"] == "User not found"


def test_resending_starts_the_72_hours_again(emulator, account):
    account.invite(ANN)
    emulator.advance("P2D")
    account.user.putresendcancelinvitation("resend", ANN)
    emulator.advance("PT71H")
    assert account.listed()[ANN]["status"] == "pending"
    emulator.advance("PT2H")
    assert account.listed() == {}


def test_an_expired_invitation_can_be_resent(emulator, account):
    account.invite(ANN)
    emulator.advance("PT73H")
    account.user.putresendcancelinvitation("resend", ANN)
    account.accept(ANN)
    assert account.listed()[ANN]["status"] == "active"


def test_an_expired_invitation_can_be_sent_anew(emulator, account):
    account.invite(ANN, ("phone", "all"))
    emulator.advance("PT73H")
    account.invite(ANN, ("contacts", "view"))
    assert account.listed()[ANN]["status"] == "pending"
    assert account.permissions(ANN)["Phone"] == ["None"]


def test_who_accepted_in_time_stays(emulator, account):
    account.invite(ANN)
    account.accept(ANN)
    emulator.advance("P30D")
    assert account.listed()[ANN]["status"] == "active"


def test_an_admin_invitation_ends_too(emulator, account):
    account.master.invite_admin_user(email=ANN, all_features_access=True, privileges=[{}])
    emulator.advance("PT73H")
    assert account.master.get_corporate_invited_users_list(type="pending").users == []
