"""Tables whose cells became paragraphs one after the other, as web pages are flattened: rows found by their header.

Nothing but the header tells how many cells a row has: the cells behind it are cut into rows so that each cell fits its
column best. Cells under merged ones and empty ones are not there; only levels and remarks may be missing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from heyan.extraction.alignment import Column, fit
from heyan.extraction.grid import Slot, slot_of
from heyan.extraction.identity import form_title, is_field
from heyan.extraction.pattern import pattern
from heyan.extraction.vocabulary import budget_role, column_role, is_level1, is_level2, is_total_row
from heyan.model.dataclass import dataclass
from heyan.model.document import Block, Cell, Document, Paragraph, Table
from heyan.model.span import Span

_FEWEST_COLUMNS = 4
_FEWEST_BUDGET_COLUMNS = 3
_LONGEST_HEAD = 24
_LONGEST_CELL = 160
# From the title to the header stand the project, the money and the goals.
_MOST_ABOVE = 80
_MOST_CELLS = 600
_MOST_AFTER_TOTAL = 3
_HEADED = frozenset({"level1", "level2", "weight"})
_MOST_COLUMNS = 16
_REMARKS = frozenset({"reason", "note", "basis", "description", "other"})
# A row that begins here leaves so much to be desired that it is none.
_WORST = 8.0
_NEVER = float("inf")
_LACKING = 4.0
_FEWEST_ROWS = 2
_UNUSED = pattern(r"指标\d{1,2}|[…．.·]{1,6}")
_FIGURE = pattern(r"[-－]?[\d,，.．]+\s*(%|％|万元|元|分)?|[-—－/／]{1,2}")


# A row of the table: its cells with their columns.
_Cells: TypeAlias = Sequence[tuple[int, Slot]]


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns of a header and the positions of its cells."""

    columns: tuple[Column, ...]
    first: int
    behind: int


def with_tables(document: Document) -> Document:
    """The document with a Table in place of each run of paragraphs that are the cells of one."""
    if not any(_may_head(document, block) for block in document.blocks):
        return document
    blocks: list[Block] = []
    for run in _runs(document.blocks):
        if isinstance(run, Table):
            blocks.append(run)
        else:
            blocks.extend(_tabled(document, run))
    return replace(document, blocks=tuple(blocks))


def _may_head(document: Document, block: Block) -> bool:
    long = block.span.end - block.span.start
    return (
        isinstance(block, Paragraph)
        and long <= _LONGEST_HEAD
        and column_role("".join(document.text_of(block.span).split())) in ("level2", "name")
    )


def _runs(blocks: Sequence[Block]) -> Iterator[Table | list[Paragraph]]:
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        if run:
            yield run
        run = []
        yield block
    if run:
        yield run


def _tabled(document: Document, run: Sequence[Paragraph]) -> Iterator[Block]:
    slots = _joined(document, run)
    position = 0
    while position < len(slots):
        header = _header(slots, position)
        if header is None:
            yield from run[_at(run, slots, position) : _at(run, slots, len(slots))]
            return
        rows, behind = _rows(slots, header)
        start = _start(slots, header.first, position)
        if rows:
            yield from run[_at(run, slots, position) : _at(run, slots, start)]
            above = _above(slots[start : header.first])
            yield _table(document, [*above, list(enumerate(slots[header.first : header.behind])), *rows])
        else:
            behind = header.behind
            yield from run[_at(run, slots, position) : _at(run, slots, behind)]
        position = behind


def _at(run: Sequence[Paragraph], slots: Sequence[Slot], position: int) -> int:
    """The paragraph with which the slot at `position` begins."""
    if position >= len(slots):
        return len(run)
    return bisect_right(run, slots[position].span.start, key=lambda paragraph: paragraph.span.end)


def _joined(document: Document, run: Sequence[Paragraph]) -> list[Slot]:
    """The run's cells; 年度 over 指标值 and 经济效益 over 指标 are one."""
    slots: list[Slot] = []
    for paragraph in run:
        slot = slot_of(document, Cell(0, 0, 1, 1, paragraph.span))
        if not slot.text:
            continue
        before = slots[-1] if slots else None
        if before is not None and len(before.label) + len(slot.label) <= _LONGEST_HEAD:
            both = Span(document.id, before.span.start, slot.span.end)
            whole = slot_of(document, Cell(0, 0, 1, 1, both))
            if _one(before.label, slot.label, whole.label):
                slots[-1] = whole
                continue
        slots.append(slot)
    return slots


def _one(first: str, second: str, both: str) -> bool:
    """Whether two lines are one label: both together name something, and not each of them alone."""
    if column_role(both) in _REMARKS or budget_role(both) == "reason":
        return False
    for named in (column_role, budget_role, _level):
        if named(both) and not (named(first) and named(second)):
            return second == "指标" or not named(first)
    return False


def _level(label: str) -> bool:
    return is_level1(label) or is_level2(label)


def _header(slots: Sequence[Slot], start: int) -> _Header | None:
    for first in range(start, len(slots)):
        columns = _columns(slots[first : first + _MOST_COLUMNS])
        roles = [column.role for column in columns]
        known = {"name", "target"} <= set(roles) and set(roles) & _HEADED
        # With a role twice (of the whole period and of the year) nothing tells where a row ends.
        twice = any(role not in _REMARKS and roles.count(role) > 1 for role in roles)
        if len(columns) >= _FEWEST_COLUMNS and known and not twice:
            return _Header(tuple(columns), first, first + len(columns))
    return None


def _columns(slots: Sequence[Slot]) -> list[Column]:
    columns: list[Column] = []
    for slot in slots:
        role = column_role(slot.label)
        if role is None:
            break
        columns.append(Column(role, len(columns), 1, slot.label))
    return columns


