"""The kind `levels`: first and second levels that a form must have indicators of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.lexicon import Lexicons, of_pack
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.report import Form, Indicator, Sourced

# A form of fewer rows is a cut-out, or the remains of a table that was not read well.
_FEWEST = 3


class LevelsCheck(CheckOptions):
    """A form has indicators of every group of the lexicon `first`, by the words in the names of their first levels.

    A form without any of these groups follows another framework and is not applicable. Where the rows of the group
    `under` have second levels of the lexicon `second`, those of its groups that `must` names are among them
    (variant `second`).
    """

    kind: Literal["levels"] = "levels"
    first: str
    under: str
    second: str
    must: tuple[str, ...]

    slots: ClassVar[frozenset[str]] = frozenset({"missing", "found"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("second",)})
    targets: ClassVar[frozenset[str]] = frozenset({"forms"})
    relates: ClassVar[bool] = False
    lexicons: ClassVar[frozenset[str]] = frozenset({"first", "second"})


def check_levels(options: LevelsCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails once for all first levels that are missing, or else once for all second ones."""
    form = target.item
    if not isinstance(form, Form) or len(form.indicators) < _FEWEST:
        return not_applicable("指标行不足")
    rows = form.indicators
    groups = of_pack(lexicons, options.first).groups
    names = [row.level1 for row in rows if row.level1]
    present = _present(names, groups)
    if not present:
        return not_applicable("不是产出、效益框架的表")
    if len(names) < len(rows):
        return not_evaluated("有的指标不知道属于哪个一级指标")
    if missing := [group for group in groups if group not in present]:
        return failed((_seen(missing, names, None),))
    return _second(options, rows, groups.get(options.under, ()), lexicons)


def _second(
    options: LevelsCheck, rows: Sequence[Indicator], under: tuple[str, ...], lexicons: Lexicons
) -> Verdict:
    own = [row for row in rows if row.level1 and _holds(row.level1.value, under)]
    names = [row.level2 for row in own if row.level2]
    present = _present(names, of_pack(lexicons, options.second).groups)
    missing = [group for group in options.must if group not in present]
    # Second levels by tasks, or those that were not read, are none of the usual ones.
    if not missing or not present or len(names) < len(own):
        return passed()
    return failed((_seen(missing, names, "second"),))


def _present(names: Sequence[Sourced[str]], groups: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found = {name.value for name in names}
    return frozenset(group for group, words in groups.items() if any(_holds(name, words) for name in found))


def _holds(name: str, words: tuple[str, ...]) -> bool:
    bare = "".join(name.split())
    return any(word in bare for word in words)


def _seen(missing: Sequence[str], names: Sequence[Sourced[str]], variant: str | None) -> Observation:
    told = "、".join(missing)
    found = "、".join(dict.fromkeys("".join(name.value.split()) for name in names))
    return Observation(
        names[-1].span,
        slots={"missing": told, "found": found},
        reported=found,
        expected=told,
        evidence=(f"表内有：{found}", f"缺少：{told}"),
        identity=(told,),
        variant=variant,
    )
