"""Writing a relation of the paper out as arithmetic: 871.44 + 462.30 = 1333.74 万元."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band
from heyan.model.quantity import Quantity
from heyan.model.span import Span

_HUNDRED = Decimal(100)
# Decimals of a recomputed percentage beyond those printed, so that rounding can be seen.
_MORE_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a relation: a number with its place in a paper, or (without place) a sign between numbers."""

    text: str
    place: Span | None = None


Relation = tuple[Token, ...]


def relation_of(claim: Claim, band: Band | None) -> Relation:
    """The claim with its recomputed value; empty where it cannot be written so (an operand is missing)."""
    try:
        if claim.missing:
            return ()
        if claim.kind == "sum":
            return _sum(claim, band)
        if claim.kind == "ratio" and claim.topic == "average":
            return _average(claim, band)
        if claim.kind == "ratio":
            return quotient(claim.of("numerator"), claim.of("denominator"), claim.of("result"), band)
        if claim.kind == "same":
            return _same(claim, band)
        if claim.kind == "product":
            return _times(claim.of("factor"), claim.of("product"), band)
        if claim.kind == "frequency":
            return _times((*claim.of("per_period"), *claim.of("periods")), claim.of("target"), band)
        if claim.kind == "change":
            return _change(claim, band)
    except ArithmeticError:  # figures beyond what Decimal computes with
        return ()
    return ()


def quotient(
    above: Sequence[Operand], below: Sequence[Operand], results: Sequence[Operand], band: Band | None
) -> Relation:
    """A percentage with its recomputation; empty where there is not one denominator and one result."""
    if not above or len(below) != 1 or len(results) != 1:
        return ()
    whole, result = below[0].quantity, results[0].quantity
    if not whole.amount or result.kind not in ("percent", "number"):
        return ()
    numerator = sum((operand.sign * operand.quantity.amount for operand in above), Decimal(0))
    decimals = _decimals(result) + _MORE_DECIMALS
    computed = _rounded(_HUNDRED * numerator / whole.amount, decimals)
    units = _units((*above, *below))
    head = _joined(above, units)
    if len(above) > 1:
        head = (Token("("), *head, Token(")"))
    return (
        *head,
        Token(" ÷ "),
        _number(below[0], units),
        *_outcome(computed, result.value, "%", results[0], band),
    )


def _sum(claim: Claim, band: Band | None) -> Relation:
    parts, totals = claim.of("part"), claim.of("total")
    if not parts or not totals:
        return ()
    units = _units((*parts, *totals))
    total = sum((operand.sign * operand.quantity.amount for operand in totals), Decimal(0))
    computed = sum((operand.sign * operand.quantity.amount for operand in parts), Decimal(0))
    if len(totals) > 1:
        sign = "=" if total == computed else _sign(computed, total, band)
        return (*_joined(parts, units), Token(f" {sign} "), *_joined(totals, units))
    unit = totals[0].quantity.unit
    factor = unit.factor if unit else Decimal(1)
    name = unit.name if unit else ""
    return (
        *_joined(parts, units),
        *_outcome(
            computed / factor, total / factor, f" {name}".rstrip(), totals[0], band, single=len(parts) == 1
        ),
    )


def _same(claim: Claim, band: Band | None) -> Relation:
    if len(claim.operands) != 2:
        return ()
    first, second = claim.operands
    units = _units(claim.operands)
    one, two = first.quantity.amount, second.quantity.amount
    sign = "=" if one == two else _sign(one, two, band)
    return _number(first, units), Token(f" {sign} "), _number(second, units)


def _average(claim: Claim, band: Band | None) -> Relation:
    """36万元 ÷ 120户 = 3000元."""
    operands = (*claim.of("numerator"), *claim.of("denominator"), *claim.of("result"))
    if len(operands) != 3:
        return ()
    above, below, result = (_number(operand, True) for operand in operands)
    return above, Token(" ÷ "), below, Token(_compared(band)), result


