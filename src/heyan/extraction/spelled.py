"""Quantities in Chinese numerals (三百二十人, 三点五亿元), where they surely count something."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from heyan.extraction.amounts import MANY, bounded, with_half
from heyan.extraction.comparators import before
from heyan.extraction.lexeme import Lexeme, Page
from heyan.extraction.numerals import CHINESE, bare_scale, chinese_number, spelled_decimal
from heyan.extraction.parts import part_of_whole
from heyan.extraction.pattern import pattern as later
from heyan.model.quantity import Quantity, Unit

_NUMERAL = later(f"[{CHINESE}]{{1,8}}")
_SOME = "几数"  # 数十个 and 几百人 name no number
_LARGE = frozenset("万亿")
_SOME_HUNDREDS = frozenset("十百千万亿")
_ABOUT = "几来"  # 十几个, 三十来人
# Single numerals count only before words that are no part of a set phrase (一次 but not 一个, 三项, 一户一策).
_COUNTED_BY_ONE = later("[次名座台辆亩场处天万亿]|人次|公里|小时|个(?:月|工作日|季度|小时)|[万亿]元|万人次?")
_COUNTED_BY_MORE = later(
    "[次名座台辆亩场处天万亿年件起期户人条家所间栋成倍周元吨棵株]|人次|公里|小时|"
    "个(?:月|工作日|季度|小时|百分点)|[万亿]元|万人次?|批次|场次"
)
_AFTER_PIECE = later(
    r"(?:行政|自然|建制)?(?:村|社区|乡镇|镇|乡|单位|小组|支部|项目|居委|部门|小区|站|所|点|标段|行政村|工程)"
)
_SET_PHRASE = later(
    r"[性行级]|(?:通过|验收|合格|成功|办[好结成]|到位|抽检|交验)|(?:年|月)?(?:行动|一|规划|计划)"
)
# 上千人, 破亿元, 达百万元; 以上 and 早上 end another word.
_REACHED = later(r"(?:突破|[破达过]|(?<![以早晚网线马])上)\Z")
_DECIMAL = later(rf"[{CHINESE}]{{1,8}}点[{CHINESE}]{{1,4}}")
_NO_DECIMAL = frozenset({"point", "duration"})  # 八点五分 is a time of day
_SMALL_MONEY = later(
    rf"零?(?P<jiao>[{CHINESE}])角(?:零?(?P<fen>[{CHINESE}])分)?[整正]?|零?(?P<only>[{CHINESE}])分[整正]?"
)
_MONEY = frozenset("元圆")
_ZERO = later(r"(?P<unit>[起例次宗])(?!点)|(?=[。,;、:!\n\t|) ]|\Z)")
_ZERO_BEFORE = "为是至到"
_HALF = later(r"半(?P<unit>年|个月|天|个小时|小时|个学期|学期)(?!度)")
_NO_HALF_BEHIND = frozenset("上下前后每大两一二三四五六七八九十个")
_PLAIN_DIGITS = frozenset("一二三四五六七八九")


def spelled_amount(page: Page, start: int, end: int, floor: int) -> Lexeme | None:
    """The quantity that the Chinese numerals from `start` to `end` spell; None where they count nothing."""
    flat = page.flat
    part = part_of_whole(page, start, floor) if flat[end : end + 1] == "分" else None
    if part:
        return part
    if start > floor and flat[start - 1] in _SOME and flat[start] in _SOME_HUNDREDS:
        return Lexeme(start - 1, end, "name")
    run, tail = flat[start:end], flat[end : end + 1]
    if tail == "点":
        return _decimal(page, start, floor)
    if run in ("零", "〇"):
        return _zero(page, start, end)
    # 三百万元 is 300 万元, but 一亿二千万元 has no unit that both parts share.
    last = end - (len(run) > 1 and run[-1] in "万亿" and not _LARGE & set(run[:-1]))
    many = bool(tail) and (tail in MANY or (tail in _ABOUT and run[-1] in _SOME_HUNDREDS))
    if many:
        unit_at = end + 1
    else:
        unit_at = end = last
    if tail and tail in "至到":
        return _spelled_range(page, start, end, floor)
    value, found = chinese_number(flat[start:end]), page.units.find(flat, unit_at)
    if found is None:
        return None
    if value is None:
        return _bare(page, start, end, found, floor, many=many)
    amount, ulp, unit, close = with_half(page, Decimal(value), Decimal(1), found[0], found[1])
    halved = close > found[1]
    if not (halved or (many and run == "十") or _counts(flat, run, unit, close)):
        return None
    quantity = Quantity(amount, ulp, unit, approximate=many)
    if unit.name == "成":
        quantity, close = _tenths(page, quantity, close)
    if unit.name in _MONEY:
        quantity, close = _small_money(page, quantity, close)
    return bounded(page, quantity, before(flat, start, floor), close)


def half(page: Page, start: int, floor: int) -> Lexeme | None:
    """半年内, 超过半个月: a half that is bounded; 上半年 and 每半年 are times and rates."""
    match = _HALF.match(page.flat, start)
    if match is None or (start > floor and page.flat[start - 1] in _NO_HALF_BEHIND):
        return None
    unit = page.units[match["unit"]]
    lexeme = bounded(
        page, Quantity(Decimal("0.5"), Decimal("0.5"), unit), before(page.flat, start, floor), match.end()
    )
    stated = lexeme.quantity and (lexeme.quantity.comparator or lexeme.quantity.approximate)
    return lexeme if stated else None


def _bare(
    page: Page, start: int, end: int, found: tuple[Unit, int], floor: int, *, many: bool
) -> Lexeme | None:
    """近百人, 上千户, 百余人, 破亿元: a scale alone counts where something says that it was reached."""
    flat = page.flat
    value = bare_scale(flat[start:end])
    if value is None:
        return None
    bound = before(flat, start, floor)
    reached = _REACHED.search(flat[max(floor, start - 3) : start])
    if not (many or bound.approximate or bound.comparator or reached):
        return None
    quantity = Quantity(Decimal(value), Decimal(1), found[0], approximate=True)
    return bounded(page, quantity, bound, found[1])


def _decimal(page: Page, start: int, floor: int) -> Lexeme | None:
    """三点五亿元."""
    match = _DECIMAL.match(page.flat, start)
    if match is None:
        return None
    end = match.end()
    if page.flat[end - 1] in "万亿":
        end -= 1
    value, found = spelled_decimal(page.flat[start:end]), page.units.find(page.flat, end)
    if value is None or found is None or found[0].kind in _NO_DECIMAL:
        return None
    exponent = value.as_tuple().exponent
    ulp = Decimal((0, (1,), exponent if isinstance(exponent, int) else 0))
    return bounded(page, Quantity(value, ulp, found[0]), before(page.flat, start, floor), found[1])


def _zero(page: Page, start: int, end: int) -> Lexeme | None:
    """零起, 投诉为零, or 零 alone in its cell; 零距离 and 零星 are words."""
    flat = page.flat
    match = _ZERO.match(flat, end)
    if match is None:
        return None
    quantity = Quantity(Decimal(0), Decimal(1))
    if match["unit"]:
        return Lexeme(start, match.end(), "quantity", replace(quantity, unit=page.units[match["unit"]]))
    if page.is_whole(start, end) or (start > 0 and flat[start - 1] in _ZERO_BEFORE):
        return Lexeme(start, end, "quantity", quantity)
    return None


def _tenths(page: Page, quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """九成五."""
    digit = page.flat[end : end + 1]
    if not digit or digit not in _PLAIN_DIGITS or page.units.find(page.flat, end + 1):
        return quantity, end
    tenths = Decimal(chinese_number(digit) or 0) / 10
    return replace(quantity, value=quantity.value + tenths, ulp=Decimal("0.1")), end + 1


def _small_money(page: Page, quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """捌角玖分 behind 元."""
    match = _SMALL_MONEY.match(page.flat, end)
    if match is None:
        return quantity, end
    jiao, fen = chinese_number(match["jiao"] or ""), chinese_number(match["fen"] or match["only"] or "")
    cents = 10 * (jiao or 0) + (fen or 0)
    return replace(quantity, value=quantity.value + Decimal(cents) / 100, ulp=Decimal("0.01")), match.end()


def _spelled_range(page: Page, start: int, end: int, floor: int) -> Lexeme | None:
    """三至五天."""
    match = _NUMERAL.match(page.flat, end + 1)
    value, upper = chinese_number(page.flat[start:end]), chinese_number(match.group()) if match else None
    found = page.units.find(page.flat, match.end()) if match else None
    if value is None or upper is None or found is None or upper <= value:
        return None
    quantity = Quantity(Decimal(value), Decimal(1), found[0], upper=Decimal(upper))
    return bounded(page, quantity, before(page.flat, start, floor), found[1])


def _counts(flat: str, run: str, unit: Unit, end: int) -> bool:
    """Whether numeral and unit are a count: in doubt they are not (三年行动, 五个方面, 一人一档)."""
    if len(run) > 1:
        return True
    if run in "百千万亿零〇" or _SET_PHRASE.match(flat, end):
        return False
    if unit.name == "个":
        return run != "一" and _AFTER_PIECE.match(flat, end) is not None
    return bool((_COUNTED_BY_ONE if run == "一" else _COUNTED_BY_MORE).fullmatch(unit.name))
