"""Readings of a percentage by the figures of its own line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from heyan.extraction import prose_labels
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_ratio_reading import (
    ALSO,
    ANY_NATURE,
    NAMED,
    NEGATED,
    RATE,
    WINDOW,
    Reading,
    alike,
    counted,
    is_done,
    usable,
)

_COMPARES = pattern(r"占|完成|为|达|相当于|是")
_SHARE = pattern(r"占(?:总[^,;。\d]{1,6}|其|比)?[约为达到有]*$")
_THAT_IS = pattern(r"[,(]?即(?:有|为)?")
_AMONG = pattern(r"[^,;。\d]{0,6}中的?")
_PLANNED = pattern(
    r"预算|计划|目标|任务|应|下达|安排|共|总|全|受理|发放|收回|回收|有效|抽样|调查|走访|访问|权重|满分|收到|投资"
)
_IN_FORCE = pattern(r"全年预算|调整后|变更后|全年计划")
_ADJUSTED = pattern(r"追加|追减|调整|调增|调减|结转|结余")
_AIMED = pattern(r"目标|计划|任务")
_SATISFIED = "满意"
_SKIPPED = frozenset({"percent", "percentage_point", "number"})
_PAIR = 2


def inside(line: Line, index: int) -> Iterator[Reading]:
    """Readings of the percentage by figures of its own line, likeliest first."""
    result = line.amounts[index]
    before = [
        a
        for a in line.amounts[max(0, index - WINDOW) : index]
        if a.quantity.kind not in _SKIPPED and counted(a) and a.quantity.value
    ]
    words = line.folded[result.label_start : result.start].strip()
    if before and before[-1] is line.amounts[index - 1] and words.lstrip(")") == "的":
        yield from _of_the_last(line, before)
        return
    behind = line.amounts[index + 1] if index + 1 < len(line.amounts) else None
    told = bool(behind and _THAT_IS.fullmatch(line.folded[result.end : behind.start].strip()))
    if behind and told and before and alike(behind, before[-1]):
        yield Reading(behind, before[-1], True)
    among = len(before) > 1 and _AMONG.fullmatch(line.folded[before[-2].end : before[-1].start])
    if among and alike(before[-1], before[-2]) and before[-1] is line.amounts[index - 1]:
        yield Reading(before[-1], before[-2], True)
    named = NAMED.search(words)
    rate = RATE.search(words)
    if named:
        yield from _by_name(before, named["whole"])
    elif rate:
        yield from _by_stem(line, before, index, rate["stem"])
    elif _SHARE.search(words):
        own = [a for a in before if a.sentence == result.sentence]
        last = own[-1] if own else None
        for i, one in enumerate(reversed(own)):
            for other in list(reversed(own))[i + 1 :]:
                if alike(one, other):
                    small, large = sorted((one, other), key=lambda a: a.quantity.amount)
                    alone = (
                        sum(alike(one, a) for a in own) == _PAIR and one is last and words.startswith("占")
                    )
                    yield (
                        Reading(other, one, False)
                        if other is small and not alone
                        else Reading(
                            one if alone else small,
                            other if alone else large,
                            alone and one.quantity.kind != "money",
                        )
                    )


def _of_the_last(line: Line, before: Sequence[Amount]) -> Iterator[Reading]:
    """完成年初预算15万元的82.40%: the whole stands right before."""
    whole = before[-1]
    parts = [a for a in reversed(before[:-1]) if alike(a, whole) and whole.sentence == a.sentence]
    for position, part in enumerate(parts):
        compares = _COMPARES.search(line.folded[part.end : whole.start])
        yield Reading(part, whole, position == 0 and bool(compares))


def _by_name(before: Sequence[Amount], name: str) -> Iterator[Reading]:
    """为年初预算的84%: the whole is what carries the name."""
    wholes = [a for a in reversed(before) if a.label.endswith(name) or name.endswith(a.label or "?")]
    wholes += [a for a in reversed(before) if a not in wholes and prose_labels.shares_word(a.label, name)]
    for whole in wholes:
        parts = [a for a in reversed(before) if alike(a, whole) and a is not whole and a.nature == "plain"]
        for position, part in enumerate(parts):
            yield Reading(part, whole, position == 0 and len(wholes) == 1)


def _by_stem(line: Line, before: Sequence[Amount], index: int, stem: str) -> Iterator[Reading]:
    """受理25件，已化解23件，未化解2件，化解率92%: what was done carries the name of the rate."""
    result = line.amounts[index]
    stems = ALSO.get(stem[-2:], (stem[-2:],))
    natures = ("plain", "reference", "change") if stem[-2:] in ANY_NATURE else ("plain", "reference")
    near = [a for a in before if result.sentence - a.sentence <= 1 and a.nature in natures]
    done = [a for a in reversed(near) if is_done(a, stems)]
    behind = [a for a in line.amounts[index + 1 : index + 2] if usable(a) and a.sentence == result.sentence]
    if _SATISFIED in stems and len(done) > 1:
        yield from _satisfied(near, done)
        done = done[-1:] if done[-1].label[-2:] != _SATISFIED else done
    for part in done:
        rest = [a for a in near if alike(a, part) and a is not part and not NEGATED.search(a.label)]
        rest = [a for a in rest if a.sentence == part.sentence] or rest
        ahead = [a for a in rest if a.start < part.start]
        ahead.sort(key=lambda a: (not _IN_FORCE.search(a.label), not _PLANNED.search(a.label), -a.start))
        for position, whole in enumerate(ahead):
            told = position == 0 and result.sentence == part.sentence and not is_done(whole, stems)
            yield Reading(part, whole, told and part is done[0] and _whole_yet(line, whole, result))
        for whole in (a for a in rest if a.start > part.start):
            aimed = _AIMED.search(whole.label) and whole.sentence == part.sentence
            yield Reading(part, whole, bool(aimed) and part is done[0])
        for whole in behind:
            if alike(part, whole):
                yield Reading(part, whole, False)
    for part in reversed(near):
        if part in done or NEGATED.search(part.label):
            continue
        for whole in reversed(near):
            if alike(part, whole) and whole is not part and _PLANNED.search(whole.label):
                beside = not done and _AIMED.search(whole.label) and whole.sentence == part.sentence
                yield Reading(part, whole, bool(beside) and part.end <= whole.start and "完成" in stem)


def _whole_yet(line: Line, whole: Amount, result: Amount) -> bool:
    """Whether the budget still stands: none was added to it between the two (年初预算1200万元，年中追加300万元)."""
    if _IN_FORCE.search(whole.label):
        return True
    return not _ADJUSTED.search(line.folded, whole.end, result.start)


def _satisfied(near: Sequence[Amount], done: Sequence[Amount]) -> Iterator[Reading]:
    """非常满意208份、满意96份，满意率95%: all that are satisfied, of all that were asked."""
    counts = [a for a in reversed(done) if alike(a, done[0])]
    asked = [a for a in near if alike(a, counts[0]) and a.start < counts[0].start]
    for most in range(len(counts), 1, -1):
        several = counts[:most]
        value = sum((a.quantity.value for a in several), Decimal(0))
        label = "、".join(a.label for a in several)
        whole = replace(several[0], label=label, quantity=replace(several[0].quantity, value=value), tail="+")
        for one in reversed(asked):
            yield Reading(whole, one, most == len(counts) and one is asked[-1])
