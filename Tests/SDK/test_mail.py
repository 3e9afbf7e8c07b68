"""An invitation as the invited person has it: a mail with links, and the page behind them."""

import httpx
import pytest
from conftest import plain

ANN = "ann+test@acme.example"


def newest_mail(account, **query):
    query = {"to": ANN, "account": account.api_key, **query}
    return account.emulator.control("GET", "/mail", params=query).json()["mails"][0]


def follow(link, method="POST"):
    return httpx.request(method, link, headers={"Accept": "application/json"})


def test_ann_is_invited_reads_her_mail_and_accepts(account):
    account.invite(ANN, ("contacts", "view"))
    mail = newest_mail(account)
    assert mail["kind"] == "invitation"
    assert ANN in mail["text"] and mail["links"]["page"] in mail["text"]

    page = httpx.get(mail["links"]["page"])
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert account.listed()[ANN]["status"] == "pending", "looking at the page changes nothing"

    accepted = httpx.post(mail["links"]["accept"], follow_redirects=True)
    assert accepted.status_code == 200 and "has been accepted" in accepted.text
    assert account.listed()[ANN]["status"] == "active"
    assert follow(mail["links"]["decline"]).status_code == 409


def test_only_the_link_in_the_latest_mail_works(account):
    account.invite(ANN)
    first = newest_mail(account)
    account.user.putresendcancelinvitation("resend", ANN)
    second = newest_mail(account)
    assert second["kind"] == "resend"
    refused = follow(first["links"]["accept"])
    assert (refused.status_code, refused.json()["status"]) == (410, "superseded")
    assert follow(second["links"]["decline"]).json()["status"] == "declined"
    assert account.listed() == {}


def test_an_admin_user_has_a_mail_too(account):
    account.master.invite_admin_user(email=ANN, all_features_access=True, privileges=[{}])
    assert follow(newest_mail(account, role="admin")["links"]["accept"]).status_code == 200
    users = account.master.get_corporate_invited_users_list(type="active").users
    assert ANN in [plain(user)["email"] for user in users]


@pytest.mark.parametrize("world", ["", "/worlds/t1"])
def test_a_link_leads_to_the_world_that_it_was_read_in(emulator, world):
    key = {"api-key": "xkeysib-mail-of-worlds"}
    body = {"email": ANN, "all_features_access": True, "privileges": [{}]}
    sent = httpx.post(f"{emulator.url}{world}/v3/organization/user/invitation/send", headers=key, json=body)
    assert sent.status_code == 200
    mails = httpx.get(f"{emulator.url}{world}/__emulator/mail", params={"account": key["api-key"]}).json()["mails"]
    assert mails[0]["links"]["page"].startswith(f"{emulator.url}{world}/invitations/")
    assert follow(mails[0]["links"]["page"], "GET").json()["status"] == "pending"
