from __future__ import annotations

import pytest

from heyan.extraction import fact_claims, facts
from heyan.extraction.facts import Fact

from .papers import SEEDS, line_of, paper, seed, understood


def stated(text: str) -> list[Fact]:
    document = paper(text)
    sections, lines = understood(document)
    return list(facts.budget_facts(document, sections, lines))


def brief(text: str) -> list[tuple[str, int | None, str, str]]:
    return [(f.label, f.year, f.stage, str(f.operand.quantity.value)) for f in stated(text)]


def same(text: str) -> list[tuple[str, str, str]]:
    return [
        (c.subject, str(c.of("first")[0].quantity.value), str(c.of("second")[0].quantity.value))
        for c in fact_claims.same_claims(stated(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年部门年初预算支出50.8万元，其中：项目支出40.8万元，基本支出10万元。",
            [
                ("支出合计", 2024, "initial", "50.8"),
                ("项目支出", 2024, "initial", "40.8"),
                ("基本支出", 2024, "initial", "10"),
            ],
        ),
        (
            "2024年年初预算收入50万元，年中调整预算收入55万元，全年决算收入52万元，其中：其他收入7万元，一般公共预算拨款45万元。",
            [
                ("收入合计", 2024, "initial", "50"),
                ("收入合计", 2024, "adjusted", "55"),
                ("收入合计", 2024, "final", "52"),
                ("其他收入", 2024, "final", "7"),
                ("一般公共预算拨款", 2024, "final", "45"),
            ],
        ),
        (
            "2023年度柳河镇绩效自评报告|一、预算执行情况|基本支出10万元，年末结转2万元。",
            [("基本支出", 2023, "final", "10"), ("年末结转", 2023, "final", "2")],
        ),
        (
            "一般公共预算财政拨款支出80万元，其中：基本支出50万元。",
            [("一般公共预算·基本支出", None, "unknown", "50")],
        ),
        ("2021年预决算支出均为5万元。", []),
        ("本年支出10万元，比上年支出9万元增加1万元。", [("支出合计", None, "unknown", "10")]),
        ("一般公共预算拨款基本支出5万元，某村项目收入3万元，支出约9万元。", []),
        (
            "一、绩效目标|④成本指标。基本支出额度控制≤59万；道路项目成本≤3万。|二、完成情况|④成本指标。基本支出额度控制61万。",
            [("基本支出", None, "initial", "59"), ("基本支出", None, "final", "61")],
        ),
    ],
)
def test_facts_take_stage_year_and_fund_from_the_words_around_them(
    text: str, expected: list[tuple[str, int | None, str, str]]
) -> None:
    assert brief(text) == expected


def test_ten_thousands_of_a_spending_limit_are_money() -> None:
    fact = stated("一、绩效目标|成本指标。项目支出额度控制≤43.8万。")[0]
    assert fact.limit
    assert fact.operand.quantity.kind == "money"
    assert fact.operand.quantity.amount == 438_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年年初预算支出50万元。|2024年部门年初预算支出58万元。", [("支出合计", "50", "58")]),
        ("2024年决算支出50万元。|2023年决算支出58万元。", []),
        ("2024年年初预算支出50万元，决算支出58万元。", []),
        ("支出50万元。|支出58万元。", []),
        (
            "2021年全年预算数3300.00万元，全年执行数3275.41万元。|2021年决算支出3278.41万元。",
            [("支出合计", "3275.41", "3278.41")],
        ),
        ("2021年全年预算数3300.00万元，全年执行数3275.41万元。|2021年决算支出3411.08万元。", []),
        ("一、预算执行情况|项目支出50万元。|项目支出5万元。", []),
        ("一、预算执行情况|项目支出50万元。|项目支出50.5万元。", [("项目支出", "50", "50.5")]),
        (
            "2024年年初预算支出53万元，其中：项目支出43.88万元，基本支出10万元。|一、绩效目标|成本指标。项目支出额度控制≤43.80万。",
            [("项目支出", "43.88", "43.80")],
        ),
        (
            "2024年年初预算支出53万元，其中：项目支出43万元，基本支出10万元。|一、绩效目标|成本指标。项目支出额度控制≤50万。",
            [],
        ),
        (
            "2024年年初一般公共预算支出53万元，其中：基本支出10万元。|2024年年初预算支出60万元，其中基本支出12万元。",
            [],
        ),
    ],
)
def test_only_the_same_fact_stated_again_makes_a_claim(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert same(text) == expected


shared = pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside the checkout")


@shared
@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("001", [(64, "基本支出", True), (68, "项目支出", True)]),
        (
            "002",
            [
                (33, "支出合计", True),
                (33, "支出合计", True),
                (60, "基本支出", True),
                (60, "项目支出", False),
                (91, "基本支出", True),
                (91, "项目支出", True),
            ],
        ),
    ],
)
def test_samples_repeat_these_facts(number: str, expected: list[tuple[int, str, bool]]) -> None:
    document = seed(number)
    sections, lines = understood(document)
    found = fact_claims.same_claims(facts.budget_facts(document, sections, lines))
    seen = [
        (
            line_of(document, claim.span),
            claim.subject,
            claim.of("first")[0].quantity.amount == claim.of("second")[0].quantity.amount,
        )
        for claim in found
    ]
    assert sorted(seen) == expected


REPORT = """2021年度青松镇部门整体支出绩效自评报告
一、部门收支情况
（一）年初预算情况
收入合计1200.50万元，其中：财政拨款收入1100.50万元。支出合计1200.50万元，其中：基本支出800.50万元。
（二）预算调整情况
年中追加预算100.00万元，调整后预算支出1300.50万元，其中基本支出850.50万元。
（三）决算情况
本年收入合计1290.10万元，支出合计1280.20万元，其中基本支出840.20万元。
（四）上年情况
2020年支出合计1100.00万元，比2019年增加50.00万元。
二、资金执行情况
全年预算数1300.50万元，全年执行数1280.20万元，执行率98.44%。
三、2022年预算安排
部门预算支出1250.00万元，其中：项目支出430.00万元。"""


def test_year_stage_and_side_come_from_clause_sentence_heading_or_title() -> None:
    found = [(f.year, f.stage, f.side, f.label, str(f.operand.quantity.value)) for f in stated(REPORT)]
    assert found == [
        (
            2021,
            "initial",
            "income",
            "收入合计",
            "1200.50",
        ),  # the year from the title, the stage from the heading
        (2021, "initial", "income", "财政拨款", "1100.50"),
        (2021, "initial", "expenditure", "支出合计", "1200.50"),
        (2021, "initial", "expenditure", "基本支出", "800.50"),
        (2021, "adjusted", "expenditure", "支出合计", "1300.50"),  # from the clause
        (2021, "adjusted", "expenditure", "基本支出", "850.50"),  # from the sentence
        (2021, "final", "income", "收入合计", "1290.10"),
        (2021, "final", "expenditure", "支出合计", "1280.20"),
        (2021, "final", "expenditure", "基本支出", "840.20"),
        (2020, "unknown", "expenditure", "支出合计", "1100.00"),  # the clause's year, no stage anywhere
        (2021, "adjusted", "expenditure", "支出合计", "1300.50"),
        (2021, "final", "expenditure", "支出合计", "1280.20"),
        (2022, "initial", "expenditure", "支出合计", "1250.00"),  # both from the heading
        (2022, "initial", "expenditure", "项目支出", "430.00"),
    ]
