"""Excel's number formats: the text that a workbook shows for a stored value (ECMA-376 part 1, 18.8.30 and 18.8.31).

95% is stored as 0.95 and a day as a serial number; the paper says what is shown, so that is what is audited.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType

from heyan.readers.number_sections import NumberFormat, Section, Token, TokenKind, parse
from heyan.readers.serial_date import show_date

# Those of a Chinese Excel, whose forms these are; 14 to 58 differ between languages.
BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
        **{12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
        **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
        **{27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"'},
        **{
            32: 'h"时"mm"分"',
            33: 'h"时"mm"分"ss"秒"',
            34: '上午/下午h"时"mm"分"',
            35: '上午/下午h"时"mm"分"ss"秒"',
        },
        **{36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00"},
        **{40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-;@", 42: '"¥"#,##0;"¥"-#,##0;"¥"-;@'},
        **{43: "#,##0.00;-#,##0.00;-;@", 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥"-;@', 45: "mm:ss", 46: "[h]:mm:ss"},
        **{47: "mmss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"'},
        **{53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"'},
        **{57: 'yyyy"年"m"月"', 58: 'm"月"d"日"'},
    }
)
# Excel computes and shows from fifteen significant digits, never from the binary fraction behind them.
_SIGNIFICANT = 15
_GENERAL_DECIMALS = 10
_MOST_DECIMALS = 30

_GENERAL: NumberFormat = parse("General")
_PRINTED: frozenset[TokenKind] = frozenset({"literal", "percent"})


def show_number(stored: str, number_format: NumberFormat, *, since_1904: bool = False) -> str:
    """What Excel shows for the number `stored` (as written in the file), without the blanks that only pad it.

    Fractions and dates out of range are shown as General; what is no number is returned as it is. `since_1904` says
    that day 0 of the workbook is 1 January 1904.
    """
    try:
        binary = float(stored)
    except ValueError:
        return stored
    if not math.isfinite(binary):
        return stored
    value = Decimal(f"{binary:.{_SIGNIFICANT}g}")
    section, absolute = _choose(number_format, value)
    return _show(section, value, absolute, since_1904).strip(" ")


def show_text(text: str, number_format: NumberFormat) -> str:
    """What Excel shows for a text: the text itself, within the literals of a last section that has an @."""
    last = number_format[-1]
    if not last.has("at"):
        return text
    return "".join(
        text if token.kind == "at" else token.text for token in last.tokens if token.kind in ("at", "literal")
    )


def _show(section: Section, value: Decimal, absolute: bool, since_1904: bool) -> str:
    if section.has("general") or section.has("at"):
        shown = _general(abs(value) if absolute else value)
        return "".join(
            shown if token.kind in ("general", "at") else token.text
            for token in section.tokens
            if token.kind in ("general", "at") or token.kind in _PRINTED
        )
    if section.has("date") or section.has("elapsed"):
        date = show_date(value, [(token.kind, token.text) for token in section.tokens], since_1904)
        return _general(value) if date is None else date
    if Token("literal", "/") in section.tokens and section.has("digit"):
        return _general(value)
    return ("-" if value < 0 and not absolute else "") + _numeric(section, abs(value))


def _choose(sections: Sequence[Section], value: Decimal) -> tuple[Section, bool]:
    """The section for `value`, and whether it shows the absolute value (its own signs then say the rest)."""
    if any(section.condition for section in sections):
        return next((section for section in sections if section.holds(value)), _GENERAL[0]), False
    numeric = [section for section in sections if not section.has("at")] or list(sections[:1])
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    if value == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], False


def _general(value: Decimal) -> str:
    """General: whole numbers plain, fractions to ten decimals, very small and very large ones in powers of ten."""
    plain = str(value)
    if "E" not in plain and len(plain.partition(".")[2]) <= _GENERAL_DECIMALS:
        return "0" if plain == "-0" else plain
    if value and not Decimal("1e-9") <= abs(value) < Decimal("1e15"):
        return f"{value.normalize():E}"
    rounded = _round(value, _GENERAL_DECIMALS)
    shown = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _numeric(section: Section, value: Decimal) -> str:
    """The text of a numeric section for `value` >= 0: digits put into the placeholders from the point outwards."""
    tokens = list(section.tokens)
    if not section.has("digit"):
        return "".join(token.text for token in tokens if token.kind in _PRINTED)
    value = value.scaleb(2 * sum(token.kind == "percent" for token in tokens))
    last_digit = max(index for index, token in enumerate(tokens) if token.kind == "digit")
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    exponent = next((index for index, token in enumerate(tokens) if token.kind == "exponent"), None)
    if exponent is not None:
        return _scientific(tokens, exponent, value)
    # Commas behind the last digit of the whole part divide by a thousand each; one between digits groups them.
    end_of_whole = min(point, last_digit + 1)
    last_whole = max((i for i in range(end_of_whole) if tokens[i].kind == "digit"), default=-1)
    commas = [i for i, token in enumerate(tokens) if token.kind == "comma"]
    scaling = [i for i in commas if i > last_digit or last_whole < i < point]
    grouping = any(i < last_whole for i in commas)
    value = value.scaleb(-3 * len(scaling))
    tokens = [token for i, token in enumerate(tokens) if token.kind != "comma"]
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    before, after = tokens[:point], tokens[point + 1 :]
    decimals = min(sum(token.kind == "digit" for token in after), _MOST_DECIMALS)
    rounded = _round(value, decimals)
    whole, _, fraction = f"{rounded:f}".partition(".")
    shown = _whole(before, whole.lstrip("0"), grouping)
    if point == len(tokens):
        return shown
    shown_fraction = _fraction(after, fraction)
    # Excel leaves a bare point under 0.##; it is no part of the number.
    return f"{shown}.{shown_fraction}" if shown_fraction[:1].isdigit() else shown + shown_fraction


def _whole(tokens: Sequence[Token], digits: str, grouping: bool) -> str:
    """`digits` in the placeholders of the whole part, from the right; the leftmost placeholder takes the rest."""
    first = next((index for index, token in enumerate(tokens) if token.kind == "digit"), None)
    pieces: list[str] = []
    left, written = list(digits), 0

    def put(digit: str) -> None:
        nonlocal written
        if grouping and written and written % 3 == 0:
            pieces.append(",")
        pieces.append(digit)
        written += 1

    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind == "digit":
            if left:
                put(left.pop())
            elif token.text == "0":
                put("0")
            while index == first and left:
                put(left.pop())
        elif token.kind in _PRINTED:
            pieces.append(token.text)
    return "".join(reversed(pieces))


def _fraction(tokens: Sequence[Token], digits: str) -> str:
    """`digits` in the placeholders behind the point; trailing zeros only where a 0 asks for them."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    needed = max((n for n, index in enumerate(places, 1) if tokens[index].text == "0"), default=0)
    kept = max(needed, len(digits.rstrip("0")))
    left = iter(digits[:kept])
    return "".join(
        next(left, "") if token.kind == "digit" else token.text
        for token in tokens
        if token.kind == "digit" or token.kind in _PRINTED
    )


def _scientific(tokens: Sequence[Token], exponent: int, value: Decimal) -> str:
    mantissa = tokens[:exponent]
    point = next((index for index, token in enumerate(mantissa) if token.kind == "point"), len(mantissa))
    decimals = min(sum(token.kind == "digit" for token in mantissa[point:]), _MOST_DECIMALS)
    power_digits = sum(token.kind == "digit" for token in tokens[exponent:])
    power = value.adjusted() if value else 0
    rounded = _round(value.scaleb(-power), decimals)
    if rounded >= 10:
        power, rounded = power + 1, _round(rounded.scaleb(-1), decimals)
    tail = "".join(token.text for token in tokens[exponent:] if token.kind == "literal")
    return f"{rounded:f}E{'-' if power < 0 else '+'}{abs(power):0{power_digits or 1}d}{tail}"


def _round(value: Decimal, decimals: int) -> Decimal:
    # The default context holds 28 digits, and a workbook may store 1e300 under 0.00.
    return value.quantize(Decimal(1).scaleb(-decimals), context=Context(prec=1000, rounding=ROUND_HALF_UP))
