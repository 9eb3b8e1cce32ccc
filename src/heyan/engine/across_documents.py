"""What two papers of one submission state of the same indicator: the targets of its goal form and its self-evaluation form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from heyan.engine.counterparts import Pair, pairs
from heyan.engine.similarity import bare
from heyan.engine.submission import Submission
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.report import Form, Indicator, Report


def target_claims(submission: Submission) -> Iterator[tuple[Report, Form, Claim]]:
    """A `same` claim for each indicator whose two targets stand in different papers, with the later form and its report.

    Within one paper extraction makes these claims.
    """
    if len(submission.reports) < 2:
        return
    for pair in pairs(submission.reports):
        if pair.goal.report.document != pair.result.report.document:
            for claim in _between(pair):
                yield pair.result.report, pair.result.form, claim


def _between(pair: Pair) -> Iterator[Claim]:
    known = _targets(pair.goal.form)
    for name, result in _targets(pair.result.form).items():
        goal = known.get(name)
        if goal is None or goal.target is None or result.target is None:
            continue
        one, other = goal.target.value.quantity, result.target.value.quantity
        if one is None or other is None:
            continue
        first, second = _one_unit(one, other)
        operands = (
            Operand("first", "目标表的指标值", first, goal.target.span),
            Operand("second", "自评表的指标值", second, result.target.span),
        )
        yield Claim("same", "target", name, operands, result.target.span, origin="forms")


def _targets(form: Form) -> dict[str, Indicator]:
    """The indicators with a figure for a target whose names stand once in the form."""
    named = [
        (bare(i.name.value), i) for i in form.indicators if i.name and i.target and i.target.value.quantity
    ]
    counted = Counter(name for name, _ in named)
    return {name: indicator for name, indicator in named if name and counted[name] == 1}


def _one_unit(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Both in one unit where only one of them prints it."""
    if first.unit is None and second.unit is not None:
        return replace(first, unit=second.unit), second
    if second.unit is None and first.unit is not None:
        return first, replace(second, unit=first.unit)
    return first, second
