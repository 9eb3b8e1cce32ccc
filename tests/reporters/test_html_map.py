"""The audit map of the HTML page: each number's state, and what checked it."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from lxml import html
from lxml.html import HtmlElement

from heyan.model.document import Document, Paragraph
from heyan.model.finding import Outcome
from heyan.model.report import Report, Sourced
from heyan.model.result import FIGURE_STATES, AuditResult, Figure
from heyan.model.span import Span
from heyan.reporters import render
from heyan.reporters.html_paper import FigureMark, Mark, Paper, ParagraphView
from tests.reporters import canonical

RESULT = canonical.result()
TREE = html.document_fromstring(render("html", RESULT).decode())


def elements(tree: HtmlElement, path: str) -> list[HtmlElement]:
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [entry for entry in found if isinstance(entry, HtmlElement)]


def text_of(tree: HtmlElement) -> str:
    return "".join(str(piece) for piece in tree.itertext())


def paper(text: str) -> Document:
    return Document("d1", "a.txt", "text", "0" * 64, text, (Paragraph(Span("d1", 0, len(text))),))


def page(document: Document, figures: tuple[Figure, ...], outcomes: tuple[Outcome, ...]) -> str:
    report = Report("d1", Sourced(document.text, document.text, document.span), "narrative")
    return render("html", AuditResult((document,), (report,), outcomes, (figures,), ())).decode()


def test_every_number_stands_once_with_its_state_in_class_and_words() -> None:
    for index, document in enumerate(RESULT.documents):
        numbers = elements(TREE, f"//section[@id='{document.id}']//article//a[contains(@class, 'n ')]")
        expected = sorted(RESULT.figures[index], key=lambda figure: figure.span)
        assert [(text_of(n), n.get("class")) for n in numbers if n.get("id")] == [
            (figure.text, f"n {figure.state}") for figure in expected
        ]
        assert all(n.get("title") for n in numbers)


def test_the_legend_counts_all_states_and_leads_to_the_first_number_of_each() -> None:
    links = elements(TREE, "//ul[contains(@class, 'states')]//a")
    figures = [figure for some in RESULT.figures for figure in some]
    for link in links:
        state, count = link.get("data-state"), int(text_of(elements(link, "./b")[0]))
        assert count == sum(figure.state == state for figure in figures)
        target = elements(TREE, f"//*[@id='{(link.get('href') or '')[1:]}']")[0]
        assert target.get("class") == f"n {state}"
    assert [link.get("data-state") for link in links] == [
        state for state in FIGURE_STATES if any(figure.state == state for figure in figures)
    ]


def test_a_number_refers_to_the_rules_that_used_it() -> None:
    rules = {
        rule.get("data-c"): text_of(elements(rule, "./code")[0]) for rule in elements(TREE, "//li[@data-c]")
    }
    number = next(n for n in elements(TREE, "//a[@data-c]") if text_of(n) == "49.39%")
    assert {rules[c] for c in (number.get("data-c") or "").split()} == {"A06"}


def test_the_choice_of_view_needs_no_script() -> None:
    choices = elements(TREE, "//input[@type='radio'][@name='view']")
    assert [(box.get("id"), box.get("checked") is not None) for box in choices] == [
        ("view-issues", True),
        ("view-map", False),
    ]
    labels = {label.get("for"): text_of(label) for label in elements(TREE, "//fieldset[@class='view']/label")}
    assert labels == {"view-issues": "看问题", "view-map": "看核对情况"}
    style = text_of(elements(TREE, "//style")[0])
    assert "body:has(#view-map:checked)" in style


def test_without_figures_there_is_no_map() -> None:
    tree = html.document_fromstring(page(paper("没有数字。"), (), ()))
    assert not elements(tree, "//fieldset[@class='view'] | //aside[contains(@class, 'in-map')]")


def test_a_failed_outcome_leads_to_its_finding() -> None:
    rule = next(r for r in elements(TREE, "//li[@data-c]") if text_of(elements(r, "./code")[0]) == "A04")
    href = elements(rule, "./a")[0].get("href") or ""
    target = elements(TREE, f"//*[@id='{href[1:]}']")[0]
    assert "三类之和为 821.40 万元" in text_of(target)


def test_numbers_without_a_place_are_not_linked() -> None:
    bare = replace(RESULT.documents[0], blocks=())
    tree = html.document_fromstring(
        render("html", replace(RESULT, documents=(bare, RESULT.documents[1]))).decode()
    )
    ids = {str(entry) for entry in tree.xpath("//@id")}  # type: ignore[union-attr]
    assert {str(href)[1:] for href in tree.xpath("//@href")} <= ids  # type: ignore[union-attr]


def figure(start: int, end: int, name: str = "n1") -> FigureMark:
    return FigureMark(Span("d1", start, end), name, "c1", "verified", "1")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ((2, 4), [("01", ""), ("23", "23"), ("45", ""), ("6789", "")]),
        ((5, 7), [("0123", ""), ("4", ""), ("5", "56"), ("6", ""), ("789", "")]),
        ((0, 10), [("0123", "0123456789"), ("45", ""), ("6789", "")]),
    ],
)
def test_marks_cut_a_number_for_the_findings_and_leave_it_whole_for_the_map(
    number: tuple[int, int], expected: list[tuple[str, str]]
) -> None:
    mark = Mark(Span("d1", 4, 6), "m1", "f1", "1", "error")
    laid = Paper(paper("0123456789"), [mark], [figure(*number)])
    block = laid.blocks[0]
    assert isinstance(block, ParagraphView)
    assert [(piece.text, piece.number) for piece in block.pieces] == expected
    assert [piece.first for piece in block.pieces] == [bool(shown) for _, shown in expected]
    assert laid.numbered == {"n1"}


def test_a_number_outside_the_paper_is_not_numbered() -> None:
    document = replace(paper("0123456789"), blocks=(Paragraph(Span("d1", 0, 4)),))
    assert Paper(document, [], [figure(0, 2), figure(6, 8, "n2")]).numbered == {"n1"}


def _seconds(count: int) -> float:
    text = "".join(f"补助{number:05}万元，" for number in range(count))
    spans = [Span("d1", 10 * n + 2, 10 * n + 9) for n in range(count)]
    figures = tuple(Figure(s, text[s.start : s.end], "1", "万元", "verified", ("A01",)) for s in spans)
    outcomes = (
        Outcome("A01", "d1", "passed", operands=tuple(spans), band="exact"),
        *(Outcome("E01", "d1", "passed", operands=(span,)) for span in spans),
    )
    document = paper(text)
    start = process_time()
    page(document, figures, outcomes)
    return process_time() - start


def test_the_map_grows_linearly() -> None:
    few, many = min(_seconds(500) for _ in range(2)), _seconds(4_000)
    assert many < 8 * 4 * few
