"""What a plan grants, how many seats it has, and what a seat beyond the included ones costs."""

import json

import pytest
from brevo.core.api_error import ApiError
from brevo.errors import BadRequestError


@pytest.fixture
def on_plan(start, tmp_path):
    """An account on the plan given, in a process of its own."""

    def on_plan(plan, billing=False):
        seed = tmp_path / "plan.json"
        owner = {"email": "boss@acme.example"}
        account = {"apiKeys": ["key"], "kind": "organization", "plan": plan, "billing": billing, "owner": owner}
        seed.write_text(json.dumps({"version": 1, "accounts": [account]}))
        return start("--seed", str(seed)).account("key")

    return on_plan


@pytest.mark.parametrize("plan, seats", [("free", 1), ("starter", 1), ("standard", 3), ("professional", 10)])
def test_a_plan_has_so_many_seats(on_plan, plan, seats):
    account = on_plan(plan)
    for number in range(seats - 1):
        account.invite(f"user{number}@acme.example", ("contacts", "view"))
    # The client's model of this call knows no 402, so that it is the general error.
    with pytest.raises(ApiError) as refusal:
        account.invite("one.too.many@acme.example", ("contacts", "view"))
    assert refusal.value.status_code == 402
    assert refusal.value.body == {"code": "not_enough_credits", "message": "User limit reached for your plan"}
    assert len(account.listed()) == seats - 1


def test_a_revoked_user_frees_the_seat(on_plan):
    account = on_plan("standard")
    for name in ("ann", "bob"):
        account.invite(f"{name}@acme.example", ("contacts", "view"))
    with pytest.raises(ApiError):
        account.invite("moe@acme.example", ("contacts", "view"))
    account.user.put_revoke_user_permission("ann@acme.example")
    assert account.invite("moe@acme.example", ("contacts", "view")).status == "OK"


@pytest.mark.parametrize("feature", ["email_campaigns", "workflows"])
def test_a_feature_outside_the_plan_is_not_granted(on_plan, feature):
    account = on_plan("starter")
    with pytest.raises(BadRequestError) as refusal:
        account.invite("ann@acme.example", (feature, "create_edit_delete"))
    message = f"Feature {feature} is not available on your plan"
    assert refusal.value.body == {"code": "invalid_parameter", "message": message}


def test_a_billed_seat_has_an_invoice_and_its_end_a_credit_note(on_plan):
    account = on_plan("standard", billing=True)
    assert account.invite("ann@acme.example", ("email_campaigns", "create_edit_delete")).invoice_id == "INV-000001"
    assert account.invite("bob@acme.example", ("email_campaigns", "create_edit_delete")).invoice_id == "INV-000002"
    cancelled = account.user.putresendcancelinvitation("cancel", "ann@acme.example")
    assert cancelled.credit_notes == ["CN-000001"]
    account.accept("bob@acme.example")
    assert account.user.put_revoke_user_permission("bob@acme.example").credit_notes == ["CN-000002"]


def test_without_billing_no_seat_has_an_invoice(on_plan):
    answer = on_plan("standard").invite("ann@acme.example", ("email_campaigns", "create_edit_delete"))
    assert answer.invoice_id is None
