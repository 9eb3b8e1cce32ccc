"""The units that the papers in hand may use: Heyan's own, and those that a rule pack adds while they are read.

The registry itself is `heyan.model.units`. What a pack adds is set once, around the reading of a paper (`knowing`), because
every number of every cell and sentence is read by it: handing it down would thread it through each function of this layer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from heyan.model.quantity import Unit
from heyan.model.units import Units, rate, shipped_units

__all__ = [
    "PERCENT",
    "PERMILLE",
    "PERMYRIAD",
    "POINTS",
    "UNITS",
    "Units",
    "find_unit",
    "knowing",
    "known",
    "rate",
]

POINTS = Unit("分", "point")
PERCENT = Unit("%", "percent")
PERMILLE = Unit("‰", "permille")
PERMYRIAD = Unit("‱", "permille", Decimal("0.1"))
UNITS = shipped_units()
_KNOWN: ContextVar[Units] = ContextVar("units", default=UNITS)


def known() -> Units:
    """The units of the paper that is being read; Heyan's own outside `knowing`."""
    return _KNOWN.get()


@contextmanager
def knowing(units: Units) -> Iterator[None]:
    """While the block runs, in this thread, papers are read by `units`."""
    token = _KNOWN.set(units)
    try:
        yield
    finally:
        _KNOWN.reset(token)


def find_unit(text: str, position: int) -> tuple[Unit, int] | None:
    """The longest unit that is known at `position` of the folded `text`, and where it ends."""
    return known().find(text, position)
