"""Finding profiles, and the chain of those that one extends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from heyan.engine.layer import Layer, read_profile
from heyan.engine.pack import PROFILES, rules_folder
from heyan.engine.values import nearest
from heyan.errors import PackError

MAX_DEPTH = 12
_PLACES = "places.yaml"


def profiles_folder() -> Path:
    """Where the shipped profiles lie."""
    return rules_folder() / PROFILES


def shipped_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with Heyan."""
    files = profiles_folder().glob("*.yaml")
    return tuple(sorted(file.stem for file in files if file.name != _PLACES))


def by_region() -> Mapping[str, str]:
    """Which shipped profile is for which province. Raises PackError."""
    names = {name: read_profile(profiles_folder() / f"{name}.yaml").regions for name in shipped_profiles()}
    return MappingProxyType({region: name for name, regions in names.items() for region in regions})


def profile_chain(name: str, packs: Collection[str]) -> tuple[Layer, ...]:
    """The profile of that name or path under all that it extends, lowest first.

    `packs` are the names of the packs in use. Raises PackError for one that is missing, for a circle, for a chain that
    ends at a pack which is not in use, and for a word that names both a pack and a profile.
    """
    layers: list[Layer] = []
    seen: list[Path] = []
    path: Path | None = _place(name, None)
    while path is not None:
        real = path.resolve()
        if real in seen:
            names = [layer.name for layer in layers]
            around = " → ".join([*names, names[seen.index(real)]])
            raise layers[-1].fault(f"口径绕成了圈：{around}", ("extends",), "改 extends，去掉其中一环")
        if len(layers) >= MAX_DEPTH:
            raise layers[-1].fault(f"口径叠了 {MAX_DEPTH} 层以上", ("extends",), "合并几层")
        layers.append(read_profile(path))
        seen.append(real)
        path = _below(layers[-1], packs)
    return tuple(reversed(layers))


def _below(layer: Layer, packs: Collection[str]) -> Path | None:
    """The file that the layer extends; None where it lies on packs."""
    wanted = layer.extends
    if wanted is None:
        return None
    if not _is_path(wanted):
        both = wanted in shipped_profiles()
        if wanted in packs:
            if both:
                raise layer.fault(f"“{wanted}”既是规则包又是口径", ("extends",), "写口径文件的路径")
            return None
        if not both:
            known = sorted({*packs, *shipped_profiles()})
            raise layer.fault(
                f"没有规则包或口径“{wanted}”（在用的规则包：{'、'.join(packs)}）",
                ("extends",),
                nearest(wanted, known),
            )
    return _place(wanted, layer)


def _place(name: str, above: Layer | None) -> Path:
    if not _is_path(name) and name in shipped_profiles():
        return profiles_folder() / f"{name}.yaml"
    path = (Path(above.path).parent if above else Path()) / name
    if path.is_file():
        return path
    if above is not None:
        raise above.fault(
            f"找不到口径文件 {name}", ("extends",), f"路径从 {Path(above.path).name} 所在的文件夹算起"
        )
    hint = "检查路径" if _is_path(name) else nearest(name, [*shipped_profiles(), "auto"])
    raise PackError("没有这个口径", path=name, hint=hint)


def _is_path(name: str) -> bool:
    return Path(name).name != name or name.endswith((".yaml", ".yml"))
