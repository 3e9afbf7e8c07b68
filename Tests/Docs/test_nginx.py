"""The recipe for several instances: what belongs together stays together, and all of them have work."""

import json
from urllib.request import Request, urlopen

import pytest
from markdown import section

KEYS = [f"xkeysib-{number}" for number in range(40)]
INVITATION = {"email": "ann@acme.example", "all_features_access": True, "privileges": [{}]}


@pytest.fixture
def recipe(session):
    """The section as it stands, started."""
    blocks = section("docs/recipes.md", "More than one machine")
    session.follow(blocks.block("file", "nginx.conf"))
    session.follow(blocks.block("serve", ""))
    return session


def ask(url, method="GET", document=None, **headers):
    body = None if document is None else json.dumps(document).encode()
    request = Request(url, body, {"content-type": "application/json", **headers}, method=method)
    with urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def users(url, key):
    answer = ask(f"{url}/v3/organization/invited/users", **{"api-key": key})
    return {user["email"]: user["status"] for user in answer["users"]}


def keys(session, port):
    """The keys that have opened an account in an instance."""
    state = ask(f"{session.url(port)}/__emulator/state")
    return {key for account in state["accounts"] for key in account["apiKeys"]}


def test_a_key_always_meets_its_own_state(recipe):
    for key in KEYS:
        invitation = f"{recipe.url()}/v3/organization/user/invitation/send"
        ask(invitation, "POST", INVITATION, **{"api-key": key})
    for key in KEYS:
        ask(f"{recipe.url()}/__emulator/users/ann@acme.example/accept?account={key}", "POST")
    for key in KEYS:
        assert users(recipe.url(), key)["ann@acme.example"] == "active"


def test_keys_spread_over_the_instances(recipe):
    for key in KEYS:
        users(recipe.url(), key)
    first, second = keys(recipe, 8081), keys(recipe, 8082)
    assert first | second == set(KEYS) and not first & second
    # By a hash that knows nothing of ports, so no matter of luck.
    assert min(len(first), len(second)) >= len(KEYS) // 4


def test_a_world_stays_together_whatever_the_key(recipe):
    names = [f"t{number}" for number in range(20)]
    for name in names:
        world = f"{recipe.url()}/worlds/{name}"
        ask(f"{world}/__emulator/clock", "PUT", {"now": "2026-11-20T09:00:00Z", "frozen": True})
        for key in KEYS[:3]:
            users(world, key)
        ask(f"{world}/__emulator/clock/advance", "POST", {"by": "PT1H"})
        assert ask(f"{world}/__emulator/clock")["now"] == "2026-11-20T10:00:00Z"
        assert len(ask(f"{world}/__emulator/state")["accounts"]) == 3
    there = [
        {world["name"] for world in ask(f"{recipe.url(port)}/__emulator/worlds")["worlds"]} - {"default"}
        for port in (8081, 8082)
    ]
    assert there[0] | there[1] == set(names) and not there[0] & there[1] and all(there)
