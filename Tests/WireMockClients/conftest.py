"""The server under test and the real WireMock as fixtures. The server is one process; each test finds it reset."""

import pytest
from servers import BINARY, JAVA, NO_JAVA, SUBJECT, Emulator, WireMock


def pytest_report_header():
    return [
        f"under test: {BINARY if SUBJECT == 'emulator' else 'the real WireMock itself'}",
        f"java: {JAVA or NO_JAVA}",
    ]


# The body files of both servers.
FILES = {"plain.txt": "a {{request.url}}", "sub/template.txt": "b {{request.method}} {{request.query.q}}"}


def root_directory(factory, name):
    """A new directory with the body files."""
    root = factory.mktemp(name)
    for file, text in FILES.items():
        (root / "__files" / file).parent.mkdir(parents=True, exist_ok=True)
        (root / "__files" / file).write_text(text)
    (root / "mappings").mkdir()
    return root


@pytest.fixture(scope="session")
def process(tmp_path_factory):
    """The server under test."""
    root = root_directory(tmp_path_factory, "subject")
    # The journal of the real one shows secrets, and pages of all origins may command it.
    options = ["--show-keys", "--allow-origin", "http://page.example"]
    process = Emulator("--root-dir", root, *options) if SUBJECT == "emulator" else WireMock(root)
    yield process
    process.stop()


@pytest.fixture
def server(process):
    """The server under test, as it was at its start."""
    process.reset()
    return process


@pytest.fixture(scope="session")
def wiremock(tmp_path_factory):
    """The real WireMock; without Java the test is skipped."""
    if JAVA is None:
        pytest.skip(NO_JAVA)
    process = WireMock(root_directory(tmp_path_factory, "wiremock"))
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
