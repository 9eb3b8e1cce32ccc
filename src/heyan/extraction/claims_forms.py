"""All claims of one form, and the points that the narrative states."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from heyan.extraction.claims_money import COLUMNS, amount_in, breakdown_claim, budget_claims, whole_row
from heyan.extraction.claims_points import points_claims
from heyan.extraction.normal import label as normal_label
from heyan.extraction.pattern import pattern
from heyan.model.claim import Claim, Operand
from heyan.model.report import SELF_EVALUATION_KINDS, Form, Narrative

_RATE_NAME = pattern(r"(部门|整体|年度|本年|全年)?(预算|资金)(资金|支出)?执行率")
_HUNDRED = Decimal(100)


def form_claims(form: Form) -> tuple[Claim, ...]:
    """All relations that one form asserts by its layout."""
    claims = [claim for breakdown in form.breakdowns if (claim := breakdown_claim(form, breakdown))]
    claims.extend(budget_claims(form.budget_rows))
    if form.kind in SELF_EVALUATION_KINDS or any(indicator.weight for indicator in form.indicators):
        claims.extend(points_claims(form.indicators, form.totals, whole_row(form.budget_rows)))
        claims.extend(_execution_claims(form))
        claims.extend(_coefficient_claims(form))
    return tuple(claims)


def _execution_claims(form: Form) -> Iterable[Claim]:
    """The execution rate that stands as an indicator, against the money rows, where it differs from their own rate."""
    totals = [row for row in form.budget_rows if row.total]
    if len(totals) != 1:
        return
    initial, annual, executed = (amount_in(totals[0], column) for column, _ in COLUMNS)
    if annual is None or executed is None or executed.value.amount > annual.value.amount:
        return
    stated = totals[0].rate
    for row in form.indicators:
        actual = row.actual.value.quantity if row.actual else None
        if row.name is None or row.actual is None or actual is None or actual.kind != "percent":
            continue
        if not _RATE_NAME.fullmatch(normal_label(row.name.value)) or actual.comparator or actual.upper:
            continue
        of_initial = (
            initial and initial.value.amount and _HUNDRED * executed.value.amount / initial.value.amount
        )
        same_as_stated = stated is not None and stated.value.value == actual.value
        if same_as_stated or (of_initial and abs(of_initial - actual.amount) <= actual.step):
            continue
        operands = (
            Operand("numerator", "全年执行数", executed.value, executed.span),
            Operand("denominator", "全年预算数", annual.value, annual.span),
            Operand("result", row.name.value, actual, row.actual.span),
        )
        yield Claim("ratio", "execution", row.name.value, operands, row.row, origin="table")
        if stated is not None and stated.value.kind == "percent" and stated.value.upper is None:
            mentions = (
                Operand("first", "资金行执行率", stated.value, stated.span),
                Operand("second", row.name.value, actual, row.actual.span),
            )
            yield Claim("same", "execution", row.name.value, mentions, row.row, origin="table")


def _coefficient_claims(form: Form) -> Iterable[Claim]:
    """得分 over 分值 against the 得分系数 that stands beside them."""
    for row in form.indicators:
        if row.coefficient is None or row.weight is None or row.score is None:
            continue
        operands = (
            Operand("numerator", "得分", row.score.value, row.score.span),
            Operand("denominator", "分值", row.weight.value, row.weight.span),
            Operand("result", "得分系数", row.coefficient.value, row.coefficient.span),
        )
        subject = normal_label(row.name.value) if row.name else "（未填名称的指标）"
        yield Claim("ratio", "coefficient", subject, operands, row.row, origin="table")


def narrative_claims(narrative: Narrative) -> tuple[Claim, ...]:
    """The points of levels that the narrative states, against its indicators and its own total."""
    return tuple(points_claims(narrative.indicators, narrative.totals, None))
