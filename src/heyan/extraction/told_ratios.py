"""Percentages told beside the figures that they are of, in orders of clauses that no fixed pattern foresees.

A reading whose figures agree is taken; one that does not is asserted only where its words leave no other, and one
slip of typing would mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_ratio_across import across_lines, far_above, name_pairs
from heyan.extraction.told_ratio_inside import inside
from heyan.extraction.told_ratio_reading import Reading, counted, usable
from heyan.extraction.told_slips import divides, one_slip_apart
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.span import Span

_COMPLETES = pattern(r"完成|目标|任务|计划")
_MOST = 40


def told_ratios(lines: Sequence[Line], settled: frozenset[Span]) -> Iterator[Claim]:
    """The percentages of all lines with a part and a whole of the same kind, but for those at `settled` places."""
    open_ones = [a for line in lines for a in line.amounts if _open(a, settled)]
    if not open_ones:
        return
    aimed = any(_COMPLETES.search(a.label) for a in open_ones)
    money: list[Amount] = []
    named: dict[tuple[str, str], list[Amount]] = {}
    for line in lines:
        for index, result in enumerate(line.amounts):
            if not _open(result, settled):
                continue
            near = list(inside(line, index))
            chosen = (
                _agreeing(near, result)
                or _agreeing(across := across_lines(line, index, money), result)
                or _agreeing(far_above(line, index, named), result)
                or _sure(near, result)
                or _sure(across, result)
                or _sure(far_above(line, index, named), result)
            )
            if chosen is not None:
                yield _claim(line, chosen, result)
        for amount in line.amounts:
            if not counted(amount):
                continue
            if (
                amount.quantity.kind == "money"
                and amount.nature == "plain"
                and not amount.quantity.comparator
            ):
                money.append(amount)
            for word in name_pairs(amount.label) if aimed else ():
                named.setdefault((amount.quantity.kind, word), []).append(amount)
        del money[:-_MOST]


def _open(amount: Amount, settled: frozenset[Span]) -> bool:
    """Whether it is a percentage that no claim accounts for."""
    percent = amount.quantity.kind == "percent" and amount.nature != "change"
    return percent and usable(amount) and amount.place not in settled


def _agreeing(readings: Sequence[Reading], result: Amount) -> Reading | None:
    return next(
        (
            r
            for r in readings
            if r.part is not r.whole and divides(r.part.quantity, r.whole.quantity, result.quantity)
        ),
        None,
    )


def _sure(readings: Sequence[Reading], result: Amount) -> Reading | None:
    for reading in readings:
        if reading.sure and one_slip_apart(
            (reading.part.quantity, reading.whole.quantity, result.quantity), _divides
        ):
            return reading
    return None


def _divides(quantities: Sequence[Quantity]) -> bool:
    return divides(quantities[0], quantities[1], quantities[2])


def _claim(line: Line, reading: Reading, result: Amount) -> Claim:
    words = line.text[result.label_start : result.start].strip(" ，,、；;：:。（(的")
    part = reading.part
    place: Span | None = None if part.tail == "+" else part.place  # a sum of several stands nowhere
    operands = (
        Operand("numerator", part.label, part.quantity, place),
        _operand("denominator", reading.whole),
        _operand("result", result),
    )
    return Claim("ratio", "share", words or f"{part.label}占比", operands, around(operands), "占")


def _operand(role: Literal["denominator", "result"], amount: Amount) -> Operand:
    return Operand(role, amount.label, amount.quantity, amount.place)
