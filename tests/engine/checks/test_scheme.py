"""Points of the levels against the schemes of a profile."""

from __future__ import annotations

from decimal import Decimal

import pytest

from heyan import pipeline
from heyan.engine.checks.scheme import SchemeCheck, check_scheme
from heyan.engine.submission import Submission, Target
from heyan.engine.values import Part, Scheme
from heyan.engine.verdict import Verdict
from heyan.model.document import Source


def scheme(name: str, *, since: int | None = None, forms: tuple[str, ...] = (), **parts: int) -> Scheme:
    made = tuple(Part(tuple(levels.split("_")), Decimal(points)) for levels, points in parts.items())
    return Scheme(name, made, forms, since)


USUAL = scheme("甲", 预算执行率=10, 产出=50, 效益=30, 满意度=10)
TOGETHER = scheme("乙", 预算执行率=20, 产出=40, 效益_满意度=40)
COSTS = scheme("丙", since=2021, 预算执行率=10, 成本=20, 产出=40, 效益=20, 满意度=10)


def judged(
    execution: int | None, rows: list[tuple[str, str, object]], *schemes: Scheme, year: int = 2023
) -> Verdict:
    """The verdict on a form with those (level1, level2, weight) rows."""
    lines = [
        f"  - {{level1: {a}, level2: {b}, name: 指标{n}, weight: {w}}}" for n, (a, b, w) in enumerate(rows)
    ]
    budget = f"budget_rows: [{{name: 年度资金总额, total: true, weight: {execution}}}]\n" if execution else ""
    text = (
        f"schema: heyan.report/1\nkind: self_evaluation_form\nyear: {year}\n{budget}indicators:\n"
        + "\n".join(lines)
    )
    document, report = pipeline.understand(Source("a.yaml", text.encode()))
    (form,) = report.forms
    target = Target(form, form, report, Submission((document,), (report,)))
    return check_scheme(SchemeCheck(schemes=schemes or (USUAL,)), target, {})


ROWS: list[tuple[str, str, object]] = [
    ("产出指标", "数量指标", 50),
    ("效益指标", "社会效益", 30),
    ("满意度指标", "服务对象满意度", 10),
]


def test_any_of_the_schemes_will_do() -> None:
    assert judged(10, ROWS).status == "passed"
    assert judged(10, ROWS, TOGETHER, USUAL).status == "passed"
    assert judged(10, ROWS, TOGETHER).status == "failed"


def test_levels_may_share_their_points() -> None:
    shared: list[tuple[str, str, object]] = [
        ("产出指标", "", 40),
        ("效益指标", "", 25),
        ("满意度指标", "", 15),
    ]
    assert judged(20, shared, TOGETHER).status == "passed"


def test_satisfaction_inside_benefit_and_missing_first_levels_are_understood() -> None:
    inside: list[tuple[str, str, object]] = [
        ("产出指标", "数量指标", 50),
        ("效益指标", "社会效益", 30),
        ("效益指标", "满意度指标", 10),
    ]
    assert judged(10, inside).status == "passed"
    bare: list[tuple[str, str, object]] = [
        ("''", "产出数量", 30),
        ("''", "产出成本", 20),
        ("''", "经济效益", 30),
        ("''", "满意度", 10),
    ]
    assert judged(10, bare).status == "passed"


def test_cost_is_a_level_of_its_own_where_the_form_has_it_so() -> None:
    costs: list[tuple[str, str, object]] = [
        ("成本指标", "经济成本", 20),
        ("产出指标", "", 40),
        ("效益指标", "", 20),
        ("满意度指标", "", 10),
    ]
    assert judged(10, costs, COSTS).status == "passed"
    assert judged(10, costs, USUAL).status == "failed"
    assert judged(10, costs, USUAL, COSTS, year=2019).status == "failed"


def test_points_of_execution_that_the_form_leaves_out_are_taken_as_due() -> None:
    assert judged(None, ROWS).status == "passed"


def test_the_nearest_scheme_is_named_at_the_level_that_departs_most() -> None:
    rows: list[tuple[str, str, object]] = [("产出指标", "", 45), ("效益指标", "", 30), ("满意度指标", "", 5)]
    (observation,) = judged(20, rows, USUAL, COSTS).observations
    assert observation.slots["scheme"] == "甲"
    assert (observation.slots["level"], observation.reported, observation.expected) == (
        "预算执行率",
        "20",
        "10",
    )
    assert observation.evidence == ("预算执行率：20，甲为 10", "产出：45，甲为 50", "满意度：5，甲为 10")


@pytest.mark.parametrize(
    ("execution", "rows", "status"),
    [
        (10, [("产出指标", "", 55), ("效益指标", "", 30), ("满意度指标", "", 10)], "not_evaluated"),
        (10, [("产出指标", "", 60), ("效益指标", "", 30), ("满意度指标", "", "''")], "not_evaluated"),
        (None, [("投入", "", 40), ("过程", "", 60)], "not_applicable"),
        (None, [("产出指标", "", "''")], "not_applicable"),
    ],
)
def test_what_cannot_be_compared_is_told_apart(
    execution: int | None, rows: list[tuple[str, str, object]], status: str
) -> None:
    assert judged(execution, rows).status == status


def test_a_form_that_no_scheme_is_for_is_not_evaluated() -> None:
    verdict = judged(10, ROWS, scheme("丁", forms=("goal_form",), 产出=100))
    assert (verdict.status, verdict.reason) == ("not_evaluated", "口径里没有适用于这种表和年度的权重")
