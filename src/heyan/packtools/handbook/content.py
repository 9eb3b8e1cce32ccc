"""What the handbook says of a rule, before it is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from heyan.engine.checks.options import CheckOptions
from heyan.engine.draft import shown
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.model.dataclass import dataclass
from heyan.model.finding import Finding, Status
from heyan.packtools.examples import example_outcomes
from heyan.packtools.handbook.kinds import KINDS
from heyan.packtools.handbook.paper import Block, blocks
from heyan.packtools.handbook.wording import in_words
from heyan.reporters.words import words_of

_WORDS = words_of("zh")
_OWN = frozenset({"expect", "note", "profile", "evidence"})
_JINJA = re.compile(r"\{%.*?%\}")
_FINDINGS_SHOWN = 3
# What variants of faults mean to a person; one that is missing here stands for itself.
_VARIANTS = {
    "truncated": "截断才能解释",
    "rounded": "舍入才能解释",
    "contradicted": "相互矛盾",
    "uneven_decimals": "只有按各数自己的位数才相符",
    "partial": "可能只列了部分",
    "carried": "列了其他年度的资金",
    "over": "远超总额",
    "slight": "差得很小",
    "direction": "增减方向相反",
    "deducted": "只有扣分与结论不符",
    "mentioned": "正文提到过调整",
    "scale": "相差一个数量级",
    "points": "百分数与百分点",
    "above": "偏高",
    "below": "偏低",
    "over_total": "超过全部预算",
    "loose": "可以满足但两处不一",
    "end": "末期不是100%",
    "falls": "后一期小于前一期",
    "not_cumulative": "像是当期数",
    "by_level": "只由级别看出",
    "by_value": "只由数值看出",
    "equal": "多写了等号",
    "words": "用文字表示比较",
    "malformed": "没有这样的日期",
    "no_date": "没有写日期",
    "zero": "只填了0",
    "within": "事物在名称中间",
    "conflict": "两处单位不同",
    "rate": "应为百分比",
    "count": "应为数量",
    "time": "应为时间",
    "time_percent": "时间填成百分比",
    "shares": "各占比之和不足100%",
    "unlabelled": "没有写明的合计",
    "far": "远超上限",
    "skipped": "跳号",
    "repeated": "重号",
    "confused": "形近音近的错字",
    "variant": "异体字",
    "doubled": "叠字",
    "cut": "以逗号结尾",
    "unpaired": "括号引号不成对",
}


@dataclass(frozen=True, slots=True)
class ShownExample:
    """One example: how it ends, what it shows, the paper, and what is reported (message, then evidence)."""

    expect: Status
    ends: str
    note: str
    paper: tuple[Block, ...]
    reported: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule. `checking` are lines of (label, text); `examples` come failing, passing, then the silent ones."""

    code: str
    name: str
    title: str
    why: str
    severity: str
    sign: str
    confidence: str
    basis: tuple[str, ...]
    checking: tuple[tuple[str, str], ...]
    examples: tuple[ShownExample, ...]
    fix: str


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """The rules of one family; `file` is the page's name without suffix."""

    file: str
    title: str
    rules: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """A whole pack."""

    pack: str
    version: str
    families: tuple[FamilyPage, ...]


def handbook_of(pack: CompiledPack) -> Handbook:
    """The handbook of the pack; every failing example is run, to show what it reports."""
    families: dict[str, list[RulePage]] = {}
    for rule in sorted(pack.rules, key=lambda rule: rule.code):
        families.setdefault(rule.family, []).append(_rule(pack, rule))
    return Handbook(
        pack.name,
        pack.version,
        tuple(FamilyPage(name, _WORDS.family_name(name), tuple(rules)) for name, rules in families.items()),
    )


def _rule(pack: CompiledPack, rule: CompiledRule) -> RulePage:
    return RulePage(
        code=rule.code,
        name=rule.name,
        title=rule.title,
        why=rule.why,
        severity=_severity(rule),
        sign=rule.severity,
        confidence=_WORDS.confidence[rule.confidence],
        basis=rule.basis,
        checking=tuple(checking(rule)),
        examples=tuple(shown_examples(pack, rule)),
        fix=_readable(rule.fix.text),
    )


def _severity(rule: CompiledRule) -> str:
    grades = [
        f"{_VARIANTS.get(key, key)}为{_WORDS.severity[severity]}" for key, severity in rule.grades.items()
    ]
    return _WORDS.severity[rule.severity] + (f"（{'；'.join(grades)}）" if grades else "")


def checking(rule: CompiledRule) -> Iterator[tuple[str, str]]:
    """How the rule checks, as lines of (label, text)."""
    yield "逐个看", _WORDS.target.get(rule.each, rule.each)
    if rule.forms:
        yield "用于", "、".join(_WORDS.form[kind] for kind in sorted(rule.forms))
    if rule.since is not None or rule.until is not None:
        yield "年度", f"{rule.since or ''}–{rule.until or ''}"
    if rule.when is not None:
        yield "前提", in_words(rule.when.text)
    if rule.assertion is not None:
        yield "应当", in_words(rule.assertion.text)
    if rule.check is not None:
        yield "检查类型", check_in_words(rule.check)
    if rule.yields_to:
        yield "让位", f"同一处已报 {'、'.join(rule.yields_to)} 的，不再报"


def check_in_words(check: CheckOptions) -> str:
    """What the check compares, then how the rule writes it."""
    return f"{KINDS[_kind(check)]}（{check_as_written(check)}）"


def check_as_written(check: CheckOptions) -> str:
    """The check's kind and the options that the rule sets: `sum，relation: at_most`."""
    return "，".join([_kind(check), *(f"{key}: {shown(value)}" for key, value in check.chosen().items())])


def _kind(check: CheckOptions) -> str:
    return str(getattr(check, "kind", ""))


def _readable(template: str) -> str:
    """A fix that chooses between texts, as all of them."""
    return " ".join(_JINJA.sub(" ", template.replace("{% else %}", " / ")).split())


def shown_examples(pack: CompiledPack, rule: CompiledRule) -> Iterator[ShownExample]:
    """The rule's examples, the failing ones first; `pack` is the rule's own, without a profile. Raises PackError."""
    order = ("failed", "passed", "not_applicable", "not_evaluated")
    for example in sorted(rule.examples, key=lambda example: order.index(str(example["expect"]))):
        yield _example(pack, rule, example)


def _example(pack: CompiledPack, rule: CompiledRule, example: Mapping[str, object]) -> ShownExample:
    expect = cast(Status, example["expect"])
    paper = {key: value for key, value in example.items() if key not in _OWN}
    findings = [
        finding
        for outcome in (example_outcomes(pack, rule, example) if expect == "failed" else ())
        for finding in outcome.findings
    ]
    return ShownExample(
        expect=expect,
        ends=_WORDS.status[expect],
        note="，".join(filter(None, (str(example.get("note") or ""), _under(example)))),
        paper=blocks(paper),
        reported=tuple(line for finding in findings[:_FINDINGS_SHOWN] for line in _reported(finding)),
    )


def _reported(finding: Finding) -> tuple[str, ...]:
    return (finding.message, *finding.evidence)


def _under(example: Mapping[str, object]) -> str:
    return f"口径 {example['profile']}" if example.get("profile") else ""
