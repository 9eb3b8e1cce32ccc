"""What a rule reads when its examples run: options of its check and word lists. What it never reads it can't notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import compile_rule
from heyan.packtools.examples import PreparedExample
from heyan.packtools.source import WrittenRule

Options = TypeVar("Options", bound=CheckOptions)


@dataclass(frozen=True, slots=True)
class Reads:
    """Names of options and of lexicons."""

    options: frozenset[str]
    lexicons: frozenset[str]


def reads_of(pack: CompiledPack, written: WrittenRule, examples: Sequence[PreparedExample]) -> Reads:
    """What the rule reads, compiled and run on its examples with everything watched."""
    lexicons = _WatchedLexicons(pack.lexicons)
    rule = compile_rule(written.entry, written.family, lexicons, written.file, written.line())
    options: set[str] = set()
    if rule.check is not None:
        rule = replace(rule, check=_watched(rule.check, options))
    watched = replace(pack, rules=(rule,), lexicons=lexicons)
    for example in examples:
        example.outcomes(watched)
    return Reads(frozenset(options), frozenset(lexicons.read))


class _WatchedLexicons(Mapping[str, Lexicon]):
    """Notes each list that is taken; asking whether it exists is not reading it."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Lexicon:
        lexicon = self._lexicons[name]
        self.read.add(name)
        return lexicon

    def __contains__(self, name: object) -> bool:
        return name in self._lexicons

    def __iter__(self) -> Iterator[str]:
        return iter(self._lexicons)

    def __len__(self) -> int:
        return len(self._lexicons)


def _watched(options: Options, read: set[str]) -> Options:
    """A copy whose fields note in `read` that they were asked for."""
    fields = frozenset(type(options).model_fields)

    def noting(self: object, name: str) -> object:
        if name in fields:
            read.add(name)
        return object.__getattribute__(self, name)

    copy = options.model_copy()
    # A subclass, so that `match` still tells the kind; a class of its own, so that the real one stays as it is.
    object.__setattr__(copy, "__class__", type(type(options).__name__, (type(options),), {"__getattribute__": noting}))
    return copy
