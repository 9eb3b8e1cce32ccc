"""Quantities in Chinese numerals (三百二十人, 百分之九十五), where they surely count something."""

from __future__ import annotations

from decimal import Decimal

from heyan.extraction.amounts import MANY, bounded
from heyan.extraction.comparators import before
from heyan.extraction.lexeme import Lexeme, Page
from heyan.extraction.numerals import CHINESE, FIGURE, chinese_number
from heyan.extraction.pattern import pattern as later
from heyan.extraction.units import PERCENT
from heyan.model.quantity import Quantity, Unit

_NUMERAL = later(f"[{CHINESE}]{{1,8}}")
_SOME = "几数上成"  # 数十个 and 上百人 name no number
_IN_WORDS = later(
    rf"百分之(?:(?P<typed>{FIGURE.pattern})|(?P<whole>[{CHINESE}]{{1,5}})(?:点(?P<tail>[{CHINESE}]{{1,4}}))?)"
)
# Single numerals count only before words that are no part of a set phrase (一次 but not 一个, 三项, 一户一策).
_COUNTED_BY_ONE = later("[次名座台辆亩场处天万亿]|人次|公里|小时|个(?:月|工作日|季度|小时)|[万亿]元|万人次?")
_COUNTED_BY_MORE = later(
    "[次名座台辆亩场处天万亿年件起期户人条家所间栋成倍周元吨棵株]|人次|公里|小时|"
    "个(?:月|工作日|季度|小时|百分点)|[万亿]元|万人次?|批次|场次"
)
_AFTER_PIECE = later(
    r"(?:行政|自然|建制)?(?:村|社区|乡镇|镇|乡|单位|小组|支部|项目|居委|部门|小区|站|所|点|标段|行政村|工程)"
)
_SET_PHRASE = later(r"[性行级]|(?:年|月)?(?:行动|一|规划|计划)")


def spelled_amount(page: Page, start: int, end: int, floor: int) -> Lexeme | None:
    """The quantity that the Chinese numerals from `start` to `end` spell; None where they count nothing."""
    flat = page.flat
    if flat.startswith("百分之", start):
        return _in_words(page, start, floor)
    if start > floor and flat[start - 1] in _SOME:
        return None
    run, tail = flat[start:end], flat[end : end + 1]
    last = end - (len(run) > 1 and run[-1] in "万亿")
    if tail and tail in MANY:
        many, unit_at = True, end + 1
    else:
        many, unit_at, end = False, last, last
    if tail and tail in "至到":
        return _spelled_range(page, start, end, floor)
    value = chinese_number(flat[start:end])
    found = page.units.find(flat, unit_at)
    if value is None or found is None or not _counts(flat, run, found[0], found[1]):
        return None
    quantity = Quantity(Decimal(value), Decimal(1), found[0], approximate=many)
    return bounded(page, quantity, before(flat, start, floor), found[1])


def _spelled_range(page: Page, start: int, end: int, floor: int) -> Lexeme | None:
    """三至五天."""
    match = _NUMERAL.match(page.flat, end + 1)
    value, upper = chinese_number(page.flat[start:end]), chinese_number(match.group()) if match else None
    found = page.units.find(page.flat, match.end()) if match else None
    if value is None or upper is None or found is None or upper <= value:
        return None
    quantity = Quantity(Decimal(value), Decimal(1), found[0], upper=Decimal(upper))
    return bounded(page, quantity, before(page.flat, start, floor), found[1])


def _in_words(page: Page, start: int, floor: int) -> Lexeme | None:
    """百分之九十五, 百分之95 as a quantity in %."""
    match = _IN_WORDS.match(page.flat, start)
    if match is None:
        return None
    if match["typed"]:
        try:
            value = Decimal(match["typed"])
        except ArithmeticError:
            return None
    else:
        whole = 100 if match["whole"] == "百" else chinese_number(match["whole"])
        digits = "".join(str(chinese_number(char) or 0) for char in match["tail"] or "")
        if whole is None:
            return None
        value = Decimal(f"{whole}.{digits}" if digits else whole)
    exponent = value.as_tuple().exponent
    ulp = Decimal((0, (1,), exponent if isinstance(exponent, int) else 0))
    quantity = Quantity(value, ulp, PERCENT)
    return bounded(page, quantity, before(page.flat, start, floor), match.end())


def _counts(flat: str, run: str, unit: Unit, end: int) -> bool:
    """Whether numeral and unit are a count: in doubt they are not (三年行动, 五个方面, 一人一档)."""
    if len(run) > 1:
        return True
    if run in "百千万亿零〇" or _SET_PHRASE.match(flat, end):
        return False
    if unit.name == "个":
        return run != "一" and _AFTER_PIECE.match(flat, end) is not None
    return bool((_COUNTED_BY_ONE if run == "一" else _COUNTED_BY_MORE).fullmatch(unit.name))
