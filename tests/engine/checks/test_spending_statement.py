from __future__ import annotations

from dataclasses import replace

import pytest

from heyan.engine.checks.spending_statement import SpendingStatementCheck
from heyan.model.claim import Assertion, AssertionTopic
from tests.engine.checks.factory import Scribe, judge, only, report_of


@pytest.mark.parametrize(
    ("topic", "figures", "end"),
    [
        ("far_over_budget", ("812.50万元", "790.31万元"), "failed"),
        ("far_over_budget", ("812.50万元", "812.50万元"), "failed"),
        ("far_over_budget", ("812.50万元", "990.31万元"), "passed"),
        ("far_over_budget", ("812.50万元", "约990万元"), "not_evaluated"),
        ("far_over_budget", ("0万元", "990万元"), "not_evaluated"),
        ("slow_progress", ("200万元", "190万元"), "failed"),
        ("slow_progress", ("200万元", "189.9万元"), "passed"),
        ("large_surplus", ("200万元", "195.9万元"), "passed"),
        ("large_surplus", ("200万元", "196万元"), "failed"),
        ("large_surplus", (), "not_evaluated"),
        ("goals_met", (), "not_applicable"),
    ],
)
def test_statements_of_spending(topic: AssertionTopic, figures: tuple[str, ...], end: str) -> None:
    scribe = Scribe()
    names = (("first", "预算"), ("second", "支出"))
    operands = tuple(
        scribe.operand(role, text, label) for (role, label), text in zip(names, figures, strict=False)
    )
    said = Assertion(topic, scribe.write("如此"), "如此", figures=operands)
    report = replace(report_of(scribe), assertions=(said,))
    verdict = judge(SpendingStatementCheck(), said, scribe, report=report)
    assert verdict.status == end
    if end == "failed":
        assert only(verdict).variant == topic


def test_the_same_words_are_judged_once() -> None:
    scribe = Scribe()
    operands = (scribe.operand("first", "200万元", "预算"), scribe.operand("second", "199万元", "支出"))
    twice = [Assertion("large_surplus", scribe.write("结余大"), "结余大", figures=operands) for _ in range(2)]
    report = replace(report_of(scribe), assertions=tuple(twice))
    ends = [judge(SpendingStatementCheck(), said, scribe, report=report).status for said in twice]
    assert ends == ["failed", "not_applicable"]
