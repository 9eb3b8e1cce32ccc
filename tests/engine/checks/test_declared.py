"""What check kinds declare of their observations is what they fill: messages and `grades` are bound to it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from heyan.engine import evaluation
from heyan.engine.checks import CHECK_KINDS, Check, run
from heyan.engine.checks.options import FIGURES, CheckOptions
from heyan.engine.checks.unit import UnitCheck
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict
from heyan.model.document import Source
from heyan.packtools.examples import run_examples
from heyan.pipeline import audit, load_packs

PAPERS = sorted((Path(__file__).parents[3] / "fixtures").glob("*.txt"))
Seen = dict[str, list[tuple[CheckOptions, Observation]]]


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Every observation that the shipped rules make on their examples and on the fixture papers, by kind."""
    found: Seen = defaultdict(list)

    def spy(check: Check, target: Target, lexicons: Lexicons) -> Verdict:
        verdict = run(check, target, lexicons)
        found[check.kind].extend((check, observation) for observation in verdict.observations)
        return verdict

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluation, "run", spy)
        packs = load_packs(["core"])
        run_examples(packs[0])
        audit((Source(path.name, path.read_bytes()) for path in PAPERS), packs)
    return found


def _figures(observation: Observation) -> set[str]:
    given = {name for name in FIGURES - {"formula"} if getattr(observation, name) is not None}
    return given | ({"formula"} if observation.evidence else set())


@pytest.mark.parametrize("kind", CHECK_KINDS)
def test_nothing_undeclared_is_filled(kind: str, seen: Seen) -> None:
    for options, observation in seen[kind]:
        assert set(observation.slots) <= options.slots
        assert _figures(observation) <= options.figures
        for grade in (observation.variant, observation.band):
            assert grade is None or grade in options.gradable


@pytest.mark.parametrize("kind", CHECK_KINDS)
def test_what_is_declared_is_filled_somewhere(kind: str, seen: Seen) -> None:
    if not seen[kind]:
        pytest.skip("no shipped rule uses this kind")
    declared = CHECK_KINDS[kind]
    assert {slot for _, observation in seen[kind] for slot in observation.slots} == declared.slots
    assert set().union(*(_figures(observation) for _, observation in seen[kind])) == declared.figures


def test_variants_belong_to_their_case() -> None:
    assert UnitCheck(case="missing_unit").gradable == ("zero",)
    assert "zero" not in UnitCheck(case="name_unit").gradable
