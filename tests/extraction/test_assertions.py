from __future__ import annotations

import pytest

from heyan.extraction import assertions
from heyan.model.claim import Assertion

from .papers import SEEDS, line_of, paper, seed, understood


def found(text: str) -> list[Assertion]:
    document = paper(text)
    sections, lines = understood(document)
    result = assertions.assertions(document, sections, lines)
    assert all(document.text_of(a.span) == a.raw for a in result)
    return list(result)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("各项核心业务达成既定目标。", ()),
        ("效益指标，产出指标和满意度指标已完成。", ("效益指标", "产出指标", "满意度指标")),
        ("我单位全面完成了年初设定的各项绩效目标。", ()),
        ("2021年度绩效目标全部完成。", ()),
        ("各项指标均已完成。", ()),
        ("数量指标、质量指标均已完成，时效指标未完成。", ("数量指标", "质量指标")),
    ],
)
def test_statements_that_goals_are_met(text: str, scope: tuple[str, ...]) -> None:
    assert [(a.topic, a.scope) for a in found(text)] == [("goals_met", scope)]


@pytest.mark.parametrize(
    "text",
    [
        "确保全部完成年度目标任务。",
        "将全面完成各项绩效目标。",
        "应全面完成各项绩效目标。",
        "如绩效目标已完成则给满分。",
        "完成年度目标任务的80%。",
        "未完成全部年度绩效目标。",
        "绩效目标基本完成。",
        "森林防火工作圆满完成年度目标任务。",
        "为完成年度绩效目标，我镇加强管理。",
        "绩效目标完成情况分析。",
        "除满意度指标外，各项绩效目标均已完成。",
        "根据各项绩效目标已完成情况打分。",
        "各村能够完成年度目标任务。",
        "一、完成的绩效目标",
        "一、下一步改进措施|全面完成各项绩效目标。",
    ],
)
def test_plans_conditions_negations_and_headings_are_no_statements(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("预算安排42.67万元，实际到位42.12万元，资金全部到位。", ["42.67", "42.12"]),
        ("年初预算安排100万元，实际到位90万元。资金到位率为100%。", ["100", "90"]),
        ("项目资金已足额拨付到位。", []),
    ],
)
def test_funds_in_place_come_with_the_figures_beside_them(text: str, figures: list[str]) -> None:
    statements = found(text)
    assert [a.topic for a in statements] == ["funds_in_place"]
    assert [str(o.quantity.value) for o in statements[0].figures] == figures


@pytest.mark.parametrize("text", ["资金未全部到位。", "确保资金及时足额拨付到位。", "资金到位率95%。"])
def test_funds_not_in_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside the checkout")
@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", [(334, "goals_met")]),
        ("001", [(10, "funds_in_place"), (12, "goals_met")]),
        ("002", []),
        ("003", []),
        ("004", []),
    ],
)
def test_samples_state_these(number: str, expected: list[tuple[int, str]]) -> None:
    document = seed(number)
    sections, lines = understood(document)
    result = [
        a
        for a in assertions.assertions(document, sections, lines)
        if a.topic in ("goals_met", "funds_in_place")
    ]
    assert [(line_of(document, a.span), a.topic) for a in result] == expected
