"""Years and dates as papers print them, down to 年底 and 三季度. An odd year (2121年) is kept, never corrected."""

from __future__ import annotations

import re
from calendar import monthrange

from heyan.extraction.normal import fold
from heyan.extraction.numerals import chinese_number, positional
from heyan.extraction.pattern import pattern as later
from heyan.model.quantity import Date

_S = " {0,3}"  # spaces that layout puts between the parts of a date
_CN_DAY = "[一二三四五六七八九十]{1,3}"
# 前 as in 月底前, not as in 前三季度, 前期, 前往, 前后
_BEFORE = r"(?:之前|以前|前(?![一二三四0-9期往后列述景任提段沿端置]))"
_END = rf"(?:{_S}年?(?:底|末|终(?![总考奖]))(?P<end>)|内(?![部设审容控资外涵需存蒙地科])(?P<within>))"
_TAIL = (
    rf"(?:{_S}(?P<month>[0-9]{{1,2}}|{_CN_DAY}){_S}(?:[-~–—至到]{_S}(?P<month2>[0-9]{{1,2}}){_S})?月份?"
    rf"(?:{_S}(?:[0-9]{{1,2}}[-~–—至])?(?P<day>[0-9]{{1,3}}|{_CN_DAY}){_S}[日号]|(?P<month_end>月?[底末])|(?P<tenday>[上中下]旬))?"
    rf"|{_S}第?{_S}(?P<quarter>[1-4一二三四]){_S}季度末?"
    rf"|{_S}(?P<half>[上下])半年"
    rf"|{_END}"
    rf"|{_S}度(?!假))?"
    rf"(?P<before>{_S}{_BEFORE})?"
)
_YEAR = later(rf"(?P<year>[0-9]{{4}}){_S}年{_TAIL}")
# 202年 and 20211年 are years with a digit lost or doubled, but a school may be 102 years old.
_ODD_YEAR = later(
    rf"(?P<year>[0-9]{{3}}|[0-9]{{5}}){_S}年(?={_S}(?:[0-9]{{1,2}}{_S}月|度|[底末]))度?{_TAIL}"
    rf"|(?P<year_alone>20[0-9]|(?:19|20)[0-9]{{3}})年(?!的?历史|来|以|之久|前|后|[0-9])度?"
)
_SPACED_YEAR = later(rf"(?P<year>[12] [0-9] [0-9] [0-9]) {{0,3}}年{_TAIL}")
_SHORT_YEAR = later(
    rf"(?P<year>[0-9]{{2}})年(?=[0-9]{{1,2}}月|年?[底末]|度(?!假)|[上下]半年|预算|决算|第?[一二三四]季度){_TAIL}"
)
_CN_YEAR = later(rf"(?P<year>[一二][〇零0-9一二三四五六七八九]{{3}}){_S}年{_TAIL}")
_MONTH = later(rf"(?=[0-9一二三四五六七八九十]){_TAIL}")
_SEPARATED = later(
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))|[-/](?P<month2>0?[1-9]|1[0-2]))"
    rf"(?![0-9]|[/.][0-9]|-(?!(?:19|20|21)[0-9]{{2}}[-/.])[0-9])(?P<before>{_S}{_BEFORE})?"
)
_COMPACT = later(
    r"(?P<year>(?:19|20|21)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-2][0-9]|3[01])(?![0-9.,万亿元亩人户])"
)
# 2021.01 is a month only as one end of a period: 2021.01-2021.12; 增加到2021.01元 is an amount.
_POINTED = later(
    rf"(?P<year>(?:19|20|21)[0-9]{{2}})\.(?P<month>0?[1-9]|1[0-2])"
    rf"(?:(?= {{0,2}}[-~–—至到]{{1,2}} {{0,2}}(?:19|20|21)[0-9]{{2}}[.年])"
    rf"|(?P<before>{_S}{_BEFORE})|(?<=[-~–—至到][0-9]{{4}}\.[0-9]{{2}})(?![0-9.,]| ?[万亿千百元%人户亩个公里吨次件套台平米]))"
)
_OF_RANGE = later(
    r"(?P<year>(?:19|20|21)[0-9]{2})(?=(?: {0,2}(?:[-~–—]{1,2}|[至到、和及/,]) {0,2}(?:19|20|21)[0-9]{2}){1,6} {0,2}(?:年|学年|财年))"
)
_OF_TITLE = later(
    r"(?P<year>(?:19|20|21)[0-9]{2})(?=部门|财政|预算|决算|度|学年|财年|[上下]半年|全年|第?[一二三四]季度)"
)
# 7、8月 and 一、二季度: the first ones of a list of months or quarters.
_OF_MONTHS = later(r"(?P<month>1[0-2]|[1-9])(?=(?:[、,和及与](?:1[0-2]|[1-9])){1,11}月)")
_OF_QUARTERS = later(r"(?P<quarter>[1-4一二三四])(?=(?:[、和及与][1-4一二三四]){1,3}季度)")
_DAY = later(rf"(?P<day>[0-9]{{1,2}}){_S}日(?P<before>{_BEFORE})?(?![常均内]|以内|之内|历)")
_WORD = later(
    rf"(?:(?:本|当|该)?年(?P<end>底|末|终|内(?![部设审容控资]))|(?P<half>[上下])半年末?|第?(?P<quarter>[1-4一二三四])季度末?)(?P<before>{_BEFORE})?"
)
# The digits of whatever may become a date: most figures are told apart by what follows them.
_REST = later(
    r"[0-9]{1,5}(?=[年月日季部财预决度/~–—至到、和及与学全上下第,-]| {1,3}(?:[年月日季0-9至到、和及~–—-])|\.[0-9]{1,2}[ .~–—至到-])|[0-9]{4}(?=\.[0-9]{2}(?![0-9]))"
)
_LISTING = later(r"[0-9]{1,2}[、,和及与][0-9]|[一二三四][、和及与][一二三四]")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def match_date(text: str, position: int) -> tuple[Date, int] | None:
    """The date or year that starts with a numeral at `position` of the folded `text`, and where it ends."""
    if text[position].isascii():
        return _typed(text, position)
    match = _CN_YEAR.match(text, position)
    if match:
        return _date(match, positional(match["year"])), match.end()
    return _month(text, position)


