"""The HTML page: whole in itself, safe against hostile papers, every link with an end."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

from lxml import html
from lxml.html import HtmlElement

from heyan.model.document import Cell, Document, Paragraph, Table
from heyan.model.report import Report, Sourced
from heyan.model.result import AuditResult
from heyan.model.span import Span
from heyan.reporters import render
from heyan.reporters.html_paper import Mark, Paper, ParagraphView, Piece, TableView
from tests.reporters import canonical

PAGE = render("html", canonical.result()).decode()
TREE = html.document_fromstring(PAGE)


def strings(tree: HtmlElement, path: str) -> list[str]:
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [str(entry) for entry in found]


def elements(tree: HtmlElement, path: str) -> list[HtmlElement]:
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [entry for entry in found if isinstance(entry, HtmlElement)]


def text_of(tree: HtmlElement) -> str:
    return "".join(strings(tree, ".//text()"))


def document(text: str, *blocks: Paragraph | Table) -> Document:
    return Document("d1", "a.txt", "text", "0" * 64, text, blocks or (Paragraph(Span("d1", 0, len(text))),))


def page_of(paper: Document) -> str:
    report = Report("d1", Sourced(paper.text, paper.text, paper.span), "narrative")
    return render("html", AuditResult((paper,), (report,), (), ((),), ())).decode()


def test_nothing_is_loaded_from_outside() -> None:
    assert not strings(TREE, "//@src | //link/@href | //@style | //img | //iframe | //object")
    assert all(href.startswith("#") for href in strings(TREE, "//@href"))
    style = "".join(strings(TREE, "//style/text()"))
    assert not re.search(r"@import|url\(", style)


def test_every_link_ends_at_one_place() -> None:
    ids = strings(TREE, "//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in strings(TREE, "//@href")} <= set(ids)
    assert set(strings(TREE, "//@data-mark | //@aria-labelledby")) <= set(ids)


def test_the_content_policy_allows_only_our_own_style_and_script() -> None:
    policy = strings(TREE, "//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", PAGE, re.DOTALL)
        assert len(inline) == 1
        digest = b64encode(sha256(inline[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_hostile_text_is_shown_and_never_run() -> None:
    assert len(elements(TREE, "//script")) == 1
    assert not strings(TREE, "//@href[contains(., 'javascript')]")
    assert "<script>alert('核验')</script>" in text_of(TREE)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", PAGE)
    paper = document('</p><img src=x onerror="alert(1)">{{ 7 * 7 }}\x1b[31m\ud800')
    tree = html.document_fromstring(page_of(paper))
    assert not elements(tree, "//img")
    assert "{{ 7 * 7 }}[31m" in text_of(tree)


def test_every_open_finding_has_a_card_and_a_mark() -> None:
    open_findings = [f for f in canonical.result().findings() if f.suppressed is None]
    places = strings(TREE, "//*[contains(@class, 'place')]/@id[starts-with(., 'f')]")
    assert len(places) == len(open_findings)
    marks = strings(TREE, "//article//span[@class='anchor']/@id[starts-with(., 'm')]")
    assert sorted(anchor[1:] for anchor in marks) == sorted(place[1:] for place in places)


def test_like_findings_share_a_card() -> None:
    cards = [card for card in elements(TREE, "//section[@data-severity]") if "百分号重复" in text_of(card)]
    assert len(cards) == 1
    assert len(elements(cards[0], ".//li[@class='place']")) == 4


def test_tables_keep_their_merged_cells() -> None:
    rows = elements(TREE, "//section[@id='d2']//article//tr")
    assert [len(elements(row, "./td")) for row in rows] == [1, 7, 7, 5, 6, 6, 6, 7, 6, 3]
    assert strings(rows[0], "./td/@colspan") == ["7"]
    assert strings(rows[2], "./td/@rowspan") == ["5", "2"]


def test_headings_descend_one_level_at_a_time() -> None:
    levels = [int(element.tag[1]) for element in elements(TREE, "//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_an_empty_result_and_an_empty_paper_still_make_a_page() -> None:
    assert "没有可核对的数字" in render("html", AuditResult((), (), (), (), ())).decode()
    assert "未发现问题" in page_of(document(""))


def test_a_finding_without_a_place_in_the_paper_links_to_its_heading() -> None:
    result = canonical.result()
    bare = replace(result.documents[0], blocks=())
    page = render("html", replace(result, documents=(bare, result.documents[1]))).decode()
    tree = html.document_fromstring(page)
    assert {href[1:] for href in strings(tree, "//@href")} <= set(strings(tree, "//@id"))


def mark(start: int, end: int, name: str, severity: str | None = "error") -> Mark:
    grave = {"error": "error", "warning": "warning", "info": "info"}.get(severity or "")
    return Mark(Span("d1", start, end), f"m{name}", f"f{name}", name, grave)  # type: ignore[arg-type]


def pieces(paper: Paper) -> tuple[Piece, ...]:
    block = paper.blocks[0]
    assert isinstance(block, ParagraphView)
    return block.pieces


def test_overlapping_marks_are_cut_where_they_begin_and_end() -> None:
    paper = Paper(document("0123456789"), [mark(2, 6, "1", "warning"), mark(4, 8, "2", "error")])
    shown = [(p.text, p.mark.number if p.mark else None, p.anchors) for p in pieces(paper)]
    assert shown == [
        ("01", None, ()),
        ("23", "1", ("m1",)),
        ("45", "2", ("m2",)),
        ("67", "2", ()),
        ("89", None, ()),
    ]
    assert [[m.number for m in p.ending] for p in pieces(paper)] == [[], [], ["1"], ["2"], []]


def test_a_mark_over_nothing_is_a_pin() -> None:
    paper = Paper(document("姓名："), [mark(3, 3, "1")])
    assert [(p.text, p.anchors) for p in pieces(paper)] == [("", ("m1",)), ("姓名：", ())]


def test_a_mark_over_several_cells_has_one_anchor() -> None:
    cells = tuple(Cell(0, n, 1, 1, Span("d1", 2 * n, 2 * n + 1)) for n in range(3))
    paper = Paper(document("a\tb\tc", Table(Span("d1", 0, 5), cells, 1, 3)), [mark(0, 5, "1")])
    table = paper.blocks[0]
    assert isinstance(table, TableView)
    parts = [part for cell in table.rows[0] for part in cell.parts if isinstance(part, Piece)]
    assert [part.anchors for part in parts] == [("m1",), (), ()]
    assert [bool(part.mark) for part in parts] == [True, True, True]
    assert [bool(part.ending) for part in parts] == [False, False, True]


def test_a_mark_over_the_whole_paper_is_a_pin_at_its_start() -> None:
    blocks = [Paragraph(Span("d1", 2 * n, 2 * n + 1)) for n in range(40)]
    paper = Paper(document("a\n" * 40, *blocks), [mark(0, 80, "1")])
    assert [(p.text, bool(p.mark)) for p in pieces(paper)] == [("", True), ("a", False)]


def test_empty_cells_at_one_offset_do_not_repeat_an_anchor() -> None:
    cells = tuple(Cell(0, n, 1, 1, Span("d1", 0, 0)) for n in range(3))
    paper = Paper(document("x", Table(Span("d1", 0, 0), cells, 1, 3)), [mark(0, 0, "1")])
    table = paper.blocks[0]
    assert isinstance(table, TableView)
    assert sum(len(cell.parts) for cell in table.rows[0]) == 1


def test_ragged_rows_are_filled_and_unreached_rows_left_out() -> None:
    cells = (Cell(0, 0, 1, 1, Span("d1", 0, 1)), Cell(90_000, 2, 1, 1, Span("d1", 2, 3)))
    paper = Paper(document("a\tb", Table(Span("d1", 0, 3), cells, 100_000, 4)), [])
    table = paper.blocks[0]
    assert isinstance(table, TableView)
    # The document is a text, which has lost its merged cells: the last text of a row takes what the row lacks.
    assert [[(cell.kind, cell.column_span) for cell in row] for row in table.rows] == [
        [("short", 4)],
        [("gap", 2), ("short", 2)],
    ]


def test_a_nested_table_is_laid_out_inside_its_cell() -> None:
    inner = Table(
        Span("d1", 2, 5), (Cell(0, 0, 1, 1, Span("d1", 2, 3)), Cell(0, 1, 1, 1, Span("d1", 4, 5))), 1, 2
    )
    outer = Table(Span("d1", 0, 7), (Cell(0, 0, 1, 1, Span("d1", 0, 7), (inner,)),), 1, 1)
    tree = html.document_fromstring(page_of(document("甲\n乙\t丙\n丁", outer)))
    nested = elements(tree, "//article//td//td")
    assert [text_of(cell) for cell in nested] == ["乙", "丙"]
