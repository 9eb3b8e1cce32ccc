"""Operands of claims, and the spans that claims cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from heyan.model.claim import Operand
from heyan.model.quantity import Quantity
from heyan.model.report import Sourced
from heyan.model.span import Span

# A total further away than this from its first part stands in another place, as in a summary.
_APART = 2000


def operand(role: Literal["total", "part"], label: str, amount: Sourced[Quantity]) -> Operand:
    """An operand with its label on one line."""
    return Operand(role, " ".join(label.split()), amount.value, amount.span)


def apart(operands: Sequence[Operand]) -> bool:
    """Whether the first operand (the total) stands far before the others, as in a summary."""
    places = [term.place for term in operands if term.place]
    return len(places) > 1 and places[1].start - places[0].end > _APART


def around(operands: Sequence[Operand]) -> Span:
    """The span from the first placed operand to the last."""
    places = [term.place for term in operands if term.place]
    return Span(places[0].document, min(p.start for p in places), max(p.end for p in places))
