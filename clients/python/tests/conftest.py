"""Fixtures for the tests of the package, which run the release binary of this repository, or the one in EMULATOR."""

import json
import os
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[3]
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator")).resolve()
ANN = "ann@acme.example"

# For the plugin, here and in the test runs inside the tests.
os.environ["BREVO_EMULATOR_BINARY"] = str(BINARY)


class Application:
    """Stands for an application that calls the API."""

    def __init__(self, world):
        self.base_url = world.base_url

    def call(self, method, path, document=None):
        """The status and the JSON document of the response."""
        body = None if document is None else json.dumps(document).encode()
        headers = {"api-key": "xkeysib-any", "content-type": "application/json"}
        try:
            with urlopen(Request(self.base_url + path, body, headers, method=method), timeout=60) as response:
                return response.status, json.loads(response.read() or b"null")
        except HTTPError as error:
            with error:
                return error.code, json.loads(error.read() or b"null")

    def invite(self, email=ANN, **more):
        document = {"email": email, "all_features_access": True, "privileges": [{}], **more}
        return self.call("POST", "/organization/user/invitation/send", document)

    def users(self):
        """The status of each user but the owner."""
        _, document = self.call("GET", "/organization/invited/users")
        return {user["email"]: user["status"] for user in document["users"] if not user["is_owner"]}


@pytest.fixture
def world(brevo_world):
    return brevo_world


@pytest.fixture
def application(world):
    return Application(world)
