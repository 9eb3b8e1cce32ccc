"""Forms: which table belongs to which form, and where one ends."""

from __future__ import annotations

from heyan.model.document import Source
from heyan.pipeline import understand

from .tables import cells, flat, names, only, report, sums

BUDGET = """
项目资金（万元）|<||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|<|年度资金总额|240|240|228|10|95%|9.5
^|<|其中：财政拨款|240|240|228|—|95%|—
^|<|其他资金|—|—|—|—|/|—
"""
HEADER = "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施"
OUTPUTS = """
^|产出指标|数量指标|聘用护路员人数|≥300人|306人|20|20|
^|^|质量指标|补助发放准确率|100%|100%|30|30|
"""
EFFECTS = """
^|效益指标|社会效益指标|道路畅通天数|≥300天|306天|30|30|
^|满意度指标|服务对象满意度指标|村民满意度|≥95%|98%|10|10|
总分|<|<|<|<|<|100|99.5|
"""
TITLE = "项目支出绩效自评表"


def test_a_banner_beside_the_table_is_no_column() -> None:
    form = only(report(TITLE, BUDGET.strip() + "\n" + HEADER + OUTPUTS + EFFECTS.strip()))
    assert cells(form.indicators[1]) == (
        "产出指标",
        "质量指标",
        "补助发放准确率",
        "100%",
        "100%",
        "30",
        "30",
    )
    assert not form.drifts
    assert [row.name.value for row in form.budget_rows] == ["年度资金总额", "其中：财政拨款", "其他资金"]


def test_a_table_goes_on_over_the_page_with_and_without_its_header() -> None:
    first = BUDGET.strip() + "\n" + HEADER + OUTPUTS.rstrip()
    bare = EFFECTS.strip().replace("^|效益", "|效益").replace("^|满意", "|满意")
    for second in (HEADER + EFFECTS.rstrip(), bare):
        found = report(TITLE, first, second)
        assert len(only(found).indicators) == 4
        assert ("总分", "100", "10+20+30+30+10", None) in sums(found, "weights")
        assert ("总分", "99.5", "9.5+20+30+30+10", None) in sums(found, "scores")


def test_remarks_and_conclusions_below_are_no_indicators() -> None:
    remarks = """
评价结论|项目按计划完成，资金支付及时，沿线村民出行条件得到改善。|<|<|<|<|<|<|<
存在问题|无|<|<|<|<|<|<|<
改进措施|无|<|<|<|<|<|<|<
项目负责人：甘棠|<|<|<|财务负责人：祝余|<|<|<|<
"""
    form = only(report(TITLE, HEADER + OUTPUTS + EFFECTS.strip() + remarks.rstrip()))
    assert names(form) == ["聘用护路员人数", "补助发放准确率", "道路畅通天数", "村民满意度"]
    assert not form.drifts


def test_the_total_may_stand_behind_remarks() -> None:
    effects = EFFECTS.strip().rsplit("\n", 1)[0]
    found = report(
        TITLE, HEADER + OUTPUTS + effects + "\n其他需要说明事项|<|无|<|<|<|<|<|<\n总分|<|<|<|<|<|90|90|优"
    )
    assert ("总分", "90", "20+30+30+10", None) in sums(found, "scores")


def test_the_score_may_stand_above_the_tables() -> None:
    effects = EFFECTS.strip().rsplit("\n", 1)[0]
    found = report(
        TITLE, "自评总分|<|97.5|<|<|<|<|<|<\n" + BUDGET.strip() + "\n" + HEADER + OUTPUTS + effects
    )
    assert ("总分", "97.5", "9.5+20+30+30+10", None) in sums(found, "scores")


def test_indicators_may_begin_with_the_words_that_end_a_table() -> None:
    rows = """
^|产出指标|时效指标|项目资金拨付及时率|100%|100%|20|20|
^|^|^|年度预算执行进度|≥95%|96%|30|30|
"""
    assert names(only(report(TITLE, HEADER + rows.rstrip()))) == ["项目资金拨付及时率", "年度预算执行进度"]


def test_rows_that_nobody_filled_in_are_none() -> None:
    rows = """
^|产出指标|数量指标|新增床位|≥20张|22张|50|50|
^|^|^|……|||||
^|效益指标|经济效益指标|无|/|/|/|/|
^|^|社会效益指标|减轻家庭负担|明显|明显|40|40|
总分|<|<|<|<|<|90|90|
"""
    found = report(TITLE, HEADER + rows.rstrip())
    assert [name for name in names(only(found)) if name] == ["新增床位", "减轻家庭负担"]
    assert ("总分", "90", "50+40", None) in sums(found, "scores")


