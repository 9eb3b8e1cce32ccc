"""Repair hypotheses for relations that are no sums: which single slip in one of a few numbers makes them hold.

The relation is a function of its numbers, so ratios, changes and frequencies are all tried in the same way. What is
tried: a digit edited, the point moved, the unit mistaken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from heyan.engine.notation import figure, trimmed, written
from heyan.engine.repair import NO_CLUES, Clues, RepairKind, slips
from heyan.engine.verdict import Repair
from heyan.model.claim import Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity, Unit

# How far the numbers are from an exact fit where rounding explains the rest; None where it does not.
Gap = Callable[[Sequence[Quantity]], Decimal | None]
_SHIFTS = (1, -1, 2, -2, 3, -3)
_MONEY = (
    Unit("元", "money", Decimal(1)),
    Unit("万元", "money", Decimal(10_000)),
    Unit("亿元", "money", Decimal(100_000_000)),
)
# How likely a slip is, smaller is likelier; a digit typed twice is as likely as two swapped.
_ORDERS: Mapping[RepairKind, int] = {
    "swapped": 0,
    "unit": 0,
    "digit": 1,
    "scale": 1,
    "lost_digit": 2,
    "extra_digit": 2,
}


@dataclass(frozen=True, slots=True)
class Undone:
    """A number after one slip is undone; `order` tells how likely that slip is (smaller is likelier)."""

    kind: RepairKind
    order: int
    quantity: Quantity
    sentence: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """One number whose repair makes the relation hold. `standing` as in Hypothesis; `stated` tells that the paper
    prints the corrected figure elsewhere, `mended` is the number as it would be."""

    operand: int
    kind: RepairKind
    stated: bool
    standing: int
    order: int
    gap: Decimal
    sentence: str
    mended: Quantity

    @property
    def rank(self) -> tuple[bool, int, int, Decimal, int]:
        """Smaller is better."""
        return (not self.stated, self.standing, self.order, self.gap, self.operand)


def undone(quantity: Quantity) -> Iterator[Undone]:
    """The number after each single slip of digits, point or unit is undone."""
    printed = figure(quantity)
    for kind, text, repeated in slips(quantity):
        order = 0 if kind == "extra_digit" and repeated else _ORDERS[kind]
        # What is printed finer or coarser after the slip is undone is as fine as it then stands.
        step = Decimal(1).scaleb(-len(text.partition(".")[2]))
        mended = replace(quantity, value=Decimal(text), ulp=step)
        yield Undone(kind, order, mended, f"若“{printed}”为“{text}”则相符")
    if not quantity.value:
        return
    for power in _SHIFTS:
        value = quantity.value.scaleb(power)
        text = trimmed(value)
        step = Decimal(1).scaleb(-len(text.partition(".")[2]))
        sentence = f"若“{printed}”为“{text}”则相符，疑小数点错位"
        yield Undone("scale", _ORDERS["scale"], replace(quantity, value=Decimal(text), ulp=step), sentence)
    if quantity.unit is not None and quantity.kind == "money":
        for unit in _MONEY:
            if unit.factor != quantity.unit.factor:
                sentence = f"若“{written(quantity)}”的单位为“{unit.name}”则相符"
                yield Undone("unit", _ORDERS["unit"], replace(quantity, unit=unit), sentence)


def suspects(quantities: Sequence[Quantity], gap: Gap, clues: Clues = NO_CLUES) -> tuple[Suspect, ...]:
    """For each number its likeliest repair, best first; numbers that none repairs are left out."""
    found: list[Suspect] = []
    for index, quantity in enumerate(quantities):
        standing = clues.standing(index)
        own: list[Suspect] = []
        for slip in undone(quantity):
            away = gap([*quantities[:index], slip.quantity, *quantities[index + 1 :]])
            if away is not None:
                stated = slip.kind != "unit" and clues.stated(figure(slip.quantity))
                own.append(
                    Suspect(
                        index, slip.kind, stated, standing, slip.order, away, slip.sentence, slip.quantity
                    )
                )
        if own:
            found.append(min(own, key=lambda suspect: suspect.rank))
    return tuple(sorted(found, key=lambda suspect: suspect.rank))


def suspected(found: Sequence[Suspect], operands: Sequence[Operand]) -> tuple[Repair, ...]:
    """The suspects as what their numbers would be; `operands` in the order tried."""
    return tuple(
        Repair(place, suspect.mended)
        for suspect in found
        if (place := operands[suspect.operand].place) is not None
    )


def pinned(operands: Sequence[tuple[int, int]]) -> bool:
    """Whether one number alone is left to blame; given (operand, standing) of every repair that works.

    A number that another relation confirms is not to blame, and one that fails in another is before all others.
    """
    doubtful = {operand for operand, standing in operands if standing < 0}
    open_ones = {operand for operand, standing in operands if standing <= 0}
    return len(doubtful or open_ones) == 1
