"""Rates of a whole number of things that stands right before them: 305件，化解率92.9%."""

from __future__ import annotations

from collections.abc import Sequence

from heyan.extraction.claims_prose_sums import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand

_WHOLE = frozenset({"person", "household", "case", "piece", "time_count", "person_time", "plant", "animal"})
# Only what is done to each of the things counted; a coverage or satisfaction has another whole.
_RATE = pattern(
    r"[,;]?(?:其中|实际|均|已|年度|按时|按期|及时|一次性?|成功){0,2}(?P<name>(?:调处|调解|化解|办结|结案|处置|处理|解决|整改|完成|回复|答复|办理|验收|合格|验收合格|"
    r"达标|兑现|破案|查处|反馈|响应|到会|出勤|参保|参训|就业|通过|落实|回访|销号|拆除|清运|修复|到岗|结业){1,2}率)(?:达到|达|为|是|约|:)?"
)
_LONGEST_GAP = 16


def line_whole_rates(lines: Sequence[Line]) -> list[Claim]:
    """Rates whose whole is printed directly before them and whose part is not."""
    found: list[Claim] = []
    for line in lines:
        for whole, rate in zip(line.amounts, line.amounts[1:], strict=False):
            if rate.quantity.kind != "percent" or not _counts(whole) or rate.sentence != whole.sentence:
                continue
            between = line.folded[whole.end : rate.start]
            named = _RATE.fullmatch(between) if len(between) <= _LONGEST_GAP else None
            if named:
                operands = (
                    Operand("denominator", whole.label, whole.quantity, whole.place),
                    Operand("result", named["name"], rate.quantity, rate.place),
                )
                found.append(
                    Claim("ratio", "whole_rate", named["name"], operands, around(operands), named["name"])
                )
    return found


def _counts(amount: Amount) -> bool:
    quantity = amount.quantity
    plain = not (quantity.comparator or quantity.approximate or quantity.upper or quantity.malformed)
    whole = quantity.unit is not None and quantity.unit.factor == 1 and quantity.value == int(quantity.value)
    return plain and whole and quantity.kind in _WHOLE and quantity.value >= 1 and amount.nature == "plain"
