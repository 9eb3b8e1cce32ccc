"""What the cells of a form say: a 指标值 or 完成值, a 分值 or 得分, an amount of money.

These functions judge a cell as a whole and return values only; where a number stands inside a text is the answer
of `lex`, whose lexemes carry offsets.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from heyan.extraction.comparators import named
from heyan.extraction.dates import parse_date
from heyan.extraction.lexeme import Lexeme, LexemeKind
from heyan.extraction.lexer import lex
from heyan.extraction.normal import fold, squeeze
from heyan.extraction.pattern import pattern
from heyan.extraction.units import POINTS, UNITS, find_unit, known, rate
from heyan.model.quantity import Date, Measure, Quantity, Unit

__all__ = ["Lexeme", "LexemeKind", "lex", "measure", "money", "point"]

_LONGEST_REST = 12
_LONGEST_LABEL = 24
_LONGEST_CELL = 400
_NO_UNIT = frozenset({"", "无", "/", "-", "—", "——", "–", "\\", "不适用", "定性", "*"})
_MONEY_WORDS = frozenset({"货币", "金额", "资金", "人民币金额"})
_COUNTABLE: frozenset[LexemeKind] = frozenset({"quantity", "date"})
_SPACED_AMOUNT = pattern(r"([0-9][0-9,. ]{0,24}[0-9]) ?(元|万元|亿元)?")
_NOT_POINTS = "不是单纯的分数"


def measure(
    text: str, *, nature: str | None = None, unit: str | None = None, default_money: Unit | None = None
) -> Measure:
    """What a 指标值 or 完成值 cell says, completed by the row's 指标性质 (`nature`) and 度量单位 (`unit`) cells.

    A quantity if the cell holds one number and few other words, a date if it holds one date and no number, else
    words. The cell's own comparator and unit win over the columns'. `default_money` is the form's money unit;
    it serves where the unit column says 金额 and the cell prints a bare number.
    """
    shown = text.strip()
    if not shown or len(shown) > _LONGEST_CELL:
        return Measure(shown)
    lexemes = lex(shown)
    quantities = [lexeme for lexeme in lexemes if lexeme.quantity]
    dates = [lexeme for lexeme in lexemes if lexeme.date]
    strangers = any(lexeme.kind not in _COUNTABLE and lexeme.kind != "list_number" for lexeme in lexemes)
    if len(quantities) == 1 and not strangers and _rest(shown, [*quantities, *dates]) <= _LONGEST_REST:
        printed = _per(shown, quantities[0])
        if _is_year(printed, unit):
            return Measure(shown, date=Date(int(printed.value)))
        complete = _with_nature(_with_unit(printed, unit, default_money), nature)
        return Measure(shown, complete, printed)
    if not quantities and len(dates) <= 1 and not strangers:
        date = dates[0].date if dates else parse_date(shown) if len(shown) <= _LONGEST_REST else None
        if date and _rest(shown, dates) <= _LONGEST_REST:
            return _counted_months(shown, dates, nature, unit) or Measure(shown, date=date)
    return Measure(shown)


def point(text: str) -> Quantity | None:
    """The points that a 分值 or 得分 cell states (10, 10分); None where it holds none (empty, /, prose).

    A number with other words about it (10分(略)) is malformed; a percentage keeps its unit.
    """
    shown = text.strip()
    quantities = [lexeme for lexeme in lex(shown[:_LONGEST_CELL]) if lexeme.quantity]
    rest = _rest(shown, quantities)
    if not quantities or rest > _LONGEST_REST:
        return None
    quantity = quantities[0].quantity
    if quantity is None:
        return None
    if quantity.unit is None:
        quantity = replace(quantity, unit=POINTS)
    pure = (
        len(quantities) == 1
        and _bare(shown, quantities[0])
        and quantity.kind in ("point", "percent")
        and quantity.comparator is None
        and quantity.upper is None
    )
    return quantity if pure or quantity.malformed else replace(quantity, malformed=_NOT_POINTS)


def share(text: str) -> Quantity | None:
    """The 得分系数 that a cell states, in percent (96, 96%); a bare 0.96 or 1 is the share itself, without a unit."""
    quantity = measure(text).quantity
    if quantity and quantity.unit is None and quantity.value > 1:
        return measure(text, unit="%").quantity
    return quantity


def money(text: str, default: Unit) -> Quantity | None:
    """The amount that a 资金 cell states, in its own unit or `default`; None where it states none (empty, /, 100%).

    A label before the amount (其中：基本支出：4118.5万元) may stand in the cell. A bare 万 or 亿 is read as money.
    """
    shown = text.strip()
    lexemes = lex(shown[:_LONGEST_CELL])
    quantities = [lexeme for lexeme in lexemes if lexeme.quantity]
    if len(quantities) > 1:
        return _spaced(shown, default)
    if not quantities or _rest(shown, lexemes) > _LONGEST_LABEL:
        return None
    quantity = quantities[0].quantity
    if quantity is None:
        return None
    if quantity.unit is None:
        return replace(quantity, unit=default)
    if quantity.unit.kind == "number":
        return replace(quantity, unit=UNITS.get(quantity.unit.name + "元", default))
    return quantity if quantity.unit.kind in ("money", "dollar") else None


def _bare(shown: str, lexeme: Lexeme) -> bool:
    """Whether the cell holds nothing but the number, brackets around it aside."""
    outside = (shown[: lexeme.start] + shown[lexeme.end :]).strip(" ()（）")
    return not any(char.isalnum() or char in "()（）" for char in outside)


def _spaced(shown: str, default: Unit) -> Quantity | None:
    """1 029.61 as one amount, malformed: a cell of nothing but digits with spaces or wide commas between them."""
    match = _SPACED_AMOUNT.fullmatch(fold(shown))
    if match is None:
        return None
    figure = lex(squeeze(match[1]))
    quantity = figure[0].quantity if len(figure) == 1 else None
    if quantity is None:
        return None
    slip = "数字中间有空格" if " " in match[1] else None
    return replace(quantity, unit=UNITS.get(match[2] or "", default), malformed=slip)


def _rest(shown: str, lexemes: list[Lexeme]) -> int:
    """How many visible characters stand outside the lexemes, signs of punctuation left out."""
    outside, position = [], 0
    for lexeme in lexemes:
        outside.append(shown[position : lexeme.start])
        position = lexeme.end
    outside.append(shown[position:])
    return sum(char.isalnum() or char in "()（）" for char in "".join(outside))


def _per(shown: str, lexeme: Lexeme) -> Quantity:
    """The quantity; what is said per unit (每季度1次, 每亩1800元) gets the unit's rate (次/季度), 每年 aside."""
    quantity = lexeme.quantity or Quantity(Decimal(0), Decimal(1))
    at = shown.rfind("每", 0, lexeme.start)
    if at < 0 or quantity.unit is None or "/" in quantity.unit.name:
        return quantity
    found = find_unit(fold(shown), at + 1)
    if found is None or found[0].name == "年":
        return quantity
    return replace(quantity, unit=rate(quantity.unit, found[0], f"{quantity.unit.name}/{found[0].name}"))


