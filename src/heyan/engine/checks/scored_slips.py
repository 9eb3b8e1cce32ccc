"""Which slip in 指标值 or 完成值 would explain points that do not follow from them.

Both cells can often be blamed; what tells them apart is how fingers slip (a digit typed twice, zeros too many)
and what is a likely figure (a rate is high, and at most 100 %).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from heyan.engine.checks.row_points import points_slack
from heyan.engine.judgement import Direction, amounts
from heyan.engine.notation import figure, trimmed
from heyan.engine.repair import slips
from heyan.model.dataclass import dataclass
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
    def turned_sign(self) -> str:
        """The comparator with which the points would follow from target and result as they stand; "" for none.

        Full points for a little more than a limit allows, or points in proportion below a limit that is met, are earned
        as if it were a floor; full points short of a floor as if it were a limit.
        """
        goal, done = amounts(self.target, self.actual)
        if self.direction == "down":
            beyond = self.score == self.weight and goal < done <= _MOST_OVER * goal
            short = 0 < done < goal and self._in_proportion(done / goal, _HALF)
            return "≥" if beyond or short else ""
        spent = self.score == self.weight and _LEAST_SPENT * goal <= done < goal
        return "≤" if self.direction == "up" and spent else ""

    def _in_proportion(self, earned: Decimal, most: Decimal) -> bool:
        slack = points_slack(self.score, most)
        return self.score < self.weight and abs(self.weight * earned - self.score) <= slack

    def follows(self, goal: Decimal, done: Decimal, *, by_hand: bool = False) -> bool:
        """Whether the points would follow from these figures (on one scale); whole points only `by_hand`."""
        if goal <= 0 or done <= 0:
            return False
        ratio = done / goal
        if self.score == self.weight:
            return _LEAST_SPENT <= ratio <= 1 if self.direction == "down" else 1 <= ratio <= _MOST_OVER
        earned = 1 / ratio if self.direction == "down" else ratio
        # Whole points are set by hand: they follow from too many figures to point to one.
        computed = by_hand or points_slack(self.score) < _HALF
        return computed and earned < 1 and self._in_proportion(earned, _HALF)


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
    """For each of the two cells its likeliest slip, best first; at most two sentences.

    Whole points, given for a target missed, name a cell only where no slip in the other cell would do.
    """
    best = _likeliest(row, by_hand=False)
    goal, done = amounts(row.target, row.actual)
    if not best and row.direction != "down" and done < goal:
        loose = _likeliest(row, by_hand=True)
        best = loose if len(loose) == 1 else []
    return tuple(f"若{slip.cell}“{slip.text}”为“{slip.corrected}”则与得分相符" for slip in best)


def _likeliest(row: Row, *, by_hand: bool) -> list[_Slip]:
    best: dict[Cell, _Slip] = {}
    for slip in sorted(_slips(row, by_hand=by_hand), key=lambda item: item.rank):
        best.setdefault(slip.cell, slip)
    return list(best.values())


def _slips(row: Row, *, by_hand: bool) -> Iterator[_Slip]:
    goal, done = amounts(row.target, row.actual)
    cells: tuple[tuple[Cell, Quantity, Decimal], ...] = (
        ("指标值", row.target, goal),
        ("完成值", row.actual, done),
    )
    for cell, quantity, amount in cells:
        if not quantity.value or len(figure(quantity)) > _LONGEST_FIGURE:
            continue
        scale = amount / quantity.value
        for order, corrected in _candidates(quantity):
            value = Decimal(corrected) * scale
            pair = (value, done) if cell == "指标值" else (goal, value)
            follows = row.follows(*pair, by_hand=by_hand)
            if follows and not (_within_whole(row, goal, done) and max(pair) > _HUNDRED):
                away = abs(pair[1] / pair[0] - row.score / row.weight)
                yield _Slip(cell, figure(quantity), corrected, _unlikely(row, *pair), order, away)


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
