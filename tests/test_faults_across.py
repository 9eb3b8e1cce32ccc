"""Faults between goal form, self-evaluation form and report, and dates out of their year, are found in every format."""

from __future__ import annotations

import pytest
from benchmarks.faults.across import OPERATORS, Operator, trial

from heyan.engine.pack import CompiledPack
from heyan.pipeline import load_packs

PAPERS, SEED, FLOOR = 6, 3, 0.8


@pytest.fixture(scope="module")
def packs() -> tuple[CompiledPack, ...]:
    return load_packs(["core"])


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_most_faults_are_found_and_clean_papers_are_not_blamed(
    operator: Operator, packs: tuple[CompiledPack, ...]
) -> None:
    made = [result for number in range(PAPERS) if (result := trial(operator, SEED, number, packs))]
    assert len(made) >= PAPERS // 2
    assert sum(result.found for result in made) >= FLOOR * len(made)
    assert not [code for result in made for code in result.clean if code in operator.codes]
