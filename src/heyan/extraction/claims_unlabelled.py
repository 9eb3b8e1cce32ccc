"""Sums of money that a table's lines keep without any label saying so.

A row (or column) is taken as the sum of a run of its neighbours where at least three parallel lines keep that sum and
hardly any breaks it, or where a single line keeps it and a match by chance is out of the question. Only money is
looked at: scores, weights and small counts make sums by chance (10-28 % of cells in a column of scores).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from heyan.extraction.operands import around
from heyan.extraction.table_lines import Figure, Lines
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
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
class _ParallelLine:
    """One line's figures by position, and what their running sums, counts and counts of non-zeros are before each.

    `step` is the finest last digit of the line.
    """

    name: str
    figures: tuple[Figure | None, ...]
    sums: tuple[Decimal, ...]
    present: tuple[int, ...]
    telling: tuple[int, ...]
    step: Decimal

    def keeps(self, total: int, first: int, last: int) -> bool | None:
        """Whether the figures from `first` up to `last` (not included) make that at `total`; None where one is missing."""
        own = self.figures[total]
        if own is None or self.present[last] - self.present[first] < last - first:
            return None
        residual = self.sums[last] - self.sums[first] - own.quantity.amount
        return abs(residual) <= self.bound(last - first)

    def bound(self, parts: int) -> Decimal:
        """What rounding explains in a sum of that many parts."""
        return self.step * (parts + 1) / 2

    def tells(self, first: int, last: int) -> bool:
        """Whether at least two of the parts are not nothing."""
        return self.telling[last] - self.telling[first] >= _FEW


@dataclass(frozen=True, slots=True)
class _Grid:
    """Parallel lines of figures over common positions with their names."""

    lines: tuple[_ParallelLine, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Signature:
    """The position of a total and the run of its parts; `kept` and `broken` are the lines that do and do not add up."""

    total: int
    first: int
    last: int
    kept: tuple[int, ...]
    broken: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many parts there are."""
        return self.last - self.first


def unlabelled_claims(read: Lines, labelled: Sequence[Claim]) -> Iterator[Claim]:
    """The sums that no `labelled` claim states already; a broken line becomes a claim only beside three that hold.

    It is open where a labelled total has one of its figures and does not hold either: one fault, one finding.
    """
    money = [column for column in read.columns if column.money and column.summed]
    if len(read.lines) > _MOST:
        return
    known = {_terms(claim) for claim in labelled}
    off = {operand.place for claim in labelled if not _adds_up(claim) for operand in claim.operands}
    plain = [line for line in read.lines if line.kind != "inside"]
    names = tuple(column.own or f"第{column.index + 1}列" for column in money)
    rows = _Grid(
        tuple(_line(line.label, [line.figures.get(c.index) for c in money]) for line in read.lines), names
    )
    turned = _Grid(
        tuple(
            _line(name, [line.figures.get(c.index) for line in plain])
            for name, c in zip(names, money, strict=True)
        ),
        tuple(line.label for line in plain),
    )
    for grid in (rows, turned):
        for signature in _signatures(grid):
            for claim in _claims(grid, signature):
                if _terms(claim) not in known:
                    doubted = not _adds_up(claim) and any(operand.place in off for operand in claim.operands)
                    yield replace(claim, open=doubted)


def _line(name: str, figures: Sequence[Figure | None]) -> _ParallelLine:
    amounts = [figure.quantity.amount if figure else Decimal(0) for figure in figures]
    step = min((figure.quantity.step for figure in figures if figure), default=Decimal(0))
    return _ParallelLine(
        name,
        tuple(figures),
        tuple(accumulate(amounts, initial=Decimal(0))),
        tuple(accumulate((figure is not None for figure in figures), initial=0)),
        tuple(accumulate((bool(amount) for amount in amounts), initial=0)),
        step,
    )


def _signatures(grid: _Grid) -> Iterator[_Signature]:
    """The best signature of each total: the one that most lines keep, then the longest."""
    for at in range(len(grid.names)):
        found = [s for first, last in _runs(len(grid.names), at) if (s := _tried(grid, at, first, last))]
        best = max(found, key=lambda s: (len(s.kept), -len(s.broken), s.size), default=None)
        if best is not None and (_many(best) or _one(grid, best)):
            yield best


def _runs(count: int, at: int) -> Iterator[tuple[int, int]]:
    """The neighbouring runs of at least two positions on either side."""
    for size in range(_FEW, _LONGEST + 1):
        if at - size >= 0:
            yield at - size, at
        if at + size < count:
            yield at + 1, at + 1 + size


def _tried(grid: _Grid, total: int, first: int, last: int) -> _Signature | None:
    """The signature with its lines; given up where more lines break it than keep it."""
    kept: list[int] = []
    broken: list[int] = []
    for number, line in enumerate(grid.lines):
        keeps = line.keeps(total, first, last)
        if keeps is False:
            broken.append(number)
            if len(broken) > len(kept) + 1:
                return None
        elif keeps and line.tells(first, last):
            kept.append(number)
    return _Signature(total, first, last, tuple(kept), tuple(broken)) if kept else None


def _many(signature: _Signature) -> bool:
    tried = len(signature.kept) + len(signature.broken)
    return len(signature.kept) >= _LINES and Decimal(len(signature.kept)) >= _COVERAGE * tried


def _one(grid: _Grid, signature: _Signature) -> bool:
    """Whether the one or two lines that keep the sum, and none that breaks it, can hardly do so by chance.

    The matches to expect by chance: runs tried, times the width of what rounding accepts, over the spread of the line.
    """
    if signature.broken or len(grid.lines) >= _LINES:
        return False
    line = grid.lines[signature.kept[0]]
    amounts = [figure.quantity.amount for figure in line.figures if figure]
    spread = max(amounts) - min(amounts)
    if spread <= 0:
        return False
    runs = min(2 * len(amounts) * _LONGEST, len(amounts) * len(amounts))
    width = 2 * line.bound(signature.size) + line.step
    return runs * width / spread < _CHANCE


def _terms(claim: Claim) -> tuple[frozenset[Span | None], frozenset[Span | None]]:
    totals, parts = ([operand.place for operand in claim.of(role)] for role in ("total", "part"))
    return frozenset(totals), frozenset(parts)


def _adds_up(claim: Claim) -> bool:
    quantities = [operand.quantity for operand in claim.operands]
    residual = sum((part.quantity.amount for part in claim.of("part")), Decimal(0))
    residual -= sum((total.quantity.amount for total in claim.of("total")), Decimal(0))
    return abs(residual) <= sum((quantity.step for quantity in quantities), Decimal(0)) / 2


def _claims(grid: _Grid, signature: _Signature) -> Iterator[Claim]:
    broken = signature.broken if len(signature.broken) == 1 and _many(signature) else ()
    for number in sorted((*signature.kept, *broken)):
        line = grid.lines[number]
        places = (signature.total, *range(signature.first, signature.last))
        listed = [(grid.names[place], figure) for place in places if (figure := line.figures[place])]
        operands = tuple(
            Operand("part" if index else "total", name, figure.quantity, figure.span)
            for index, (name, figure) in enumerate(listed)
        )
        subject = f"{line.name}{grid.names[signature.total]}"
        yield Claim("sum", "unlabelled", subject, operands, around(operands), origin="table")
