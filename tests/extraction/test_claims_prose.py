from __future__ import annotations

from decimal import Decimal

import pytest

from heyan.extraction import claims_prose
from heyan.model.claim import Claim

from .papers import SEEDS, line_of, paper, seed, understood


def claims(text: str) -> list[Claim]:
    document = paper(text)
    sections, lines = understood(document)
    found = claims_prose.claims(document, sections, lines)
    for claim in found:
        for operand in claim.operands:
            assert operand.place is not None
            assert claim.span.covers(operand.place)
    return list(found)


def values(claim: Claim, role: str) -> list[str]:
    return [str(operand.quantity.value) for operand in claim.of(role)]


def sums(text: str) -> list[tuple[str, list[str], list[str], str, bool]]:
    return [
        (c.topic, values(c, "total"), values(c, "part"), "".join(values(c, "carried")), c.open)
        for c in claims(text)
        if c.kind == "sum"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "支出50.80万元，其中：项目支出40.88万元，基本支出10.00万元。",
            [("expenditure", ["50.80"], ["40.88", "10.00"], "", False)],
        ),
        (
            "收入合计42.67万元，其中：其它收入10.07万元，财政拨款收入32.6万元.",
            [("income", ["42.67"], ["10.07", "32.6"], "", False)],
        ),
        (
            "收入40万元。其中：其他收入10万元，上年结转8万元，一般公共预算拨款30万元。",
            [("income", ["40"], ["10", "30"], "8", False)],
        ),
        (
            "支出40万元，其中：项目支出10万元，占25%；基本支出30万元，占75%。",
            [("expenditure", ["40"], ["10", "30"], "", False)],
        ),
        (
            "支出100万元，较上年增加8万元，其中：项目支出40万元，基本支出60万元。",
            [("expenditure", ["100"], ["40", "60"], "", False)],
        ),
        (
            "支出100万元，其中：基本支出60万元（其中：人员经费50万元，公用经费10万元），项目支出40万元。",
            [
                ("expenditure", ["100"], ["60", "40"], "", False),
                ("general", ["60"], ["50", "10"], "", False),
            ],
        ),
        (
            "支出100万元，其中：基本支出60万元，其中：人员经费50万元，公用经费10万元；项目支出40万元。",
            [
                ("expenditure", ["100"], ["60", "40"], "", False),
                ("general", ["60"], ["50", "10"], "", False),
            ],
        ),
        (
            "编制99名，其中：行政编制46名，事业编制53名；在职84人，其中行政40人，事业44人，退休19人。",
            [
                ("general", ["99"], ["46", "53"], "", False),
                ("general", ["84"], ["40", "44"], "", False),
            ],
        ),
        (
            "商品和服务支出13.58万元。其中：维修（护）费3.58万元，办公费10万元。",
            [("general", ["13.58"], ["3.58", "10"], "", False)],
        ),
        (
            "道路建设100万元，水利设施50万元，共计150万元。",
            [("general", ["150"], ["100", "50"], "", False)],
        ),
        (
            "投入300万元，其中道路100万元、水利50万元等。",
            [("general", ["300"], ["100", "50"], "", True)],
        ),
        (
            "人员经费支出150万元。主要包括：基本工资100万元、绩效工资50万元。",
            [("general", ["150"], ["100", "50"], "", False)],
        ),
        (
            "总投入50万元，其中：财政资金30万元，自筹资金25万元。",
            [("fund", ["50"], ["30", "25"], "", False)],
        ),
    ],
)
def test_totals_and_parts_in_a_sentence(
    text: str, expected: list[tuple[str, list[str], list[str], str, bool]]
) -> None:
    assert sums(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "共有党员500名，其中女党员120名，少数民族30名。",
        "抓获5人，其中4人被刑事拘留。",
        "支出100万元，其中：人员经费60万元，公用经费20万元，项目支出30万元。",
        "收入100万元，其中：财政拨款收入90万元，一般公共预算拨款85万元，政府性基金10万元，其他收入10万元。",
        "投资100万元，惠及群众500人，其中脱贫户50人，监测户30人。",
        "基本工资、津贴补贴、奖金分别为10万元、20万元、30万元。",
        "预算收入、支出分别为100万元、90万元。",
        "自评得分95分，其中产出指标40分，效益指标50分。",
        "收入100余万元，其中：财政拨款收入60万元，其他收入10万元。",
        "预算安排100万元，执行90万元，合计占比90%。",
    ],
)
def test_what_may_be_something_else_is_no_sum(text: str) -> None:
    assert sums(text) == []


