"""Running mutants against examples that were understood once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from heyan.engine.pack import CompiledPack, load
from heyan.engine.rule import RuleError
from heyan.model.dataclass import dataclass
from heyan.packtools.examples import PreparedExample, prepared
from heyan.packtools.mutation.mutants import Mutant, rule_mutants
from heyan.packtools.mutation.reads import Reads, reads_of
from heyan.packtools.mutation.verdict import MutantResult, notices
from heyan.packtools.mutation.word_lists import ListMutant, list_mutants, list_trials
from heyan.packtools.source import PackSource, WrittenRule

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Trials:
    """All results of some rules. `unfit` are rules without examples, or whose examples fail without any mutation;
    `reads` is what each of the others reads."""

    results: tuple[MutantResult, ...]
    unfit: tuple[str, ...]
    reads: Mapping[str, Reads]


def run_trials(pack: CompiledPack, jobs: int = 1, *, whole: bool = True) -> Trials:
    """Mutate every rule of the pack, in `jobs` processes, and then the word lists that they read.

    `whole` is False where `pack` holds only some of its rules: word lists are left alone then, for any rule of the
    pack may be the one that notices.
    """
    if jobs == 1:
        rules = _rule_trials(pack)
        lists = list_trials(pack, list(list_mutants(pack, rules.reads))) if whole else []
        return replace(rules, results=(*rules.results, *lists))
    codes = [rule.code for rule in pack.rules]
    with ProcessPoolExecutor(jobs) as pool:
        parts = _shared(pool, jobs, _rule_share, pack.path, codes)
        reads = {code: read for part in parts for code, read in part.reads.items()}
        mutants = list(list_mutants(pack, {code: reads[code] for code in codes if code in reads}))
        shares = _shared(pool, jobs, _list_share, pack.path, mutants) if whole else []
    order = {code: number for number, code in enumerate(codes)}
    results = [result for part in parts for result in part.results]
    results.sort(key=lambda result: order[result.rule or ""])
    unfit = tuple(code for code in codes if any(code in part.unfit for part in parts))
    return Trials((*results, *_dealt_back(shares)), unfit, reads)


def _shared(
    pool: ProcessPoolExecutor,
    jobs: int,
    work: Callable[[str, Sequence[Item]], Result],
    path: str,
    items: Sequence[Item],
) -> list[Result]:
    """The items dealt out like cards, so that every process gets light and heavy ones."""
    return list(pool.map(work, [path] * jobs, [items[start::jobs] for start in range(jobs)]))


def _dealt_back(shares: Iterable[Sequence[MutantResult]]) -> list[MutantResult]:
    """The results in the order in which their items were before they were dealt out."""
    hands = list(shares)
    return [
        hand[turn] for turn in range(max(map(len, hands), default=0)) for hand in hands if turn < len(hand)
    ]


def _rule_share(path: str, codes: Sequence[str]) -> Trials:
    pack = load(Path(path))
    return _rule_trials(replace(pack, rules=tuple(rule for rule in pack.rules if rule.code in codes)))


def _list_share(path: str, mutants: Sequence[ListMutant]) -> list[MutantResult]:
    return list_trials(load(Path(path)), mutants)


def _rule_trials(pack: CompiledPack) -> Trials:
    source = PackSource(pack)
    results: list[MutantResult] = []
    unfit: list[str] = []
    reads: dict[str, Reads] = {}
    for rule in pack.rules:
        written, examples = source.rules[rule.code], prepared(pack, rule)
        if not examples or any(notices(example, replace(pack, rules=(rule,))) for example in examples):
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
        rule = written.compiled(mutant.lexicons, mutant.entry)
    except RuleError:
        return MutantResult(code, mutant.id, mutant.told, "invalid")
    changed = replace(pack, rules=(rule,), lexicons=mutant.lexicons)
    number = next((example.number for example in examples if notices(example, changed)), None)
    return MutantResult(code, mutant.id, mutant.told, "survived" if number is None else "noticed", number)
