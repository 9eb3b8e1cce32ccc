"""Prices, averages and standards told beside how many there are and what they come to, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from heyan.extraction import prose_labels
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_slips import averages, one_slip_apart
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
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


@dataclass(frozen=True, slots=True)
class _Price:
    """What one of some things comes to: `thing` is their name where it is told, `kinds` the unit's (元/亩: two)."""

    each: Amount
    kinds: tuple[str, ...]
    thing: str
    period: str | None
    by_unit: bool


def _price(line: Line, each: Amount) -> _Price | None:
    kinds = tuple(each.quantity.kind.split("/"))
    found = _EACH.search(_words(line, each).strip())
    if found is None:
        return _Price(each, kinds, "", None, False) if len(kinds) > 1 else None
    thing = found["one"] or found["mean"] or found["yield"] or ""
    return _Price(each, kinds, thing, found["period"], bool(found["unit"]))


def _average(line: Line, index: int, money: Mapping[Decimal, Amount]) -> Iterator[Claim]:
    """The relation of the figure at `index`, if it is a price; `money` are the sums told in the lines before."""
    price = _price(line, line.amounts[index])
    if price is None:
        return
    each, near = price.each, _near(line, index)
    totals = [a for a in near if _same(a.quantity.kind, price.kinds[0]) and not _is_each(line, a)]
    if price.period and not price.thing:
        yield from _by_period(line, each, totals, near, price.period)
        return
    counts = [a for a in near if (a not in totals or a.quantity.kind in _PEOPLE) and _counts(line, a, price)]
    times = _periods(near, price.period, line, each) if price.period else (None,)
    pairs = [(t, c) for c in counts for t in totals if t is not c]
    for several in times:
        for total, count in pairs:
            if _makes(total, count, several, each):
                yield _claim(total, count, several, each)
                return
    for count in counts if each.quantity.kind == "money" and not totals and not price.period else ():
        told = money.get(count.quantity.amount * each.quantity.amount)
        if told is not None:
            yield _claim(told, count, None, each)
            return
    for total, count in pairs[:2]:
        if _asserted(line, total, count, each):
            for several in times:
                if _slipped(total, count, several, each):
                    yield _claim(total, count, several, each)
                    return


def _near(line: Line, index: int) -> list[Amount]:
    """The figures that the price may go with, nearest first."""
    each = line.amounts[index]
    near = [
        a
        for a in line.amounts[max(0, index - _BEFORE) : index + 1 + _BEHIND]
        if a is not each
        and a.nature == "plain"
        and _plain(a.quantity)
        and abs(a.sentence - each.sentence) <= 1
    ]
    return sorted(near, key=lambda a: (a.sentence != each.sentence, abs(a.start - each.start)))


def _asserted(line: Line, total: Amount, count: Amount, each: Amount) -> bool:
    """Whether the words say that the price and the number make the total, whatever the figures are."""
    if count.sentence != each.sentence:
        return False
    if 0 <= total.start - count.end <= 1:
        return True
    if total.sentence == each.sentence and _TOTAL.search(_words(line, total)):
        return True
    return each.start > total.end and prose_labels.shares_word(total.label, each.label[-4:])


def _slipped(total: Amount, count: Amount, several: Operand | None, each: Amount) -> bool:
    scale = several.quantity.value if several else Decimal(1)
    return one_slip_apart((total.quantity, count.quantity, each.quantity), partial(_makes_each, scale))


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


def _counts(line: Line, amount: Amount, price: _Price) -> bool:
    """Whether the figure counts what the price is for: by its unit, or by the word behind it."""
    thing = price.thing
    if len(price.kinds) > 1:
        return amount.quantity.kind in price.kinds[1:]
    if price.by_unit:
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