def test_a_money_list_that_may_be_incomplete_is_open() -> None:
    assert sums("投入300万元，其中道路建设100万元，水利设施50万元。") == [
        ("general", ["300"], ["100", "50"], "", True)
    ]


def test_a_list_that_misses_its_total_by_little_is_a_closed_one() -> None:
    assert sums("投入300万元，其中道路建设200万元，水利设施100.5万元。")[0][-1] is False


@pytest.mark.parametrize(
    "text",
    [
        "（一）支出|（1）基本支出100万元。|工资福利支出60万元。其中：工资50万元，津贴10万元；|"
        "商品和服务支出30万元。|个人和家庭补助15万元。|（2）项目支出5万元。",
        "（1）基本支出100万元。|①工资福利支出60万元，同比增加2万元；|②商品和服务支出30万元。|③资本性支出15万元。",
    ],
)
def test_parts_in_the_paragraphs_below_a_total(text: str) -> None:
    total = [claim for claim in claims(text) if claim.topic == "economic"]
    assert [(values(c, "total"), len(c.of("part"))) for c in total] == [(["100"], 3)]


def test_paragraphs_under_another_heading_are_no_parts() -> None:
    text = "一、收支|（一）基本支出情况|基本支出100万元。|（二）项目支出200万元。|（三）其他支出5万元。"
    assert sums(text) == []


def test_economic_classes_without_a_total_are_handed_over() -> None:
    document = paper(
        "一、一般公共预算支出|（一）基本支出情况|1.工资福利支出44.7万元，同比增加1万元。|"
        "2.商品和服务支出36.5万元。|3.个人和家庭补助支出3.1万元。|（二）项目支出情况|本年无项目支出。"
    )
    sections, lines = understood(document)
    found = claims_prose.economic_parts(document, sections, lines)
    assert [str(o.quantity.value) for o in found[0].operands] == ["44.7", "36.5", "3.1"]
    assert found[0].headings == ("一般公共预算支出", "基本支出情况")
    assert len(found) == 1


def test_the_balance_needs_all_four_figures() -> None:
    text = "上年结转10万元，本年收入90万元，本年支出95万元，年末结转5万元。"
    balance = [claim for claim in claims(text) if claim.topic == "balance"]
    assert [(values(c, "part"), values(c, "total")) for c in balance] == [(["90", "10"], ["95", "5"])]
    assert not [c for c in claims(text.replace("，年末结转5万元", "")) if c.topic == "balance"]


@pytest.mark.parametrize(
    ("text", "numerator", "denominator", "result"),
    [
        ("总支出133.74万元，其中:基本支出87.44万元，占65.4%。", "87.44", "133.74", "65.4"),
        ("人员经费600万元，占总支出的60%。本年支出合计1000万元。", "600", "1000", "60"),
        ("接待费预算数为20万元，决算数为19.75万元。执行率为98.75%。", "19.75", "20", "98.75"),
        ("预算安排42.67万元，实际到位42.12万元，资金全部到位。执行率为98.7%。", "42.12", "42.67", "98.7"),
        (
            "年初预算数为500万元，全年预算数为520万元，全年执行数为510万元，预算执行率为98.08%。",
            "510",
            "520",
            "98.08",
        ),
        ("培训计划100人次，实际完成98人次，完成率98%。", "98", "100", "98"),
    ],
)
def test_shares_and_rates(text: str, numerator: str, denominator: str, result: str) -> None:
    ratio = next(claim for claim in claims(text) if claim.kind == "ratio")
    assert (values(ratio, "numerator"), values(ratio, "denominator")) == ([numerator], [denominator])
    assert values(ratio, "result") == [result]
    assert ratio.missing is None


def test_a_rate_without_its_figures_names_what_is_missing() -> None:
    assert [claim.missing for claim in claims("预算执行率为98.3%，年末结余偏多。")] == ["预算数、执行数"]


def test_a_rate_repeated_in_passing_is_not_missing_its_figures() -> None:
    text = "预算数为200万元，执行数为190万元，执行率为95%。|存在的问题：预算执行率为95%，偏低。"
    found = claims(text)
    assert {claim.missing for claim in found} == {None}
    # The rate in passing is held against the same two figures.
    assert [claim.of("result")[0].quantity.value for claim in found] == [95, 95]


