"""The money that statements in words are held against: budget, expenditure and execution rate of the whole unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heyan.extraction.facts import Fact
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Line
from heyan.model.claim import Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity
from heyan.model.report import GOAL_KINDS, Form, Sourced

_TOTAL = "支出合计"
# Whose execution rate it is: the whole's, or the budget's; 三公经费执行率 and 项目支出执行率 are of a part.
_RATE = pattern(
    r"^(?:\d{4}年度?|全年|本年度?|年度|年末|我[镇乡局办院校县街市区中]|本单位|部门|单位|整体|总体|支出|财政|资金|预算|的|总)*执行率$"
)


@dataclass(frozen=True, slots=True)
class Money:
    """What a paper spends: `initial` and `adjusted` budget, `final` expenditure, and the `rate` it states, as operands."""

    initial: Operand | None = None
    adjusted: Operand | None = None
    final: Operand | None = None
    rate: Operand | None = None


def money_of(forms: Sequence[Form], facts: Sequence[Fact], lines: Sequence[Line], year: int | None) -> Money:
    """The whole unit's money: from its self-evaluation form, else from its prose.

    Papers with several such forms, or with differing figures for one stage, give nothing for it.
    """
    own = [form for form in forms if form.kind not in GOAL_KINDS]
    if len(own) > 1:
        own = [form for form in own if not form.kind.startswith("project")]
    if own:
        return _of_form(own[0]) if len(own) == 1 else Money()
    whole = [fact for fact in facts if fact.label == _TOTAL and not fact.limit and not fact.owner]
    # A paper that does not say its year is about the one year that its figures name, if it is but one.
    told = {fact.year for fact in whole if fact.year}
    about = year or (next(iter(told)) if len(told) == 1 else None)
    stages = {
        stage: _only([f for f in whole if f.stage == stage and (f.year or about) == about])
        for stage in ("initial", "adjusted", "final")
    }
    return Money(stages["initial"], stages["adjusted"], stages["final"], _stated_rate(lines))


def _only(facts: Sequence[Fact]) -> Operand | None:
    """The one amount that all of them state."""
    if not facts or len({fact.operand.quantity.amount for fact in facts}) > 1:
        return None
    return facts[0].operand


def _of_form(form: Form) -> Money:
    row = next((row for row in form.budget_rows if row.total), None)
    if row is None:
        return Money()
    return Money(
        _cell("年初预算数", row.initial),
        _cell("全年预算数", row.annual),
        _cell("全年执行数", row.executed),
        _cell("执行率", row.rate),
    )


def _cell(label: str, value: Sourced[Quantity] | None) -> Operand | None:
    return Operand("first", label, value.value, value.span) if value else None


def _stated_rate(lines: Sequence[Line]) -> Operand | None:
    """The execution rate of the whole that the prose gives, where it gives but one."""
    found: list[Operand] = []
    for line in lines:
        for amount in line.amounts:
            plain = amount.nature == "rate" and amount.quantity.kind == "percent"
            if plain and _RATE.match("".join(amount.label.split())):
                found.append(Operand("result", amount.label, amount.quantity, amount.place))
    if not found or len({operand.quantity.value for operand in found}) > 1:
        return None
    return found[0]


def budget_and_spent(money: Money, *, initial: bool) -> tuple[Operand, ...]:
    """Budget (role first) and expenditure (second): the 年初 one where `initial` asks for it, else the one in force."""
    budget = money.initial if initial else money.adjusted or money.initial
    if budget is None or money.final is None:
        return ()
    return replace(budget, role="first"), replace(money.final, role="second")


def spent_share(money: Money) -> tuple[Operand, ...]:
    """What the execution rate follows from: the rate as stated, else the budget in force and the expenditure."""
    if money.rate is not None:
        return (replace(money.rate, role="result"),)
    # A rate of the initial budget alone tells nothing of how far the year's money was spent.
    return budget_and_spent(replace(money, initial=None), initial=False)
