"""Profiles and errata of the command line, laid over the packs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heyan.engine.adaptation import adapt
from heyan.engine.automatic import Automatic, Prepare
from heyan.engine.layer import Layer, read_errata
from heyan.engine.pack import CompiledPack
from heyan.engine.profiles import profile_chain


def adapted(
    packs: Sequence[CompiledPack], profile: str | None, errata: Sequence[str]
) -> tuple[CompiledPack, ...]:
    """The packs under the profile (a name or path) and, over it, the errata files. Raises PackError."""
    chain = profile_chain(profile, [pack.name for pack in packs]) if profile is not None else ()
    return adapt(packs, (*chain, *_errata(errata)))


def automatic(packs: Sequence[CompiledPack], errata: Sequence[str], prepare: Prepare) -> Automatic:
    """What picks a profile for each submission, with the errata over each. Raises PackError."""
    return Automatic(packs, _errata(errata), prepare)


def _errata(paths: Sequence[str]) -> tuple[Layer, ...]:
    return tuple(read_errata(Path(path)) for path in paths)
