"""Whether a percentage fits two amounts, and which other base or row it would fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from heyan.engine.interval import alike, judge_ratio, unusable
from heyan.engine.notation import figure, in_unit_of, trimmed, written
from heyan.engine.submission import Target
from heyan.model.claim import Claim
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow

_HUNDRED = Decimal(100)
_MOST_CLAIMS = 300


def percents(result: Quantity) -> tuple[tuple[Decimal, Decimal], ...]:
    """The result in percent with its step; a bare number may be a percentage or a fraction of one."""
    if result.kind == "percent":
        return ((result.amount, result.step),)
    if result.unit is None and result.value <= 2:
        return (
            (result.value * _HUNDRED, result.ulp * _HUNDRED),
            (result.value, result.ulp),
        )
    return ((result.value, result.ulp),)


def fit_gap(above: Quantity, below: Quantity, result: Quantity) -> Decimal | None:
    """How far the percentage is from the quotient where rounding explains it; None where it does not."""
    gaps = [
        abs(judged.residual)
        for value, step in percents(result)
        if (judged := judge_ratio(above, below, value, step)) is not None and judged.holds
    ]
    return min(gaps, default=None)


def other_bases(above: Quantity, below: Quantity, result: Quantity, target: Target) -> Iterator[str]:
    """What the percentage would be a share of: the rest instead of the whole, 年初预算数 instead of 全年预算数, another
    total that the numerator is part of."""
    rest = replace(below, value=in_unit_of(below.amount - above.amount, below), ulp=max(above.ulp, below.ulp))
    if rest.value > 0 and fit_gap(above, rest, result) is not None:
        number = f"{trimmed(rest.value)}{rest.unit.name if rest.unit else ''}"
        yield f"若以其余部分“{number}”为分母则相符，疑基数用错"
    item = target.item
    if isinstance(item, BudgetRow):
        if item.initial is not None and of_initial(item, above, below, result):
            initial = figure(item.initial.value)
            yield f"若以年初预算数“{initial}”为分母则相符，执行率应以全年预算数为分母"
    elif isinstance(item, Claim):
        yield from _other_totals(item, above, below, result, target)


def of_initial(item: object, above: Quantity, below: Quantity, result: Quantity) -> bool:
    """Whether the percentage is the row's amount over its 年初预算数, which is not its denominator."""
    if not isinstance(item, BudgetRow) or item.initial is None:
        return False
    initial = item.initial.value
    return _other(initial, below) and fit_gap(above, initial, result) is not None


def _other(candidate: Quantity, below: Quantity) -> bool:
    return candidate.amount != below.amount and not unusable(candidate) and alike((candidate, below))


def _other_totals(
    claim: Claim, above: Quantity, below: Quantity, result: Quantity, target: Target
) -> Iterator[str]:
    places = {operand.place for operand in claim.of("numerator")}
    claims = target.report.claims
    if len(claims) > _MOST_CLAIMS:
        return
    for other in claims:
        if other.kind != "sum" or not any(operand.place in places for operand in other.of("part")):
            continue
        for total in other.of("total"):
            if _other(total.quantity, below) and fit_gap(above, total.quantity, result) is not None:
                yield f"若以“{total.label}{written(total.quantity)}”为分母则相符，疑基数用错"


def exchanged_rates(row: BudgetRow, target: Target) -> Iterator[str]:
    """Rows of the form whose rate belongs to this row while this row's belongs to them."""
    if target.form is None or not (row.executed and row.annual and row.rate):
        return
    own = row.executed.value, row.annual.value, row.rate.value
    for other in target.form.budget_rows:
        if other is row or not (other.executed and other.annual and other.rate):
            continue
        theirs = other.executed.value, other.annual.value, other.rate.value
        if theirs[2].value == own[2].value or any(unusable(quantity) for quantity in theirs):
            continue
        if (
            fit_gap(*own[:2], theirs[2]) is not None
            and fit_gap(*theirs[:2], own[2]) is not None
            and fit_gap(*theirs) is None
        ):
            yield f"若“{figure(own[2])}”与“{other.name.value.strip()}”的“{figure(theirs[2])}”对调则两行都相符"
