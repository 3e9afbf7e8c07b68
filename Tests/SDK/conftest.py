"""The release binary as a fixture, and the official client that talks to it.

Each test has an account of its own (an API key that was never seen opens a new one), so the tests share nothing.
The same files run with every version of brevo-python that scripts/test-sdk installs; MAJOR_VERSION tells them apart.
"""

import json
import os
import select
import signal
import subprocess
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from brevo import Brevo

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator"))
MAJOR_VERSION = int(version("brevo-python").partition(".")[0])
START_SECONDS = 20
STOP_SECONDS = 10


def environment(variables):
    """The caller's environment without what would set the emulator or its client up, and with `variables`."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BREVO_")} | variables


class Emulator:
    """One process of the binary, on a free port."""

    def __init__(self, *options, **variables):
        self.process = subprocess.Popen(
            [BINARY, "--port", "0", "--log", "off", *options], stdout=subprocess.PIPE, env=environment(variables)
        )
        announced, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        if not announced:
            self.process.kill()
            raise RuntimeError(f"{BINARY} said nothing within {START_SECONDS} s")
        self.ready = json.loads(self.process.stdout.readline())
        self.url = self.ready["url"]
        self.base_url = self.url + "/v3"

    def account(self, api_key=None):
        return Account(self, api_key or f"xkeysib-{uuid4().hex}")

    def control(self, method, path, **arguments):
        """A call of the control plane, which must succeed."""
        answer = httpx.request(method, f"{self.url}/__emulator{path}", **arguments)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def advance(self, duration):
        self.control("POST", "/clock/advance", json={"by": duration})

    def stop(self, by=signal.SIGTERM):
        """Ends the process as an orchestrator would; returns its exit status."""
        self.process.send_signal(by)
        try:
            return self.process.wait(STOP_SECONDS)
        finally:
            self.process.kill()
            self.process.stdout.close()


class Account:
    """An account of the emulator as its API key opens it: the official client, plain HTTP, and its people."""

    def __init__(self, emulator, api_key):
        self.emulator = emulator
        self.api_key = api_key
        self.client = Brevo(base_url=emulator.base_url, api_key=api_key)
        self.user = self.client.user
        self.master = self.client.master_account
        self.http = httpx.Client(base_url=emulator.base_url, headers={"api-key": api_key})

    def accept(self, email, **query):
        """The person clicks the link in the mail."""
        self._answer(email, "accept", query)

    def decline(self, email, **query):
        self._answer(email, "decline", query)

    def invite(self, email, *privileges):
        """Invites with the privileges given as (feature, permission…), or with all features where none is given."""
        items = [{"feature": feature, "permissions": list(permissions)} for feature, *permissions in privileges]
        return self.user.inviteuser(email=email, all_features_access=not items, privileges=items or [{}])

    def listed(self):
        """The list of users without the owner: e-mail → entry."""
        users = [plain(user) for user in self.user.get_invited_users_list().users]
        return {user["email"]: user for user in users if not user["is_owner"]}

    def permissions(self, email):
        """What GET permissions says of a user: feature label → permission labels."""
        answer = plain(self.user.get_user_permission(email))
        return {item["feature"]: item["permissions"] for item in answer["privileges"]}

    def _answer(self, email, verb, query):
        path = f"/users/{quote(email, safe='')}/{verb}"
        self.emulator.control("POST", path, params={"account": self.api_key, **query})


def plain(value):
    """A typed answer as dictionaries: the clients hand out a plain one where the wire differs from their model."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return plain(value.model_dump(warnings=False)) if hasattr(value, "model_dump") else value


def pytest_report_header():
    return f"brevo-python {version('brevo-python')} against {BINARY}"


@pytest.fixture(scope="session")
def emulator():
    """The process that most tests share; what concerns a whole process starts its own by `start`."""
    process = Emulator()
    yield process
    assert process.stop() == 0


@pytest.fixture
def start():
    """Starts further processes: for a clock to be moved, for a seed, for other options."""
    processes = []

    def start(*options, **variables):
        processes.append(Emulator(*options, **variables))
        return processes[-1]

    yield start
    for process in processes:
        process.stop()


@pytest.fixture
def account(emulator):
    return emulator.account()
