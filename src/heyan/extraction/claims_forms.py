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
_EXECUTION = re.compile(
    r"(部门|项目)?(预算|资金)?(支出|预算)?执行(率|情况|进度)?(得分)?|预算完成率|资金执行率"
)
_RATE_NAME = re.compile(r"(部门|整体|年度|本年|全年)?(预算|资金)(资金|支出)?执行率")
_HUNDRED = Decimal(100)
# What execution weighs in the templates: a whole that lacks just this much lacks the execution row.
_EXECUTION_POINTS = frozenset({Decimal(10), Decimal(20)})
_EXPENDITURE = re.compile(r"(基本|项目|人员|公用|人员经费|公用经费|日常公用)支出|人员经费|公用经费")
_LEVELS_OF_GOVERNMENT = re.compile(
    r"(其中:?)?(中央|省|自治区|市|州|盟|县|区|旗|乡|镇|本级|上级|地方)[级本区（(、及和]{0,3}.*(资金|财政|补助|拨款|配套|安排|专项|转移)|"
    r"(其中:?)?(中央|省级?|市级?|县级?|区级?|本级|上级)$"
)
_SOURCE = re.compile(
    r"资金|拨款|结转|结余|收入|补助|安排|配套|自筹|贷款|投入|公共预算|政府性基金|国有资本|专户|其[他它]|中央|省级|市级|县级|区级|本级|上级|地方|单位"
)
_FUNDS = re.compile(r"(其中:?)?(一般公共预算|政府性基金|国有资本经营|社会保险基金)")
# Which rows divide the row above them: (the row above, the rows below).
_INSIDE = (
    (
        re.compile(r"(其中:?)?(当年|本年度?|年度|县级|本级)?(财政性?|预算)(拨款|资金|预算|安排)"),
        re.compile(f"{_LEVELS_OF_GOVERNMENT.pattern}|{_FUNDS.pattern}"),
    ),
    (re.compile(r"一般公共预算"), _LEVELS_OF_GOVERNMENT),
    (re.compile(r"基本支出"), re.compile(r"(其中:?)?(人员|公用|日常公用)(经费|支出)")),
)
_NO_KEY = re.compile(r"指标|类|情况|[（(].*?[）)]|[\d.]+分?|<br\s{0,2}/?>")
_ALL_LEVELS = 3


def form_claims(form: Form) -> tuple[Claim, ...]:
    """All relations that one form asserts by its layout."""
    claims = [claim for breakdown in form.breakdowns if (claim := _breakdown_claim(form, breakdown))]
    claims.extend(_budget_claims(form.budget_rows))
    if form.kind in SELF_EVALUATION_KINDS or any(indicator.weight for indicator in form.indicators):
        claims.extend(_points_claims(form.indicators, form.totals, _whole_row(form.budget_rows)))
        claims.extend(_execution_claims(form))
    return tuple(claims)


def _execution_claims(form: Form) -> Iterable[Claim]:
    """The execution rate that stands as an indicator, against the money rows, where it differs from their own rate."""
    totals = [row for row in form.budget_rows if row.total]
    if len(totals) != 1:
        return
    initial, annual, executed = (_amount(totals[0], column) for column, _ in _COLUMNS)
    if annual is None or executed is None or executed.value.amount > annual.value.amount:
        return
    stated = totals[0].rate
    for row in form.indicators:
        actual = row.actual.value.quantity if row.actual else None
        if row.name is None or row.actual is None or actual is None or actual.kind != "percent":
            continue
        if not _RATE_NAME.fullmatch(normal_label(row.name.value)) or actual.comparator or actual.upper:
            continue
        of_initial = (
            initial and initial.value.amount and _HUNDRED * executed.value.amount / initial.value.amount
        )
        same_as_stated = stated is not None and stated.value.value == actual.value
        if same_as_stated or (of_initial and abs(of_initial - actual.amount) <= actual.step):
            continue
        operands = (
            Operand("numerator", "全年执行数", executed.value, executed.span),
            Operand("denominator", "全年预算数", annual.value, annual.span),
            Operand("result", row.name.value, actual, row.actual.span),
        )
        yield Claim("ratio", "execution", row.name.value, operands, row.row, origin="table")


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
    """What a division adds up to: its own total, else the column of the total row that it comes nearest to."""
    if breakdown.total and breakdown.total.amount:
        return breakdown.total
    whole = _whole_row(form.budget_rows)
    if whole is None or breakdown.by == "fund":
        return None
    listed = sum(
        (i.amount.value.amount for i in breakdown.items if i.amount and not _inner(i, breakdown.items)),
        Decimal(0),
    )
    columns = [amount for column in ("annual", "executed", "initial") if (amount := _amount(whole, column))]
    nearest = min(columns, key=lambda amount: abs(amount.value.amount - listed), default=None)
    return Item(whole.name, nearest) if nearest else None


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
    for whole, below in _blocks(rows):
        nested = _nested(whole, below)
        if nested and _flat(whole, below, [child for _, children in nested for child in children]):
            nested = []
        inner = {id(child) for _, children in nested for child in children}
        outer = [row for row in below if id(row) not in inner]
        for topic, parts in _families(outer):
            for column, name in _COLUMNS:
                yield from _column_claim(whole, parts, column, name, topic)
        for parent, children in nested:
            for column, name in _COLUMNS:
                yield from _nested_claim(parent, children, column, name)


