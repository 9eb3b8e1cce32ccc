"""Running mutants against examples that were understood once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from heyan.engine.lexicon import Lexicons
from heyan.engine.pack import CompiledPack, load
from heyan.engine.rule import CompiledRule, RuleError
from heyan.errors import UnreadableInput
from heyan.packtools.examples import PreparedExample, prepared
from heyan.packtools.mutation.mutants import Mutant, rule_mutants, without_words
from heyan.packtools.mutation.reads import Reads, reads_of
from heyan.packtools.source import PackSource, WrittenRule

# Word lists up to this length are tried word by word, longer ones group by group.
FEW_WORDS = 8
End = Literal["noticed", "survived", "invalid"]


@dataclass(frozen=True, slots=True)
class MutantResult:
    """How one mutant ended. `rule` is None for a mutant of a word list; `example` is the one that noticed it."""

    rule: str | None
    id: str
    told: str
    end: End
    example: int | None = None


@dataclass(frozen=True, slots=True)
class Trials:
    """All results of some rules. `unfit` are rules without examples, or whose examples fail without any mutation; `reads` is what each
    of the others reads."""

    results: tuple[MutantResult, ...]
    unfit: tuple[str, ...]
    reads: Mapping[str, Reads]


def run_trials(pack: CompiledPack, jobs: int = 1, *, whole: bool = True) -> Trials:
    """Mutate every rule of the pack, in `jobs` processes, and then the word lists that they read.

    `whole` is False where `pack` holds only some of its rules: word lists are left alone then, for any rule of the
    pack may be the one that notices.
    """
    codes = [rule.code for rule in pack.rules]
    if jobs == 1 or len(codes) < 2 * jobs:
        parts = [_rule_trials(pack, PackSource(pack))]
    else:
        with ProcessPoolExecutor(jobs) as pool:
            shares = [codes[start::jobs] for start in range(jobs)]
            parts = list(pool.map(_share, [pack.path] * jobs, shares))
    order = {code: number for number, code in enumerate(codes)}
    results = sorted(
        (result for part in parts for result in part.results), key=lambda result: order[result.rule or ""]
    )
    reads = {code: read for part in parts for code, read in part.reads.items()}
    unfit = tuple(code for code in codes for part in parts if code in part.unfit)
    lists = _lexicon_trials(pack, reads) if whole else ()
    return Trials((*results, *lists), unfit, reads)


def _share(path: str, codes: Sequence[str]) -> Trials:
    pack = load(Path(path))
    rules = tuple(rule for rule in pack.rules if rule.code in codes)
    return _rule_trials(replace(pack, rules=rules), PackSource(pack))


def _rule_trials(pack: CompiledPack, source: PackSource) -> Trials:
    results: list[MutantResult] = []
    unfit: list[str] = []
    reads: dict[str, Reads] = {}
    for rule in pack.rules:
        written, examples = source.rules[rule.code], prepared(pack, rule)
        if not examples or any(_notices(example, replace(pack, rules=(rule,))) for example in examples):
            unfit.append(rule.code)
            continue
        reads[rule.code] = reads_of(pack, written, examples)
        for mutant in rule_mutants(written.entry, pack.lexicons, reads[rule.code]):
            results.append(_tried(pack, written, mutant, examples))
    return Trials(tuple(results), tuple(unfit), reads)


def _tried(
    pack: CompiledPack, written: WrittenRule, mutant: Mutant, examples: Sequence[PreparedExample]
) -> MutantResult:
    code = written.entry.code
    try:
        rule = _compiled(written, mutant)
    except RuleError:
        return MutantResult(code, mutant.id, mutant.told, "invalid")
    changed = replace(pack, rules=(rule,), lexicons=mutant.lexicons)
    number = next((example.number for example in examples if _notices(example, changed)), None)
    return MutantResult(code, mutant.id, mutant.told, "survived" if number is None else "noticed", number)


def _compiled(written: WrittenRule, mutant: Mutant) -> CompiledRule:
    return written.compiled(mutant.lexicons, mutant.entry)


def _notices(example: PreparedExample, pack: CompiledPack) -> bool:
    try:
        return example.mismatch(pack) is not None
    except UnreadableInput:
        return True
    except Exception:  # a mutated rule may trip where no rule that loads does; its author would see that too
        return True


def _lexicon_trials(pack: CompiledPack, reads: Mapping[str, Reads]) -> Iterator[MutantResult]:
    """Mutants of the word lists; an example of any rule that reads the list may notice them."""
    source = PackSource(pack)
    for name in pack.lexicons:
        readers = [rule for rule in pack.rules if rule.code in reads and name in reads[rule.code].lexicons]
        if not readers:
            continue  # lint tells of lists that nobody reads
        examples = [(rule, prepared(pack, rule)) for rule in readers]
        for id_, told, lexicons in _lexicon_mutants(pack.lexicons, name):
            noticed = any(
                _noticed_by(pack, source.rules[rule.code], lexicons, listed) for rule, listed in examples
            )
            yield MutantResult(None, id_, told, "noticed" if noticed else "survived")


def _lexicon_mutants(lexicons: Lexicons, name: str) -> Iterator[tuple[str, str, Lexicons]]:
    groups = lexicons[name].groups
    for group, words in groups.items():
        label = f"{name}.{group}" if group else name
        if len(groups) > 1 or len(words) > FEW_WORDS:
            yield f"{label}→emptied", f"词表“{label}”清空", without_words(lexicons, name, group)
        if len(words) <= FEW_WORDS:
            for word in words:
                id_ = f"{label}[{word}]→dropped"
                yield id_, f"词表“{label}”去掉“{word}”", without_words(lexicons, name, group, [word])


def _noticed_by(
    pack: CompiledPack, written: WrittenRule, lexicons: Lexicons, examples: Sequence[PreparedExample]
) -> bool:
    try:
        rule = written.compiled(lexicons)
    except RuleError:
        return True
    changed = replace(pack, rules=(rule,), lexicons=lexicons)
    return any(_notices(example, changed) for example in examples)
