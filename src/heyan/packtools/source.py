"""A pack as it is written: entries before compilation, and the line of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from heyan.engine.pack import CompiledPack
from heyan.engine.schema import FamilyFile, RuleEntry
from heyan.engine.yaml_strict import Key, Marked, load_yaml


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """One rule of a family file; `index` is its place in the file."""

    entry: RuleEntry
    family: str
    marked: Marked
    index: int

    @property
    def file(self) -> str:
        """The path of its file."""
        return self.marked.path

    def line(self, *keys: Key) -> int:
        """The line of the part of the rule that `keys` lead to, as far as the file has them."""
        return self.marked.line(("rules", self.index, *keys))


class PackSource:
    """The files of a pack that loaded, read again for their lines."""

    def __init__(self, pack: CompiledPack) -> None:
        self.folder = Path(pack.path)
        self._files = sorted({rule.path for rule in pack.rules})

    @cached_property
    def rules(self) -> Mapping[str, WrittenRule]:
        """The rules by code, in the order of the files."""
        found: dict[str, WrittenRule] = {}
        for file in self._files:
            marked = load_yaml(Path(file).read_bytes(), file)
            family = FamilyFile.model_validate(marked.value)
            for index, entry in enumerate(family.rules):
                found[entry.code] = WrittenRule(entry, family.family, marked, index)
        return MappingProxyType(found)

    @cached_property
    def lexicon_files(self) -> tuple[Marked, ...]:
        """The files of word lists."""
        files = sorted(self.folder.glob("lexicons/*.yaml"))
        return tuple(load_yaml(file.read_bytes(), str(file)) for file in files)

    def lexicon_place(self, name: str, *keys: Key) -> tuple[str, int]:
        """File and line of a word list or of a part of it."""
        for marked in self.lexicon_files:
            if (name,) in marked.lines:
                return marked.path, marked.line((name, *(key for key in keys if key != "")))
        return str(self.folder), 1
