from __future__ import annotations

import pytest

from heyan.extraction import prose
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import Indicator, LevelTotal, Sourced

from .papers import SEEDS, line_of, paper, seed, understood


def read(text: str) -> tuple[tuple[Indicator, ...], tuple[LevelTotal, ...]]:
    document = paper(text)
    sections, lines = understood(document)
    indicators, totals = prose.indicators(document, sections, lines)
    for indicator in indicators:
        assert indicator.in_prose
        assert indicator.name is not None
        assert document.text_of(indicator.name.span) == indicator.name.raw
    return indicators, totals


def measure(stated: Sourced[Measure] | None) -> str | None:
    return stated.value.text if stated else None


def points(stated: Sourced[Quantity] | None) -> str | None:
    return str(stated.value.value) if stated else None


def brief(indicator: Indicator) -> tuple[str | None, ...]:
    return (
        indicator.level2.value if indicator.level2 else None,
        indicator.name.value if indicator.name else None,
        measure(indicator.target),
        measure(indicator.actual),
        points(indicator.weight),
        points(indicator.score),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "数量指标, 植树面积年初目标值300亩，当年实际完成值300亩，应得4分，实得4分； 巡查次数年初目标值10次，完成值11次，应得5分，实际得5分。",
            [
                ("数量指标", "植树面积", "300亩", "300亩", "4", "4"),
                ("数量指标", "巡查次数", "10次", "11次", "5", "5"),
            ],
        ),
        (
            "成本指标，超概算比例目标值≤10%，2021年完成值10%，应得18分，实得18分。",
            [("成本指标", "超概算比例", "≤10%", "10%", "18", "18")],
        ),
        (
            "（2）效益指标完成情况。|收入增长率，闲置降低率，应得20分，实得20分，就业率，应得2分，实际得1分。",
            [
                (None, "收入增长率，闲置降低率", None, None, "20", "20"),
                (None, "就业率", None, None, "2", "1"),
            ],
        ),
        (
            "指标1：开展培训，目标值5期，实际完成5期，完成率100%，分值10分，得分10分。",
            [(None, "开展培训", "5期", "5期", "10", "10")],
        ),
        (
            "数量指标：完成道路硬化5公里（目标值5公里），分值10分，得分9分。",
            [("数量指标", "完成道路硬化", "5公里", "5公里", "10", "9")],
        ),
        (
            "（1）数量指标。道路里程：目标值5公里，完成值5公里，分值10分，自评得分9分。",
            [("数量指标", "道路里程", "5公里", "5公里", "10", "9")],
        ),
        (
            "数量指标：培训人次目标值100人次，实际完成98人次，分值10分，得分9.8分；质量指标：合格率目标值≥95%，实际完成96%，分值10分，得分10分。",
            [
                ("数量指标", "培训人次", "100人次", "98人次", "10", "9.8"),
                ("质量指标", "合格率", "≥95%", "96%", "10", "10"),
            ],
        ),
        (
            "1.数量指标|（1）新建公厕，年初目标值2座，实际完成1座，分值10分，得5分。",
            [("数量指标", "新建公厕", "2座", "1座", "10", "5")],
        ),
    ],
)
def test_indicators_with_points(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert [brief(indicator) for indicator in read(text)[0]] == expected


GOALS = (
    "一、绩效目标|（1）产出指标|①数量指标。培训人次≥73人次；引进资金≥1亿；种植面积≥100亩；帮扶对象18户全覆盖；各条线考核目标完成100%。|"
    "②质量指标。培训完成率100%；及时整治环境。|（2）满意度指标|服务对象满意度90%以上。|"
    "二、完成情况|（一）产出指标完成情况|1.数量指标。培训人次73人；引进资金0元；种植面积100亩，帮扶对象18户全覆盖；各条线考核为一般单位。|"
    "2.质量指标。培训完成率95%；及时整治环境。|（二）满意度指标完成情况|服务对象满意度95%。"
)


def test_goals_and_results_in_different_sections_are_paired_by_name() -> None:
    assert [brief(indicator)[:4] for indicator in read(GOALS)[0]] == [
        ("数量指标", "培训人次", "≥73人次", "73人"),
        ("数量指标", "引进资金", "≥1亿", "0元"),
        ("数量指标", "种植面积", "≥100亩", "100亩"),
        ("数量指标", "帮扶对象", "18户", "18户"),
        ("数量指标", "各条线考核目标完成", "100%", "一般单位"),
        ("质量指标", "培训完成率", "100%", "95%"),
        (None, "服务对象满意度", "90%以上", "95%"),
    ]


def test_first_levels_are_told_by_headings_or_follow_from_the_second() -> None:
    levels = {i.level1.value if i.level1 else None for i in read(GOALS)[0]}
    assert levels == {"产出指标", "满意度指标"}


@pytest.mark.parametrize(
    "text",
    [
        "一、绩效目标|数量指标。培训5期。|二、主要成效|全年培训5期，得到好评。",
        "一、完成情况|（一）工作成效|排查隐患19处，整改19处。",
        "一、职责|组织培训5期；开展巡查3次。",
        "评价得分在90分以上为优，80分至90分为良。",
    ],
)
def test_other_prose_holds_no_indicators(text: str) -> None:
    assert read(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2021年度柳河镇绩效自评得分为99.7分，其中满意度指标20分，预算执行19.7分，产出指标40分。",
            [
                ("", None, "99.7"),
                ("满意度指标", None, "20"),
                ("预算执行", None, "19.7"),
                ("产出指标", None, "40"),
            ],
        ),
        ("产出指标应得分40分，实得38分，分项如下：", [("产出指标", "40", "38")]),
        ("产出指标（50分）自评得48分。", [("产出指标", "50", "48")]),
        ("2024年我局整体绩效评价自评分为92.40分。", [("", None, "92.40")]),
        (
            "综合评价得分为96分，等级为优。其中：产出指标48分，效益指标28分。",
            [("", None, "96"), ("产出指标", None, "48"), ("效益指标", None, "28")],
        ),
        ("自评得分95分。|综上，自评得分95分。", [("", None, "95")]),
    ],
)
def test_points_of_levels_and_of_the_whole(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(t.scope, points(t.weight), points(t.score)) for t in read(text)[1]] == expected


