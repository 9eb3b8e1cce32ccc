"""The units that papers print: what they measure, how they convert, and how to find one in a text.

Their data is units.yaml beside this module (unit_table.py is made from it). A unit belongs to a kind and has a
factor to the kind's base unit; a rate such as 元/亩 has the kind money/area.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from heyan.model.dataclass import dataclass
from heyan.model.quantity import Unit
from heyan.model.unit_table import COUNTED, GUARDS, PER, RARE, UNITS, USUAL

_MOST_DENOMINATORS = 2  # 元/人·天
_KINDS = frozenset(kind for kind, _, _ in UNITS)


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """Aliases of one unit: `factor` is how many of the kind's base unit it holds.

    `guards` pairs an alias with the characters behind it that show another word to begin there (分 in 分钟).
    """

    kind: str
    factor: Decimal
    aliases: tuple[str, ...]
    guards: tuple[tuple[str, str], ...] = ()


class _Scaled(NamedTuple):
    """万人 before anybody asks for it: most of the two thousand combinations never are."""

    kind: str
    factor: Decimal
    multiple: Decimal


class Units(Mapping[str, Unit]):
    """An immutable registry: alias → Unit, with 万, 亿 and the like combined with every countable unit."""

    def __init__(self, entries: Iterable[UnitEntry], before: Units | None = None) -> None:
        """The aliases of `entries`, added to those of `before`; an alias that is there already stays what it is."""
        self._units: dict[str, Unit | _Scaled] = dict(before._units if before else _scales())
        self._guards: dict[str, str] = dict(before._guards if before else _scale_guards())
        for entry in entries:
            _add(entry, self._units, self._guards)
        self.kinds: frozenset[str] = frozenset(unit.kind for unit in self._units.values())
        lengths: dict[str, set[int]] = {}
        for alias in self._units:
            lengths.setdefault(alias[0], set()).add(len(alias))
        self._lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}

    def __getitem__(self, alias: str) -> Unit:
        unit = self._units[alias]
        if isinstance(unit, Unit):
            return unit
        made = self._units[alias] = Unit(alias, unit.kind, unit.factor * unit.multiple)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def extended(self, entries: Iterable[UnitEntry]) -> Units:
        """A registry that knows `entries` too; this one itself where there are none."""
        added = tuple(entries)
        return Units(added, self) if added else self

    def find(self, text: str, position: int) -> tuple[Unit, int] | None:
        """The longest unit whose alias starts at `position` of the folded `text`, and where it ends.

        An alias that begins another word (分 in 分钟, 项 in 项下) does not count. Rates are read whole (元/亩).
        """
        found = self._plain(text, position)
        for _ in range(_MOST_DENOMINATORS):
            if found is None or text[found[1] : found[1] + 1] not in ("/", "·"):
                break
            per = self._plain(text, found[1] + 1) or self._short(text, found[1])
            if per is None or per[0].kind == "number":
                break
            name = text[position : per[1]]
            found = self.get(name) or rate(found[0], per[0], name), per[1]
        return found

    def _plain(self, text: str, position: int) -> tuple[Unit, int] | None:
        lengths = self._lengths.get(text[position : position + 1])
        if lengths is None:
            return None
        for length in lengths:
            alias = text[position : position + length]
            if alias not in self._units:
                continue
            end = position + len(alias)
            following = text[end : end + 1]
            if following and following in self._guards.get(alias, ""):
                continue
            if following.isascii() and _runs_on(alias, following):
                continue
            return self[alias], end
        return None

    def _short(self, text: str, slash: int) -> tuple[Unit, int] | None:
        """A unit that is one behind a slash only (m³/d)."""
        alias = text[slash + 1 : slash + 2]
        full = PER.get(alias) if text[slash] == "/" else None
        if full is None or _runs_on(alias, text[slash + 2 : slash + 3]):
            return None
        return self[full], slash + 2


def _runs_on(alias: str, following: str) -> bool:
    """Whether letters or digits go on behind an alias in letters (m in main)."""
    return alias[-1].isascii() and alias[-1].isalpha() and following.isascii() and following.isalnum()


def rate(unit: Unit, per: Unit, name: str) -> Unit:
    """`unit` for each `per`, such as 元/亩; `name` is how the paper writes it."""
    return Unit(name, f"{unit.kind}/{per.kind}", unit.factor / per.factor)


def _scales() -> Iterator[tuple[str, Unit]]:
    for scale, multiple in (*USUAL, *RARE):
        yield scale, Unit(scale, "number", multiple)


def _scale_guards() -> Iterator[tuple[str, str]]:
    for scale, _ in (*USUAL, *RARE):
        if scale in GUARDS:
            yield scale, GUARDS[scale]


def _multiples(kind: str) -> tuple[tuple[str, Decimal], ...]:
    """What may stand before a unit of `kind`: rare ones (百亿元) before money only; kinds that a pack adds are counted."""
    if kind == "money":
        return (*USUAL, *RARE)
    return USUAL if kind in COUNTED or kind not in _KINDS else ()


def _add(entry: UnitEntry, units: dict[str, Unit | _Scaled], guards: dict[str, str]) -> None:
    multiples = _multiples(entry.kind)
    for alias in entry.aliases:
        units.setdefault(alias, Unit(alias, entry.kind, entry.factor))
        for scale, multiple in multiples:
            name = scale + alias
            if name not in units:
                units[name] = _Scaled(entry.kind, entry.factor, multiple)
    for alias, following in entry.guards:
        guards.setdefault(alias, following)
        for scale, _ in multiples:
            guards.setdefault(scale + alias, following)


@cache
def shipped_units() -> Units:
    """The units that come with Heyan; built once."""
    return Units(
        UnitEntry(
            kind, factor, aliases, tuple((alias, GUARDS[alias]) for alias in aliases if alias in GUARDS)
        )
        for kind, factor, aliases in UNITS
    )
