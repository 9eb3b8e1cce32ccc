"""The kinds `budget_change`, `zero_total` and `cost_target`: a form's money makes sense as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.options import POSITIVE, CheckOptions, Variants
from heyan.engine.interval import change, judge_same, unusable
from heyan.engine.judgement import comparable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, shown, trimmed, written
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Form, Indicator, Sourced

Amount = Sourced[Quantity]
_EXPLAINED = re.compile(
    r"预算(数|金额|资金)?(的)?(调整|调增|调减|追加)|(追加|调整|调增|调减)(了)?(的)?(年初|部门|项目|全年)?预算"
)
_BLANK = frozenset({"", "无", "/", "-", "—"})


class BudgetChangeCheck(CheckOptions):
    """年初预算数 to 全年预算数 changes by no more than `threshold` percent unless the row says why.

    Variant `mentioned` where the row says nothing but the paper's text speaks of a change of the budget.
    """

    kind: Literal["budget_change"] = "budget_change"
    threshold: Annotated[Decimal, POSITIVE] = Decimal(30)

    slots: ClassVar[frozenset[str]] = frozenset({"name", "initial", "annual", "change", "threshold"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "formula"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("mentioned",)})
    targets: ClassVar[frozenset[str]] = frozenset({"budget_rows"})


class ZeroTotalCheck(CheckOptions):
    """A total of 0 has no parts above 0."""

    kind: Literal["zero_total"] = "zero_total"

    slots: ClassVar[frozenset[str]] = frozenset({"column", "name", "parts", "sum"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    targets: ClassVar[frozenset[str]] = frozenset({"forms"})


class CostTargetCheck(CheckOptions):
    """A cost indicator that speaks of a whole budget (各项经费, 基本支出) sets the limit that the form budgets.

    Variants `below` and `above` tell which way the limit is off; indicators of single costs are not applicable
    unless their limit exceeds the whole budget (variant `over_total`).
    """

    kind: Literal["cost_target"] = "cost_target"

    slots: ClassVar[frozenset[str]] = frozenset({"name", "target", "budget", "budget_label", "difference"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("above", "below", "over_total")})
    targets: ClassVar[frozenset[str]] = frozenset({"indicators", "form_indicators"})


def check_budget_change(options: BudgetChangeCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Judges a budget row that states both budgets; a 年初预算 of nothing is not evaluated."""
    row = target.item
    if not isinstance(row, BudgetRow):
        return not_applicable("不是资金行")
    if row.initial is None or row.annual is None:
        return not_evaluated("没有填" + ("年初预算数" if row.initial is None else "全年预算数"))
    initial, annual = row.initial.value, row.annual.value
    spots = (row.initial.span, row.annual.span)
    problem = unusable(initial) or unusable(annual)
    if problem or initial.kind != annual.kind:
        return not_evaluated(problem or "单位不同", spots)
    if initial.amount == annual.amount:
        return passed(spots)
    grown = change(annual, initial)
    if grown is None:
        return not_evaluated("年初预算数为0，无法计算调整率", spots)
    if -options.threshold <= grown.high and grown.low <= options.threshold:
        return passed(spots)
    if row.reason and row.reason.value.strip() not in _BLANK:
        return passed(spots)
    percent = Decimal(100) * (annual.amount - initial.amount) / initial.amount
    text = shown(percent, 2) + "%"
    formula = f"({figure(annual)} - {figure(initial)}) ÷ {figure(initial)} = {text}"
    seen = Observation(
        place=row.annual.span,
        related=(("年初预算数", row.initial.span),),
        slots={
            "name": row.name.value.strip(),
            "initial": written(initial),
            "annual": written(annual),
            "change": ("增加" if percent > 0 else "减少") + text.lstrip("-"),
            "threshold": trimmed(options.threshold) + "%",
        },
        reported=written(annual),
        tolerance=Tolerance(trimmed(options.threshold) + "%", "调整超过此比例须说明原因"),
        evidence=(formula,),
        identity=(row.name.value.strip(), written(initial), written(annual)),
        variant="mentioned" if _EXPLAINED.search(target.report.text.value) else None,
    )
    return failed((seen,), spots)


_COLUMNS: tuple[tuple[Literal["initial", "annual", "executed"], str], ...] = (
    ("initial", "年初预算数"),
    ("annual", "全年预算数"),
    ("executed", "全年执行数"),
)
Named = tuple[str, Amount]


