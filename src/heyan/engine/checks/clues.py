"""What the rest of a paper says of the numbers in a claim that does not hold: which are confirmed, which in doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from heyan.engine.checks.row_points import row_agrees, with_points
from heyan.engine.interval import Agreement, alike, judge_ratio, judge_same, judge_sum, unusable
from heyan.engine.notation import figure
from heyan.engine.repair import Clues
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Indicator, Report
from heyan.model.span import Span

# Shorter figures recur by chance.
_TELLING_DIGITS = 4
# Beyond this, looking at every other claim for each failing one would grow with the square of the paper.
_MOST_CLAIMS = 300
_FULL_MARKS = Decimal(100)
_TWICE = 2
# Percentages printed finer than this bear out the amounts that they were computed from.
_FINE = Decimal("0.1")
# What reviewers let pass in an execution rate, in percentage points.
_POLICY_SLACK = Decimal("0.1")
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


def clues_for(item: Claim | BudgetRow | None, operands: Sequence[Operand], report: Report) -> Clues:
    """Clues about `operands`, the numbers of `item` (None: of no claim) in the order in which they are tried.

    A number that takes part in another relation that fails is doubtful (-1); one that another relation confirms,
    or that the paper prints a second time, is to be trusted (1).
    """
    text = report.text.value
    claim = item if isinstance(item, Claim) else None

    # Asked for only where the relation does not hold, which is seldom.
    @cache
    def judged() -> tuple[dict[Span, int], dict[Span, Indicator | BudgetRow], dict[Span, bool | None]]:
        rows = _rows(operands, report) if claim and claim.topic in POINTS_TOPICS else {}
        return (
            _verdicts(item, operands, report),
            rows,
            {place: row_agrees(row) for place, row in rows.items()},
        )

    def standing(index: int) -> int:
        operand = operands[index]
        place = operand.place
        if place is None or (claim and _full_marks(claim, operand)):
            return 1
        verdicts, rows, said = judged()
        if verdicts.get(place) == 1 or said.get(place):
            return 1
        if said.get(place) is False or place in verdicts:
            return -1
        return int(not rows and _stands_in(text, figure(operand.quantity), _TWICE))

    def mends(index: int, value: Decimal) -> bool:
        place = operands[index].place
        row = judged()[1].get(place) if place else None
        if row is None or row_agrees(row):
            return False
        if row.weight and row.weight.span == place:
            return with_points(row, weight=value, score=None)
        return with_points(row, weight=None, score=value)

    return Clues(lambda number: _stands_in(text, number), standing, mends)


def _full_marks(claim: Claim, operand: Operand) -> bool:
    return claim.topic == "weights" and operand.role == "total" and operand.quantity.value == _FULL_MARKS


def _rows(operands: Sequence[Operand], report: Report) -> dict[Span, Indicator | BudgetRow]:
    """The rows that print these points: by the places of their 分值 and 得分."""
    places = dict.fromkeys(operand.place for operand in operands if operand.place)
    printed = _printed(_Same(report))
    return {place: printed[place] for place in places if place in printed}


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A report as itself: to compare or hash what it says would take longer than to look it through."""

    report: Report

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.report is self.report

    def __hash__(self) -> int:
        return id(self.report)


@lru_cache(maxsize=1)
def _printed(same: _Same) -> Mapping[Span, Indicator | BudgetRow]:
    """All rows of a report by the places of their points; made once for all findings of the report."""
    report = same.report
    rows: list[Indicator | BudgetRow] = [*report.indicators()]
    rows.extend(row for form in report.forms for row in form.budget_rows)
    return {points.span: row for row in rows for points in (row.weight, row.score) if points}


def _verdicts(item: Claim | BudgetRow | None, operands: Sequence[Operand], report: Report) -> dict[Span, int]:
    """For each place that other relations use too: 1 where one of them holds, -1 where one is contradicted."""
    if len(report.claims) > _MOST_CLAIMS:
        return {}
    own = {operand.place for operand in operands if operand.place}
    verdicts: dict[Span, int] = {}
    for other in report.claims:
        if other is item or other.open:
            continue
        shared = [operand.place for operand in other.operands if operand.place in own]
        # The same numbers once more confirm nothing.
        if not shared or len(shared) == len(other.operands):
            continue
        _note(verdicts, shared, _state(other))
    for form in report.forms:
        for row in form.budget_rows:
            amounts = [amount for amount in (row.executed, row.annual, row.rate) if amount]
            shared = [amount.span for amount in amounts if amount.span in own]
            if row is not item and shared and len(shared) < len(amounts):
                _note(verdicts, shared, _row_state(row))
    return verdicts


def _note(verdicts: dict[Span, int], places: Sequence[Span | None], state: int) -> None:
    for place in places:
        if place is not None and state:
            verdicts[place] = max(state, verdicts.get(place, -1))


def _state(claim: Claim) -> int:
    """1 where the claim holds, -1 where it is contradicted, 0 where that tells nothing of its numbers."""
    if claim.kind == "ratio" and not claim.missing:
        triple = [next(iter(claim.of(role)), None) for role in ("numerator", "denominator", "result")]
        return _ratio_state(*(operand.quantity if operand else None for operand in triple))
    agreement = judge_claim(claim)
    if agreement is None or agreement.band == "truncated":
        return 0
    return 1 if agreement.holds else -1


def _row_state(row: BudgetRow) -> int:
    return _ratio_state(
        *(amount.value if amount else None for amount in (row.executed, row.annual, row.rate))
    )


def _ratio_state(above: Quantity | None, below: Quantity | None, result: Quantity | None) -> int:
    if above is None or below is None or result is None or result.kind != "percent":
        return 0
    if any(unusable(quantity) for quantity in (above, below, result)) or not alike((above, below)):
        return 0
    agreement = judge_ratio(above, below, result.amount, result.step)
    if agreement is None or agreement.band == "truncated":
        return 0
    if agreement.holds:
        # A whole percentage, and 100 % above all, agrees with many amounts.
        return int(result.step <= _FINE and result.amount != _FULL_MARKS)
    return -1 if abs(agreement.residual) - agreement.bound > _POLICY_SLACK else 0


def _stands_in(text: str, number: str, times: int = 1) -> bool:
    """Whether the paper prints the number so many times; shorter ones than four digits tell nothing."""
    if sum(char.isdigit() for char in number.lstrip("0.")) < _TELLING_DIGITS:
        return False
    at = text.find(number)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(number) : at + len(number) + 1]
        if not (before.isdigit() or before in (".", ",")) and not after.isdigit():
            times -= 1
            if not times:
                return True
        at = text.find(number, at + 1)
    return False
