"""Word's automatic numbering, restored as the text that Word shows: 一、 （一） 1. 1.1 ①.

The numbers are not in the document's text: they follow from numbering.xml and from the order of the paragraphs
(ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from lxml import etree

from heyan.model.dataclass import dataclass
from heyan.readers.docx_ordinals import write_ordinal
from heyan.readers.docx_styles import VAL, Style, Styles, W, child, child_val, is_on, to_int

_LEVELS = 9
# Word's dialog allows far less; a longer text, repeated at every paragraph, would be an attack on memory.
_LONGEST_TEXT = 100
_PLACEHOLDER = re.compile(r"%([1-9])")
# A picture bullet or a sign of a symbol font stands in the private use area and means nothing as text.
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how it is written. `restart` is a 1-based level, 0 for never."""

    number_format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    space: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _Number:
    """A w:num: the abstract list whose counters it shares, its levels, and the starts that it forces."""

    abstract: str
    levels: tuple[Level, ...]
    forced_starts: dict[int, int]


class Numbering:
    """The counters of one document; ask for the prefix of each paragraph once, in reading order.

    `load` gives the root of numbering.xml, or None where there is none; it is called when a paragraph has a number.
    """

    def __init__(self, load: Callable[[], etree._Element | None], styles: Styles) -> None:
        self._load = load
        self._styles = styles
        self._numbers: dict[str, _Number | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def prefix(self, properties: etree._Element | None, style_id: str | None, style: Style) -> str:
        """What Word puts before the paragraph of these w:pPr and this style; counts it, and gives "" for none."""
        own = None if properties is None else child(properties, W + "numPr")
        own_number = None if own is None else child_val(own, "numId")
        own_level = None if own is None else child_val(own, "ilvl")
        identifier = own_number or style.number
        if identifier is None or identifier == "0":
            return ""
        number = self._number(identifier)
        if number is None:
            return ""
        if own_level is not None:
            level = to_int(own_level, 0)
        elif own_number is None:
            level = _level_of_style(number, style_id, style)
        else:
            level = 0
        if not 0 <= level < len(number.levels):
            return ""
        counters = self._count(identifier, number, level)
        return _write(number.levels, counters, level)

    @cached_property
    def _root(self) -> etree._Element:
        root = self._load()
        return etree.Element(W + "numbering") if root is None else root

    @cached_property
    def _elements(self) -> dict[str, etree._Element]:
        return {num.get(W + "numId", ""): num for num in self._root.iterchildren(W + "num")}

    @cached_property
    def _abstracts(self) -> dict[str, etree._Element]:
        lists = self._root.iterchildren(W + "abstractNum")
        return {element.get(W + "abstractNumId", ""): element for element in lists}

    def _count(self, identifier: str, number: _Number, level: int) -> list[int | None]:
        counters = self._counters.setdefault(number.abstract, [None] * _LEVELS)
        start = number.levels[level].start
        forced = number.forced_starts.get(level)
        current = counters[level]
        if forced is not None and (identifier, level) not in self._started:
            counters[level] = forced
        else:
            counters[level] = start if current is None else current + 1
        self._started.add((identifier, level))
        for deeper in range(level + 1, len(number.levels)):
            restart = number.levels[deeper].restart
            # 17.9.10: by default every higher level restarts; "n" only level n and those above it; 0 none.
            if restart is None or level < restart:
                counters[deeper] = None
        return counters

    def _number(self, identifier: str) -> _Number | None:
        if identifier not in self._numbers:
            self._numbers[identifier] = self._read_number(identifier)
        return self._numbers[identifier]

    def _read_number(self, identifier: str) -> _Number | None:
        element = self._elements.get(identifier)
        abstract = None if element is None else child_val(element, "abstractNumId")
        if element is None or abstract is None:
            return None
        abstract = self._follow_style_link(abstract)
        definition = self._abstracts.get(abstract)
        if definition is None:
            return None
        levels = [Level()] * _LEVELS
        for lvl in definition.iterchildren(W + "lvl"):
            index = to_int(lvl.get(W + "ilvl"), -1)
            if 0 <= index < _LEVELS:
                levels[index] = _read_level(lvl)
        forced: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            index = to_int(override.get(W + "ilvl"), -1)
            if not 0 <= index < _LEVELS:
                continue
            own = child(override, W + "lvl")
            if own is not None:
                levels[index] = _read_level(own)
            start = child_val(override, "startOverride")
            if start is not None:
                forced[index] = to_int(start, 1)
                levels[index] = replace(levels[index], start=forced[index])
        return _Number(abstract, tuple(levels), forced)

    def _follow_style_link(self, abstract: str) -> str:
        """The abstract list that holds the levels, where `abstract` only names a list style."""
        definition = self._abstracts.get(abstract)
        link = None if definition is None else child_val(definition, "numStyleLink")
        number = None if link is None else self._styles.style(link).number
        linked = None if number is None else self._elements.get(number)
        target = None if linked is None else child_val(linked, "abstractNumId")
        return abstract if target is None else target


def _read_level(element: etree._Element) -> Level:
    number_format = child(element, W + "numFmt")
    if number_format is None:
        # A format newer than the standard stands in mc:AlternateContent; its fallback comes last.
        nested = list(element.iter(W + "numFmt"))
        number_format = nested[-1] if nested else None
    restart = child_val(element, "lvlRestart")
    legal = child(element, W + "isLgl")
    text = child_val(element, "lvlText") or ""
    return Level(
        number_format="decimal" if number_format is None else number_format.get(VAL, "decimal"),
        text=_PRIVATE_USE.sub("", text[:_LONGEST_TEXT]),
        start=to_int(child_val(element, "start"), 1),
        restart=None if restart is None else to_int(restart, 0),
        legal=legal is not None and is_on(legal.get(VAL)),
        space=child_val(element, "suff") == "space",
        style=child_val(element, "pStyle"),
    )


def _level_of_style(number: _Number, style_id: str | None, style: Style) -> int:
    for index, level in enumerate(number.levels):
        if level.style is not None and level.style == style_id:
            return index
    return style.number_level or 0


def _write(levels: tuple[Level, ...], counters: list[int | None], at: int) -> str:
    level = levels[at]
    if level.number_format == "bullet":
        return ""

    def ordinal(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        counter = counters[index]
        value = levels[index].start if counter is None else counter
        return write_ordinal(value, "decimal" if level.legal else levels[index].number_format)

    written = _PLACEHOLDER.sub(ordinal, level.text)
    return written + " " if written and level.space else written
