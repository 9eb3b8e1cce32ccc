"""The shipped packs: every example of every rule ends as it says, and every rule has examples that bite."""

from __future__ import annotations

import pytest

from heyan.engine.rule import CompiledRule
from heyan.packtools.examples import ExampleResult, run_examples
from heyan.pipeline import load_packs

PACK = load_packs(["core"])[0]
RESULTS = run_examples(PACK)


@pytest.mark.parametrize(
    "result", RESULTS, ids=lambda result: f"{result.code}-{result.number}-{result.expected}"
)
def test_example_ends_as_it_says(result: ExampleResult) -> None:
    assert result.fault is None


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_rule_has_a_failing_a_passing_and_a_silent_example(rule: CompiledRule) -> None:
    expected = {example["expect"] for example in rule.examples}
    assert "failed" in expected
    assert "passed" in expected
    assert expected & {"not_applicable", "not_evaluated"}
