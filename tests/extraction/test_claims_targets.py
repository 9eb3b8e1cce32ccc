"""An indicator's figures in several places: two forms, a form and the prose, a completion rate; reasons for a shortfall."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.model.result import AuditResult
from heyan.pipeline import audit, load_packs

FORMS = """# 2022年度部门整体支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 |
| --- | --- | --- | --- | --- |
| 产出指标 | 数量指标 | 保障村居运转数量 | 14个 | |
| 产出指标 | 数量指标 | 造林面积 | ≥{planned}亩 | |
| 满意度指标 | 满意度 | 群众满意度 | ≥95% | |

# 2022年度部门整体支出绩效自评表

| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 产出指标 | 数量指标 | 保障村居运转数量 | 14个 | 14个 | 30 | 30 | |
| 产出指标 | 数量指标 | 造林面积 | ≥{target}亩 | {done}亩 | 30 | {score} | {reason} |
| 产出指标 | 质量指标 | 造林面积完成率 | 100% | {rate}% | 30 | {rate_score} | 冬季雨水少，补植推迟到春季 |
| 满意度指标 | 满意度 | 群众满意度 | ≥95% | 96% | 10 | 10 | |

# 自评报告

一、完成情况

2022年我镇保障了14个村居正常运转。全年造林面积达{told}亩。
"""
RIGHT = {
    "planned": "1250",
    "target": "1250",
    "done": "1190",
    "score": "28.6",
    "reason": "冬季雨水少，补植推迟到春季",
    "rate": "95.2",
    "rate_score": "28.6",
    "told": "1190",
}


def audited(**changed: str) -> AuditResult:
    return audit([Source("t.md", FORMS.format(**(RIGHT | changed)).encode())], load_packs(["core"]))


def codes(**changed: str) -> list[str]:
    wanted = ("I02", "H05", "E09", "G01")
    return [one.code for one in audited(**changed).findings() if one.code in wanted]


def test_what_agrees_everywhere_is_passed_and_verified() -> None:
    result = audited()
    assert codes() == []
    passed = [outcome.code for outcome in result.outcomes if outcome.status == "passed" and outcome.band]
    assert passed.count("I02") == 3
    assert passed.count("H05") == 2
    assert passed.count("E09") == 1


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"planned": "1520"}, ["I02"]),
        ({"told": "1910"}, ["H05"]),
        ({"told": "600"}, []),  # another figure of the same thing, not a slip of this one
        ({"rate": "92.5", "rate_score": "27.8"}, ["E09"]),
        ({"reason": ""}, ["G01"]),
        (
            {"reason": "", "done": "1260", "score": "30", "rate": "100", "rate_score": "30", "told": "1260"},
            [],
        ),
    ],
)
def test_a_single_fault_is_told_once(changed: dict[str, str], expected: list[str]) -> None:
    assert codes(**changed) == expected
