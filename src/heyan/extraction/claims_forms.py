"""Claims that forms make: totals and parts of money, points of levels, facts that table and prose share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from heyan.extraction.normal import label as normal_label
from heyan.model.claim import Claim, Operand, Topic
from heyan.model.quantity import Quantity
from heyan.model.report import (
    SELF_EVALUATION_KINDS,
    Breakdown,
    BudgetRow,
    Form,
    Indicator,
    Item,
    LevelTotal,
    Narrative,
    Sourced,
)
from heyan.model.span import Span

_FULL_MARKS = Quantity(Decimal(100), Decimal(1))
_TOPIC: dict[str, Topic] = {"income": "income", "expenditure": "expenditure", "fund": "fund"}
_COLUMNS = (("initial", "年初预算数"), ("annual", "全年预算数"), ("executed", "全年执行数"))
_EXECUTION = re.compile(r"预算执行(率|情况)?|执行率")


def form_claims(form: Form) -> tuple[Claim, ...]:
    """All relations that one form asserts by its layout."""
    claims = [claim for breakdown in form.breakdowns if (claim := _breakdown_claim(form, breakdown))]
    claims.extend(_budget_claims(form.budget_rows))
    if form.kind in SELF_EVALUATION_KINDS or any(indicator.weight for indicator in form.indicators):
        claims.extend(_points_claims(form.indicators, form.totals, _whole_row(form.budget_rows)))
    return tuple(claims)


def narrative_claims(narrative: Narrative) -> tuple[Claim, ...]:
    """The points of levels that the narrative states, against its indicators and its own total."""
    return tuple(_points_claims(narrative.indicators, narrative.totals, None))


def _breakdown_claim(form: Form, breakdown: Breakdown) -> Claim | None:
    total = _total_item(form, breakdown)
    stated = [item for item in breakdown.items if item.amount and not _inner(item, breakdown.items)]
    if total is None or total.amount is None or not stated:
        return None
    if len(stated) < 2 and len(breakdown.items) < 2:
        return None
    if total.amount.value.value == 0 and any(item.amount and item.amount.value.value for item in stated):
        return None
    operands = [_operand("total", total.name.value, total.amount)]
    operands += [_operand("part", item.name.value, item.amount) for item in stated if item.amount]
    empty = [item for item in breakdown.items if item.amount is None]
    return Claim(
        kind="sum",
        topic=_TOPIC[breakdown.by],
        subject=normal_label(total.name.value) or "资金总额",
        operands=tuple(operands),
        span=_around(operands),
        cue="合计",
        origin="table",
        open=bool(empty),
    )


def _total_item(form: Form, breakdown: Breakdown) -> Item | None:
    if breakdown.total and breakdown.total.amount:
        return breakdown.total
    whole = _whole_row(form.budget_rows)
    if whole and whole.annual and breakdown.by != "fund":
        return Item(whole.name, whole.annual)
    return None


def _inner(item: Item, items: Sequence[Item]) -> bool:
    """Whether the item is a part of another item (中央补助 under 财政拨款), told by its label."""
    name = normal_label(item.name.value)
    if not re.match(r"(其中)?(中央|省级?|市级?|区级?|县级?|本级|上级)", name):
        return False
    return any(
        re.search(r"一般公共预算|财政拨款|财政资金", other.name.value) for other in items if other is not item
    )


def _whole_row(rows: Sequence[BudgetRow]) -> BudgetRow | None:
    return next((row for row in rows if row.total), None) or (rows[0] if len(rows) == 1 else None)


def _budget_claims(rows: Sequence[BudgetRow]) -> Iterable[Claim]:
    whole = next((row for row in rows if row.total), None)
    if whole is None:
        return
    parts = [row for row in rows if row is not whole and not row.total]
    if len(parts) < 2:
        return
    for column, name in _COLUMNS:
        total: Sourced[Quantity] | None = getattr(whole, column)
        stated = [(row, amount) for row in parts if (amount := _amount(row, column))]
        if total is None or len(stated) < 1 or total.value.value == 0:
            continue
        operands = [_operand("total", f"{normal_label(whole.name.value)}{name}", total)]
        operands += [_operand("part", normal_label(row.name.value), amount) for row, amount in stated]
        yield Claim(
            kind="sum",
            topic="income",
            subject=name,
            operands=tuple(operands),
            span=_around(operands),
            cue="合计",
            origin="table",
            open=len(stated) < len(parts),
        )


def _amount(row: BudgetRow, column: str) -> Sourced[Quantity] | None:
    amount: Sourced[Quantity] | None = getattr(row, column)
    return amount


def _points_claims(
    indicators: Sequence[Indicator], totals: Sequence[LevelTotal], budget: BudgetRow | None
) -> Iterable[Claim]:
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
        if stated is None:
            continue
        points = [(i, p) for i in members if (p := _points(i, field))]
        if not points:
            continue
        missing = (
            None
            if len(points) == len(members)
            else f"{len(members) - len(points)}项指标没有填{_NAMES[topic]}"
        )
        operands = [_operand("total", total.scope, stated)]
        operands += [_operand("part", _indicator_name(i), p) for i, p in points]
        yield Claim(
            kind="sum",
            topic=topic,
            subject=total.scope,
            operands=tuple(operands),
            span=_around(operands[1:]) if _apart(operands) else _around(operands),
            cue="小计",
            origin="prose" if members[0].in_prose else "table",
            missing=missing,
        )


def _nearest_totals(
    indicators: Sequence[Indicator], totals: Sequence[LevelTotal], field: str
) -> list[tuple[LevelTotal, list[Indicator]]]:
    """Each level's total with its indicators; a total stated again with the same value (in a summary) is left
    to the mention that stands nearest to the indicators."""
    kept: dict[tuple[str, Decimal], tuple[LevelTotal, list[Indicator]]] = {}
    for total in totals:
        stated = _points(total, field)
        if not total.scope or stated is None:
            continue
        members = [i for i in indicators if _belongs(i, total.scope)]
        if not members:
            continue
        key = (_level_key(total.scope), stated.value.value)
        known = kept.get(key)
        first = members[0].row.start
        if known is None or abs(stated.span.start - first) < abs(known[0].name.span.start - first):
            kept[key] = (total, members)
    return list(kept.values())


_NAMES = {"weights": "分值", "scores": "得分"}


def _whole_claim(
    indicators: Sequence[Indicator],
    totals: Sequence[LevelTotal],
    budget: BudgetRow | None,
    field: str,
    topic: Topic,
) -> Claim | None:
    stated = next((t for t in totals if not t.scope and _points(t, field)), None)
    levels = [t for t in totals if t.scope and _points(t, field)]
    members = [i for i in indicators if i.name or _points(i, field)]
    points = [(_indicator_name(i), p) for i in members if (p := _points(i, field))]
    execution = _points(budget, field) if budget else None
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
    operands = [_operand("total", stated.name.value if stated else "满分", total) if total else _implied()]
    if execution and not in_prose:
        operands.append(_operand("part", "预算执行率", execution))
    operands += [_operand("part", name, p) for name, p in points]
    missing = None
    if members and len(points) < len(members):
        missing = f"{len(members) - len(points)}项指标没有填{_NAMES[topic]}"
    elif execution is None and not in_prose and not _complete_alone(points):
        missing = f"预算执行率的{_NAMES[topic]}" if stated is None or budget is not None else None
    return Claim(
        kind="sum",
        topic=topic,
        subject="总分",
        operands=tuple(operands),
        span=_around(operands),
        cue="总分",
        origin="prose" if in_prose else "table",
        missing=missing,
    )


def _complete_alone(points: Sequence[tuple[str, Sourced[Quantity]]]) -> bool:
    return sum((p.value.value for _, p in points), Decimal(0)) == 100


def _implied() -> Operand:
    return Operand("total", "满分（财预〔2020〕10号：总分100分）", _FULL_MARKS, None)


def _belongs(indicator: Indicator, scope: str) -> bool:
    wanted = _level_key(scope)
    levels = (indicator.level1, indicator.level2)
    return any(level is not None and _level_key(level.value) == wanted for level in levels)


def _level_key(name: str) -> str:
    return re.sub(r"指标|类|情况|[（(].*?[）)]|[\d.]+分?", "", normal_label(name))


def _indicator_name(indicator: Indicator) -> str:
    return normal_label(indicator.name.value) if indicator.name else "（未填名称的指标）"


def _operand(role: Literal["total", "part"], label: str, amount: Sourced[Quantity]) -> Operand:
    return Operand(role, " ".join(label.split()), amount.value, amount.span)


def _apart(operands: Sequence[Operand]) -> bool:
    """Whether the first operand (the total) stands far before the others, as in a summary."""
    places = [operand.place for operand in operands if operand.place]
    return len(places) > 1 and places[1].start - places[0].end > 2000


def _around(operands: Sequence[Operand]) -> Span:
    places = [operand.place for operand in operands if operand.place]
    return Span(places[0].document, min(p.start for p in places), max(p.end for p in places))
