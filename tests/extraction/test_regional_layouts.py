"""Forms as different provinces lay them out."""

from __future__ import annotations

from heyan.extraction.assertions import assertions
from heyan.model.document import Source
from heyan.pipeline import understand

from .papers import paper, understood
from .tables import cells, only, report, sums

ADJUSTED = """
部门（单位）名称|青禾区石溪镇人民政府|<|<|自评总分（分）|99.19|<|<|<|<|<
部门支出总额（万元）||年初预算数|全年（调整）预算数|全年执行数|执行率（%）|执行率权重|执行率得分（分）|||
^|年度总金额|6120.50|7015.22|6831.40|97.38%|10|9.74|||
当年整体绩效目标|年初绩效目标|<|<|全年（调整）绩效目标|<|<|全年目标实际完成情况|<|<|<
^|村道通畅，机构运转有序。|<|<|村道通畅，机构运转有序。|<|<|村道通畅，机构运转正常。|<|<|<
绩效指标|指标名称|计量单位|指标性质|年初指标值|调整指标值|全年完成值|得分系数（%）|指标权重|指标得分（分）|是否核心指标
^|新建人行便道|公里|≥|10|12|12|100|45|45|是
^|群众满意度|%|≥|95||91.5|96|45|44.45|否
"""


def test_brackets_inside_labels_are_opened() -> None:
    form = only(report("2023年度部门整体绩效自评表", ADJUSTED))
    assert form.unit is not None
    assert form.unit.value == "青禾区石溪镇人民政府"
    (row,) = form.budget_rows[:1]
    told = (row.initial, row.annual, row.executed, row.weight, row.score)
    assert [str(one.value.value) if one else None for one in told] == [
        "6120.50",
        "7015.22",
        "6831.40",
        "10",
        "9.74",
    ]
    assert form.expected is not None
    assert form.achieved is not None
    assert form.achieved.value.startswith("村道通畅")


def test_a_coefficient_is_the_share_of_the_points() -> None:
    found = report("2023年度部门整体绩效自评表", ADJUSTED)
    read = [one.coefficient.value for one in only(found).indicators if one.coefficient]
    assert [(str(share.value), share.kind) for share in read] == [("100", "percent"), ("96", "percent")]
    told = [claim for claim in found.claims if claim.topic == "coefficient"]
    assert [[str(operand.quantity.value) for operand in claim.operands] for claim in told] == [
        ["45", "45", "100"],
        ["44.45", "45", "96"],
    ]


def test_a_score_stated_over_the_tables_is_the_whole_s() -> None:
    found = report("2023年度部门整体绩效自评表", ADJUSTED)
    assert ("总分", "99.19", "9.74+45+44.45", None) in sums(found, "scores")


WITH_TWO_RATES = """
部门整体预算（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|资金总额|5230.8|6011.6|5890.37|10|97.98%|9.8
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
投入管理指标|预算管理|预算执行率|≥95%|97.98%|5|5|
产出指标|履职目标|修建道路长度|≥6.5公里|6.5公里|85|85|
总分|<|<|<|<|100|99.8|
"""


def test_the_money_row_counts_beside_an_execution_rate_among_the_indicators() -> None:
    found = report("2022年度部门整体绩效自评情况表", WITH_TWO_RATES)
    assert ("总分", "100", "10+5+85", None) in sums(found, "weights")
    assert ("总分", "99.8", "9.8+5+85", None) in sums(found, "scores")


PIPES = """单位名称:石溪镇政府 填报日期:2021.5.18
单位名称 | 石溪镇人民政府 | ||||||
预算执行情况(万元) (20分) | 预算数(A) | 执行数(B) | 执行率(B/A) | 得分 (20分*执行率) | |||
部门整体支出总额 | 864.2 | 864.2 | 100% | 20 | |||
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分 | |
产出指标 | 数量指标 | 办结信访案件 | 168起 | 168起 | 40 | ||
时效指标 | 解决诉求时间 | 2天以内 | 2天以内 | 20 | |||
满意度指标 | 群众满意度指标 | 对镇政府工作满意度 | ≧90% | 95% | 20 | ||
总分 | 100分 | ||||||
"""


def test_rows_without_a_pipe_in_front_are_a_table() -> None:
    _, found = understand(Source("p.txt", PIPES.encode()))
    form = only(found)
    assert found.unit is not None
    assert found.unit.value == "石溪镇政府"
    assert len(form.indicators) == 3
    assert ("总分", "100", "20+40+20+20", None) in sums(found, "scores")


def test_a_unit_is_named_without_its_code_and_the_next_field() -> None:
    coded = "主管部门|219-青禾区石溪镇人民政府|实施单位|219001-青禾区石溪镇人民政府\n项目名称|河堤加固|<|<\n一级指标|三级指标|指标值|分值\n产出指标|加固长度|3公里|90"
    found = report("项目支出绩效自评表", "编制单位：青禾区石溪镇政府  金额单位：元", coded)
    assert found.unit is not None
    assert found.unit.value == "青禾区石溪镇政府"
    assert found.forms[0].money_unit is not None
    assert found.forms[0].money_unit.value == "元"
    alone = report("项目支出绩效自评表", coded)
    assert alone.unit is not None
    assert alone.unit.value == "青禾区石溪镇人民政府"


def test_the_notes_of_a_form_state_no_result() -> None:
    text = "3.定性指标计分原则：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差三档。"
    document = paper(text)
    assert not assertions(document, *understood(document))


OPENED = """| 2022年度项目支出绩效自评表 | ||||||||||
| 项目名称 |
河道保洁经费 |
|||||||||
| 主管部门 | 青禾区水务局 | 实施单位 | 青禾区河道管理所 | |||||||
|
项目资金
（万元） |
年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | ||||
| 年度资金总额 | 8.50 | 8.50 | 8.50 | 10.00 | 100% | 10.00 | ||||
| 其他资金 | ||||||||||
| 绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | |||||
|
一级 指标 |
二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | |||||
| 产出指标 | 数量指标 | 保洁河段 | ≥ | 36 | 公里 | 36 | 40.00 | 40.00 | ||
| 质量指标 | 保洁合格率 | ≥ | 95 | % | 95 | 20.00 | 20.00 | |||
| 效益指标 | 社会效益指标 | 沿河受益人口 | ≥ | 5200 | 人 | 5200 | 20.00 | 20.00 | ||
| 满意度指标 | 服务对象满意度指标 | 满意度 | ≥ | 90 | % | 93 | 10.00 | 10.00 | ||
"""


def test_rows_of_which_only_the_pipe_stands_on_its_line_go_on_below() -> None:
    form = only(understand(Source("p.txt", OPENED.encode()))[1])
    assert [cells(one) for one in form.indicators] == [
        ("产出指标", "数量指标", "保洁河段", "36", "36", "40.00", "40.00"),
        ("产出指标", "质量指标", "保洁合格率", "95", "95", "20.00", "20.00"),
        ("效益指标", "社会效益指标", "沿河受益人口", "5200", "5200", "20.00", "20.00"),
        ("满意度指标", "服务对象满意度指标", "满意度", "90", "93", "10.00", "10.00"),
    ]
    assert form.project is not None
    assert form.project.name is not None
    assert (form.project.name.value, form.unit and form.unit.value) == ("河道保洁经费", "青禾区河道管理所")
    assert [row.name.value for row in form.budget_rows] == ["年度资金总额"]
