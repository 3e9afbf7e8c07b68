"""The account and its activity log, through a story."""

import pytest
from brevo.core.api_error import ApiError
from conftest import plain

ANN = "ann@acme.example"


@pytest.fixture
def emulator(start):
    """In place of the shared process: one whose clock stands until it is moved."""
    return start("--clock", "2026-11-20T09:00:00Z")


def seats(account, category):
    verticals = plain(account.client.account.get_account())["plan_verticals"]
    return next(item["users"] for item in verticals if item["plan_category"] == category)


def test_the_account_is_read_whole(account):
    answer = account.client.account.get_account()
    assert answer.email == "owner@example.com"
    assert (answer.first_name, answer.last_name, answer.company_name) == ("Sample", "Owner", "Example")
    assert answer.enterprise is True
    assert len(answer.organization_id) == 24
    assert answer.user_id > 0
    assert answer.address.country == "France"
    assert [item.type for item in answer.plan] == ["subscription", "sms"]
    assert [item.plan_category for item in answer.plan_verticals] == ["Marketing", "Chat", "CRM"]
    assert answer.relay.data.port == 587


def test_seats_follow_the_users(account):
    assert seats(account, "CRM") == {"purchased_seats": "1", "used_seats": "1"}
    account.invite(ANN, ("sales_platform", "delete_deals"))
    assert seats(account, "CRM") == {"purchased_seats": "2", "used_seats": "2"}
    assert seats(account, "Marketing")["used_seats"] == "1"
    account.user.put_revoke_user_permission(ANN)
    assert seats(account, "CRM")["used_seats"] == "1"


def test_what_was_done_is_logged(account):
    activity = account.client.account.get_account_activity
    account.invite(ANN)
    account.emulator.advance("P1D")
    account.accept(ANN)
    answer = plain(activity())
    assert answer["count"] == 3
    assert [(log["action"], log["user_email"]) for log in answer["logs"]] == [
        ("login-success", ANN),
        ("accept-user-invitation", ANN),
        ("invite-user", "owner@example.com"),
    ]
    assert answer["logs"][2]["date"] == "2026-11-20T09:00:00Z"
    assert answer["logs"][2]["user_ip"] == "127.0.0.1"
    assert answer["logs"][2]["user_agent"]
    assert [log.action for log in activity(email=ANN, limit=1).logs] == ["login-success"]
    assert [log.action for log in activity(start_date="2026-11-20", end_date="2026-11-20").logs] == ["invite-user"]
    assert activity(offset=3).logs == []
    with pytest.raises(ApiError) as refusal:
        activity(start_date="2026-11-20")
    assert refusal.value.body == {"code": "missing_parameter", "message": "endDate is missing"}
