"""How rules are set: codes and families, severity and confidence, years, tags, the catalogue."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator

from heyan.engine.rule import CompiledRule
from heyan.packtools.lint.subject import Fault, Subject

_FIRST_YEAR, _LAST_YEAR = 1995, 2100


def letters(subject: Subject) -> Iterator[Fault]:
    """A letter belongs to one family: codes are how people speak of rules."""
    owners: dict[str, CompiledRule] = {}
    for rule in subject.rules:
        first = owners.setdefault(rule.code[0], rule)
        if first.family != rule.family:
            yield subject.fault(
                rule,
                ("code",),
                f"字母 {rule.code[0]} 已是类别“{first.family}”的（{first.code}），这里是“{rule.family}”",
                f"把规则放进“{first.family}”的文件，或换一个字母",
            )


def confidence(subject: Subject) -> Iterator[Fault]:
    """An error says that the paper proves itself wrong; what must be reviewed first is none."""
    for rule in subject.rules:
        if rule.severity == "error" and rule.confidence == "review":
            yield subject.fault(
                rule,
                ("confidence",),
                "级别是错误，把握却是需复核",
                "把握改为 certain 或 likely；拿不准就把级别降为 warning",
            )


def years(subject: Subject) -> Iterator[Fault]:
    """Years in which a rule holds."""
    for rule in subject.rules:
        if rule.since is not None and rule.until is not None and rule.since > rule.until:
            yield subject.fault(
                rule,
                ("since",),
                f"since {rule.since} 晚于 until {rule.until}，哪一年都不适用",
                "对调或改正年份",
            )
        for key, year in (("since", rule.since), ("until", rule.until)):
            if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
                yield subject.fault(
                    rule, (key,), f"{key} {year} 不像是报告年度", "改正年份", about=key, grave=False
                )


def tags(subject: Subject) -> Iterator[Fault]:
    """Tags that are not on the list; without a list, tags that look like a slip of a more frequent one."""
    known = list(subject.catalogue.content.tags) if subject.catalogue else []
    counted = Counter(tag for rule in subject.rules for tag in rule.tags)
    for rule in subject.rules:
        for tag in rule.tags:
            if known:
                near = difflib.get_close_matches(tag, known, n=1, cutoff=0.5)
                if tag not in known:
                    hint = f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(known)}"
                    yield subject.fault(rule, ("tags",), f"没有标签“{tag}”", hint, about=tag)
            elif counted[tag] == 1:
                others = [other for other, number in counted.items() if number > 1]
                near = difflib.get_close_matches(tag, others, n=1, cutoff=0.5)
                if near:
                    yield subject.fault(
                        rule,
                        ("tags",),
                        f"标签“{tag}”只有这一条规则用",
                        f"是不是“{near[0]}”？",
                        about=tag,
                        grave=False,
                    )


def precedence(subject: Subject) -> Iterator[Fault]:
    """Rules that yield to themselves, to each other, or to a code that the pack does not have."""
    rules = {rule.code: rule for rule in subject.rules}
    for rule in subject.rules:
        for code in rule.yields_to:
            other = rules.get(code)
            if other is rule:
                yield subject.fault(rule, ("yields_to",), "让位给自己", "删去这个代码", about=code)
            elif other is None:
                near = difflib.get_close_matches(code, rules, n=1)
                yield subject.fault(
                    rule,
                    ("yields_to",),
                    f"让位的 {code} 不在这个规则包里",
                    f"是不是 {near[0]}？" if near else "与含有它的规则包同用时才起作用",
                    about=code,
                    grave=False,
                )
            elif rule.code in other.yields_to and rule.code < code:
                yield subject.fault(
                    rule, ("yields_to",), f"与 {code} 互相让位", "只在说得较少的那条上写", about=code
                )


def catalogue(subject: Subject) -> Iterator[Fault]:
    """The rules against the list of what the pack means to cover."""
    listed = subject.catalogue
    if listed is None:
        return
    content, file = listed.content, str(listed.path)
    codes = {rule.code: rule for rule in subject.rules}
    for rule in subject.rules:
        if rule.code in content.retired:
            yield subject.fault(
                rule,
                ("code",),
                f"代码 {rule.code} 已停用（原为“{content.retired[rule.code]}”），不能再用",
                "换一个没有用过的代码",
            )
        elif rule.code in content.left_out:
            yield subject.fault(
                rule, ("code",), f"{listed.path.name} 说 {rule.code} 不写规则，这里却有", "从 left_out 里删去"
            )
        elif content.codes and rule.code not in content.codes:
            yield subject.fault(
                rule, ("code",), f"{listed.path.name} 里没有 {rule.code}", "在 codes 里补上", grave=False
            )
    for code, what in content.codes.items():
        if code not in codes and code not in content.left_out and code not in content.retired:
            yield Fault(
                None,
                f"gap {code}",
                f"{code}“{what}”还没有规则",
                "写这条规则，或在 left_out 里写明不写的理由",
                file,
                listed.line("codes", code),
                grave=False,
            )
