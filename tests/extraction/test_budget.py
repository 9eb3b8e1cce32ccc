"""资金 rows: their header, their labels, and what they add up to."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.pipeline import understand

from .tables import only, report, sums

TITLE = "项目支出绩效自评表"
INDICATORS = """
一级指标|二级指标|三级指标|指标值|完成值|分值|得分
产出指标|数量指标|巡河次数|≥48次|50次|90|90
"""
HEAD = "项目资金（万元）|<||年初预算数|全年预算数|全年执行数|分值|执行率|得分\n"


def told(*rows: str) -> list[tuple[str, str, str, str | None]]:
    table = HEAD + "\n".join(f"^|<|{row}" for row in rows)
    return sums(report(TITLE, table, INDICATORS), "income", "expenditure")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("年度资金总额|90|100|80|10|80%|8", "其中：财政拨款|60|70|50|||", "其他资金|30|30|30|||"),
            ["90=60+30", "100=70+30", "80=50+30"],
        ),
        (  # every part may carry 其中
            ("年度资金总额|90|100|80|10|80%|8", "其中：财政拨款|60|70|50|||", "其中：其他资金|30|30|30|||"),
            ["90=60+30", "100=70+30", "80=50+30"],
        ),
        (  # levels of government divide 财政拨款, not the total
            (
                "年度资金总额|90|100|80|10|80%|8",
                "其中：财政拨款|60|70|50|||",
                "其中：中央资金|40|50|30|||",
                "省级资金|15|15|15|||",
                "县级资金|5|5|5|||",
                "其他资金|30|30|30|||",
            ),
            [
                "90=60+30", "100=70+30", "80=50+30",
                "60=40+15+5", "70=50+15+5", "50=30+15+5",
            ],
        ),
        (  # 上年结转 that is part of 财政拨款
            (
                "年度资金总额|90|100|80|10|80%|8",
                "财政拨款|60|70|50|||",
                "其中：上年结转|0|10|10|||",
                "其他资金|30|30|30|||",
            ),
            ["90=60+30", "100=70+30", "80=50+30"],
        ),
        (  # central and local money are siblings
            ("年度资金总额|90|100|80|10|80%|8", "其中：中央财政资金|60|70|50|||", "地方资金|30|30|30|||"),
            ["90=60+30", "100=70+30", "80=50+30"],
        ),
        (  # kinds of expenditure
            ("年度资金总额|90|100|80|10|80%|8", "其中：基本支出|60|70|50|||", "项目支出|30|30|30|||"),
            ["90=60+30", "100=70+30", "80=50+30"],
        ),
        (  # names that no list knows are read, but divide nothing
            ("年度资金总额|90|100|80|10|80%|8", "巡河项目|60|70|50|||", "护林项目|20|20|20|||"),
            [],
        ),
    ],
)  # fmt: skip
def test_what_the_rows_add_up_to(rows: tuple[str, ...], expected: list[str]) -> None:
    assert [f"{total}={parts}" for _, total, parts, _ in told(*rows)] == expected


@pytest.mark.parametrize(
    "header",
    [
        "预算执行情况（万元）|<|资金性质|年初预算数|全年预算数A|全年执行数B|执行率（B/A×100%）|分值|得分",
        "预算执行情况（10分）|<|年度预算数（万元）|年初预算|调整后预算数|预算执行数|预算执行率|权重|得分",
        "预算执行情况（万元）|<||年初预算数|预算数（A）|执行数（B）|执行率（B/A）|分值|得分",
        "资金使用情况（万元）|<|项目|年初预算|调整后预算数|实际支出数|执行率（%）|分值|得分",
    ],
)
def test_headers_of_the_provinces(header: str) -> None:
    form = only(
        report(TITLE, f"{header}\n^|<|年度资金总额|90|100|80|80%|10|8\n^|<|其他资金||||||", INDICATORS)
    )
    row = form.budget_rows[0]
    assert [
        value.raw if value else None
        for value in (row.initial, row.annual, row.executed, row.rate, row.weight, row.score)
    ] == ["90", "100", "80", "80%", "10", "8"]
    assert row.total


def test_the_points_of_execution_may_stand_in_the_header() -> None:
    table = "预算执行情况（万元）|<||预算数（A）|执行数（B）|执行率（B/A）|得分（20分*执行率）\n^|<|部门整体支出总额|100|99|99%|19.8"
    row = only(report("部门整体绩效自评表", table, INDICATORS)).budget_rows[0]
    assert row.annual is not None
    assert row.weight is not None
    assert (row.annual.raw, row.weight.raw) == ("100", "20")


def test_a_total_told_in_labels_beside_amounts() -> None:
    table = """
