"""How many there are, told before a list of so many figures or before so many numbered items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.span import Span

_COUNTED = frozenset({"piece", "case", "time_count"})
_LISTS = pattern(r"[^,;。\d]{0,4}(?::|,?(?:其中|分别[为是]|包括):?)")
_MOST = 20
_FEW = 2


def told_counts(lines: Sequence[Line], _settled: frozenset[Span]) -> Iterator[Claim]:
    """The counts whose list has as many members; lists of another length may be of something else."""
    for number, line in enumerate(lines):
        for index, amount in enumerate(line.amounts):
            quantity = amount.quantity
            odd = quantity.comparator or quantity.upper or quantity.approximate or quantity.malformed
            if odd or quantity.kind not in _COUNTED or not _FEW <= quantity.value <= _MOST:
                continue
            many = int(quantity.value)
            if (_LISTS.match(line.folded, amount.end) and _listed(line, index) == many) or (
                _items(lines, number) == many and amount.nature == "plain"
            ):
                yield _claim(amount, many)


def _listed(line: Line, index: int) -> int:
    """How many figures of one kind the sentence lists behind the count, separated by 、 or ， and each named."""
    behind = line.amounts[index + 1 : index + 2 + _MOST]
    if not behind:
        return 0
    kind, sentence = behind[0].quantity.kind, behind[0].sentence
    found = 0
    for amount in behind:
        opening = line.folded[amount.label_start : amount.start]
        summed = "共" in opening or "计" in opening
        if amount.sentence != sentence or amount.quantity.kind != kind or not amount.label or summed:
            break
        found += 1
    return found


def _items(lines: Sequence[Line], number: int) -> int:
    """How many numbered items of one depth stand right below the line."""
    below = lines[number + 1 : number + 2 + _MOST]
    if not below or below[0].numbering is None:
        return 0
    depth = below[0].numbering.depth
    own = lines[number].numbering
    if own is not None and own.depth >= depth:
        return 0
    found = 0
    for line in below:
        if line.numbering is None or line.numbering.depth < depth:
            break
        found += line.numbering.depth == depth
    return found


def _claim(amount: Amount, many: int) -> Claim:
    operands = (
        Operand("declared", amount.label or "数量", amount.quantity, amount.place),
        Operand("listed", "所列", Quantity(Decimal(many), Decimal(1), amount.quantity.unit), None),
    )
    return Claim("count", "count", amount.label or "数量", operands, around(operands), ":")
