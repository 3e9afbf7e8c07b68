"""Writes the figures into docs/performance.md, between two markers, and the chart beside it."""

from servers import ROOT, fail

PAGE = ROOT / "docs/performance.md"
CHART = ROOT / "docs/benchmark.svg"
BEGIN = "<!-- benchmark, written by scripts/bench --publish -->"
END = "<!-- end of benchmark -->"
LEAST_ROUNDS = 5


def parts():
    """What comes before and after the figures."""
    before, begin, rest = PAGE.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        fail(f"{PAGE} lacks {BEGIN!r} or, after it, {END!r}")
    return before + begin, end + after


def check(rounds):
    """Fails before anything is measured if the figures could not be published."""
    parts()
    if rounds < LEAST_ROUNDS:
        fail(f"{rounds} rounds are too few to be published; {LEAST_ROUNDS} are the least")


def publish(report, svg):
    before, after = parts()
    CHART.write_text(svg)
    picture = f"![Requests a second of each server]({CHART.name})"
    PAGE.write_text(f"{before}\n\n{picture}\n\n{report}\n\n{after}")
