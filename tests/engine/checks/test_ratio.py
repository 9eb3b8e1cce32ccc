"""Percentages recomputed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from heyan.engine.checks.ratio import RatioCheck
from heyan.model.claim import Operand
from tests.engine.checks.factory import Scribe, form_of, judge, only, report_of

CLAIM = RatioCheck()
RATE = RatioCheck(numerator="executed", denominator="annual", result="rate", slight=Decimal("0.1"))


@pytest.mark.parametrize(
    ("above", "below", "result", "status"),
    [
        ("4212.62", "4286.67", "98.27%", "passed"),
        ("4212.62", "4286.67", "98.3%", "passed"),
        ("871.44", "1333.74", "65.3%", "passed"),
        ("871.44", "1333.74", "63.5%", "failed"),
        ("12人", "16人", "75%", "passed"),
        ("12人", "16次", "75%", "not_evaluated"),
        ("12", "0", "75%", "not_evaluated"),
        ("12", "16", "约70%", "not_evaluated"),
    ],
)
def test_a_share_of_a_whole(above: str, below: str, result: str, status: str) -> None:
    scribe = Scribe()
    claim = scribe.claim(
        "ratio",
        scribe.operand("numerator", above),
        scribe.operand("denominator", below),
        scribe.operand("result", result),
    )
    assert judge(CLAIM, claim, scribe).status == status


@pytest.mark.parametrize(
    ("annual", "executed", "rate", "status", "variant"),
    [
        ("4118.5", "4118.5", "100%", "passed", None),
        ("4286.67", "4212.62", "98.27%", "passed", None),
        ("4286.67", "4212.62", "98.32%", "failed", "slight"),
        ("4286.67", "4212.62", "98.35%", "failed", "slight"),
        ("4286.67", "4212.62", "89.3%", "failed", None),
        ("4286.67", "4212.62", "0.98", "passed", None),
        ("4286.67", "4212.62", "98.27", "passed", None),
        ("0", "0", "0%", "not_evaluated", None),
        ("", "4212.62", "98.27%", "not_evaluated", None),
        ("4286.67", "4212.62", "", "not_applicable", None),
    ],
)
def test_the_execution_rate_of_a_row(
    annual: str, executed: str, rate: str, status: str, variant: str | None
) -> None:
    scribe = Scribe()
    cells = {"annual": annual, "executed": executed, "rate": rate}
    row = scribe.budget_row("年度资金总额", **{name: text for name, text in cells.items() if text})
    verdict = judge(RATE, row, scribe)
    assert verdict.status == status
    if status == "failed":
        assert only(verdict).variant == variant


def test_the_evidence_of_a_wrong_rate() -> None:
    scribe = Scribe()
    row = scribe.budget_row("年度资金总额", annual="4286.67万元", executed="4212.62万元", rate="92.87%")
    seen = only(judge(RATE, row, scribe))
    assert seen.evidence == ("4212.62 ÷ 4286.67 = 98.27% ≠ 92.87%",)
    assert (seen.reported, seen.expected, seen.difference) == ("92.87%", "98.27%", "-5.40个百分点")
    assert row.rate is not None
    assert seen.place == row.rate.span


def test_a_turned_over_ratio_is_recognised() -> None:
    scribe = Scribe()
    row = scribe.budget_row("年度资金总额", annual="80.00", executed="100.00", rate="80%")
    assert "若分子、分母对调则相符，疑口径相反" in only(judge(RATE, row, scribe)).hypotheses


def test_two_digits_swapped_in_the_rate_are_recognised() -> None:
    scribe = Scribe()
    row = scribe.budget_row("年度资金总额", annual="4286.67", executed="4212.62", rate="89.27%")
    assert only(judge(RATE, row, scribe)).hypotheses[0] == "若“89.27”为“98.27”则相符"


def test_a_slip_in_an_amount_is_named_too() -> None:
    scribe = Scribe()
    row = scribe.budget_row("年度资金总额", annual="951.15万元", executed="9951.15万元", rate="100%")
    assert only(judge(RATE, row, scribe)).hypotheses[0] == "若“9951.15”为“951.15”则相符"
    row = scribe.budget_row("年度资金总额", annual="132.2元", executed="132.2万元", rate="100%")
    assert "若“132.2元”的单位为“万元”则相符" in only(judge(RATE, row, scribe)).hypotheses


def test_a_rate_that_no_single_slip_explains_has_no_hypothesis() -> None:
    scribe = Scribe()
    row = scribe.budget_row("年度资金总额", annual="4286.67", executed="4212.62", rate="41.53%")
    assert only(judge(RATE, row, scribe)).hypotheses == ()


def test_the_initial_budget_as_the_base_is_recognised() -> None:
    scribe = Scribe()
    row = scribe.budget_row(
        "年度资金总额", initial="4000.00", annual="4286.67", executed="3712.62", rate="92.82%"
    )
    first = only(judge(RATE, row, scribe)).hypotheses[0]
    assert first == "若以年初预算数“4000.00”为分母则相符，执行率应以全年预算数为分母"


def test_the_rest_as_the_base_is_recognised() -> None:
    scribe = Scribe()
    claim = scribe.claim(
        "ratio",
        scribe.operand("numerator", "300.00万元"),
        scribe.operand("denominator", "1000.00万元"),
        scribe.operand("result", "42.86%"),
    )
    assert "若以其余部分“700万元”为分母则相符，疑基数用错" in only(judge(CLAIM, claim, scribe)).hypotheses


def test_another_total_as_the_base_is_recognised() -> None:
    scribe = Scribe()
    part = scribe.operand("part", "300.00万元")
    total = scribe.operand("total", "1234.00万元", "决算支出")
    listed = scribe.claim("sum", total, part, scribe.operand("part", "934.00万元"))
    claim = scribe.claim(
        "ratio",
        Operand("numerator", "基本支出", part.quantity, part.place),
        scribe.operand("denominator", "1000.00万元"),
        scribe.operand("result", "24.31%"),
    )
    seen = only(judge(CLAIM, claim, scribe, report=report_of(scribe, claims=(listed, claim))))
    assert "若以“决算支出1234.00万元”为分母则相符，疑基数用错" in seen.hypotheses


def test_rates_of_two_rows_exchanged_are_recognised() -> None:
    scribe = Scribe()
    one = scribe.budget_row("基本支出", annual="200.00", executed="190.00", rate="80%")
    two = scribe.budget_part("项目支出", annual="100.00", executed="80.00", rate="95%")
    seen = only(judge(RATE, one, scribe, form=form_of(budget_rows=(one, two))))
    assert seen.hypotheses[0] == "若“80”与“项目支出”的“95”对调则两行都相符"


def test_a_number_that_fails_in_another_relation_too_is_named_first_and_makes_the_finding_surer() -> None:
    scribe = Scribe()
    annual = scribe.operand("denominator", "851.60万元")
    done = scribe.operand("numerator", "770.87万元")
    claim = scribe.claim("ratio", done, annual, scribe.operand("result", "90.58%"))
    listed = scribe.claim(
        "sum",
        Operand("total", "全年预算", annual.quantity, annual.place),
        scribe.operand("part", "500.00万元"),
        scribe.operand("part", "351.06万元"),
    )
    seen = only(judge(CLAIM, claim, scribe, report=report_of(scribe, claims=(claim, listed))))
    assert seen.hypotheses[0] == "若“851.60”为“851.06”则相符"
    assert seen.pinned
    alone = only(judge(CLAIM, claim, scribe, report=report_of(scribe, claims=(claim,))))
    assert not alone.pinned


def test_execution_rates_in_prose_are_granted_a_tenth_of_a_point() -> None:
    scribe = Scribe()
    options = RatioCheck(slight=Decimal("0.02"), slight_rates=Decimal("0.1"))
    figures = (
        scribe.operand("numerator", "4212.62万元"),
        scribe.operand("denominator", "4286.67万元"),
        scribe.operand("result", "98.32%"),
    )
    share = scribe.claim("ratio", *figures)
    assert only(judge(options, share, scribe)).variant is None
    assert only(judge(options, replace(share, topic="execution"), scribe)).variant == "slight"
