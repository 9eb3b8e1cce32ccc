"""The interface's own words in Chinese and English. Texts of rules and papers are never translated here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from heyan.model.finding import Band, Confidence, Severity
from heyan.model.report import FormKind
from heyan.model.result import FigureState
from heyan.reporters.options import Language


@dataclass(frozen=True, slots=True)
class Words:
    """All words of one language. `phrases` hold `str.format` patterns where they have holes."""

    severity: Mapping[Severity, str]
    confidence: Mapping[Confidence, str]
    band: Mapping[Band, str]
    form: Mapping[FormKind, str]
    state: Mapping[FigureState, str]
    family: Mapping[str, str]
    phrases: Mapping[str, str]
    stop: str
    comma: str
    colon: str

    def family_name(self, family: str) -> str:
        """The family's name; the family itself where it has none."""
        return self.family.get(family, family)

    def say(self, key: str, **holes: object) -> str:
        """The phrase of that key (KeyError without one), holes filled."""
        return self.phrases[key].format(**holes)


def words_of(lang: Language) -> Words:
    """The words of that language."""
    return _ENGLISH if lang == "en" else _CHINESE


_CHINESE = Words(
    severity={"error": "错误", "warning": "警告", "info": "提示"},
    confidence={"certain": "确定", "likely": "很可能", "review": "需复核"},
    band={
        "exact": "相符",
        "rounded": "四舍五入可解释",
        "truncated": "截断可解释",
        "contradicted": "相互矛盾",
    },
    form={
        "goal_form": "绩效目标表",
        "self_evaluation_form": "绩效自评表",
        "project_goal_form": "项目绩效目标表",
        "project_self_evaluation_form": "项目绩效自评表",
        "narrative": "自评报告",
    },
    state={
        "verified": "已核实",
        "rounded": "舍入可解释",
        "contradicted": "有矛盾",
        "constrained": "仅受约束",
        "unchecked": "未核对",
        "malformed": "写法有误",
    },
    family={
        "arithmetic": "算术勾稽",
        "scores": "分值与得分",
        "score": "分值与得分",
        "budget": "预算数据",
        "targets": "指标值",
        "thresholds": "指标门槛",
        "indicators": "指标设置",
        "units": "计量单位",
        "attainment": "完成情况",
        "dates": "日期年度",
        "explanations": "偏差说明",
        "consistency": "表文一致",
        "comparison": "表间比对",
        "format": "格式规范",
        "text": "文字",
        "wording": "文字",
        "completeness": "完整性",
        "compliance": "合规",
    },
    phrases=MappingProxyType(
        {
            "title": "绩效文书核验结果",
            "year": "{year} 年度",
            "no_unit": "未识别单位",
            "no_year": "未识别年度",
            "no_forms": "未识别表格",
            "count": "{severity} {count}",
            "clean": "未发现问题",
            "places": "{count} 处",
            "line": "第 {line} 行",
            "missing": "空",
            "recomputation": "复算",
            "comparison": "比较",
            "reported": "文中 {value}",
            "expected": "应为 {value}",
            "difference": "相差 {value}",
            "tolerance": "容差",
            "tolerated": "{value}（{why}）",
            "hypotheses": "可能原因",
            "fix": "怎么改",
            "basis": "依据",
            "related": "相关",
            "suppressed": "已豁免 {count} 条",
            "by_waiver": "豁免",
            "by_baseline": "基线",
            "summary": "汇总",
            "documents": "文件",
            "documents_count": "{count} 份文件",
            "findings": "问题",
            "coverage": "数字核对",
            "coverage_of": "{total} 个数字，复算核对 {checked} 个（{share}）",
            "no_figures": "没有可核对的数字",
            "figure_state": "{state} {count}",
            "unchecked_in": "未核对：{places}",
            "figures_in": "{place} {count} 个",
            "in_text": "正文",
            "table": "表{number}",
            "rules_ran": "规则",
            "rules_of": "{rules} 条规则，判定 {passed} 次通过、{failed} 次不通过、{not_applicable} 次不适用、{not_evaluated} 次未能判定",
            "not_evaluated": "未能判定",
            "times": "{count} 次",
            "failures": "未能读取",
            "packs": "规则包",
            "profile": "地区口径",
            "more": "另有 {count} 处：{places}",
            "unfold": "加 -v 展开全部",
            "filter": "筛选",
            "paper": "文书原文",
            "skip": "跳到问题列表",
            "show_in_paper": "在原文中查看",
            "severity_label": "级别",
            "family_label": "类别",
            "nothing_left": "按当前筛选，没有问题。",
            "index": "文件目录",
            "top": "回到顶部",
            "outcomes": "规则执行情况",
            "code": "规则",
            "passed": "通过",
            "failed": "不通过",
            "not_applicable": "不适用",
            "reason": "原因",
            "state": "状态",
            "number": "数量",
            "missing_place": "此处缺少内容",
            "tool": "由 heyan {version} 生成",
            "unreadable": "有文件未能读取，结果不完整",
            "unread_pieces": "读取时未能带入",
        }
    ),
    stop="。",
    comma="、",
    colon="：",
)

