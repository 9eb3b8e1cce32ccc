"""The gate's own words in Chinese and English. What a case says stays as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
    command=MappingProxyType({"test": "示例测试"}),
    figure=MappingProxyType({"rules": "规则", "examples": "示例", "with_evidence": "写有证据的示例"}),
    whole_pack="整个规则包",
    hint="怎么改",
    colon="：",
    all_right="没有发现问题。",
)
_ENGLISH = GateWords(
    status=MappingProxyType(
        {"passed": "passed", "failed": "failed", "warning": "warning", "skipped": "skipped"}
    ),
    command=MappingProxyType({"test": "Examples"}),
    figure=MappingProxyType(
        {"rules": "rules", "examples": "examples", "with_evidence": "examples with evidence"}
    ),
    whole_pack="whole pack",
    hint="Fix",
    colon=": ",
    all_right="Nothing found.",
)
