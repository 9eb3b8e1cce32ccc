"""`heyan pack test`: every example of every rule, and whether each rule has the three kinds of them."""

from __future__ import annotations

from collections.abc import Iterator

from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.model.finding import Status
from heyan.packtools.examples import ExampleResult, run_examples
from heyan.packtools.mismatch import STATUS_WORDS
from heyan.packtools.report import Figure, GateCase, GateReport, pack_ref
from heyan.packtools.source import PackSource, WrittenRule

# The kinds of example that every rule needs, with what to write where one is missing.
_KINDS: tuple[tuple[str, frozenset[Status], str], ...] = (
    ("failing", frozenset({"failed"}), "写一个有毛病的例子，规则应当报出来"),
    ("passing", frozenset({"passed"}), "写一个没有毛病的例子，规则不应当报"),
    (
        "silent",
        frozenset({"not_applicable", "not_evaluated"}),
        "写一个不归这条规则管的例子，或缺了要用的数因而不能判的例子",
    ),
)


def examples_report(pack: CompiledPack) -> GateReport:
    """Examples that do not end as they say, in evidence too, fail; so do rules that lack a kind of example."""
    source = PackSource(pack)
    results = run_examples(pack)
    cases: list[GateCase] = []
    for rule in pack.rules:
        written = source.rules[rule.code]
        cases += (_case(rule, result, written) for result in results if result.code == rule.code)
        cases += _missing(rule, written)
    asserted = sum(bool(example["evidence"]) for rule in pack.rules for example in rule.examples)
    figures = (
        Figure("rules", len(pack.rules)),
        Figure("examples", len(results)),
        Figure("with_evidence", asserted),
    )
    return GateReport("test", (pack_ref(pack),), tuple(cases), figures)


def _case(rule: CompiledRule, result: ExampleResult, written: WrittenRule) -> GateCase:
    note = rule.examples[result.number - 1].get("note")
    name = f"示例 {result.number}（{STATUS_WORDS[result.expected]}{f'，{note}' if note else ''}）"
    line = written.line("examples", result.number - 1)
    mismatch = result.mismatch
    if mismatch is None:
        return GateCase("example", name, "passed", rule.code, file=written.file, line=line)
    return GateCase(
        "example",
        name,
        "failed",
        rule.code,
        message=mismatch.message,
        hint=mismatch.hint,
        details=mismatch.details,
        file=written.file,
        line=line,
    )


def _missing(rule: CompiledRule, written: WrittenRule) -> Iterator[GateCase]:
    given = {example["expect"] for example in rule.examples}
    for kind, statuses, hint in _KINDS:
        wanted = "”或“".join(STATUS_WORDS[status] for status in sorted(statuses))
        place = (written.file, written.line("examples"))
        if given & statuses:
            yield GateCase("example-kinds", kind, "passed", rule.code, file=place[0], line=place[1])
        else:
            yield GateCase(
                "example-kinds",
                f"缺少示例（{kind}）",
                "failed",
                rule.code,
                message=f"“{rule.title}”没有“{wanted}”的示例",
                hint=hint,
                file=place[0],
                line=place[1],
            )
