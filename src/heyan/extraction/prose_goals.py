"""Indicators that prose states twice: as goals in one section and as results in another, paired by their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from heyan.extraction import prose_levels, statements
from heyan.extraction.pattern import pattern
from heyan.extraction.prose_levels import Levels
from heyan.extraction.statements import Amount, Line
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Measure
from heyan.model.report import Indicator, Sourced
from heyan.model.span import Span

Half = Literal["goal", "result"]

_RESULT = pattern(r"完成|实现|达成|绩效情况|自评|评价|产出及效益|效益情况")
_GOAL = pattern(r"目标|指标设[定置]|计划|任务")
_ENDS = frozenset(";。!?\n")
_NOISE = pattern(
    r"目标|达到|达|情况|实际|(?<!率)为|是|完成(?!率)|共|力争|确保|不低于|不少于|控制在|[\s，,、；;。：:“”\"（）()≥≤<>=]"
)
_JOINTS = " \t　，,、；;。：:"
_TAIL_WORDS = pattern(r"^(?:为|是|达到|达|：|:)")
_VERB = pattern(r"(?:为|是|达到|达)$")
_ALIKE = 0.8
_MOST = 40  # names compared one by one in a level; more than that is no list of indicators
_SHORTEST = 2
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Item:
    name: Sourced[str]
    key: str
    measure: Sourced[Measure] | None
    row: Span
    levels: Levels


def half(line: Line) -> Half | None:
    """Whether the headings over the line make it a goal or a result; the nearest that tells decides."""
    for heading in reversed(line.headings):
        if _RESULT.search(heading):
            return "result"
        if _GOAL.search(heading):
            return "goal"
    return None


def pairs(lines: Sequence[Line]) -> list[Indicator]:
    """One indicator for each goal whose result the paper gives too, in the order of the goals.

    A goal without a result stays out, unless a comparator shows that it is an indicator.
    """
    halves = [(half(line), line) for line in lines]
    goals = [item for side, line in halves if side == "goal" and line.amounts for item in _stated(line)]
    goals = [goal for goal in goals if goal.measure is not None]
    if not goals:
        return []
    results: dict[str, list[_Item]] = defaultdict(list)
    for side, line in halves:
        for item in _stated(line) if side == "result" else ():
            results[_family(item.levels)].append(item)
    return [found for goal in goals if (found := _paired(goal, results[_family(goal.levels)])) is not None]


def _stated(line: Line) -> list[_Item]:
    levels, start = _levels(line)
    return [] if levels.second is None and levels.first is None else _items(line, levels, start)


def _family(levels: Levels) -> str:
    if levels.second is not None:
        return prose_levels.kind_of(levels.second.value)
    name = levels.first.value if levels.first else ""
    return "满意" if "满意" in name else name


def _levels(line: Line) -> tuple[Levels, int]:
    """The levels in force for the line's items, and where the items begin behind the line's own label."""
    clauses = statements.clauses(line)
    own = prose_levels.opened(line, clauses[0].start, clauses[0].end) if clauses else None
    over = prose_levels.over(line)
    if own is None:
        return over, line.body
    first = over.first if over.second is None else None
    derived = prose_levels.complete(Levels(None, own))
    if first is not None and derived.first is not None and first.value != derived.first.value:
        first = None
    return prose_levels.complete(Levels(first, own)), clauses[0].end + 1


def _items(line: Line, levels: Levels, start: int) -> list[_Item]:
    """The items of an enumeration: parts between ； and 。, and at a ， between two that each have a figure."""
    clauses = [clause for clause in statements.clauses(line) if clause.start >= start]
    amounts = {index: list(own) for index, own in groupby(line.amounts, key=lambda a: a.clause)}
    offset = len(statements.clauses(line)) - len(clauses)
    found: list[_Item] = []
    begin = start
    held: list[Amount] = []
    for position, clause in enumerate(clauses):
        held += amounts.get(offset + position, [])
        after = amounts.get(offset + position + 1, [])
        next_stands = clause.stop == "," and held and after and len(after[0].label) >= _SHORTEST
        if clause.stop in _ENDS or clause.stop == "" or next_stands:
            item = _item(line, levels, begin, clause.end, held)
            if item is not None:
                found.append(item)
            begin, held = clause.end + 1, []
    return found


def _item(line: Line, levels: Levels, start: int, end: int, held: Sequence[Amount]) -> _Item | None:
    start, end = _trim(line.text, start, end)
    row = line.span.part(start, end)
    if not held:
        raw = line.text[start:end]
        if not _SHORTEST <= len(raw) <= _LONGEST:
            return None
        return _Item(Sourced(raw, raw, row), _NOISE.sub("", raw), None, row, levels)
    amount = held[0]
    if len(held) > 1 or amount.nature in {"change", "share", "reference"}:
        return None
    name_start, name_end = _trim(line.text, start, amount.start)
    verb = _VERB.search(line.text, name_start, name_end)
    raw = line.text[name_start : verb.start() if verb else name_end]
    if not _SHORTEST <= len(raw) <= _LONGEST:
        return None
    shown = line.text[amount.start : amount.end]
    measure = Sourced(Measure(shown, amount.quantity, amount.quantity), shown, amount.place)
    return _Item(
        Sourced(raw, raw, line.span.part(name_start, name_start + len(raw))),
        _NOISE.sub("", raw),
        measure,
        row,
        levels,
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _JOINTS:
        start += 1
    while end > start and text[end - 1] in _JOINTS:
        end -= 1
    return start, end


def _paired(goal: _Item, results: list[_Item]) -> Indicator | None:
    """`goal` with its result, which is then spent; None where it has none and shows no comparator."""
    index, rest = _match(goal, results)
    actual: Sourced[Measure] | None = None
    if index is not None:
        result = results.pop(index)
        actual = result.measure or _in_words(result, rest)
    elif (
        goal.measure is None
        or goal.measure.value.quantity is None
        or not goal.measure.value.quantity.comparator
    ):
        return None
    return Indicator(
        row=goal.row,
        name=goal.name,
        level1=goal.levels.first,
        level2=goal.levels.second,
        target=goal.measure,
        actual=actual,
        in_prose=True,
    )


def _match(goal: _Item, results: Sequence[_Item]) -> tuple[int | None, int]:
    """The result of that name, and how much of its text the name takes (for a result in words)."""
    for index, result in enumerate(results[:_MOST]):
        if result.key == goal.key and result.measure is not None:
            return index, 0
    for index, result in enumerate(results[:_MOST]):
        if result.measure is None and len(goal.key) > 3 and result.key.startswith(goal.key):
            return index, len(goal.key)
    best, alike = None, _ALIKE
    for index, result in enumerate(results[:_MOST]):
        if result.measure is None or goal.measure is None:
            continue
        if abs(len(result.key) - len(goal.key)) * 2 > max(len(result.key), len(goal.key)):
            continue
        ratio = SequenceMatcher(None, goal.key, result.key, autojunk=False).ratio()
        if ratio > alike:
            best, alike = index, ratio
    return best, 0


def _in_words(result: _Item, taken: int) -> Sourced[Measure] | None:
    """The words behind the name: 考核为一般单位 under 考核 → 一般单位."""
    raw = result.name.raw
    position = seen = 0
    while position < len(raw) and seen < taken:
        noise = _NOISE.match(raw, position)
        if noise is not None:
            position = noise.end()
        else:
            position, seen = position + 1, seen + 1
    rest = raw[position:]
    lead = _TAIL_WORDS.match(rest)
    position += lead.end() if lead else 0
    shown = raw[position:].strip(_JOINTS)
    if not shown:
        return None
    start = raw.index(shown, position)
    return Sourced(Measure(shown), shown, result.name.span.part(start, start + len(shown)))
