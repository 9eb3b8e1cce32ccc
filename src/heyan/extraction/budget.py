"""The money part of a form: 资金行 under their header, and labelled amounts beside, inside or above a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from heyan.extraction.alignment import MOST_COLUMNS, Column, Placement, place
from heyan.extraction.grid import Row, Slot
from heyan.extraction.pattern import pattern
from heyan.extraction.points import points
from heyan.extraction.quantities import measure, money, point
from heyan.extraction.vocabulary import BudgetRole, budget_role, is_blank
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity, Unit
from heyan.model.report import BudgetRow, Sourced
from heyan.model.span import Span

_MONEY_ROLES = frozenset({"initial", "annual", "executed", "rate"})
_ROW_LABEL = pattern(r".*(资金|拨款|结转|合计|总额|总计|收入|预算|支出|经费).*|财政专户|其[他它]|小计")
_TOTAL_LABEL = pattern(
    r"(年度|全年|本年|项目|预算|财政|部门|单位|整体)*(资金|预算|支出|收入)?(总额|合计|总计|总数|总金额|合计数)(资金)?|年度资金|资金总额.*|(部门|单位)?整体支出.*"
)
_PERCENT = pattern(r"[\d０-９.．]+\s*[%％]")
_STAGES = frozenset({"initial", "annual", "executed"})
_PAIR_ROLES: Mapping[str, BudgetRole] = {
    "执行率权重": "weight",
    "执行率分值": "weight",
    "执行率得分": "score",
    "预算执行得分": "score",
}
_MOST_PAIR_ROWS = 4
_LEAST_FIGURES = 2
_LONGEST_NAME = 30
_HEADER_POINTS = pattern(r"[（(]\s*(\d{1,2})\s*分\s*(?:[×*xX＊].{0,8})?[）)]")
_PREFIX = pattern(
    r"^(其\s*中|中)\s*[:：]?\s*|^[（(]?[一二三四五六七八九十\d]{1,2}[）)]?\s*[、.．]\s*|^[①②③④⑤⑥]\s*"
)
AMOUNT = pattern(r"[-－]?[\d０-９][\d０-９,，.．\s]*\s*(万元|亿元|元|万|亿)?")


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """资金行 and the position of the first row behind them."""

    rows: tuple[BudgetRow, ...]
    next_row: int


def read_budget(rows: Sequence[Row], start: int, unit: Unit) -> BudgetTable | None:
    """The 资金 rows under the budget header at row position `start`; None if no such header stands there."""
    header = _budget_header(rows[start])
    if len({column.role for column in header} & _MONEY_ROLES) < 2:
        return None
    head = rows[start].first
    label = head if head and head.column < header[0].column else None
    table = _Table(tuple(header), len(rows[start].slots), _execution_points(rows[start], header), unit, label)
    found: list[BudgetRow] = []
    position = start + 1
    while position < len(rows):
        row = rows[position]
        if row.filled:
            budget_row = _budget_row(row, table, first=not found)
            if budget_row is None:
                break
            found.append(budget_row)
        position += 1
    return BudgetTable(tuple(found), position)


@dataclass(frozen=True, slots=True)
class _Table:
    """What the rows of a budget table share: columns, cell count, the points that the header gives execution, and
    what stands left of the header's columns."""

    header: tuple[Column, ...]
    length: int
    points: Sourced[Quantity] | None
    unit: Unit
    label: Slot | None


def _budget_header(row: Row) -> list[Column]:
    if len(row.filled) > MOST_COLUMNS:
        return []
    header = [
        Column(role, slot.column, slot.width, slot.label)
        for slot in row.filled
        if (role := budget_role(slot.label))
    ]
    if len(header) > 1 and header[0].role in _STAGES and header[0].role in {c.role for c in header[1:]}:
        # 年度预算数（万元） stands over the rows' names; 年初预算数 beside 预算数（A） is a column of its own.
        own = "年初" in header[0].name and all("年初" not in c.name for c in header[1:])
        header = header if own else header[1:]
    roles = {column.role for column in header}
    if "executed" in roles and "annual" not in roles:
        # 预算数(A) | 执行数(B): with one budget column only, that column is the one execution is measured against.
        return [
            replace(column, role="annual")
            if column.role == "initial" and "年初" not in column.name
            else column
            for column in header
        ]
    return header


def _execution_points(row: Row, header: Sequence[Column]) -> Sourced[Quantity] | None:
    """The points that a header without a 分值 column gives execution: 得分（20分×执行率）, 预算执行情况（20分）."""
    if any(column.role == "weight" for column in header):
        return None
    for slot in reversed(row.filled):
        found = _HEADER_POINTS.search(slot.text) if len(slot.text) <= 40 else None
        value = point(found.group(1)) if found else None
        if found and value:
            return Sourced(value, found.group(1), slot.span.part(*found.span(1)))
    return None


def _unlabelled(row: Row, table: _Table) -> BudgetRow | None:
    """The one row of a form whose 项目资金 stands beside header and amounts: figures all along."""
    told = [slot for slot in row.filled if not is_blank(slot.label)]
    if table.label is None or len(told) < _LEAST_FIGURES or not all(_is_figure(slot) for slot in told):
        return None
    first_money = table.header[0].column
    ahead = first_money if row.slots[0].column == 0 and row.slots[0].text else 0
    rest = Row(row.index, row.slots, row.span, row.aligned and not ahead, row.filled)
    return _of_figures(row, table, place(rest, table.header, table.length, ahead), table.label, total=True)


