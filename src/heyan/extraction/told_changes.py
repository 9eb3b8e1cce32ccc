"""Differences told beside the two figures that they lie between, and growth beside what grew: 空编5名, 超2公里, 增幅5%."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_slips import adds_up, one_slip_apart
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.span import Span

_DOWN = pattern(r"空编|缺编|结余|节余|结转|节约|节省|未|剩余|少|减|降|低|质保金|尚|余")
_UP = pattern(r"超|多|增|高|提|升|追加")
_STOCK = pattern(r"上年|年初|期初|往年|含")
_EACH = pattern(r"每|均|单价|标准")
_ADJUSTED = pattern(r"调整后|变更后|追加后")
_ADDED = pattern(r"追加|调增|调减|追减")
_HAD = pattern(r"收入|预算|下达|安排|到位|资金|拨款|应")
_SPENT = pattern(r"支出|支付|拨付|执行|使用|决算")
_LEFT = pattern(r"结转|结余|节余|剩余")
_CARRIED = pattern(r"(?:上年|年初|期初)[^,;。\d]{0,6}结[转余]")
_BETWEEN = pattern(r"比|较|超|多|少|余|未|空|缺|节|剩|质保|结转")
_GROWTH_UP = pattern(r"增|升|提高|超额")
_GROWTH_DOWN = pattern(r"降|减|回落")
_BECAME = pattern(r"(?:增加|提高|增长|上升|提升|减少|下降|降低)[到至为]")
_WINDOW = 7
_LINES = 3
_MOST = 30
_FEW_DIGITS = 2
_PAIR = 2
_HEADS = 3
_HUNDRED = Decimal(100)
_SKIPPED = frozenset({"percent", "percentage_point", "number", "multiple"})


def told_changes(lines: Sequence[Line], _settled: frozenset[Span]) -> Iterator[Claim]:
    """The differences and growths of all lines."""
    funds: dict[Decimal, Amount] = {}
    for number, line in enumerate(lines):
        for index, amount in enumerate(line.amounts):
            if not _usable(amount):
                continue
            words = line.folded[max(amount.label_start, amount.start - 14) : amount.start]
            if amount.quantity.kind == "percent":
                yield from _growth(line, index, words)
            elif amount.quantity.kind == "percentage_point":
                yield from _points(line, index, words)
            elif amount.quantity.kind not in _SKIPPED and "/" not in amount.quantity.kind:
                yield from _difference(lines, number, index, words, funds)
        for amount in line.amounts:
            if _is_fund(amount):
                funds[amount.quantity.amount] = amount
        for oldest in list(funds)[: max(0, len(funds) - _MOST)]:
            del funds[oldest]


def _usable(amount: Amount) -> bool:
    quantity = amount.quantity
    return not (quantity.comparator or quantity.upper or quantity.malformed) and quantity.value > 0


def _difference(
    lines: Sequence[Line], number: int, index: int, words: str, funds: Mapping[Decimal, Amount]
) -> Iterator[Claim]:
    line = lines[number]
    rest = line.amounts[index]
    down = bool(_DOWN.search(words))
    if (not down and not _UP.search(words)) or rest.listed or "分别" in words:
        return
    near = [a for a in reversed(line.amounts[max(0, index - _WINDOW) : index]) if _alike(a, rest)]
    pairs = [(a, b) for i, a in enumerate(near) for b in near[i + 1 :]]
    pairs += [
        (a, b)
        for a in line.amounts[index + 1 : index + 3]
        for b in near
        if _alike(a, rest) and a.sentence == rest.sentence
    ]
    for pair in pairs:
        one, other = sorted(pair, key=lambda a: -a.quantity.amount)
        if adds_up(one.quantity, [other.quantity, rest.quantity]):
            yield _claim(one, other, rest, down)
            return
    if rest.quantity.kind == "money" and down:
        earlier = [
            a for o in lines[max(0, number - _LINES) : number] for a in o.amounts[-12:] if _alike(a, rest)
        ]
        for one in (*near[:1], *reversed(earlier)):
            for other in near[:2]:
                if one is not other and adds_up(one.quantity, [other.quantity, rest.quantity]):
                    yield _claim(one, other, rest, down)
                    return
    if rest.quantity.kind == "money" and down and _telling(rest):
        for smaller in funds.values():
            larger = funds.get(smaller.quantity.amount + rest.quantity.amount)
            if larger is not None:
                yield _claim(larger, smaller, rest, down)
                return
    yield from _slipped(lines, number, index, near, down)


def _slipped(
    lines: Sequence[Line], number: int, index: int, near: Sequence[Amount], down: bool
) -> Iterator[Claim]:
    """The difference of the only two figures that it can lie between, one of the three a slip away."""
    line = lines[number]
    rest = line.amounts[index]
    if _STOCK.search(line.folded, rest.label_start, rest.start) or rest.listed:
        return
    if _LEFT.search(line.folded, rest.label_start, rest.start) and _CARRIED.search(line.folded):
        return  # what was carried over is in what is left
    words = line.folded[rest.label_start : rest.start]
    own = [
        a
        for a in near
        if a.sentence == rest.sentence
        and a.depth == rest.depth
        and a.nature != "change"
        and not _EACH.search(line.folded, a.label_start, a.start)
    ]
    between = [a for a in line.amounts[:index] if own and a.start > own[0].start]
    if any(a.quantity.kind != "percent" for a in between):
        return
    behind = line.amounts[index + 1] if index + 1 < len(line.amounts) else None
    pair: tuple[Amount, Amount] | None = None
    if own and behind and _alike(behind, rest) and _ADJUSTED.search(behind.label) and _ADDED.search(words):
        pair = behind, own[0]
    elif len(own) == _PAIR and not _ADDED.search(words) and _apart(own, words):
        pair = own[1], own[0]
    elif own and down and rest.quantity.kind == "money" and not _UP.search(words):
        heads = [a for a in own[1:] if _HAD.search(a.label)] or [
            a
            for o in lines[max(0, number - _LINES) : number + 1]
            for a in o.amounts[: _HEADS if o is not line else index]
            if _is_fund(a) and _HAD.search(a.label) and a.start != own[0].start
        ]
        pair = (heads[-1], own[0]) if heads and _SPENT.search(own[0].label) else None
    if pair is None:
        return
    first, second = pair
    quantities = (first.quantity, second.quantity, rest.quantity)
    if one_slip_apart(quantities, _differ):
        larger, smaller = (first, second) if down or pair[0] is behind else (second, first)
        if pair[0] is behind and down:
            larger, smaller = second, first
        yield _claim(larger, smaller, rest, down)


def _apart(own: Sequence[Amount], words: str) -> bool:
    """Whether the words compare the two, not two things listed beside each other."""
    return bool(_BETWEEN.search(words)) or any(a.nature == "reference" for a in own)


def _differ(quantities: Sequence[Quantity]) -> bool:
    one, other, rest = quantities
    return adds_up(one, (other, rest)) or adds_up(other, (one, rest))


def _is_fund(amount: Amount) -> bool:
    return amount.quantity.kind == "money" and amount.nature == "plain" and _usable(amount)


def _telling(amount: Amount) -> bool:
    return len(format(amount.quantity.value, "f").replace(".", "")) > _FEW_DIGITS


def _points(line: Line, index: int, words: str) -> Iterator[Claim]:
    """96.5%、97.85%，提升1.35个百分点: between any two percentages beside it."""
    rest = line.amounts[index]
    down = bool(_DOWN.search(words))
    near = [
        a
        for a in line.amounts[max(0, index - _WINDOW) : index + 2]
        if a.quantity.kind == "percent" and _usable(a) and abs(a.sentence - rest.sentence) <= 1
    ]
    for i, one in enumerate(near):
        for other in near[i + 1 :]:
            larger, smaller = sorted((one, other), key=lambda a: -a.quantity.value)
            if larger.quantity.value - smaller.quantity.value == rest.quantity.value:
                yield _claim(larger, smaller, rest, down)
                return


def _alike(one: Amount, other: Amount) -> bool:
    alike = one.quantity.kind == other.quantity.kind and _usable(one)
    return alike and (one.quantity.kind != "piece" or one.quantity.unit == other.quantity.unit)


def _claim(larger: Amount, smaller: Amount, rest: Amount, down: bool) -> Claim:
    current, base = (smaller, larger) if down else (larger, smaller)
    operands = (
        Operand("current", current.label, current.quantity, current.place),
        Operand("base", base.label, base.quantity, base.place),
        Operand("difference", rest.label, rest.quantity, rest.place, Decimal(-1 if down else 1)),
    )
    return Claim("change", "change", rest.label or current.label, operands, around(operands), rest.label)


def _growth(line: Line, index: int, words: str) -> Iterator[Claim]:
    result = line.amounts[index]
    down = bool(_GROWTH_DOWN.search(words))
    if not down and not _GROWTH_UP.search(words):
        return
    sign = Decimal(-1 if down else 1)
    near = [
        a
        for a in reversed(line.amounts[max(0, index - _WINDOW) : index])
        if a.quantity.kind not in _SKIPPED and _usable(a) and result.sentence - a.sentence <= 1
    ]
    if near and near[0] is line.amounts[index - 1] and near[0].nature == "change":
        yield from _of_difference(near[0], near[1:], result, sign, words)
    for i, one in enumerate(near):
        for other in near[i + 1 :]:
            if one.quantity.kind != other.quantity.kind:
                continue
            for current, base in ((one, other), (other, one)):
                if (current.quantity.amount > base.quantity.amount) != down and _grows(
                    current.quantity, base.quantity, result.quantity, sign
                ):
                    operands = (
                        Operand("current", current.label, current.quantity, current.place),
                        Operand("base", base.label, base.quantity, base.place),
                        Operand("growth", words, result.quantity, result.place, sign),
                    )
                    yield Claim("change", "change", current.label, operands, around(operands), words)
                    return
    yield from _from_to(line, near, result, sign, words)


def _from_to(
    line: Line, near: Sequence[Amount], growth: Amount, sign: Decimal, words: str
) -> Iterator[Claim]:
    """由820公斤增加到861公斤，增幅5%, one of the three a slip away."""
    for one, other in pairwise(near):
        if one.quantity.kind != other.quantity.kind or growth.sentence != one.sentence:
            continue
        if _BECAME.fullmatch(line.folded[other.end : one.start]) and one_slip_apart(
            (one.quantity, other.quantity, growth.quantity),
            lambda q: q[1].amount > 0 and _grows(q[0], q[1], q[2], sign),
        ):
            operands = (
                Operand("current", one.label, one.quantity, one.place),
                Operand("base", other.label, other.quantity, other.place),
                Operand("growth", words, growth.quantity, growth.place, sign),
            )
            yield Claim("change", "change", other.label or words, operands, around(operands), words)
            return


def _of_difference(
    difference: Amount, near: Sequence[Amount], growth: Amount, sign: Decimal, words: str
) -> Iterator[Claim]:
    """与2021年支出2874.15万元相比，增加183.68万元，增幅6.39%: the base, or the figure that it became, and both changes."""
    rise = sign * difference.quantity.amount
    stated = [a for a in near if a.nature != "change" and a.quantity.kind == difference.quantity.kind]
    for one in stated[:_PAIR]:
        if one is not stated[0] and one.nature != "reference" and stated[0].nature != "reference":
            continue
        amount, factor = one.quantity.amount, one.quantity.unit.factor if one.quantity.unit else Decimal(1)
        for role, base in (("base", amount), ("current", amount - rise)):
            current = replace(one.quantity, value=(base + rise) / factor)
            if base > 0 and _grows(
                current, replace(one.quantity, value=base / factor), growth.quantity, sign
            ):
                operands = (
                    Operand("base" if role == "base" else "current", one.label, one.quantity, one.place),
                    Operand("difference", difference.label, difference.quantity, difference.place, sign),
                    Operand("growth", words, growth.quantity, growth.place, sign),
                )
                yield Claim("change", "change", one.label or words, operands, around(operands), words)
                return


def _grows(current: Quantity, base: Quantity, growth: Quantity, sign: Decimal) -> bool:
    exact = _HUNDRED * (current.amount - base.amount) / base.amount
    slack = growth.ulp / 2 + _HUNDRED * (current.step + base.step) * current.amount / base.amount**2 / 2
    return abs(exact - sign * growth.value) <= slack