@pytest.mark.parametrize(
    ("text", "year", "unit"),
    [
        ("2021年度柳河镇人民政府整体绩效自评结果|（摘要）", 2021, "柳河镇人民政府"),
        ("2024年度清源县柳河镇人民政府||部门整体支出绩效自评报告", 2024, "清源县柳河镇人民政府"),
        ("清源县水利局整体支出绩效自评报告|（2022年度）", 2022, "清源县水利局"),
        ("2021年部门整体支出绩效目标表", 2021, None),
        ("## 柳河镇2026年部门整体支出绩效目标表|填报单位（盖章）：清源县柳河镇人民政府", 2026, "柳河镇"),
        ("二〇二二年度柳河中心小学绩效自评报告", 2022, "柳河中心小学"),
        ("柳河乡2022年度乡村振兴专项资金绩效自评报告", 2022, "柳河乡"),
        ("清源旗白音苏木2022年度预算绩效自评报告", 2022, "清源旗白音苏木"),
        ("2023年度部门整体绩效自评报告||部门：清源市柳河街道办事处", 2023, "清源市柳河街道办事处"),
        ("一、概况|2020年柳河镇人民政府", None, None),
    ],
)
def test_title_tells_year_and_unit(text: str, year: int | None, unit: str | None) -> None:
    found_year, found_unit = prose.title_facts(paper(text))
    assert (found_year.value if found_year else None) == year
    assert (found_unit.value if found_unit else None) == unit


shared = pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside the checkout")


@shared
@pytest.mark.shared
def test_sample_001_states_nine_scored_indicators_and_its_totals() -> None:
    document = seed("001")
    sections, lines = understood(document)
    indicators, totals = prose.indicators(document, sections, lines)
    assert [(line_of(document, i.row), points(i.weight), points(i.score)) for i in indicators] == [
        (75, "4", "4"),
        (75, "5", "5"),
        (75, "5", "5"),
        (75, "5", "5"),
        (76, "18", "18"),
        (77, "3", "6"),
        (79, "20", "20"),
        (79, "2", "1"),
        (81, "20", "20"),
    ]
    assert [(t.scope, points(t.weight), points(t.score)) for t in totals] == [
        ("", None, "99.7"),
        ("预算执行", None, "19.7"),
        ("产出指标", None, "40"),
        ("效益指标", None, "20"),
        ("满意度指标", None, "20"),
        ("产出指标", "40", "40"),
    ]
    year, unit = prose.title_facts(document)
    assert year is not None
    assert year.value == 2021
    assert unit is not None


@shared
@pytest.mark.shared
def test_sample_002_pairs_its_goals_with_its_results() -> None:
    document = seed("002")
    sections, lines = understood(document)
    indicators, totals = prose.indicators(document, sections, lines)
    assert len(indicators) == 20
    assert all(indicator.target and indicator.actual for indicator in indicators)
    assert {(measure(i.target), measure(i.actual)) for i in indicators if line_of(document, i.row) == 60} == {
        ("100%", "100%"),
        ("≤1059万", "1566.89万"),
        ("≤4322.80万", "3674.94万"),
    }
    assert [(t.scope, points(t.score)) for t in totals] == [("", "92.40")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("植树目标30亩，实际完成32亩；修路目标85公里，实际完成80公里。", ["植树 30亩 32亩 - -", "修路 85公里 80公里 - -"]),
        ("①植树面积。目标值：30亩；完成值：32亩；分值：10分；得分：10分。", ["植树面积 30亩 32亩 10 10"]),
        ("植树面积（10分）：目标30亩，实际完成31亩，得9分。", ["植树面积 30亩 31亩 10 9"]),
        ("植树面积，分值10分，年初目标值为≥30亩，全年实际完成值为29亩，得分9.67分。", ["植树面积 ≥30亩 29亩 10 9.67"]),
        ("成活率年度指标值≥85%，全年完成值88%，得满分10分。", ["成活率 ≥85% 88% 10 10"]),
        ("预算完成率（5分）。预算完成率=（甲+乙）/丙×100%=98.5%，该项得分5分。", ["预算完成率 - - 5 5"]),
        ("控制率=在职人数/编制数=93.65%，得5分。", ["控制率 - 93.65% - 5"]),
        ("指标得分：目标设定6分，得5分；预算配置9分，得9分。", ["目标设定 - - 6 5", "预算配置 - - 9 9"]),
        ("死亡率目标值≤18/10万，实际完成值0。", ["死亡率 ≤18/10万 0 - -"]),
    ],
)  # fmt: skip
def test_indicators_in_many_wordings(text: str, expected: list[str]) -> None:
    shown = [
        " ".join(
            [
                i.name.raw if i.name else "-",
                i.target.raw if i.target else "-",
                i.actual.raw if i.actual else "-",
                points(i.weight) or "-",
                points(i.score) or "-",
            ]
        )
        for i in read(text)[0]
    ]
    assert shown == expected