_ENGLISH = Words(
    severity={"error": "error", "warning": "warning", "info": "info"},
    confidence={"certain": "certain", "likely": "likely", "review": "to review"},
    band={
        "exact": "agrees",
        "rounded": "explained by rounding",
        "truncated": "explained by truncation",
        "contradicted": "contradicted",
    },
    form={
        "goal_form": "goal form",
        "self_evaluation_form": "self-evaluation form",
        "project_goal_form": "project goal form",
        "project_self_evaluation_form": "project self-evaluation form",
        "narrative": "report",
    },
    state={
        "verified": "verified",
        "rounded": "explained by rounding",
        "contradicted": "contradicted",
        "constrained": "constrained only",
        "unchecked": "unchecked",
        "malformed": "malformed",
    },
    family={},
    phrases=MappingProxyType(
        {
            "title": "Audit of budget-performance papers",
            "year": "{year}",
            "no_unit": "unit not recognised",
            "no_year": "year not recognised",
            "no_forms": "no form recognised",
            "count": "{count} {severity}",
            "clean": "no findings",
            "places": "{count} places",
            "line": "line {line}",
            "missing": "empty",
            "recomputation": "recomputed",
            "comparison": "compared",
            "reported": "printed {value}",
            "expected": "expected {value}",
            "difference": "off by {value}",
            "tolerance": "tolerance",
            "tolerated": "{value} ({why})",
            "hypotheses": "likely cause",
            "fix": "how to fix",
            "basis": "basis",
            "related": "related",
            "suppressed": "{count} suppressed",
            "by_waiver": "waiver",
            "by_baseline": "baseline",
            "summary": "Summary",
            "documents": "files",
            "documents_count": "{count} files",
            "findings": "findings",
            "coverage": "figures",
            "coverage_of": "{total} figures, {checked} recomputed ({share})",
            "no_figures": "no figures to check",
            "figure_state": "{count} {state}",
            "unchecked_in": "unchecked: {places}",
            "figures_in": "{place} {count}",
            "in_text": "text",
            "table": "table {number}",
            "rules_ran": "rules",
            "rules_of": "{rules} rules: {passed} passed, {failed} failed, {not_applicable} not applicable, {not_evaluated} not evaluated",
            "not_evaluated": "not evaluated",
            "times": "{count} times",
            "failures": "not read",
            "packs": "packs",
            "profile": "profile",
            "more": "{count} more: {places}",
            "unfold": "-v unfolds them all",
            "filter": "Filter",
            "paper": "The paper",
            "skip": "Skip to the findings",
            "show_in_paper": "show in the paper",
            "severity_label": "Severity",
            "family_label": "Family",
            "nothing_left": "No finding passes the filter.",
            "index": "Files",
            "top": "Back to top",
            "outcomes": "How the rules ended",
            "code": "rule",
            "passed": "passed",
            "failed": "failed",
            "not_applicable": "not applicable",
            "reason": "reason",
            "state": "state",
            "number": "number",
            "missing_place": "something is missing here",
            "tool": "made by heyan {version}",
            "unreadable": "Some files could not be read; the result is incomplete",
            "unread_pieces": "not carried over by the reader",
        }
    ),
    stop=".",
    comma=", ",
    colon=": ",
)
