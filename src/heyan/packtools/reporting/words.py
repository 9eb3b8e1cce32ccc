"""The gate's own words in Chinese and English. What a case says stays as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from heyan.model.dataclass import dataclass
from heyan.packtools.report import CaseStatus
from heyan.reporters.options import Language


@dataclass(frozen=True, slots=True)
class GateWords:
    """`command` and `figure` are by stable name; a name without an entry stands for itself."""

    status: Mapping[CaseStatus, str]
    command: Mapping[str, str]
    figure: Mapping[str, str]
    whole_pack: str
    hint: str
    colon: str
    all_right: str


def gate_words(lang: Language) -> GateWords:
    """The words of that language."""
    return _ENGLISH if lang == "en" else _CHINESE


_CHINESE = GateWords(
    status=MappingProxyType({"passed": "通过", "failed": "不通过", "warning": "提醒", "skipped": "略过"}),
    command=MappingProxyType(
        {
            "test": "示例测试",
            "mutate": "变异测试",
            "lint": "规则检查",
            "lock": "锁文件核对",
            "vacuity": "空转的规则",
            "diff": "改动的影响",
        }
    ),
    figure=MappingProxyType(
        {
            "rules": "规则",
            "examples": "示例",
            "checks": "检查项",
            "with_evidence": "写有证据的示例",
            "mutants": "变异",
            "noticed": "示例发现",
            "reasoned": "有理由",
            "survived": "没有发现",
            "invalid": "不成立的不计",
            "score": "得分",
            "papers": "文书",
            "unread": "未能读取",
            "never-applies": "从不适用",
            "never-evaluated": "从未判定",
            "never-passes": "从不通过",
            "fires-on-most": "大多报出",
            "never-fires": "没有报出过",
            "appeared": "新报出",
            "vanished": "不再报",
            "changed": "有变化",
        }
    ),
    whole_pack="整个规则包",
    hint="怎么改",
    colon="：",
    all_right="没有发现问题。",
)
_ENGLISH = GateWords(
    status=MappingProxyType(
        {"passed": "passed", "failed": "failed", "warning": "warning", "skipped": "skipped"}
    ),
    command=MappingProxyType(
        {
            "test": "Examples",
            "mutate": "Mutants",
            "lint": "Lint",
            "lock": "Lock",
            "vacuity": "Vacuous rules",
            "diff": "Impact",
        }
    ),
    figure=MappingProxyType(
        {
            "rules": "rules",
            "examples": "examples",
            "checks": "checks",
            "with_evidence": "examples with evidence",
            "mutants": "mutants",
            "noticed": "noticed",
            "reasoned": "with a reason",
            "survived": "survived",
            "invalid": "invalid (not counted)",
            "score": "score",
            "papers": "papers",
            "unread": "not read",
            "never-applies": "never apply",
            "never-evaluated": "never evaluated",
            "never-passes": "never pass",
            "fires-on-most": "fire on most",
            "never-fires": "never fire",
            "appeared": "appeared",
            "vanished": "vanished",
            "changed": "changed",
        }
    ),
    whole_pack="whole pack",
    hint="Fix",
    colon=": ",
    all_right="Nothing found.",
)
