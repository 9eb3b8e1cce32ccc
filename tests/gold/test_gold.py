"""The sample papers: every certain fault that a rule covers is found once; no sound relation is called a fault."""

from __future__ import annotations

import pytest

from tests.gold import relations as gold_relations
from tests.gold.compare import accused, answers, available, by_seed, load, repeated, twin_ids

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not available(), reason="the sample papers are not beside the checkout"),
]


def test_every_covered_fault_is_found_once() -> None:
    samples, defects, _ = load()
    findings = by_seed(samples)
    shipped = {rule.code for rule in samples[0].result.packs[0].rules}
    hits = {defect.id: answers(defect, findings[defect.seed]) for defect in defects}
    missed = [
        defect.id
        for defect in defects
        if defect.code in shipped and not any(hits[twin] for twin in twin_ids(defect) if twin in hits)
    ]
    doubled = [defect.id for defect in defects if repeated(defect, hits[defect.id])]
    assert missed == []
    assert doubled == []


def test_no_sound_relation_is_called_a_fault() -> None:
    samples, _, relations = load()
    findings = by_seed(samples)
    assert [relation.text for relation in relations if accused(relation, findings[relation.seed])] == []


def test_every_relation_over_printed_numbers_is_a_claim_that_is_verified() -> None:
    samples, _, relations = load()
    found = gold_relations.answers(samples, relations)
    left = [answer for answer in found if answer.state != "verified"]
    assert [(answer.relation.text, answer.unmet) for answer in left if answer.expected.needs] == []
    assert all(answer.expected.reason for answer in left)
    assert len(found) - len(left) >= 70


def test_most_figures_that_a_relation_binds_are_recomputed() -> None:
    samples, _, _ = load()
    for sample in samples:
        states = [figure.state for figure in sample.result.figures[0]]
        checked = sum(state in ("verified", "rounded", "contradicted") for state in states)
        assert checked >= 0.8 * (checked + states.count("constrained")), sample.seed
