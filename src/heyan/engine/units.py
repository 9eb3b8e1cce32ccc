"""Units that rule packs add to the ones that come with Heyan. How a pack writes them: `unit_file`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from heyan.errors import PackError
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Unit
from heyan.model.units import UnitEntry, Units, shipped_units


@dataclass(frozen=True, slots=True)
class PackUnit:
    """A unit as a pack gives it, and where."""

    entry: UnitEntry
    path: str
    line: int


def known_units(packs: Iterable[Sequence[PackUnit]]) -> Units:
    """Heyan's units and those of all `packs`. Raises PackError where two disagree on an alias."""
    units, owners = shipped_units(), dict[str, PackUnit]()
    for added in packs:
        for unit in added:
            for alias in unit.entry.aliases:
                _check_alias(alias, unit, units, owners)
            units = units.extended((unit.entry,))
            owners.update(dict.fromkeys(unit.entry.aliases, unit))
    return units


def _check_alias(alias: str, unit: PackUnit, units: Units, owners: Mapping[str, PackUnit]) -> None:
    taken = units.get(alias)
    if taken is None or (taken.kind, taken.factor) == (unit.entry.kind, unit.entry.factor):
        return
    owner = owners.get(alias)
    place = f"（{Path(owner.path).name} 第 {owner.line} 行）" if owner else "（核验自带）"
    raise PackError(
        f"单位“{alias}”已经是 {_told(taken)}{place}，不能再当 {unit.entry.kind}、factor {unit.entry.factor}",
        path=unit.path,
        line=unit.line,
        hint="换一个写法，或改成同样的 kind 和 factor",
    )


def _told(unit: Unit) -> str:
    return f"{unit.kind}、factor {unit.factor}"
