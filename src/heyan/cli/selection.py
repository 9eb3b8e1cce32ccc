"""Choosing among the rules of packs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.engine.selection import Selection, chosen

_CODE = re.compile(r"[A-Za-z](\d\d)?")


def narrowed(
    packs: Sequence[CompiledPack], select: Iterable[str], ignore: Iterable[str]
) -> tuple[CompiledPack, ...]:
    """The packs with only the rules that run; words as Selection takes them. Raises UsageError for an unknown one."""
    selection = Selection(words(select), words(ignore))
    running = set(chosen((rule for pack in packs for rule in pack.rules), selection))
    return tuple(replace(pack, rules=tuple(rule for rule in pack.rules if rule in running)) for pack in packs)


def words(values: Iterable[str]) -> tuple[str, ...]:
    """The values with lists (A01,B02) taken apart; codes and letters in capitals."""
    listed = (word.strip() for value in values for word in value.split(","))
    return tuple(word.upper() if _CODE.fullmatch(word) else word for word in listed if word)


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
