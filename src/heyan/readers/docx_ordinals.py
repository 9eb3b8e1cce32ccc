"""Ordinals as Word writes them: the number formats of automatic numbering (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_PLACES = ("", "拾", "佰", "仟")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
# Word itself repeats letters (aa, bb) without end; a list this long is an attack or nonsense.
_LONGEST_REPEAT = 40


def write_ordinal(value: int, number_format: str) -> str:
    """`value` in Word's `number_format`; a format unknown here is written in Arabic digits, bullets and none as ""."""
    return _WRITERS.get(number_format, str)(value)


def _counting(value: int) -> str:
    """一, 十, 十一, 二十一; from 100 on digit by digit, as chineseCounting does."""
    return _places(value, _DIGITS, _PLACES) if value < 100 else _by_digit(value)


def _counting_thousand(value: int) -> str:
    return _places(value, _DIGITS, _PLACES)


def _legal(value: int) -> str:
    return _places(value, _LEGAL_DIGITS, _LEGAL_PLACES)


def _by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value)) if value >= 0 else str(value)


def _places(value: int, digits: str, places: tuple[str, ...]) -> str:
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else str(value)
    written, gap = "", False
    figures = str(value)
    for position, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if figure == "0":
            gap = bool(written)
            continue
        written += ("零" if gap else "") + digits[int(figure)] + places[position]
        gap = False
    # 10 to 19 are 十, 十一 …, but 壹拾 in the legal forms.
    return written[1:] if digits is _DIGITS and 10 <= value < 20 else written


def _letters(value: int) -> str:
    if value < 1:
        return ""
    turns, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * min(turns + 1, _LONGEST_REPEAT)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        written += sign * count
    return written


def _enclosed(first: str, last: int) -> Callable[[int], str]:
    """A run of Unicode signs for 1 to `last` from `first`; plain digits beyond it."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= last else str(value)


def _circled(value: int) -> str:
    for low, high, sign in ((0, 0, "⓪"), (1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if low <= value <= high:
            return chr(ord(sign) + value - low)
    return str(value)


def _cyclic(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)]


def _full_width(value: int) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in str(value))


def _nothing(_value: int) -> str:
    return ""


_WRITERS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "bullet": _nothing,
        "none": _nothing,
        "chineseCounting": _counting,
        "taiwaneseCounting": _counting,
        "chineseCountingThousand": _counting_thousand,
        "taiwaneseCountingThousand": _counting_thousand,
        "japaneseCounting": _counting_thousand,
        "ideographDigital": _by_digit,
        "japaneseDigitalTenThousand": _by_digit,
        "taiwaneseDigital": _by_digit,
        "chineseLegalSimplified": _legal,
        "ideographLegalTraditional": _legal,
        "ideographTraditional": _cyclic(_STEMS),
        "ideographZodiac": _cyclic(_BRANCHES),
        "ideographEnclosedCircle": _enclosed("㊀", 10),
        "decimalEnclosedCircle": _circled,
        "decimalEnclosedCircleChinese": _circled,
        "decimalEnclosedParen": _enclosed("⑴", 20),
        "decimalEnclosedFullstop": _enclosed("⒈", 20),
        "decimalFullWidth": _full_width,
        "decimalFullWidth2": _full_width,
        "decimalZero": lambda value: f"{value:02d}",
        "numberInDash": lambda value: f"- {value} -",
        "lowerLetter": _letters,
        "upperLetter": lambda value: _letters(value).upper(),
        "lowerRoman": lambda value: _roman(value).lower(),
        "upperRoman": _roman,
    }
)
