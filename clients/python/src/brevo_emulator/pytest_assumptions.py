"""Repeats tests under other assumptions about the service, and lists those that rest on a guess.

Each test that uses a world runs unchanged, and once more for each variant. A test that passes unchanged and fails under
a variant depends on behaviour of the real service that nobody has confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .values import Assumption

#: The fixture that is parametrized with the variants; ``brevo_world`` depends on it.
FIXTURE = "brevo_assumption"
#: The report property that holds the name of the variant.
PROPERTY = "brevo_assumption"


@dataclass(frozen=True)
class Variant:
    """The assumptions for one run of a test."""

    name: str
    values: Mapping[str, str]


UNCHANGED = Variant("default", {})


def variants(mode: str, known: Mapping[str, Assumption], pinned: Mapping[str, str]) -> list[Variant]:
    """The variants to run a test under, the unchanged one first.

    Args:
        mode: ``strictest`` or ``each``.
        known: the emulator's assumptions.
        pinned: the assumptions that the test sets itself, which do not vary.
    """
    if mode == "strictest":
        return [UNCHANGED, Variant("strictest", {"assumptions": "strictest"})]
    found = [UNCHANGED]
    for assumption in known.values():
        if assumption.name not in pinned:
            others = [value for value in assumption.values if value != assumption.value]
            found += [Variant(f"{assumption.name}={value}", {assumption.name: value}) for value in others]
    return found


def write_summary(reporter: Any, known: Mapping[str, Assumption]) -> None:
    """Lists the tests that pass unchanged and fail under a variant."""
    outcomes: dict[str, dict[str, bool]] = {}
    for reports in reporter.stats.values():
        for report in reports:
            variant = dict(getattr(report, "user_properties", [])).get(PROPERTY)
            if variant and (report.when == "call" or not report.passed):
                passed = outcomes.setdefault(_base(report.nodeid, variant), {})
                passed[variant] = passed.get(variant, True) and report.passed
    guesses = {test: passed for test, passed in outcomes.items() if passed.get(UNCHANGED.name)}
    guesses = {test: passed for test, passed in guesses.items() if not all(passed.values())}
    reporter.section(f"Brevo assumptions: {len(guesses)} of {len(outcomes)} tests rest on a guess")
    for test, passed in sorted(guesses.items()):
        for variant in sorted(name for name, did_pass in passed.items() if not did_pass):
            assumption = known.get(variant.partition("=")[0])
            decides = f": {assumption.decides}" if assumption and assumption.decides else ""
            reporter.write_line(f"{test} fails under {variant}{decides}")
    if guesses:
        reporter.write_line(
            "It is not known what the real service does there. Make the test pass either way, "
            "or pin the assumption: @pytest.mark.brevo_assumptions(…)"
        )


def _base(nodeid: str, variant: str) -> str:
    """The id of the test without the name of the variant."""
    for part, rest in [(f"[{variant}]", ""), (f"[{variant}-", "["), (f"-{variant}]", "]"), (f"-{variant}-", "-")]:
        if part in nodeid:
            return nodeid.replace(part, rest, 1)
    return nodeid
