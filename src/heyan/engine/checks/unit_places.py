"""Observations about units, and amounts of money that lack one."""

from __future__ import annotations

import re

from heyan.engine.notation import written
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import Breakdown, BudgetRow, Form, Indicator, Sourced
from heyan.model.span import Span

_MONEY_UNIT = re.compile(r"元|万|亿")
_DIGIT = re.compile(r"\d")


def observe(
    indicator: Indicator,
    *,
    place: Span,
    evidence: str,
    value: str = "",
    unit: str = "",
    thing: str = "",
    related: tuple[tuple[str, Span], ...] = (),
    reported: str | None = None,
    expected: str | None = None,
    variant: str | None = None,
) -> Observation:
    """A fault of an indicator's value or unit; the name is added to the related places."""
    name = indicator.name.value if indicator.name else "（未填名称的指标）"
    places = related
    if indicator.name and indicator.name.span != place:
        places = (*related, ("指标名称", indicator.name.span))
    return Observation(
        place=place,
        related=places,
        slots={
            "name": name,
            "value": value,
            "unit": unit,
            "thing": thing,
            "target": _measure(indicator.target),
            "actual": _measure(indicator.actual),
            "target_unit": _unit(indicator.target),
            "actual_unit": _unit(indicator.actual),
            "scale": "是" if variant == "scale" else "",
        },
        reported=reported,
        expected=expected,
        evidence=(evidence,),
        identity=(name, value, unit, _measure(indicator.target)),
        variant=variant,
    )


def _measure(measure: Sourced[Measure] | None) -> str:
    if measure is None:
        return ""
    quantity = measure.value.quantity
    return written(quantity) if quantity else measure.value.text


def _unit(measure: Sourced[Measure] | None) -> str:
    quantity = measure.value.quantity if measure else None
    return quantity.unit.name if quantity and quantity.unit else ""


def money_without_unit(item: BudgetRow | Breakdown, form: Form | None) -> Verdict:
    """Fails once for each amount that prints no unit although others of its form do and no 单位 is declared."""
    amounts = _row_amounts(item) if isinstance(item, BudgetRow) else _breakdown_amounts(item)
    if not amounts:
        return not_applicable("没有金额")
    if form is None or form.money_unit is not None:
        return not_applicable("表头已写明金额单位")
    if not any(_MONEY_UNIT.search(amount.raw) for _, amount in _all_amounts(form)):
        return not_applicable("全表金额都没有写单位")
    spots = tuple(amount.span for _, amount in amounts)
    bare = [
        (label, amount)
        for label, amount in amounts
        if amount.value.value and _DIGIT.search(amount.raw) and not _MONEY_UNIT.search(amount.raw)
    ]
    if not bare:
        return passed(spots)
    return failed(tuple(_bare(label, amount) for label, amount in bare), spots)


def _bare(label: str, amount: Sourced[Quantity]) -> Observation:
    text = amount.raw.strip()
    return Observation(
        place=amount.span,
        slots={
            "name": label,
            "value": text,
            "unit": "",
            "thing": "",
            "target": "",
            "actual": "",
            "target_unit": "",
            "actual_unit": "",
        },
        reported=text,
        evidence=(f"“{label}”填“{text}”，没有写金额单位，而表内其他金额写了",),
        identity=(label, text),
    )


def _all_amounts(form: Form) -> list[tuple[str, Sourced[Quantity]]]:
    rows = [amount for row in form.budget_rows for amount in _row_amounts(row)]
    return rows + [amount for breakdown in form.breakdowns for amount in _breakdown_amounts(breakdown)]


def _row_amounts(row: BudgetRow) -> list[tuple[str, Sourced[Quantity]]]:
    return [(row.name.value, a) for a in (row.initial, row.annual, row.executed) if a is not None]


def _breakdown_amounts(breakdown: Breakdown) -> list[tuple[str, Sourced[Quantity]]]:
    items = [breakdown.total, *breakdown.items]
    return [(item.name.value, item.amount) for item in items if item is not None and item.amount is not None]
