"""Averages that sentences state beside the total and the number of things: 补助36万元，惠及120户，户均3000元."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity

_AVERAGE = pattern(
    r"(?:平均每(?P<every>[人户村亩校镇乡次场头株])|(?P<each>[人户村亩校镇乡次场头株])均(?![衡匀]))(?P<what>[^,;:。、()\d]{0,12}?)(?:达到?|约|为|是|:)*$"
)
# What is shared out among: the unit's kind, and for pieces the word behind the number.
_KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "人": frozenset({"person", "person_time"}),
        "户": frozenset({"household"}),
        "亩": frozenset({"area"}),
        "次": frozenset({"time_count"}),
        "场": frozenset({"time_count"}),
        "头": frozenset({"animal"}),
        "株": frozenset({"plant"}),
    }
)
# An average itself, a price or a standard is no total.
_NO_TOTAL = pattern(r"[人户村亩校镇乡次场头株]均|平均|每|标准|单价|人口$")
# Statistics of their own, of another total than the money told before.
_EACH_OF_ALL = pattern(r"超|达|完成|实现|突破|不|已|有|能|按|由|在|未|高于|低于|符合")
_STATISTIC = pattern(r"每|月|年|日|天|收入|生产总值|GDP|产值|寿命|面积|住房|消费|增收|年限|年龄|产量|预期")
_PEOPLE = {"person", "person_time"}
_WINDOW = 8
_NEAR = 2
_FEW = 2


def line_averages(lines: Sequence[Line]) -> list[Claim]:
    """The averages of all lines; one whose total or number of things is not given is a claim with `missing`."""
    return [
        claim
        for line in lines
        if "均" in line.folded
        for index in range(len(line.amounts))
        for claim in _average(line, index)
    ]


def _average(line: Line, index: int) -> Iterator[Claim]:
    result = line.amounts[index]
    named = _AVERAGE.search(line.folded[result.label_start : result.start])
    if named is None or result.nature != "plain" or result.quantity.kind in ("percent", "percentage_point"):
        return
    near = [
        a
        for a in line.amounts[max(0, index - _WINDOW) : index]
        if a.nature == "plain" and result.sentence - a.sentence < _FEW and not a.quantity.comparator
    ]
    totals = [a for a in near if _is_total(a, result.quantity)]
    each = named["each"] or named["every"]
    counts = [a for a in near if _counts(line, a, each)]
    # 16个村均超过30万元 says it of each of them; 人均每月100元 is a rate over time.
    if result.quantity.comparator or _EACH_OF_ALL.match(named["what"]) or not _plain(result.quantity):
        return
    subject = f"{each}均{named['what']}"
    fitting = [(t, c) for t in totals for c in counts if _fits(t.quantity, c.quantity, result.quantity)]
    # Of several totals or counts none is known to be meant unless it fits.
    if any(a.sentence == result.sentence for a in totals) and any(
        a.sentence == result.sentence for a in counts
    ):
        totals, counts = ([a for a in some if a.sentence == result.sentence] for some in (totals, counts))
    alone = len(totals) == len(counts) == 1 and all(a.sentence == result.sentence for a in (*totals, *counts))
    own = _STATISTIC.search(named["what"])
    sure = fitting[-1:] or (
        [(totals[0], counts[0])]
        if alone and not own and _likely(totals[0], counts[0], result, named["what"])
        else []
    )
    stated = _operand("result", subject, result)
    if sure:
        total, count = sure[0]
        operands = (
            _operand("numerator", total.label or "总额", total),
            _operand("denominator", count.label or "数量", count),
            stated,
        )
        yield Claim("ratio", "average", subject, operands, around(operands), "均")
        return
    wanting = [name for name, found in (("总额", totals), (f"{each}数", counts)) if own or len(found) != 1]
    wanting = wanting or ["同一句里的总额和数量"]
    yield Claim("ratio", "average", subject, (stated,), result.place, "均", missing="、".join(wanting))


def _is_total(amount: Amount, result: Quantity) -> bool:
    alike = amount.quantity.kind == result.kind or {amount.quantity.kind, result.kind} == _PEOPLE
    return alike and _plain(amount.quantity) and not _NO_TOTAL.search(amount.label)


def _plain(quantity: Quantity) -> bool:
    return not (quantity.approximate or quantity.upper is not None or quantity.malformed)


def _counts(line: Line, amount: Amount, each: str) -> bool:
    quantity = amount.quantity
    if quantity.value <= 0 or quantity.approximate or quantity.upper is not None:
        return False
    kinds = _KINDS.get(each)
    if kinds is not None:
        return quantity.kind in kinds
    return quantity.kind == "piece" and each in line.folded[amount.end - 1 : amount.end + 4]


def _fits(total: Quantity, count: Quantity, result: Quantity) -> bool:
    exact = total.amount / _number(count)
    slack = total.step / _number(count) + result.step
    return abs(exact - result.amount) <= slack


def _likely(total: Amount, count: Amount, result: Amount, what: str) -> bool:
    """Whether the average, which the two do not make, can hardly be of others: it is near theirs, or their digits
    at another power of ten, and what it is an average of is not another thing than the total (投入 against 补助)."""
    exact = total.quantity.amount / _number(count.quantity)
    stated = result.quantity.amount
    if exact <= 0 or stated <= 0:
        return False
    near = max(exact, stated) <= _NEAR * min(exact, stated)
    scaled = any(
        abs(exact.scaleb(power) - stated) <= result.quantity.step for power in (-4, -3, -2, -1, 1, 2, 3, 4)
    )
    alike = not what or any(what[i : i + 2] in total.label for i in range(max(1, len(what) - 1)))
    return alike and (near or scaled)


def _number(count: Quantity) -> Decimal:
    """How many: 1.2万人 is 12000, 3亩 is 3 whatever an area's base unit is."""
    if count.kind == "area":
        return count.value
    return count.amount


def _operand(role: Literal["numerator", "denominator", "result"], label: str, amount: Amount) -> Operand:
    return Operand(role, label, amount.quantity, amount.place)
