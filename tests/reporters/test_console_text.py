"""The console report: folds, marks and what hostile text may not do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from heyan.model.finding import Location
from heyan.model.result import AuditResult
from heyan.model.span import Span
from heyan.reporters import render
from heyan.reporters.excerpts import excerpt_of
from heyan.reporters.groups import grouped, message_shape
from heyan.reporters.visible import one_line, visible
from tests.reporters import canonical


def text(
    result: AuditResult | None = None, *, verbose: bool = False, width: int = 80, color: bool = False
) -> str:
    return render("console", result or canonical.result(), verbose=verbose, width=width, color=color).decode()


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_screen(width: int, verbose: bool) -> None:
    assert max(map(cell_len, text(width=width, verbose=verbose).splitlines())) <= width


def test_without_colour_the_fault_is_bracketed_and_no_escape_is_printed() -> None:
    assert "全年支出【812.40万元】" in text()
    assert "90%% 【空】" in text()
    assert "\x1b" not in text()


def test_with_colour_the_fault_is_styled() -> None:
    assert "\x1b[" in text(color=True)
    assert "【" not in text(color=True)


def test_like_findings_of_one_table_fold_and_verbose_unfolds_them() -> None:
    assert text().count("J04 百分号重复 × 4") == 1
    assert text().count("百分号写了两次") == 4
    assert text(verbose=True).count("J04 百分号重复") == 4


def test_findings_come_worst_first_within_a_document() -> None:
    signs = [re.findall("^[✖▲●]", part, re.MULTILINE) for part in text().split("━━━ ")[1:3]]
    for order in signs:
        assert order == sorted(order, key="✖▲●".index)


def test_what_was_not_looked_at_is_said() -> None:
    summary = text().split("汇总")[1]
    assert "17 个数字，复算核对 10 个（59%）" in summary
    assert "未核对：正文 2 个" in summary
    assert "目标没有计量单位 × 2" in summary
    assert "送审件/扫描件.docx：内容是 JPEG 图片" in summary
    assert "6个，11次" in text(verbose=True)


def test_an_empty_result_is_readable() -> None:
    assert "没有可核对的数字" in text(AuditResult((), (), (), (), ()))


def test_hostile_text_cannot_steer_the_terminal() -> None:
    result = canonical.result()
    hostile = replace(result.documents[0], path="[bold]\x1b]0;x\x07\x9b2J\u202eevil\ud800.txt")
    shown = text(replace(result, documents=(hostile, result.documents[1])))
    assert "[bold]]0;x2Jevil.txt" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain", "plain"),
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("a\x00b\x1b[0mc", "ab[0mc"),
        ("\u200b\ufeff零宽\u2069", "零宽"),
        ("制\t表", "制\t表"),
    ],
)
def test_visible_keeps_text_and_drops_what_steers(raw: str, shown: str) -> None:
    assert visible(raw) == shown


def test_one_line_has_no_breaks() -> None:
    assert one_line("甲 \n\t 乙\u3000丙") == "甲 乙 丙"


def location(excerpt: str, start: int, end: int) -> Location:
    return Location("d1", "第1段", 1, excerpt, Span("d1", start, end), (start, end))


@pytest.mark.parametrize(
    ("excerpt", "start", "end", "shown"),
    [
        ("0123456789", 4, 6, ("0123", "45", "6789")),
        ("a" * 50 + "X" + "b" * 50, 50, 51, ("…" + "a" * 9, "X", "b" * 10 + "…")),
        ("X" + "b" * 50, 0, 1, ("", "X", "b" * 19 + "…")),
        ("a" * 50 + "X", 50, 51, ("…" + "a" * 19, "X", "")),
        ("X" * 50, 0, 50, ("", "X" * 10 + "…" + "X" * 10, "")),
    ],
)
def test_an_excerpt_is_cut_around_its_mark(
    excerpt: str, start: int, end: int, shown: tuple[str, ...]
) -> None:
    piece = excerpt_of(location(excerpt, start, end), 20)
    assert (piece.before, piece.marked, piece.after) == shown


def test_findings_of_other_shapes_or_tables_do_not_fold() -> None:
    result = canonical.result()
    form = result.documents[1]
    doubled = [finding for finding in result.findings() if finding.code == "J04"]
    assert len(grouped(doubled, form)) == 1
    assert len(grouped(doubled[:2], form)) == 2
    said = ("错位", "漏填", "重复", "多余")
    others = [replace(finding, message=message) for finding, message in zip(doubled, said, strict=True)]
    assert len(grouped(others, form)) == 4
    outside = replace(doubled[0], location=replace(doubled[0].location, span=Span("d2", 0, 1)))
    assert len(grouped([outside, *doubled[1:]], form)) == 2


def test_the_shape_of_a_message_is_what_the_rule_wrote() -> None:
    shapes = {message_shape(finding) for finding in canonical.result().findings() if finding.code == "J04"}
    assert len(shapes) == 1
