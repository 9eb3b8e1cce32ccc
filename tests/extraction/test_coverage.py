"""The state of every number: which outcome speaks loudest, what counts as a number, what it costs."""

from __future__ import annotations

from collections import Counter
from time import process_time

import pytest

from heyan.extraction.coverage import coverage, figures_of
from heyan.model.document import Document
from heyan.model.finding import Band, Outcome, Status
from heyan.model.result import FIGURE_STATES, FigureState
from heyan.model.span import Span

from .papers import paper

Said = tuple[Status, Band | None]
EXACT: Said = ("passed", "exact")
ROUNDED: Said = ("passed", "rounded")
TRUNCATED: Said = ("failed", "truncated")
CONTRADICTED: Said = ("failed", "contradicted")
BOUND: Said = ("passed", None)


def outcome(document: Document, code: str, said: Said, *texts: str) -> Outcome:
    """What a rule says of the first place of each text."""
    starts = [document.text.index(text) for text in texts]
    spans = tuple(document.span.part(at, at + len(text)) for at, text in zip(starts, texts, strict=True))
    return Outcome(code, document.id, said[0], operands=spans, band=said[1])


def states(text: str, *outcomes: Outcome) -> list[tuple[str, FigureState]]:
    return [(figure.text, figure.state) for figure in figures_of(paper(text), outcomes)]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], "unchecked"),
        ([BOUND], "constrained"),
        ([("failed", None)], "constrained"),
        ([("not_evaluated", None)], "constrained"),
        ([("failed", "exact")], "constrained"),
        ([("not_applicable", "exact")], "unchecked"),
        ([ROUNDED], "rounded"),
        ([TRUNCATED], "rounded"),
        ([EXACT], "verified"),
        ([CONTRADICTED], "contradicted"),
        ([BOUND, ROUNDED], "rounded"),
        ([ROUNDED, EXACT], "verified"),
        ([EXACT, BOUND], "verified"),
        ([EXACT, CONTRADICTED], "contradicted"),
        ([CONTRADICTED, ROUNDED, BOUND, EXACT], "contradicted"),
    ],
)
def test_the_strongest_statement_about_a_number_wins(said: list[Said], state: FigureState) -> None:
    document = paper("全年支出32.50万元。")
    outcomes = [outcome(document, f"A{n:02}", entry, "32.50") for n, entry in enumerate(said)]
    assert [figure.state for figure in figures_of(document, outcomes)] == [state]
    assert [figure.state for figure in figures_of(document, outcomes[::-1])] == [state]


@pytest.mark.parametrize("said", [BOUND, EXACT, CONTRADICTED])
def test_a_malformed_number_stays_malformed(said: Said) -> None:
    document = paper("全年支出1.021.96万元。")
    (figure,) = figures_of(document, [outcome(document, "A01", said, "1.021.96")])
    assert figure.state == "malformed"
    assert figure.checked_by == ("A01",)


def test_a_number_names_every_rule_that_used_it_once() -> None:
    document = paper("支出40万元，其中：甲15万元，乙25万元，人员12人。")
    outcomes = [
        outcome(document, "A06", ROUNDED, "15万元"),
        outcome(document, "A01", EXACT, "40万元", "15万元", "25万元"),
        outcome(document, "A01", EXACT, "15万元"),
        outcome(document, "J01", ("not_applicable", None), "12人"),
    ]
    assert [(f.text, f.state, f.checked_by) for f in figures_of(document, outcomes)] == [
        ("40万元", "verified", ("A01",)),
        ("15万元", "verified", ("A01", "A06")),
        ("25万元", "verified", ("A01",)),
        ("12人", "unchecked", ()),
    ]


def test_a_place_speaks_of_all_numbers_in_it_and_of_none_beside_it() -> None:
    text = "甲10万元，乙20万元，丙30万元。"
    document = paper(text)
    wide = outcome(document, "H02", BOUND, "10万元，乙20万元")
    assert states(text, wide) == [
        ("10万元", "constrained"),
        ("20万元", "constrained"),
        ("30万元", "unchecked"),
    ]
    empty = Outcome("D01", document.id, "failed", operands=(document.span.part(1, 1),), band="contradicted")
    assert [state for _, state in states(text, empty)] == ["unchecked"] * 3


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.推进道路养护12公里", ["12公里"]),
        ("（3）培训30人次", ["30人次"]),
        ("2021年12月31日前完成", []),
        ("云财绩〔2022〕36号文", []),
        ("2021年全年支出32.5万元，比2020年增长3.5%", ["32.5万元", "3.5%"]),
        ("联系电话：0000-1234567", []),
    ],
)
def test_list_numbers_dates_and_codes_are_no_figures(text: str, numbers: list[str]) -> None:
    assert [figure.text for figure in figures_of(paper(text), ())] == numbers


def test_value_and_unit_are_as_printed() -> None:
    assert [(f.text, f.value, f.unit) for f in figures_of(paper("支出1,200.50万元，增长3.50%，共3"), ())] == [
        ("1,200.50万元", "1200.50", "万元"),
        ("3.50%", "3.50", "%"),
        ("3", "3", None),
    ]


def test_figures_stand_in_reading_order_at_their_own_text() -> None:
    document = paper("甲10万元，乙20万元；\n丙三十户，丁40%。")
    figures = figures_of(document, ())
    assert [figure.span for figure in figures] == sorted(figure.span for figure in figures)
    assert all(document.text_of(figure.span) == figure.text for figure in figures)


def test_each_document_has_its_own_figures() -> None:
    first, second = paper("支出10万元。"), Document("d2", "b.txt", "text", "0" * 64, "支出10万元。", ())
    across = Outcome(
        "I03", first.id, "passed", operands=(first.span.part(2, 6), second.span.part(2, 6)), band="exact"
    )
    alone = outcome(first, "A01", CONTRADICTED, "10万元")
    other = Outcome("A01", "d3", "failed", operands=(Span("d3", 2, 6),), band="contradicted")
    found = coverage((first, second), [across, alone, other])
    assert [[(f.state, f.checked_by) for f in figures] for figures in found] == [
        [("contradicted", ("A01", "I03"))],
        [("verified", ("I03",))],
    ]


def test_every_number_is_in_exactly_one_state() -> None:
    document = paper("支出40万元，其中：甲15万元，乙25万元；1.021.96万元；占比37.5%，共12人。")
    outcomes = [
        outcome(document, "A01", EXACT, "40万元", "15万元", "25万元"),
        outcome(document, "A06", ROUNDED, "37.5%"),
    ]
    figures = figures_of(document, outcomes)
    counts = Counter(figure.state for figure in figures)
    assert sum(counts[state] for state in FIGURE_STATES) == len(figures) == 6
    assert counts == {"verified": 3, "rounded": 1, "malformed": 1, "unchecked": 1}


def _seconds(count: int) -> float:
    document = paper("".join(f"第{n}户补助{n}.25万元，" for n in range(count)))
    figures = figures_of(document, ())
    spans = tuple(figure.span for figure in figures)
    outcomes = [
        Outcome("A01", document.id, "passed", operands=spans, band="exact"),
        Outcome("J01", document.id, "passed", operands=(document.span,)),
        *(Outcome("E01", document.id, "passed", operands=(span,)) for span in spans),
    ]
    start = process_time()
    found = figures_of(document, outcomes)
    assert len(found) == len(spans) >= count
    return process_time() - start


def test_twenty_thousand_numbers_take_linear_time() -> None:
    few, many = min(_seconds(2_500) for _ in range(2)), _seconds(20_000)
    assert many < 8 * 4 * few
