"""Prices, averages and standards told beside how many there are and what they come to, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_slips import averages, one_slip_apart
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity, Unit
from heyan.model.span import Span

_EACH = pattern(
    r"(?:平均)?每(?P<one>[^每,;。:、()\d\s月年天日]{1,3}?)?(?P<period>每?[月年天日])?(?:[^每,;。:、()\d]{0,8})$|"
    r"(?P<mean>[^每,;。:、()\d\s])均[^均,;。:()\d]{0,8}$|平均(?P<yield>亩)产[^,;。\d]{0,3}$|(?P<unit>单价|造价)[为是约达]*$"
)
_TOTAL = pattern(r"共|计|总|资金|投资|投入|支出|支付|发放|补助|补贴|费|培训|面积|产量|服务|清运")
_PEOPLE = frozenset({"person", "person_time"})
_BEFORE, _BEHIND = 7, 4
_MONTHS, _DAYS = Decimal(12), Decimal(365)
_SKIPPED = frozenset({"percent", "percentage_point", "point", "multiple", "grade"})


def told_averages(lines: Sequence[Line], settled: frozenset[Span]) -> Iterator[Claim]:
    """What each of some things costs, gets or holds, with their number and the total, of all lines."""
    money: dict[Decimal, Amount] = {}
    for line in lines:
        for index, each in enumerate(line.amounts):
            if each.nature == "plain" and each.place not in settled and _plain(each.quantity):
                yield from _average(line, index, money)
        for amount in line.amounts:
            if amount.quantity.kind == "money" and amount.nature == "plain" and _plain(amount.quantity):
                money[amount.quantity.amount] = amount


def _plain(quantity: Quantity) -> bool:
    odd = quantity.comparator or quantity.upper or quantity.malformed
    return not odd and quantity.kind not in _SKIPPED and quantity.value > 0


def _average(line: Line, index: int, money: Mapping[Decimal, Amount]) -> Iterator[Claim]:
    each = line.amounts[index]
    kinds = each.quantity.kind.split("/")
    words = line.folded[each.label_start : each.start].strip()
    found = _EACH.search(words)
    if found is None and len(kinds) == 1:
        return
    thing = (found["one"] or found["mean"] or found["yield"] or "") if found else ""
    period = found["period"] if found else None
    priced = bool(found and found["unit"])
    near = [
        a
        for a in line.amounts[max(0, index - _BEFORE) : index + 1 + _BEHIND]
        if a is not each
        and a.nature == "plain"
        and _plain(a.quantity)
        and abs(a.sentence - each.sentence) <= 1
    ]
    near.sort(key=lambda a: (a.sentence != each.sentence, abs(a.start - each.start)))
    totals = [a for a in near if _same(a.quantity.kind, kinds[0]) and not _is_each(line, a)]
    counts = [
        a
        for a in near
        if a not in totals or a.quantity.kind in _PEOPLE
        if _counts(line, a, thing, kinds, priced)
    ]
    if period and not thing:
        yield from _by_period(line, each, totals, near, period)
        return
    times = _periods(near, period, line, each) if period else (None,)
    pairs = [(t, c) for c in counts for t in totals if t is not c]
    for several in times:
        for total, count in pairs:
            if _makes(total, count, several, each):
                yield _claim(total, count, several, each)
                return
    for count in counts if each.quantity.kind == "money" and not totals and not period else ():
        told = money.get(count.quantity.amount * each.quantity.amount)
        if told is not None:
            yield _claim(told, count, None, each)
            return
    sure = [
        (t, c)
        for t, c in pairs[:2]
        if c.sentence == each.sentence
        and (
            (t.sentence == each.sentence and (_TOTAL.search(_words(line, t)) or 0 <= t.start - c.end <= 1))
            or (each.start > t.end and _shares_word(each.label[-4:], t.label))
            or 0 <= t.start - c.end <= 1
        )
    ]
    for total, count in sure:
        for several in times:
            quantities = (total.quantity, count.quantity, each.quantity)
            scale = several.quantity.value if several else Decimal(1)
            if one_slip_apart(quantities, partial(_makes_each, scale)):
                yield _claim(total, count, several, each)
                return


def _by_period(
    line: Line, each: Amount, totals: Sequence[Amount], near: Sequence[Amount], period: str
) -> Iterator[Claim]:
    """每月8.5万元，全年102万元; 每月4.8万元×12个月."""
    for several in _periods(near, period, line, each):
        if several is None:
            continue
        for total in totals:
            fits = averages(total.quantity, several.quantity, each.quantity)
            close = (
                total.sentence == each.sentence and total is totals[0] and _TOTAL.search(_words(line, total))
            )
            if fits or (
                close
                and one_slip_apart(
                    (total.quantity, each.quantity),
                    partial(_shared_out, several.quantity),
                )
            ):
                operands = (
                    Operand("numerator", total.label, total.quantity, total.place),
                    Operand("denominator", several.label, several.quantity, several.place),
                    Operand("result", each.label, each.quantity, each.place),
                )
                yield Claim("ratio", "average", each.label or "每月", operands, around(operands), "每")
                return


def _periods(near: Sequence[Amount], period: str, line: Line, each: Amount) -> tuple[Operand | None, ...]:
    """How many months or days: as told nearby, else those of a year where the sentence says 全年."""
    months = period.endswith("月")
    kinds = ("months",) if months else ("duration",)
    told = [Operand("factor", a.label, a.quantity, a.place) for a in near if a.quantity.kind in kinds]
    start, end = line.clauses[each.clause].start, line.clauses[each.clause].end
    around_it = line.folded[max(0, start - 60) : end + 60]
    if not told and ("全年" in around_it or "年" in around_it) and period[-1] in "月天日":
        unit = Unit("个月", "months") if months else Unit("天", "duration", Decimal(86400))
        number = _MONTHS if months else _DAYS
        told = [Operand("factor", "全年", Quantity(number, Decimal(1), unit), None)]
    return tuple(told)


def _shared_out(count: Quantity, told: Sequence[Quantity]) -> bool:
    return averages(told[0], count, told[1])


def _makes_each(scale: Decimal, told: Sequence[Quantity]) -> bool:
    return averages(told[0], _times(told[1], scale), told[2])


def _times(count: Quantity, scale: Decimal) -> Quantity:
    return replace(count, value=count.value * scale)


def _makes(total: Amount, count: Amount, several: Operand | None, each: Amount) -> bool:
    scale = several.quantity.value if several else Decimal(1)
    return averages(total.quantity, _times(count.quantity, scale), each.quantity)


def _same(kind: str, other: str) -> bool:
    return kind == other or {kind, other} == _PEOPLE


def _is_each(line: Line, amount: Amount) -> bool:
    return "/" in amount.quantity.kind or bool(_EACH.search(_words(line, amount)))


def _counts(line: Line, amount: Amount, thing: str, kinds: Sequence[str], priced: bool) -> bool:
    """Whether the figure counts what the price is for: by its unit, or by the word behind it."""
    if len(kinds) > 1:
        return amount.quantity.kind in kinds[1:]
    if priced:
        return amount.quantity.kind in ("area", "length", "volume", "weight", "piece")
    name = amount.quantity.unit.name if amount.quantity.unit else ""
    bare = name.lstrip("万亿")
    behind = line.folded[amount.end : amount.end + 4]
    if thing == "人":
        return amount.quantity.kind in _PEOPLE or (amount.quantity.kind == "piece" and "岗" in amount.label)
    if thing == "日":
        return bare in ("天", "日")
    if thing == "个":
        return amount.quantity.kind == "piece"
    return bool(thing) and (
        bare == thing or bare.startswith(thing) or behind.lstrip("行政个").startswith(thing)
    )


def _words(line: Line, amount: Amount) -> str:
    return line.folded[amount.label_start : amount.start]


def _shares_word(one: str, other: str) -> bool:
    return any(one[i : i + 2] in other for i in range(len(one) - 1))


def _claim(total: Amount, count: Amount, several: Operand | None, each: Amount) -> Claim:
    if several is not None or "/" in each.quantity.kind:
        factors = (
            Operand("factor", count.label, count.quantity, count.place),
            Operand("factor", each.label, each.quantity, each.place),
            *((several,) if several else ()),
        )
        product = Operand("product", total.label, total.quantity, total.place)
        operands = (*factors, product)
        # One sentence with one price and one total asserts no less than an equation.
        alone = several is not None and all(o.place is None or o.place.start >= 0 for o in operands)
        cue = "=" if alone else "每"
        return Claim("product", "product", total.label or "合计", operands, around(operands), cue)
    operands = (
        Operand("numerator", total.label or "总额", total.quantity, total.place),
        Operand("denominator", count.label or "数量", count.quantity, count.place),
        Operand("result", each.label, each.quantity, each.place),
    )
    return Claim("ratio", "average", each.label or "平均", operands, around(operands), "均")
