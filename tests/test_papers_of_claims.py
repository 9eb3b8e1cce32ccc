"""Two whole papers of different provinces' style whose relations are averages, lists in parallel and sums over paragraphs.

Each is audited as it should be, where nothing may be said, and with single faults, each of which must be found and told
with its figures.
"""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.model.result import AuditResult
from heyan.pipeline import audit, load_packs

MOUNTAIN_TOWN = """云岭县松溪镇2022年度部门整体支出绩效自评报告

一、部门概况
松溪镇辖14个行政村、2个社区，全镇户籍人口21860人。镇机关内设机构4个，分别为：党政综合办公室、经济发展办公室、社会事务办公室、平安法治办公室。现有在职人员62人，其中：行政编制24人，事业编制38人。

二、收支情况
（一）收入情况
2022年部门总收入2486.30万元，其中：一般公共预算拨款收入2210.80万元，政府性基金收入195.50万元，其他收入80.00万元。
（二）支出情况
2022年部门总支出2439.90万元，其中：基本支出1126.40万元，项目支出1313.50万元。
1.基本支出1126.40万元。
（1）工资福利支出842.60万元，比上年增加31.20万元，增长3.85%。
（2）商品和服务支出196.30万元，与上年196.30万元持平。
（3）对个人和家庭的补助87.50万元。
2.项目支出1313.50万元。
（1）人居环境整治486.00万元。
（2）产业路硬化512.80万元。
（3）农村供水保障314.70万元。
（三）结余情况
2022年收入2486.30万元，支出2439.90万元，结余46.40万元，主要是供水项目质保金未到付款期。

三、绩效目标完成情况
（一）产出情况
1.松树坪村、柳沟村、石门村分别完成产业路硬化4.2公里、3.5公里、2.8公里，共10.5公里。
2.全年发放危房改造补助58.80万元，惠及42户，户均1.4万元。
3.开展实用技术培训16场次，培训1120人次，场均70人。
4.受理群众信访事项85件，办结83件，办结率97.6%。
5.劳动力转移就业中，县内、省内县外、省外务工分别占31.5%、24.3%、44.2%。
（二）满意度情况
群众满意度由上年的92.4%提高到95.1%，提高2.7个百分点。

四、主要做法
重点做了以下三个方面工作：一是健全项目库管理；二是压实资金监管责任；三是强化绩效结果运用。
"""

RIVER_SUBDISTRICT = """江州市临河区望江街道办事处2023年度项目支出绩效评价报告

一、项目基本情况
（一）项目概况
望江街道共有18个社区，2023年实施老旧小区改造项目，涉及6个小区，其中：桥东里96户、码头新村128户、船厂家属院74户、盐仓巷52户、文庙街61户、五里亭39户，共450户。
（二）资金情况
项目预算资金1860.00万元，实际支出1793.40万元，节约资金66.60万元，预算执行率96.4%。市级、区级和居民自筹资金分别安排930.00万元、744.00万元、186.00万元，合计1860.00万元，分别占50.0%、40.0%、10.0%。

二、资金使用情况
项目支出1793.40万元。
1.土建工程1024.70万元，其中：屋面修缮412.30万元，外墙保温612.40万元。
2.管网改造538.20万元。
3.配套设施230.50万元。
全年户均改造投入3.99万元。

三、绩效分析
（一）产出分析
1.屋面、外墙、管网三类工程分别完成2.6万平方米、4.1万平方米、12.8公里。
2.质量检查54次，整改问题37个，整改完成37个。
（二）效益分析
改造后投诉量由上年的126件下降到68件，减少58件，下降46.0%。项目用水漏损率由18.3%下降到9.7%，下降8.6个百分点。
（三）满意度分析
发放问卷450份，收回432份，回收率96%。

四、存在问题
存在两个方面问题：一是个别小区后续管理机制不健全；二是居民自筹部分到账偏慢。
"""


