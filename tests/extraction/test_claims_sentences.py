"""Averages, remainders, lists in parallel, counted points and places: what single sentences assert, and what they do not."""

from __future__ import annotations

import pytest

from heyan.model.claim import Claim
from heyan.model.document import Source
from heyan.pipeline import understand


def claims(sentence: str) -> tuple[Claim, ...]:
    _, report = understand(Source("t.txt", f"2022年度工作报告\n\n一、基本情况\n{sentence}\n".encode()))
    return report.claims


def written(sentence: str, *topics: str) -> list[str]:
    """The claims of those kinds or topics: role=number of each operand, then what is missing."""
    found = []
    for claim in claims(sentence):
        if claim.topic in topics or claim.kind in topics:
            operands = [f"{o.role}={o.quantity.value:f}" for o in claim.operands]
            found.append(" ".join([*operands, *([f"缺{claim.missing}"] if claim.missing else [])]))
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("发放补助36.00万元，惠及120户，户均3000元。", ["numerator=36.00 denominator=120 result=3000"]),
        ("发放补助36.00万元，惠及120户、300人，人均1200元。", ["numerator=36.00 denominator=300 result=1200"]),
        ("开展培训12场次，培训1260人次，场均105人。", ["numerator=1260 denominator=12 result=105"]),
        ("投入资金48万元，改造道路16亩，亩均3万元。", ["numerator=48 denominator=16 result=3"]),
        ("16个村共投入资金480万元，村均30万元。", ["numerator=480 denominator=16 result=30"]),
        ("发放补助36.00万元，户均3000元。", ["result=3000 缺户数"]),
        ("惠及120户，户均3000元。", ["result=3000 缺总额"]),
        ("发放补助58.80万元，惠及42户，户均1.6万元。", ["numerator=58.80 denominator=42 result=1.6"]),
        ("投入资金120万元，改造危房42户，户均补助1.4万元。", ["result=1.4 缺同一句里的总额和数量"]),
        # A statistic of its own; what each gets a month; what is said of every village; even and balanced.
        ("全镇300人参保，缴费36万元，人均可支配收入19832元。", ["result=19832 缺总额、人数"]),
        ("发放高龄津贴43.2万元，惠及360人，人均每月100元。", ["result=100 缺总额、人数"]),
        ("村集体总收入860万元，16个村均超过30万元。", []),
        ("各村均衡发展，投入36万元，惠及120户。", []),
    ],
)  # fmt: skip
def test_averages(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "average") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("项目预算120万元，实际支出103.5万元，节约资金16.5万元。", ["current=103.5 base=120 difference=16.5"]),
        ("全年收入560.00万元，支出512.30万元，结余47.70万元。", ["current=512.30 base=560.00 difference=47.70"]),
        ("总投资500万元，已支付320万元，剩余180万元待验收后支付。", ["current=320 base=500 difference=180"]),
        ("项目预算50万元，实际支出56万元，超支6万元。", ["current=56 base=50 difference=6"]),
        ("合同金额86万元，尚余34.4万元。", ["base=86 difference=34.4 缺支出数"]),
        ("上年结余32万元，本年收入800万元，本年支出790万元，年末结余42万元。", ["total=790 total=42 part=800 part=32"]),
        ("收入1310.20万元，支出1298.60万元，结余11.06万元。", ["current=1298.60 base=1310.20 difference=11.06"]),
        # Funds of earlier years may be in it; the paper does not say.
        ("收入1310.20万元，支出1298.60万元，年末结余25.30万元。", []),
        ("项目结余12万元，已交回财政。", []),
        ("上年结余12万元，本年支出9万元。", []),
    ],
)  # fmt: skip
def test_remainders(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "change", "balance") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("甲村、乙村、丙村分别植树120亩、80亩、60亩，共260亩。", ["total=260 part=120 part=80 part=60"]),
        ("植树260亩，其中甲村、乙村和丙村分别完成120、80、60亩。", ["total=260 part=120 part=80 part=60"]),
        ("一产、二产、三产分别占25.3%、44.7%、30.0%。", ["total=100 part=25.3 part=44.7 part=30.0"]),
        ("优、良、中三个等次占比分别为60%、30%和10%。", ["total=100 part=60 part=30 part=10"]),
        ("甲村、乙村分别植树120亩、80亩、60亩。", ["declared=2 listed=3"]),
        # The list goes on in another unit; shares of several wholes; what others did is no total of these.
        ("屋面、外墙、管网三类工程分别完成2.6万平方米、4.1万平方米、12.8公里。", []),
        ("甲村、乙村森林覆盖率分别为62.0%、71.5%。", []),
        ("甲村、乙村分别投入35万元、42万元，其余村共投入63万元。", []),
        ("甲村、乙村等分别占30%、20%。", []),
    ],
)  # fmt: skip
def test_lists_in_parallel(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "sum", "count") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("总支出1310.20万元，其中基本支出和项目支出分别为812.40万元、497.80万元，分别占总支出的62.0%、38.0%。",
         ["total=1310.20 part=812.40 part=497.80", "numerator=812.40 denominator=1310.20 result=62.0",
          "numerator=497.80 denominator=1310.20 result=38.0"]),
        ("年初预算数、全年预算数、全年执行数分别为1200万元、1310万元、1300万元，预算执行率99.2%。",
         ["numerator=1300 denominator=1310 result=99.2"]),
        ("2021年、2022年项目支出分别为400万元、440万元，增长10%。", ["current=440 base=400 growth=10"]),
        ("收入、支出分别比上年增加35万元、28万元。", []),
    ],
)  # fmt: skip
def test_figures_in_parallel_have_their_own_names(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "sum", "ratio", "change", "same") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("抓好三个方面：一是修路；二是修渠；三是亮化。", ["declared=3 listed=3"]),
        ("落实四项措施：一是修路；二是修渠；三是亮化。", ["declared=4 listed=3"]),
        ("实现五大目标：一是甲；二是乙；三是丙；四是丁；五是戊。下一步：一是己；二是庚。", ["declared=5 listed=5"]),
        ("存在两个问题：一是甲；三是乙。", []),
        ("采取以下三项措施：\n一是修路。\n二是修渠。\n三是亮化。", ["declared=3 listed=3"]),
        ("完成2个项目，一是甲项目；二是乙项目；三是做好日常管护。", []),
        ("主要做法：一是甲；二是乙。", []),
    ],
)  # fmt: skip
def test_points_counted(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "count") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全镇辖16个行政村。指导16个村民委员会换届。", ["first=16 second=16"]),
        ("全镇共18个村，今年实施12个村的道路硬化。", []),
        ("东片12个村修路，西片12个村修渠。", []),
        ("全镇辖3个社区，3个社区完成改造。", []),
    ],
)
def test_places_counted_twice(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "target") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("受理信访件60件，办结59件，办结率98.3%。", ["numerator=59 denominator=60 result=98.3"]),
        ("调处纠纷47件，化解率92.9%。", ["denominator=47 result=92.9"]),
        ("问卷显示群众满意度达101%。", ["result=101"]),
        ("造林任务完成率115%。", []),
    ],
)
def test_rates_of_whole_things(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "share", "whole_rate") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("会议费支出2.5万元，与上年持平。", ["current=2.5 缺作比较的上年数"]),
        ("上年支出99.00万元，本年支出99.00万元，与上年持平。", ["current=99.00 base=99.00"]),
        ("商品和服务支出196.30万元，与上年196.30万元持平。", ["current=196.30 base=196.30"]),
        ("满意度由上年的92.4%提高到95.1%，提高2.7个百分点。", ["current=95.1 base=92.4 difference=2.7"]),
        ("会议费支出2.5万元，与上年基本持平。", []),
        ("上年结余12万元，会议费支出2.5万元，与上年持平。", ["current=2.5 缺作比较的上年数"]),
        (
            "会议费支出2.5万元，比预算数3万元减少0.5万元，与上年2.5万元持平。",
            ["current=2.5 base=3 difference=0.5", "current=2.5 base=2.5"],
        ),
    ],
)
def test_level_and_points(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "change") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("设置绩效指标9项，已完成8项，未完成1项，完成率88.89%。", ["numerator=8 denominator=9 result=88.89"]),
        ("受理纠纷25件，已化解23件，尚有2件，化解率92%。", ["numerator=23 denominator=25 result=92"]),
        ("验收项目40个，合格38个，不合格2个，合格率95%。", ["numerator=38 denominator=40 result=95"]),
        ("开展巡查2236次，完成计划（2150次）的104%。", ["numerator=2236 denominator=2150 result=104"]),
        ("开展巡查2236次，完成计划（2150次）的114%。", ["numerator=2236 denominator=2150 result=114"]),
        # One slip apart or not asserted.
        ("开展巡查2236次，完成计划（2150次）的62.7%。", []),
    ],
)  # fmt: skip
def test_what_is_left_undone_is_no_part_of_a_rate(sentence: str, expected: list[str]) -> None:
    assert written(sentence, "ratio") == expected


def test_a_change_proves_itself_by_last_year_s_figure_where_this_year_s_stands_elsewhere() -> None:
    sentence = "与2021年支出2946.11万元相比，增加152.32万元，增长5.17%。"
    assert written(sentence, "change") == ["base=2946.11 difference=152.32 growth=5.17"]
    assert written("与2021年支出2946.11万元相比，增加152.32万元。", "change") == [
        "base=2946.11 difference=152.32 缺本年数"
    ]
