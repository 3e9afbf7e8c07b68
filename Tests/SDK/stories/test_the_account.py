"""The account that a key opens."""

from clients.client import OWNER

FREE = {"version": 1, "template": {"kind": "organization", "plan": "free"}}


def test_a_new_key_opens_an_account_of_its_own(adapter, client, world):
    plan = "subscription"
    if not adapter.READS_PLAN_DATES:
        world.control("PUT", "/state", json=FREE)
        plan = "free"
    assert client.account() == (OWNER, "Example", [plan, "sms"])