def _rows(slots: Sequence[Slot], header: _Header) -> tuple[list[_Cells], int]:
    """The rows behind the header, and the position behind them; none where the cells fit no rows."""
    end = _end(slots, header)
    cuts = _cuts(slots[header.behind : end], header.columns)
    rows = [row for row in cuts if row]
    if len(rows) < _FEWEST_ROWS:
        return [], header.behind
    if end < len(slots) and is_total_row(slots[end].label):
        behind = end + 1
        while (
            behind < len(slots)
            and behind - end <= _MOST_AFTER_TOTAL
            and _FIGURE.fullmatch(slots[behind].label)
        ):
            behind += 1
        return [*rows, _total(slots[end:behind], header.columns)], behind
    return rows, end


def _total(cells: Sequence[Slot], columns: Sequence[Column]) -> _Cells:
    """The 总分 row: its figures stand under 分值 and 得分, one alone under 得分."""
    under = [at for at, column in enumerate(columns) if column.role in ("weight", "score")]
    figures = cells[1:]
    places = under[-len(figures) :] if 0 < len(figures) <= len(under) else range(1, len(cells))
    return [(0, cells[0]), *zip(places, figures, strict=True)]


def _end(slots: Sequence[Slot], header: _Header) -> int:
    """Where the cells of the table end: at the total, at a long text, a title or the next header, behind the last figure."""
    first, last = header.columns[0].name, header.behind
    for position in range(header.behind, min(len(slots), header.behind + _MOST_CELLS)):
        slot = slots[position]
        if is_total_row(slot.label):
            return position
        if slot.label == first or len(slot.text) > _LONGEST_CELL or form_title(slot.text):
            break
        if _FIGURE.fullmatch(slot.label):
            last = position + 1
    return last


def _cuts(cells: Sequence[Slot], columns: Sequence[Column]) -> list[_Cells]:
    """The cheapest cut of the cells into rows; empty where there is none."""
    best: list[tuple[float, int, Sequence[int]]] = [(0.0, 0, ())]
    best += [(_NEVER, 0, ())] * len(cells)
    for first in range(len(cells)):
        cost = best[first][0]
        for length in range(1, min(len(columns), len(cells) - first) + 1) if cost < _NEVER else ():
            least, places = _placed(cells[first : first + length], columns)
            if cost + least < best[first + length][0]:
                best[first + length] = (cost + least, first, places)
    cuts: list[_Cells] = []
    position = len(cells) if best[-1][0] < _NEVER else 0
    while position:
        _, first, places = best[position]
        # Of a template's rows that nobody filled in there is nothing to read.
        cuts.append(list(zip(places, cells[first:position], strict=False)) if len(places) > 1 else [])
        position = first
    return cuts[::-1]


def _placed(row: Sequence[Slot], columns: Sequence[Column]) -> tuple[float, Sequence[int]]:
    """How badly the cells make a row, and their columns: levels may lack at its head, remarks at its end, and the
    unit of a value in words."""
    if _UNUSED.fullmatch(row[-1].label):
        unused = all(_level(slot.label) for slot in row[:-1])
        return (0.5, (0,)) if unused else (_NEVER, ())
    if len(row) == 1:
        return _NEVER, ()
    name = next(index for index, column in enumerate(columns) if column.role == "name")
    least, best = _NEVER, tuple[int, ...]()
    for skipped in (None, *(at for at, column in enumerate(columns) if column.role == "unit")):
        kept = [at for at in range(len(columns)) if at != skipped]
        for missing in range(min(name, len(kept) - len(row)) + 1):
            places = kept[missing : missing + len(row)]
            if places[-1] <= name or (skipped is not None and skipped > places[-1]):
                continue
            cost = sum(_LACKING for c in columns[places[-1] + 1 :] if c.role not in _REMARKS)
            cost += sum(fit(columns[at], slot) for at, slot in zip(places, row, strict=True))
            cost += 0 if skipped is None else 1
            if cost < least and cost <= _WORST:
                least, best = cost, tuple(places)
    return least, best


def _start(slots: Sequence[Slot], header: int, earliest: int) -> int:
    """Where the table begins: behind the title, with the first field of the form."""
    first = max(earliest, header - _MOST_ABOVE)
    titled = next((p + 1 for p in range(header - 1, first - 1, -1) if form_title(slots[p].text)), None)
    if titled is None:
        return header
    return next((p for p in range(titled, header) if is_field(slots[p].label)), header)


def _above(slots: Sequence[Slot]) -> Iterator[_Cells]:
    """The rows above the indicators: fields with their values, the money under its header; other cells alone."""
    position = 0
    while position < len(slots):
        length, first = 1, 0
        if is_field(slots[position].label):
            length += position + 1 < len(slots) and not is_field(slots[position + 1].label)
        elif _budget_columns(slots, position) >= _FEWEST_BUDGET_COLUMNS:
            # The rows' names stand before the columns of the header.
            length, first = _budget_columns(slots, position), 1
        else:
            while position + length < len(slots) and _FIGURE.fullmatch(slots[position + length].label):
                length += 1
        yield list(enumerate(slots[position : position + length], first))
        position += length


def _budget_columns(slots: Sequence[Slot], first: int) -> int:
    length = 0
    while first + length < len(slots) and budget_role(slots[first + length].label):
        length += 1
    return length


def _table(document: Document, rows: Sequence[_Cells]) -> Table:
    cells = tuple(Cell(at, column, 1, 1, slot.span) for at, row in enumerate(rows) for column, slot in row)
    span = Span(document.id, cells[0].span.start, cells[-1].span.end)
    return Table(span, cells, len(rows), 1 + max(cell.column for cell in cells))
