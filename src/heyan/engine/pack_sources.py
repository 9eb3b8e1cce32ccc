"""Where packs are found: by path, among the shipped ones, or in an installed Python distribution."""

from __future__ import annotations

import difflib
from importlib.machinery import PathFinder
from pathlib import Path

from heyan.engine.pack import shipped, shipped_names
from heyan.errors import PackError
from heyan.model.dataclass import dataclass

GROUP = "heyan.packs"


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack that a distribution offers: its name, the distribution, and the package (a.b) that holds the files."""

    name: str
    distribution: str
    module: str


def find_pack(name: str) -> Path:
    """The folder or file of the pack of that name or path. Raises PackError where there is none, or more than one.

    A path is what has a folder or a suffix in it. A bare word is a shipped pack first, so that neither a folder that
    happens to be called core nor a distribution replaces it; then a pack of an installed distribution or a folder here.
    """
    path = Path(name)
    if path.name != name or name == ".." or path.suffix:
        return path
    if name in shipped_names():
        return shipped(name)
    offered = [pack for pack in installed() if pack.name == name]
    places = [f"安装包 {pack.distribution}" for pack in offered]
    if path.exists():
        places.append(f"当前文件夹下的 {name}")
    if len(places) > 1:
        raise PackError(
            f"规则包“{name}”有 {len(places)} 处：{'、'.join(places)}",
            path=name,
            hint="写出路径，如 ./" + name + "，或卸载多余的安装包",
        )
    if offered:
        return _folder(offered[0])
    if path.exists():
        return path
    raise _unknown(name)


def installed() -> tuple[InstalledPack, ...]:
    """The packs that installed distributions offer, by entry points of the group heyan.packs; nothing is imported."""
    from importlib import metadata  # slow to import, and the shipped packs do without

    found = {
        InstalledPack(
            point.name, point.dist.name if point.dist else "?", point.value.partition(":")[0].strip()
        )
        for point in metadata.entry_points(group=GROUP)
    }
    return tuple(sorted(found, key=lambda pack: (pack.name, pack.distribution)))


def _folder(pack: InstalledPack) -> Path:
    """The files of an installed pack. Its code is never run: the package is only looked up, not imported."""
    top, *rest = pack.module.split(".")
    spec = PathFinder.find_spec(top)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place).joinpath(*rest)
        if folder.is_dir():
            return folder
    raise PackError(
        f"安装包 {pack.distribution} 声明的位置“{pack.module}”里没有文件夹",
        path=pack.name,
        hint="入口点 heyan.packs 的值要写成放规则文件的包名，如 county_rules",
    )


def _unknown(name: str) -> PackError:
    known = sorted({*shipped_names(), *(pack.name for pack in installed())})
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"是不是“{near[0]}”？" if near else f"写规则包的文件夹，或用 {'、'.join(known)}"
    return PackError("没有这个规则包", path=name, hint=hint)
