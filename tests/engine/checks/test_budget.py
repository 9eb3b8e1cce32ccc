"""A form's money as a whole: changes, zero totals, cost limits, plans; and statements about it."""

from __future__ import annotations

import pytest

from heyan.engine.checks.assertion import AssertionCheck
from heyan.engine.checks.budget import BudgetChangeCheck, CostTargetCheck, ZeroTotalCheck
from heyan.engine.checks.plan import PlanCheck
from heyan.model.claim import Assertion
from heyan.model.report import Breakdown, Form, Item, PlanStep, Sourced
from tests.engine.checks.factory import Scribe, amount, form_of, judge, only, report_of


@pytest.mark.parametrize(
    ("cells", "text", "end"),
    [
        ({"initial": "1029.61", "annual": "4118.5"}, "", "failed:None"),
        ({"initial": "1029.61", "annual": "4118.5"}, "年中追加预算较多", "failed:mentioned"),
        ({"initial": "1029.61", "annual": "4118.5", "reason": "上级专项下达"}, "", "passed"),
        ({"initial": "100.00", "annual": "130.00"}, "", "passed"),
        ({"initial": "100.00", "annual": "60.00"}, "", "failed:None"),
        ({"initial": "0", "annual": "60.00"}, "", "not_evaluated"),
        ({"annual": "60.00"}, "", "not_evaluated"),
    ],
)
def test_a_budget_that_changed(cells: dict[str, str], text: str, end: str) -> None:
    scribe = Scribe()
    row = scribe.budget_row("年度资金总额", **cells)
    scribe.write(text)
    verdict = judge(BudgetChangeCheck(), row, scribe)
    assert (f"failed:{only(verdict).variant}" if verdict.status == "failed" else verdict.status) == end


def test_the_change_is_shown() -> None:
    scribe = Scribe()
    row = scribe.budget_row("年度资金总额", initial="1029.61", annual="4118.5")
    seen = only(judge(BudgetChangeCheck(), row, scribe))
    assert seen.evidence == ("(4118.5 - 1029.61) ÷ 1029.61 = 300.01%",)
    assert seen.slots["change"] == "增加300.01%"


def test_a_total_of_nothing_with_parts() -> None:
    scribe = Scribe()
    rows = (
        scribe.budget_row("年度资金总额", annual="0", executed="202.64"),
        scribe.budget_part("财政拨款", annual="202.64", executed="202.64"),
    )
    form = form_of(budget_rows=rows)
    seen = only(judge(ZeroTotalCheck(), form, scribe, form=form))
    assert (seen.slots["column"], seen.slots["sum"]) == ("全年预算数", "202.64")
    right = form_of(budget_rows=rows[1:])
    assert judge(ZeroTotalCheck(), right, scribe, form=right).status == "not_applicable"


def goal_form(scribe: Scribe, **parts: str) -> Form:
    def item(name: str, text: str) -> Item:
        return Item(scribe.sourced(name), Sourced(amount(text), text, scribe.write(text)))

    total = item("资金总额", parts.pop("total"))
    items = tuple(item(name, text) for name, text in parts.items())
    return form_of("goal_form", breakdowns=(Breakdown("expenditure", total, items),))


@pytest.mark.parametrize(
    ("name", "target", "end"),
    [
        ("人员经费和机关运转经费", "≤1021.96万元", "failed:below"),
        ("人员经费和机关运转经费", "≤1198.80万元", "passed"),
        ("基本支出经费成本", "≡1107.80万元", "passed"),
        ("项目支出经费成本", "≤91万元", "passed"),
        ("项目支出经费成本", "≤95万元", "failed:above"),
        ("办公用品购置费", "≤5万元", "not_applicable"),
        ("办公用品购置费", "≤5000万元", "failed:over_total"),
        ("道路养护标准", "≤5000元", "not_applicable"),
        ("总成本", "≥1198.80万元", "not_applicable"),
        ("资金使用率", "≥95%", "not_applicable"),
    ],
)
def test_cost_limits_against_the_budget(name: str, target: str, end: str) -> None:
    scribe = Scribe()
    form = goal_form(scribe, total="1198.80", 基本支出="1107.80", 项目支出="91")
    indicator = scribe.indicator(name=name, level2="成本指标", target=target)
    verdict = judge(CostTargetCheck(), indicator, scribe, form=form)
    assert (f"failed:{only(verdict).variant}" if verdict.status == "failed" else verdict.status) == end


