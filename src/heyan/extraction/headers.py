"""Headers of indicator tables: finding them, and making one of a header in two rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heyan.extraction.alignment import MOST_COLUMNS, Column
from heyan.extraction.grid import Row
from heyan.extraction.pattern import pattern
from heyan.extraction.vocabulary import column_role
from heyan.model.dataclass import dataclass

_NAMES = frozenset({"name", "level2"})
_VALUES = frozenset({"target", "adjusted_target", "actual", "weight", "score"})
_LEVELS = frozenset({"level1", "level2", "name"})
# 绩效指标 beside the table is a banner over its rows; only alone is it the column of the names.
_BANNER = pattern(r"(年度)?(绩效|评价|考核)?指标(体系)?")
# Under a wide 一级指标 stand 名称 and 权重.
_OWN_NAME = pattern(r"(指标)?名称|指标")
_OF_A_YEAR = pattern(r"(第[一二三四五]年|20\d\d年)度?(?!$)")
_TARGET = frozenset({"nature", "target", "adjusted_target", "unit"})
# 评价指标 over 一级指标 over 名称.
_MOST_SUB_ROWS = 2


@dataclass(frozen=True, slots=True)
class Header:
    """The header of an indicator table: its columns, the rows it takes and its cell count."""

    columns: tuple[Column, ...]
    first_row: int
    next_row: int
    length: int

    @property
    def roles(self) -> frozenset[str]:
        """The roles that its columns have."""
        return frozenset(column.role for column in self.columns)


def find_header(rows: Sequence[Row], start: int) -> Header | None:
    """The indicator header that begins at row position `start`, if there is one."""
    row = rows[start]
    if not 3 <= len(row.filled) <= MOST_COLUMNS:
        return None
    columns = _columns(row)
    roles = {column.role for column in columns}
    if not (roles & _NAMES and roles & _VALUES and len(roles) >= 3):
        return None
    columns = _with_others(columns, row)
    following, length = start + 1, len(row.slots)
    for _ in range(_MOST_SUB_ROWS):
        below = _sub_header(columns, rows[following]) if following < len(rows) else None
        if not below:
            break
        columns = below
        length = max(length, len(rows[following].slots), 1 + max(column.column for column in columns))
        following += 1
    return Header(tuple(columns), start, following, length)


def _columns(row: Row) -> list[Column]:
    found: list[Column] = []
    for slot in row.filled:
        dated = _OF_A_YEAR.match(slot.label)
        role = column_role(slot.label[dated.end() :] if dated else slot.label)
        # 2024年指标值 | 2025年指标值: the first is the form's year.
        if role and dated and any(column.role == role for column in found):
            role = "other"
        if role:
            found.append(Column(role, slot.column, slot.width, slot.label))
    return _named(_without_banner(found))


def _with_others(columns: list[Column], row: Row) -> list[Column]:
    """The columns with those in between that have a name of another kind (完成比例): their cells are theirs."""
    known = {column.column for column in columns}
    between = [
        Column("other", slot.column, slot.width, slot.label)
        for slot in row.filled
        if slot.column not in known and slot.column > columns[0].column
    ]
    return sorted([*columns, *between], key=lambda column: column.column)


def _without_banner(columns: list[Column]) -> list[Column]:
    first = columns[0] if columns else None
    if first is None or first.role != "name" or not _BANNER.fullmatch(first.name):
        return columns
    others = {column.role for column in columns[1:]}
    return columns[1:] if others & _LEVELS else columns


def _named(columns: list[Column]) -> list[Column]:
    """Where a table has but two levels, the second is the indicator's name."""
    roles = [column.role for column in columns]
    if "name" in roles or roles.count("level2") != 1:
        return columns
    return [replace(column, role="name") if column.role == "level2" else column for column in columns]


def _sub_header(upper: Sequence[Column], row: Row) -> list[Column] | None:
    """The columns of a header in two rows, such as 指标性质 | 指标值 | 度量单位 under a spanning 指标值."""
    if len(row.filled) < 2:
        return None
    named = sum(bool(_OWN_NAME.fullmatch(slot.label)) for slot in row.filled)
    if named and all(column.width == 1 for column in upper):
        return _interleaved(upper, row, named)
    if _lost_widths(upper, row):
        return _expanded(upper, row)
    below: list[Column] = []
    for slot in row.filled:
        role: str | None = column_role(slot.label)
        above = next((c for c in upper if c.column <= slot.column < c.column + c.width), None)
        if _OWN_NAME.fullmatch(slot.label):
            role = above.role if above and above.role in _LEVELS else None
        if role is None:
            return None
        below.append(Column(role, slot.column, slot.width, slot.label))
    kept = [
        column
        for column in upper
        if not any(column.column <= low.column < column.column + column.width for low in below)
    ]
    return _named(sorted([*kept, *below], key=lambda column: column.column))


def _lost_widths(upper: Sequence[Column], row: Row) -> bool:
    """Whether the upper row's cells stand one after the other although two or more of the lower row belong to one."""
    first = upper[0].column
    packed = all(column.width == 1 and column.column == first + at for at, column in enumerate(upper))
    return (
        packed and any(_BANNER.fullmatch(c.name) or c.role in _TARGET for c in upper) and len(row.filled) > 1
    )


def _expanded(upper: Sequence[Column], row: Row) -> list[Column] | None:
    """一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 in place of 绩效指标 and 年度指标值, whose widths were lost."""
    waiting = [(column_role(slot.label), slot.label) for slot in row.filled]
    if any(role is None for role, _ in waiting):
        return None
    names: list[tuple[str, str]] = []
    for column in upper:
        under: frozenset[str] = frozenset()
        if _BANNER.fullmatch(column.name):
            under = _LEVELS
        elif column.role in _TARGET:
            under = _TARGET
        taken = 0
        while taken < len(waiting) and waiting[taken][0] in under:
            taken += 1
        own = [(role or "other", name) for role, name in waiting[:taken]]
        names.extend(own or [(column.role, column.name)])
        waiting = waiting[taken:]
    if waiting:
        return None
    first = upper[0].column
    return _named([Column(role, first + at, 1, name) for at, (role, name) in enumerate(names)])


def _interleaved(upper: Sequence[Column], row: Row, named: int) -> list[Column] | None:
    """名称 | 权重 | 名称 | 权重 under levels whose widths were lost: the n-th 名称 belongs to the n-th level."""
    levels = [column for column in upper if column.role in _LEVELS]
    if named != len(levels):
        return None
    columns: list[Column] = []
    waiting = iter(levels)
    for slot in row.filled:
        if _OWN_NAME.fullmatch(slot.label):
            level = next(waiting)
            columns.append(Column(level.role, slot.column, 1, level.name))
        elif role := column_role(slot.label):
            columns.append(Column(role, slot.column, 1, slot.label))
        else:
            return None
    behind = row.filled[-1].column + 1
    rest = [column for column in upper if column.role not in _LEVELS]
    return [*columns, *(replace(column, column=behind + at) for at, column in enumerate(rest))]
