"""The share of the outcomes of the emulated operations that the tests have exercised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The most missed outcomes that the summary lists.
SHOWN = 20


class Coverage:
    """The combined coverage of all worlds of a run.

    Args:
        minimum: the required percentage; None if coverage is off.
    """

    def __init__(self, minimum: float | None) -> None:
        self._minimum = minimum
        #: How often each outcome was exercised, by its id.
        self.counts: dict[str, int] = {}

    @property
    def is_wanted(self) -> bool:
        return self._minimum is not None

    @property
    def percent(self) -> float:
        exercised = sum(1 for count in self.counts.values() if count)
        return 100 * exercised / len(self.counts) if self.counts else 0

    @property
    def is_missed(self) -> bool:
        return self._minimum is not None and self.percent < self._minimum

    def add(self, document: Mapping[str, Any]) -> None:
        """Adds the coverage of a world."""
        self.add_counts({item["id"]: item["count"] for item in document["items"]})

    def add_counts(self, counts: Mapping[str, int]) -> None:
        for item, count in counts.items():
            self.counts[item] = self.counts.get(item, 0) + count

    def write_summary(self, reporter: Any) -> None:
        if self._minimum is None:
            return
        verdict = f"less than {self._minimum:g} %" if self.is_missed else "enough"
        reporter.section(f"Brevo coverage: {self.percent:.1f} %, {verdict}")
        missed = sorted(item for item, count in self.counts.items() if not count)
        for item in missed[:SHOWN]:
            reporter.write_line(f"not exercised: {item}")
        if len(missed) > SHOWN:
            reporter.write_line(f"… and {len(missed) - SHOWN} more")
