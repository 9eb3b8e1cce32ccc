"""Figures with all that belongs to them: sign, comparator, unit, range and blur; typed or in Chinese numerals."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from heyan.extraction.comparators import Bound, after, before, joined
from heyan.extraction.lexeme import DIGITS, Lexeme, Page
from heyan.extraction.numerals import CHINESE, FIGURE, Figure, chinese_number, figure, slipped, usual_figure
from heyan.extraction.units import PERCENT, UNITS
from heyan.model.quantity import Quantity, Unit

_SPACED = re.compile(
    r"(?:(?P<point>[0-9]{2,12}\.(?:(?P<line> ?\n ?)| {1,2})[0-9]{1,4})(?=万元|亿元|元|%)"
    r"|(?P<cell>[0-9]{3,12}\. {1,2}[0-9]{1,4})(?= {0,9}(?:[\n\t|]|\Z))"
    r"|(?P<percent>[0-9] (?:[0-9]|00)(?:\.[0-9]{1,2})?)(?=%))"
)
_STOPPED = re.compile(r"[0-9]{1,6}。[0-9]{1,2}(?=%|万元|亿元)")
_MISTYPED = re.compile(r"[0-9][0-9.]{0,12}[OolI][0-9OolI.]{0,12}(?=%|万元|亿元|元)")
_POINT_AT_END = re.compile(r"[0-9]{1,12}\.(?![0-9.])")
_STEPPED = re.compile(r"(?P<small>[0-9]{1,4})(?P<scale>万|千|百)(?=[元人户亩]|[^0-9\u4e00-\u9fff]|\Z)")
_TO = re.compile(r" {0,2}(?:[-~–—]{1,2}|[至到]) {0,2}(?=[0-9])")
_TO_STARTS = frozenset(" -~–—至到")
_LETTERS = str.maketrans("OolI", "0011")
_NUMERAL = re.compile(f"[{CHINESE}]{{1,8}}")
_MANY = "余多"
_SOME = "几数上成"  # 数十个 and 上百人 name no number
# A unit of one character behind a gap may be the next column's first word (15 项目支出).
_SAFE_BEHIND_GAP = frozenset("个元%‰亩吨户")
_SCALES = {"千": Decimal(1000), "百": Decimal(100), "万": Decimal(10000)}
_MINUS_BEFORE = frozenset(" \n\t\r\v\f|([{<>=≥≤:,;、")
_FROM = frozenset("由从")


def typed_amount(page: Page, start: int, floor: int) -> Lexeme:
    """The quantity whose first digit is at `start`; another lexeme where the digits are no figure after all."""
    fig = _figure(page, start)
    if fig.value is None:
        dotted = "." in page.flat[start : fig.end]
        return Lexeme(start, fig.end, "other_number" if dotted else "code")
    value, end, approximate, malformed = fig.value, fig.end, False, fig.malformed
    first, malformed = _points_before(page, start, floor, malformed)
    many = end < len(page.flat) and page.flat[end] in _MANY and _unit(page, end + 1) is not None
    if many:
        approximate, end = True, end + 1
    unit, end = _unit(page, end) or (None, end)
    ulp = fig.ulp
    if unit and not many and page.flat[end - 1 : end] in ("亿", "万", "千"):
        value, ulp, unit, end = _stepped(page, value, ulp, unit, end)
    if unit and page.flat[end : end + 1] in _MANY and page.flat[end : end + 1]:
        approximate, unit, end = _many_of(page, unit, end)
    if unit and unit.name == "%" and page.flat.startswith("%", end):
        malformed, end = malformed or "百分号重复", end + 1
    negative = _minus(page, first, floor, unit is not None or "." in page.flat[start : fig.end])
    if negative:
        value, first = -value, first - 1
    bound = before(page.flat, first, floor)
    quantity = Quantity(value, ulp, unit, approximate=approximate, malformed=malformed)
    if not approximate:
        quantity, end = _range(page, quantity, bound, end)
    return _bounded(page, quantity, bound, end)


def chinese_amount(page: Page, start: int, end: int, floor: int) -> Lexeme | None:
    """The quantity that the Chinese numerals from `start` to `end` spell; None where they count nothing."""
    flat = page.flat
    if flat.startswith("百分之", start):
        return _in_words(page, start, floor)
    if start > floor and flat[start - 1] in _SOME:
        return None
    run, tail = flat[start:end], flat[end : end + 1]
    last = end - (len(run) > 1 and run[-1] in "万亿")
    if tail and tail in _MANY:
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
    return _bounded(page, quantity, before(flat, start, floor), found[1])


def _spelled_range(page: Page, start: int, end: int, floor: int) -> Lexeme | None:
    """三至五天."""
    match = _NUMERAL.match(page.flat, end + 1)
    value, upper = chinese_number(page.flat[start:end]), chinese_number(match.group()) if match else None
    found = page.units.find(page.flat, match.end()) if match else None
    if value is None or upper is None or found is None or upper <= value:
        return None
    quantity = Quantity(Decimal(value), Decimal(1), found[0], upper=Decimal(upper))
    return _bounded(page, quantity, before(page.flat, start, floor), found[1])


def _figure(page: Page, start: int) -> Figure:
    """The figure at `start`, spaces and letters that slipped in included."""
    usual = usual_figure(page.flat, start)
    return usual if usual else _odd_figure(page, start)


def _odd_figure(page: Page, start: int) -> Figure:
    flat = page.flat
    match = _SPACED.match(flat, start)
    if match and _alone(flat, start):
        reason = "数字中间有换行" if match["line"] else "数字中间有空格"
        return slipped(match.end(), "".join(match.group().split()), reason)
    match = _STOPPED.match(flat, start)
    if match:
        return slipped(match.end(), match.group().replace("。", "."), "小数点写成了句号")
    match = _MISTYPED.match(flat, start)
    if match and match.group().count(".") <= 1:
        return slipped(match.end(), match.group().translate(_LETTERS), "数字中混有字母")
    token = FIGURE.match(flat, start)
    token_end = token.end() if token else start + 1
    closed = page.units.find(flat, token_end) is not None or page.closes(token_end)
    found = figure(flat, page.raw, start, closed=closed) or Figure(token_end, None, Decimal(1))
    match = _POINT_AT_END.match(flat, start)
    if match and match.end() == found.end + 1 and found.malformed is None:
        alone = page.opens(start) and page.closes(match.end())
        if alone or page.units.find(flat, match.end()) is not None:
            return replace(found, end=match.end(), malformed="小数点后缺数字")
    return found


def _alone(flat: str, start: int) -> bool:
    """Whether no other number of the same line stands right before `start` (8 7% may be two columns)."""
    return (
        flat[max(0, start - 6) : start].rstrip(" ")[-1:] not in {*DIGITS, "%", "."}
        or flat[start - 1 : start] != " "
    )


def _points_before(page: Page, start: int, floor: int, malformed: str | None) -> tuple[int, str | None]:
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


def _unit(page: Page, position: int) -> tuple[Unit, int] | None:
    """The unit at `position`, or behind up to two spaces where it is surely no word of the next column."""
    flat = page.flat
    found = page.units.find(flat, position)
    if found or flat[position : position + 1] != " ":
        return found
    begin = position + 1 + (flat[position + 1 : position + 2] == " ")
    found = page.units.find(flat, begin)
    if found and found[1] - begin == 1 and flat[begin] not in _SAFE_BEHIND_GAP and page.is_han(found[1]):
        return None
    return found


def _stepped(
    page: Page, value: Decimal, ulp: Decimal, unit: Unit, end: int
) -> tuple[Decimal, Decimal, Unit, int]:
    """3万5千元 and 1亿2000万元 as one figure in the larger unit."""
    match = _STEPPED.match(page.flat, end)
    if match is None or unit.kind != "number" or _SCALES[match["scale"]] >= unit.factor:
        return value, ulp, unit, end
    step = _SCALES[match["scale"]] / unit.factor
    whole = page.units.find(page.flat, match.end())
    name = unit.name + page.flat[match.end() : whole[1]] if whole else unit.name
    return (
        value + int(match["small"]) * step,
        step,
        page.units.get(name, unit),
        whole[1] if whole and name in page.units else match.end(),
    )


def _many_of(page: Page, unit: Unit, end: int) -> tuple[bool, Unit, int]:
    """12万余元: the unit behind 余 joins the one before it; 多 and 余 as the start of another word stay out."""
    counted = page.units.find(page.flat, end + 1)
    if unit.kind == "number" and counted and unit.name + counted[0].name in page.units:
        return True, page.units[unit.name + counted[0].name], counted[1]
    if unit.kind in ("number", "months", "duration") and not page.is_han(end + 1):
        return True, unit, end + 1
    return False, unit, end


def _minus(page: Page, first: int, floor: int, certain: bool) -> bool:
    """Whether the sign before `first` is a minus: not the dash of a range, a list or a name (附件-1)."""
    flat = page.flat
    if first - 1 < floor or flat[first - 1] != "-":
        return False
    if first - 1 == floor:
        return floor == 0
    previous = flat[first - 2]
    return previous in _MINUS_BEFORE or (certain and "\u4e00" <= previous <= "\u9fff")


def _range(page: Page, quantity: Quantity, bound: Bound, end: int) -> tuple[Quantity, int]:
    """3-5年, 80%-90%, 3至5天: the second figure closes the range if it is the larger and of the same unit."""
    match = _TO.match(page.flat, end) if page.flat[end : end + 1] in _TO_STARTS else None
    if match is None or (bound.start > 0 and page.flat[bound.start - 1] in _FROM):
        return quantity, end
    second = _figure(page, match.end())
    if second.value is None or second.malformed or quantity.malformed:
        return quantity, end
    unit, close = _unit(page, second.end) or (None, second.end)
    if quantity.unit and (
        unit is None or unit.kind != quantity.unit.kind or unit.factor != quantity.unit.factor
    ):
        return quantity, end
    if second.value <= quantity.value or page.flat[close : close + 1] == "-":
        return quantity, end
    return replace(quantity, upper=second.value, unit=unit, ulp=min(quantity.ulp, second.ulp)), close


def _bounded(page: Page, quantity: Quantity, bound: Bound, end: int) -> Lexeme:
    """The quantity with the comparator and blur of the words around it."""
    if bound.currency and quantity.kind == "number":
        scale = quantity.unit.name if quantity.unit else ""
        quantity = replace(quantity, unit=page.units.get(scale + "元", UNITS["元"]))
    close, behind, text, blurred = after(page.flat, end, quantity.kind)
    comparator, comparator_text = joined(bound, behind, text)
    approximate = quantity.approximate or bound.approximate or blurred
    if comparator or approximate:
        quantity = replace(
            quantity, comparator=comparator, comparator_text=comparator_text, approximate=approximate
        )
    return Lexeme(bound.start, close, "quantity", quantity)


_IN_WORDS = re.compile(
    rf"百分之(?:(?P<typed>{FIGURE.pattern})|(?P<whole>[{CHINESE}]{{1,5}})(?:点(?P<tail>[{CHINESE}]{{1,4}}))?)"
)


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
    return _bounded(page, quantity, before(page.flat, start, floor), match.end())


# Single numerals count only before words that are no part of a set phrase (一次 but not 一个, 三项, 一户一策).
_COUNTED_BY_ONE = frozenset(
    [
        "次",
        "名",
        "座",
        "台",
        "辆",
        "亩",
        "场",
        "处",
        "个月",
        "个工作日",
        "个季度",
        "小时",
        "个小时",
        "天",
        "人次",
        "万元",
        "亿元",
        "万",
        "亿",
        "万人",
        "万人次",
        "公里",
    ]
)
_COUNTED_BY_ONE_OVER = _COUNTED_BY_ONE | frozenset(
    [
        "年",
        "件",
        "起",
        "期",
        "户",
        "人",
        "条",
        "个百分点",
        "家",
        "所",
        "间",
        "栋",
        "成",
        "倍",
        "周",
        "元",
        "吨",
        "棵",
        "株",
        "批次",
        "场次",
    ]
)
_AFTER_PIECE = re.compile(
    r"(?:行政|自然|建制)?(?:村|社区|乡镇|镇|乡|单位|小组|支部|项目|居委|部门|小区|站|所|点|标段|行政村|工程)"
)
_SET_PHRASE = re.compile(r"[性行级]|(?:年|月)?(?:行动|一|规划|计划)")


def _counts(flat: str, run: str, unit: Unit, end: int) -> bool:
    """Whether numeral and unit are a count: in doubt they are not (三年行动, 五个方面, 一人一档)."""
    if len(run) > 1:
        return run != "十" and (not set(run) <= set("百千万亿") or len(run) > 2)
    if run in "百千万亿零〇" or _SET_PHRASE.match(flat, end):
        return False
    if unit.name == "个":
        return run != "一" and _AFTER_PIECE.match(flat, end) is not None
    return unit.name in (_COUNTED_BY_ONE if run == "一" else _COUNTED_BY_ONE_OVER)
