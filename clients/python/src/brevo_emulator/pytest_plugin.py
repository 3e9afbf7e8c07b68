"""The pytest plugin: an emulator for the test run, and a world for each test.

Fixtures:

``brevo_emulator``
    The emulator. Under pytest-xdist each worker starts its own, unless ``--brevo-emulator-url`` names a shared one.
``brevo_world``
    A new world, deleted after the test. If the test fails, its report shows the requests to the world.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from typing import Any
from uuid import uuid4

import pytest

from . import pytest_assumptions as assumptions
from .emulator import Emulator
from .errors import EmulatorError, EmulatorTooOld
from .pytest_coverage import Coverage
from .world import World

MARKER = (
    "brevo_assumptions(update='merge', …): what the test's world assumes about the service, "
    "whatever --brevo-assumptions says"
)
LIFE = pytest.StashKey["Life"]()
WORLDS = pytest.StashKey["list[World]"]()


class Life:
    """What lasts for the whole run: the emulator, started on first use, and the coverage."""

    def __init__(self, config: pytest.Config) -> None:
        self._url: str | None = config.getoption("brevo_emulator_url")
        self._options: list[str] = config.getini("brevo_emulator_options")
        self._emulator: Emulator | None = None
        self.coverage = Coverage(config.getoption("brevo_coverage_min"))

    @property
    def emulator(self) -> Emulator:
        if self._emulator is None:
            # The variable that the program itself reads.
            token = os.environ.get("BREVO_EMULATOR_ADMIN_TOKEN")
            emulator = Emulator.attach(self._url, admin_token=token) if self._url else Emulator(*self._options)
            self._emulator = emulator.start()
        return self._emulator

    def end(self) -> None:
        if self._emulator:
            self._emulator.stop()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("brevo", "Brevo emulator")
    group.addoption(
        "--brevo-emulator-url",
        metavar="URL",
        help="use the emulator at this address (http://127.0.0.1:8080) instead of starting one",
    )
    group.addoption(
        "--brevo-assumptions",
        choices=["strictest", "each"],
        help="repeat the tests that use a world under other assumptions about the service, "
        "the strictest all at once or each in turn, and list those that rest on a guess",
    )
    group.addoption(
        "--brevo-coverage-min",
        type=float,
        metavar="PERCENT",
        help="fail if the tests exercise less than this share of the outcomes of the emulated operations",
    )
    parser.addini(
        "brevo_emulator_options", "command-line options for the emulator that the tests start", type="args", default=[]
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)
    config.stash[LIFE] = Life(config)
    # Checked once, before any test runs, instead of in every worker.
    if hasattr(config, "workerinput"):
        return
    try:
        if config.getoption("brevo_assumptions"):
            config.stash[LIFE].emulator.default_world.assumptions()
        if config.getoption("brevo_coverage_min") is not None:
            config.stash[LIFE].emulator.default_world.coverage()
    except EmulatorTooOld as error:
        config.stash[LIFE].end()
        raise pytest.UsageError(str(error)) from None


def pytest_unconfigure(config: pytest.Config) -> None:
    if life := config.stash.get(LIFE, None):
        life.end()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    mode = metafunc.config.getoption("brevo_assumptions")
    if mode and assumptions.FIXTURE in metafunc.fixturenames:
        known = metafunc.config.stash[LIFE].emulator.default_world.assumptions()
        variants = assumptions.variants(mode, known, _pinned(metafunc.definition))
        metafunc.parametrize(assumptions.FIXTURE, variants, ids=[variant.name for variant in variants], indirect=True)


@pytest.fixture(scope="session")
def brevo_emulator(pytestconfig: pytest.Config) -> Emulator:
    """The emulator of this run, or of this worker of pytest-xdist."""
    return pytestconfig.stash[LIFE].emulator


@pytest.fixture
def brevo_assumption(request: pytest.FixtureRequest) -> assumptions.Variant:
    """The assumptions for this run of the test."""
    variant: assumptions.Variant = getattr(request, "param", assumptions.UNCHANGED)
    if hasattr(request, "param"):
        request.node.user_properties.append((assumptions.PROPERTY, variant.name))
    return variant


@pytest.fixture
def brevo_world(
    request: pytest.FixtureRequest, brevo_emulator: Emulator, brevo_assumption: assumptions.Variant
) -> Iterator[World]:
    """A new world, deleted after the test."""
    # The name shows up in the emulator's log.
    test = re.sub(r"[^A-Za-z0-9._-]+", "-", request.node.name)[:40]
    world = brevo_emulator.world(f"{test}-{uuid4().hex[:12]}")
    request.node.stash.setdefault(WORLDS, []).append(world)
    for assumed in (brevo_assumption.values, _pinned(request.node)):
        if assumed:
            world.assume(assumed)
    yield world
    life = request.config.stash[LIFE]
    if life.coverage.is_wanted:
        life.coverage.add(world.coverage())
    request.node.stash[WORLDS].remove(world)
    world.delete()


def _pinned(node: Any) -> dict[str, str]:
    """The assumptions that the markers of a test set; the closest marker wins."""
    pinned: dict[str, str] = {}
    for marker in reversed(list(node.iter_markers("brevo_assumptions"))):
        pinned.update({name.replace("_", "-"): value for name, value in marker.kwargs.items()})
    return pinned


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.failed and report.when != "teardown":
        for world in item.stash.get(WORLDS, []):
            report.sections.append((f"requests to {world.base_url}", _transcript(world)))


def _transcript(world: World) -> str:
    try:
        return world.transcript()
    except EmulatorError as error:
        return str(error)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Adds the coverage of a pytest-xdist worker."""
    node.config.stash[LIFE].coverage.add_counts(getattr(node, "workeroutput", {}).get("brevo_coverage", {}))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    coverage = session.config.stash[LIFE].coverage
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["brevo_coverage"] = coverage.counts
    elif coverage.is_missed and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if config.getoption("brevo_assumptions"):
        try:
            known = config.stash[LIFE].emulator.default_world.assumptions()
        except EmulatorError:
            known = {}
        assumptions.write_summary(terminalreporter, known)
    config.stash[LIFE].coverage.write_summary(terminalreporter)
