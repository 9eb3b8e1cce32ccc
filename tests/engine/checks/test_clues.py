"""What rows say of the points in a sum that does not hold."""

from __future__ import annotations

from heyan.model.document import Source
from heyan.pipeline import audit, load_packs

HEAD = """项目支出绩效自评表
（2023年度）
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
LAST = """| 效益指标 | 社会效益指标 | 服务企业 | ≥12家 | 12家 | 40 | 40 |  |
| 满意度指标 | 服务对象满意度指标 | 服务对象满意度 | ≥90% | 95% | 10 | 10 |  |
| 总分 |  |  |  |  | 100 | 100 |  |
"""


def first_hypothesis(rows: str) -> str:
    result = audit([Source("表.txt", (HEAD + rows + LAST).encode())], load_packs(("core",)))
    found = [finding for finding in result.findings() if finding.code == "B01"]
    return found[0].hypotheses[0] if found and found[0].hypotheses else ""


def test_the_row_whose_score_would_follow_is_named_first() -> None:
    rows = """| 产出指标 | 数量指标 | 维修路灯 | ≥141盏 | 141盏 | 28 | 28 |  |
|  |  | 维修山塘 | ≥9口 | 9口 | 18 | 20 |  |
|  |  | 清理沟渠 | ≥5公里 | 5公里 | 2 | 2 |  |
"""
    assert first_hypothesis(rows) == "若“18”为“20”则相符，该行得分也随之相符"


def test_a_row_whose_score_would_not_follow_is_not_called_mended() -> None:
    rows = """| 产出指标 | 数量指标 | 维修路灯 | ≥141盏 | 141盏 | 28 | 28 |  |
|  |  | 维修山塘 | ≥9口 | 9口 | 18 | 18 |  |
|  |  | 清理沟渠 | ≥5公里 | 5公里 | 2 | 2 |  |
"""
    assert "该行得分" not in first_hypothesis(rows)
