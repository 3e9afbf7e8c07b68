"""Puts the figures into the README, between two markers, and the chart beside it."""

from servers import ROOT, fail

README = ROOT / "README.md"
CHART = ROOT / "docs/benchmark.svg"
BEGIN = "<!-- benchmark, written by scripts/bench --publish -->"
END = "<!-- end of benchmark -->"
LEAST_ROUNDS = 5


def parts():
    """What stands before and after the figures."""
    before, begin, rest = README.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        fail(f"README.md lacks {BEGIN!r} or, after it, {END!r}")
    return before + begin, end + after


def check(rounds):
    """Whether all is there for it, before anything is measured."""
    parts()
    if rounds < LEAST_ROUNDS:
        fail(f"{rounds} rounds are too few to be published; {LEAST_ROUNDS} are the least")


def publish(report, svg):
    before, after = parts()
    CHART.parent.mkdir(exist_ok=True)
    CHART.write_text(svg)
    picture = f"![Requests a second of each server]({CHART.relative_to(ROOT)})"
    README.write_text(f"{before}\n\n{picture}\n\n{report}\n\n{after}")
