"""A report in which one printed number is another, so that a rule can be asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from heyan.engine.submission import Submission
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import (
    Breakdown,
    BudgetRow,
    Form,
    Indicator,
    Item,
    LevelTotal,
    Narrative,
    PlanStep,
    Report,
    Sourced,
)
from heyan.model.span import Span

T = TypeVar("T")
# Where the numbers of a report are kept; all else is passed over.
_HOLDERS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        Submission: ("reports",),
        Report: ("forms", "narrative", "claims"),
        Form: ("budget_rows", "breakdowns", "plan", "indicators", "totals"),
        BudgetRow: ("initial", "annual", "executed", "rate", "weight", "score"),
        Breakdown: ("total", "items"),
        Item: ("amount",),
        PlanStep: ("share",),
        LevelTotal: ("weight", "score"),
        Indicator: ("target", "actual", "weight", "score"),
        Narrative: ("indicators", "totals"),
        Claim: ("operands",),
    }
)


def with_number(whole: T, place: Span, quantity: Quantity) -> T:
    """A report or a part of one, with `quantity` wherever the number at `place` is read.

    Parts that hold no number of that place are the very same objects.
    """
    changed = _changed(whole, place, quantity)
    return changed if isinstance(changed, type(whole)) else whole


def number_at(part: object, place: Span) -> Quantity | None:
    """The number that a part of a report reads at that place."""
    if isinstance(part, Sourced):
        value = part.value.quantity if isinstance(part.value, Measure) else part.value
        return value if part.span == place and isinstance(value, Quantity) else None
    if isinstance(part, Operand):
        return part.quantity if part.place == place else None
    inner = (
        part if isinstance(part, tuple) else [getattr(part, name) for name in _HOLDERS.get(type(part), ())]
    )
    return next((found for one in inner if (found := number_at(one, place)) is not None), None)


def _changed(value: object, place: Span, quantity: Quantity) -> object:
    if isinstance(value, tuple):
        parts = tuple(_changed(part, place, quantity) for part in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if isinstance(value, Sourced):
        return _read_anew(value, quantity) if value.span == place else value
    if isinstance(value, Operand):
        return replace(value, quantity=quantity) if value.place == place else value
    changes = {}
    for name in _HOLDERS.get(type(value), ()):
        old = getattr(value, name)
        new = _changed(old, place, quantity)
        if new is not old:
            changes[name] = new
    return _with(value, changes) if changes else value


def _read_anew(source: Sourced[object], quantity: Quantity) -> Sourced[object]:
    value = source.value
    if isinstance(value, Quantity):
        return replace(source, value=quantity)
    if isinstance(value, Measure) and value.quantity is not None:
        return replace(source, value=replace(value, quantity=quantity))
    return source


def _with(value: object, changes: Mapping[str, object]) -> object:
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **changes)