def _flat(whole: BudgetRow, rows: Sequence[BudgetRow], inner: Sequence[BudgetRow]) -> bool:
    """Whether in some column all rows together make up the total, those that look `inner` among them and not 0:
    then none divides another, whatever its name."""
    for column, _ in _COLUMNS:
        total = _amount(whole, column)
        listed = [amount.value for row in rows if (amount := _amount(row, column))]
        if total is None or not all((own := _amount(row, column)) and own.value.value for row in inner):
            continue
        slack = sum((quantity.step for quantity in (*listed, total.value)), Decimal(0)) / 2
        if abs(sum((quantity.amount for quantity in listed), Decimal(0)) - total.value.amount) <= slack:
            return True
    return False


def _blocks(rows: Sequence[BudgetRow]) -> Iterable[tuple[BudgetRow, list[BudgetRow]]]:
    """Each total row with the rows below it; where only the last row is a total, with those above it."""
    starts = [index for index, row in enumerate(rows) if row.total]
    if not starts:
        return
    if starts == [len(rows) - 1]:
        yield rows[-1], list(rows[:-1])
        return
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[start], list(rows[start + 1 : end])


def _families(rows: Sequence[BudgetRow]) -> Iterable[tuple[Topic, list[BudgetRow]]]:
    """The rows that together make up the total: by source of money, and by kind of expenditure."""
    spent = [row for row in rows if _EXPENDITURE.search(_name(row))]
    sources = [row for row in rows if not _EXPENDITURE.search(_name(row)) and _SOURCE.search(_name(row))]
    if len(spent) >= 2:
        yield "expenditure", spent
    if len(sources) >= 2 and len(sources) + len(spent) == len(rows):
        yield "income", sources


def _name(row: BudgetRow) -> str:
    return normal_label(row.name.value)


def _nested(whole: BudgetRow, rows: Sequence[BudgetRow]) -> list[tuple[BudgetRow, list[BudgetRow]]]:
    """Rows that divide another part and not the total: levels of government, funds or 上年结转 under 财政拨款."""
    found: list[tuple[BudgetRow, list[BudgetRow]]] = []
    taken: set[int] = set()
    for index, row in enumerate(rows):
        pattern = next((inner for outer, inner in _INSIDE if outer.match(_name(row))), None)
        if id(row) in taken:
            continue
        children: list[BudgetRow] = []
        for other in rows[index + 1 :]:
            if not (pattern and pattern.match(_name(other))):
                break
            children.append(other)
        if not children and index + 1 < len(rows) and _opens_inside(whole, rows, index + 1):
            children = [rows[index + 1]]
            for other in rows[index + 2 :]:
                if not _LEVELS_OF_GOVERNMENT.match(_name(other)):
                    break
                children.append(other)
        if children:
            found.append((row, children))
            taken.update(id(child) for child in children)
    return found


def _opens_inside(whole: BudgetRow, rows: Sequence[BudgetRow], index: int) -> bool:
    """Whether 其中 at that row divides the row above it, as the figures tell where every part may carry 其中."""
    if not _name(rows[index]).startswith("其中"):
        return False
    for column in ("annual", "executed", "initial"):
        total, own = _amount(whole, column), _amount(rows[index], column)
        listed = [amount.value.amount for row in rows if (amount := _amount(row, column))]
        if total and own and own.value.amount and listed:
            spare = sum(listed, Decimal(0)) - total.value.amount
            return spare > 0 and abs(spare - own.value.amount) <= abs(spare) / 2
    return False


def _column_claim(
    whole: BudgetRow, parts: Sequence[BudgetRow], column: str, name: str, topic: Topic
) -> Iterable[Claim]:
    total = _amount(whole, column)
    stated = [(row, amount) for row in parts if (amount := _amount(row, column))]
    if total is None or not stated or len(parts) < 2 or total.value.value == 0:
        return
    operands = [_operand("total", f"{normal_label(whole.name.value)}{name}", total)]
    operands += [_operand("part", normal_label(row.name.value), amount) for row, amount in stated]
    yield Claim(
        kind="sum",
        topic=topic,
        subject=name,
        operands=tuple(operands),
        span=_around(operands),
        cue="合计",
        origin="table",
        open=len(stated) < len(parts),
    )


def _nested_claim(
    parent: BudgetRow, children: Sequence[BudgetRow], column: str, name: str
) -> Iterable[Claim]:
    """The division of a part, where all of it is stated; a list of some of the levels is no division."""
    total = _amount(parent, column)
    stated = [(row, amount) for row in children if (amount := _amount(row, column))]
    if total is None or len(stated) < 2:
        return
    spent = sum((amount.value.amount for _, amount in stated), Decimal(0))
    if spent < total.value.amount and len(stated) < _ALL_LEVELS:
        return
    operands = [_operand("total", f"{normal_label(parent.name.value)}{name}", total)]
    operands += [_operand("part", normal_label(row.name.value), amount) for row, amount in stated]
    yield Claim(
        "sum", "income", f"{normal_label(parent.name.value)}{name}", tuple(operands), _around(operands),
        cue="合计", origin="table", open=len(stated) < len(children),
    )  # fmt: skip


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
        points = [(i, p) for i in members if (p := _points(i, field))]
        if stated is None or not points:
            continue
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
    return "", [i for i in filled if _belongs(i, total.scope)]


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
    alone = _executed_among(members, field) or _whole_without_execution(members, totals)
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
    operands = [_operand("total", stated.name.value if stated else "满分", total) if total else _implied()]
    if execution and not in_prose:
        operands.append(_operand("part", "预算执行率", execution))
    operands += [_operand("part", name, p) for name, p in points]
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
        span=_around(operands),
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


def _belongs(indicator: Indicator, scope: str) -> bool:
    wanted = _level_key(scope)
    levels = (indicator.level1, indicator.level2)
    return any(level is not None and _level_key(level.value) == wanted for level in levels)


def _level_key(name: str) -> str:
    return _NO_KEY.sub("", normal_label(name))


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
