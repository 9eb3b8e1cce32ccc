"""The sample papers: every certain fault that a rule covers is found once; no sound relation is called a fault."""

from __future__ import annotations

import pytest

from tests.gold.compare import accused, answers, available, by_seed, load, twin_ids

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
    doubled = [defect.id for defect in defects if len(hits[defect.id]) > len(defect.lines)]
    assert missed == []
    assert doubled == []


def test_no_sound_relation_is_called_a_fault() -> None:
    samples, _, relations = load()
    findings = by_seed(samples)
    assert [relation.text for relation in relations if accused(relation, findings[relation.seed])] == []
