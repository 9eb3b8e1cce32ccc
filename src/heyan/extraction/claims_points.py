"""Claims of points: 分值 and 得分 of indicators against their levels' and the whole's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from heyan.extraction.normal import label as normal_label
from heyan.extraction.operands import apart, around, operand
from heyan.extraction.pattern import pattern
from heyan.model.claim import Claim, Operand, Topic
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Indicator, LevelTotal, Sourced

_FULL_MARKS = Quantity(Decimal(100), Decimal(1))
_EXECUTION = pattern(r"(部门|项目)?(预算|资金)?(支出|预算)?执行(率|情况|进度)?(得分)?|预算完成率|资金执行率")
# What execution weighs in the templates: a whole that lacks just this much lacks the execution row.
_EXECUTION_POINTS = frozenset({Decimal(10), Decimal(20)})
_NO_KEY = pattern(r"指标|类|情况|[（(].*?[）)]|[\d.]+分?|<br\s{0,2}/?>")


def points_claims(
    indicators: Sequence[Indicator], totals: Sequence[LevelTotal], budget: BudgetRow | None
) -> Iterable[Claim]:
    """分值 and 得分 against each level's points and against the whole's; `budget` is the row that execution stands in."""
    topics: tuple[tuple[str, Topic], ...] = (("weight", "weights"), ("score", "scores"))
    for field, topic in topics:
        yield from _level_claims(indicators, totals, field, topic)
        whole = _whole_claim(indicators, totals, budget, field, topic)
        if whole:
            yield whole


def _points(thing: Indicator | LevelTotal | BudgetRow, field: str) -> Sourced[Quantity] | None:
    points: Sourced[Quantity] | None = getattr(thing, field)
    return points


def _level_claims(
    indicators: Sequence[Indicator], totals: Sequence[LevelTotal], field: str, topic: Topic
) -> Iterable[Claim]:
    for total, members in _nearest_totals(indicators, totals, field):
        stated = _points(total, field)
        points = [(i, p) for i in members if (p := _points(i, field))]
        if stated is None or not points:
            continue
        operands = [operand("total", total.scope, stated)]
        operands += [operand("part", _indicator_name(i), p) for i, p in points]
        yield Claim(
            kind="sum",
            topic=topic,
            subject=total.scope,
            operands=tuple(operands),
            span=around(operands[1:]) if apart(operands) else around(operands),
            cue="小计",
            origin="prose" if members[0].in_prose else "table",
            missing=_unfilled(members, operands, topic),
        )


def _unfilled(members: Sequence[Indicator], operands: Sequence[Operand], topic: Topic) -> str | None:
    """How many indicators lack their points, unless the others reach the total without them."""
    lacking = len(members) - (len(operands) - 1)
    reached = sum((operand.quantity.value for operand in operands[1:]), Decimal(0))
    if lacking <= 0 or reached >= operands[0].quantity.value:
        return None
    return f"{lacking}项指标没有填{_NAMES[topic]}"


def _nearest_totals(
    indicators: Sequence[Indicator], totals: Sequence[LevelTotal], field: str
) -> list[tuple[LevelTotal, list[Indicator]]]:
    """Each level's total with its indicators; a total stated again with the same value (in a summary) is left
    to the mention that stands nearest to the indicators."""
    kept: dict[tuple[str, str, Decimal], tuple[LevelTotal, list[Indicator]]] = {}
    for total in totals:
        stated = _points(total, field)
        if not total.scope or stated is None:
            continue
        above, members = _members(indicators, total)
        if not members:
            continue
        key = (above, _level_key(total.scope), stated.value.value)
        known = kept.get(key)
        first = members[0].row.start
        if known is None or abs(stated.span.start - first) < abs(known[0].name.span.start - first):
            kept[key] = (total, members)
    return list(kept.values())


def _members(indicators: Sequence[Indicator], total: LevelTotal) -> tuple[str, list[Indicator]]:
    """The indicators that a level's points are for, and the name of the level above it, where it has one."""
    filled = [i for i in indicators if i.name or i.weight or i.score]
    for i in filled:
        if i.level2 and i.level2.span == total.name.span and i.level1:
            above = _level_key(i.level1.value)
            wanted = _level_key(i.level2.value)
            return above, [
                other
                for other in filled
                if other.level1
                and other.level2
                and _level_key(other.level1.value) == above
                and _level_key(other.level2.value) == wanted
            ]
    wanted = _level_key(total.scope)
    return "", [i for i in filled if _belongs(i, wanted)]


_NAMES = {"weights": "分值", "scores": "得分"}


