"""From text to lexemes: every number in it comes out exactly once, in order, as what it is."""

from __future__ import annotations

from heyan.extraction import designations, ties
from heyan.extraction.amounts import typed_amount
from heyan.extraction.comparators import before
from heyan.extraction.dates import match_date
from heyan.extraction.figures import is_lettered
from heyan.extraction.lexeme import DIGITS, Lexeme, Page
from heyan.extraction.normal import fold
from heyan.extraction.numerals import CHINESE
from heyan.extraction.parts import part_of_whole, slashed_part
from heyan.extraction.pattern import pattern
from heyan.extraction.spelled import half, spelled_amount
from heyan.extraction.units import Units, known

# One character each: ① ⑴ ⒈ ❶ ㈠
_SINGLE = "".join(
    chr(code) for code in (*range(0x2460, 0x249C), *range(0x2776, 0x2780), *range(0x3220, 0x322A))
)
_ANCHOR = pattern(rf"[0-9A-Za-z_半{CHINESE}{_SINGLE}]")
_CHINESE_RUN = pattern(f"[{CHINESE}]+")
_LISTED = pattern(r"[、.)](?![0-9])|是|要是|则")
# A lone one of these is far more often a syllable than a number: 一定, 万一, 千方百计, 两会, 十分.
_SYLLABLES = frozenset("一两十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟")
_ITEM_SIGNS = frozenset(".、)")
_YEAR_BRACKETS = frozenset("〔【[(")
_PART_STARTS = frozenset("分 ")
_RANKS = "级等类档线届星"


def lex(text: str, units: Units | None = None) -> list[Lexeme]:
    """All numbers of `text` in order; their characters never overlap. Time grows linearly with the text.

    Chinese numerals are numbers where a unit, a date or a count says so; inside words (一定, 统一, 千方百计) they
    are not, and in names (三公, 十四五) they come out as name. `units` are those that are known unless given.
    Takes any text; raises nothing.
    """
    page = Page(text, fold(text), units or known())
    flat, search = page.flat, _ANCHOR.search
    found: list[Lexeme] = []
    listed: Lexeme | None = None
    position = 0
    while match := search(flat, position):
        start = match.start()
        char = flat[start]
        lexeme: Lexeme | None = None
        if char in DIGITS:
            lexeme = _typed(page, start, position, listed)
        elif is_lettered(page, start):
            lexeme = typed_amount(page, start, position)
        elif char.isascii():
            end, kind = designations.word(page, start)
            if kind:
                lexeme = Lexeme(start, end, kind)
        elif char in CHINESE:
            run = _CHINESE_RUN.match(flat, start)
            end = run.end() if run else start + 1
            lexeme = _spelled(page, start, end, position)
        elif char == "半":
            end = start + 1
            lexeme = half(page, start, position)
        else:
            end = start + 1
            lexeme = Lexeme(start, end, "list_number")
        if lexeme:
            if lexeme.kind == "list_number":
                listed = lexeme
            found.append(lexeme)
            position = lexeme.end
        else:
            position = end
    return found


def _typed(page: Page, start: int, floor: int, listed: Lexeme | None) -> Lexeme:
    """The lexeme of the digit at `start`; it may reach back to `floor`, where the last one ended.

    `listed` is the last list number before it. What each step looks for is told by a character, which is asked first:
    most numbers are plain amounts.
    """
    flat = page.flat
    previous = flat[start - 1] if start > floor else ""
    if previous and previous in "〔【[({":
        lexeme = designations.document_number(page, start)
        if lexeme:
            return lexeme
    end = page.digits_end(start)
    following = flat[end : end + 1]
    lexeme = designations.inline_item(page, start, listed) if following in _ITEM_SIGNS else None
    lexeme = lexeme or designations.code(page, start, end) or designations.ordinal(page, start, end, floor)
    lexeme = lexeme or designations.numbering(page, start, end, previous)
    if lexeme:
        return lexeme
    date = match_date(flat, start)
    if date and not _months_counted(page, start, date[1], floor):
        return Lexeme(start, date[1], "date", date=date[0])
    if following == "/":
        lexeme = slashed_part(page, start, floor)
    elif following in _PART_STARTS and flat.startswith("分之", end + (following == " ")):
        lexeme = part_of_whole(page, start, floor)
    elif following in ties.LABEL_SIGNS or flat[start - 1 : start] in ties.LABEL_ENDS:
        lexeme = ties.label(page, start, end)
    return lexeme or ties.relation(page, start, end) or typed_amount(page, start, floor)


def _months_counted(page: Page, start: int, end: int, floor: int) -> bool:
    """Whether 12月 stands under a comparator and so is a number of months."""
    numeral_end = page.digits_end(start)
    if page.flat[numeral_end:end].strip() != "月":
        return False
    return before(page.flat, start, floor).comparator is not None


def _spelled(page: Page, start: int, end: int, floor: int) -> Lexeme | None:
    """The lexeme of the Chinese numerals from `start` to `end`; None where they are syllables of a word."""
    flat = page.flat
    lexeme = designations.ordinal(page, start, end, floor)
    if lexeme is None and flat[start - 1 : start] in _YEAR_BRACKETS:
        lexeme = designations.spelled_document_number(page, start)
    if lexeme:
        return lexeme
    following = flat[end : end + 1]
    listed = _listed(page, start, end)
    if listed:
        return listed
    if following and (following in "年月季" or flat[start : start + 1] in "一二") and end - start <= 6:
        date = match_date(flat, start)
        if date:
            return Lexeme(start, date[1], "date", date=date[0])
    if following and following in _RANKS and end - start <= 3 and flat[start] not in "百千万亿零〇":
        return Lexeme(start, end + 1, "ordinal")
    amount = spelled_amount(page, start, end, floor)
    if amount:
        return amount
    if end - start == 1 and flat[start] in _SYLLABLES:
        return None
    return Lexeme(start, end, "name")


def _listed(page: Page, start: int, end: int) -> Lexeme | None:
    """（一）, 一、 at the start of a line or sentence, and 一是."""
    flat = page.flat
    if start > 0 and flat[start - 1] == "(" and flat[end : end + 1] == ")":
        return Lexeme(start - 1, end + 1, "list_number")
    match = _LISTED.match(flat, end)
    if match is None or end - start > 3:
        return None
    if match.group() in ("是", "要是", "则"):
        return Lexeme(start, end, "list_number")
    if page.opens(start) or flat[start - 1] in "。;:":
        return Lexeme(start, match.end(), "list_number")
    return None
