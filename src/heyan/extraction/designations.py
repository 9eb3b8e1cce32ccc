"""Numbers that name or order things instead of counting them: list numbers, codes, phones, ordinals."""

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
_DOCUMENT_NUMBER = pattern(
    r"[〔【\[({](?:19|20|21)[0-9]{2}[〕】\])}] {0,2}(?:第 ?)?[0-9]{1,5}(?:[-—、,][0-9]{1,5}){0,6} ?号?"
)
_LIST = pattern(
    r"[0-9]{1,2}(?:[.、)](?![0-9.]|%|万元|亿元|元[^旦月宵])|[.、](?=(?:19|20|21)[0-9]{2} ?年)|\.(?=100(?:\.0+)?%)|、(?=[0-9])| ?[)】](?=[^0-9])|:(?=[^0-9 ]))"
)
_BRACKETED = pattern(r"[0-9]{1,2} ?[)】](?![0-9])|[1-3]?[0-9][)】](?=[0-9]{1,9}(?:[.,][0-9]+)*[^0-9.,\s])")
_HEADING = pattern(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,5}(?!\.?[0-9])\.?")
_PHONE = pattern(
    r"(?:1[3-9][0-9]{9}|0[0-9]{2,3}[-— ][1-9][0-9]{6,7}|[48]00-[0-9]{3,4}-[0-9]{3,4})(?:[-—转][0-9]{1,5})?(?![0-9])"
)
_AREA_CODE = pattern(r"0[0-9]{2,3}\) ?[1-9][0-9]{6,7}(?![0-9])")
# Numbers that people call: they count nothing.
_SERVICE = pattern(
    r"(?:12345|12315|12348|12333|12320|12388|12309|12369|12328|110|119|120|122|114)(?=[\"”]?(?:政务|便民|服务|热线|平台|报警|急救|指挥|联动|电话|举报|投诉))"
)
_DIALLED = pattern(r"(?:拨打|热线|电话)[:“\"]?\Z")
_CODE_CUE = pattern(
    r"(?:邮编|邮政编码|QQ群?|微信号?|[账帐]号|卡号|编号|编码|代码|证号|学号|工号|合同号|流水号|单号|注册号|许可证|科目|信用代码|备案号|批准文号)(?:号码?|编码|代码)?[为是]?[:( ]{0,3}\Z"
)
_CODE = pattern(
    r"[0-9]{3,6}(?: [0-9]{3,6}){1,6}(?![0-9.])|[0-9]{3,30}[0-9A-Z]{0,20}(?:-[0-9A-Z]{1,12}){0,8}(?![0-9.])"
)
# Heads of the budget: 30201办公费, 2080505 机关事业单位基本养老保险缴费支出, 302商品和服务支出.
_SUBJECT = pattern(
    r"(?:2[0-3][0-9][0-9]{0,2}|3(?:0[1-9]|1[0-3]|99))[ :“\"]{0,2}(?=[\u4e00-\u9fff()、]{2,24}?支出)"
    r"|3(?:0[1-9]|1[0-3]|99)[0-9]{2}[ :“\"]{0,2}(?=[\u4e00-\u9fff()、]{2,24}?"
    r"(?:支出|费|补助|补贴|工资|津贴|奖金|缴费|购置|建设|公积金|保险))"
)
_ITEM = pattern(r"2[0-3][0-9]{5}[ :“\"]{0,2}(?=[\u4e00-\u9fff]{2})")
_STAKE = pattern(r"K[0-9]{1,4}\+[0-9]{3}(?:\.[0-9]{1,3})?(?![0-9])")
_WHOLE_KINDS = frozenset({"piece", "person", "household", "case", "time_count", "person_time"})
_LANDLINE = pattern(r"[1-9][0-9]{6,7}(?![0-9.,])")
_PHONE_CUE = pattern(r"(?:电话|手机|联系方式|传真|热线)[^0-9\n]{0,8}\Z")
_IDENTITY = pattern(r"[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_CHAIN = pattern(r"[0-9]{1,12}(?:-[0-9]{1,12}){2,12}(?![0-9])")
_COUNTERS = "次届批期个名位条款章节号项类轮季度年天部季组级标段"
_ORDINAL_LIST = pattern(rf"(?:[-~—至到、,][0-9]{{1,4}}){{1,12}}[{_COUNTERS}]")
_SPELLED_DOCUMENT = pattern(
    r"[〔【\[(][一二][〇零一二三四五六七八九]{3}[〕】\])] {0,2}(?:第 ?)?[0-9一二三四五六七八九十]{1,5} ?号"
)
_INLINE = pattern(r"[0-9]{1,2}(?P<sign>[.、)])(?=[\u4e00-\u9fff“《])")
_LOOK_AHEAD = 600
_LONG_CODE = 12
_LONGEST_COUNT = 15
_BEHIND_FIGURES = frozenset("余多左上以及至到")
# The last characters of what calls a number a code or a telephone.
_CUE_ENDS = frozenset('编码Q群信号目证为是打线话:( “"')
_SUBJECT_BEFORE = frozenset(' \n\t|“"(,;:。、')
_ITEM_ENDS = "。;；:：!！"


def word(page: Page, start: int) -> tuple[int, LexemeKind | None]:
    """A run that starts with a letter: where it ends, and its kind if it holds a digit."""
    flat = page.flat
    match = _ADDRESS.match(flat, start) or _STAKE.match(flat, start) or _WORD.match(flat, start)
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


def spelled_document_number(page: Page, start: int) -> Lexeme | None:
    """〔二〇二〇〕十号 whose year starts at `start`, brackets included."""
    match = _SPELLED_DOCUMENT.match(page.flat, start - 1) if start else None
    return Lexeme(start - 1, match.end(), "document_number") if match else None


def inline_item(page: Page, start: int, last: Lexeme | None) -> Lexeme | None:
    """主要职责1.贯彻…2.组织…: an item's number within a line, with the one before it in the line or the next behind it.

    `last` is the list number found last.
    """
    match = _INLINE.match(page.flat, start)
    if match is None:
        return None
    number = int(page.flat[start : match.start("sign")])
    if number == 1:
        next_item = f"2{match['sign']}"
        at = page.flat.find(next_item, match.end(), match.end() + _LOOK_AHEAD)
        line_end = page.flat.find("\n", match.end(), match.end() + _LOOK_AHEAD)
        follows = at >= 0 and (line_end < 0 or at < line_end) and page.is_han(at + 2)
        return Lexeme(start, match.end(), "list_number") if follows else None
    if last is None:
        return None
    digits = page.flat[last.start : last.end].strip("().、:】 ")
    if not (digits.isascii() and digits.isdigit() and int(digits) == number - 1):
        return None
    # Asked last: the one before may be far away.
    same_line = page.flat.find("\n", last.end, start) < 0
    return Lexeme(start, match.end(), "list_number") if same_line else None


def code(page: Page, start: int, end: int) -> Lexeme | None:
    """Phone numbers, identity numbers and codes that begin with the digits from `start` to `end`."""
    flat = page.flat
    following, length = flat[end : end + 1], end - start
    if length >= 3:
        lexeme = _cued(page, start, end)
        if lexeme:
            return lexeme
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


def _cued(page: Page, start: int, end: int) -> Lexeme | None:
    """A number that the words around it call a code, a telephone or a head of the budget."""
    flat, length = page.flat, end - start
    first, previous = flat[start], flat[start - 1 : start]
    if length in (3, 5) and first == "1":
        if _SERVICE.match(flat, start):
            return Lexeme(start, end, "phone")
        if previous in _CUE_ENDS and _DIALLED.search(flat[max(0, start - 4) : start]):
            return Lexeme(start, end, "phone")
    if previous == "(" and length in (3, 4) and first == "0":
        match = _AREA_CODE.match(flat, start)
        if match:
            return Lexeme(start - 1, match.end(), "phone")
    if previous in _CUE_ENDS and _CODE_CUE.search(flat[max(0, start - 14) : start]):
        match = _CODE.match(flat, start)
        if match and page.units.find(flat, match.end()) is None:
            return Lexeme(start, match.end(), "code")
    if length in (3, 5, 7) and first in "23" and (not previous or previous in _SUBJECT_BEFORE):
        match = (_ITEM if length == 7 else _SUBJECT).match(flat, start)
        if match and page.units.find(flat, end) is None:
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
    if begin < floor:
        return None
    if flat[begin] == "前" and begin == start - 1 and flat[end : end + 1] in ("名", "位", "强"):
        return Lexeme(start, end + 1, "ordinal")  # 前三名, 前10强
    if flat[begin] != "第":
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
    if opens and following == "." and _of_count(page, start, end):
        return Lexeme(start, end + 1, "list_number")
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


def _of_count(page: Page, start: int, end: int) -> bool:
    """Whether 1.3个村 is item 1 about three villages: there are no parts of a village, a person or a time."""
    close = page.digits_end(end + 1)
    if close == end + 1 or page.flat[close : close + 1] in ("", ".", ",") or page.is_whole(start, close):
        return False
    found = page.units.find(page.flat, close)
    return (
        found is not None and found[0].kind in _WHOLE_KINDS and found[0].factor == 1 and page.is_han(found[1])
    )


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
