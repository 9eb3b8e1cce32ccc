"""Mutants of the word lists. A list belongs to the pack: an example of any rule that reads it may notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from heyan.engine.lexicon import Lexicons
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule, RuleError
from heyan.model.dataclass import dataclass
from heyan.packtools.examples import PreparedExample, prepared
from heyan.packtools.mutation.mutants import without_words
from heyan.packtools.mutation.reads import Reads
from heyan.packtools.mutation.verdict import MutantResult, notices
from heyan.packtools.source import PackSource, WrittenRule

# Groups up to this length are tried word by word, longer ones as a whole.
FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class ListMutant:
    """A word list without one `word` of a group, or without all its words (None). `readers` are codes of rules."""

    name: str
    group: str
    word: str | None
    readers: tuple[str, ...]

    @property
    def id(self) -> str:
        """`list.group→emptied` or `list.group[word]→dropped`."""
        return f"{self._label}→emptied" if self.word is None else f"{self._label}[{self.word}]→dropped"

    @property
    def told(self) -> str:
        """What was changed, in Chinese."""
        return f"词表“{self._label}”" + ("清空" if self.word is None else f"去掉“{self.word}”")

    @property
    def _label(self) -> str:
        return f"{self.name}.{self.group}" if self.group else self.name

    def applied(self, lexicons: Lexicons) -> Lexicons:
        """The lists so changed."""
        return without_words(lexicons, self.name, self.group, None if self.word is None else [self.word])

    def dropped(self, lexicons: Lexicons) -> Sequence[str]:
        """The words that are missing then."""
        return lexicons[self.name].groups[self.group] if self.word is None else [self.word]


def list_mutants(pack: CompiledPack, reads: Mapping[str, Reads]) -> Iterator[ListMutant]:
    """The mutants of all lists that some rule reads. (lint tells of the others.)"""
    for name, lexicon in pack.lexicons.items():
        readers = tuple(code for code, read in reads.items() if name in read.lexicons)
        for group, words in lexicon.groups.items() if readers else ():
            if len(lexicon.groups) > 1 or len(words) > FEW_WORDS:
                yield ListMutant(name, group, None, readers)
            for word in words if len(words) <= FEW_WORDS else ():
                yield ListMutant(name, group, word, readers)


def list_trials(pack: CompiledPack, mutants: Sequence[ListMutant]) -> list[MutantResult]:
    """Each mutant against the examples of its readers, those first that hold a word that is missing."""
    source = PackSource(pack)
    wanted = {code for mutant in mutants for code in mutant.readers}
    examples = {rule.code: prepared(pack, rule) for rule in pack.rules if rule.code in wanted}
    results = []
    for mutant in mutants:
        written = {code: source.rules[code] for code in mutant.readers}
        listed = [example for code in mutant.readers for example in examples[code]]
        noticed = _noticed(pack, mutant, written, listed)
        results.append(MutantResult(None, mutant.id, mutant.told, "noticed" if noticed else "survived"))
    return results


def _noticed(
    pack: CompiledPack,
    mutant: ListMutant,
    written: Mapping[str, WrittenRule],
    examples: Sequence[PreparedExample],
) -> bool:
    lexicons, words = mutant.applied(pack.lexicons), mutant.dropped(pack.lexicons)
    try:
        rules = {code: rule.compiled(lexicons) for code, rule in written.items()}
    except RuleError:
        return True
    return any(
        notices(example, _alone(pack, rules[example.code], lexicons))
        for example in sorted(examples, key=lambda example: not _holds(example, words))
    )


def _holds(example: PreparedExample, words: Sequence[str]) -> bool:
    text = example.paper[0].text
    return any(word in text for word in words)


def _alone(pack: CompiledPack, rule: CompiledRule, lexicons: Lexicons) -> CompiledPack:
    return replace(pack, rules=(rule,), lexicons=lexicons)
