"""Headers of indicator tables, in one row and in two."""

from __future__ import annotations

import pytest

from .tables import cells, flat, names, only, report, sums

TITLE = "部门整体支出绩效自评表"


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "一级指标|二级指标|三级指标|指标值|完成值|分值|得分",
            "产出指标|数量指标|巡河次数|≥48次|50次|10|10",
            ("产出指标", "数量指标", "巡河次数", "≥48次", "50次", "10", "10"),
        ),
        (
            "序号|一级指标|二级指标|三级指标|分值|年度目标值|全年实际值|自评得分",
            "1|产出指标|产出数量|巡河次数|10|≥48次|50次|10",
            ("产出指标", "产出数量", "巡河次数", "≥48次", "50次", "10", "10"),
        ),
        (
            "绩效指标|指标名称|计量单位|指标性质|年初指标值|调整指标值|全年完成值|得分系数（%）|权重|得分|是否核心",
            "|巡河次数|次|≥|40|48|50|100|10|10|是",
            ("", "", "巡河次数", "48", "50", "10", "10"),
        ),
        (
            "一级指标|二级指标|指标内容|指标值",
            "产出指标|数量指标|巡河次数|≥48次",
            ("产出指标", "数量指标", "巡河次数", "≥48次", "", "", ""),
        ),
        (
            "一级指标|二级指标|三级指标|指标值|<|<|权重",
            "产出指标|数量指标|巡河次数|≥|48|次|10",
            ("产出指标", "数量指标", "巡河次数", "48", "", "10", ""),
        ),
        (
            "一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|得分",
            "产出指标（40分）|数量指标（10分）|巡河次数（10分）|≥48次|50次|10",
            ("产出指标（40分）", "数量指标（10分）", "巡河次数（10分）", "≥48次", "50次", "10", "10"),
        ),
    ],
)
def test_columns_by_their_names(header: str, row: str, expected: tuple[str, ...]) -> None:
    form = only(report(TITLE, f"{header}\n{row}"))
    assert cells(form.indicators[0]) == expected
    assert not form.drifts


PAIRS = """
一级指标|<|二级指标|<|三级指标|<|指标说明|自评得分
名称|权重|名称|权重|名称|权重|^|^
投入|20|项目立项|12|论证决策|7|论证充分|7
^|^|^|^|目标设置|5|目标合理|5
^|^|资金落实|8|资金到位|8|到位率|8
产出|30|效率性|30|完成进度|30|完成率|29
"""
FLAT = """
→一级指标
→二级指标
→三级指标
→指标说明
→自评得分

→名称
→权重
→名称
→权重
→名称
→权重

→投入
→20
→项目立项
→12
→论证决策
→7
→论证充分
→7

→目标设置
→5
→目标合理
→5

→资金落实
→8
→资金到位
→8
→到位率
→8
"""


def test_names_and_weights_under_each_level() -> None:
    found = report(TITLE, PAIRS)
    form = only(found)
    assert names(form) == ["论证决策", "目标设置", "资金到位", "完成进度"]
    assert cells(form.indicators[1])[:3] == ("投入", "项目立项", "目标设置")
    assert not form.drifts
    assert ("投入", "20", "7+5+8", None) in sums(found, "weights")
    assert ("项目立项", "12", "7+5", None) in sums(found, "weights")


def test_names_and_weights_under_levels_whose_widths_were_lost() -> None:
    found = flat(f"{TITLE}\n{FLAT}\n\n\n")
    assert [cells(indicator)[:3] for indicator in only(found).indicators] == [
        ("投入", "项目立项", "论证决策"),
        ("投入", "项目立项", "目标设置"),
        ("投入", "资金落实", "资金到位"),
    ]
    assert ("投入", "20", "7+5+8", None) in sums(found, "weights")


@pytest.mark.parametrize(
    "row",
    [
        "过程|预算管理|制度健全性|健全|健全|6|6",  # an older framework's level 2, named like others' level 1
        "预算执行率|预算执行率|预算执行率|100%|96%|10|9.6",
        "满意度指标|<|居民满意度|≥90%|95%|10|10",
        "产出指标|数量指标|村庄规划|定性|完成|10|10",
        "产出指标|数量指标|村庄规划|完成|完成|10|不适用",
    ],
)
def test_rows_that_stand_where_they_belong(row: str) -> None:
    table = (
        "一级指标|二级指标|三级指标|指标值|完成值|分值|得分\n产出指标|数量指标|巡河次数|≥48次|50次|10|10\n"
        + row
    )
    assert not only(report(TITLE, table)).drifts
