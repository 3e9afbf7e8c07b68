"""The release binary as a fixture, and the clients that talk to it.

The files beside this one hold the emulator against brevo-python 4 and 5, in detail: each test has an account of its own
(an API key that was never seen opens a new one), so the tests share nothing. MAJOR_VERSION tells the two apart. The
files in stories are lived through with every client that the environment has (clients), each test in a world of its own.
scripts/test-sdk makes an environment for each client and runs what can be run in it.
"""

import json
import os
import select
import signal
import subprocess
from collections import Counter
from importlib.metadata import packages_distributions, version
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from clients import has, installed
from clients.client import plain
from httpx._config import DEFAULT_TIMEOUT_CONFIG

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("EMULATOR", ROOT / ".build/release/brevo-emulator"))
MAJOR_VERSION = int(version("brevo-python").partition(".")[0]) if has("brevo") else None
START_SECONDS = 20
STOP_SECONDS = 10
# A busy machine may stand still for longer than the 5 s that httpx waits.
DEFAULT_TIMEOUT_CONFIG.read = 60
# How often the tests have seen each outcome of the API, in all processes that they have stopped.
OUTCOMES = Counter()
# What needs a client that is not here.
collect_ignore_glob = [] if has("brevo") else ["test_*.py"]
collect_ignore = [] if has("brevo_python") else ["stories/test_first_generation.py"]


def environment(variables):
    """The caller's environment without what would set the emulator or its client up, and with `variables`."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BREVO_")} | variables


class World:
    """One of the emulator's worlds, by its address."""

    def __init__(self, url):
        self.url = url
        self.base_url = url + "/v3"

    def control(self, method, path, **arguments):
        """A call of the control plane, which must succeed."""
        answer = httpx.request(method, f"{self.url}/__emulator{path}", **arguments)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def advance(self, duration):
        self.control("POST", "/clock/advance", json={"by": duration})

    def accept(self, email, **query):
        """The person clicks the link in the mail."""
        self.control("POST", f"/users/{quote(email, safe='')}/accept", params=query)

    def decline(self, email, **query):
        self.control("POST", f"/users/{quote(email, safe='')}/decline", params=query)

    def fail(self, **rule):
        """Fails requests by one rule, which tells by `failures` what it did."""
        self.control("PUT", "/chaos", json={"rules": [{"name": "failure", **rule}]})

    def failures(self):
        """How many requests the rule has seen, and how many of them it has failed."""
        [rule] = self.control("GET", "/chaos").json()["rules"]
        return rule["matched"], rule["fired"]


class Emulator(World):
    """One process of the binary, on a free port, and its default world."""

    def __init__(self, *options, **variables):
        self.process = subprocess.Popen(
            [BINARY, "--port", "0", "--log", "off", *options], stdout=subprocess.PIPE, env=environment(variables)
        )
        announced, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        if not announced:
            self.process.kill()
            raise RuntimeError(f"{BINARY} said nothing within {START_SECONDS} s")
        self.ready = json.loads(self.process.stdout.readline())
        super().__init__(self.ready["url"])

    def account(self, api_key=None):
        return Account(self, api_key or f"xkeysib-{uuid4().hex}")

    def world(self):
        """A new world."""
        return World(f"{self.url}/worlds/{uuid4().hex}")

    def count_outcomes(self):
        """Adds what this process has seen to OUTCOMES."""
        # Its certificate may be a test's own.
        answer = httpx.get(f"{self.url}/__emulator/coverage?worlds=all&format=json", verify=False)
        OUTCOMES.update({item["id"]: item["count"] for item in answer.raise_for_status().json()["items"]})

    def stop(self, by=signal.SIGTERM):
        """Ends the process as an orchestrator would; returns its exit status."""
        if self.process.poll() is None:
            self.count_outcomes()
        self.process.send_signal(by)
        try:
            return self.process.wait(STOP_SECONDS)
        finally:
            self.process.kill()
            self.process.stdout.close()


class Account:
    """An account of the emulator as its API key opens it: the official client, plain HTTP, and its people."""

    def __init__(self, emulator, api_key):
        # Not at the top: not every environment has it.
        from brevo import Brevo

        self.emulator = emulator
        self.api_key = api_key
        self.client = Brevo(base_url=emulator.base_url, api_key=api_key)
        self.user = self.client.user
        self.master = self.client.master_account
        self.http = httpx.Client(base_url=emulator.base_url, headers={"api-key": api_key})

    def accept(self, email, **query):
        self.emulator.accept(email, account=self.api_key, **query)

    def decline(self, email, **query):
        self.emulator.decline(email, account=self.api_key, **query)

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


def clients():
    """The clients that are here, by their names and versions on PyPI."""
    distributions = packages_distributions()
    names = [distributions[adapter.NAME][0] for adapter in installed()]
    return ", ".join(f"{name} {version(name)}" for name in names)


def pytest_report_header():
    return f"{clients()} against {BINARY}"


def pytest_terminal_summary(terminalreporter):
    seen = sum(1 for count in OUTCOMES.values() if count)
    terminalreporter.write_line(f"{clients()}: {seen} of {len(OUTCOMES)} outcomes were seen")


def pytest_generate_tests(metafunc):
    """Runs a story with each client that has the part of the API that the story's file names as its PART."""
    if "adapter" in metafunc.fixturenames:
        part = getattr(metafunc.module, "PART", None)
        adapters = [
            pytest.param(adapter, id=adapter.NAME) for adapter in installed() if part is None or part in adapter.PARTS
        ]
        no_client = pytest.param(None, marks=pytest.mark.skip(reason=f"no client here has calls for {part}"))
        metafunc.parametrize("adapter", adapters or [no_client], scope="session")


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


@pytest.fixture(scope="session")
def home(adapter):
    """The process in which a client's stories have their worlds, with the options that it cannot do without."""
    process = Emulator(*adapter.OPTIONS)
    yield process
    assert process.stop() == 0


@pytest.fixture
def world(home):
    """A world of the test's own."""
    return home.world()


@pytest.fixture
def client(adapter, world):
    """The client, with the key of an account where nobody is but the owner."""
    return adapter(world.base_url, "xkeysib-story")
