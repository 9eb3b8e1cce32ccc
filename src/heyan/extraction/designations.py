"""Numbers that name or order things instead of counting them: list numbers, codes, phones, ordinals, ratios."""

from __future__ import annotations

from heyan.extraction.dates import match_date
from heyan.extraction.lexeme import DIGITS, Lexeme, LexemeKind, Page
from heyan.extraction.pattern import pattern

_ADDRESS = pattern(r"(?:https?://|www\.)[!-~]+")
_WORD = pattern(r"[A-Za-z_]+[0-9A-Za-z_]*")
_MIXED = pattern(r"[0-9A-Za-z_]+")
_MODEL_TAIL = pattern(r"(?:[-@./][0-9A-Za-z_]+){0,8}")
_LETTER_TAIL = pattern(r"-(?=[0-9])")
_MISTYPED = pattern(r"[0-9.]{1,13}[OolI][0-9OolI.]{0,12}(?=%|万元|亿元|元)")
_DOCUMENT_NUMBER = pattern(r"[〔【\[({](?:19|20|21)[0-9]{2}[〕】\])}] {0,2}(?:第 ?)?[0-9]{1,5} ?号?")
_LIST = pattern(
    r"[0-9]{1,2}(?:[.、)](?![0-9.]|%|万元|亿元|元[^旦月宵])|[.、](?=(?:19|20|21)[0-9]{2} ?年)|、(?=[0-9])| ?[)】](?=[^0-9])|:(?=[^0-9 ]))"
)
_BRACKETED = pattern(r"[0-9]{1,2} ?[)】](?![0-9])")
_HEADING = pattern(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,5}(?!\.?[0-9])\.?")
_PHONE = pattern(r"(?:1[3-9][0-9]{9}|0[0-9]{2,3}[-— ][1-9][0-9]{6,7}|[48]00-[0-9]{3,4}-[0-9]{3,4})(?![0-9])")
_LANDLINE = pattern(r"[1-9][0-9]{6,7}(?![0-9.,])")
_PHONE_CUE = pattern(r"(?:电话|手机|联系方式|传真|热线)[^0-9\n]{0,8}\Z")
_IDENTITY = pattern(r"[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_CHAIN = pattern(r"[0-9]{1,12}(?:-[0-9]{1,12}){2,12}(?![0-9])")
_SMALL_SUM = pattern(r"[0-9]{1,2}(?:\+[0-9NnXx]{1,2}){1,6}(?![0-9.+])")
_PROPORTION = pattern(r"[0-9]{1,4}(?:\.[0-9]{1,3})?(?:[:∶][0-9]{1,4}(?:\.[0-9]{1,3})?){1,6}(?![0-9.])")
_SLASHED = pattern(r"[0-9]{1,4}(?:/[0-9]{1,4}){1,12}(?![0-9])[A-Za-z]?")
_NUMBERED = pattern(r" ?(?:号(?![召])|#)")
_OF_PROPORTION = "为是比约按成达"
_FRACTION = pattern(r"分之[0-9一二三四五六七八九十]")
_COUNTERS = "次届批期个名位条款章节号项类轮季度年天部季组级标段"
_ORDINAL_LIST = pattern(rf"(?:[-~—至到、,][0-9]{{1,4}}){{1,12}}[{_COUNTERS}]")
_CLOCK = pattern(r"[时点](?:[0-9]{1,2}分|[半整许])")
_LONG_CODE = 12
_LONGEST_COUNT = 15
_BEHIND_FIGURES = frozenset("余多左上以及至到")
_ITEM_ENDS = "。;；:：!！"


def word(page: Page, start: int) -> tuple[int, LexemeKind | None]:
    """A run that starts with a letter: where it ends, and its kind if it holds a digit."""
    flat = page.flat
    match = _ADDRESS.match(flat, start) or _WORD.match(flat, start)
    end = match.end() if match else start + 1
    tail = _LETTER_TAIL.match(flat, end)
    if tail:
        end = page.digits_end(tail.end())
    if tail is None and not any(char in DIGITS for char in flat[start:end]):
        return end, None
    end = _tail_end(page, end)
    return end, _code_kind(start, end)


def _tail_end(page: Page, end: int) -> int:
    match = _MODEL_TAIL.match(page.flat, end)
    return match.end() if match else end


def _code_kind(start: int, end: int) -> LexemeKind:
    return "code" if end - start >= 8 else "other_number"


def document_number(page: Page, start: int) -> Lexeme | None:
    """〔2020〕10号 whose year starts at `start`, brackets included."""
    match = _DOCUMENT_NUMBER.match(page.flat, start - 1)
    if match and (match.group()[-1] == "号" or page.flat[start - 1] in "〔【"):
        return Lexeme(start - 1, match.end(), "document_number")
    return None


def code(page: Page, start: int, end: int) -> Lexeme | None:
    """Phone numbers, identity numbers and codes that begin with the digits from `start` to `end`."""
    flat = page.flat
    following, length = flat[end : end + 1], end - start
    if following and following.isascii() and (following.isalpha() or following == "_"):
        return _mixed(page, start, end)
    if length >= 7 or (length in (3, 4) and following and following in "-— "):
        counted = page.units.find(flat, end) is not None and length <= _LONGEST_COUNT
        match = _PHONE.match(flat, start)
        if match and not counted:
            return Lexeme(start, match.end(), "phone")
        cued = (
            length in (7, 8)
            and _LANDLINE.match(flat, start)
            and _PHONE_CUE.search(flat[max(0, start - 16) : start])
        )
        if cued:
            return Lexeme(start, end, "phone")
        if length >= _LONG_CODE and not counted and not (following and following in ".,"):
            return Lexeme(start, end, "code")
    if following == "-":
        match = _CHAIN.match(flat, start)
        if match and not match_date(flat, start):
            return Lexeme(start, match.end(), "code")
    named = length >= 6 and page.is_han(end) and following not in _BEHIND_FIGURES
    if named and page.opens(start) and page.units.find(flat, end) is None:
        return Lexeme(start, end, "code")
    return None


def _mixed(page: Page, start: int, end: int) -> Lexeme | None:
    """Digits with letters behind them, unless the letters are a unit (5km) or slips for digits (1O%)."""
    flat = page.flat
    if end - start < _LONG_CODE and (page.units.find(flat, end) or _MISTYPED.match(flat, start)):
        return None
    match = _IDENTITY.match(flat, start)
    if match:
        return Lexeme(start, match.end(), "code")
    match = _MIXED.match(flat, start)
    end = _tail_end(page, match.end() if match else end)
    return Lexeme(start, end, _code_kind(start, end))


def ordinal(page: Page, start: int, end: int, floor: int) -> Lexeme | None:
    """第 with the numeral from `start` to `end`; None where no 第 stands before it, or where it names a quarter."""
    flat = page.flat
    begin = start - 1
    if begin > floor and flat[begin] == " ":
        begin -= 1
    if begin < floor or flat[begin] != "第":
        return None
    quarter = match_date(flat, start) if flat[end : end + 2] == "季度" else None
    if quarter:
        return Lexeme(begin, quarter[1], "date", date=quarter[0])
    several = _ORDINAL_LIST.match(flat, end)
    if several:
        return Lexeme(begin, several.end(), "ordinal")
    counted = end < len(flat) and flat[end] in _COUNTERS
    return Lexeme(begin, end + counted, "ordinal")


def numbering(page: Page, start: int, end: int, previous: str) -> Lexeme | None:
    """The number of a list item or heading, from its digits and the character before them ("" at the start)."""
    flat = page.flat
    following = flat[end : end + 1]
    if end - start > 2 or not following or following not in ".、)】: ":
        return None
    if previous in ("(", "【"):
        match = _BRACKETED.match(flat, start)
        begins = page.opens(start - 1) or (start > 1 and flat[start - 2] in _ITEM_ENDS)
        if match and begins and not page.closes(match.end()):
            return Lexeme(start - 1, match.end(), "list_number")
        return None
    opens = page.opens(start)
    if opens and following == "." and not _of_year(flat, end):
        heading = _heading(page, start)
        if heading:
            return heading
    if following == ":" and not opens:
        return None
    if (
        opens
        or (previous and previous in _ITEM_ENDS)
        or (previous == " " and flat[start - 2 : start - 1] in _ITEM_ENDS)
    ):
        match = _LIST.match(flat, start)
        if match and not (following == "." and page.is_whole(start, match.end())):
            return Lexeme(start, match.end(), "list_number")
    return None


def _of_year(flat: str, end: int) -> bool:
    """Whether a year follows the point at `end`, so that 7.2020年 is item 7."""
    return flat[end + 1 : end + 5].isdigit() and flat[end + 5 : end + 7].lstrip().startswith("年")


def _heading(page: Page, start: int) -> Lexeme | None:
    """3.1.2 or 1.1 before words that are no unit."""
    match = _HEADING.match(page.flat, start)
    if match is None or page.is_whole(start, match.end()):
        return None
    end = match.end()
    deep = match.group().count(".") >= 2
    space = page.flat[end : end + 1] == " "
    if page.is_han(end + space) and page.units.find(page.flat, end + space) is None:
        return Lexeme(start, end, "heading")
    return Lexeme(start, end, "heading") if deep and page.units.find(page.flat, end) is None else None


def relation(page: Page, start: int, end: int) -> Lexeme | None:
    """Numbers tied by a sign that makes them no amount: 1:3, 1+3, 2/3, 4/5G, 101号."""
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
        match = _NUMBERED.match(flat, end) or _FRACTION.match(flat, end) or _CLOCK.match(flat, end)
        if match:
            return Lexeme(start, match.end(), "other_number")
    return None


def _measured(page: Page, end: int) -> bool:
    return page.units.find(page.flat, end) is not None
