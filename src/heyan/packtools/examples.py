"""Running a rule's own examples: each is a paper in small, read and judged like any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from heyan.engine.evaluation import evaluate
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.engine.selection import Selection
from heyan.errors import UnreadableInput
from heyan.extraction.structured import SCHEMA
from heyan.model.document import Source
from heyan.model.finding import Outcome, Status
from heyan.pipeline import understand, units_of

_OWN_KEYS = frozenset({"expect", "note", "evidence"})


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one example ended. `number` counts from 1 within its rule; `fault` says what is wrong, None if nothing."""

    code: str
    number: int
    expected: str
    fault: str | None


def run_examples(pack: CompiledPack) -> tuple[ExampleResult, ...]:
    """Every example of every rule of the pack."""
    return tuple(
        ExampleResult(rule.code, number, str(example["expect"]), _fault(pack, rule, example))
        for rule in pack.rules
        for number, example in enumerate(rule.examples, start=1)
    )


def _fault(pack: CompiledPack, rule: CompiledRule, example: Mapping[str, object]) -> str | None:
    try:
        outcomes = example_outcomes(pack, rule, example)
    except UnreadableInput as error:
        return f"例子写得不对：{error.message}"
    ended = overall(outcomes)
    if ended != example["expect"]:
        reasons = "；".join(sorted({o.reason for o in outcomes if o.reason}))
        return f"应为 {example['expect']}，实为 {ended}" + (f"（{reasons}）" if reasons else "")
    evidence = example.get("evidence")
    if isinstance(evidence, Mapping):
        findings = [finding for outcome in outcomes for finding in outcome.findings]
        for slot, text in evidence.items():
            if not any(getattr(finding, str(slot), None) == str(text) for finding in findings):
                given = "、".join(str(getattr(finding, str(slot), None)) for finding in findings)
                return f"证据 {slot} 应为 {text}，实为 {given}"
    return None


def example_outcomes(
    pack: CompiledPack, rule: CompiledRule, example: Mapping[str, object]
) -> tuple[Outcome, ...]:
    """The outcomes of one rule on its example."""
    content = {"schema": SCHEMA, **{key: value for key, value in example.items() if key not in _OWN_KEYS}}
    text = json.dumps(content, ensure_ascii=False, default=str, indent=0)
    document, report = understand(Source(f"{rule.code}.json", text.encode()), units=units_of([pack]))
    return evaluate([pack], [document], [report], Selection(select=(rule.code,)))


def overall(outcomes: tuple[Outcome, ...]) -> Status:
    """The verdict over all targets: failed before not_evaluated before passed; not_applicable where nothing applied."""
    found = {outcome.status for outcome in outcomes}
    order: tuple[Status, ...] = ("failed", "not_evaluated", "passed")
    return next((status for status in order if status in found), "not_applicable")
