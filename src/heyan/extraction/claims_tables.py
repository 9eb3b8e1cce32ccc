"""Totals of ordinary tables: 合计 and 小计 rows against the rows above (or below), 合计 columns against their row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from heyan.extraction.claims_unlabelled import unlabelled_claims
from heyan.extraction.operands import around
from heyan.extraction.table_lines import SUBTOTAL, TOTAL, Column, Lines, TableLine, table_lines
from heyan.model.claim import Claim, Operand, Role
from heyan.model.document import Document, Table
from heyan.model.quantity import Quantity

_FEW = 2
# A row total that most rows keep is one; of a single row only what (nearly) holds is.
_MOSTLY = Decimal("0.5")
_NEAR = Decimal("0.01")
_WHOLE = Decimal(100)


def table_claims(document: Document, tables: Iterable[Table]) -> tuple[Claim, ...]:
    """The totals that the tables assert by a label, and sums of money that their lines keep without one."""
    found: list[Claim] = []
    for table in tables:
        read = table_lines(document, table)
        if read is None:
            continue
        labelled = [*_rows(read), *_columns(read)]
        found.extend(labelled)
        found.extend(unlabelled_claims(read, labelled))
    return tuple(found)


def _rows(read: Lines) -> Iterator[Claim]:
    """The 合计 and 小计 rows, column by column; of shares those whose total says 100."""
    if not any(line.kind in ("total", "subtotal") for line in read.lines) or len(read.lines) < _FEW:
        return
    for column in read.columns:
        lines = [line for line in read.lines if column.index in line.figures]
        if column.summed:
            yield from _column_claims(lines, column)
        elif _is_share(column):
            yield from _share_claims(lines, column)


def _is_share(column: Column) -> bool:
    return any(word in column.own for word in ("占比", "比重", "比例"))


def _share_claims(lines: Sequence[TableLine], column: Column) -> Iterator[Claim]:
    """占比 of all parts is 100 % where the total row says so."""
    parts = [line for line in lines if line.kind == "part"]
    totals = [line for line in lines if line.kind == "total"]
    whole = len(totals) == 1 and totals[0].figures[column.index].quantity.value == _WHOLE
    if whole and len(parts) >= _FEW and len(parts) + 1 == len(lines):
        yield _claim(totals[0], parts, column)


def _column_claims(lines: Sequence[TableLine], column: Column) -> Iterator[Claim]:
    """小计 rows take the parts above them; a 合计 takes the 小计 rows, or all parts where there are none.

    Rows that begin with 其中 divide the row above them and are no parts of the total.
    """
    waiting: list[TableLine] = []
    subtotals: list[TableLine] = []
    for index, line in enumerate(lines):
        if line.kind == "part":
            waiting.append(line)
        elif line.kind == "subtotal":
            if len(waiting) >= _FEW:
                yield _claim(line, waiting, column)
            elif not waiting and (below := _below(lines, index)):
                yield _claim(line, below, column)
            subtotals.append(line)
            waiting = []
        elif line.kind == "total":
            parts = [*subtotals, *waiting] if subtotals else waiting
            if index == 0 and not parts:
                below = [other for other in lines[1:] if other.kind == "part"]
                plain = all(other.kind in ("part", "inside") for other in lines[1:])
                heads = [other for other in lines[1:] if other.kind == "subtotal"]
                parts = below if plain else heads if lines[1].kind == "subtotal" else []
            if len(parts) >= _FEW:
                yield _claim(line, parts, column)
            waiting, subtotals = [], []


def _below(lines: Sequence[TableLine], index: int) -> list[TableLine]:
    """The parts of a 小计 that opens its group, up to the next subtotal; none where the next one closes another."""
    following = []
    for line in lines[index + 1 :]:
        if line.kind in ("subtotal", "total"):
            break
        if line.kind == "part":
            following.append(line)
    return following if len(following) >= _FEW else []


def _claim(total: TableLine, parts: Sequence[TableLine], column: Column) -> Claim:
    def operand(line: TableLine, role: Role) -> Operand:
        figure = line.figures[column.index]
        return Operand(role, line.label, figure.quantity, figure.span)

    operands = (operand(total, "total"), *(operand(line, "part") for line in parts))
    subject = f"{column.name}{total.label}" if column.name else total.label
    return Claim("sum", "general", subject, operands, around(operands), cue=total.label, origin="table")


def _columns(read: Lines) -> Iterator[Claim]:
    """The 合计 and 小计 columns, line by line, where most of the lines keep them."""
    summed = [column for column in read.columns if column.summed]
    for total, parts in _groups(summed):
        claims = [claim for line in read.lines if (claim := _line_claim(line, total, parts)) is not None]
        kept = sum(_gap(claim) == 0 for claim in claims)
        if claims and Decimal(kept) >= _MOSTLY * len(claims) and kept:
            yield from claims
        elif len(claims) == 1 and _gap(claims[0]) <= _NEAR * abs(claims[0].of("total")[0].quantity.amount):
            yield claims[0]


def _groups(columns: Sequence[Column]) -> Iterator[tuple[Column, list[Column]]]:
    """Each total column with its parts: the columns behind it up to the next total; a last one takes those before."""
    totals = [
        i for i, column in enumerate(columns) if TOTAL.fullmatch(column.own) or SUBTOTAL.fullmatch(column.own)
    ]
    for order, index in enumerate(totals):
        until = totals[order + 1] if order + 1 < len(totals) else len(columns)
        parts = list(columns[index + 1 : until])
        if len(totals) == 1 and index == len(columns) - 1:
            parts = list(columns[:index])
        own = columns[index]
        alike = [part for part in parts if part.money == own.money]
        if len(alike) == len(parts) >= _FEW:
            yield own, parts


def _line_claim(line: TableLine, total: Column, parts: Sequence[Column]) -> Claim | None:
    own = line.figures.get(total.index)
    listed = [(part, figure) for part in parts if (figure := line.figures.get(part.index))]
    if own is None or len(listed) < _FEW:
        return None
    operands = (
        Operand("total", f"{line.label}{total.own}", own.quantity, own.span),
        *(Operand("part", part.own, figure.quantity, figure.span) for part, figure in listed),
    )
    # An empty cell may hold what is missing.
    is_open = len(listed) < len(parts)
    subject = f"{line.label}{total.own}"
    return Claim("sum", "general", subject, operands, around(operands), total.own, "table", open=is_open)


def _gap(claim: Claim) -> Decimal:
    """How far the parts are from the total; 0 where rounding explains it."""
    total = claim.of("total")[0].quantity
    parts: list[Quantity] = [part.quantity for part in claim.of("part")]
    off = abs(sum((part.amount for part in parts), Decimal(0)) - total.amount)
    slack = sum((quantity.step for quantity in (total, *parts)), Decimal(0)) / 2
    return Decimal(0) if off <= slack else off