def audited(text: str) -> AuditResult:
    return audit([Source("自评报告.txt", text.encode())], load_packs(["core"]))


def told(text: str) -> list[tuple[str, str, str | None]]:
    """Code, printed and recomputed figure of each finding that is more than a hint."""
    return [
        (one.code, one.reported or "", one.expected)
        for one in audited(text).findings()
        if one.severity in ("error", "warning")
    ]


@pytest.mark.parametrize(
    "text", [MOUNTAIN_TOWN, RIVER_SUBDISTRICT], ids=["mountain town", "river subdistrict"]
)
def test_nothing_is_said_against_a_paper_that_adds_up(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "floor"),
    [(MOUNTAIN_TOWN, 44), (RIVER_SUBDISTRICT, 31)],
    ids=["mountain town", "river subdistrict"],
)
def test_most_of_its_figures_are_verified(text: str, floor: int) -> None:
    states = [figure.state for figure in audited(text).figures[0]]
    assert states.count("verified") + states.count("rounded") >= floor
    assert states.count("contradicted") == 0


FAULTS = [
    (MOUNTAIN_TOWN, "户均1.4万元", "户均1.6万元", "A06"),
    (MOUNTAIN_TOWN, "场均70人", "场均76人", "A06"),
    (MOUNTAIN_TOWN, "办结率97.6%", "办结率96.7%", "A06"),
    (MOUNTAIN_TOWN, "共10.5公里", "共11.5公里", "A01"),
    (MOUNTAIN_TOWN, "结余46.40万元", "结余64.40万元", "A12"),
    (MOUNTAIN_TOWN, "（2）产业路硬化512.80万元", "（2）产业路硬化521.80万元", "A01"),
    (MOUNTAIN_TOWN, "与上年196.30万元持平", "与上年169.30万元持平", "A12"),
    (MOUNTAIN_TOWN, "提高2.7个百分点", "提高3.7个百分点", "A12"),
    (MOUNTAIN_TOWN, "内设机构4个", "内设机构5个", "A11"),
    (MOUNTAIN_TOWN, "以下三个方面工作", "以下四个方面工作", "A11"),
    (MOUNTAIN_TOWN, "松树坪村、柳沟村、石门村", "松树坪村、柳沟村、石门村、桥头村", "A11"),
    (RIVER_SUBDISTRICT, "节约资金66.60万元", "节约资金56.60万元", "A12"),
    (RIVER_SUBDISTRICT, "合计1860.00万元", "合计1680.00万元", "A01"),
    (RIVER_SUBDISTRICT, "外墙保温612.40万元", "外墙保温621.40万元", "A01"),
    (RIVER_SUBDISTRICT, "3.配套设施230.50万元", "3.配套设施203.50万元", "A01"),
    (RIVER_SUBDISTRICT, "减少58件", "减少85件", "A12"),
    (RIVER_SUBDISTRICT, "下降8.6个百分点", "下降6.8个百分点", "A12"),
    (RIVER_SUBDISTRICT, "存在两个方面问题", "存在三个方面问题", "A11"),
    (RIVER_SUBDISTRICT, "回收率96%", "回收率93%", "A06"),
]


@pytest.mark.parametrize(("text", "right", "wrong", "code"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_single_fault_is_found(text: str, right: str, wrong: str, code: str) -> None:
    assert right in text
    assert code in [found for found, *_ in told(text.replace(right, wrong, 1))]


def test_what_the_paper_gives_no_figures_for_is_told_as_not_evaluated() -> None:
    text = "一、产出情况\n全年发放补助58.80万元，户均1.4万元。会议费3.00万元，与上年持平。合同金额86万元，尚余34.4万元。\n"
    reasons = {outcome.reason for outcome in audited(text).outcomes if outcome.status == "not_evaluated"}
    assert {"缺少户数", "缺少作比较的上年数", "缺少支出数"} <= reasons