def plan_form(scribe: Scribe, *shares: str) -> Form:
    def step(month: int, text: str) -> PlanStep:
        share = scribe.indicator(target=text).target if text else None
        quantity = share.value.quantity if share else None
        label = scribe.sourced(f"{month}月底")
        return PlanStep(label, month, Sourced(quantity, text, share.span) if share and quantity else None)

    return form_of(
        "project_goal_form", plan=tuple(step(3 * n, text) for n, text in enumerate(shares, start=1))
    )


@pytest.mark.parametrize(
    ("shares", "status", "variants"),
    [
        (("25%", "50%", "75%", "100%"), "passed", []),
        (("0%", "0%", "0%", "100%"), "passed", []),
        (("25%", "75%", "50%", "100%"), "failed", ["falls"]),
        (("25%", "50%", "75%", "90%"), "failed", ["end"]),
        (("25%", "75%", "50%", "90%"), "failed", ["falls", "end"]),
        (("25%", "25%", "25%", "25%"), "failed", ["not_cumulative"]),
        (("25%", "", "75%", "100%"), "not_evaluated", []),
        ((), "not_applicable", []),
    ],
)
def test_a_plan_grows_to_the_whole(shares: tuple[str, ...], status: str, variants: list[str]) -> None:
    scribe = Scribe()
    form = plan_form(scribe, *shares)
    verdict = judge(PlanCheck(), form, scribe, form=form)
    assert (verdict.status, [seen.variant for seen in verdict.observations]) == (status, variants)


@pytest.mark.parametrize(
    ("shares", "odd", "expected"),
    [
        (("25%", "500%", "75%", "100%"), "500%", "不高于75%"),
        (("200%", "40%", "70%", "100%"), "200%", "不高于40%"),
        (("25%", "50%", "7%", "100%"), "7%", "不低于50%"),
        (("25%", "75%", "50%", "100%"), "50%", "不低于75%"),
    ],
)
def test_of_a_falling_plan_the_odd_step_is_named(shares: tuple[str, ...], odd: str, expected: str) -> None:
    scribe = Scribe()
    form = plan_form(scribe, *shares)
    seen = only(judge(PlanCheck(), form, scribe, form=form))
    assert (seen.reported, seen.expected) == (odd, expected)


@pytest.mark.parametrize(
    ("budget", "arrived", "status"),
    [
        ("4286.67", "4212.62", "failed"),
        ("4286.67", "4286.67", "passed"),
        ("4286.67", "4286.7", "passed"),
        ("约4286万元", "4212.62", "not_evaluated"),
    ],
)
def test_funds_said_to_be_in_place(budget: str, arrived: str, status: str) -> None:
    scribe = Scribe()
    figures = (scribe.operand("first", budget, "预算"), scribe.operand("second", arrived, "到位"))
    said = Assertion("funds_in_place", scribe.write("资金全部到位"), "资金全部到位", figures=figures)
    verdict = judge(AssertionCheck(topic="funds_in_place"), said, scribe)
    assert verdict.status == status
    if status == "failed":
        seen = only(verdict)
        assert seen.evidence == ("到位 4212.62 ＜ 预算 4286.67",)
        assert seen.slots["ratio"] == "98.27%"


@pytest.mark.parametrize(
    ("rows", "scope", "end"),
    [
        ([("培训人数", "≥50人", "40人", "10", "8")], (), "failed:None"),
        ([("培训人数", "≥50人", "50人", "10", "10")], (), "passed"),
        ([("社会稳定", "保持", "保持", "8", "7")], (), "not_evaluated"),
        ([("带动就业增长率", "", "", "2", "1")], (), "failed:deducted"),
        ([("培训人数", "≥50人", "40人", "10", "8")], ("效益指标",), "not_evaluated"),
        ([("培训人数", "≥50人", "40人", "10", "8")], ("产出指标",), "failed:None"),
        ([], (), "not_evaluated"),
    ],
)
def test_goals_said_to_be_met(rows: list[tuple[str, ...]], scope: tuple[str, ...], end: str) -> None:
    scribe = Scribe()
    names = ("name", "target", "actual", "weight", "score")
    indicators = tuple(
        scribe.indicator(level1="产出指标", **{k: v for k, v in zip(names, row, strict=True) if v})
        for row in rows
    )
    report = report_of(scribe, forms=[form_of(indicators=indicators)])
    said = Assertion("goals_met", scribe.write("全部完成"), "全部完成", scope)
    verdict = judge(AssertionCheck(topic="goals_met"), said, scribe, report=report)
    assert (f"failed:{only(verdict).variant}" if verdict.status == "failed" else verdict.status) == end
