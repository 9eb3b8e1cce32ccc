"""Numbers inside names, and numbers that a sign or a word ties together: 附件1, “1345”工作法, 1:3, 1+3, 101号, 9点."""

from __future__ import annotations

from heyan.extraction.lexeme import Lexeme, Page
from heyan.extraction.pattern import pattern

# Characters behind and before a number that may make it a part of a name; see `label`.
LABEL_SIGNS = frozenset("-·•")
LABEL_ENDS = frozenset('件表图标“"‘')
_ROAD = pattern(r"[国省县乡村]道[A-Z]?\Z")
_OCLOCK = pattern(r"(?:上午|下午|早上|晚上|凌晨|中午|傍晚|每晚|每早|每天|[0-9]点至|[0-9]点[-~—到])\Z")
_QUOTED_DAY = pattern(r"(?:1[0-2]|[1-9])\.(?:[12][0-9]|3[01]|[1-9])(?=[”\"’])")
_MIDDLE_DOT = pattern(r"[0-9]{1,4}(?:[·•][0-9]{1,4}){1,3}(?![0-9.])")
_DASHED_NAME = pattern(r"[0-9]{1,6}-(?=[A-Za-z]{2})[A-Za-z]+[0-9A-Za-z]*")
_NUMBER_WORDS = frozenset("号# 单时点室线")
_QUOTES = frozenset('“"‘')
_SMALL_SUM = pattern(r"[0-9]{1,2}(?:\+[0-9NnXx]{1,2}){1,6}(?![0-9.+])")
_PROPORTION = pattern(r"[0-9]{1,4}(?:\.[0-9]{1,3})?(?:[:∶][0-9]{1,4}(?:\.[0-9]{1,3})?){1,6}(?![0-9.])")
_SLASHED = pattern(r"[0-9]{1,4}(?:/[0-9]{1,4}){1,12}(?![0-9])[A-Za-z]?")
_NUMBERED = pattern(r" ?(?:号(?![召])|#)|单元(?!格|测)")
_ROOM = pattern(r"室(?!内|外)")
_OF_PROPORTION = "为是比约按成达"
_CLOCK = pattern(
    r"[时点](?:[0-9]{1,2}分|[半整许])|时(?![间候期段长速效任代刻常])|点(?=[至到~—-]{1,2}[0-9]{1,2}点)"
)
# Annexes and goals by number; 产出指标10 may be a weight, so of those only one digit before words.
_ANNEX = pattern(r"附[件表图]\Z")
_GOAL = pattern(r"(?:指标|目标)\Z")
_QUOTED_NAME = pattern(r"[0-9]{2,6}[”\"’](?=[\u4e00-\u9fff])")


def label(page: Page, start: int, end: int) -> Lexeme | None:
    """Numbers in a name: 附件1, 目标1：, “1345”工作法, 12·4, “3.15”, 2019-nCoV."""
    flat = page.flat
    following, previous = flat[end : end + 1], flat[start - 1 : start]
    if previous and previous in "件表图标" and _is_labelled(page, start, end):
        return Lexeme(start, end, "other_number")
    if not following:
        return None
    match = None
    if previous and previous in _QUOTES:
        if following != "." and _QUOTED_NAME.match(flat, start):
            return Lexeme(start, end, "other_number") if page.units.find(flat, end + 1) is None else None
        match = _QUOTED_DAY.match(flat, start) if following == "." else None
    elif following == "-":
        match = _DASHED_NAME.match(flat, start)
    if match is None and following in "·•":
        match = _MIDDLE_DOT.match(flat, start)
        match = None if match and _measured(page, match.end()) else match
    return Lexeme(start, match.end(), "other_number") if match else None


def _is_labelled(page: Page, start: int, end: int) -> bool:
    """Whether the one or two digits behind 附件, 指标 or 目标 say which one it is."""
    before, following = page.flat[max(0, start - 2) : start], page.flat[end : end + 1]
    if end - start > 2 or (following and following in ".%-") or _measured(page, end):
        return False
    if _ANNEX.match(before):
        return True
    return end - start == 1 and bool(_GOAL.match(before)) and (following == ":" or page.is_han(end))


def relation(page: Page, start: int, end: int) -> Lexeme | None:
    """Numbers tied by a sign or a word that makes them no amount: 1:3, 1+3, 2/3, 4/5G, 101号, 9点."""
    flat = page.flat
    following = flat[end : end + 1]
    if following in (":", "∶", "."):
        match = _PROPORTION.match(flat, start)
        wide = match is not None and "：" in page.raw[start : match.end()]
        labelled = wide and page.is_han(start - 1) and flat[start - 1] not in _OF_PROPORTION
        if match and not labelled and not _measured(page, match.end()):
            return Lexeme(start, match.end(), "other_number")
    elif following == "+":
        match = _SMALL_SUM.match(flat, start)
        if match and not _measured(page, match.end()) and flat[match.end() : match.end() + 1] != "=":
            return Lexeme(start, match.end(), "other_number")
    elif following == "/":
        match = _SLASHED.match(flat, start)
        if match and not _measured(page, match.end()):
            return Lexeme(start, match.end(), "other_number")
    else:
        return _numbered(page, start, end)
    return None


def _numbered(page: Page, start: int, end: int) -> Lexeme | None:
    """101号, 9时30分, 501室, 上午9点, 国道318线."""
    flat = page.flat
    following = flat[end : end + 1]
    if following not in _NUMBER_WORDS:
        return None
    before = flat[max(0, start - 3) : start]
    match = _NUMBERED.match(flat, end) or _CLOCK.match(flat, end)
    if match is None and following == "室" and end - start >= 3:
        match = _ROOM.match(flat, end)
    if match:
        return Lexeme(start, match.end(), "other_number")
    named = (following == "点" and _OCLOCK.search(before)) or (following == "线" and _ROAD.search(before))
    return Lexeme(start, end + 1, "other_number") if named else None


def _measured(page: Page, end: int) -> bool:
    return page.units.find(page.flat, end) is not None
