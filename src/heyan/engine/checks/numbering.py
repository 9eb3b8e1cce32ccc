"""The kind `numbering`: numbers of headings and items that skip, repeat or run backwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.report import Ordinal, Report, Section

_SPELLED = "零一二三四五六七八九十"
_MOST = 40


class NumberingCheck(CheckOptions):
    """Each number follows the last one of its depth, or begins a list anew with 1.

    A heading without a number between the two of a gap is taken for the one that lost it.
    """

    kind: Literal["numbering"] = "numbering"

    slots: ClassVar[frozenset[str]] = frozenset({"before", "after", "missing", "lost"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("skipped", "repeated")})
    targets: ClassVar[frozenset[str]] = frozenset({"report"})


def check_numbering(_options: NumberingCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails once for each break; not applicable to papers without numbered paragraphs."""
    report = target.item
    narrative = report.narrative if isinstance(report, Report) else None
    if narrative is None or len(narrative.ordinals) < 2:
        return not_applicable("没有编号的段落")
    seen = tuple(_breaks(narrative.ordinals, narrative.sections))
    return failed(seen[:_MOST]) if seen else passed()


def _breaks(ordinals: Sequence[Ordinal], sections: Sequence[Section]) -> Iterator[Observation]:
    last: dict[int, Ordinal] = {}
    numbered = frozenset(ordinal.span.start for ordinal in ordinals)
    for ordinal in ordinals:
        before = last.get(ordinal.depth)
        if before is not None and ordinal.value not in (before.value + 1, 1):
            if before.value < ordinal.value <= before.value + 3:
                yield _skipped(before, ordinal, sections, numbered)
            elif ordinal.value == before.value and _alike(before, ordinal):
                yield _repeated(before, ordinal)
        last[ordinal.depth] = ordinal
        for deeper in [depth for depth in last if depth > ordinal.depth]:
            del last[deeper]


def _alike(one: Ordinal, other: Ordinal) -> bool:
    """Whether two numbers are written in one style: 1. and 1、 are lists of different hands."""
    return one.text[-1:] == other.text[-1:] and one.headed == other.headed


def _skipped(
    before: Ordinal, after: Ordinal, sections: Sequence[Section], numbered: frozenset[int]
) -> Observation:
    missing = [_like(after, value) for value in range(before.value + 1, after.value)]
    lost = _without_number(before, after, sections, numbered) if len(missing) == 1 else None
    place = lost.heading.span if lost and lost.heading else after.span
    words = lost.heading.raw.strip() if lost and lost.heading else ""
    related = [("前一个编号", before.span)]
    if place != after.span:
        related.append(("后一个编号", after.span))
    told = f"“{before.text}”之后是“{after.text}”，缺“{'、'.join(part.strip('、.．') for part in missing)}”"
    return Observation(
        place,
        related=tuple(related),
        slots={
            "before": before.text,
            "after": after.text,
            "missing": "".join(missing)
            if len(missing) == 1
            else "、".join(p.strip("、.．") for p in missing),
            "lost": f"；“{words}”疑缺编号“{missing[0]}”" if words else "",
        },
        reported=after.text,
        expected=missing[0],
        evidence=(told,),
        identity=(before.text, after.text),
        variant="skipped",
    )


def _repeated(before: Ordinal, after: Ordinal) -> Observation:
    expected = _like(after, before.value + 1)
    return Observation(
        after.span,
        related=(("同一编号", before.span),),
        slots={"before": before.text, "after": after.text, "missing": expected, "lost": ""},
        reported=after.text,
        expected=expected,
        evidence=(f"“{before.text}”之后又是“{after.text}”",),
        identity=(before.text, after.text, "repeated"),
        variant="repeated",
    )


def _without_number(
    before: Ordinal, after: Ordinal, sections: Sequence[Section], numbered: frozenset[int]
) -> Section | None:
    """The section without a number that stands right before the second number, or the only one between the two."""
    between = [
        section
        for section in sections
        if section.heading is not None and before.span.end < section.heading.span.start < after.span.start
    ]
    bare = [section for section in between if section.heading and section.heading.span.start not in numbered]
    return bare[-1] if bare and (bare[-1] is between[-1] or len(bare) == 1) else None


def _like(ordinal: Ordinal, value: int) -> str:
    """Number `value` written as `ordinal` is: 五、 gives 四、."""
    text = ordinal.text
    old = next((part for part in (_spelled(ordinal.value), str(ordinal.value)) if part in text), "")
    if not old:
        return chr(ord("①") + value - 1) if 0 < value <= 20 else str(value)
    return text.replace(old, _spelled(value) if old == _spelled(ordinal.value) else str(value), 1)


def _spelled(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return _SPELLED[value]
    return (_SPELLED[tens] if tens > 1 else "") + "十" + (_SPELLED[ones] if ones else "")