def _times(factors: Sequence[Operand], results: Sequence[Operand], band: Band | None) -> Relation:
    """18个 × 6万元 = 108万元; what no text prints (4 quarters) stands without place."""
    if len(factors) < 2 or len(results) != 1:
        return ()
    tokens: list[Token] = []
    for factor in factors:
        tokens += [Token(" × ")] if tokens else []
        tokens.append(_number(factor, True))
    return *tokens, Token(_compared(band)), _number(results[0], True)


def _change(claim: Claim, band: Band | None) -> Relation:
    """This year's figure less that of the year before is the difference; over it, the growth."""
    current, base, gap, growth = (
        next(iter(claim.of(role)), None) for role in ("current", "base", "difference", "growth")
    )
    if current is None or (base is None and (gap is None or growth is None)):
        return ()
    stated = gap if base and gap else growth
    if base and "持平" in claim.cue:
        return _number(current, True), Token(_compared(band)), _number(base, True)
    if stated is None:
        return ()
    falls = stated.sign < 0
    if base and stated is gap:
        first, second = (base, current) if falls else (current, base)
        units = _units((first, second, gap))
        return (
            _number(first, units),
            Token(" − "),
            _number(second, units),
            Token(_compared(band)),
            _number(gap, True),
        )
    if base:
        first, second = (base, current) if falls else (current, base)
        units = _units((first, second))
        over = (Token("("), _number(first, units), Token(" − "), _number(second, units), Token(") ÷ "))
        return *over, _number(base, units), Token(_compared(band)), _number(growth or stated, True)
    assert gap is not None
    units = _units((gap, current))
    whole = (
        Token(" ÷ ("),
        _number(current, units),
        Token(" + " if falls else " − "),
        _number(gap, units),
        Token(")"),
    )
    return _number(gap, units), *whole, Token(_compared(band)), _number(stated, True)


def _compared(band: Band | None) -> str:
    sign = {"rounded": "≈", "truncated": "≈", "contradicted": "≠"}.get(band or "", "=")
    return f" {sign} "


def _outcome(
    computed: Decimal,
    printed: Decimal,
    unit: str,
    operand: Operand,
    band: Band | None,
    *,
    single: bool = False,
) -> Relation:
    """The right side: what comes out, and beside it the printed number where the two differ."""
    target = Token(_plain(operand.quantity) + unit, operand.place)
    if computed == printed:
        return Token(" = "), target
    sign = Token(f" {_sign(computed, printed, band)} ")
    if single:
        return sign, target
    # Beside a percentage the sign stays; another unit is written once, at the printed number.
    return Token(f" = {_text(computed)}{unit if unit == '%' else ''}"), sign, target


def _sign(computed: Decimal, printed: Decimal, band: Band | None) -> str:
    if band in ("rounded", "truncated"):
        return "≈"
    if band == "contradicted":
        return "≠"
    return "<" if computed < printed else ">"


def _joined(operands: Sequence[Operand], units: bool) -> Relation:
    tokens: list[Token] = []
    for operand in operands:
        if operand.sign < 0:
            tokens.append(Token(" − " if tokens else "−"))
        elif tokens:
            tokens.append(Token(" + "))
        tokens.append(_number(operand, units))
    return tuple(tokens)


def _number(operand: Operand, units: bool) -> Token:
    unit = operand.quantity.unit
    return Token(_plain(operand.quantity) + (unit.name if units and unit else ""), operand.place)


def _units(operands: Sequence[Operand]) -> bool:
    """Whether the units must be written because they differ."""
    return len({operand.quantity.unit.factor if operand.quantity.unit else None for operand in operands}) > 1


def _plain(quantity: Quantity) -> str:
    upper = f"～{quantity.upper:f}" if quantity.upper is not None else ""
    return f"{quantity.value:f}{upper}"


def _decimals(quantity: Quantity) -> int:
    exponent = quantity.value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _text(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
