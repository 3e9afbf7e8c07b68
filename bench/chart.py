"""A bar chart as SVG: groups of horizontal bars with whiskers from the least to the most."""

from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH = 860
LEFT, RIGHT = 110, 100  # room for the names, and for the figures past the longest whisker
MARGIN = 24
TOP = 92
BAR, STEP, GAP, HEADING = 14, 22, 18, 24
STYLE = """
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
  .paper { fill: #ffffff; } .title { font-size: 18px; font-weight: 600; } .heading { font-weight: 600; }
  .faint { fill: #59636e; font-size: 12px; } .grid { stroke: #d1d9e0; } .axis { stroke: #59636e; }
  .bar { fill: #8c959f; } .ours { fill: #0b7a4b; } .whisker { stroke: #1f2328; stroke-width: 1.5; fill: none; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .paper { fill: #0d1117; } .faint { fill: #9198a1; }
    .grid { stroke: #3d444d; } .axis { stroke: #9198a1; }
    .bar { fill: #6e7681; } .ours { fill: #2ea871; } .whisker { stroke: #f0f6fc; }
  }
"""


class Bar(NamedTuple):
    name: str
    least: float
    median: float
    most: float


def tick_distance(most):
    """A round distance of which at most seven fit."""
    power = 10 ** (len(str(int(most))) - 1)
    return next(step for step in (power // 5 or 1, power // 2 or 1, power, 2 * power) if most / step <= 7)


def text(x, y, content, kind="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(content)}</text>'


def line(x1, y1, x2, y2, kind):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def drawn_bar(bar, y, scale, kind):
    middle, least, most = y + BAR / 2, LEFT + bar.least * scale, LEFT + bar.most * scale
    top, bottom = middle - 4, middle + 4
    yield text(LEFT - 8, y + 11.5, bar.name, anchor="end")
    yield f'<rect x="{LEFT}" y="{y}" width="{max(1, bar.median * scale):.1f}" height="{BAR}" class="{kind}"/>'
    path = f"M{least:.1f} {top}V{bottom}M{least:.1f} {middle}H{most:.1f}M{most:.1f} {top}V{bottom}"
    yield f'<path d="{path}" class="whisker"/>'
    yield text(most + 8, y + 11.5, f"{bar.median:,.0f}")


def drawn_axis(most, bottom, scale, unit):
    step = tick_distance(most)
    for value in range(0, int(most) + 1, step):
        x = LEFT + value * scale
        yield line(x, TOP - 8, x, bottom, "grid" if value else "axis")
        yield text(x, bottom + 18, f"{value:,}", "faint", "middle")
    yield text(WIDTH - MARGIN, bottom + 18, unit, "faint", "end")


def chart(title, subtitle, groups, ours, unit, source):
    """The SVG; `groups` are headings, each with its bars, of which those named `ours` stand out."""
    most = max(bar.most for _, bars in groups for bar in bars)
    scale = (WIDTH - LEFT - RIGHT) / most
    drawn, y = [], TOP
    for heading, bars in groups:
        drawn.append(text(LEFT + 6, y + 14, heading, "heading"))
        y += HEADING
        for bar in bars:
            drawn += drawn_bar(bar, y, scale, "ours" if bar.name == ours else "bar")
            y += STEP
        y += GAP
    bottom = y - GAP / 2
    height = int(bottom + 56)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"',
            ' aria-labelledby="title">',
            f'<title id="title">{escape(title)}</title>',
            f"<style>{STYLE}</style>",
            f'<rect width="{WIDTH}" height="{height}" class="paper"/>',
            text(MARGIN, 36, title, "title"),
            text(MARGIN, 60, subtitle, "faint"),
            *drawn_axis(most, bottom, scale, unit),
            *drawn,
            text(MARGIN, height - 14, source, "faint"),
            "</svg>\n",
        ]
    )
