"""总分, 小计 and the points of levels."""

from __future__ import annotations

import pytest

from .tables import flat, report, sums

TITLE = "项目支出绩效自评表"
HEADER = "一级指标|二级指标|三级指标|指标值|完成值|分值|得分|备注"


def told(*rows: str) -> dict[str, list[str]]:
    found = report(TITLE, "\n".join((HEADER, *rows)))
    return {
        topic: [
            f"{subject} {total}={missing or parts}" for subject, total, parts, missing in sums(found, topic)
        ]
        for topic in ("weights", "scores")
    }


@pytest.mark.parametrize(
    ("total", "scores"),
    [
        ("总分|<|<|<|<|100|98|", ["总分 98=88+10"]),
        ("合计|<|<|<|<|100|98|优", ["总分 98=88+10"]),
        ("总  分|<|<|100|<|98|<|", ["总分 98=88+10"]),
        ("总分：98分|<|<|<|<|<|<|<", ["总分 98=88+10"]),
        ("合计|<|<|<|<|100||", []),
    ],
)
def test_total_rows(total: str, scores: list[str]) -> None:
    rows = ("产出指标|数量指标|甲项|5个|5个|90|88|", "满意度指标|满意度|乙项|90%|95%|10|10|", total)
    found = told(*rows)
    assert found["scores"] == scores
    assert found["weights"] == ["总分 100=90+10"]


def test_subtotals_take_the_rows_since_the_last_one() -> None:
    found = told(
        "产出指标|数量指标|甲项|5个|5个|40|40|",
        "^|质量指标|乙项|90%|95%|20|20|",
        "小计|<|<|||60|60|",
        "效益指标|社会效益|丙项|90%|95%|40|39|",
        "小计|<|<|||40|39|",
        "合计|<|<|||100|99|",
    )
    assert found["weights"] == ["产出指标 60=40+20", "社会效益 40=40", "总分 100=40+20+40"]
    assert found["scores"][-1] == "总分 99=40+20+39"


def test_levels_of_one_name_under_different_levels_are_kept_apart() -> None:
    found = told(
        "产出指标|进度（30分）|甲项|5个|5个|30|30|",
        "效益指标|进度（40分）|乙项|5个|5个|40|40|",
        "^|影响（30分）|丙项|5个|5个|30|30|",
    )
    assert found["weights"][:3] == ["进度 30=30", "进度 40=40", "影响 30=30"]


@pytest.mark.parametrize(
    ("rows", "weights", "scores"),
    [
        (  # execution stands nowhere: its ten points are missing, nothing is wrong
            ("产出指标|数量指标|甲项|5个|5个|90|88|", "总分|<|<|<|<|100|98|"),
            ["总分 100=预算执行率的分值"],
            ["总分 98=预算执行率的得分"],
        ),
        (
            (
                "预算执行率|预算执行率|预算执行率|100%|80%|10|8|",
                "产出指标|数量指标|甲项|5个|5个|80|80|",
                "总分|<|<|<|<|100|88|",
            ),
            ["总分 100=10+80"],
            ["总分 88=8+80"],
        ),
        (  # an indicator that is not assessed has no points to miss
            (
                "产出指标|数量指标|甲项|5个|5个|100|98|",
                "^|质量指标|乙项|不适用|不适用|/|/|",
                "总分|<|<|<|<|100|98|",
            ),
            ["总分 100=100"],
            ["总分 98=98"],
        ),
    ],
)
def test_what_is_missing_to_the_whole(rows: tuple[str, ...], weights: list[str], scores: list[str]) -> None:
    assert told(*rows) == {"weights": weights, "scores": scores}


def test_a_total_row_may_count_the_indicators_only() -> None:
    budget = "项目资金（万元）|<||年初预算数|全年预算数|全年执行数|执行率|得分\n^|<|年度资金总额|100|100|97|97%|9.7"
    rows = (
        "产出指标|数量指标|甲项|5个|5个|80|80|",
        "满意度指标|满意度|乙项|90%|95%|10|10|",
        "总分|<|<|<|<|90|90|",
    )
    found = report(TITLE, budget, "\n".join((HEADER, *rows)))
    assert sums(found, "scores") == [("总分", "90", "80+10", None)]


def test_columns_of_other_names_keep_their_cells_in_flattened_tables() -> None:
    cells = ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "超出情况", "分值", "得分"]
    row = ["产出", "数量", "甲项", "65部", "65部", "0", "25", "24"]
    table = "\n\n".join("\n".join(f"→{cell}" for cell in line) for line in (cells, row, row))
    form = flat(f"{TITLE}\n{table}\n\n\n").forms[0]
    for indicator in form.indicators:
        assert indicator.weight is not None
        assert indicator.score is not None
        assert (indicator.weight.raw, indicator.score.raw) == ("25", "24")
