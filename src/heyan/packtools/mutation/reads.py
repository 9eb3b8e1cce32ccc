"""What a rule reads when its examples run: options of its check and word lists. What it never reads it can't notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import fields, replace
from typing import TypeVar

from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.pack import CompiledPack
from heyan.model.dataclass import dataclass
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
    read: set[str] = set()
    lexicons = _watched_lexicons(pack.lexicons, read)
    rule = written.compiled(lexicons)
    options: set[str] = set()
    if rule.check is not None:
        rule = replace(rule, check=_watched(rule.check, options))
    watched = replace(pack, rules=(rule,), lexicons=lexicons)
    for example in examples:
        example.judged(watched)
    return Reads(frozenset(options), frozenset(read))


def _watched_lexicons(lexicons: Lexicons, read: set[str]) -> Lexicons:
    """The same lists; one counts as read when its words are looked at, not when it is merely handed on."""
    return {name: Lexicon(name, _Groups(lexicon, read)) for name, lexicon in lexicons.items()}


class _Groups(Mapping[str, tuple[str, ...]]):
    def __init__(self, lexicon: Lexicon, read: set[str]) -> None:
        self._lexicon, self._read = lexicon, read

    def __getitem__(self, group: str) -> tuple[str, ...]:
        self._read.add(self._lexicon.name)
        return self._lexicon.groups[group]

    def __iter__(self) -> Iterator[str]:
        self._read.add(self._lexicon.name)
        return iter(self._lexicon.groups)

    def __len__(self) -> int:
        return len(self._lexicon.groups)


def _watched(options: Options, read: set[str]) -> Options:
    """A copy whose fields note in `read` that they were asked for."""
    names = frozenset(field.name for field in fields(options))

    def noting(self: object, name: str) -> object:
        if name in names:
            read.add(name)
        return object.__getattribute__(self, name)

    watched = copy(options)
    # A subclass, so that `match` still tells the kind; a class of its own, so that the real one stays as it is.
    body = {"__getattribute__": noting, "__module__": __name__}
    object.__setattr__(watched, "__class__", type(type(options).__name__, (type(options),), body))
    return watched
