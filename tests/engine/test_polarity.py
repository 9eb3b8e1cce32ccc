"""Which way is better, by the indicator's name."""

from __future__ import annotations

import pytest

from heyan.engine.polarity import polarity
from tests.engine.checks.factory import lexicons


@pytest.mark.parametrize(
    ("direction", "names"),
    [
        ("higher", "群众满意度 服务对象满意度指标 群众满意度（%） 工程验收合格率 信访办结率 事故处理率 投诉处理率 成本节约率 隐患整改率 "
                   "资金及时拨付率 带动就业增长率 帮扶政策知晓率 矛盾纠纷化解率 禁毒覆盖率 安置点供水保证率 农业机械化率 空气优良天数比例 应保尽保率 公交准点率 群众安全感 欺凌事件处置率"),
        ("lower", "安全事故发生率 越级上访次数 群众不满意率 办公成本 机关运行费用 项目超概算比例 投诉率 重复信访率 辍学率 每亩租金 "
                  "重大安全事故发生数 人员经费和机关运转经费 能耗 规模性返贫 进京访人数 新增违法建筑 事故救援成本 投诉处理费用"),
        ("either", "事故率下降 能耗降低率 公用经费控制率 减少事故发生数 补助标准 财政供养比重 防止规模性返贫 处置群众投诉件数 查处违规次数 化解信访件"),
        ("none", "培训人数 道路里程 费用报销笔数 信访接待人次 满意度调查次数 党建工作会议 清理河道长度 新增违法建筑拆除"),
    ],
)  # fmt: skip
def test_names_and_their_direction(direction: str, names: str) -> None:
    words = lexicons()["polarity"]
    assert {name: polarity(name, words) for name in names.split()} == dict.fromkeys(names.split(), direction)


def test_a_hostile_name_is_cut_short() -> None:
    assert polarity("事故" * 100_000, lexicons()["polarity"]) in ("lower", "either", "none")
