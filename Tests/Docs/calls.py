"""Requests to the API, and functions that make them short to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KEY = "xkeysib-acme"


@dataclass
class Call:
    method: str
    path: str
    body: Any = None
    key: str | None = KEY
    #: Header fields to add or replace; None leaves one out.
    headers: dict[str, str | None] = field(default_factory=dict)
    #: Calls to send first, in the same world.
    after: list[Call] = field(default_factory=list)
    #: Members of the state document that replace those of the seed.
    state: dict[str, Any] = field(default_factory=dict)
    base: str = "/v3"


USER = "/organization/user"
ADMIN = "/corporate/user"
SUB = "/corporate/subAccount"
GROUP = "/corporate/group/65b1f22c09d6ed67ef1cd123"


def get(path, **more):
    return Call("GET", path, **more)


def put(path, body=None, **more):
    return Call("PUT", path, body, **more)


def post(path, body=None, **more):
    return Call("POST", path, body, **more)


def delete(path, **more):
    return Call("DELETE", path, **more)


def invite(email="dora@acme.example", feature="conversations", permissions=("access", "assign"), **more):
    # Outside the general group, which alone Brevo's user interface does not grant.
    privileges = [{"feature": feature, "permissions": list(permissions)}]
    return post(
        f"{USER}/invitation/send", {"email": email, "all_features_access": False, "privileges": privileges}, **more
    )


def update(email="ann@acme.example", feature="phone", permissions=("all",), **more):
    privileges = [{"feature": feature, "permissions": list(permissions)}]
    body = {"email": email, "all_features_access": False, "privileges": privileges}
    return post(f"{USER}/update/permissions", body, **more)


def invite_admin(email="gus@acme.example", **more):
    privileges = [{"feature": "analytics", "permissions": ["download_data"]}]
    body = {"email": email, "all_features_access": False, "privileges": privileges}
    return post(f"{ADMIN}/invitation/send", {**body, **more})


def without(call, *names):
    return Call(
        call.method, call.path, {name: value for name, value in call.body.items() if name not in names}, call.key
    )


def token(**fields):
    given = {"grant_type": "client_credentials", "client_id": "app", "client_secret": "secret"} | fields
    body = "&".join(f"{name}={value}" for name, value in given.items())
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Call("POST", "/realms/partner/oauth/token", body, key=None, headers=headers, base="")
