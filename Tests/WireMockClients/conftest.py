"""The server under test and the real WireMock as fixtures. The server is one process; each test finds it reset."""

import os

import pytest
from servers import BINARY, JAVA, Emulator, WireMock

SUBJECT = os.environ.get("SUBJECT", "emulator")
needs_java = pytest.mark.skipif(JAVA is None, reason="no Java on this machine (apt-get install default-jre-headless)")


def pytest_report_header():
    return f"under test: {BINARY if SUBJECT == 'emulator' else 'the real WireMock itself'}"


@pytest.fixture(scope="session")
def process(tmp_path_factory):
    """The server under test."""
    process = Emulator() if SUBJECT == "emulator" else WireMock(tmp_path_factory.mktemp("subject"))
    yield process
    process.stop()


@pytest.fixture
def server(process):
    """The server under test, as it was at its start."""
    process.reset()
    return process


@pytest.fixture(scope="session")
def wiremock(tmp_path_factory):
    """The real WireMock."""
    if JAVA is None:
        pytest.skip("no Java on this machine (apt-get install default-jre-headless)")
    process = WireMock(tmp_path_factory.mktemp("wiremock"))
    yield process
    process.stop()


@pytest.fixture
def start():
    """Starts further processes of the binary, with other options."""
    processes = []

    def start(*options):
        processes.append(Emulator(*options))
        return processes[-1]

    yield start
    for process in processes:
        process.stop()
