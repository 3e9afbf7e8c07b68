"""The wire tests of brevo-python's own repository, with the emulator in the place of their WireMock.

PyPI does not have them (the sdists of 4.0.10, 5.0.2 and 5.1.0 hold no tests): BREVO_PYTHON_SOURCE names a checkout.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import environment

SOURCE = os.environ.get("BREVO_PYTHON_SOURCE")
pytestmark = pytest.mark.skipif(not SOURCE, reason="the sdist has no tests, and BREVO_PYTHON_SOURCE names no checkout")


@pytest.mark.parametrize("suite", ["user", "account", "masterAccount"])
def test_a_suite_finds_the_wiremock_that_it_expects(start, suite):
    emulator = start("--mappings", Path(SOURCE) / "wiremock", "--base-path", "/")
    # Without its conftest.py, which would start WireMock by Docker.
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--noconftest", f"tests/wire/test_{suite}.py"]
    variables = environment({"WIREMOCK_URL": emulator.url})
    ended = subprocess.run(command, cwd=SOURCE, env=variables, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
