"""What a paper says twice of one indicator: its target in two forms, its figures in prose, its completion rate."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from heyan.extraction import prose_labels
from heyan.extraction.claims_prose_slips import digits_slipped
from heyan.extraction.normal import label as normal_label
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand, Origin
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import GOAL_KINDS, Form, Indicator, Sourced
from heyan.model.span import Span

_RATE = pattern(r"(?P<thing>.{2,20}?)(?:的)?(?:任务|目标|计划)?完成(?:率|比例)")
_SIZE = pattern(r"(?:数量|面积|规模|任务数?|总数|个数|金额|[数量额])$")
# Words between a fact's name and its number that state the fact and nothing else.
_STATES = pattern(r"(?:达到?|实际|累计|已|完成|实现|共|均|为|是|了|指标|目标)+$")
_WHOSE = pattern(
    r"^(?:\d{4}年度?|全[年镇乡县区市]|今年|本年度?|我[镇乡县局区]|本[镇乡局单位部门]{1,2}|累计|共|新增(?=.{4}))+"
)
_LEAST_NAME = 4
_HUNDRED = 100
_TELLING_DIGITS = 3
# What is counted, right behind the number; 村 alone names a thing, other single characters do not.
_THING = pattern(r"[一-鿿]{1,8}")
_SINGLE = frozenset("村组户")
_LEAST_COUNT = 5
_COUNTED = frozenset({"piece", "household", "person", "case"})


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure of an indicator: 指标值 or 完成值."""

    name: str
    what: str
    value: Sourced[Measure]
    quantity: Quantity
    origin: Origin


def target_claims(
    forms: Sequence[Form], prose: Sequence[Indicator], lines: Sequence[Line]
) -> tuple[Claim, ...]:
    """The claims between forms, within forms and prose indicators, and between indicators and the prose."""
    found = list(_between_forms(forms))
    for indicators in (*(form.indicators for form in forms), prose):
        found.extend(_completion_rates(indicators))
    stated = [s for form in forms for indicator in form.indicators for s in _figures(indicator, "mixed")]
    stated += [s for indicator in prose for s in _figures(indicator, "prose")]
    if stated:
        found.extend(_told_again(stated, prose, lines))
    return tuple(found)


def _between_forms(forms: Sequence[Form]) -> Iterator[Claim]:
    """Targets of the same name in the goal form and the self-evaluation form of one department or project."""
    results: dict[tuple[bool, str], list[Form]] = {}
    for form in forms:
        if form.kind not in GOAL_KINDS:
            results.setdefault(_subject(form), []).append(form)
    for goal in forms:
        partners = results.get(_subject(goal), []) if goal.kind in GOAL_KINDS else []
        if len(partners) != 1:
            continue
        known = _targets(goal)
        for name, target in _targets(partners[0]).items():
            if name in known:
                first, second = _one_unit(known[name].quantity, target.quantity)
                operands = (
                    Operand("first", "目标表的指标值", first, known[name].value.span),
                    Operand("second", "自评表的指标值", second, target.value.span),
                )
                yield Claim("same", "target", name, operands, target.value.span, origin="forms")


def _subject(form: Form) -> tuple[bool, str]:
    """Whose form it is: the department's, or the project's by its name."""
    name = form.project.name.value if form.project and form.project.name else ""
    return form.kind.startswith("project"), normal_label(name)


def _targets(form: Form) -> dict[str, _Stated]:
    """The targets whose indicator's name stands once in the form."""
    stated = [s for indicator in form.indicators for s in _figures(indicator, "forms") if s.what == "指标值"]
    counted = Counter(s.name for s in stated)
    return {s.name: s for s in stated if counted[s.name] == 1}


def _figures(indicator: Indicator, origin: Origin) -> Iterator[_Stated]:
    name = normal_label(indicator.name.value) if indicator.name else ""
    for what, value in (("完成值", indicator.actual), ("指标值", indicator.target)):
        if name and value and value.value.quantity:
            yield _Stated(name, what, value, value.value.quantity, origin)


