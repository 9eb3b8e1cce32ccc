"""Readings of a percentage by figures of the lines and sections before its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from heyan.extraction import prose_labels
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_ratio_reading import (
    ALSO,
    ANY_NATURE,
    NAMED,
    RATE,
    WINDOW,
    Reading,
    alike,
    is_done,
    usable,
)

_HEAD = pattern(r"预算|下达|安排|资金|总投资|概算|拨款")
_SAME_NAME = 3


def across_lines(line: Line, index: int, earlier: Sequence[Amount]) -> list[Reading]:
    """Readings by money told in the lines before; only those that agree count."""
    result = line.amounts[index]
    words = line.folded[result.label_start : result.start].strip()
    named, rate = NAMED.search(words), RATE.search(words)
    if not named and not rate and not words.startswith("占"):
        return []
    stem = rate["stem"][-2:] if rate else ""
    own = [
        a
        for a in line.amounts[max(0, index - WINDOW) : index]
        if a.quantity.kind == "money" and usable(a) and a.quantity.value
        if a.nature == "plain" or (a.nature == "change" and stem in ANY_NATURE)
    ]
    found = []
    for part in reversed(own[-4:] if rate else own[-2:]):
        for whole in (*reversed(own), *reversed(earlier)):
            if whole is not part and (rate or named or whole.quantity.amount >= part.quantity.amount):
                found.append(Reading(part, whole, False))
    head = next((a for a in reversed(earlier) if _HEAD.search(a.label)), None)
    if rate and own and head and stem in ("拨付", "支出", "执行", "支付", "使用"):
        done = [a for a in own if is_done(a, ALSO.get(stem, (stem,)))]
        found += [Reading(part, head, True) for part in done[-1:] if part.sentence == result.sentence]
    if named and own:
        called = [a for a in earlier if a.label.endswith(named["whole"])]
        found += [
            Reading(own[-1], whole, len(called) == 1 and own[-1].sentence == result.sentence)
            for whole in called
        ]
    if rate and stem in ("执行", "支出", "完成") and not own:
        done = [a for a in earlier[-16:] if "支" in a.label or "决算" in a.label or "执行" in a.label]
        found += [Reading(part, whole, False) for part in done for whole in earlier[-16:]]
    return found


def far_above(line: Line, index: int, named: Mapping[tuple[str, str], Sequence[Amount]]) -> list[Reading]:
    """完成率101.41% behind 复耕862亩, whose task of 850亩 an earlier section names."""
    result = line.amounts[index]
    part = line.amounts[index - 1] if index else None
    words = line.folded[result.label_start : result.start].strip()
    if part is None or part.sentence != result.sentence or not usable(part) or part.nature != "plain":
        return []
    if not ("完成" in words or "目标" in words or "任务" in words or "计划" in words):
        return []
    own = name_pairs(part.label)
    shared: dict[int, int] = {}
    by_place: dict[int, Amount] = {}
    for word in own:
        for amount in named.get((part.quantity.kind, word), ())[-8:]:
            if alike(amount, part) and amount.quantity.value:
                shared[amount.place.start] = shared.get(amount.place.start, 0) + 1
                by_place[amount.place.start] = amount
    order = sorted(shared, key=lambda start: (-shared[start], -start))
    alone = len(order) == 1 or (len(order) > 1 and shared[order[0]] > shared[order[1]])
    return [
        Reading(part, by_place[start], position == 0 and alone and shared[start] >= _SAME_NAME)
        for position, start in enumerate(order)
    ]


def name_pairs(label: str) -> list[str]:
    """The pairs of characters of the bare name."""
    name = prose_labels.subject(label)[-12:]
    return list(dict.fromkeys(name[i : i + 2] for i in range(len(name) - 1)))
