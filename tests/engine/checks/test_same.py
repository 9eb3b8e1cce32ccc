"""One fact stated twice, in a paper and across its forms."""

from __future__ import annotations

import pytest

from heyan.engine.checks.same import SameAcrossFormsCheck, SameCheck
from heyan.model.claim import Operand
from heyan.model.report import Breakdown, Form, FormKind, Item, Project, Sourced
from tests.engine.checks.factory import Scribe, amount, form_of, judge, only, report_of

SAME, ACROSS = SameCheck(), SameAcrossFormsCheck()


@pytest.mark.parametrize(
    ("first", "second", "status", "variant", "band"),
    [
        ("1404.18万元", "0.14亿元", "passed", None, "rounded"),
        ("4322.80万元", "4322.80万", "passed", None, "exact"),
        ("4322.88万元", "4322.80万元", "failed", None, "contradicted"),
        ("4322.8万元", "43228000万元", "failed", "scale", "contradicted"),
        ("1404.18万元", "1405万元", "failed", None, "truncated"),
        ("27个", "27个", "passed", None, "exact"),
        ("27个", "26个", "failed", None, "contradicted"),
        ("27人", "27户", "not_evaluated", None, None),
        ("约27人", "27人", "not_evaluated", None, None),
    ],
)
def test_two_statements(first: str, second: str, status: str, variant: str | None, band: str | None) -> None:
    scribe = Scribe()
    claim = scribe.claim("same", scribe.operand("first", first), scribe.operand("second", second))
    verdict = judge(SAME, claim, scribe)
    assert (verdict.status, verdict.band) == (status, band)
    if status == "failed":
        assert only(verdict).variant == variant


def test_the_second_statement_is_the_place() -> None:
    scribe = Scribe()
    first = scribe.operand("first", "4322.88万元", "项目支出")
    second = scribe.operand("second", "4322.80万元", "项目支出控制额")
    seen = only(judge(SAME, scribe.claim("same", first, second), scribe))
    assert seen.place == second.place
    assert seen.related == (("项目支出", first.place),)
    assert seen.evidence == ("项目支出 4322.88万元 ≠ 项目支出控制额 4322.80万元",)
    assert seen.hypotheses[0] == "若“4322.88”为“4322.80”则相符"


def goal(scribe: Scribe, total: str, kind: FormKind = "goal_form", code: str | None = None) -> Form:
    item = Item(scribe.sourced("资金总额"), Sourced(amount(total), total, scribe.write(total)))
    project = Project(code=scribe.sourced(code)) if code else None
    return form_of(kind, breakdowns=(Breakdown("income", item, ()),), project=project)


def result(
    scribe: Scribe, initial: str, kind: FormKind = "self_evaluation_form", code: str | None = None
) -> Form:
    project = Project(code=scribe.sourced(code)) if code else None
    return form_of(kind, budget_rows=(scribe.budget_row("年度资金总额", initial=initial),), project=project)


@pytest.mark.parametrize(
    ("forms", "status"),
    [
        ([("goal", "1029.61", {}), ("result", "1029.61", {})], "passed"),
        ([("goal", "1029.61", {}), ("result", "1092.61", {})], "failed"),
        ([("result", "1029.61", {})], "not_applicable"),
        (
            [
                ("goal", "10.00", {"kind": "project_goal_form", "code": "A1"}),
                ("goal", "20.00", {"kind": "project_goal_form", "code": "A2"}),
                ("result", "20.00", {"kind": "project_self_evaluation_form", "code": "A2"}),
            ],
            "passed",
        ),
        (
            [
                ("goal", "10.00", {}),
                ("result", "20.00", {"kind": "project_self_evaluation_form", "code": "A2"}),
            ],
            "not_applicable",
        ),
    ],
)
def test_the_initial_budget_of_two_forms(forms: list[tuple[str, str, dict[str, str]]], status: str) -> None:
    scribe = Scribe()
    makers = {"goal": goal, "result": result}
    made = [makers[which](scribe, total, **extra) for which, total, extra in forms]  # type: ignore[arg-type]
    report = report_of(scribe, forms=made)
    assert judge(ACROSS, report, scribe, report=report).status == status


def test_the_statement_that_nothing_else_bears_out_is_suspected_first() -> None:
    scribe = Scribe()
    first, second = scribe.operand("first", "3275.41万元"), scribe.operand("second", "3278.41万元")
    claim = scribe.claim("same", first, second)
    listed = scribe.claim(
        "sum",
        Operand("total", "决算支出", second.quantity, second.place),
        scribe.operand("part", "2000.00万元"),
        scribe.operand("part", "1278.41万元"),
    )
    seen = only(judge(SAME, claim, scribe, report=report_of(scribe, claims=(claim, listed))))
    assert seen.hypotheses[0] == "若“3275.41”为“3278.41”则相符"
    assert seen.pinned
