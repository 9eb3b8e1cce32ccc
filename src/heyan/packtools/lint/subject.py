"""What lint looks at: a pack with its files, and what it says of a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.engine.yaml_strict import Key
from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass
from heyan.model.finding import Outcome
from heyan.packtools.catalogue import Catalogue
from heyan.packtools.examples import PreparedExample, prepared
from heyan.packtools.mutation.reads import Reads, reads_of
from heyan.packtools.source import PackSource


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that lint found. `about` tells it from others of its check and rule; `grave` faults fail the gate,
    the others are warnings. `rule` is None for what concerns the whole pack."""

    rule: str | None
    about: str
    message: str
    hint: str
    file: str
    line: int | None
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """One example and how the rules that look at the same end on it."""

    example: PreparedExample
    outcomes: tuple[Outcome, ...]


class Subject:
    """A pack to be linted; what costs time is worked out when it is first asked for."""

    def __init__(self, pack: CompiledPack, catalogue: Catalogue | None) -> None:
        self.pack, self.catalogue = pack, catalogue
        self.source = PackSource(pack)

    @property
    def rules(self) -> tuple[CompiledRule, ...]:
        """The rules."""
        return self.pack.rules

    def fault(
        self,
        rule: CompiledRule,
        keys: tuple[Key, ...],
        message: str,
        hint: str,
        *,
        about: str = "",
        grave: bool = True,
    ) -> Fault:
        """A fault of a rule, at the line of the part that `keys` lead to."""
        written = self.source.rules[rule.code]
        return Fault(rule.code, about, message, hint, written.file, written.line(*keys), grave)

    @cached_property
    def examples(self) -> Mapping[str, tuple[PreparedExample, ...]]:
        """The examples that are papers, by rule."""
        return {rule.code: tuple(e for e in prepared(self.pack, rule) if _readable(e)) for rule in self.rules}

    @cached_property
    def tried(self) -> tuple[Tried, ...]:
        """Every example of every rule, judged by all rules that look at the same."""
        packs = {
            each: replace(self.pack, rules=tuple(rule for rule in self.rules if rule.each == each))
            for each in {rule.each for rule in self.rules}
        }
        return tuple(
            Tried(example, example.outcomes(packs[rule.each]))
            for rule in self.rules
            for example in self.examples[rule.code]
        )

    @cached_property
    def reads(self) -> Mapping[str, Reads]:
        """What each rule reads on its examples."""
        return {
            rule.code: reads_of(self.pack, self.source.rules[rule.code], self.examples[rule.code])
            for rule in self.rules
        }


def _readable(example: PreparedExample) -> bool:
    try:
        return example.paper is not None
    except UnreadableInput:  # `test` tells of it
        return False