部门名称|县农业农村局|支出预算总量（万元）|年初数|90|执行率|执行率权重（分）|执行率得分
^|^|^|全年预算数|100|80%|10|8
^|^|^|全年执行数|80|^|^|^
"""
    row = only(report("部门整体绩效目标自评表", table, INDICATORS)).budget_rows[0]
    assert [
        value.raw if value else None
        for value in (row.initial, row.annual, row.executed, row.rate, row.weight, row.score)
    ] == ["90", "100", "80", "80%", "10", "8"]


def test_a_division_adds_up_to_the_column_it_comes_nearest_to() -> None:
    table = (
        HEAD + "^|<|年度资金总额|90|100|80|10|80%|8\n"
        "^|<|按收入性质分：|<|<|按支出性质分：|<|<|<\n"
        "^|<|其中：一般公共预算：80|<|<|其中：基本支出：50|<|<|<\n"
        "^|<|政府性基金拨款：0|<|<|项目支出：30|<|<|<"
    )
    found = sums(report("部门整体支出绩效自评表", table, INDICATORS), "income", "expenditure")
    assert [(total, parts) for _, total, parts, _ in found] == [("80", "80+0"), ("80", "50+30")]


def test_of_money_over_several_years_the_year_s_own_column_counts() -> None:
    table = """
资金情况（万元）|<|中期资金总额：|1500|<|年度资金总额：|500|<
^|<|其中：财政拨款|1500|<|其中：财政拨款|500|<
^|<|其他资金|0|<|其他资金|0|<
"""
    found = sums(report("项目支出绩效目标申报表", table, INDICATORS), "income", "fund")
    assert [(total, parts) for _, total, parts, _ in found] == [("500", "500+0")]


@pytest.mark.parametrize(
    "name", ["政府性基金", "政府性基金预算", "国有资本经营预算", "社会保险基金", "公共财政预算", "公共预算"]
)
def test_the_bare_name_of_a_fund_is_a_source(name: str) -> None:
    table = f"""
预算情况|资金总额|一般公共预算|{name}|其他资金|基本支出|项目支出
^|100|70|30|0|60|40
"""
    found = sums(report("部门整体支出绩效目标表", table, INDICATORS), "income")
    assert [(total, parts) for _, total, parts, _ in found] == [("100", "70+30+0")]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ("|100|70|30|60|40", [("100", "70+30")]),
        # One cell fewer: which one was merged away is not known.
        ("|100|70|30|60", []),
    ],
)
def test_a_flattened_row_of_labels_takes_the_amounts_below_where_no_cell_is_lost(
    amounts: str, expected: list[tuple[str, str]]
) -> None:
    rows = ["部门名称|石溪镇", "预算情况|资金总额|一般公共预算|政府性基金|基本支出|项目支出", amounts]
    rows += ["一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|走访|≥10次", "|质量指标|合格率|100%"]
    table = "\n\n".join("\n".join(f"\t{cell}" for cell in row.split("|")) for row in rows)
    text = f"2024年部门整体支出绩效目标表\n单位：万元\n{table}\n"
    _, found = understand(Source("t.txt", text.encode()))
    assert [(total, parts) for _, total, parts, _ in sums(found, "income")] == expected
