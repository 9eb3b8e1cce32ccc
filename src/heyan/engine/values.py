"""Profile values: what differs by region, declared by a pack with the nation's usage, set by profiles, read by rules.

A rule names a value as `profile.NAME`: as an option of its check, inside an expression, or as a slot of its texts.
Values are put in when the rule is compiled, so that evaluation costs the same with and without a profile.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from heyan.model.dataclass import dataclass
from heyan.model.finding import SEVERITIES, Severity

ValueKind = Literal["number", "choice", "schemes", "ranges"]
# V read in the text of the regulation, P check of a reporting system, S sample paper, E other real form, K from memory.
EvidenceGrade = Literal["V", "P", "S", "E", "K"]
PREFIX = "profile."
# Compiled at their first use: a pack out of the cache has its values in it already.
_REFERENCE = r"profile\.([A-Za-z_]\w*)"
# A reference in an expression, or a quoted text, in which nothing is a reference.
_IN_EXPRESSION = r"\"[^\"]*\"|'[^']*'|(?<![\w.])profile\.(?P<name>[A-Za-z_]\w*)"
_IN_TEMPLATE = r"\{\{\s*profile\.(?P<name>[A-Za-z_]\w*)\s*\}\}"


@dataclass(frozen=True, slots=True)
class Part:
    """The points that one level, or several together, have in a scheme."""

    levels: tuple[str, ...]
    points: Decimal


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to weigh the levels, for some kinds of form and years (empty, None: all), with where it is known from."""

    name: str
    parts: tuple[Part, ...]
    forms: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    source: str = ""
    grade: EvidenceGrade | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """A named band of a scale, from `low` (which belongs to it) up to `high`."""

    name: str
    low: Decimal
    high: Decimal


Content = Decimal | str | tuple[Scheme, ...] | tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value in force. `layer`, `path` and `line` say who set it; `chosen` whether a profile answers for it.

    `unchosen` is the gravest severity that findings resting on the value may have while no profile answers for it:
    error where the nation's usage is the most lenient of all, so that no region's paper is accused by it.
    """

    name: str
    label: str
    kind: ValueKind
    content: Content
    source: str
    grade: EvidenceGrade
    unchosen: Severity
    choices: tuple[tuple[str, str], ...]
    unit: str
    layer: str
    path: str
    line: int
    chosen: bool = False

    @property
    def shown(self) -> str:
        """The content in words."""
        match self.content:
            case Decimal():
                return f"{plain(self.content)}{self.unit}"
            case str():
                return dict(self.choices).get(self.content, self.content)
            case _:
                return "；".join(_told(item, self.unit) for item in self.content)


Values = Mapping[str, Value]
NO_VALUES: Values = MappingProxyType({})


class UnknownValue(ValueError):
    """A reference to a value that the pack does not declare, or where it cannot stand; `hint` says what to write."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


def reference(text: object) -> str | None:
    """The name of the value that an option refers to; None where it is no reference."""
    found = re.fullmatch(_REFERENCE, text) if isinstance(text, str) else None
    return found[1] if found else None


def named(name: str, values: Values) -> Value:
    """The value of that name. Raises UnknownValue with the nearest right name."""
    if name not in values:
        raise UnknownValue(f"没有口径“{PREFIX}{name}”", nearest(name, values))
    return values[name]


def nearest(name: str, known: Iterable[str]) -> str:
    """Which of the known names was meant, or all of them."""
    choices = list(known)
    near = difflib.get_close_matches(name, choices, n=1, cutoff=0.55)
    if near:
        return f"是不是“{near[0]}”？"
    return f"可用的有：{'、'.join(choices)}" if choices else "规则包没有声明口径（values.yaml）"


def references(text: str, *, template: bool) -> Iterator[str]:
    """The names of the values that an expression or a template refers to."""
    for found in re.finditer(_IN_TEMPLATE if template else _IN_EXPRESSION, text):
        if found["name"]:
            yield found["name"]


def filled_expression(text: str, values: Values) -> str:
    """The expression with numbers and texts for its references. Raises UnknownValue."""

    def fill(found: re.Match[str]) -> str:
        if not found["name"]:
            return found[0]
        value = named(found["name"], values)
        if isinstance(value.content, Decimal):
            return plain(value.content)
        if isinstance(value.content, str):
            return f'"{value.content}"'
        raise UnknownValue(f"口径“{value.name}”不是数也不是选项，不能写进式子", "作为检查的选项用")

    return re.sub(_IN_EXPRESSION, fill, text)


def filled_template(text: str, values: Values) -> str:
    """The message or fix with the values' words for its references. Raises UnknownValue."""
    return re.sub(_IN_TEMPLATE, lambda found: named(found["name"], values).shown, text)


def ceiling(values: Iterable[Value]) -> Severity:
    """The gravest severity that a rule may have which rests on those values."""
    ranks = [SEVERITIES.index(value.unchosen) for value in values if not value.chosen]
    return SEVERITIES[max(ranks, default=0)]


def plain(number: Decimal) -> str:
    """A number without exponent and trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _told(item: Scheme | Range, unit: str) -> str:
    if isinstance(item, Range):
        return f"{item.name} {plain(item.high)}–{plain(item.low)}{unit}"
    parts = "、".join(f"{'＋'.join(part.levels)} {plain(part.points)}" for part in item.parts)
    return f"{item.name}：{parts}"
