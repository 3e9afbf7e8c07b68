"""The built wheel in a new virtual environment, without this repository."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
VERSION = re.search(r'current = "(.*)"', (ROOT / "Sources/brevo-emulator/Version.swift").read_text()).group(1)

FIRST_TEST = """\
from urllib.request import Request, urlopen

def test_the_owner_is_listed(brevo_world):
    request = Request(brevo_world.base_url + "/organization/invited/users", headers={"api-key": "any"})
    assert b"owner@example.com" in urlopen(request).read()
"""
REFUSED = """\
import json
from urllib.request import Request, urlopen

def test_ann_is_invited(brevo_world):
    privileges = [{"feature": "contact", "permissions": ["view"]}]
    body = json.dumps({"email": "ann@acme.example", "all_features_access": False, "privileges": privileges})
    headers = {"api-key": "any", "content-type": "application/json"}
    urlopen(Request(brevo_world.base_url + "/organization/user/invitation/send", body.encode(), headers))
"""


class Environment:
    """A new virtual environment, and a folder to work in."""

    def __init__(self, folder):
        self.folder = folder / "work"
        self.folder.mkdir()
        self._bin = folder / "venv/bin"
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)

    def install(self, *packages):
        """Installs packages. Returns how many seconds it took."""
        began = time.monotonic()
        self.run("pip", "install", "--quiet", "--disable-pip-version-check", *packages)
        return time.monotonic() - began

    def run(self, program, *arguments, status=0):
        """Runs a program in a clean environment. Returns its output."""
        environment = {"PATH": f"{self._bin}:/usr/bin:/bin", "HOME": str(self.folder)}
        environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        ended = subprocess.run(
            [self._bin / program, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True
        )
        assert ended.returncode == status, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr


def wheel(kind):
    [found] = DIST.glob(f"brevo_emulator-{VERSION}-py3-none-{kind}*.whl")
    return found


@pytest.fixture
def environment(tmp_path):
    return Environment(tmp_path)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An environment with the wheel for this platform."""
    environment = Environment(tmp_path_factory.mktemp("installed"))
    theirs = environment.install("pytest", "pytest-xdist")
    ours = environment.install("--no-index", wheel("manylinux"))
    print(f"pip install: pytest {theirs:.1f} s, brevo-emulator {ours:.1f} s")
    environment.seconds = ours
    return environment


def test_a_test_of_five_lines_passes(installed):
    (installed.folder / "test_first.py").write_text(FIRST_TEST)
    began = time.monotonic()
    assert "1 passed" in installed.run("pytest", "test_first.py")
    seconds = installed.seconds + time.monotonic() - began
    print(f"from `pip install brevo-emulator` to green: {seconds:.1f} s")


def test_thirty_tests_run_on_four_workers(installed):
    parametrized = FIRST_TEST.replace("def test", "@pytest.mark.parametrize('number', range(30))\ndef test")
    (installed.folder / "test_many.py").write_text(
        "import pytest\n" + parametrized.replace("listed(", "listed(number, ")
    )
    assert "30 passed" in installed.run("pytest", "-n", "4", "test_many.py")


def test_a_failing_test_shows_the_hint(installed):
    (installed.folder / "test_refused.py").write_text(REFUSED)
    printed = installed.run("pytest", "test_refused.py", status=1)
    assert "POST /v3/organization/user/invitation/send -> 400" in printed
    assert re.search(r"hint: .*contacts", printed)


def test_the_program_is_a_command(installed):
    assert VERSION in installed.run("brevo-emulator", "--version")


def test_the_types_reach_the_user(installed):
    typed = "from brevo_emulator import Emulator\nnames: list[str] = Emulator().worlds()\nwrong: int = Emulator().url\n"
    (installed.folder / "typed.py").write_text(typed)
    installed.install("mypy")
    complaint = installed.run("mypy", "--strict", "typed.py", status=1)
    assert "Found 1 error" in complaint and "typed.py:3" in complaint


def test_without_a_program_it_says_how_to_get_one(environment):
    environment.install("--no-index", wheel("any"))
    printed = environment.run("brevo-emulator", status=1)
    assert "BREVO_EMULATOR_BINARY" in printed and "--brevo-emulator-url" in printed


@pytest.mark.parametrize("package", ["python", "node"])
def test_the_licence_is_the_projects(package):
    assert (ROOT / "clients" / package / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()
