"""The requests on docs/operations.md: for each operation one that succeeds, and those that are refused.

Each is sent to a new world at 2026-11-20T09:00:00Z, unless it says otherwise with the key xkeysib-acme of
fixtures/seeds/acme.json. The responses come from the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from calls import ADMIN, GROUP, KEY, SUB, USER, Call, delete, get, invite, invite_admin, post, put, token, update, without

@dataclass
class Operation:
    title: str
    call: Call
    #: A condition, and a request that is refused for it.
    refusals: list[tuple[str, Call]] = field(default_factory=list)


NOBODY = "nobody@acme.example"

EVERYWHERE = [
    ("no key is sent", get("/organization/invited/users", key=None)),
    ("the key opens no account (`--keys seeded`)", get("/organization/invited/users", key="xkeysib-unknown")),
    ("the key has expired", get("/organization/invited/users", key="xkeysib-expired")),
    ("the key is sent as a bearer token", get("/account", key=None, headers={"Authorization": f"Bearer {KEY}"})),
    ("the key may only read", invite(key="xkeysib-reader")),
    ("`/corporate` is asked by an account that is no master account", get("/corporate/groups", key="xkeysib-starter")),
    (
        "the account has used up its hour (`--rate-limits`)",
        get("/account", after=[get("/account")], state={"rateLimits": 1}),
    ),
    ("the path is unknown", get("/contacts")),
    ("`/v3` is left out", get("/organization/invited/users", base="")),
    ("the path has another method", post("/organization/invited/users", {})),
    ("the content type is not JSON", invite(headers={"Content-Type": "text/plain"})),
    ("there is no content type", invite(headers={"Content-Type": None})),
    ("the body is empty", post(f"{USER}/invitation/send")),
    ("the body is not JSON", post(f"{USER}/invitation/send", "{")),
    ("the body is not an object", post(f"{USER}/invitation/send", [])),
    (
        "a field is given twice, with two values",
        post(f"{USER}/invitation/send", '{"email": "a@b.example", "email": "c@d.example"}'),
    ),
    ("the path is not UTF-8", get(f"{USER}/%FF/permissions")),
    ("the body is larger than `--max-body`", post(f"{USER}/invitation/send", "x" * 1_048_577)),
]

USERS = [
    Operation("List the users", get("/organization/invited/users")),
    Operation(
        "Read a user's permissions",
        get(f"{USER}/ann@acme.example/permissions"),
        [
            ("nobody has the address, or who has it declined", get(f"{USER}/{NOBODY}/permissions")),
            ("the address is malformed", get(f"{USER}/ann/permissions")),
        ],
    ),
    Operation(
        "Invite a user",
        invite(),
        [
            ("the person is invited already", invite("bob@acme.example")),
            ("the person is a user, or the owner", invite("ann@acme.example")),
            ("`email` is left out", without(invite(), "email")),
            ("`all_features_access` is left out", without(invite(), "all_features_access")),
            ("`privileges` is left out, and not everything is granted", without(invite(), "privileges")),
            ("the address is malformed", invite("dora@acme")),
            ("the feature is unknown", invite(feature="contact")),
            ("the feature has no such permission", invite(permissions=["read"])),
            ("`none` stands beside others", invite(permissions=["none", "view"])),
            (
                "a feature is named twice",
                post(
                    f"{USER}/invitation/send",
                    {
                        "email": "dora@acme.example",
                        "all_features_access": False,
                        "privileges": [{"feature": "phone", "permissions": ["all"]}] * 2,
                    },
                ),
            ),
            ("the plan has no further user", invite(key="xkeysib-starter")),
            ("the plan lacks the feature", invite(feature="landing_pages", permissions=["all"], key="xkeysib-starter")),
            ("the master account allots no further user", invite(key="xkeysib-bakery")),
        ],
    ),
    Operation(
        "Change a user's permissions",
        update(),
        [
            ("nobody has the address", update(NOBODY)),
            ("it is the owner's", update("boss@acme.example")),
            ("the feature is unknown", update(feature="calls")),
        ],
    ),
    Operation(
        "Send an invitation again",
        put(f"{USER}/invitation/resend/bob@acme.example"),
        [
            ("the person is a user", put(f"{USER}/invitation/resend/ann@acme.example")),
            ("nobody has the address", put(f"{USER}/invitation/resend/{NOBODY}")),
            ("it is the owner's", put(f"{USER}/invitation/resend/boss@acme.example")),
            ("the action is neither `resend` nor `cancel`", put(f"{USER}/invitation/remind/bob@acme.example")),
        ],
    ),
    Operation(
        "Cancel an invitation",
        put(f"{USER}/invitation/cancel/bob@acme.example"),
        [
            ("the person is a user", put(f"{USER}/invitation/cancel/ann@acme.example")),
            ("nobody has the address", put(f"{USER}/invitation/cancel/{NOBODY}")),
        ],
    ),
    Operation(
        "Revoke a user's access",
        put(f"{USER}/invitation/revoke/ann@acme.example"),
        [
            ("nobody has the address, or who has it declined", put(f"{USER}/invitation/revoke/{NOBODY}")),
            ("it is the owner's", put(f"{USER}/invitation/revoke/boss@acme.example")),
        ],
    ),
    Operation("Read the account", get("/account")),
    Operation("Read the account as Brevo's command-line tool does", get("/account/info")),
    Operation(
        "Read the activity log",
        get("/organization/activities?limit=2", after=[invite()]),
        [
            ("the plan is not enterprise", get("/organization/activities", key="xkeysib-standard")),
            ("the limit is out of range", get("/organization/activities?limit=101")),
            ("a start has no end", get("/organization/activities?startDate=2026-11-01")),
            ("it is more than a month", get("/organization/activities?startDate=2026-09-01&endDate=2026-11-01")),
        ],
    ),
]

ADMIN_USERS = [
    Operation(
        "List the admin users",
        get("/corporate/invited/users?type=active"),
        [
            ("the limit is out of range", get("/corporate/invited/users?limit=101")),
            ("an offset comes without a type", get("/corporate/invited/users?offset=2")),
        ],
    ),
    Operation(
        "Read an admin user's permissions",
        get(f"{ADMIN}/eve@acme.example/permissions"),
        [
            ("nobody has the address", get(f"{ADMIN}/{NOBODY}/permissions")),
            ("the address is malformed", get(f"{ADMIN}/eve/permissions")),
        ],
    ),
    Operation(
        "Invite an admin user",
        invite_admin(groupIds=["65b1f22c09d6ed67ef1cd123"]),
        [
            ("the person is invited already", invite_admin("fay@acme.example")),
            ("the person is an admin user", invite_admin("eve@acme.example")),
            ("there is no such group", invite_admin(groupIds=["65b1f22c09d6ed67ef1cd999"])),
        ],
    ),
    Operation(
        "Change an admin user's permissions",
        put(
            f"{ADMIN}/eve@acme.example/permissions",
            {"all_features_access": False, "privileges": [{"feature": "security", "permissions": ["all"]}]},
        ),
        [
            (
                "nobody has the address, or it is the owner's",
                put(f"{ADMIN}/{NOBODY}/permissions", {"all_features_access": True, "privileges": []}),
            )
        ],
    ),
    Operation(
        "Send an admin user's invitation again",
        put(f"{ADMIN}/invitation/resend/fay@acme.example"),
        [("no invitation has the address", put(f"{ADMIN}/invitation/resend/eve@acme.example"))],
    ),
    Operation(
        "Cancel an admin user's invitation",
        put(f"{ADMIN}/invitation/cancel/fay@acme.example"),
        [("no invitation has the address", put(f"{ADMIN}/invitation/cancel/eve@acme.example"))],
    ),
    Operation(
        "Revoke an admin user's access",
        delete(f"{ADMIN}/revoke/eve@acme.example"),
        [("nobody has the address", delete(f"{ADMIN}/revoke/{NOBODY}"))],
    ),
]

MASTER_ACCOUNT = [
    Operation("List the groups", get("/corporate/groups")),
    Operation(
        "Make a group",
        post("/corporate/group", {"groupName": "Shops", "subAccountIds": [4109344]}),
        [("a sub-account is not there", post("/corporate/group", {"groupName": "Shops", "subAccountIds": [1]}))],
    ),
    Operation(
        "Read a group",
        get(GROUP),
        [("there is no such group", get("/corporate/group/65b1f22c09d6ed67ef1cd999"))],
    ),
    Operation(
        "Change a group",
        put(GROUP, {"groupName": "Bakeries"}),
        [("there is no such group", put("/corporate/group/65b1f22c09d6ed67ef1cd999", {"groupName": "Bakeries"}))],
    ),
    Operation(
        "Take sub-accounts out of a group",
        put("/corporate/group/unlink/65b1f22c09d6ed67ef1cd123/subAccounts", {"subAccountIds": [4109344]}),
        [
            (
                "the ids are not numbers",
                put("/corporate/group/unlink/65b1f22c09d6ed67ef1cd123/subAccounts", {"subAccountIds": ["4109344"]}),
            )
        ],
    ),
    Operation("Delete a group", delete(GROUP)),
    Operation(
        "List the sub-accounts", get(f"{SUB}?offset=0&limit=10"), [("`limit` is left out", get(f"{SUB}?offset=0"))]
    ),
    Operation(
        "Make a sub-account",
        post(SUB, {"companyName": "Cheese Shop", "email": "owner@cheese.example"}),
        [("`companyName` is left out", post(SUB, {"email": "owner@cheese.example"}))],
    ),
    Operation("Read a sub-account", get(f"{SUB}/4109344"), [("there is none of this id", get(f"{SUB}/1"))]),
    Operation(
        "Delete a sub-account",
        delete(f"{SUB}/4109344"),
        [("there is none of this id", delete(f"{SUB}/1")), ("the id is not a number", delete(f"{SUB}/bakery"))],
    ),
    Operation(
        "Make a key of a sub-account",
        post(f"{SUB}/key", {"id": 4109344, "name": "Tests"}),
        [("the id is not a positive number", post(f"{SUB}/key", {"id": 0, "name": "Tests"}))],
    ),
    Operation(
        "Open a session in a sub-account",
        post(f"{SUB}/ssoToken", {"id": 4109344}),
        [("there is none of this id", post(f"{SUB}/ssoToken", {"id": 1}))],
    ),
    Operation(
        "Allot credits and features",
        put(f"{SUB}/4109344/plan", {"credits": {"email": 9000}, "features": {"users": 5}}),
    ),
    Operation(
        "Allot credits and features to several",
        put("/corporate/subAccounts/plan", {"subAccountIds": [4109344], "credits": {"email": 9000}}),
    ),
    Operation("Switch applications on and off", put(f"{SUB}/4109344/applications/toggle", {"crm": False})),
    Operation("List the addresses", get("/corporate/ip")),
    Operation(
        "Allot an address",
        post(f"{SUB}/ip/associate", {"ip": "203.0.113.10", "ids": [4109344]}),
        [("the address is unknown", post(f"{SUB}/ip/associate", {"ip": "203.0.113.99", "ids": [4109344]}))],
    ),
    Operation(
        "Take an address back",
        put(
            f"{SUB}/ip/dissociate",
            {"ip": "203.0.113.10", "ids": [4109344]},
            after=[post(f"{SUB}/ip/associate", {"ip": "203.0.113.10", "ids": [4109344]})],
        ),
    ),
    Operation("Read the master account", get("/corporate/masterAccount")),
    Operation(
        "Open a session in the master account",
        post("/corporate/ssoToken", {"email": "eve@acme.example"}),
        [
            ("nobody active has the address", post("/corporate/ssoToken", {"email": NOBODY})),
            ("the address is malformed", post("/corporate/ssoToken", {"email": "eve"})),
        ],
    ),
]


OAUTH = [
    Operation(
        "Get a token",
        token(),
        [
            ("the client or its secret is unknown", token(client_secret="wrong")),
            ("the grant is another", token(grant_type="password")),
            ("the client has not the scope", token(scope="all")),
        ],
    ),
]

CHAPTERS = [
    ("Users", USERS),
    ("Admin users", ADMIN_USERS),
    ("The master account", MASTER_ACCOUNT),
    ("OAuth", OAUTH),
]