def _whole_claim(
    indicators: Sequence[Indicator],
    totals: Sequence[LevelTotal],
    budget: BudgetRow | None,
    field: str,
    topic: Topic,
) -> Claim | None:
    stated = next((t for t in reversed(totals) if not t.scope and _points(t, field)), None)
    levels = [t for t in totals if t.scope and _points(t, field)]
    members = [i for i in indicators if i.name or _points(i, field)]
    points = [(_indicator_name(i), p) for i in members if (p := _points(i, field))]
    alone = _executed_among(members, field) and not _short_by_execution(members, totals, budget)
    alone = alone or _whole_without_execution(members, totals)
    execution = _points(budget, field) if budget and not alone else None
    in_prose = bool(indicators) and indicators[0].in_prose
    if stated and in_prose and len(levels) >= 2 and any(_EXECUTION.search(t.scope) for t in levels):
        once = {normal_label(t.scope): t for t in reversed(levels)}
        points = [(t.scope, p) for t in reversed(once.values()) if (p := _points(t, field))]
        members = []
    elif in_prose:
        return None
    if not points or (stated is None and topic == "scores"):
        return None
    total = _points(stated, field) if stated else None
    operands = [operand("total", stated.name.value if stated else "满分", total) if total else _implied()]
    if execution and not in_prose:
        operands.append(operand("part", "预算执行率", execution))
    operands += [operand("part", name, p) for name, p in points]
    missing = None
    if members:
        missing = _unfilled_whole(members, points, operands, topic)
        if missing is None and execution is None and _lacks_execution(members, totals, operands):
            missing = f"预算执行率的{_NAMES[topic]}"
    return Claim(
        kind="sum",
        topic=topic,
        subject="总分",
        operands=tuple(operands),
        span=around(operands),
        cue="总分",
        origin="prose" if in_prose else "table",
        missing=missing,
    )


def _unfilled_whole(
    members: Sequence[Indicator],
    points: Sequence[tuple[str, Sourced[Quantity]]],
    operands: Sequence[Operand],
    topic: Topic,
) -> str | None:
    lacking = len(members) - len(points)
    reached = sum((operand.quantity.value for operand in operands[1:]), Decimal(0))
    if lacking <= 0 or reached >= operands[0].quantity.value:
        return None
    return f"{lacking}项指标没有填{_NAMES[topic]}"


def _executed_among(members: Sequence[Indicator], field: str) -> bool:
    """Whether the execution rate stands among the indicators with points of its own."""
    return any(
        _points(i, field)
        and any(_EXECUTION.fullmatch(normal_label(n.value)) for n in (i.name, i.level2, i.level1) if n)
        for i in members
    )


def _short_by_execution(
    members: Sequence[Indicator], totals: Sequence[LevelTotal], budget: BudgetRow | None
) -> bool:
    """Whether the indicators fall short of the whole by just the 分值 of the money row: then it counts beside an
    indicator that is an execution rate too."""
    if budget is None or budget.weight is None:
        return False
    whole = next((t.weight.value.value for t in reversed(totals) if not t.scope and t.weight), Decimal(100))
    weights = sum((i.weight.value.value for i in members if i.weight), Decimal(0))
    return whole - weights == budget.weight.value.value


def _whole_without_execution(members: Sequence[Indicator], totals: Sequence[LevelTotal]) -> bool:
    """Whether the 总分 row counts the indicators only: its 分值 is just theirs."""
    whole = next((t.weight.value.value for t in reversed(totals) if not t.scope and t.weight), None)
    weights = [i.weight.value.value for i in members if i.weight]
    return whole is not None and whole == sum(weights, Decimal(0)) and whole != Decimal(100)


def _lacks_execution(
    members: Sequence[Indicator], totals: Sequence[LevelTotal], operands: Sequence[Operand]
) -> bool:
    """Whether the indicators fall short of the whole by what execution usually weighs, and it is not among them."""
    reached = sum((operand.quantity.value for operand in operands[1:]), Decimal(0))
    if reached >= operands[0].quantity.value or _executed_among(members, "weight"):
        return False
    weights = [i.weight.value.value for i in members if i.weight]
    whole = next((t.weight.value.value for t in reversed(totals) if not t.scope and t.weight), Decimal(100))
    return not weights or whole - sum(weights, Decimal(0)) in _EXECUTION_POINTS


def _implied() -> Operand:
    return Operand("total", "满分（财预〔2020〕10号：总分100分）", _FULL_MARKS, None)


def _belongs(indicator: Indicator, wanted: str) -> bool:
    """Whether one of the indicator's levels has that key."""
    return any(
        level is not None and _level_key(level.value) == wanted
        for level in (indicator.level1, indicator.level2)
    )


@lru_cache(maxsize=1024)
def _level_key(name: str) -> str:
    return _NO_KEY.sub("", normal_label(name))


def _indicator_name(indicator: Indicator) -> str:
    return normal_label(indicator.name.value) if indicator.name else "（未填名称的指标）"
