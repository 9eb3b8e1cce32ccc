"""Tables whose cells became paragraphs."""

from __future__ import annotations

import time

import pytest

from heyan.model.document import Source
from heyan.model.report import Report
from heyan.pipeline import understand

from .layouts import Layout, layouts
from .tables import cells, names, only

# One header row with levels and points, or with a sign and a unit of its own, is what tells where rows end.
READ = frozenset(
    {
        "adjusted_targets_with_coefficient", "comparators_in_words", "costs_first", "levels_on_each_row",
        "money_by_source_and_by_use", "money_in_one_line", "nature_value_unit_weight", "numbered_columns_one_money_row",
        "points_in_brackets", "points_in_level_names", "special_fund_without_points", "symbols_before_targets",
        "three_kinds_of_cost", "total_first", "units_in_names_and_points",
    }
)  # fmt: skip


def _flat(layout: Layout) -> str:
    listed = [cell for row in layout.rows for cell in row if cell not in ("", "<", "^")]
    return "\n\n".join([*layout.above.splitlines(), *listed, layout.below])


def _read(text: str) -> Report:
    return understand(Source("p.txt", text.encode()))[1]


@pytest.mark.parametrize(
    "layout", [one for one in layouts() if one.name in READ], ids=lambda one: str(one.name)
)
def test_the_rows_of_a_table_are_found_by_their_header(layout: Layout) -> None:
    form = only(_read(_flat(layout)))
    expected = layout.indicators()
    assert names(form) == [row["name"] for row in expected]
    for indicator, row in zip(form.indicators, expected, strict=True):
        for field, printed in row.items():
            value = getattr(indicator, field)
            read = str(value.raw) if value else ""
            assert read == printed or (field == "weight" and read and read in printed), (row["name"], field)
    assert form.unit is not None
    assert form.unit.value == layout.expected["unit"]


TEMPLATE = """
项目支出绩效自评表

（2022年度）

项目名称

校舍修缮

主管部门

青禾区教育局

实施单位

石溪镇中心小学

项目资金（万元）

年初

预算数

全年

预算数

全年

执行数

分值

执行率

得分

年度资金总额

50

50

45

10

90%

9

一级指标

二级指标

三级指标

年度

指标值

实际

完成值

分值

得分

偏差原因分析及改进措施

产出指标

数量指标

指标1修缮教室

12间

12间

50

50

指标2

……

质量指标

指标1验收合格率

100%

90%

30

27

有一间尚未验收，下一步抓紧整改

指标2

……

满意度

指标

服务对象满意度指标

指标1师生满意度

≥90%

95%

10

10

指标2

总分

100

96
"""


def test_lines_of_one_label_are_put_together_and_empty_rows_of_a_template_left_out() -> None:
    form = only(_read(TEMPLATE))
    assert [tuple("".join(cell.split()) for cell in cells(one)) for one in form.indicators] == [
        ("产出指标", "数量指标", "指标1修缮教室", "12间", "12间", "50", "50"),
        ("产出指标", "质量指标", "指标1验收合格率", "100%", "90%", "30", "27"),
        ("满意度指标", "服务对象满意度指标", "指标1师生满意度", "≥90%", "95%", "10", "10"),
    ]
    assert [one.reason.value[:7] for one in form.indicators if one.reason] == ["有一间尚未验收"]
    assert [
        (str(row.annual.value.value), str(row.executed.value.value))
        for row in form.budget_rows
        if row.annual and row.executed
    ] == [("50", "45")]
    assert form.unit is not None
    assert (form.unit.value, form.project and form.project.name and form.project.name.value) == (
        "石溪镇中心小学",
        "校舍修缮",
    )
    assert [
        (str(t.weight.value.value), str(t.score.value.value)) for t in form.totals if t.weight and t.score
    ] == [("100", "96")]


@pytest.mark.parametrize(
    "text",
    [
        "一级指标\n\n二级指标\n\n三级指标\n\n指标值\n\n分值\n\n按要求由各单位自行设置，不得少于三个。",
        "评价从一级指标、二级指标、三级指标入手。\n\n二级指标\n\n共12个。\n\n三级指标\n\n共30个。",
    ],
)
def test_headers_without_rows_stay_prose(text: str) -> None:
    assert _read(text).forms == ()


def test_columns_of_two_periods_are_not_cut_into_rows() -> None:
    (layout,) = [one for one in layouts() if one.name == "two_periods_side_by_side"]
    assert _read(_flat(layout)).forms == ()


def test_many_headers_cost_no_more_than_their_number() -> None:
    def seconds(times: int) -> float:
        text = ("一级指标\n\n二级指标\n\n三级指标\n\n指标值\n\n分值\n\n" + "甲乙丙\n\n1\n\n" * 20) * times
        begun = time.process_time()
        _read(text)
        return time.process_time() - begun

    seconds(2)
    assert min(seconds(160) for _ in range(2)) < 10 * min(seconds(40) for _ in range(2))
