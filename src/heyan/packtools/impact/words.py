"""The comparison's own words."""

from __future__ import annotations

from types import MappingProxyType

from heyan.model.finding import Severity
from heyan.packtools.impact import Difference, Impact, Kind, RuleImpact
from heyan.reporters.tallies import RuleTally
from heyan.reporters.words import words_of

KIND_WORDS: MappingProxyType[Kind, str] = MappingProxyType(
    {"appeared": "新报出", "vanished": "不再报", "changed": "有变化"}
)
STATE_WORDS = MappingProxyType({"new": "新规则", "gone": "已删去", "kept": ""})
_SEVERITY = words_of("zh").severity


def heading(impact: Impact) -> str:
    """Which packs are compared, on how many papers."""
    old, new = impact.old, impact.new
    versions = f"{old.name} {old.version} → {new.name} {new.version}"
    unread = f"，另有 {impact.unread} 份未能读取" if impact.unread else ""
    return f"{versions}，{impact.papers} 份文书{unread}"


def totals(impact: Impact) -> str:
    """How many findings differ in which way."""
    return " · ".join(f"{word} {impact.count(kind)}" for kind, word in KIND_WORDS.items())


def rule_line(rule: RuleImpact) -> str:
    """What differs of a rule, in one line."""
    parts = [
        STATE_WORDS[rule.state],
        *(f"{KIND_WORDS[kind]} {count}" for kind, count in rule.counts.items() if count),
    ]
    ends = _ends(rule.before, rule.after)
    return "，".join(part for part in (*parts, ends) if part)


def _ends(before: RuleTally | None, after: RuleTally | None) -> str:
    """How often the rule ended how, where that differs."""
    if before is None or after is None:
        return ""
    pairs = (
        ("通过", before.passed, after.passed),
        ("不适用", before.not_applicable, after.not_applicable),
        ("未能判定", _open(before), _open(after)),
    )
    return "，".join(f"{word} {was}→{now}" for word, was, now in pairs if was != now)


def _open(tally: RuleTally) -> int:
    return sum(count for _, count in tally.not_evaluated)


def sample_lines(one: Difference) -> tuple[str, ...]:
    """A difference in lines: where, then what it said and says."""
    place = f"{KIND_WORDS[one.kind]}：{one.document} {one.address}"
    before = None if one.before is None else f"{_grade(one.severity_before)}{one.before}"
    after = None if one.after is None else f"{_grade(one.severity_after)}{one.after}"
    if one.kind == "changed":
        return place, f"原：{before}", f"现：{after}"
    return place, after or before or ""


def _grade(severity: Severity | None) -> str:
    return "" if severity is None else f"[{_SEVERITY[severity]}] "
