"""Tables in Markdown."""

import statistics


def spread(values, digits):
    return "{} [{}–{}]".format(
        *(f"{number:,.{digits}f}" for number in (statistics.median(values), min(values), max(values)))
    )


def verdict(reached):
    return "reached" if reached else "**missed**"


def table(rows):
    """The first row is the header."""
    rows = [rows[0], ("---",) * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
