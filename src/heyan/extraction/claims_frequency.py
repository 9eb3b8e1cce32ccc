"""How often something is done, against the number of times stated for the year: 每季度1次 beside 4次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from heyan.extraction.lexer import lex
from heyan.extraction.normal import fold
from heyan.extraction.normal import label as normal_label
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.report import Indicator, Sourced

# Times a year, from the fewest to the most: weeks may leave out holidays (48), days the weekends.
_TIMES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "工作日": (230, 262),
        "日": (230, 366),
        "周": (48, 53),
        "两周": (24, 27),
        "旬": (36, 36),
        "半月": (24, 24),
        "月": (12, 12),
        "两月": (6, 6),
        "季": (4, 4),
        "半年": (2, 2),
        "年": (1, 1),
    }
)
_EVERY = pattern(
    r"每(?P<period>个?工作日|天|日|两周|双周|隔周|个?周|个?星期|个?礼拜|旬|半个?月|两个?月|双月|个?月份?|个?季度?|半年|年度?)"
    r"(?P<words>[^,;:。、()\n每]{0,16})$"
)
_SHORT = MappingProxyType(
    {"天": "日", "星期": "周", "礼拜": "周", "双周": "两周", "隔周": "两周", "双月": "两月"}
)
_SEASON = pattern(r"[春夏秋冬](?=季|[、和及,]?[春夏秋冬]\S?季)")
_HALVES = pattern(r"上[、和及]?下半年|上半年.{0,12}下半年")
_AT_LEAST = pattern(r"至少|不少于|不低于|最少|以上|及以上")
# Done by several, or in a part of the year only: the times multiply or shrink in ways that are not told.
_PARTLY = pattern(
    r"各(?!项|类|种|式)|每[个一]?(?:村|社区|站|校|班|户|人|名|支部|单位|部门|网格|所|点|家|镇|企业|学校|园)|分别|期间|汛期|上半年|下半年|[暑寒]|学期|除.{1,10}外|\d月|阶段|轮流"
)
_PER_PERIOD_NAME = pattern(r"每|频|/|周期")
_YEARLY = pattern(r"全年|年内|年度|累计|共|合计|一年")
_COUNTED = frozenset({"time_count", "piece", "case"})
_LONGEST_TEXT = 200


def described_frequency(indicator: Indicator) -> Claim | None:
    """The claim that the times in the 指标说明 make the indicator's target; None where it states none."""
    target, source = indicator.target, indicator.description or indicator.note
    total = target.value.quantity if target else None
    if target is None or total is None or source is None or not _usable(total):
        return None
    name = normal_label(indicator.name.value) if indicator.name else "指标值"
    text = fold(source.raw)
    if len(text) > _LONGEST_TEXT or len(text) != len(source.span) or _PER_PERIOD_NAME.search(name):
        return None
    stated = Operand("target", f"{name}的指标值", total, target.span)
    found = (
        list(_phrases(source, text, total))
        or list(_seasons(text, total))
        or list(_all_year(source, text, total))
    )
    fitting = [pair for pair in found if _fits(*pair, total)]
    if not found or (len(found) > 1 and not fitting):
        return None
    per, periods = (fitting or found)[0]
    operands = (per, periods, stated)
    unsure = bool(_PARTLY.search(text)) or per.place is None
    return Claim(
        "frequency", "frequency", name, operands, around(operands), periods.label, "table", open=unsure
    )


def _usable(total: Quantity) -> bool:
    plain = not total.approximate and total.upper is None and not total.malformed
    return plain and (total.unit is None or total.kind in _COUNTED)


def _phrases(source: Sourced[str], text: str, total: Quantity) -> Iterator[tuple[Operand, Operand]]:
    for lexeme in lex(source.raw):
        quantity = lexeme.quantity
        if quantity is None or quantity.kind not in _COUNTED or not _same_unit(quantity, total):
            continue
        pair = _every(text[: lexeme.start], text[lexeme.end : lexeme.end + 3], quantity)
        if pair:
            per, periods = pair
            yield replace(per, place=source.span.part(lexeme.start, lexeme.end)), periods


def _same_unit(quantity: Quantity, total: Quantity) -> bool:
    if total.unit is None or total.unit == quantity.unit:
        return True
    return {quantity.kind, total.kind} == {"time_count"}


