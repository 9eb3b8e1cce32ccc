"""A plot of lines on logarithmic axes as SVG, readable on light and dark pages; no library needed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 96, 40, 48
COLOURS = ("#555555", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00")


@dataclass(frozen=True, slots=True)
class Line:
    """A named line through points of positive coordinates."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Axis:
    """Maps a value to pixels between `start` and `end` by its logarithm."""

    low: float
    high: float
    start: int
    end: int

    def at(self, value: float) -> float:
        share = (math.log10(value) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        return self.start + share * (self.end - self.start)

    def ticks(self) -> Iterator[float]:
        for power in range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1):
            if self.low <= 10.0**power <= self.high:
                yield 10.0**power


def plot(title: str, x_name: str, y_name: str, lines: Sequence[Line]) -> str:
    """The SVG; the dashed line is linear growth from where the first line starts."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    across = _Axis(min(xs) / 1.2, max(xs) * 1.2, LEFT, WIDTH - RIGHT)
    up = _Axis(min(ys) / 1.5, max(ys) * 2, HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{WIDTH / 2}" y="22" text-anchor="middle" font-size="14">{escape(title)}</text>',
        *_grid(across, up, x_name, y_name),
        *_linear(across, up, lines[0]),
        *_drawn(across, up, lines),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(across: _Axis, up: _Axis, x_name: str, y_name: str) -> Iterator[str]:
    for tick in across.ticks():
        x = across.at(tick)
        yield f'<path d="M{x:.1f} {up.start}V{up.end}" stroke="#dddddd"/>'
        yield f'<text x="{x:.1f}" y="{up.start + 18}" text-anchor="middle">{tick:g}</text>'
    for tick in up.ticks():
        y = up.at(tick)
        yield f'<path d="M{across.start} {y:.1f}H{across.end}" stroke="#dddddd"/>'
        yield f'<text x="{across.start - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>'
    yield f'<path d="M{across.start} {up.end}V{up.start}H{across.end}" fill="none" stroke="#333333"/>'
    middle = (across.start + across.end) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{escape(x_name)}</text>'
    yield f'<text x="{across.start - 8}" y="{up.end - 8}" text-anchor="end">{escape(y_name)}</text>'


def _linear(across: _Axis, up: _Axis, line: Line) -> Iterator[str]:
    (x, y), (last, _) = line.points[0], line.points[-1]
    path = f"M{across.at(x):.1f} {up.at(y):.1f}L{across.at(last):.1f} {up.at(y * last / x):.1f}"
    yield f'<path d="{path}" stroke="#999999" stroke-dasharray="5 4" fill="none"/>'


def _drawn(across: _Axis, up: _Axis, lines: Sequence[Line]) -> Iterator[str]:
    for line, colour in zip(lines, COLOURS, strict=False):
        points = [(across.at(x), up.at(y)) for x, y in line.points]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        yield f'<path d="{path}" stroke="{colour}" stroke-width="2" fill="none"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
    # Names at the right end, moved apart where lines end close together.
    lowest = math.inf
    ends = sorted(
        ((up.at(line.points[-1][1]), line.name, COLOURS[i]) for i, line in enumerate(lines)), reverse=True
    )
    for y, name, colour in ends:
        lowest = min(y, lowest - 14)
        yield f'<text x="{across.end + 6}" y="{lowest + 4:.1f}" fill="{colour}">{escape(name)}</text>'
