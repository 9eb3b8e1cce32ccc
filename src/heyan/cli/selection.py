"""Choosing among the rules of packs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.errors import UsageError


def narrowed(
    packs: Sequence[CompiledPack], select: Iterable[str], ignore: Iterable[str]
) -> tuple[CompiledPack, ...]:
    """The packs with only the selected rules (all when nothing is selected) and without the ignored.

    A word is a code (A01), its letter (A), a rule's name or a family; raises UsageError for any other.
    """
    chosen, dropped = words(select), words(ignore)
    rules = [rule for pack in packs for rule in pack.rules]
    for word in (*chosen, *dropped):
        if not any(matches(rule, word) for rule in rules):
            raise UsageError(f"没有规则或类别“{word}”{nearest(word, rules)}")
    return tuple(
        replace(
            pack,
            rules=tuple(
                rule
                for rule in pack.rules
                if (not chosen or any(matches(rule, word) for word in chosen))
                and not any(matches(rule, word) for word in dropped)
            ),
        )
        for pack in packs
    )


def words(values: Iterable[str]) -> tuple[str, ...]:
    """The values with lists (A01,B02) taken apart."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def matches(rule: CompiledRule, word: str) -> bool:
    """Whether `word` names the rule."""
    if len(word) == 1:
        return rule.code.startswith(word.upper())
    return word.upper() == rule.code or word.lower() in (rule.name, rule.family)


def nearest(word: str, rules: Iterable[CompiledRule]) -> str:
    """A hint that names what comes closest to `word`; empty where nothing does."""
    known = {name for rule in rules for name in (rule.code, rule.name, rule.family)}
    lowered = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), sorted(lowered), n=3, cutoff=0.5)
    if not close:
        return "；用 heyan rules 看全部规则"
    return f"；是不是 {'、'.join(lowered[name] for name in close)}？"
