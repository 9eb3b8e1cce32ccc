"""Signs before values."""

from __future__ import annotations

import pytest

from heyan.engine.checks.direction import ComparatorCheck, DirectionCheck
from tests.engine.checks.factory import Scribe, judge, only


def end(check: DirectionCheck | ComparatorCheck, **cells: str) -> str:
    scribe = Scribe()
    verdict = judge(check, scribe.indicator(**cells), scribe)
    if verdict.status == "failed":
        variant = only(verdict).variant
        return f"failed:{variant}" if variant else "failed"
    return verdict.status


@pytest.mark.parametrize(
    ("cells", "upward", "downward"),
    [
        ({"name": "群众满意度", "target": "<95百分比"}, "failed", "not_applicable"),
        ({"name": "群众满意度", "target": "≥95%"}, "passed", "not_applicable"),
        ({"name": "信访办结率", "target": "≤95%"}, "failed", "not_applicable"),
        ({"name": "群众不满意率", "target": "≤5%"}, "not_applicable", "passed"),
        ({"name": "安全事故发生率", "target": "≥1%"}, "not_applicable", "failed"),
        ({"name": "安全事故发生率", "target": "≤1%"}, "not_applicable", "passed"),
        ({"name": "成本节约率", "target": "≥5%"}, "passed", "not_applicable"),
        ({"name": "事故率下降", "target": "≥5%"}, "not_applicable", "not_applicable"),
        ({"name": "投诉处理率", "target": "≥95%"}, "passed", "not_applicable"),
        ({"name": "费用报销笔数", "target": "≥95笔"}, "not_applicable", "not_applicable"),
        ({"name": "每亩租金", "target": "≥1800元"}, "not_applicable", "failed"),
        ({"name": "租地价", "target": "≥1800元", "level2": "成本指标"}, "not_applicable", "failed:by_level"),
        (
            {"name": "租地标准", "target": "≥1800元", "level2": "成本指标"},
            "not_applicable",
            "failed:by_level",
        ),
        ({"name": "补助标准", "target": "≥1800元", "level2": "成本指标"}, "not_applicable", "not_applicable"),
        ({"name": "乡村振兴项目", "target": "≤35个"}, "not_applicable", "not_applicable"),
        ({"name": "振兴项目", "target": "≤35个", "level2": "数量 指标"}, "failed:by_level", "not_applicable"),
        ({"name": "振兴资金", "target": "≤35万元", "level2": "数量指标"}, "not_applicable", "not_applicable"),
        ({"name": "群众满意度", "target": "≥0%"}, "failed:zero", "not_applicable"),
        ({"name": "群众满意度", "target": "0"}, "failed:zero", "not_applicable"),
        ({"name": "群众满意度", "target": ">0%"}, "passed", "not_applicable"),
        ({"name": "产值增长率", "target": "≥0%"}, "not_applicable", "not_applicable"),
        ({"name": "投诉率", "target": "0%"}, "not_applicable", "not_applicable"),
        ({"name": "群众满意度", "target": "95%"}, "not_applicable", "not_applicable"),
        ({"name": "群众满意度", "target": "≡95%"}, "not_applicable", "not_applicable"),
    ],
)
def test_limits_that_point_the_wrong_way(cells: dict[str, str], upward: str, downward: str) -> None:
    assert end(DirectionCheck(case="upward"), **cells) == upward
    assert end(DirectionCheck(case="downward"), **cells) == downward


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": "完成率", "target": "≥100百分比"}, "failed"),
        ({"name": "完成率", "target": "=100%"}, "passed"),
        ({"name": "完成率", "target": "≥95%"}, "passed"),
        ({"name": "工作完成质量", "target": "≥100%"}, "failed:by_value"),
        ({"name": "收入增长率", "target": "≥100%"}, "not_applicable"),
        ({"name": "村集体增收", "target": "≥108万元"}, "not_applicable"),
        ({"name": "完成率", "target": "100%"}, "not_applicable"),
    ],
)
def test_rates_that_cannot_be_exceeded(cells: dict[str, str], expected: str) -> None:
    assert end(DirectionCheck(case="full_rate"), **cells) == expected


@pytest.mark.parametrize(
    ("cells", "target", "actual"),
    [
        ({"target": "95%", "nature": "≡", "actual": "95%"}, "failed", "passed"),
        ({"target": "≥95%", "actual": "≥95%"}, "passed", "failed"),
        ({"target": "95%", "actual": "90%以上"}, "not_applicable", "failed:words"),
        ({"target": "保持", "actual": "保持"}, "not_applicable", "not_applicable"),
    ],
)
def test_signs_that_are_none_or_out_of_place(cells: dict[str, str], target: str, actual: str) -> None:
    assert end(ComparatorCheck(), name="某率", **cells) == target
    assert end(ComparatorCheck(where="actual"), name="某率", **cells) == actual


def test_the_right_sign_is_proposed() -> None:
    scribe = Scribe()
    indicator = scribe.indicator(name="群众满意度", target="<95%")
    seen = only(judge(DirectionCheck(case="upward"), indicator, scribe))
    assert (seen.reported, seen.expected) == ("<95%", "≥95%")
    assert seen.hypotheses == ("若“<”为“≥”则合理",)
