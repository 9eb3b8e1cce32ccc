"""A location's excerpt is verbatim, short, and holds the span that it marks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from heyan.engine.excerpt import MAX_EXCERPT, MAX_SPAN, Locator
from heyan.model.document import Document, Paragraph
from heyan.model.finding import Location
from heyan.model.span import Span
from tests.engine.factory import Paper


def locate(text: str, start: int, end: int, *, block: bool = True) -> tuple[Document, Location]:
    whole = Span("d1", 0, len(text))
    document = Document("d1", "a.txt", "text", "0" * 64, text, (Paragraph(whole),) if block else ())
    return document, Locator(document, Paper().report).location(Span("d1", start, end))


@given(
    text=st.text(alphabet="甲乙。；\n \t1", max_size=600),
    ends=st.tuples(st.integers(0, 600), st.integers(0, 600)),
    block=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_mark_is_the_span(text: str, ends: tuple[int, int], block: bool) -> None:
    start, end = sorted(min(at, len(text)) for at in ends)
    document, location = locate(text, start, end, block=block)
    low, high = location.mark
    assert location.excerpt[low:high] == document.text_of(location.span)
    assert location.excerpt in text
    assert len(location.excerpt) <= max(MAX_EXCERPT, MAX_SPAN)
    assert Span("d1", start, end).covers(location.span)


def test_white_space_around_a_cell_is_left_out() -> None:
    _, location = locate("  合计 12 \n", 0, 9)
    assert (location.excerpt, location.mark, location.line) == ("合计 12", (0, 5), 1)


def test_long_span_is_narrowed_to_its_first_line() -> None:
    _, location = locate("第一行\n" + "第二行很长" * 100, 0, 500)
    assert (location.excerpt, location.mark) == ("第一行", (0, 3))


def test_empty_place_has_an_empty_mark() -> None:
    _, location = locate("甲\n\n乙", 2, 2)
    assert location.mark[0] == location.mark[1]


def test_address_names_the_field_of_the_cell() -> None:
    paper = Paper().indicators({"name": "培训场次", "target": "≥10", "score": "6"})
    paper.budget({"name": "年度资金总额", "annual": "10万元"})
    locator = Locator(paper.document, paper.report)
    report = paper.report
    score, annual = report.forms[0].indicators[0].score, report.forms[1].budget_rows[0].annual
    assert score is not None
    assert annual is not None
    assert locator.location(score.span).address == "表1 第1行 得分"
    assert locator.location(annual.span.part(0, 2)).address == "表2 第1行 全年预算数"