def check_zero_total(_options: ZeroTotalCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails once for each column (or division of the money) whose total is 0 although parts are not."""
    form = target.item
    if not isinstance(form, Form):
        return not_applicable("不是表")
    groups = [group for group in _totals(form) if group[2]]
    if not groups:
        return not_applicable("没有资金总额及其分项")
    spots = tuple(total[1].span for _, total, _ in groups)
    observations = tuple(
        _observe_zero(column, total, stated)
        for column, total, parts in groups
        if total[1].value.value == 0 and (stated := [part for part in parts if part[1].value.value > 0])
    )
    return failed(observations, spots, "contradicted") if observations else passed(spots)


def _totals(form: Form) -> Iterator[tuple[str, Named, list[Named]]]:
    whole = next((row for row in form.budget_rows if row.total), None)
    for column, label in _COLUMNS:
        total: Amount | None = getattr(whole, column) if whole else None
        if whole is None or total is None:
            continue
        parts = [
            (row.name.value.strip(), amount)
            for row in form.budget_rows
            if not row.total and (amount := _column(row, column)) is not None
        ]
        yield label, (whole.name.value.strip(), total), parts
    for breakdown in form.breakdowns:
        if breakdown.total and breakdown.total.amount:
            items = [(item.name.value.strip(), item.amount) for item in breakdown.items if item.amount]
            yield "资金构成", (breakdown.total.name.value.strip(), breakdown.total.amount), items


def _column(row: BudgetRow, column: Literal["initial", "annual", "executed"]) -> Amount | None:
    amount: Amount | None = getattr(row, column)
    return amount


def _observe_zero(column: str, total: Named, parts: Sequence[Named]) -> Observation:
    name, amount = total
    listed = "、".join(f"{label}{written(part.value)}" for label, part in parts)
    factor = parts[0][1].value.unit
    whole = sum((part.value.amount for _, part in parts), Decimal(0)) / (factor.factor if factor else 1)
    return Observation(
        place=amount.span,
        related=tuple((label, part.span) for label, part in parts),
        slots={"column": column, "name": name, "parts": listed, "sum": trimmed(whole)},
        reported=figure(amount.value),
        expected=trimmed(whole),
        band="contradicted",
        evidence=(f"{name}（{column}）为0，而{listed}",),
        identity=(name, column, listed),
    )


_COST = re.compile(r"成本")
_WHOLE = re.compile(
    r"总|各项|全部|整体|全年|年度|预算(资金|数|额|控制|安排|$)|(支出|资金|经费)(控制|额度|规模|成本|$)|运行成本"
)
_BASIC, _PROJECTS = re.compile(r"基本支出"), re.compile(r"项目(支出|经费|资金)")
_SINGLE = re.compile(r"单价|单位|标准|每|人均|户均|平均|补贴|补助|租金|工资|购置|/")


def check_cost_target(_options: CostTargetCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Judges cost indicators in money of a form that states its budget."""
    indicator, form = target.item, target.form
    if not isinstance(indicator, Indicator) or indicator.target is None or form is None:
        return not_applicable("不是表内的指标")
    quantity = indicator.target.value.quantity
    levels = [level.value for level in (indicator.level1, indicator.level2) if level]
    if quantity is None or quantity.kind != "money" or not any(_COST.search(level) for level in levels):
        return not_applicable("不是以金额计的成本指标")
    if quantity.comparator in (">", ">="):
        return not_applicable("不是上限")
    spots = (indicator.target.span,)
    if unusable(quantity):
        return not_evaluated(f"指标值{unusable(quantity)}", spots)
    name = "".join(indicator.name.value.split()) if indicator.name else ""
    candidates = _budgets(form, name)
    if not candidates:
        return not_evaluated("表内没有可对照的预算数", spots)
    if any(comparable(quantity, a.value) and judge_same(quantity, a.value).holds for _, a in candidates):
        return passed((*spots, candidates[0][1].span), "exact")
    label, budget = candidates[0]
    whole = bool(_WHOLE.search(name)) and not _SINGLE.search(name)
    highest = max(amount.value.amount for _, amount in candidates)
    if not whole and quantity.amount <= highest:
        return not_applicable("是部分成本")
    variant = "over_total" if not whole else "below" if quantity.amount < budget.value.amount else "above"
    return failed(
        (_observe_cost(indicator, quantity, label, budget, variant),), (*spots, budget.span), "contradicted"
    )


def _budgets(form: Form, name: str) -> list[Named]:
    """The amounts that the indicator's limit may mean: the part that its name says, else the form's totals."""
    items = [
        (item.name.value.strip(), item.amount)
        for breakdown in form.breakdowns
        if breakdown.by == "expenditure"
        for item in breakdown.items
        if item.amount
    ]
    basic, projects = bool(_BASIC.search(name)), bool(_PROJECTS.search(name))
    if basic != projects and form.project is None:
        wanted = _BASIC if basic else _PROJECTS
        return [item for item in items if wanted.search(item[0])]
    rows = [row for row in form.budget_rows if row.total]
    found = [("年初预算数", row.initial) for row in rows if row.initial]
    found += [("全年预算数", row.annual) for row in rows if row.annual]
    found += [
        (breakdown.total.name.value.strip() or "资金总额", breakdown.total.amount)
        for breakdown in form.breakdowns
        if breakdown.total and breakdown.total.amount
    ]
    return found


def _observe_cost(
    indicator: Indicator, quantity: Quantity, label: str, budget: Amount, variant: str
) -> Observation:
    field = indicator.target
    if field is None:
        raise ValueError("a cost indicator without a target")
    name = indicator.name.value.strip() if indicator.name else "（未填名称的指标）"
    factor = quantity.unit.factor if quantity.unit else Decimal(1)
    gap = trimmed((quantity.amount - budget.value.amount) / factor)
    unit = quantity.unit.name if quantity.unit else ""
    return Observation(
        place=field.span,
        related=((label, budget.span),),
        slots={
            "name": name,
            "target": written(quantity),
            "budget": written(budget.value),
            "budget_label": label,
            "difference": gap.lstrip("-") + unit,
        },
        reported=written(quantity),
        expected=written(budget.value),
        difference=gap + unit,
        band="contradicted",
        evidence=(
            f"成本指标 {written(quantity)}，{label} {written(budget.value)}，相差 {gap.lstrip('-')}{unit}",
        ),
        identity=(name, written(quantity), written(budget.value)),
        variant=variant,
    )
