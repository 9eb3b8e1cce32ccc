"""The parts of an Excel number format: sections and tokens (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from heyan.model.dataclass import dataclass

_LONGEST_FORMAT = 255
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\] | (?P<general>General|G/通用格式)
    | (?P<meridiem>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-]) | (?P<digit>[0#?]) | (?P<point>\.)
    | (?P<comma>,) | (?P<percent>[%％]) | (?P<at>@) | (?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|[eE]+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)

TokenKind = Literal[
    "literal",
    "digit",
    "point",
    "comma",
    "percent",
    "exponent",
    "at",
    "general",
    "date",
    "meridiem",
    "elapsed",
]
# Groups of _TOKEN that stay what they are; _x (a space as wide as x) and *x (a fill) show nothing that is text.
_KINDS: Mapping[str, TokenKind] = MappingProxyType(
    {
        "general": "general",
        "meridiem": "meridiem",
        "exponent": "exponent",
        "digit": "digit",
        "point": "point",
        "comma": "comma",
        "percent": "percent",
        "at": "at",
        "date": "date",
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: `text` is what it shows (literal) or how it is written (all others)."""

    kind: TokenKind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts between semicolons; `condition` is a comparator and its bound, such as >= 100.

    `kinds` are those of its tokens.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    kinds: frozenset[TokenKind] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(token.kind for token in self.tokens))

    def has(self, kind: TokenKind) -> bool:
        """Whether a token of this kind is in it."""
        return kind in self.kinds

    def holds(self, value: Decimal) -> bool:
        """Whether `value` meets the condition; without one every value does."""
        if self.condition is None:
            return True
        sign, bound = self.condition
        return (
            ("<" in sign and value < bound)
            or (">" in sign and value > bound)
            or (sign in ("=", "<=", ">=") and value == bound)
        )


NumberFormat = tuple[Section, ...]


def parse(code: str) -> NumberFormat:
    """The sections of the format `code`, at least one; what is no format sign is a literal."""
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    system = False  # [$-F800] and [$-F400] show the system's own format, whatever else the section says
    for match in _TOKEN.finditer(code[:_LONGEST_FORMAT]):
        group = match.lastgroup or "other"
        text = match[group]
        if group == "other" and text == ";":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition, system = [], None, False
        elif system:
            continue
        elif group == "bracket":
            condition = _condition(text) or condition
            own = _system_format(text)
            system = own is not None
            tokens = list(own) if own else [*tokens, *_bracket(text)]
        elif group in ("quoted", "escaped", "other"):
            tokens.append(Token("literal", text))
        elif kind := _KINDS.get(group):
            tokens.append(Token(kind, text))
    sections.append(Section(tuple(tokens), condition))
    return tuple(sections)


def _condition(text: str) -> tuple[str, Decimal] | None:
    match = _CONDITION.fullmatch(text.strip())
    return (match[1], Decimal(match[2])) if match else None


def _system_format(text: str) -> tuple[Token, ...] | None:
    locale = text.lower().rpartition("-")[2] if text.startswith("$") else ""
    if locale == "f800":
        return (_date("yyyy"), _literal("年"), _date("m"), _literal("月"), _date("d"), _literal("日"))
    if locale == "f400":
        return (_date("h"), _literal(":"), _date("mm"), _literal(":"), _date("ss"))
    return None


def _bracket(text: str) -> list[Token]:
    """The tokens of [$¥-804] and [h]; colours, conditions and [DBNum1] show nothing of their own."""
    if text.startswith("$"):
        currency = text[1:].partition("-")[0]
        return [_literal(currency)] if currency else []
    return [Token("elapsed", text)] if _ELAPSED.fullmatch(text) else []


def _date(text: str) -> Token:
    return Token("date", text)


def _literal(text: str) -> Token:
    return Token("literal", text)