def _one_unit(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Both in one unit where only one of them prints it."""
    if first.unit is None and second.unit is not None:
        return replace(first, unit=second.unit), second
    if second.unit is None and first.unit is not None:
        return first, replace(second, unit=first.unit)
    return first, second


def _completion_rates(indicators: Sequence[Indicator]) -> Iterator[Claim]:
    """甲完成率95% beside 甲: 目标400亩, 完成380亩. More than was planned is often written as 100 %."""
    by_thing: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        if indicator.name:
            by_thing.setdefault(_bare(normal_label(indicator.name.value)), []).append(indicator)
    for rate in indicators:
        named = _RATE.fullmatch(normal_label(rate.name.value)) if rate.name else None
        result = rate.actual.value.quantity if rate.actual else None
        if named is None or rate.actual is None or result is None or result.kind != "percent":
            continue
        thing = _bare(named["thing"])
        same = [i for i in by_thing.get(thing, ()) if i is not rate]
        if len(same) != 1 or same[0].target is None or same[0].actual is None:
            continue
        goal, done = same[0].target.value.quantity, same[0].actual.value.quantity
        if goal is None or done is None or "percent" in (goal.kind, done.kind):
            continue
        goal, done = _one_unit(goal, done)
        if goal.comparator in ("<", "<=") or (result.value == _HUNDRED and done.amount > goal.amount):
            continue
        operands = (
            Operand("numerator", "完成值", done, same[0].actual.span),
            Operand("denominator", "指标值", goal, same[0].target.span),
            Operand("result", normal_label(rate.name.value) if rate.name else "", result, rate.actual.span),
        )
        subject = operands[2].label
        yield Claim("ratio", "completion", subject, operands, around(operands), "完成率", "table")


def _bare(name: str) -> str:
    return _SIZE.sub("", name)


def _told_again(
    stated: Sequence[_Stated], prose: Sequence[Indicator], lines: Sequence[Line]
) -> Iterator[Claim]:
    """Figures of the prose that an indicator has too: under its very name, or counting the thing that it names."""
    own = _Covered(span for i in prose for span in (i.row, *(v.span for v in (i.target, i.actual) if v)))
    by_name: dict[str, list[_Stated]] = {}
    by_value: dict[Decimal, list[_Stated]] = {}
    for figure in stated:
        by_name.setdefault(figure.name, []).append(figure)
        by_value.setdefault(figure.quantity.value, []).append(figure)
    for line in lines:
        for amount in line.amounts:
            if amount.nature not in ("plain", "rate") or own.holds(amount.place):
                continue
            match = _by_name(amount, by_name) or _by_thing(line, amount, by_value)
            if match is None:
                continue
            first, second = _one_unit(match.quantity, amount.quantity)
            operands = (
                Operand("first", f"{match.name}的{match.what}", first, match.value.span),
                Operand("second", amount.label or match.name, second, amount.place),
            )
            yield Claim("same", "target", match.name, operands, amount.place, origin=match.origin)


class _Covered:
    """What lies inside one of some places of a document."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        # How far the places up to each one reach.
        self._reach = list(accumulate((end for _, end in ordered), max))

    def holds(self, place: Span) -> bool:
        index = bisect_right(self._starts, place.start) - 1
        return index >= 0 and place.end <= self._reach[index]


def _by_name(amount: Amount, stated: Mapping[str, Sequence[_Stated]]) -> _Stated | None:
    """The figure whose indicator is named right before the amount; unequal ones only where a digit slipped."""
    name = normal_label(_WHOSE.sub("", _STATES.sub("", prose_labels.plain(amount.label))))
    if len(name) < _LEAST_NAME:
        return None
    named = [s for s in stated.get(name, ()) if _comparable(s.quantity, amount.quantity)]
    return next((s for s in named if _equal(s.quantity, amount.quantity)), None) or next(
        (s for s in named if _slipped(s.quantity, amount.quantity)), None
    )


def _by_thing(line: Line, amount: Amount, stated: Mapping[Decimal, Sequence[_Stated]]) -> _Stated | None:
    """保障12个村居 beside the indicator 保障村居运转数量 of 12: only figures that agree are the same fact for sure."""
    quantity = amount.quantity
    if quantity.kind not in _COUNTED or quantity.value < _LEAST_COUNT or quantity.comparator:
        return None
    behind = _THING.match(line.folded, amount.end)
    if behind is None:
        return None
    for figure in stated.get(quantity.value, ()):
        thing = _common(behind[0], figure.name)
        bare = figure.quantity.unit is None or figure.quantity.kind == quantity.kind
        telling = len(thing) > 1 or thing in _SINGLE
        if telling and bare:
            return figure
    return None


def _common(words: str, name: str) -> str:
    """The longest beginning of `words` that `name` contains."""
    return next((words[:size] for size in range(len(words), 0, -1) if words[:size] in name), "")


def _comparable(one: Quantity, other: Quantity) -> bool:
    usable = not (one.upper or other.upper or one.malformed or other.malformed or other.approximate)
    return usable and (one.unit is None or other.unit is None or one.kind == other.kind)


def _equal(one: Quantity, other: Quantity) -> bool:
    bare = one.unit is None or other.unit is None
    return one.value == other.value if bare else one.amount == other.amount


def _slipped(one: Quantity, other: Quantity) -> bool:
    if one.comparator or one.ulp != other.ulp or one.unit != other.unit:
        return False
    first, second = (re.sub(r"\D", "", format(q.value, "f")) for q in (one, other))
    return min(len(first), len(second)) >= _TELLING_DIGITS and digits_slipped(first, second)
