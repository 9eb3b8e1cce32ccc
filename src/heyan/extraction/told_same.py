"""One figure told twice: in another unit (15830600元，即1583.06万元), or again under the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heyan.extraction import prose_labels
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand
from heyan.model.span import Span

_THAT_IS = pattern(r"[,(]?(?:即|折合|合|约合|也就是|折算为?)(?:人民币)?")
_TELLING = 3
_MOST_COARSE = 6
_WORD = 2
_KINDS = frozenset({"money", "person", "household", "area"})


def told_same(lines: Sequence[Line], _settled: frozenset[Span]) -> Iterator[Claim]:
    """Conversions beside the figure converted, and long figures repeated for the same thing."""
    known: dict[tuple[str, object], Amount] = {}
    coarse: list[Amount] = []
    for line in lines:
        for index, amount in enumerate(line.amounts):
            before = line.amounts[index - 1] if index else None
            if (
                before is not None
                and before.quantity.kind == amount.quantity.kind
                and before.quantity.unit != amount.quantity.unit
                and _THAT_IS.fullmatch(line.folded[before.end : amount.start].strip())
            ):
                yield _claim(before, amount)
            elif amount.quantity.kind in _KINDS and amount.nature == "plain" and _telling(amount):
                key = (amount.quantity.kind, amount.quantity.amount)
                first = known.setdefault(key, amount)
                if first is not amount and _same_words(first.label, amount.label):
                    yield _claim(first, amount)
                yield from _in_full(amount, coarse)
                if amount.quantity.unit and amount.quantity.unit.name.startswith("亿"):
                    coarse.append(amount)
                    del coarse[:-_MOST_COARSE]


def _in_full(amount: Amount, coarse: Sequence[Amount]) -> Iterator[Claim]:
    """收入总计2.38亿元 … 收入23786.52万元: the figure that an earlier one in 亿元 rounds."""
    for rough in coarse:
        finer = rough.quantity.kind == amount.quantity.kind and amount.quantity.step < rough.quantity.step
        off = abs(rough.quantity.amount - amount.quantity.amount)
        if finer and off <= rough.quantity.step / 2 and _same_words(rough.label, amount.label):
            yield _claim(rough, amount)


def _telling(amount: Amount) -> bool:
    quantity = amount.quantity
    odd = quantity.comparator or quantity.upper or quantity.approximate or quantity.malformed
    return not odd and len(format(quantity.value, "f").replace(".", "")) >= _TELLING


def _same_words(one: str, other: str) -> bool:
    first, second = prose_labels.subject(one), prose_labels.subject(other)
    return any(first[i : i + _WORD] in second for i in range(len(first) - _WORD + 1))


def _claim(first: Amount, second: Amount) -> Claim:
    operands = (
        Operand("first", first.label, first.quantity, first.place),
        Operand("second", second.label, second.quantity, second.place),
    )
    return Claim(
        "same", "budget", prose_labels.undated(second.label) or "金额", operands, around(operands), "即"
    )
