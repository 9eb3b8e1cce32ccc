"""What the numbers of a report are called: 培训人次 得分, 年度资金总额 全年执行数."""

from __future__ import annotations

from collections.abc import Iterator

from heyan.model.dataclass import dataclass
from heyan.model.report import BudgetRow, Indicator, LevelTotal, Report, Sourced
from heyan.model.span import Span

_INDICATOR_FIELDS = ("target", "actual", "coefficient", "weight", "score")
_BUDGET_FIELDS = ("initial", "annual", "executed", "rate", "weight", "score")
_LEVEL_FIELDS = ("weight", "score")


@dataclass(frozen=True, slots=True)
class Label:
    """`subject` in the paper's words ("" where several share the number); `field` a key of the interface's words,
    or "" where the subject says all; `row` the row of a form, or the sentence, that the number is a field of."""

    subject: str
    field: str
    row: Span | None = None


def labels_of(report: Report) -> dict[Span, Label]:
    """The labels of numbers by their spans."""
    labels: dict[Span, Label] = {}
    for span, label in _labels(report):
        known = labels.get(span)
        if known is None:
            labels[span] = label
        elif known.field == label.field and known.row != label.row:
            # A merged cell gives one number to several rows.
            labels[span] = Label("", label.field)
    return labels


def _labels(report: Report) -> Iterator[tuple[Span, Label]]:
    for form in report.forms:
        for row in form.budget_rows:
            yield from _fields(row, row.name.value, _BUDGET_FIELDS)
        for total in form.totals:
            yield from _fields(total, total.name.value, _LEVEL_FIELDS)
        for breakdown in form.breakdowns:
            for item in (*((breakdown.total,) if breakdown.total else ()), *breakdown.items):
                if item.amount:
                    yield item.amount.span, Label(item.name.value, "")
    for indicator in report.indicators():
        yield from _fields(indicator, indicator.name.value if indicator.name else "", _INDICATOR_FIELDS)
    if report.narrative:
        for total in report.narrative.totals:
            yield from _fields(total, total.name.value, _LEVEL_FIELDS)
    for claim in report.claims:
        for operand in claim.operands:
            if operand.place and operand.label:
                yield operand.place, Label(operand.label, "")


def _fields(
    row: Indicator | BudgetRow | LevelTotal, subject: str, names: tuple[str, ...]
) -> Iterator[tuple[Span, Label]]:
    for name in names:
        value = getattr(row, name)
        if isinstance(value, Sourced):
            yield value.span, Label(subject, name, None if isinstance(row, LevelTotal) else row.row)
