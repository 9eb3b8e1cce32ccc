"""The field's own Chinese words for what the model calls by English names."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

LABELS = MappingProxyType(
    {
        "name": "指标",
        "level1": "一级指标",
        "level2": "二级指标",
        "description": "指标说明",
        "nature": "指标性质",
        "target": "指标值",
        "unit": "单位",
        "actual": "完成值",
        "weight": "分值",
        "score": "得分",
        "reason": "偏差原因",
        "basis": "依据",
        "note": "备注",
        "initial": "年初预算数",
        "annual": "全年预算数",
        "executed": "全年执行数",
        "rate": "执行率",
        "amount": "金额",
        "total": "合计",
        "items": "分项",
        "label": "栏目",
        "month": "月份",
        "share": "比例",
        "scope": "层级",
        "code": "项目编码",
        "role": "栏目",
        "value": "数值",
        "quantity": "数值",
        "printed": "数值",
        "date": "日期",
        "text": "文字",
        "raw": "原文",
        "comparator": "比较符号",
        "comparator_text": "比较符号",
        "kind": "类别",
        "title": "标题",
        "year": "年度",
        "day": "日",
        "money_unit": "金额单位",
        "project": "项目",
        "expected": "预期目标",
        "achieved": "实际完成情况",
        "form": "表",
        "report": "报告",
        "forms": "各表",
        "claims": "各项关系",
        "grade": "评价等级",
        "rating": "评价等级",
        "ratings": "评价等级",
        "reports": "各报告",
        "indicators": "指标",
        "budget_rows": "资金行",
        "breakdowns": "资金构成",
        "plan": "支出计划",
        "totals": "各级总分",
        "signatures": "签字栏",
        "narrative": "报告正文",
        "sections": "章节",
        "heading": "标题",
        "paragraphs": "段落",
        "subject": "事项",
        "operands": "各数",
        "cue": "提示词",
        "drift": "错位",
    }
)

# The same field name means another thing in these records.
_OWN = MappingProxyType(
    {
        ("BudgetRow", "name"): "资金名称",
        ("Item", "name"): "名称",
        ("LevelTotal", "name"): "层级",
        ("Project", "name"): "项目名称",
        ("Report", "unit"): "单位名称",
        ("Form", "unit"): "单位名称",
        ("Indicator", "unit"): "计量单位",
        ("BudgetRow", "reason"): "原因",
    }
)

# Steps that a reader need not see: the 数值 of a 指标值 is just the 指标值.
_SILENT = frozenset({"quantity", "printed", "value", "amount", "text", "raw"})


def label_of(record: str, name: str) -> str:
    """The word for the field `name` of the record class called `record`; the name itself where none is known."""
    return _OWN.get((record, name)) or LABELS.get(name, name)


def path_label(words: Sequence[tuple[str, str]]) -> str:
    """The word for a path of (field name, its label): 指标值, 指标值的单位, 表的年度."""
    shown = [label for index, (name, label) in enumerate(words) if index == 0 or name not in _SILENT]
    return "的".join(shown)
