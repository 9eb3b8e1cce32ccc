"""The closed list of functions that expressions may call, as plain functions on values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from types import MappingProxyType
from typing import Literal

from heyan.engine.binding import FLAG, NUMBER, TEXT, Shape
from heyan.engine.expression_values import Unknown, number
from heyan.model.dataclass import dataclass

# What a function takes: a number, a text (raw text of any cell), a whole number written out, or words.
Parameter = Literal["number", "text", "digits", "words"]
MAX_DIGITS = 12
MAX_ARGUMENTS = 8
MOST_FIGURES = 100
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its parameters (the last may repeat when `repeated`), result, and Chinese name for steps.

    `call` gets known values only; an Unknown argument makes the result Unknown before it is called.
    """

    parameters: tuple[Parameter, ...]
    result: Shape
    call: Callable[..., object]
    label: str
    needed: int
    repeated: bool = False


def absolute(value: Decimal) -> object:
    """The number without its sign."""
    return abs(value)


def least(*values: Decimal) -> object:
    """The smallest."""
    return min(values)


def greatest(*values: Decimal) -> object:
    """The largest."""
    return max(values)


def rounded(value: Decimal, digits: int = 0) -> object:
    """`value` with that many decimals, half away from zero as Chinese forms round (四舍五入)."""
    try:
        return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    except DecimalException:
        return Unknown(causes=("数字过大",))


def near(first: Decimal, second: Decimal, tolerance: Decimal) -> object:
    """Whether the first two differ by at most the third."""
    return abs(first - second) <= tolerance


def same_text(value: str) -> object:
    """The text itself: of a cell its raw text, to compare with `==` or `in`."""
    return value


def length(value: str) -> object:
    """How many characters, white space left out."""
    return Decimal(len("".join(value.split())))


def years(value: str) -> object:
    """The four-digit years 1900-2199 that a text names, in order."""
    return tuple(Decimal(found) for found in _YEAR.findall(value))


def figures(value: str) -> object:
    """The numbers that a text prints in digits, in order, signs and units left out."""
    plain = unicodedata.normalize("NFKC", value)
    return tuple(Decimal(found.replace(",", "")) for found in _FIGURE.findall(plain)[:MOST_FIGURES])


def contains(value: str, *words: tuple[str, ...]) -> object:
    """Whether the text holds at least one of the words."""
    return any(word in value for group in words for word in group)


def starts(value: str, *words: tuple[str, ...]) -> object:
    """Whether the text begins with one of the words."""
    return any(value.startswith(word) for group in words for word in group)


def ends(value: str, *words: tuple[str, ...]) -> object:
    """Whether the text ends with one of the words."""
    return any(value.endswith(word) for group in words for word in group)


_NUMBERS = Shape("list", element=NUMBER)
FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "abs": Function(("number",), NUMBER, absolute, "绝对值", 1),
        "min": Function(("number",), NUMBER, least, "最小值", 2, repeated=True),
        "max": Function(("number",), NUMBER, greatest, "最大值", 2, repeated=True),
        "round": Function(("number", "digits"), NUMBER, rounded, "四舍五入", 1),
        "near": Function(("number", "number", "number"), FLAG, near, "相差不超过", 3),
        "text": Function(("text",), TEXT, same_text, "文字", 1),
        "length": Function(("text",), NUMBER, length, "字数", 1),
        "years": Function(("text",), _NUMBERS, years, "年份", 1),
        "figures": Function(("text",), _NUMBERS, figures, "数字", 1),
        "contains": Function(("text", "words"), FLAG, contains, "含有", 2, repeated=True),
        "startswith": Function(("text", "words"), FLAG, starts, "开头是", 2, repeated=True),
        "endswith": Function(("text", "words"), FLAG, ends, "结尾是", 2, repeated=True),
    }
)
# Forms that need more than values: a path, a pattern or lexicon known at load, or a loop.
SPECIAL = frozenset(
    {"has", "matches", "lexicon", "met", "attainment", "polarity", "sum", "count", "any", "all"}
)
LOOPS = frozenset({"sum", "count", "any", "all", "min", "max"})


def numbers(values: tuple[object, ...]) -> tuple[Decimal, ...] | Unknown:
    """All values as numbers; Unknown (all reasons united) where one is."""
    found: list[Decimal] = []
    unknown: Unknown | None = None
    for value in values:
        amount = number(value)
        if isinstance(amount, Unknown):
            unknown = unknown | amount if unknown else amount
        else:
            found.append(amount)
    return unknown if unknown is not None else tuple(found)
