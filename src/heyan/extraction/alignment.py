"""Putting a row's cells under their headers, by position where it is right and by content where it is not.

Flattened sources lose horizontal merges and hand-made tables drift, so a position alone proves nothing: each
cell is also judged by what it is (a comparator, a number, a unit, a level's name, prose).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from heyan.extraction.grid import Row, Slot
from heyan.extraction.pattern import pattern as later
from heyan.extraction.vocabulary import is_kind, is_level1, is_level2, is_symbol
from heyan.model.dataclass import dataclass

_NUMBER = later(r"[-－]?[\d０-９][\d０-９,，.．]*(分|万元|元|亿元|万|亿)?")
_PERCENT = later(r"[-－]?[\d０-９][\d０-９,，.．]*\s*[%％]")
_BLANK = frozenset({"/", "-", "—", "——", "－", "--", "无", "\\", "／", "*", "…", "……"})
_UNIT = later(
    r"[%％‰]|百分比|百分点|[个人户次场期处项亩棵株米月年天元份辆件起套台条所家间座盏吨斤块张批篇名位村]|人次|公里|千米|万元|亿元|平方米|"
    r"立方米|公顷|小时|工作日|厘米|公斤|千克|元/.{1,4}|万元/.{1,4}|人/次|万人次?|分"
)
IMPOSSIBLE = 9.0
_CLEARLY_WRONG = 6.0


_MEASURED = later(
    rf"(?:[≥≤><=≧≦﹥﹤＞＜＝]|[大小高低多少]于等?于?|等于|不[低少高超]于|不超过)+[\d.,，]+.{{0,6}}|[-－]?[\d.,，]+({_UNIT.pattern})"
)


def _measured(slot: Slot) -> bool:
    """Whether the cell is a value that can be no name: ≥95%, 12处."""
    return len(slot.label) <= 16 and bool(_MEASURED.fullmatch(slot.label))


def _number(slot: Slot) -> bool:
    return bool(_NUMBER.fullmatch(slot.label))


def _percent(slot: Slot) -> bool:
    return bool(_PERCENT.fullmatch(slot.label))


def _level(slot: Slot, known: Callable[[str], bool], other: Callable[[str], bool], wrong: float) -> float:
    if known(slot.label):
        return 0.0
    if other(slot.label):
        return wrong
    if _number(slot) or _percent(slot) or is_symbol(slot.text) or _measured(slot):
        return IMPOSSIBLE
    return 3.0 if len(slot.label) <= 8 else 5.5


def _value(slot: Slot) -> float:
    if is_symbol(slot.text):
        return 2.0 if is_kind(slot.text) else 7.0
    if _UNIT.fullmatch(slot.label):
        return 5.0
    if _number(slot) or _percent(slot) or any(char.isdigit() for char in slot.text[:12]):
        return 0.0
    return 1.0 if len(slot.label) <= 10 else 3.0


def _points(slot: Slot) -> float:
    if slot.label in _BLANK:
        return 0.0
    if _number(slot):
        return _CLEARLY_WRONG if slot.label.endswith("元") else 0.0
    if _percent(slot):
        return 5.0
    # 不适用, 优, 未评: words for points are no sign that a cell slipped.
    return 4.0 if len(slot.label) <= 6 and not is_symbol(slot.text) else 8.0


def _money(slot: Slot) -> float:
    if _number(slot) or slot.label in _BLANK:
        return 0.0
    return 7.0 if _percent(slot) else 8.0


def _rate(slot: Slot) -> float:
    if _percent(slot) or slot.label in _BLANK:
        return 0.0
    return 1.5 if _number(slot) else 8.0


def _prose(slot: Slot) -> float:
    return 4.0 if _number(slot) or _percent(slot) or is_symbol(slot.text) else 0.0


def _name(slot: Slot) -> float:
    if _number(slot) or _percent(slot) or is_symbol(slot.text) or _measured(slot):
        return 7.0
    return 3.0 if is_level1(slot.label) or is_level2(slot.label) else 0.0


def _project(slot: Slot) -> float:
    if _number(slot) or _percent(slot) or is_symbol(slot.text):
        return 7.0
    return 5.0 if is_level1(slot.label) or is_level2(slot.label) else 0.5


def _nature(slot: Slot) -> float:
    if is_symbol(slot.text):
        return 0.0
    return 8.0 if _number(slot) or _percent(slot) else 5.0


def _unit(slot: Slot) -> float:
    if _UNIT.fullmatch(slot.label) or slot.label in _BLANK:
        return 0.0
    if _number(slot) or _percent(slot) or (is_symbol(slot.text) and not is_kind(slot.text)):
        return 8.0
    return 2.0 if len(slot.label) <= 4 else 5.5


_FIT: dict[str, Callable[[Slot], float]] = {
    "level1": lambda slot: _level(slot, is_level1, is_level2, _CLEARLY_WRONG),
    # Older frameworks name level 2 like a level 1 of others (预算管理).
    "level2": lambda slot: _level(slot, is_level2, is_level1, 2.0),
    "name": _name,
    "description": _prose,
    "nature": _nature,
    "target": _value,
    "adjusted_target": _value,
    "unit": _unit,
    "actual": _value,
    "weight": _points,
    "score": _points,
    "coefficient": _rate,
    "completion": _rate,
    "reason": _prose,
    "basis": _prose,
    "note": _prose,
    "project": _project,
    "other": lambda _slot: 1.0,
    "initial": _money,
    "annual": _money,
    "executed": _money,
    "rate": _rate,
    "label": lambda slot: IMPOSSIBLE if _number(slot) or _percent(slot) else 0.0,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a header: its role, its place (grid column or ordinal), its width and its printed name."""

    role: str
    column: int
    width: int
    name: str


