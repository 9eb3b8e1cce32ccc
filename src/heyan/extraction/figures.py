"""The figure at a place of a page, with the slips of the pen that people make: spaces, letters, stray points."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from heyan.extraction.lexeme import DIGITS, Page
from heyan.extraction.numerals import FIGURE, Figure, figure, slipped, usual_figure
from heyan.extraction.pattern import pattern

# 1 021.96万元 (a group that begins with 0, or two groups, are no columns) and 1 0 2 1.96万元.
_GAPPED = pattern(
    r"(?:[1-9][0-9]{0,2} (?:0[0-9]{2}(?: [0-9]{3}){0,3}|[0-9]{3}(?: [0-9]{3}){1,3})(?:\.[0-9]{1,4})?"
    r"|[0-9](?: [0-9]){1,11} ?\.[0-9]{1,4}|[0-9](?: [0-9]){3,11})(?= ?(?:万元|亿元|元))"
)
_SPACED = pattern(
    r"(?:(?P<broken>[0-9]{1,12} ?\n ?\.[0-9]{1,4})(?=万元|亿元|元|%)|(?P<point>[0-9]{2,12}\.(?:(?P<line> ?\n ?)| {1,2})[0-9]{1,4})(?=万元|亿元|元|%)"
    r"|(?P<cell>[0-9]{3,12}\. {1,2}[0-9]{1,4})(?= {0,9}(?:[\n\t|]|\Z))"
    r"|(?P<percent>[0-9] (?:[0-9]|00)(?:\.[0-9]{1,2})?)(?= ?%))"
)
_STOPPED = pattern(r"[0-9]{1,6}。[0-9]{1,2}(?=%|万元|亿元)")
_DOTTED = pattern(r"[0-9]{1,6}[·•][0-9]{1,4}(?=%|万元|亿元|元)")
_POINTS = str.maketrans("·•", "..")
_LED = pattern(r"(?:[lI][0-9O]|O\.[0-9])[0-9Ol.]{0,12}(?=%|万元|亿元|元)")
_MISTYPED = pattern(r"[0-9][0-9.]{0,12}[OolI][0-9OolI.]{0,12}(?=%|万元|亿元|元)")
_POINT_AT_END = pattern(r"[0-9]{1,12}\.(?![0-9.])")
_LETTERS = str.maketrans("OolI", "0011")


def is_lettered(page: Page, start: int) -> bool:
    """Whether the letter at `start` is a slip for the first digit of a figure: l00%, O.5万元."""
    return page.flat[start] in "OlI" and _LED.match(page.flat, start) is not None


def figure_at(page: Page, start: int) -> Figure:
    """The figure at `start`, spaces and letters that slipped in included."""
    usual = usual_figure(page.flat, start)
    return usual if usual else _odd_figure(page, start)


def _odd_figure(page: Page, start: int) -> Figure:
    flat = page.flat
    match = _SPACED.match(flat, start)
    if match and _alone(flat, start):
        reason = "数字中间有换行" if match["line"] or match["broken"] else "数字中间有空格"
        return slipped(match.end(), "".join(match.group().split()), reason)
    match = _GAPPED.match(flat, start)
    if match and _alone(flat, start):
        return slipped(match.end(), match.group().replace(" ", ""), "数字中间有空格")
    match = _DOTTED.match(flat, start)
    if match:
        return slipped(match.end(), match.group().translate(_POINTS), "小数点写成了间隔号")
    match = _STOPPED.match(flat, start)
    if match:
        return slipped(match.end(), match.group().replace("。", "."), "小数点写成了句号")
    match = _MISTYPED.match(flat, start)
    match = match or (_LED.match(flat, start) if flat[start] in "OlI" else None)
    if match and match.group().count(".") <= 1:
        return slipped(match.end(), match.group().translate(_LETTERS), "数字中混有字母")
    token = FIGURE.match(flat, start)
    token_end = token.end() if token else start + 1
    closed = page.units.find(flat, token_end) is not None or page.is_whole(start, token_end)
    found = figure(flat, page.raw, start, closed=closed) or Figure(token_end, None, Decimal(1))
    if flat[found.end : found.end + 1] == "." and "." in flat[start : found.end] and not found.malformed:
        # 1021.96.万元
        if page.units.find(flat, found.end + 1) is not None:
            return replace(found, end=found.end + 1, malformed="小数点多于一个")
        return found
    match = _POINT_AT_END.match(flat, start)
    if match is None or match.end() != found.end + 1 or found.malformed:
        return found
    if not page.is_whole(start, match.end()) and page.units.find(flat, match.end()) is None:
        return found
    return replace(found, end=match.end(), malformed="小数点后缺数字")


def _alone(flat: str, start: int) -> bool:
    """Whether no other number of the same line stands right before `start` (8 7% may be two columns)."""
    return (
        flat[max(0, start - 6) : start].rstrip(" ")[-1:] not in {*DIGITS, "%", "."}
        or flat[start - 1 : start] != " "
    )


def points_before(page: Page, start: int, floor: int, malformed: str | None) -> tuple[int, str | None]:
    """Where the figure starts once a stray point before it (.5, ..5) is taken in, and the reason for it."""
    flat, first = page.flat, start
    while first > floor and flat[first - 1] == "." and start - first < 3:
        first -= 1
    count = start - first
    clear = first == 0 or flat[first - 1] in " \n\t|<>=≥≤"
    if count == 2:
        return first, malformed or "小数点重复"
    if count == 1 and clear:
        return first, malformed or "小数点前缺数字"
    return start, malformed
