"""Requests that make each operation succeed, and fail in each way that it can.

Those of docs/operations.md are among them. The others are made from the one that succeeds.
"""

import json
import re
from dataclasses import replace
from functools import cache

from calls import get, invite, post, put
from document import operations
from exchange import SEED
from operations import CHAPTERS

#: The largest body that the emulator accepts by default.
MAX_BODY = 1_048_576
MASTER, *OTHERS = json.loads(SEED.read_text())["accounts"]
NO_ACCESS = "xkeysib-none"
BAKERY, *_ = MASTER["subAccounts"]


def state(**members):
    """The seed with other members of the master account, and with a key that allows nothing."""
    keys = [*MASTER["apiKeys"], {"key": NO_ACCESS, "access": {}}]
    return {"accounts": [{**MASTER, "apiKeys": keys, **members}, *OTHERS]}


def bakeries():
    """As many sub-accounts as there can be."""
    return [BAKERY, *({"companyName": "Bakery", "owner": {"email": "owner@bakery.example"}} for _ in range(9999))]


#: What docs/operations.md has not: other successes, and limits that are reached.
MORE = [
    get("/account/info"),
    get("/corporate/invited/users?type=pending&offset=1&limit=1"),
    get("/organization/activities?startDate=2026-11-01&endDate=2026-11-20&email=ann@acme.example"),
    # cleo is rejected, and the plan has three users.
    put(
        "/organization/user/invitation/resend/cleo@acme.example",
        state=state(plan="standard", adminUsers=[]),
        after=[invite()],
    ),
    post(
        "/corporate/group",
        {"groupName": "One more"},
        state=state(groups=[{"groupName": f"Group {number}"} for number in range(1000)], adminUsers=[]),
    ),
    post(
        "/corporate/subAccount",
        {"companyName": "One more", "email": "owner@more.example"},
        state=state(subAccounts=bakeries()),
    ),
    post(
        "/corporate/subAccount/key",
        {"id": BAKERY["id"], "name": "One more"},
        state=state(subAccounts=[{**BAKERY, "apiKeys": [f"xkeysib-{number}" for number in range(1000)]}]),
    ),
]


@cache
def patterns():
    """The operations with the paths that are theirs, those with fewest parameters first."""
    found = []
    for name in operations():
        method, path = name.split(" ")
        found.append((path.count("{"), method, re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), name))
    return sorted(found, key=lambda item: item[0])


def operation(call):
    """The operation that a request is for; None for a path that is none of the document's."""
    path = call.path.partition("?")[0]
    for _, method, pattern, name in patterns():
        if method == call.method and pattern.fullmatch(path):
            return name
    return None


def variants(call):
    """Requests for the same operation, most of which are refused before it is performed."""
    path = operation(call).partition(" ")[2]
    yield replace(call, key=None)
    yield replace(call, key="xkeysib-unknown")
    yield replace(call, key="xkeysib-starter")
    yield replace(call, key=NO_ACCESS, state=state())
    yield replace(call, body="x", headers={"Content-Type": "text/plain"})
    yield replace(call, body="{}", headers={"Content-Encoding": "gzip"})
    yield replace(call, body="x" * (MAX_BODY + 1))
    yield replace(call, after=[call], state={"rateLimits": 1})
    if call.method in ("POST", "PUT"):
        yield replace(call, body="[]")
        yield replace(call, body="{}")
        yield replace(call, body="")
    if "{" in path:
        yield replace(call, path=re.sub(r"\{\w+\}", "%FF", path))
    yield replace(call, path=re.sub(r"\{\w+\}", "0", path))


def outside(call):
    """Requests that a client of the operation sends by mistake, to a path or with a method that has no operation."""
    path = operation(call).partition(" ")[2]
    yield replace(call, method="PATCH")
    if "{" in path:
        yield replace(call, path=re.sub(r"\{\w+\}", "", path))


@cache
def calls():
    """Each request with the operation that it is for."""
    examples = [example for _, chapter in CHAPTERS for example in chapter if example.call.base]
    accepted = [example.call for example in examples] + MORE[:1]
    refused = [call for example in examples for _, call in example.refusals]
    found = [(operation(call), call) for call in accepted + refused + MORE[1:]]
    for name, call in {operation(call): call for call in accepted}.items():
        found += [(name, variant) for variant in variants(call)]
        found += [(name, mistake) for mistake in outside(call) if operation(mistake) is None]
    return found
