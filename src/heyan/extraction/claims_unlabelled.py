"""Sums of money that a table's lines keep without any label saying so.

A row (or column) is taken as the sum of a run of its neighbours where at least three parallel lines keep that sum and
hardly any breaks it, or where a single line keeps it and a match by chance is out of the question. Only money is
looked at: scores, weights and small counts make sums by chance (10-28 % of cells in a column of scores).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from heyan.extraction.operands import around
from heyan.extraction.table_lines import Figure, Lines
from heyan.model.claim import Claim, Operand
from heyan.model.span import Span

# Parallel lines that must keep a sum, and the share of all lines that must.
_LINES = 3
_COVERAGE = Decimal("0.7")
# The number of matches expected by chance above which a single line proves nothing.
_CHANCE = Decimal("0.01")
_LONGEST = 12
_FEW = 2
_MOST = 400


@dataclass(frozen=True, slots=True)
class _Grid:
    """Figures as parallel `lines` over common `positions`; names for both."""

    lines: tuple[Mapping[int, Figure], ...]
    line_names: tuple[str, ...]
    names: Mapping[int, str]
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Signature:
    """The position of a total and those of its parts; `kept` and `broken` are the lines that do and do not add up."""

    total: int
    parts: tuple[int, ...]
    kept: tuple[int, ...]
    broken: tuple[int, ...]


def unlabelled_claims(read: Lines, labelled: Sequence[Claim]) -> Iterator[Claim]:
    """The sums that no `labelled` claim states already; a broken line becomes a claim only beside three that hold."""
    money = [column for column in read.columns if column.money and column.summed]
    if len(read.lines) > _MOST:
        return
    known = {operand.place for claim in labelled for operand in claim.of("total")}
    names = {column.index: column.own or f"第{column.index + 1}列" for column in money}
    places = tuple(column.index for column in money)
    rows = _Grid(
        tuple(line.figures for line in read.lines), tuple(line.label for line in read.lines), names, places
    )
    plain = [(i, line) for i, line in enumerate(read.lines) if line.kind != "inside"]
    turned = _Grid(
        tuple({i: line.figures[c] for i, line in plain if c in line.figures} for c in places),
        tuple(names[c] for c in places),
        {i: line.label for i, line in plain},
        tuple(i for i, _ in plain),
    )
    for grid in (rows, turned):
        for signature in _signatures(grid):
            yield from _claims(grid, signature, known)


def _signatures(grid: _Grid) -> Iterator[_Signature]:
    """The best signature of each total: the one that most lines keep, then the longest."""
    for at in range(len(grid.positions)):
        found = [s for parts in _runs(grid.positions, at) if (s := _tried(grid, grid.positions[at], parts))]
        best = max(found, key=lambda s: (len(s.kept), -len(s.broken), len(s.parts)), default=None)
        if best is not None and (_many(best) or _one(grid, best, len(found))):
            yield best


def _runs(positions: Sequence[int], at: int) -> Iterator[tuple[int, ...]]:
    """The neighbouring runs of at least two positions on either side."""
    for size in range(_FEW, _LONGEST + 1):
        if at - size >= 0:
            yield tuple(positions[at - size : at])
        if at + size < len(positions):
            yield tuple(positions[at + 1 : at + 1 + size])


def _tried(grid: _Grid, total: int, parts: tuple[int, ...]) -> _Signature | None:
    kept, broken = [], []
    for number, line in enumerate(grid.lines):
        if total not in line or any(part not in line for part in parts):
            continue
        figures = [line[part] for part in parts]
        holds = _holds(line[total], figures)
        telling = sum(bool(figure.quantity.value) for figure in figures) >= _FEW
        if holds and telling:
            kept.append(number)
        elif not holds:
            broken.append(number)
    return _Signature(total, parts, tuple(kept), tuple(broken)) if kept else None


def _holds(total: Figure, parts: Sequence[Figure]) -> bool:
    return abs(_residual(total, parts)) <= _bound(total, parts)


def _residual(total: Figure, parts: Sequence[Figure]) -> Decimal:
    return sum((part.quantity.amount for part in parts), -total.quantity.amount)


def _bound(total: Figure, parts: Sequence[Figure]) -> Decimal:
    """Half a unit of the last digit of each figure, the finest of them for all."""
    step = min(figure.quantity.step for figure in (total, *parts))
    return step * (len(parts) + 1) / 2


def _many(signature: _Signature) -> bool:
    tried = len(signature.kept) + len(signature.broken)
    return len(signature.kept) >= _LINES and Decimal(len(signature.kept)) >= _COVERAGE * tried


def _one(grid: _Grid, signature: _Signature, _candidates: int) -> bool:
    """Whether the one or two lines that keep the sum, and none that breaks it, can hardly do so by chance.

    The matches to expect by chance: runs tried, times the width of what rounding accepts, over the spread of the line.
    """
    if signature.broken or len(grid.lines) >= _LINES:
        return False
    number = signature.kept[0]
    line = grid.lines[number]
    figures = [line[part] for part in signature.parts]
    amounts = [figure.quantity.amount for figure in line.values()]
    spread = max(amounts) - min(amounts)
    if spread <= 0:
        return False
    size = len(line)
    runs = min(2 * size * _LONGEST, size * size)
    width = 2 * _bound(line[signature.total], figures) + line[signature.total].quantity.step
    return runs * width / spread < _CHANCE


def _claims(grid: _Grid, signature: _Signature, known: set[Span | None]) -> Iterator[Claim]:
    broken = signature.broken if len(signature.broken) == 1 and _many(signature) else ()
    for number in sorted((*signature.kept, *broken)):
        line = grid.lines[number]
        total = line[signature.total]
        if total.span in known:
            continue
        label = grid.line_names[number]
        operands = (
            Operand("total", grid.names[signature.total], total.quantity, total.span),
            *(
                Operand("part", grid.names[part], line[part].quantity, line[part].span)
                for part in signature.parts
            ),
        )
        subject = f"{label}{grid.names[signature.total]}"
        yield Claim("sum", "unlabelled", subject, operands, around(operands), origin="table")
