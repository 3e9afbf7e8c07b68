"""A master account and its sub-accounts, as the official client drives them."""

import json
import re

import pytest
from brevo.core.api_error import ApiError
from brevo.errors import BadRequestError, ForbiddenError, NotFoundError
from conftest import plain

LIMIT_REACHED = {"code": "not_enough_credits", "message": "User limit reached for your plan"}
UNKNOWN_SUB_ACCOUNT = {"code": "invalid_parameter", "message": "Invalid sub-account id."}


def create(account, name, *groups, **fields):
    return account.master.create_a_new_sub_account_under_a_master_account(
        company_name=name, email=f"owner@{name}.example", group_ids=list(groups), **fields
    ).id


def open_sub_account(account, number):
    """The sub-account as a key that the master account makes opens it."""
    answer = account.master.create_an_api_key_for_a_sub_account(id=number, name="tests")
    assert answer.status == "success"
    assert re.fullmatch("xkeysib-[a-f0-9]{64}-[a-zA-Z0-9]{16}", answer.key)
    return account.emulator.account(answer.key)


def details(account, number):
    return plain(account.master.get_sub_account_details(number))


def quantity(account, number, section, name):
    entry = details(account, number)["plan_info"][section][name]
    return entry["quantity"], entry["remaining"]


def group(account, identifier):
    return plain(account.master.get_a_group_details(identifier))


def switched_off(account, number):
    """The applications of a sub-account that are off, which only the state tells."""
    state = account.emulator.control("GET", "/state").json()
    [entry] = [
        entry
        for master in state["accounts"]
        if account.api_key in master["apiKeys"]
        for entry in master["subAccounts"]
        if entry["id"] == number
    ]
    return [name for name, is_on in entry["applications"].items() if not is_on]


def test_from_two_sub_accounts_in_a_group_to_none(account):
    master = account.master
    identifier = master.create_a_new_group_of_sub_accounts(group_name="Food").id
    bakery, deli = create(account, "bakery", identifier, language="fr"), create(account, "deli", identifier)
    listed = master.get_the_list_of_all_the_sub_accounts_of_the_master_account(offset=0, limit=50)
    assert listed.count == 2
    assert [plain(entry)["id"] for entry in listed.sub_accounts] == [deli, bakery]
    assert [plain(entry)["groups"] for entry in listed.sub_accounts] == [[{"id": identifier, "name": "Food"}]] * 2
    members = group(account, identifier)
    # The typed member is sub_accounts; a plain dictionary keeps the name of the wire.
    assert [entry["id"] for entry in members.get("sub_accounts") or members["sub-accounts"]] == [deli, bakery]

    at_bakery, at_deli = open_sub_account(account, bakery), open_sub_account(account, deli)
    at_bakery.invite("ann@bakery.example", ("contacts", "view"))
    at_deli.invite("bob@deli.example")
    at_bakery.accept("ann@bakery.example")
    assert list(at_bakery.listed()) == ["ann@bakery.example"]
    assert list(at_deli.listed()) == ["bob@deli.example"]
    assert account.listed() == {}
    owner = plain(at_bakery.user.get_invited_users_list().users[0])
    assert (owner["email"], owner["locale"]) == ("owner@bakery.example", "fr_FR")

    assert quantity(account, bakery, "features", "users") == (-1, -1)
    master.update_sub_account_plan(bakery, features={"users": 3}, credits={"email": 5000, "sms": 10.0})
    assert quantity(account, bakery, "features", "users") == (3, 1)
    assert quantity(account, bakery, "credits", "emails") == (5000, 5000)
    at_bakery.invite("moe@bakery.example", ("contacts", "view"))
    with pytest.raises(ApiError) as refusal:
        at_bakery.invite("zoe@bakery.example", ("contacts", "view"))
    assert refusal.value.body == LIMIT_REACHED
    master.update_sub_accounts_plan(sub_account_ids=[bakery, deli], features={"users": 2})
    assert quantity(account, bakery, "features", "users") == (2, 0)
    with pytest.raises(ApiError):
        at_deli.invite("zoe@deli.example")
    at_bakery.user.put_revoke_user_permission("moe@bakery.example")
    with pytest.raises(ApiError):
        at_bakery.invite("zoe@bakery.example", ("contacts", "view"))
    at_bakery.user.put_revoke_user_permission("ann@bakery.example")
    at_bakery.invite("zoe@bakery.example", ("contacts", "view"))

    master.enable_disable_sub_account_application_s(bakery, crm=False, landing_pages=False)
    master.enable_disable_sub_account_application_s(bakery, landing_pages=True)
    assert "crm" in switched_off(account, bakery)
    assert "landing-pages" not in switched_off(account, bakery)

    master.delete_sub_account_from_group(identifier, sub_account_ids=[bakery])
    assert details(account, bakery)["groups"] == []
    master.update_a_group_of_sub_accounts(identifier, group_name="Drink", sub_account_ids=[bakery])
    assert details(account, bakery)["groups"] == [{"id": identifier, "name": "Drink"}]
    assert details(account, deli)["groups"] == []

    assert master.delete_a_sub_account(bakery) is None
    with pytest.raises(ApiError) as refusal:
        at_bakery.listed()
    assert (refusal.value.status_code, refusal.value.body["message"]) == (401, "Key not found")
    assert list(at_deli.listed()) == ["bob@deli.example"]
    with pytest.raises(BadRequestError) as refusal:
        details(account, bakery)
    assert refusal.value.body == UNKNOWN_SUB_ACCOUNT
    with pytest.raises(NotFoundError) as refusal:
        master.delete_a_sub_account(bakery)
    assert refusal.value.body == {"message": f"Sub-account {bakery} was not found", "code": "document_not_found"}
    master.delete_a_group(identifier)
    assert identifier not in [entry.id for entry in master.get_sub_account_groups()]


