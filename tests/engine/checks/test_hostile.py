"""No figure or text in a paper makes a check raise, and every failed check says where and how."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heyan.engine.checks import Check
from heyan.engine.checks.assertion import AssertionCheck
from heyan.engine.checks.budget import BudgetChangeCheck, CostTargetCheck, ZeroTotalCheck
from heyan.engine.checks.date import DateCheck
from heyan.engine.checks.direction import ComparatorCheck, DirectionCheck
from heyan.engine.checks.plan import PlanCheck
from heyan.engine.checks.ratio import RatioCheck
from heyan.engine.checks.same import SameAcrossFormsCheck, SameCheck
from heyan.engine.checks.scaled_score import Case as ScoreCase
from heyan.engine.checks.scaled_score import ScaledScoreCheck
from heyan.engine.checks.sum import SumCheck
from heyan.engine.checks.unit import Case as UnitCase
from heyan.engine.checks.unit import UnitCheck
from heyan.engine.verdict import Verdict
from heyan.extraction.units import UNITS
from heyan.model.claim import Assertion, Claim, DateMention, Operand
from heyan.model.quantity import Date, Quantity
from heyan.model.report import Breakdown, Item, PlanStep, Project, Sourced
from tests.engine.checks.factory import Scribe, form_of, judge, report_of

INDICATOR_CHECKS: tuple[Check, ...] = (
    *(ScaledScoreCheck(case=case) for case in get_args(ScoreCase)),
    *(UnitCheck(case=case) for case in get_args(UnitCase)),
    *(DirectionCheck(case=case) for case in ("upward", "downward", "full_rate")),
    ComparatorCheck(),
    ComparatorCheck(where="actual"),
    CostTargetCheck(),
    DateCheck(case="vague_deadline"),
    DateCheck(case="implausible"),
)
ROW_CHECKS: tuple[Check, ...] = (
    RatioCheck(numerator="executed", denominator="annual", result="rate"),
    ScaledScoreCheck(case="execution"),
    BudgetChangeCheck(),
    UnitCheck(case="bare_money"),
)
FORM_CHECKS: tuple[Check, ...] = (
    PlanCheck(),
    ZeroTotalCheck(),
    DateCheck(case="project_year"),
    SameAcrossFormsCheck(),
)
CLAIM_CHECKS: tuple[Check, ...] = (SumCheck(), SumCheck(relation="at_most"), RatioCheck(), SameCheck())

NAMES = st.sampled_from(
    [
        "群众满意度",
        "事故发生率",
        "培训人数",
        "完成率",
        "完成时限",
        "各项经费",
        "租金",
        "",
        "≥" * 50,
        "a</script>\x00",
        "户" * 500,
    ]
)
VALUES = st.one_of(
    st.sampled_from(
        [
            "≥95%",
            "≡0",
            "0",
            "100%",
            "3-5年",
            "约5人",
            "2021年13月",
            "2121年底",
            "保持",
            "1.021.96万元",
            "-5",
            "",
            "９５％",
            "5/0",
        ]
    ),
    st.from_regex(
        r"[≥≤<>=]?[0-9]{1,40}(\.[0-9]{1,30})?(万元|亿元|元|%|人次|人|户|万|亿|月)?", fullmatch=True
    ),
    st.text(max_size=12),
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**60), max_value=10**60, places=6)
UNIT_NAMES = st.sampled_from([None, "元", "万元", "亿元", "%", "人", "人次", "万", "分", "亩"])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    name = draw(UNIT_NAMES)
    return Quantity(
        draw(NUMBERS),
        Decimal(1).scaleb(draw(st.integers(-6, 3))),
        UNITS[name] if name else None,
        draw(st.sampled_from([None, ">=", "<=", "invalid"])),
        approximate=draw(st.booleans()) and draw(st.booleans()),
    )


def sound(verdict: Verdict, check: Check) -> None:
    """A verdict that the evaluation can use: slots declared, evidence given, reasons told."""
    if verdict.status == "not_evaluated":
        assert verdict.reason
    for seen in verdict.observations:
        assert seen.slots.keys() <= type(check).slots
        assert seen.evidence
        assert seen.identity
        assert "E+" not in "".join((*seen.evidence, seen.expected or "", seen.difference or ""))


FAST = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FAST
@given(NAMES, VALUES, VALUES, VALUES, VALUES, st.sampled_from(["成本指标", "时效指标", "数量指标"]))
def test_indicators(name: str, target: str, actual: str, weight: str, score: str, level2: str) -> None:
    scribe = Scribe()
    indicator = scribe.indicator(
        name=name, target=target, actual=actual, unit="%", level2=level2, description="x", reason="y"
    )
    points = scribe.indicator(name=name, target=target, actual=actual, weight="10", score="7", level2=level2)
    form = form_of(budget_rows=(scribe.budget_row("年度资金总额", initial="5万元", annual="7"),))
    for item in (indicator, points):
        for check in INDICATOR_CHECKS:
            sound(judge(check, item, scribe, form=form), check)


@FAST
@given(st.lists(quantities(), min_size=6, max_size=6), st.sampled_from([None, "", "追加"]))
def test_rows_and_forms(values: list[Quantity], reason: str | None) -> None:
    scribe = Scribe()

    def put(quantity: Quantity) -> Sourced[Quantity]:
        return Sourced(quantity, "5", scribe.write("5"))

    columns = ("initial", "annual", "executed", "rate", "weight", "score")
    row = scribe.budget_row("年度资金总额")
    cells = {name: put(value) for name, value in zip(columns, values, strict=True)}
    row = replace(row, reason=scribe.sourced(reason) if reason is not None else None, **cells)  # type: ignore[arg-type]
    items = tuple(Item(scribe.sourced("基本支出"), put(value)) for value in values[:3])
    breakdown = Breakdown("expenditure", Item(scribe.sourced("总额"), put(values[3])), items)
    plan = tuple(PlanStep(scribe.sourced("3月底"), 3, put(value)) for value in values[:4])
    form = form_of(
        budget_rows=(row, replace(row, total=False)),
        breakdowns=(breakdown,),
        plan=plan,
        project=Project(name=scribe.sourced("2020年1999项目")),
    )
    goal = form_of("goal_form", breakdowns=(breakdown,))
    report = report_of(scribe, forms=[goal, form])
    for check in ROW_CHECKS:
        sound(judge(check, row, scribe, form=form, report=report), check)
    for check in FORM_CHECKS:
        sound(judge(check, form, scribe, form=form, report=report), check)


@FAST
@given(st.lists(quantities(), min_size=3, max_size=9), st.sampled_from(["其中", "合计", ""]), st.booleans())
def test_claims(values: list[Quantity], cue: str, opened: bool) -> None:
    scribe = Scribe()
    roles = ("total", "numerator", "first"), ("part", "denominator", "second")
    for index, kind in enumerate(("sum", "ratio", "same")):
        operands = [
            Operand(roles[min(at, 1)][index], "某数", value, scribe.write("5"))  # type: ignore[arg-type]
            for at, value in enumerate(values)
        ]
        if kind == "ratio":
            operands.append(Operand("result", "占比", values[-1], scribe.write("6")))
        places = [operand.place for operand in operands if operand.place]
        claim = Claim(kind, "general", "某事", tuple(operands), places[0], cue, open=opened)  # type: ignore[arg-type]
        report = report_of(scribe, claims=[claim])
        for check in CLAIM_CHECKS:
            sound(judge(check, claim, scribe, report=report), check)


@FAST
@given(st.integers(-5, 10**9), st.sampled_from(["deadline", "mention", "execution", "project"]))
def test_dates(year: int, role: str) -> None:
    scribe = Scribe()
    mention = DateMention(Date(year), role, f"{year}年", scribe.write(f"{year}年"))  # type: ignore[arg-type]
    for case in ("implausible", "execution_year", "project_year"):
        check = DateCheck(case=case)
        sound(judge(check, mention, scribe), check)


@FAST
@given(quantities(), quantities())
def test_statements(budget: Quantity, arrived: Quantity) -> None:
    scribe = Scribe()
    figures = (
        Operand("first", "预算", budget, scribe.write("1")),
        Operand("second", "到位", arrived, scribe.write("2")),
    )
    said = Assertion("funds_in_place", scribe.write("全部到位"), "全部到位", figures=figures)
    check = AssertionCheck(topic="funds_in_place")
    sound(judge(check, said, scribe), check)


@pytest.mark.parametrize("check", [*INDICATOR_CHECKS, *ROW_CHECKS, *FORM_CHECKS, *CLAIM_CHECKS])
def test_a_wrong_kind_of_item_is_not_applicable(check: Check) -> None:
    assert judge(check, object()).status == "not_applicable"
