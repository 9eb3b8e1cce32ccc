from __future__ import annotations

import pytest

from heyan.extraction import assertion_money, assertions, facts
from heyan.model.claim import Assertion

from .papers import SEEDS, line_of, paper, seed, understood


def found(text: str) -> list[Assertion]:
    document = paper(text)
    sections, lines = understood(document)
    money = assertion_money.money_of((), facts.budget_facts(document, sections, lines), lines, None)
    return list(assertions.assertions(document, sections, lines, money))


@pytest.mark.parametrize(
    ("text", "topic", "raw"),
    [
        ("2023年我镇严格控制成本，厉行节约。", "cost_controlled", "严格控制成本"),
        ("全年有效控制了项目成本。", "cost_controlled", "有效控制了项目成本"),
        ("项目成本均控制在预算范围内。", "cost_controlled", "成本均控制在预算范围内"),
        ("全年支出未超出年初预算。", "cost_controlled", "支出未超出年初预算"),
        ("最终支出远超年初预算，增加管控难度。", "far_over_budget", "远超年初预算"),
        ("实际支出大幅超出预算。", "far_over_budget", "大幅超出预算"),
        ("一是资金支出进度普遍较低。", "slow_progress", "支出进度普遍较低"),
        ("预算执行率偏低，管理有待加强。", "slow_progress", "执行率偏低"),
        ("预算编制不细，结余资金过大。", "large_surplus", "结余资金过大"),
        ("年末结转结余资金较多。", "large_surplus", "结转结余资金较多"),
        ("得分明细见自评表（附后）。", "form_attached", "自评表（附后"),
        ("附件：2023年度部门整体绩效自评表", "form_attached", "附件：2023年度部门整体绩效自评表"),
    ],
)
def test_statements_about_spending(text: str, topic: str, raw: str) -> None:
    assert [(a.topic, a.raw) for a in found(text)] == [(topic, raw)]


@pytest.mark.parametrize(
    "text",
    [
        "下一步将严格控制成本。",
        "为严格控制成本，我局制定了办法。",
        "应严格控制成本，提高效益。",
        "一、下一步改进措施|严格控制成本，压减开支。",
        "成本控制能力有待加强。",
        "未能有效控制成本。",
        "严格控制三公经费成本。",
        "培训费支出未超预算。",
        "基本支出远超年初预算。",
        "上年支出远超年初预算。",
        "避免支出远超预算。",
        "部分项目支出进度较慢。",
        "一季度支出进度较慢。",
        "个别项目执行率偏低。",
        "支出进度较慢的问题得到解决。",
        "针对支出进度较低、结余资金过大的问题，加强调度。",
        "支出进度不低于序时进度。",
        "不存在结余资金过大的情况。",
        "上年度存在问题：|一、上年度存在的问题|结余资金过大。",
        "三公经费结余较多。",
        "请将自评表（附后）于月底前报送。",
    ],
)
def test_plans_parts_other_years_and_denials_are_no_statements(text: str) -> None:
    assert [a.topic for a in found(text)] == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2023年年初预算支出100万元，决算支出90万元。|最终支出远超年初预算。", ["100", "90"]),
        ("2023年年初预算支出100万元，决算支出110万元。|全年支出未超预算。", []),
        ("2023年年初预算支出100万元，决算支出110万元。|全年支出未超年初预算。", ["100", "110"]),
        ("全年预算执行率为98.5%。|结余资金过大。", ["98.5"]),
        ("三公经费执行率为98.5%。|结余资金过大。", []),
        ("全年预算执行率为98.5%。预算执行率为89.5%。|结余资金过大。", []),
    ],
)
def test_they_come_with_the_figures_of_the_whole(text: str, figures: list[str]) -> None:
    statements = found(text)
    assert [str(o.quantity.value) for o in statements[0].figures] == figures


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside the checkout")
@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", [(334, "cost_controlled")]),
        ("001", [(14, "large_surplus"), (18, "slow_progress"), (25, "form_attached")]),
        ("002", [(123, "far_over_budget")]),
        ("003", []),
        ("004", []),
    ],
)
def test_samples_state_these(number: str, expected: list[tuple[int, str]]) -> None:
    document = seed(number)
    sections, lines = understood(document)
    other = {"goals_met", "funds_in_place"}
    result = [a for a in assertions.assertions(document, sections, lines) if a.topic not in other]
    assert [(line_of(document, a.span), a.topic) for a in result] == expected