def _with_unit(quantity: Quantity, column: str | None, default_money: Unit | None) -> Quantity:
    name = fold(squeeze(column or ""))
    if name in _NO_UNIT:
        return quantity
    own = quantity.unit
    if name in _MONEY_WORDS:
        return replace(quantity, unit=default_money) if own is None and default_money else quantity
    unit = _column_unit(name)
    if own is None:
        return replace(quantity, unit=unit)
    if own.kind == "number" and own.name + name in known():
        return replace(quantity, unit=known()[own.name + name])
    return quantity


def _is_year(quantity: Quantity, column: str | None) -> bool:
    """Whether 2021 beside the unit 年 is a year and not a duration."""
    plain = quantity.unit is None and quantity.ulp == 1 and quantity.malformed is None
    return plain and 1900 <= quantity.value < 2200 and squeeze(column or "") in ("年", "年度")


def _column_unit(name: str) -> Unit:
    """The unit that a 度量单位 cell names; one that the registry does not know is a kind of its own."""
    exact = known().get(name) or known().get(name.strip("()"))
    if exact:
        return exact
    name = name.replace(".", "·").replace("*", "·")
    found = find_unit(name, 0)
    return found[0] if found and found[1] == len(name) else Unit(name, name)


def _with_nature(quantity: Quantity, nature: str | None) -> Quantity:
    stated = named(fold(squeeze(nature or "")))
    if stated is None or quantity.comparator:
        return quantity
    return replace(quantity, comparator=stated[0], comparator_text=stated[1])


def _counted_months(shown: str, dates: list[Lexeme], nature: str | None, unit: str | None) -> Measure | None:
    """12月 under a comparator or beside the unit 月 is a count of months, not December."""
    date = dates[0].date if dates else None
    column = fold(squeeze(unit or ""))
    if date is None or not date.month or date.year or date.day or date.deadline or not shown.endswith("月"):
        return None
    if column not in ("月", "个月"):
        return None
    printed = Quantity(Decimal(date.month), Decimal(1), UNITS["月"])
    return Measure(shown, _with_nature(printed, nature), printed)