def _every(before: str, behind: str, quantity: Quantity) -> tuple[Operand, Operand] | None:
    """The times and the periods of a year for a number behind 每周, 每季度 and the like."""
    found = _EVERY.search(before)
    if found is None or quantity.approximate or quantity.upper is not None or quantity.malformed:
        return None
    period = re.sub(r"个|份|度", "", found["period"])
    period = _SHORT.get(period, period)
    if _AT_LEAST.search(before[max(0, found.start() - 3) :] + behind):
        quantity = replace(quantity, comparator=">=")
    return Operand("per_period", f"每{found['period']}", quantity, None), _periods(
        f"每{found['period']}", *_TIMES[period]
    )


def _periods(label: str, fewest: int, most: int) -> Operand:
    upper = Decimal(most) if most != fewest else None
    return Operand("periods", label, Quantity(Decimal(fewest), Decimal(1), upper=upper), None)


def _seasons(text: str, total: Quantity) -> Iterator[tuple[Operand, Operand]]:
    """春季、秋季 as two times, where no number is given."""
    if total.kind != "time_count" or any(lexeme.quantity for lexeme in lex(text)):
        return
    seasons = "".join(dict.fromkeys(_SEASON.findall(text)))
    count = len(seasons) if len(seasons) >= 2 else 2 if _HALVES.search(text) else 0
    if count:
        once = Operand("per_period", "各", Quantity(Decimal(1), Decimal(1), total.unit), None)
        yield once, _periods("、".join(f"{s}季" for s in seasons) if seasons else "上、下半年", count, count)


def _all_year(source: Sourced[str], text: str, total: Quantity) -> Iterator[tuple[Operand, Operand]]:
    """全年开展2次, 召开不少于1次会议: the only number of a description that counts times counts the whole year's."""
    counted = [lexeme for lexeme in lex(source.raw) if lexeme.quantity]
    if len(counted) != 1 or total.kind != "time_count" or _PARTLY.search(text) or "每" in text:
        return
    lexeme, quantity = counted[0], counted[0].quantity
    if (
        quantity is None
        or quantity.kind != "time_count"
        or quantity.approximate
        or quantity.upper is not None
    ):
        return
    if quantity.malformed or not (_YEARLY.search(text) or quantity.value == total.value):
        return
    per = Operand("per_period", "全年", quantity, source.span.part(lexeme.start, lexeme.end))
    yield per, _periods("全年", 1, 1)


def _fits(per: Operand, periods: Operand, total: Quantity) -> bool:
    fewest = per.quantity.value * periods.quantity.value
    most = per.quantity.value * (periods.quantity.upper or periods.quantity.value)
    return fewest <= total.value <= most


def line_frequencies(lines: Sequence[Line]) -> list[Claim]:
    """Times per period that a sentence states beside the times of the whole year (每季度1次，全年共4次)."""
    return [claim for line in lines if line.amounts and "每" in line.folded for claim in _in_line(line)]


def _in_line(line: Line) -> Iterator[Claim]:
    for index, amount in enumerate(line.amounts):
        if amount.quantity.kind not in _COUNTED:
            continue
        before = line.folded[max(0, amount.start - 24) : amount.start]
        pair = _every(before, line.folded[amount.end : amount.end + 3], amount.quantity)
        total = _yearly(line, index) if pair else None
        if pair is None or total is None:
            continue
        per, periods = replace(pair[0], place=amount.place), pair[1]
        stated = Operand("target", total.label, total.quantity, total.place)
        operands = (per, periods, stated)
        clause = line.folded[line.clauses[amount.clause].start : amount.end]
        unsure = bool(_PARTLY.search(clause) or _PARTLY.search(total.label))
        yield Claim(
            "frequency", "frequency", total.label, operands, around(operands), periods.label, open=unsure
        )


def _yearly(line: Line, index: int) -> Amount | None:
    """The neighbour that counts the whole year."""
    own = line.amounts[index]
    for other in (*line.amounts[index + 1 : index + 2], *line.amounts[max(0, index - 1) : index]):
        same = other.sentence == own.sentence and other.quantity.unit == own.quantity.unit
        words = line.folded[other.label_start : other.start]
        if same and other.nature == "plain" and "每" not in words and _YEARLY.search(words):
            return other
    return None
