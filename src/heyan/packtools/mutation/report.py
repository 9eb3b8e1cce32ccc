"""`heyan pack mutate`: which mutants no example noticed, against the reasons that were written for them."""

from __future__ import annotations

from collections.abc import Iterator

from heyan.engine.pack import CompiledPack
from heyan.packtools.accepted import Accepted, accepted_of
from heyan.packtools.mutation.trial import Trials, run_trials
from heyan.packtools.mutation.verdict import MutantResult
from heyan.packtools.report import Figure, GateCase, GateReport, pack_ref
from heyan.packtools.source import PackSource


def mutation_report(pack: CompiledPack, *, jobs: int = 1, whole: bool = True) -> GateReport:
    """Survivors without a reason fail, and so do reasons that no survivor needs.

    `whole` is False where `pack` holds only some of its rules: neither word lists nor reasons for others are looked at
    then.
    """
    accepted, source = accepted_of(pack), PackSource(pack)
    trials = run_trials(pack, jobs, whole=whole)
    cases = (
        *_unfit(trials, source),
        *(_case(result, accepted, source) for result in trials.results if result.end != "invalid"),
        *_unused(trials, accepted, pack, whole),
    )
    return GateReport("mutate", (pack_ref(pack),), cases, _figures(trials, accepted))


def _figures(trials: Trials, accepted: Accepted) -> tuple[Figure, ...]:
    counted = [result for result in trials.results if result.end != "invalid"]
    survived = [result for result in counted if result.end == "survived"]
    reasoned = sum(_reason(result, accepted) is not None for result in survived)
    noticed = len(counted) - len(survived)
    # Mutants with a reason are equivalent or left to the engine's own tests: neither for nor against the examples.
    score = f"{100 * noticed // (len(counted) - reasoned)} %" if len(counted) > reasoned else "-"
    return (
        Figure("mutants", len(counted)),
        Figure("noticed", noticed),
        Figure("reasoned", reasoned),
        Figure("survived", len(survived) - reasoned),
        Figure("invalid", len(trials.results) - len(counted)),
        Figure("score", score),
    )


def _reason(result: MutantResult, accepted: Accepted) -> str | None:
    if result.rule is None:
        return accepted.content.lexicons.get(result.id)
    return accepted.content.mutants.get(result.rule, {}).get(result.id)


def _case(result: MutantResult, accepted: Accepted, source: PackSource) -> GateCase:
    if result.rule is None:
        name = result.id.split("→")[0].split("[")[0]
        file, line = source.lexicon_place(*name.split(".", 1))
    else:
        written = source.rules[result.rule]
        keys = result.id.split("→")[0].split("[")[0].split(".")
        file, line = written.file, written.line(*keys) if keys[0] != "lexicon" else written.line("check")
    if result.end == "noticed":
        by = () if result.example is None else (f"示例 {result.example} 发现了",)
        return GateCase("mutant", result.id, "passed", result.rule, details=by, file=file, line=line)
    reason = _reason(result, accepted)
    if reason is not None:
        return GateCase("mutant", result.id, "skipped", result.rule, message=reason, file=file, line=line)
    whose = "读这个词表的规则" if result.rule is None else "这条规则"
    return GateCase(
        "mutant",
        result.id,
        "failed",
        result.rule,
        message=f"{result.told}之后，{whose}的示例全都照样通过",
        hint="补一个示例，或在已有示例里写 evidence，使它在这样改动后不再成立；"
        f"确实改了也一样的，把理由写进 {accepted.path.parent.name}/{accepted.path.name}",
        file=file,
        line=line,
    )


def _unfit(trials: Trials, source: PackSource) -> Iterator[GateCase]:
    for code in trials.unfit:
        written = source.rules[code]
        bare = not written.entry.examples
        yield GateCase(
            "examples-missing" if bare else "examples-fail",
            "没有示例" if bare else "示例本身没有通过",
            "failed",
            code,
            message="没有示例，改错了规则也没有人知道"
            if bare
            else "没有改动规则，示例就已不成立，没有做变异",
            hint="写上不通过、通过、不适用的示例" if bare else "先用 heyan pack test 把示例改对",
            file=written.file,
            line=written.line("examples"),
        )


def _unused(trials: Trials, accepted: Accepted, pack: CompiledPack, whole: bool) -> Iterator[GateCase]:
    """Reasons whose mutant was noticed, or is none."""
    survivors = {(result.rule, result.id) for result in trials.results if result.end == "survived"}
    chosen = {rule.code for rule in pack.rules} - set(trials.unfit)
    listed: list[tuple[str | None, str, tuple[str, ...]]] = []
    for code, reasons in accepted.content.mutants.items():
        if code in chosen or (whole and code not in trials.unfit):
            listed += ((code, id_, ("mutants", code, id_)) for id_ in reasons)
    if whole:
        listed += ((None, id_, ("lexicons", id_)) for id_ in accepted.content.lexicons)
    for rule, id_, keys in listed:
        if (rule, id_) not in survivors:
            yield GateCase(
                "unused-reason",
                id_,
                "failed",
                rule,
                message="写了理由，但没有这样一个没被发现的变异",
                hint="删去这一条：示例已能发现它，或规则、词表已经改了",
                file=str(accepted.path),
                line=accepted.line(*keys),
            )
