"""Prices times quantities that a paper states: 1100亩×1800元×3年=594万元, 每亩1800元 beside 1100亩 and the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heyan.extraction.lexer import lex
from heyan.extraction.normal import fold
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.units import UNITS
from heyan.model.claim import Claim, Operand, Origin
from heyan.model.quantity import Quantity, Unit
from heyan.model.report import Sourced

_TIMES = pattern(r"\s*(?:[×✕╳⨯*]|乘以?)\s*")
_EQUALS = pattern(r"\s*(?:[=≈]|合计|共计|等于|计)?\s*")
_SIGN = pattern(r"[×*=]|乘")
_PER = pattern(r"每(?:个|一)?(?P<thing>[^每,;:。、()\d\s]{1,4})")
_TOTAL = pattern(r"共|合计|总|计|需|投入|资金|支出|发放|补助|兑现")
_EACH_PERIOD = pattern(r"每(?:个)?(?:年|月|季|天|日|周|次|期)")
_MOST_FACTORS = 5
# Kinds that a price is asked for.
THINGS = frozenset(
    {"area", "person", "household", "piece", "plant", "animal", "length", "volume", "weight", "time_count"}
)


def line_products(lines: Sequence[Line]) -> list[Claim]:
    """Written equations, and sentences with one price, one quantity of what it is for, and one total."""
    found: list[Claim] = []
    for line in lines:
        if len(line.amounts) < 3:
            continue
        if _SIGN.search(line.folded):
            numbers = [Operand("factor", a.label, a.quantity, a.place) for a in line.amounts]
            ends = [(a.start, a.end) for a in line.amounts]
            found.extend(_equations(line.folded, numbers, ends, "prose"))
        if "每" in line.folded or "元/" in line.folded:
            found.extend(_priced(line))
    return found


def text_products(source: Sourced[str]) -> Iterator[Claim]:
    """The equations written in one text of a form."""
    if len(source.raw) != len(source.span) or not _SIGN.search(source.raw):
        return
    folded = fold(source.raw)
    lexemes = [(lexeme, lexeme.quantity) for lexeme in lex(source.raw) if lexeme.quantity]
    numbers = [
        Operand("factor", "", quantity, source.span.part(lexeme.start, lexeme.end))
        for lexeme, quantity in lexemes
    ]
    yield from _equations(folded, numbers, [(lexeme.start, lexeme.end) for lexeme, _ in lexemes], "table")


def _equations(
    folded: str, numbers: Sequence[Operand], ends: Sequence[tuple[int, int]], origin: Origin
) -> Iterator[Claim]:
    chain: list[Operand] = []
    for index, number in enumerate(numbers):
        gap = folded[ends[index - 1][1] : ends[index][0]] if index else ""
        if chain and _TIMES.fullmatch(gap) and number.quantity.comparator is None:
            chain.append(number)
            continue
        equals = number.quantity.comparator == "=" or "=" in gap
        if len(chain) in range(2, _MOST_FACTORS + 1) and equals and _EQUALS.fullmatch(gap):
            before = folded[: ends[index - len(chain)][0]].rstrip()
            if not before.endswith(("+", "-", "/", ")", "÷", "×", "*")):
                yield _claim(chain, number, "=", origin)
        chain = [number] if number.quantity.comparator is None else []


def _claim(factors: Sequence[Operand], total: Operand, cue: str, origin: Origin, subject: str = "") -> Claim:
    product = Operand("product", total.label, total.quantity, total.place)
    operands = (*factors, product)
    name = subject or factors[0].label or total.label or "乘积"
    return Claim("product", "product", name, operands, around(operands), cue, origin)


def thing_of(text: str) -> Unit | None:
    """The unit behind 每 (每亩, 每个村, 每人) where it is a thing that a price can be for."""
    found = _PER.search(fold(text))
    unit = UNITS.find(found["thing"], 0) if found else None
    return unit[0] if unit and unit[0].kind in THINGS else None


def priced_things(quantity: Quantity, words: str) -> frozenset[str]:
    """The kinds of unit that a price is for: from 元/亩, or from 每亩 in the words about it."""
    if quantity.kind.startswith("money/"):
        return frozenset(quantity.kind.split("/")[1:])
    unit = thing_of(words) if quantity.kind == "money" else None
    return frozenset({unit.kind}) if unit else frozenset()


def _priced(line: Line) -> Iterator[Claim]:
    for sentence in {amount.sentence: None for amount in line.amounts}:
        amounts = [a for a in line.amounts if a.sentence == sentence and a.nature == "plain"]
        claim = _priced_sentence(line, amounts) if 3 <= len(amounts) <= _MOST_FACTORS else None
        if claim is not None:
            yield claim


def _priced_sentence(line: Line, amounts: Sequence[Amount]) -> Claim | None:
    """One price, one quantity (and one duration where the price asks for it), one total behind them."""
    prices = [(a, priced_things(a.quantity, _words(line, a))) for a in amounts]
    prices = [(a, things) for a, things in prices if things]
    money = [a for a in amounts if a.quantity.kind == "money" and a is not prices[0][0]] if prices else []
    if len(prices) != 1 or len(money) != 1 or not _TOTAL.search(_words(line, money[0])):
        return None
    price, things = prices[0]
    counts = [a for a in amounts if a.quantity.kind in things - {"months"}]
    periods = [a for a in amounts if a.quantity.kind == "months"]
    periodic = bool(_EACH_PERIOD.search(_words(line, price))) or "months" in things
    if len(counts) != 1 or len(periods) > 1 or (periodic and not periods) or money[0].start < price.start:
        return None
    if periodic and "months" not in things and not _same_period(line, price, periods[0]):
        return None
    factors = [counts[0], price, *periods]
    if len(factors) + 1 != len(amounts):
        return None
    return _claim([_operand(a) for a in factors], _operand(money[0]), "每", "prose", money[0].label)


def _same_period(line: Line, price: Amount, period: Amount) -> bool:
    """Whether 每月 meets 个月 and 每年 meets 年."""
    words = _EACH_PERIOD.search(_words(line, price))
    name = period.quantity.unit.name if period.quantity.unit else ""
    return bool(words) and words is not None and words[0][-1] in name


def _operand(amount: Amount) -> Operand:
    return Operand("factor", amount.label, amount.quantity, amount.place)


def _words(line: Line, amount: Amount) -> str:
    """The folded words before an amount, back to the last stop or number."""
    return line.folded[amount.label_start : amount.start]
