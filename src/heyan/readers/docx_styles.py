"""Paragraph styles of a docx: heading levels and the numbering that a style brings along."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from lxml import etree

from heyan.model.dataclass import dataclass

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
    """The styles of one document by id; ids that are unknown or run in circles give plain text.

    `load` gives the root of styles.xml, or None where there is none. It is called at the first question only: the part
    is often larger than the document itself, and forms seldom use it.
    """

    def __init__(self, load: Callable[[], etree._Element | None]) -> None:
        self._load = load
        self._resolved: dict[str, Style] = {}

    def style(self, identifier: str | None) -> Style:
        """The style `identifier`; plain text for None, since the default style numbers and ranks nothing."""
        if identifier is None:
            return PLAIN
        return self._resolved.get(identifier) or self._resolve(identifier)

    @cached_property
    def _elements(self) -> dict[str, etree._Element]:
        root = self._load()
        styles = () if root is None else root.iterchildren(W + "style")
        return {style.get(W + "styleId", ""): style for style in styles}

    def _resolve(self, identifier: str) -> Style:
        chain: dict[str, None] = {}  # ordered; a chain of thousands must not be searched linearly
        at: str | None = identifier
        while at is not None and at in self._elements and at not in self._resolved and at not in chain:
            chain[at] = None
            at = child_val(self._elements[at], "basedOn")
        style = self._resolved.get(at, PLAIN) if at is not None and at not in chain else PLAIN
        for name in reversed(chain):
            style = self._resolved[name] = _derive(self._elements[name], style)
        return style


def _derive(element: etree._Element, base: Style) -> Style:
    properties = child(element, W + "pPr")
    run_properties = child(element, W + "rPr")
    level, number, number_level, hidden = base.level, base.number, base.number_level, base.hidden
    heading = _HEADING_NAME.fullmatch(child_val(element, "name") or "")
    if heading:
        level = int(heading[1])
    if properties is not None:
        level = heading_level(properties, level)
        numbering = child(properties, W + "numPr")
        if numbering is not None:
            number = child_val(numbering, "numId") or number
            own_level = child_val(numbering, "ilvl")
            number_level = to_int(own_level, 0) if own_level is not None else number_level
    if run_properties is not None:
        vanish = child(run_properties, W + "vanish")
        hidden = hidden if vanish is None else is_on(vanish.get(VAL))
    return Style(level, number, number_level, hidden)


def heading_level(properties: etree._Element, inherited: int) -> int:
    """The heading level that paragraph `properties` (w:pPr) declare: 1 to 9, 0 for body text, else `inherited`."""
    outline = child_val(properties, "outlineLvl")
    if outline is None:
        return inherited
    level = to_int(outline, _BODY_TEXT_LEVEL)
    return level + 1 if 0 <= level < _BODY_TEXT_LEVEL else 0


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child with the full tag `name`, or None; twice as fast as lxml's find."""
    return next(element.iterchildren(name), None)


def child_val(element: etree._Element, name: str) -> str | None:
    """The w:val of the child w:`name`, or None."""
    found = child(element, W + name)
    return None if found is None else found.get(VAL)


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
