"""A pack as it is written: entries before compilation, and the line of every key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from heyan.engine.lexicon import Lexicons
from heyan.engine.pack import CompiledPack
from heyan.engine.profiled import Profiled, filled_rules
from heyan.engine.rule import CompiledRule, compile_rule
from heyan.engine.schema import FamilyFile, RuleEntry
from heyan.engine.values import Values
from heyan.engine.yaml_strict import Key, Marked, load_yaml
from heyan.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """One rule of a family file; `index` is its place in the file.

    The pack's own `values` are in the entry already; `profiled` tells where, as CompiledRule has it.
    """

    entry: RuleEntry
    family: str
    marked: Marked
    index: int
    values: Values
    profiled: Profiled

    @property
    def file(self) -> str:
        """The path of its file."""
        return self.marked.path

    def compiled(self, lexicons: Lexicons, entry: RuleEntry | None = None) -> CompiledRule:
        """The rule, or a variant of its entry, with those word lists. Raises RuleError.

        An option that the variant changes reads no profile value any more.
        """
        varied = entry or self.entry
        kept = {
            place: text
            for place, text in self.profiled.items()
            if not place.startswith("check.") or _option(varied, place) == _option(self.entry, place)
        }
        return compile_rule(
            varied, self.family, lexicons, self.file, self.line(), profiled=kept, values=self.values
        )

    def line(self, *keys: Key) -> int:
        """The line of the part of the rule that `keys` lead to, as far as the file has them."""
        return self.marked.line(("rules", self.index, *keys))


class PackSource:
    """The files of a pack that loaded, read again for their lines."""

    def __init__(self, pack: CompiledPack) -> None:
        self.folder = Path(pack.path)
        self._files = sorted({rule.path for rule in pack.rules})
        self._values = pack.values

    @cached_property
    def rules(self) -> Mapping[str, WrittenRule]:
        """The rules by code, in the order of the files."""
        found: dict[str, WrittenRule] = {}
        for file in self._files:
            marked = load_yaml(Path(file).read_bytes(), file)
            content, profiled = filled_rules(marked, self._values)
            family = FamilyFile.model_validate(content)
            for index, entry in enumerate(family.rules):
                found[entry.code] = WrittenRule(
                    entry, family.family, marked, index, self._values, profiled.get(index, {})
                )
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


def _option(entry: RuleEntry, place: str) -> object:
    return getattr(entry.check, place.removeprefix("check."), None)
