"""Rates of a whole number of things that stands right before them: 305件，化解率92.9%."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand

_WHOLE = frozenset({"person", "household", "case", "piece", "time_count", "person_time", "plant", "animal"})
# Only what is done to each of the things counted; a coverage or satisfaction has another whole.
_RATE = pattern(
    r"[,;]?(?:其中|实际|均|已|年度|按时|按期|及时|一次性?|成功){0,2}(?P<name>(?:调处|调解|化解|办结|结案|处置|处理|解决|整改|完成|回复|答复|办理|验收|合格|验收合格|"
    r"达标|兑现|破案|查处|反馈|响应|到会|出勤|参保|参训|就业|通过|落实|回访|销号|拆除|清运|修复|到岗|结业|成功|回收){1,2}率)(?:达到|达|为|是|约|:)?"
)
_OF_ALL = pattern(
    r"(?P<name>满意[度率]|知晓率|覆盖率|参保率|参与率|办结率|化解率|合格率|优良率|达标率|到会率|出勤率|到岗率|整改率|成活率|入学率|就业率|破案率)(?:达到?|为|是|:)*$"
)
# 未完成1项，完成率88.89%: what is left undone is neither the part nor the whole of the rate.
_LEFT = pattern(r"未(?!成年)|尚|没有|剩余|不(?:合格|达标|满意|通过)")
_ALL = Decimal(100)
_LONGEST_GAP = 16
_REACH = 12


def line_whole_rates(lines: Sequence[Line]) -> list[Claim]:
    """Rates whose whole is printed directly before them, its part too or not; and those above all there is."""
    found: list[Claim] = []
    for line in lines:
        found.extend(_above_all(line))
        for whole, rate in zip(line.amounts, line.amounts[1:], strict=False):
            if rate.quantity.kind != "percent" or not _counts(whole) or rate.sentence != whole.sentence:
                continue
            if _LEFT.search(whole.label):
                continue
            between = line.folded[whole.end : rate.start]
            named = _RATE.fullmatch(between) if len(between) <= _LONGEST_GAP else None
            if named and (divided := _with_part(line, whole, rate, named["name"])):
                found.append(divided)
            elif named:
                operands = (
                    Operand("denominator", whole.label, whole.quantity, whole.place),
                    Operand("result", named["name"], rate.quantity, rate.place),
                )
                found.append(
                    Claim("ratio", "whole_rate", named["name"], operands, around(operands), named["name"])
                )
    return found


def _with_part(line: Line, part: Amount, rate: Amount, name: str) -> Claim | None:
    """受理60件，办结59件，办结率98.3%: the figure right before the rate is what was done of the one before it."""
    index = line.amounts.index(part)
    whole = line.amounts[index - 1] if index else None
    stem = name.removesuffix("率").removesuffix("数")
    if (
        whole is None
        or not _counts(whole)
        or whole.sentence != part.sentence
        or not set(stem) <= set(part.label)
    ):
        return None
    if whole.quantity.unit != part.quantity.unit or whole.quantity.value < part.quantity.value:
        return None
    operands = (
        Operand("numerator", part.label, part.quantity, part.place),
        Operand("denominator", whole.label, whole.quantity, whole.place),
        Operand("result", name, rate.quantity, rate.place),
    )
    return Claim("ratio", "share", name, operands, around(operands), name)


def _above_all(line: Line) -> list[Claim]:
    """满意度105%: no part of a whole is more than the whole. What was planned may be surpassed (完成率)."""
    found = []
    for amount in line.amounts:
        quantity = amount.quantity
        if quantity.kind != "percent" or quantity.value <= _ALL or quantity.comparator or quantity.malformed:
            continue
        named = _OF_ALL.search(line.folded[max(amount.label_start, amount.start - _REACH) : amount.start])
        if named and amount.nature in ("rate", "share"):
            operand = Operand("result", named["name"], quantity, amount.place)
            found.append(Claim("ratio", "whole_rate", named["name"], (operand,), amount.place, "率"))
    return found


def _counts(amount: Amount) -> bool:
    quantity = amount.quantity
    plain = not (quantity.comparator or quantity.approximate or quantity.upper or quantity.malformed)
    whole = quantity.unit is not None and quantity.unit.factor == 1 and quantity.value == int(quantity.value)
    return plain and whole and quantity.kind in _WHOLE and quantity.value >= 1 and amount.nature == "plain"