def test_one_table_may_hold_several_projects() -> None:
    one = """
项目名称|<|背街整治|<|<|<|<|<|<
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|备注
^|产出指标|数量指标|整治街巷|≥9条|9条|60|60|
^|满意度指标|服务对象满意度|居民满意度|≥90%|96%|30|30|
"""
    table = one.strip() + "\n" + one.strip().replace("背街整治", "公厕新建").replace("整治街巷", "新建公厕")
    found = report(TITLE, table)
    assert [form.project.name.value for form in found.forms if form.project and form.project.name] == [
        "背街整治",
        "公厕新建",
    ]
    assert [len(form.indicators) for form in found.forms] == [2, 2]


def test_a_title_s_year_counts_though_the_project_s_name_repeats_it() -> None:
    found = report(
        "项目支出绩效自评表（2023年度）",
        "项目名称|<|2023年河堤加固|<|<|<|<|<|<\n" + HEADER + OUTPUTS.rstrip(),
    )
    assert found.year is not None
    assert found.year.value == 2023


def test_a_form_reaches_to_its_last_row() -> None:
    form = only(report(TITLE, HEADER + OUTPUTS.rstrip()))
    assert all(form.span.covers(indicator.row) for indicator in form.indicators)


MANY = """
单位名称|项目名称|预算数|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重
630001-石桥镇|河道保洁|36|保洁|产出指标|数量指标|保洁长度|≥|26|公里|60
^|^|^|^|满意度指标|服务对象满意度|村民满意度|≥|90|%|30
^|护林巡山|20|巡山|产出指标|数量指标|巡山次数|≥|48|次|60
^|^|^|^|满意度指标|服务对象满意度|村民满意度|≥|90|%|30
"""


def test_a_column_of_projects_makes_a_form_of_each() -> None:
    found = report("部门预算项目绩效目标表（2023年度）", MANY)
    told = [
        (form.project.name.value if form.project and form.project.name else "", names(form))
        for form in found.forms
    ]
    assert told == [("河道保洁", ["保洁长度", "村民满意度"]), ("护林巡山", ["巡山次数", "村民满意度"])]
    assert {claim[3] for claim in sums(found, "weights")} == {"预算执行率的分值"}


PACKED = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 原因 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 产出指标 | 数量指标 | 植树面积 | ≥30亩 | 31亩 | 40 | 40 | |
| 补植株数 | ≥600株 | 612株 | 20 | 20 | |||
| 质量指标 | 成活率 | ≥90% | 93% | 30 | 30 | ||
| 满意度指标 | 服务对象满意度 | 村民满意度 | ≥90% | 95% | 10 | 9 | |
| 总分 | 100 | 99 | |||||
"""


def test_rows_that_lost_their_merged_cells_have_not_slipped() -> None:
    filled = "\n".join(
        "→".join(cell.strip() for cell in line.strip("|").split("|"))
        for line in PACKED.strip().split("\n")
        if "---" not in line
    )
    for text in (PACKED, filled):
        found = flat(f"{TITLE}\n\n{text}\n")
        form = only(found)
        assert [cells(indicator)[:3] for indicator in form.indicators] == [
            ("产出指标", "数量指标", "植树面积"),
            ("产出指标", "数量指标", "补植株数"),
            ("产出指标", "质量指标", "成活率"),
            ("满意度指标", "服务对象满意度", "村民满意度"),
        ]
        assert not form.drifts
        assert sums(found, "weights", "scores") == [
            ("总分", "100", "40+20+30+10", None),
            ("总分", "99", "40+20+30+9", None),
        ]


def test_the_year_in_a_project_s_name_is_not_the_paper_s() -> None:
    form = "{title}\n\n| 项目名称 | {name} |\n| --- | --- |\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- | --- |\n| 产出指标 | 时效指标 | 完成时间 | {due} |\n"
    forms = [
        ("1.2020年乡级经费绩效目标表", "2020年乡级经费", "2021年底完成"),
        ("2.2021年乡级经费绩效目标表", "2021年乡级经费", "2021年12月31日前完成"),
    ]
    text = "\n".join(form.format(title=title, name=name, due=due) for title, name, due in forms)
    _, paper = understand(Source("t.md", text.encode()))
    assert paper.year is not None
    assert paper.year.value == 2021
