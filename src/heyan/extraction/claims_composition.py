"""Descriptions that list the parts of their indicator's target: 18个村，1个社区 beside 19个."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from heyan.extraction.lexer import lex
from heyan.extraction.normal import fold
from heyan.extraction.normal import label as normal_label
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.report import Indicator, Sourced

_LONGEST_TEXT = 120
_LONGEST_NAME = 18
_SMALL = 10
# What is said of each, of another year or as a limit is no part.
_NO_LIST = pattern(r"[每各比率%]|不少于|不低于|不超过|以上|以下|以内|上年|去年|同比|增加|减少|提高|剩余|。.")
_BETWEEN = pattern(r"[、,;\n+]|和|及|与|另")
_TOTAL = pattern(r"共|合计|总")
_OPEN = pattern(r"等|主要|部分|其中")
_NOISE = " 、,;:.。+和及与并另含有其中分别为包括主要是"


def composition(indicator: Indicator) -> Claim | None:
    """The claim that the numbers of the 指标说明 (or 备注) add up to the target; None unless it plainly lists parts."""
    target = indicator.target
    total = target.value.quantity if target else None
    if target is None or total is None or not _whole(total):
        return None
    for source in (indicator.description, indicator.note):
        parts = _parts(source, total) if source else None
        if parts and source:
            name = normal_label(indicator.name.value) if indicator.name else "指标值"
            small = total.value < _SMALL and not _adds_up(parts, total)
            return Claim(
                kind="sum",
                topic="composition",
                subject=name,
                operands=(whole := Operand("total", f"{name}的指标值", total, target.span), *parts),
                span=around((whole, *parts)),
                cue="说明",
                origin="table",
                open=bool(_OPEN.search(source.raw)) or small,
            )
    return None


def _whole(total: Quantity) -> bool:
    unusable = total.upper is not None or total.approximate or total.malformed
    return not unusable and "/" not in total.kind and total.kind not in ("percent", "months", "duration")


def _adds_up(parts: Sequence[Operand], total: Quantity) -> bool:
    return sum((part.quantity.value for part in parts), Decimal(0)) == total.value


def _parts(source: Sourced[str], total: Quantity) -> tuple[Operand, ...] | None:
    text = fold(source.raw)
    if len(text) > _LONGEST_TEXT or len(text) != len(source.span) or _NO_LIST.search(text):
        return None
    found = [(one, one.quantity) for one in lex(source.raw) if one.quantity]
    if len(found) < 2:
        return None
    parts: list[Operand] = []
    position = 0
    for index, (lexeme, quantity) in enumerate(found):
        before = text[position : lexeme.start]
        following = found[index + 1][0].start if index + 1 < len(found) else len(text)
        if not _alike(quantity, total, found[0][1]) or (index and not _BETWEEN.search(before)):
            return None
        name = _name(before, text[lexeme.end : following])
        if name is None:
            return None
        place = source.span.part(lexeme.start, lexeme.end)
        parts.append(Operand("part", name, quantity, place))
        position = lexeme.end
    return _without_total(parts, text, found[0][0].start, total)


def _alike(quantity: Quantity, total: Quantity, first: Quantity) -> bool:
    """Whether the number counts in the target's unit and can be added up."""
    if quantity.comparator or quantity.approximate or quantity.upper is not None or quantity.malformed:
        return False
    if quantity.unit is None or quantity.unit != first.unit:
        return False
    return total.unit is None or total.unit == quantity.unit


def _name(before: str, behind: str) -> str | None:
    """What the number counts: the words before it, else those behind it up to the next stop."""
    named = _BETWEEN.split(before)[-1].strip(_NOISE)
    if not named:
        named = _BETWEEN.split(behind)[0].strip(_NOISE)
    return named if 0 < len(named) <= _LONGEST_NAME else None


def _without_total(
    parts: Sequence[Operand], text: str, first: int, total: Quantity
) -> tuple[Operand, ...] | None:
    """The parts alone where the description begins with their total (共19个，其中…)."""
    rest = tuple(parts)
    if _TOTAL.search(text, 0, first):
        rest = rest[1:]
        if not _adds_up(rest, parts[0].quantity) or parts[0].quantity.value != total.value:
            return None
    elif any(part.quantity.value == total.value for part in parts):
        return None  # the target is one of them, the others are something else
    return rest if len(rest) >= 2 else None
