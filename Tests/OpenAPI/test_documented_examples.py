"""Brevo's own examples of responses, as documented in 2024 and 2026, against the schemas of the OpenAPI document.

fixtures/brevo-examples.json has each documented response; one without "body" has no example there. Where an example
differs from a schema, DIFFERENCES says how and why, and the test fails if it no longer does.
"""

import json

import pytest
from document import ROOT, faults, operations, response, schema

EXAMPLES = json.loads((ROOT / "fixtures/brevo-examples.json").read_text())

SHORTENED_ID = "the example's id is blanked out; ids in other examples have 24 hexadecimal digits"
CAPTURED_USERS = "a recorded response has it"
LATER_FEATURE = "the key is younger than the example"
CAPTURED_ACCOUNT = "a recorded response of May 2026 has it"

_USERS = {
    "/users/*/id: required": CAPTURED_USERS,
    "/users/*/locale: required": CAPTURED_USERS,
    "/users/*/feature_access/transactional: required": CAPTURED_USERS,
    "/users/*/feature_access/phone: required": CAPTURED_USERS,
}
_SECURITY = "the requests of 2026 grant it, and every other feature that they grant is among the keys"
_LATER_KEYS = ("sub_organization_groups", "create_sub_organizations", "manage_sub_organizations", "analytics")

#: Year, operation and status → each fault with its reason.
DIFFERENCES = {
    (2024, "GET /account", 200): {
        "/organization_id: required": CAPTURED_ACCOUNT,
        "/enterprise: required": CAPTURED_ACCOUNT,
        "/language: required": CAPTURED_ACCOUNT,
        "/plan/*/type: enum": "payAsYouGo is no plan of the emulator",
        "/plan/*/credits: type": "the emulator counts whole credits; SMS credits of the service have fractions",
    },
    (2026, "GET /account", 200): {"/language: required": CAPTURED_ACCOUNT},
    (2024, "GET /organization/invited/users", 200): _USERS,
    (2026, "GET /organization/invited/users", 200): _USERS,
    (2024, "GET /corporate/invited/users", 200): {
        **{f"/users/*/feature_access/{key}: required": LATER_FEATURE for key in _LATER_KEYS},
        "/users/*/feature_access/security: required": _SECURITY,
    },
    (2026, "GET /corporate/invited/users", 200): {
        "/users/*/feature_access/security: required": _SECURITY,
        "/users/*/groups/*/id: pattern": "a misprint: each id ends with a comma",
    },
    (2024, "GET /corporate/user/{email}/permissions", 200): {
        **{f"/feature_access/{key}: required": LATER_FEATURE for key in _LATER_KEYS},
        "/feature_access/security: required": _SECURITY,
    },
    (2026, "GET /corporate/user/{email}/permissions", 200): {"/feature_access/security: required": _SECURITY},
    (2024, "GET /corporate/group/{id}", 200): {
        "/sub-accounts/*/id: type": "ids of sub-accounts are numbers in every other example, and in this one in 2026",
    },
    (2024, "POST /corporate/group", 201): {"/id: pattern": SHORTENED_ID},
    (2026, "POST /corporate/group", 201): {"/id: pattern": SHORTENED_ID},
    (2026, "POST /corporate/user/invitation/send", 201): {"/id: pattern": SHORTENED_ID},
    (2024, "POST /corporate/user/invitation/send", 200): {"status": "201 since, with the same body"},
    (2026, "GET /corporate/subAccount", 200): {
        "/subAccounts/*/active: type": 'a misprint: "true," for true, which the other items have',
    },
    (2024, "POST /corporate/subAccount/ip/associate", 400): {"/code: enum": '"invalid id" since'},
    (2024, "PUT /corporate/subAccount/ip/dissociate", 400): {"/code: enum": '"invalid id" since'},
}


def key(example):
    return example["year"], example["operation"], example["status"]


def name(example):
    return " ".join(map(str, key(example)))


def differences(example):
    operation, status = example["operation"], example["status"]
    if response(operation, status) is None:
        return {"status"}
    if "body" in example:
        return faults(operation, status, example["body"])
    return {"body"} if status in (202, 204) and schema(operation, status) else set()


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_an_example_fits_the_document_or_is_a_known_difference(example):
    assert differences(example) == set(DIFFERENCES.get(key(example), {}))


def test_each_operation_has_examples_of_2026():
    # Known from a command-line tool alone, not from the documentation.
    assert operations().keys() - {example["operation"] for example in EXAMPLES if example["year"] == 2026} == {
        "GET /account/info"
    }


def test_each_response_stands_once_and_each_difference_has_one():
    keys = [key(example) for example in EXAMPLES]
    assert len(keys) == len(set(keys))
    assert DIFFERENCES.keys() <= set(keys)
    assert all(reason for known in DIFFERENCES.values() for reason in known.values())
