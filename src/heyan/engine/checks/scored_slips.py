"""Which slip in 指标值 or 完成值 would explain points that do not follow from them.

Both cells can often be blamed; what tells them apart is how fingers slip (a digit typed twice, zeros too many)
and what is a likely figure (a rate is high, and at most 100 %).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from heyan.engine.checks.row_points import points_slack
from heyan.engine.judgement import Direction, amounts
from heyan.engine.notation import figure, trimmed
from heyan.engine.repair import slips
from heyan.model.quantity import Quantity

Cell = Literal["指标值", "完成值"]
_HUNDRED = Decimal(100)
# A rate that is to be high is seldom planned below this.
_LOW_RATE = Decimal(50)
# Beyond this a corrected 完成值 would again be odd: targets are seldom exceeded further.
_MOST_OVER = Decimal("1.3")
_LEAST_SPENT = Decimal("0.5")
_HALF = Decimal("0.5")
_SHIFTS = (1, -1, 2, -2)
_LONGEST_FIGURE = 18


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a scored row, and which way its target is to be met."""

    target: Quantity
    actual: Quantity
    weight: Decimal
    score: Decimal
    direction: Direction

    @property
    def flips(self) -> bool:
        """Whether full points were earned by a little more than a limit allows: as if it were a floor."""
        goal, done = amounts(self.target, self.actual)
        return self.direction == "down" and self.score == self.weight and goal < done <= _MOST_OVER * goal

    def follows(self, goal: Decimal, done: Decimal) -> bool:
        """Whether the points would follow from these figures (on one scale)."""
        if goal <= 0 or done <= 0:
            return False
        ratio = done / goal
        if self.score == self.weight:
            return _LEAST_SPENT <= ratio <= 1 if self.direction == "down" else 1 <= ratio <= _MOST_OVER
        slack = points_slack(self.score)
        earned = 1 / ratio if self.direction == "down" else ratio
        # Whole points are set by hand: they follow from too many figures to point to one.
        return slack < _HALF and earned < 1 and abs(self.weight * earned - self.score) <= slack


@dataclass(frozen=True, slots=True)
class _Slip:
    cell: Cell
    text: str
    corrected: str
    unlikely: bool
    order: int
    away: Decimal

    @property
    def rank(self) -> tuple[bool, int, bool, Decimal, bool, str]:
        # Where nothing else decides, the figure that was filled in last is looked at first.
        return (self.unlikely, self.order, self.away != 0, self.away, self.cell == "指标值", self.corrected)


def explain_points(row: Row) -> tuple[str, ...]:
    """For each of the two cells its likeliest slip, best first; at most two sentences."""
    best: dict[Cell, _Slip] = {}
    for slip in sorted(_slips(row), key=lambda item: item.rank):
        best.setdefault(slip.cell, slip)
    return tuple(f"若{slip.cell}“{slip.text}”为“{slip.corrected}”则与得分相符" for slip in best.values())


def _slips(row: Row) -> Iterator[_Slip]:
    goal, done = amounts(row.target, row.actual)
    for cell, quantity, amount in (("指标值", row.target, goal), ("完成值", row.actual, done)):
        if not quantity.value or len(figure(quantity)) > _LONGEST_FIGURE:
            continue
        scale = amount / quantity.value
        for order, corrected in _candidates(quantity):
            value = Decimal(corrected) * scale
            pair = (value, done) if cell == "指标值" else (goal, value)
            if row.follows(*pair) and not (_within_whole(row, goal, done) and max(pair) > _HUNDRED):
                away = abs(pair[1] / pair[0] - row.score / row.weight)
                name: Cell = "指标值" if cell == "指标值" else "完成值"
                yield _Slip(name, figure(quantity), corrected, _unlikely(row, *pair), order, away)


def _candidates(quantity: Quantity) -> Iterator[tuple[int, str]]:
    """Corrected figures, each with how likely that slip is: smaller is likelier."""
    text = figure(quantity)
    for kind, corrected, repeated in slips(quantity):
        order = {"swapped": 0, "digit": 1, "lost_digit": 1, "extra_digit": 0 if repeated else 3}[kind]
        yield order, corrected
    for power in _SHIFTS:
        corrected = trimmed(quantity.value.scaleb(power))
        yield (0 if len(corrected) < len(text) else 2), corrected


def _within_whole(row: Row, goal: Decimal, done: Decimal) -> bool:
    """Whether both are percentages of a whole: no slip is undone by going beyond it."""
    return row.target.kind == row.actual.kind == "percent" and max(goal, done) <= _HUNDRED


def _unlikely(row: Row, goal: Decimal, done: Decimal) -> bool:
    if row.target.kind != "percent" or row.actual.kind not in ("percent", "number"):
        return False
    return max(goal, done) > _HUNDRED or (row.direction != "down" and goal < _LOW_RATE)