# Placing a row costs its cells times the header's columns; no form has half as many of either.
MOST_COLUMNS = 64

_Link: TypeAlias = "tuple[Column, Slot, _Link | None]"


@dataclass(frozen=True, slots=True)
class Placement:
    """Which cell stands for which column. `moved` lists (cell, its column, the column it stands under).

    `only_level` tells that nothing but a level's name in another level's column shows that cells moved.
    """

    slots: tuple[tuple[Column, Slot], ...]
    moved: tuple[tuple[Slot, Column, Column | None], ...] = ()
    only_level: bool = False

    def of(self, role: str) -> Slot | None:
        """The last cell put under a column of that role (of several 分值 columns the last is the indicator's)."""
        found = None
        for column, slot in self.slots:
            if column.role == role:
                found = slot
        return found


def place(
    row: Row, header: Sequence[Column], header_length: int, missing_before: int | None = None
) -> Placement:
    """Put the row's filled cells under `header`'s columns; `header_length` is the header row's cell count.

    `missing_before` tells how many cells the row lacks at its head, where the caller knows it; otherwise a row
    with fewer cells than its header lacks them there, unless its cells fit better otherwise.

    Where the source kept its columns, position decides as long as no cell is plainly of another kind than its
    column; a cell that stands under no named column is then left out.
    """
    trusted = row.aligned or len(row.slots) == header_length
    if trusted:
        shift = 0
    elif missing_before is None:
        shift = _missing_before(row, header, header_length - len(row.slots))
    else:
        shift = missing_before
    nominal = [_nominal(slot, header, shift) for slot in row.filled]
    pairs = [(column, slot) for slot, column in zip(row.filled, nominal, strict=True) if column is not None]
    wrong = [(column, slot) for column, slot in pairs if fit(column, slot) >= _CLEARLY_WRONG]
    # An ordinal can name a column that a cell does not stand under; a grid column cannot.
    sure = row.aligned or (
        len(pairs) == len(row.filled) and len({id(column) for column, _ in pairs}) == len(pairs)
    )
    if sure and not wrong:
        return Placement(tuple(pairs))
    best = _align(row.filled, header, shift)
    if not trusted:
        return Placement(best)
    moved = tuple(
        (slot, column, _nominal(slot, header, 0)) for column, slot in best if not _stands_under(slot, column)
    )
    if not wrong:
        return Placement(best)
    return Placement(best, moved, all(fit(column, slot) == _CLEARLY_WRONG for column, slot in wrong))


def _missing_before(row: Row, header: Sequence[Column], missing: int) -> int:
    """How many of the `missing` cells the row lacks at its head: all, unless its cells fit better with fewer."""
    best, least = missing, float("inf")
    for shift in range(missing, -1, -1):
        cost = _cost(row, header, shift)
        if cost < least:
            best, least = shift, cost
        if least == 0.0:
            break
    return best


def _cost(row: Row, header: Sequence[Column], shift: int) -> float:
    """How badly the row's cells fit where they stand, moved by `shift` columns."""
    columns = ((_nominal(slot, header, shift), slot) for slot in row.filled)
    return sum(fit(column, slot) if column else _CLEARLY_WRONG for column, slot in columns)


def _stands_under(slot: Slot, column: Column) -> bool:
    return slot.column < column.column + column.width and column.column < slot.column + slot.width


def _nominal(slot: Slot, header: Sequence[Column], shift: int) -> Column | None:
    at = slot.column + shift
    for column in header:
        if column.column <= at < column.column + column.width or at <= column.column < at + slot.width:
            return _inner(slot, column) if slot.width < column.width else column
    return None


def _inner(slot: Slot, column: Column) -> Column:
    """The column meant by a cell that takes only part of a wide one: ≥ | 95 | % under 指标值, 产出 | 50 under 一级指标."""
    role = column.role
    if role in ("target", "adjusted_target"):
        if is_symbol(slot.text):
            role = "nature"
        elif _UNIT.fullmatch(slot.label):
            role = "unit"
    elif role in ("level1", "level2", "name") and slot.column > column.column and _number(slot):
        role = "weight"
    return column if role == column.role else Column(role, slot.column, slot.width, column.name)


def fit(column: Column, slot: Slot) -> float:
    """How badly the cell fits the column: 0 as expected, 6 and more plainly another's."""
    return _FIT[column.role](slot)


def _align(slots: Sequence[Slot], header: Sequence[Column], shift: int) -> tuple[tuple[Column, Slot], ...]:
    """The cheapest order-keeping assignment of cells to columns; a cell may stay unassigned at a price."""
    unassigned = 6.0
    width = len(header)
    # best[j]: (cost, chosen pairs as linked list) using the first j columns
    best: list[tuple[float, _Link | None]] = [(0.0, None)] * (width + 1)
    for slot in slots:
        following: list[tuple[float, _Link | None]] = [(best[0][0] + unassigned, best[0][1])]
        for j in range(1, width + 1):
            column = header[j - 1]
            away = abs(slot.column + shift - column.column)
            cost = fit(column, slot) + 0.5 * min(away, 6)
            candidate: tuple[float, _Link | None] = (best[j - 1][0] + cost, (column, slot, best[j - 1][1]))
            skipped = (best[j][0] + unassigned, best[j][1])
            following.append(min(candidate, skipped, following[j - 1], key=lambda option: option[0]))
        best = following
    pairs: list[tuple[Column, Slot]] = []
    link = best[width][1]
    while link is not None:
        pairs.append((link[0], link[1]))
        link = link[2]
    return tuple(reversed(pairs))
