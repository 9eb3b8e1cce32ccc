"""Running a rule's own examples: each is a paper in small, read and judged like any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from heyan.engine.adaptation import adapt
from heyan.engine.evaluation import evaluate
from heyan.engine.pack import CompiledPack
from heyan.engine.profiles import profile_chain
from heyan.engine.rule import CompiledRule
from heyan.engine.schema import ExampleEvidence
from heyan.errors import UnreadableInput
from heyan.extraction.structured import SCHEMA
from heyan.model.document import Document, Source
from heyan.model.finding import Outcome, Status
from heyan.model.report import Report
from heyan.model.units import Units
from heyan.packtools.mismatch import Mismatch, evidence_mismatch, status_mismatch
from heyan.pipeline import understand, units_of

_OWN_KEYS = frozenset({"expect", "note", "profile", "evidence"})


@dataclass(frozen=True)
class PreparedExample:
    """One example of a rule, understood once and judged as often as wanted. `number` counts from 1."""

    code: str
    number: int
    example: Mapping[str, object]
    units: Units

    @property
    def expect(self) -> Status:
        """How the rule must end on it."""
        return cast(Status, self.example["expect"])

    @cached_property
    def evidence(self) -> ExampleEvidence:
        """What it asserts besides."""
        return ExampleEvidence.model_validate(self.example.get("evidence") or {})

    @cached_property
    def paper(self) -> tuple[Document, Report]:
        """The paper in small. Raises UnreadableInput where the example is no paper."""
        content = {"schema": SCHEMA, **{k: v for k, v in self.example.items() if k not in _OWN_KEYS}}
        text = json.dumps(content, ensure_ascii=False, default=str, indent=0)
        return understand(Source(f"{self.code}.json", text.encode()), units=self.units)

    def outcomes(self, pack: CompiledPack) -> tuple[Outcome, ...]:
        """How all rules of `pack` end on the paper, under the profile that the example names.

        Raises PackError where there is no such profile.
        """
        return self.judged(self.adapted(pack))

    def adapted(self, pack: CompiledPack) -> CompiledPack:
        """The pack under the profile that the example names; as it is where there is none. Raises PackError."""
        profile = self.example.get("profile")
        return replace(pack, rules=_under(str(profile), pack)) if profile else pack

    def judged(self, pack: CompiledPack) -> tuple[Outcome, ...]:
        """How all rules of `pack` end on the paper as they are, whatever profile the example names."""
        document, report = self.paper
        return evaluate([pack], [document], [report])

    def mismatch(self, pack: CompiledPack) -> Mismatch | None:
        """Where a pack of this one rule does not do what the example says; None where it does."""
        outcomes = self.outcomes(pack)
        return status_mismatch(self.expect, overall(outcomes), outcomes) or evidence_mismatch(
            self.expect, self.evidence, outcomes
        )


def _under(profile: str, pack: CompiledPack) -> tuple[CompiledRule, ...]:
    """The rules of a pack under a profile. What the profile says of rules that the pack, cut down, lacks is left out."""
    codes = {rule.code for rule in pack.rules}
    chain = profile_chain(profile, [pack.name])
    return adapt([pack], [layer.only(codes) for layer in chain])[0].rules


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one example ended. `number` counts from 1 within its rule; `mismatch` is None where nothing is wrong."""

    code: str
    number: int
    expected: Status
    mismatch: Mismatch | None

    @property
    def fault(self) -> str | None:
        """What is wrong in one sentence."""
        return None if self.mismatch is None else "；".join((self.mismatch.message, *self.mismatch.details))


def prepared(pack: CompiledPack, rule: CompiledRule) -> tuple[PreparedExample, ...]:
    """The rule's examples, to be read with the pack's units."""
    units = units_of([pack])
    return tuple(PreparedExample(rule.code, n, example, units) for n, example in enumerate(rule.examples, 1))


def run_examples(pack: CompiledPack) -> tuple[ExampleResult, ...]:
    """Every example of every rule of the pack."""
    return tuple(
        ExampleResult(rule.code, example.number, example.expect, _mismatch(alone(pack, rule), example))
        for rule in pack.rules
        for example in prepared(pack, rule)
    )


def alone(pack: CompiledPack, rule: CompiledRule) -> CompiledPack:
    """The pack with this one rule."""
    return replace(pack, rules=(rule,))


def _mismatch(pack: CompiledPack, example: PreparedExample) -> Mismatch | None:
    try:
        return example.mismatch(pack)
    except UnreadableInput as error:
        return Mismatch(f"例子写得不对：{error.message}", hint="按报告模型的字段名改写例子")


def example_outcomes(
    pack: CompiledPack, rule: CompiledRule, example: Mapping[str, object]
) -> tuple[Outcome, ...]:
    """The outcomes of one rule on its example."""
    return PreparedExample(rule.code, 1, example, units_of([pack])).outcomes(alone(pack, rule))


def overall(outcomes: tuple[Outcome, ...]) -> Status:
    """The verdict over all targets: failed before not_evaluated before passed; not_applicable where nothing applied."""
    found = {outcome.status for outcome in outcomes}
    order: tuple[Status, ...] = ("failed", "not_evaluated", "passed")
    return next((status for status in order if status in found), "not_applicable")
