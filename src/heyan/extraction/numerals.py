"""Reading numerals: Chinese ones (三百二十) and figures as they are typed, well formed or not."""

from __future__ import annotations

import re
from decimal import Decimal

from heyan.extraction.pattern import pattern
from heyan.model.dataclass import dataclass

CHINESE = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_DIGITS = {char: index for index, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {char: index for index, char in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TENS = {"廿": "二十", "卅": "三十"}
_LARGE = {"万": 10**4, "亿": 10**8}
_LONGEST_NUMERAL = 16
_LONGEST_FIGURE = 24

FIGURE = pattern(r"[0-9]+(?:(?:\.\.|[.,])[0-9]+){0,12}")
_PLAIN = pattern(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = pattern(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# The usual figure: nothing behind it that could be part of it or a slip.
_USUAL = pattern(r"[0-9]{1,15}(?:\.([0-9]{1,8}))?(?![0-9.,。OolI ·•]|\n ?\.)")
_ULPS = tuple(Decimal((0, (1,), -places)) for places in range(_LONGEST_FIGURE + 1))
_STRAY_SEPARATOR = "小数点或千分位分隔符位置不对"
_REPEATED_POINT = "小数点多于一个"


@dataclass(frozen=True, slots=True)
class Figure:
    """A typed figure and where it ends; `malformed` tells why it is not a well-formed one.

    `value` is None where the characters are no figure that a paper would mean (far too long, or 192.168.1.1).
    """

    end: int
    value: Decimal | None
    ulp: Decimal
    malformed: str | None = None


def usual_figure(text: str, position: int) -> Figure | None:
    """The plain figure at `position`, quickly; None where anything about it needs a closer look."""
    match = _USUAL.match(text, position)
    if match is None:
        return None
    return Figure(match.end(), Decimal(match.group()), _ULPS[len(match[1] or "")])


def slipped(end: int, token: str, reason: str) -> Figure:
    """The figure `token` that ends at `end` and that the paper prints in a way that `reason` tells."""
    return _figure(end, token, reason)


def chinese_number(run: str) -> int | None:
    """The whole number that a run of Chinese numeral characters spells; None where it spells none (十四五)."""
    if not run or len(run) > _LONGEST_NUMERAL:
        return None
    if run[0] in _TENS:
        run = _TENS[run[0]] + run[1:]
    total = section = 0
    digit: int | None = None
    limit, large_limit = 10**4, 10**16
    zero = False
    for char in run:
        if char in _DIGITS:
            if digit is not None:
                return None
            value = _DIGITS[char]
            zero, digit = (True, None) if value == 0 and (section or total) else (zero, value)
        elif char in _SMALL:
            scale = _SMALL[char]
            if scale >= limit or (digit is None and (scale != 10 or section)):
                return None
            section += (1 if digit is None else digit) * scale
            digit, limit, zero = None, scale, False
        elif char in _TENS:
            return None
        else:
            scale = _LARGE[char]
            section += digit or 0
            if scale >= large_limit or not section:
                return None
            total += section * scale
            section, digit, limit, large_limit, zero = 0, None, 10**4, scale, False
    if digit is not None and (section or total) and limit != 10 and not zero:
        return None  # 一百五 may mean 105 or 150
    return total + section + (digit or 0)


def bare_scale(run: str) -> int | None:
    """百, 千, 百万, 千亿 without a digit before them, as in 近百人; None for anything else."""
    value = 1
    for char in run:
        scale = _SMALL.get(char) or _LARGE.get(char)
        if scale is None:
            return None
        value *= scale
    return value if 0 < len(run) <= 2 else None


def spelled_decimal(text: str) -> Decimal | None:
    """The number that 九十五点五 spells; a whole one too. None where it spells none."""
    whole, point, tail = text.partition("点")
    value = chinese_number(whole)
    if value is None or bool(point) != bool(tail):
        return None
    digits = [_DIGITS.get(char) for char in tail]
    if None in digits:
        return None
    return Decimal("".join([str(value), "." if tail else "", *map(str, digits)]))


def positional(run: str) -> int | None:
    """The number whose digits are written one by one (二〇二一, 二0二一); None if any character is no digit."""
    digits = [char if char in "0123456789" else str(_DIGITS.get(char, "x")) for char in run]
    text = "".join(digits)
    return int(text) if text.isascii() and text.isdigit() else None


def figure(text: str, raw: str, position: int, *, closed: bool) -> Figure | None:
    """The figure that starts at `position` of the folded `text` (`raw` is the same unfolded).

    `closed` says that a unit or the end of the cell follows, so that odd separators are a slip of the pen and
    not a list (1,2,3项) or a version (3.1.2). None where the characters do not belong together as one figure.
    """
    match = FIGURE.match(text, position)
    if match is None:
        return None
    token, end = match.group(), match.end()
    if len(token) > _LONGEST_FIGURE:
        return Figure(end, None, Decimal(1)) if token.isdigit() else _first(text, position)
    if _PLAIN.fullmatch(token):
        return _figure(end, token)
    if _GROUPED.fullmatch(token):
        return _grouped(text, raw, position, token, end)
    reason = _slip(token, closed)
    if reason is None and "," not in token:
        return Figure(end, None, Decimal(1))
    if reason is None:
        return _first(text, position)
    return _figure(end, _mended(token), reason)


def _first(text: str, position: int) -> Figure | None:
    """The part of the figure up to its first separator."""
    end = position
    while end < len(text) and text[end] in "0123456789":
        end += 1
    token = text[position:end]
    return _figure(end, token) if len(token) <= _LONGEST_FIGURE else Figure(end, None, Decimal(1))


def _figure(end: int, token: str, malformed: str | None = None) -> Figure:
    return Figure(end, Decimal(token), _ULPS[len(token.partition(".")[2])], malformed)


def _grouped(text: str, raw: str, position: int, token: str, end: int) -> Figure | None:
    """A figure in groups of three; a single comma may also separate two numbers (得10，100%完成)."""
    # 000 is no number of its own, so that 1,000% is one figure.
    plain = "." not in token and token.count(",") == 1 and token[token.index(",") + 1] != "0"
    following = text[end : end + 1]
    wide = chr(0xFF0C) in raw[position:end]
    if plain and (following == "%" or (wide and following not in "元万亿")):
        return _first(text, position)
    if plain and wide and following == "":
        return _first(text, position)
    return _figure(end, token.replace(",", ""))


def _slip(token: str, closed: bool) -> str | None:
    """Why `token`, which is no well-formed figure, still is one figure; None if it rather is several."""
    groups = re.split(r"[.,]+", token)
    points, commas = token.count("."), token.count(",")
    if commas == 0:
        grouped = len(groups) > 2 and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:-1])
        return _REPEATED_POINT if grouped or ".." in token or (closed and points == 2) else None
    if points == 0:
        long_head = len(groups[0]) > 3
        odd = closed and (all if long_head else any)((len(group) > 3) != long_head for group in groups[1:])
        return _STRAY_SEPARATOR if odd else None
    tail = token[token.rfind(",") + 1 :].partition(".")
    one_figure = points == 1 and bool(tail[1]) and (commas > 1 or len(groups[0]) > 3 or len(tail[0]) == 3)
    return _STRAY_SEPARATOR if one_figure or closed else None


def _mended(token: str) -> str:
    """The best guess at a figure with stray separators: groups of three are thousands, else the first point counts."""
    groups = re.split(r"[.,]+", token)
    thousands = "," in token or (len(groups) > 2 and all(len(group) == 3 for group in groups[1:-1]))
    whole = "".join(groups[:-1]) if thousands else groups[0]
    fraction = groups[-1] if thousands else "".join(groups[1:])
    return f"{whole}.{fraction}" if "." in token else whole + fraction
