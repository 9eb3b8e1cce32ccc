"""Parts of a whole in words: 百分之九十五, 千分之三, 三分之二, and typed ones that a bound shows to be amounts (≥2/3)."""

from __future__ import annotations

from decimal import Decimal

from heyan.extraction.amounts import bounded
from heyan.extraction.comparators import before
from heyan.extraction.lexeme import Lexeme, Page
from heyan.extraction.numerals import CHINESE, chinese_number, spelled_decimal
from heyan.extraction.pattern import pattern
from heyan.extraction.units import PERCENT, PERMILLE, PERMYRIAD
from heyan.model.quantity import Quantity, Unit

# A fraction compares with fractions only: 三分之二 rounds nobody knows how.
FRACTION = Unit("分之", "fraction")
_PLACES = Decimal("0.0001")
_OF_A_WHOLE = pattern(
    rf"(?P<of>[{CHINESE}]{{1,5}}|[0-9]{{1,5}}) ?分之 ?"
    rf"(?:(?P<typed>[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)|(?P<spelled>[{CHINESE}]{{1,6}}(?:点[{CHINESE}]{{1,4}})?))"
)
_WHOLE = pattern(r"百分百(?![比分])")
_SLASHED = pattern(r"(?P<part>[0-9]{1,2})/(?P<of>[0-9]{1,2})(?![0-9/.年月日])")
_ABOVE = pattern(r" ?(?:\(?含\)?|及|或)?(?:以上|以下|以内|左右)")
_UNITS = {"百": PERCENT, "千": PERMILLE, "万": PERMYRIAD}


def part_of_whole(page: Page, start: int, floor: int) -> Lexeme | None:
    """百分之九十五, 百分之95, 三分之二 or 3分之2 at `start` as a quantity."""
    whole = _WHOLE.match(page.flat, start)
    if whole:
        return _quantity(page, start, whole.end(), Quantity(Decimal(100), Decimal(1), PERCENT), floor)
    match = _OF_A_WHOLE.match(page.flat, start)
    if match is None:
        return None
    unit = _UNITS.get(match["of"])
    if match["typed"]:
        value: Decimal | None = Decimal(match["typed"])
    else:
        value = Decimal(100) if match["spelled"] == "百" else spelled_decimal(match["spelled"])
    if value is None:
        return None
    if unit is None:
        of = int(match["of"]) if match["of"].isascii() else chinese_number(match["of"])
        return _fraction(page, (start, match.end()), value, of, floor)
    exponent = value.as_tuple().exponent
    ulp = Decimal((0, (1,), exponent if isinstance(exponent, int) else 0))
    return _quantity(page, start, match.end(), Quantity(value, ulp, unit), floor)


def slashed_part(page: Page, start: int, floor: int) -> Lexeme | None:
    """2/3 under a bound (≥2/3, 2/3以上); without one it may be a page, a date or a choice."""
    match = _SLASHED.match(page.flat, start)
    if match is None:
        return None
    bound = before(page.flat, start, floor)
    if bound.comparator is None and not _ABOVE.match(page.flat, match.end()):
        return None
    return _fraction(page, (start, match.end()), Decimal(match["part"]), int(match["of"]), floor)


def _fraction(page: Page, span: tuple[int, int], part: Decimal, of: int | None, floor: int) -> Lexeme | None:
    if not of or not 0 < part < of:
        return None
    exact = part / of
    value = exact.quantize(_PLACES)
    if value == exact:
        value = exact.normalize()
        exponent = value.as_tuple().exponent
        quantity = Quantity(value, Decimal((0, (1,), exponent if isinstance(exponent, int) else 0)), FRACTION)
    else:
        quantity = Quantity(value, _PLACES, FRACTION, approximate=True)
    return _quantity(page, *span, quantity, floor)


def _quantity(page: Page, start: int, end: int, quantity: Quantity, floor: int) -> Lexeme:
    return bounded(page, quantity, before(page.flat, start, floor), end)
