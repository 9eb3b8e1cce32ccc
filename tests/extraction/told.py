"""Lexemes in short, for tables of expectations."""

from __future__ import annotations

from heyan.extraction.lexer import lex
from heyan.model.quantity import Date, Quantity


def of_quantity(quantity: Quantity) -> str:
    """>=1404.18..1500~万元!reason: comparator, value as printed, upper end, ~ for approximate, unit, malformed."""
    upper = f"..{quantity.upper}" if quantity.upper is not None else ""
    blur = "~" if quantity.approximate else ""
    slip = f"!{quantity.malformed}" if quantity.malformed else ""
    unit = quantity.unit.name if quantity.unit else ""
    return f"{quantity.comparator or ''}{quantity.value}{upper}{blur}{unit}{slip}"


def of_date(date: Date) -> str:
    """2021-12-31<!reason: ? for what is unprinted, < for a deadline."""
    parts = "-".join("?" if part is None else str(part) for part in (date.year, date.month, date.day))
    return f"{parts}{'<' if date.deadline else ''}{'!' + date.malformed if date.malformed else ''}"


def told(text: str) -> list[str]:
    """Every lexeme of `text`: quantities and dates in short, the others as kind:characters."""
    found = []
    for lexeme in lex(text):
        if lexeme.quantity:
            found.append(of_quantity(lexeme.quantity))
        elif lexeme.date:
            found.append(of_date(lexeme.date))
        else:
            found.append(f"{lexeme.kind}:{text[lexeme.start : lexeme.end]}")
    return found
