"""The account that a key opens, which every client can read."""

from clients.client import OWNER


def test_a_new_key_opens_an_account_of_its_own(client):
    assert client.account() == (OWNER, "Example", ["subscription", "sms"])
