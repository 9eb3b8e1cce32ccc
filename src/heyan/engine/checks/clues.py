"""What the rest of a paper says of the numbers in a claim that does not hold: which are confirmed, which in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from heyan.engine.checks.row_points import row_agrees, with_points
from heyan.engine.interval import Agreement, alike, judge_same, judge_sum, unusable
from heyan.engine.repair import Clues
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Indicator, Report
from heyan.model.span import Span

# Shorter figures recur by chance.
_TELLING_DIGITS = 4
# Beyond this, looking at every other claim for each failing one would grow with the square of the paper.
_MOST_CLAIMS = 300
_FULL_MARKS = Decimal(100)
POINTS_TOPICS = frozenset({"weights", "scores"})

Term = tuple[Quantity, Decimal]


def sum_terms(claim: Claim) -> tuple[tuple[Operand, Term], ...]:
    """The operands of a sum that a text prints, with their sign when all stand on one side (parts first)."""
    parts = [(operand, (operand.quantity, operand.sign)) for operand in claim.of("part")]
    totals = [(operand, (operand.quantity, -operand.sign)) for operand in claim.of("total") if operand.place]
    return (*parts, *totals)


def implied(claim: Claim) -> Decimal:
    """What totals that no text prints (满分 100) add to the residual of a sum."""
    return sum((-o.sign * o.quantity.amount for o in claim.of("total") if o.place is None), Decimal(0))


def judge_claim(claim: Claim) -> Agreement | None:
    """How well a sum or a restated fact holds; None where it cannot be told."""
    if claim.missing or any(unusable(operand.quantity) for operand in claim.operands):
        return None
    if not alike(operand.quantity for operand in claim.operands if operand.place):
        return None
    if claim.kind == "same" and len(claim.operands) == 2:
        return judge_same(claim.operands[0].quantity, claim.operands[1].quantity)
    if claim.kind == "sum" and claim.of("part") and claim.of("total"):
        terms = [term for _, term in sum_terms(claim)]
        return judge_sum(terms, given=implied(claim), points=claim.topic in POINTS_TOPICS)
    return None


def clues_for(claim: Claim, operands: Sequence[Operand], report: Report) -> Clues:
    """Clues about `operands`, the numbers of `claim` in the order in which they are tried."""
    text = report.text.value
    verdicts = _verdicts(claim, report)
    rows = _rows(operands, report) if claim.topic in POINTS_TOPICS else {}
    said = {place: row_agrees(row) for place, row in rows.items()}

    def standing(index: int) -> int:
        place = operands[index].place
        if place is None or _full_marks(claim, operands[index]):
            return 1
        if verdicts.get(place) == 1 or said.get(place):
            return 1
        return -1 if said.get(place) is False else verdicts.get(place, 0)

    def mends(index: int, value: Decimal) -> bool:
        place = operands[index].place
        row = rows.get(place) if place else None
        if row is None or row_agrees(row):
            return False
        if row.weight and row.weight.span == place:
            return with_points(row, weight=value, score=None)
        return with_points(row, weight=None, score=value)

    return Clues(lambda figure: _stands_in(text, figure), standing, mends)


def _full_marks(claim: Claim, operand: Operand) -> bool:
    return claim.topic == "weights" and operand.role == "total" and operand.quantity.value == _FULL_MARKS


def _rows(operands: Sequence[Operand], report: Report) -> dict[Span, Indicator | BudgetRow]:
    """The rows that print these points: by the places of their 分值 and 得分."""
    own = {operand.place for operand in operands}
    rows: list[Indicator | BudgetRow] = [*report.indicators()]
    rows.extend(row for form in report.forms for row in form.budget_rows)
    return {
        points.span: row
        for row in rows
        for points in (row.weight, row.score)
        if points and points.span in own
    }


def _verdicts(claim: Claim, report: Report) -> dict[Span, int]:
    """For each place that other claims use too: 1 where one of them holds, -1 where one is contradicted."""
    if len(report.claims) > _MOST_CLAIMS:
        return {}
    own = {operand.place for operand in claim.operands}
    verdicts: dict[Span, int] = {}
    for other in report.claims:
        if other is claim or other.open:
            continue
        shared = [operand.place for operand in other.operands if operand.place in own]
        # The same numbers once more confirm nothing.
        agreement = judge_claim(other) if shared and len(shared) < len(other.operands) else None
        if agreement is None or agreement.band == "truncated":
            continue
        for place in shared:
            if place is not None:
                verdicts[place] = 1 if agreement.holds else min(verdicts.get(place, -1), -1)
    return verdicts


def _stands_in(text: str, figure: str) -> bool:
    if sum(char.isdigit() for char in figure.lstrip("0.")) < _TELLING_DIGITS:
        return False
    at = text.find(figure)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(figure) : at + len(figure) + 1]
        if not (before.isdigit() or before in (".", ",")) and not after.isdigit():
            return True
        at = text.find(figure, at + 1)
    return False