def test_a_restricted_admin_user_loses_the_group_and_gains_nothing(account):
    support, technical = account.master.get_sub_account_groups()
    everything = {"all_features_access": True, "privileges": [{}]}
    account.master.invite_admin_user(email="eve@acme.example", group_ids=[support.id], **everything)
    account.master.invite_admin_user(email="max@acme.example", **everything)
    users = [user["email"] for user in group(account, support.id)["users"]]
    assert users == ["eve@acme.example", "max@acme.example"]
    account.master.delete_a_group(support.id)
    assert [user["email"] for user in group(account, technical.id)["users"]] == ["max@acme.example"]
    assert plain(account.master.get_corporate_user_permission("eve@acme.example").groups) == []


def test_the_key_of_a_sub_account_is_no_masters(account):
    sub_account = open_sub_account(account, create(account, "bakery"))
    with pytest.raises(ForbiddenError) as refusal:
        sub_account.master.generate_sso_token_to_access_admin_account(email="owner@bakery.example")
    assert refusal.value.body == {"code": "permission_denied", "message": "Access forbidden."}


def test_a_key_opens_its_sub_account_where_only_known_keys_do(start, tmp_path):
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps({"version": 1, "accounts": [{"apiKeys": ["master"], "kind": "master"}]}))
    account = start("--seed", str(seed), "--keys", "seeded").account("master")
    number = create(account, "bakery")
    sub_account = open_sub_account(account, number)
    sub_account.invite("ann@bakery.example")
    state = account.emulator.control("GET", "/state").json()
    account.emulator.control("PUT", "/state", json=state)
    assert account.emulator.control("GET", "/state").json() == state
    assert list(sub_account.listed()) == ["ann@bakery.example"]
    account.master.delete_a_sub_account(number)
    account.emulator.control("PUT", "/state", json=account.emulator.control("GET", "/state").json())
    with pytest.raises(ApiError) as refusal:
        sub_account.listed()
    assert refusal.value.status_code == 401


def test_what_is_made_is_the_same_in_each_run(start):
    def run():
        account = start("--random-seed", "7", "--clock", "2026-11-20T09:00:00Z").account("xkeysib-any")
        number = create(account, "bakery")
        return number, account.master.create_an_api_key_for_a_sub_account(id=number, name="tests").key

    assert run() == run()


def test_people_are_let_in_without_a_password(account):
    number = create(account, "bakery")
    tokens = [
        account.master.generate_sso_token_to_access_admin_account(email="owner@example.com").token,
        account.master.generate_sso_token_to_access_sub_account(id=number, target="contacts").token,
        account.master.generate_sso_token_to_access_sub_account(id=number, email="owner@bakery.example").token,
    ]
    assert all(re.fullmatch("[0-9a-f]{40}", token) for token in tokens)
    assert len(set(tokens)) == 3
    with pytest.raises(BadRequestError) as refusal:
        account.master.generate_sso_token_to_access_admin_account(email="stranger@example.com")
    assert refusal.value.body == {"code": "invalid_parameter", "message": "Invalid email address"}


def test_addresses_are_given_to_sub_accounts(account):
    number = create(account, "bakery")
    address = plain(account.master.list_of_all_i_ps()[0])["ip"]
    account.master.associate_an_ip_to_sub_accounts(ids=[number], ip=address)
    account.master.dissociate_an_ip_to_sub_accounts(ids=[number], ip=address)
    with pytest.raises(BadRequestError) as refusal:
        account.master.associate_an_ip_to_sub_accounts(ids=[1], ip=address)
    assert refusal.value.body == {"code": "invalid id", "message": "Invalid request"}


def test_the_master_account_counts_its_people_and_sub_accounts(account):
    number = create(account, "bakery")
    open_sub_account(account, number).invite("ann@bakery.example")
    account.master.update_sub_account_plan(number, features={"landing_page": 4})
    answer = plain(account.master.get_the_details_of_requested_master_account())
    assert answer["plan_info"]["sub_accounts"] == 1
    features = {feature["name"]: feature for feature in answer["plan_info"]["features"]}
    assert features["MULTI_USER"]["used"] == 3
    assert features["LANDING_PAGE"]["used"] == 4