@pytest.mark.parametrize("text", ["化解矛盾100件，化解率95%。", "已完成场次占计划场次的比例大于等于90%。"])
def test_other_percentages_are_left_alone(text: str) -> None:
    assert [claim for claim in claims(text) if claim.topic != "whole_rate"] == []


shared = pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside the checkout")


def _seed_sums(number: str) -> dict[int, list[tuple[str, int, bool]]]:
    document = seed(number)
    sections, lines = understood(document)
    found: dict[int, list[tuple[str, int, bool]]] = {}
    for claim in claims_prose.claims(document, sections, lines):
        if claim.kind == "sum":
            line = line_of(document, claim.span)
            found.setdefault(line, []).append((claim.topic, len(claim.of("part")), claim.open))
    return found


@shared
@pytest.mark.shared
def test_sample_001_yields_its_lists_its_hierarchy_and_its_balance() -> None:
    found = _seed_sums("001")
    assert found == {
        7: [("scores", 4, False)],
        28: [("income", 2, False)],
        29: [("expenditure", 2, False)],
        60: [("income", 2, False), ("balance", 2, False)],
        61: [("expenditure", 2, False)],
        64: [("economic", 3, False)],
        65: [("general", 10, False)],
        66: [("general", 18, False)],
        67: [("general", 2, False)],
        68: [("economic", 3, False)],
        69: [("general", 7, False)],
        70: [("general", 3, False)],
        71: [("general", 3, False)],
    }


@shared
@pytest.mark.shared
def test_sample_001_yields_both_shares_and_the_execution_rate() -> None:
    document = seed("001")
    sections, lines = understood(document)
    ratios = [c for c in claims_prose.claims(document, sections, lines) if c.kind == "ratio"]
    assert [(c.topic, c.of("result")[0].quantity.value) for c in ratios] == [
        ("execution", Decimal("98.3")),
        ("share", Decimal("65.3")),
        ("share", Decimal("34.7")),
    ]


@shared
@pytest.mark.shared
def test_sample_002_yields_its_sums() -> None:
    assert _seed_sums("002") == {
        9: [("general", 2, False), ("general", 2, False)],
        30: [("expenditure", 2, False), ("expenditure", 2, False)],
        33: [("income", 4, False)],
    }


@shared
@pytest.mark.shared
def test_sample_000_hands_over_its_economic_classes() -> None:
    document = seed("000")
    sections, lines = understood(document)
    found = claims_prose.economic_parts(document, sections, lines)
    assert [[str(o.quantity.value) for o in e.operands] for e in found] == [["447.9", "3654.56", "3.1"]]


def test_one_statement_of_a_balance_counts_whatever_other_places_say() -> None:
    text = (
        "2019年决算支出961万元。\n"
        "2019年度决算收入1004万元，加上年结转113万元，减决算支出561万元，年末结转155万元。"
    )
    balance = [claim for claim in claims(text) if claim.topic == "balance"]
    assert [(values(c, "part"), values(c, "total")) for c in balance] == [(["1004", "113"], ["561", "155"])]


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("2021年部门总收入147.00万元，由以下部分组成：一般公共预算财政拨款68.00万元，其他收入79.00万元。", "147.00", ["68.00", "79.00"]),
        ("按来源分，一般公共预算财政拨款68.00万元，其他收入79.00万元，2021年决算收入合计147.00万元。", "147.00", ["68.00", "79.00"]),
    ],
)  # fmt: skip
def test_totals_before_and_behind_their_sources(text: str, total: str, parts: list[str]) -> None:
    assert (total, parts) in [(t[0], p) for _, t, p, *_ in sums(text)]


def test_an_adjusted_budget_in_the_wrong_unit_is_still_the_base_of_the_rate() -> None:
    text = "年初批复部门预算746.74万元，调整后预算859.62元，实际支出859.62万元，预算执行率100%。"
    rates = [claim for claim in claims(text) if claim.kind == "ratio"]
    assert [(values(c, "numerator"), values(c, "denominator")) for c in rates] == [(["859.62"], ["859.62"])]


def test_the_details_of_what_was_spent_do_not_part_it_from_its_rate() -> None:
    text = "“三公”经费预算90.53万元，实际支出19.20万元，其中：公务接待费8.83万元，公务用车运行维护费10.37万元，执行率为93.5%。"
    rates = [claim for claim in claims(text) if claim.kind == "ratio"]
    assert [(values(c, "numerator"), values(c, "denominator")) for c in rates] == [(["19.20"], ["90.53"])]