def _typed(text: str, position: int) -> tuple[Date, int] | None:
    rest = _REST.match(text, position)
    if rest is None:
        compact = _COMPACT.match(text, position)
        return (_date(compact, int(compact["year"])), compact.end()) if compact else None
    if rest.end() - position == 4:
        return _of_year(text, position) or _month(text, position)
    return _of_short_year(text, position) or _month(text, position) or _day(text, position)


def _of_year(text: str, position: int) -> tuple[Date, int] | None:
    """What starts with four digits."""
    match = _YEAR.match(text, position)
    if match:
        year = int(match["year"])
        plain = match.end() - position == 5
        if 1900 <= year < 2200 or not plain:
            return _date(match, year), match.end()
        return None
    for pattern in (_SEPARATED, _POINTED):
        match = pattern.match(text, position)
        if match and _plausible(match):
            return _date(match, int(match["year"])), match.end()
    match = _OF_RANGE.match(text, position) or _OF_TITLE.match(text, position)
    return (Date(int(match["year"])), match.end()) if match else None


def _of_short_year(text: str, position: int) -> tuple[Date, int] | None:
    """A year with too few, too many, two or spaced digits."""
    match = _ODD_YEAR.match(text, position)
    if match:
        return _date(match, int(match["year"] or match["year_alone"]), "年份位数不对"), match.end()
    match = _SPACED_YEAR.match(text, position)
    if match:
        return _date(match, int(match["year"].replace(" ", ""))), match.end()
    match = _SHORT_YEAR.match(text, position)
    if match:
        return _date(match, 2000 + int(match["year"])), match.end()
    return None


def _plausible(match: re.Match[str]) -> bool:
    """Whether figures joined by signs are a date, not a figure or a code: the year says so."""
    return 1900 <= int(match["year"]) < 2200


def _month(text: str, position: int) -> tuple[Date, int] | None:
    if _LISTING.match(text, position):
        several = _OF_MONTHS.match(text, position) or _OF_QUARTERS.match(text, position)
        if several:
            return _date(several, None), several.end()
    match = _MONTH.match(text, position)
    if match is None or match.end() == position or not (match["month"] or match["quarter"]):
        return None
    if match["month"] and (_number(match["month"]) or 0) > 12 and not match["day"]:
        return None  # 24月 is a duration
    return _date(match, None), match.end()


def _day(text: str, position: int) -> tuple[Date, int] | None:
    match = _DAY.match(text, position)
    if match is None or not 1 <= int(match["day"]) <= 31:
        return None
    return Date(None, None, int(match["day"]), deadline=bool(match["before"])), match.end()


def _number(numeral: str | None) -> int | None:
    if not numeral:
        return None
    return int(numeral) if numeral.isascii() else chinese_number(numeral)


def _date(match: re.Match[str], year: int | None, malformed: str | None = None) -> Date:
    parts = match.groupdict()
    month = _number(parts.get("month2")) or _number(parts.get("month"))
    day = _number(parts.get("day"))
    ends = any(parts.get(name) is not None for name in ("end", "within", "month_end", "before"))
    if parts.get("end") is not None or parts.get("within") is not None:
        month = 12
    if parts.get("quarter"):
        month = 3 * int(_QUARTERS.get(parts["quarter"], 0) or parts["quarter"])
    if parts.get("half"):
        month = 6 if parts["half"] == "上" else 12
    return Date(year, month, day, ends, malformed or _impossible(year, month, day))


def _impossible(year: int | None, month: int | None, day: int | None) -> str | None:
    """Why no calendar has this date; None if one has."""
    if month is not None and not 1 <= month <= 12:
        return f"没有{month}月"
    if day is None:
        return None
    longest = monthrange(year if year and 1 <= year <= 9999 else 2000, month)[1] if month else 31
    if not 1 <= day <= longest:
        return f"{month}月没有{day}日" if month else f"没有{day}日"
    return None


def parse_date(text: str) -> Date | None:
    """The first date in a cell that states a deadline: 2021年12月31日前完成, 2021年底完成, 年底完成; None if none."""
    flat = fold(text)
    for position, char in enumerate(flat[:200]):
        if char in "0123456789一二三四五六七八九十" and (
            position == 0 or flat[position - 1] not in "0123456789"
        ):
            found = match_date(flat, position)
            if found:
                return found[0]
        match = _WORD.match(flat, position) if char in "本当该年上下第1234一二三四" else None
        if match:
            return _date(match, None)
    return None


def months_of(label: str) -> int | None:
    """The month that a column label such as 3月底, 一季度, 上半年 or 年底 closes with; None if it names none."""
    date = parse_date(label)
    return date.month if date else None