def _budget_row(row: Row, table: _Table, *, first: bool) -> BudgetRow | None:
    header = table.header
    first_money = header[0].column
    label = next(
        (slot for slot in reversed(row.filled) if _is_row_label(slot) and slot.column <= first_money + 1),
        None,
    )
    label = label or _unknown_label(row, first_money)
    if label is None:
        return _unlabelled(row, table) if first else None
    figures = tuple(slot for slot in row.filled if slot.cell.column > label.cell.column)
    told = [slot for slot in figures if not is_blank(slot.label)]
    if told and not any(AMOUNT.fullmatch(slot.label) or slot.label.endswith(("%", "％")) for slot in told):
        return None
    if not told and (first or len(row.slots) < 4):
        return None
    slipped = bool(told) and told[0].column < first_money and _is_figure(told[0])
    rest = Row(row.index, row.slots, row.span, row.aligned and not slipped, figures)
    placement = place(rest, header, -1 if slipped else table.length, first_money - 1 - label.column)
    total = bool(_TOTAL_LABEL.fullmatch(bare_label(label.label)))
    return _of_figures(row, table, placement, label, total=total, first=first)


def _of_figures(
    row: Row, table: _Table, placement: Placement, label: Slot, *, total: bool, first: bool = True
) -> BudgetRow:
    def amount(role: str) -> Sourced[Quantity] | None:
        slot = placement.of(role)
        value = money(slot.text, table.unit) if slot else None
        return Sourced(value, slot.text, slot.span) if slot and value else None

    reason = placement.of("reason")
    score = points(placement.of("score"))
    return BudgetRow(
        row=row.span,
        name=label.sourced,
        total=total,
        initial=amount("initial"),
        annual=amount("annual"),
        executed=amount("executed"),
        rate=_rate(placement),
        weight=points(placement.of("weight")) or (table.points if first and score else None),
        score=score,
        reason=reason.sourced if reason and not AMOUNT.fullmatch(reason.label) else None,
    )


def _unknown_label(row: Row, first_money: int) -> Slot | None:
    """The last words left of at least two figures, whatever they are (上级补助, a project's name)."""
    head = next((index for index, slot in enumerate(row.filled) if _is_figure(slot)), 0)
    if not head or sum(_is_figure(slot) for slot in row.filled[head:]) < _LEAST_FIGURES:
        return None
    label = row.filled[head - 1]
    return label if label.column <= first_money and len(label.label) <= _LONGEST_NAME else None


def _is_row_label(slot: Slot) -> bool:
    return bool(_ROW_LABEL.fullmatch(slot.label)) and len(slot.label) <= _LONGEST_NAME


def bare_label(label: str) -> str:
    """The label without the words before it (其中：, a number)."""
    return _PREFIX.sub("", label)


def _rate(placement: Placement) -> Sourced[Quantity] | None:
    slot = placement.of("rate")
    if slot is None:
        return None
    quantity = measure(slot.text, unit="%").quantity
    return Sourced(quantity, slot.text, slot.span) if quantity else None


def read_pairs(rows: Sequence[Row], start: int, unit: Unit) -> BudgetTable | None:
    """A total that a form states as label beside amount, in up to four rows: 年初数 | 100, 全年预算数 | 120, …

    执行率, 分值 and 得分 may stand among the labels, or as a header over their values. None unless at least two
    of the budget's columns are stated so and one of them is the execution.
    """
    found: dict[BudgetRole, Slot] = {}
    name: Slot | None = None
    position = start
    while position < min(len(rows), start + _MOST_PAIR_ROWS):
        pairs = list(_pairs(rows, position))
        if not any(role in _STAGES for role, _ in pairs):
            break
        for role, slot in pairs:
            found.setdefault(role, slot)
        name = name or next(
            (s for s in rows[position].filled if _is_row_label(s) or budget_role(s.label)), None
        )
        position += 1
    if name is None or "executed" not in found or not found.keys() & {"initial", "annual"}:
        return None
    if "annual" not in found and "年初" not in name.label:
        found["annual"] = found.pop("initial")

    def amount(role: BudgetRole) -> Sourced[Quantity] | None:
        slot = found.get(role)
        value = money(slot.text, unit) if slot else None
        return Sourced(value, slot.text, slot.span) if slot and value else None

    rate = found.get("rate")
    percent = measure(rate.text, unit="%").quantity if rate else None
    row = BudgetRow(
        row=Span(rows[start].span.document, rows[start].span.start, rows[position - 1].span.end),
        name=name.sourced,
        total=True,
        initial=amount("initial"),
        annual=amount("annual"),
        executed=amount("executed"),
        rate=Sourced(percent, rate.text, rate.span) if rate and percent else None,
        weight=points(found.get("weight")),
        score=points(found.get("score")),
    )
    return BudgetTable((row,), position)


def _pairs(rows: Sequence[Row], position: int) -> Iterator[tuple[BudgetRole, Slot]]:
    """The row's labels with their values: the next cell, or for points and rates the cell below."""
    row = rows[position]
    following = rows[position + 1].filled if row.aligned and position + 1 < len(rows) else ()
    figures = {slot.column: slot for slot in following if _is_figure(slot)}
    for index, slot in enumerate(row.filled):
        role = _PAIR_ROLES.get(slot.label) or budget_role(slot.label)
        if role is None or role == "reason":
            continue
        beside = row.filled[index + 1] if index + 1 < len(row.filled) else None
        if beside and _is_figure(beside):
            yield role, beside
        elif role not in _STAGES and slot.column in figures:
            yield role, figures[slot.column]


def _is_figure(slot: Slot) -> bool:
    return bool(AMOUNT.fullmatch(slot.label) or _PERCENT.fullmatch(slot.label))
