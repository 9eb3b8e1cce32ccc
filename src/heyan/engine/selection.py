"""Which rules of the packs run."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from heyan.engine.rule import CompiledRule
from heyan.errors import UsageError
from heyan.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """What to run: codes (B03), family letters (B), rule names, families or tags. Empty `select` means all;
    `ignore` wins over `select`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, rule: CompiledRule) -> bool:
        """Whether `rule` runs."""
        words = _words(rule)
        return (not self.select or any(word in words for word in self.select)) and not any(
            word in words for word in self.ignore
        )


def chosen(rules: Iterable[CompiledRule], selection: Selection) -> tuple[CompiledRule, ...]:
    """The rules that run, in their order. Raises UsageError for a word that no rule answers to."""
    listed = tuple(rules)
    if not selection.select and not selection.ignore:
        return listed
    known = {word for rule in listed for word in _words(rule)}
    for word in (*selection.select, *selection.ignore):
        if word not in known:
            near = difflib.get_close_matches(word, sorted(known), n=1)
            hint = f"是不是“{near[0]}”？" if near else "用 heyan rules 看有哪些规则"
            raise UsageError(f"没有规则、规则族或标签“{word}”（{hint}）")
    return tuple(rule for rule in listed if selection.takes(rule))


def _words(rule: CompiledRule) -> frozenset[str]:
    return frozenset({rule.code, rule.code[0], rule.name, rule.family, *rule.tags})
