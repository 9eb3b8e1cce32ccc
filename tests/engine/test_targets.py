from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from fixtures import write_docx
from fixtures.papers import clean_department

from heyan.engine.evaluation import evaluate
from heyan.engine.submission import Submission
from heyan.engine.targets import COLLECTIONS
from heyan.extraction.coverage import figures_of
from heyan.model.document import Document, Source
from heyan.model.report import Report
from heyan.pipeline import load_packs, understand


def paper(copies: int) -> tuple[Document, Report]:
    base = clean_department.PAPER
    return understand(Source("p.docx", write_docx.write(replace(base, parts=base.parts * copies))))


# What the first copy has no earlier copy to be held against.
FIRST = 24
ONE, FOUR, EIGHT = paper(1), paper(4), paper(8)


def sizes(document: Document, report: Report) -> dict[str, int]:
    whole = Submission((document,), (report,))
    return {name: sum(1 for _ in collection.targets(whole)) for name, collection in COLLECTIONS.items()}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_no_collection_grows_faster_than_the_paper(name: str) -> None:
    """A product of all rows (or claims) with each other would be 64 times as long."""
    four, eight = sizes(*FOUR)[name], sizes(*EIGHT)[name]
    assert eight <= 2 * four + FIRST


def test_outcomes_per_figure_stay_the_same() -> None:
    packs = load_packs(["core"])
    shares = []
    for document, report in (ONE, FOUR, EIGHT):
        outcomes = evaluate(packs, [document], [report])
        shares.append(len(outcomes) / len(figures_of(document, outcomes)))
    assert max(shares) <= 1.25 * shares[0]


def test_outcomes_of_each_rule_grow_with_the_paper() -> None:
    packs = load_packs(["core"])
    four, eight = (
        Counter(outcome.code for outcome in evaluate(packs, [document], [report]))
        for document, report in (FOUR, EIGHT)
    )
    assert {code for code in eight if eight[code] > 2 * four[code] + FIRST} == set()


def test_every_figure_is_bound_a_bounded_number_of_times() -> None:
    """Places that outcomes use, counted by place: the same figure does not turn up more often in a longer paper."""
    packs = load_packs(["core"])
    most = []
    for document, report in (FOUR, EIGHT):
        used = Counter(span for one in evaluate(packs, [document], [report]) for span in one.operands)
        most.append(sum(used.values()) / len(used))
    assert most[1] <= 1.1 * most[0]
