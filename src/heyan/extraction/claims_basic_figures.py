"""Sums and rates of the 基础数据表 that stands behind reports on a whole department: staff, 三公经费, 项目支出."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from heyan.extraction.grid import Row, Slot, rows_of
from heyan.extraction.normal import label as normal_label
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.quantities import measure, money
from heyan.extraction.units import UNITS
from heyan.model.claim import Claim, Operand, Role
from heyan.model.document import Document, Table
from heyan.model.quantity import Quantity

_STAFF = pattern(r"财政供养人员.*")
_QUOTA = pattern(r"(人员)?编制数|核定编制数?")
_IN_SERVICE = pattern(r"(20\d\d年)?(年末)?(实际)?(在职|在岗|实有)(人员|人)?数?")
_CONTROL = pattern(r"(人员)?控制率")
_MONEY = pattern(r"经费控制情况.*")
_OFFICIAL = pattern(r"三公(经费|支出)")
_VEHICLES = pattern(r"(公务用车|公车)购置(和|及|与)?运?行?维护(经费|费用?)?")
_ABROAD = pattern(r"因?公?出国(境)?(经费|费用?)")
_RECEPTION = pattern(r"公务接待(经费|费用?)?")
_PURCHASE = pattern(r"(公务用车|公车)购置(经费|费用?)?")
_UPKEEP = pattern(r"(公务用车|公车)(运行)?维护(经费|费用?)?")
_PROJECTS = pattern(r"项目支出")
_NUMBERED = pattern(r"^[（(]?\d{1,2}[）)]?\s*[、.．]\s*")
_AMONG = pattern(r"^其\s*中\s*[:：]?")
_QUOTES = str.maketrans("", "", '“”"「」')
_FIGURE = pattern(r"[\d,，.．]+(万元|元)?")
_WAN = UNITS["万元"]
_PEOPLE = UNITS["人"]
_FEW = 2


def basic_claims(document: Document, tables: Iterable[Table]) -> Iterator[Claim]:
    """What the tables of basic figures among `tables` assert by their fixed rows."""
    for table in tables:
        rows = [row for row in rows_of(document, table) if row.filled]
        for position, row in enumerate(rows):
            head = row.filled[0].label
            if _STAFF.fullmatch(head) and position + 1 < len(rows):
                yield from _staff(row, rows[position + 1])
            elif _MONEY.fullmatch(head):
                yield from _spending(row, rows[position + 1 :])


def _staff(header: Row, figures: Row) -> Iterator[Claim]:
    """控制率 = 实际在职人数 ÷ 编制数."""
    named: dict[Role, Slot] = {}
    # The heading beside the figures is merged: its cell may be missing or empty below.
    values = [slot for slot in figures.filled if slot.label != header.filled[0].label]
    for slot, value in zip(header.filled[1:], values, strict=False):
        for role, name, _, _ in _STAFF_ROLES:
            if name.fullmatch(slot.label):
                named[role] = value
    operands = [
        Operand(role, told, quantity, named[role].span)
        for role, _, told, unit in _STAFF_ROLES
        if role in named and (quantity := measure(named[role].text, unit=unit).quantity)
    ]
    if len(operands) == len(_STAFF_ROLES):
        yield Claim(
            "ratio", "share", "人员控制率", tuple(operands), around(operands), "控制率", origin="table"
        )


_STAFF_ROLES: tuple[tuple[Role, re.Pattern[str], str, str], ...] = (
    ("numerator", _IN_SERVICE, "实际在职人数", _PEOPLE.name),
    ("denominator", _QUOTA, "编制数", _PEOPLE.name),
    ("result", _CONTROL, "控制率", "%"),
)


def _spending(header: Row, rows: Sequence[Row]) -> Iterator[Claim]:
    """三公经费 and 项目支出 against their parts, in each column."""
    for column in header.filled[1:]:
        for total, parts in _groups(rows):
            cells = [(row, _figure(row, column)) for row in (total, *parts)]
            told = [(row, figure) for row, figure in cells if figure]
            if len(told) < len(cells) or len(parts) < _FEW:
                continue
            operands = tuple(
                Operand("part" if at else "total", _name(row), quantity, slot.span)
                for at, (row, (slot, quantity)) in enumerate(told)
            )
            subject = f"{column.label}{_name(total)}"
            yield Claim("sum", "general", subject, operands, around(operands), "合计", origin="table")


def _groups(rows: Sequence[Row]) -> Iterator[tuple[Row, Sequence[Row]]]:
    by_name = {name: row for name in _FIXED for row in rows if name.fullmatch(_name(row))}
    for whole, *parts in (_OF_OFFICIAL, _OF_VEHICLES):
        if whole in by_name and all(part in by_name for part in parts):
            yield by_name[whole], [by_name[part] for part in parts]
    for at, row in enumerate(rows):
        if _PROJECTS.fullmatch(_name(row)):
            end = at + 1
            while end < len(rows) and _NUMBERED.match(rows[end].filled[0].text):
                end += 1
            yield row, rows[at + 1 : end]


_OF_OFFICIAL = (_OFFICIAL, _VEHICLES, _ABROAD, _RECEPTION)
_OF_VEHICLES = (_VEHICLES, _PURCHASE, _UPKEEP)
_FIXED = (*_OF_OFFICIAL, _PURCHASE, _UPKEEP)


def _name(row: Row) -> str:
    text = row.filled[0].text.translate(_QUOTES)
    return normal_label(_AMONG.sub("", _NUMBERED.sub("", text)))


def _figure(row: Row, column: Slot) -> tuple[Slot, Quantity] | None:
    for slot in row.filled[1:]:
        if slot.column == column.column and _FIGURE.fullmatch(slot.label):
            value = money(slot.text, _WAN)
            return (slot, value) if value else None
    return None
