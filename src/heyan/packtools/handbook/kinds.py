"""What each check kind compares, in words that a clerk reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "assertion": "结论性的话与数据对照",
        "attainment": "完成情况与偏差原因对照",
        "banded": "得分与评价档位对照",
        "blanks": "词语中间的空格",
        "bounded_rate": "比率不超过整体",
        "budget_change": "预算调整幅度与说明",
        "change": "增减额、增减率复算",
        "comparator": "比较符号的写法",
        "composition": "指标值与内容里所列各项对照",
        "cost_target": "成本指标与预算对照",
        "count": "所称个数与列出的个数对照",
        "counterpart": "绩效目标表与自评表对照",
        "date": "年度与日期",
        "decimals": "金额的小数位数",
        "direction": "比较符号与指标方向对照",
        "drift": "各行与表头的列对齐",
        "duplicate": "同一张表里的重复",
        "foreign_trade": "与本单位业务无关的内容",
        "frequency": "每期次数与全年次数对照",
        "levels": "应有的一级、二级指标",
        "numbering": "序号连续",
        "one_of": "只能从规定的几种里选",
        "pattern": "文字的写法",
        "personal_data": "身份证号、银行卡号、手机号",
        "plan": "支出计划的累计进度",
        "product": "单价、数量与金额复算",
        "projects": "各项目之间、项目与部门之间对照",
        "ratio": "百分比复算",
        "repetition": "同一段里重复的句子",
        "report_against_form": "自评报告与自评表对照",
        "required": "必填项",
        "same": "同一事项两处所写对照",
        "same_across_forms": "同一事项在两张表里对照",
        "scaled_score": "按完成程度计算得分",
        "scheme": "各级指标的分值分配",
        "sections": "报告应有的部分",
        "signed": "签字、填报栏已填",
        "similar_text": "两处文字雷同",
        "spelling": "错字、异体字、叠字",
        "spending_statement": "对支出情况的说法与数据对照",
        "sum": "合计与各分项之和对照",
        "unfinished": "没有写完的段落",
        "unit": "计量单位",
        "whole_rate": "由整数算不出的百分比",
        "words": "不应出现的词语",
        "zero_total": "合计为0而分项不为0",
    }
)
