"""Paragraph styles of a docx: heading levels and the numbering that a style brings along."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY_TEXT_LEVEL = 9
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph inherits from its style, basedOn already followed.

    `level` is the heading level (0: body text); `number` is a w:numId ("0": none); `number_level` a w:ilvl.
    """

    level: int = 0
    number: str | None = None
    number_level: int | None = None
    hidden: bool = False


PLAIN = Style()


class Styles:
    """The styles of one document by id; ids that are unknown or run in circles give plain text."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default: str | None = None
        for element in () if root is None else root.iterchildren(W + "style"):
            identifier = element.get(W + "styleId")
            if identifier is None:
                continue
            self._elements[identifier] = element
            if element.get(W + "type") == "paragraph" and is_on(element.get(W + "default", "0")):
                self.default = identifier

    def style(self, identifier: str | None) -> Style:
        """The style `identifier`; the default paragraph style for None."""
        name = self.default if identifier is None else identifier
        return PLAIN if name is None else self._resolve(name)

    def _resolve(self, identifier: str) -> Style:
        chain: list[str] = []
        at: str | None = identifier
        while at is not None and at in self._elements and at not in self._resolved and at not in chain:
            chain.append(at)
            at = child_val(self._elements[at], "basedOn")
        style = self._resolved.get(at, PLAIN) if at is not None and at not in chain else PLAIN
        for name in reversed(chain):
            style = self._resolved[name] = _derive(self._elements[name], style)
        return style


def _derive(element: etree._Element, base: Style) -> Style:
    properties = element.find(W + "pPr")
    run_properties = element.find(W + "rPr")
    level, number, number_level, hidden = base.level, base.number, base.number_level, base.hidden
    heading = _HEADING_NAME.fullmatch(child_val(element, "name") or "")
    if heading:
        level = int(heading[1])
    if properties is not None:
        level = heading_level(properties, level)
        numbering = properties.find(W + "numPr")
        if numbering is not None:
            number = child_val(numbering, "numId") or number
            own_level = child_val(numbering, "ilvl")
            number_level = to_int(own_level, 0) if own_level is not None else number_level
    if run_properties is not None:
        vanish = run_properties.find(W + "vanish")
        hidden = hidden if vanish is None else is_on(vanish.get(VAL))
    return Style(level, number, number_level, hidden)


def heading_level(properties: etree._Element, inherited: int) -> int:
    """The heading level that paragraph `properties` (w:pPr) declare: 1 to 9, 0 for body text, else `inherited`."""
    outline = child_val(properties, "outlineLvl")
    if outline is None:
        return inherited
    level = to_int(outline, _BODY_TEXT_LEVEL)
    return level + 1 if 0 <= level < _BODY_TEXT_LEVEL else 0


def child_val(element: etree._Element, name: str) -> str | None:
    """The w:val of the child w:`name`, or None."""
    child = element.find(W + name)
    return None if child is None else child.get(VAL)


def is_on(value: str | None) -> bool:
    """Whether an on-off attribute is on; one without a value is."""
    return value not in _OFF


def to_int(value: str | None, fallback: int) -> int:
    """`value` as an integer of at most nine digits, or `fallback` where it is none."""
    if value is None or len(value) > 10:
        return fallback
    try:
        return int(value)
    except ValueError:
        return fallback
