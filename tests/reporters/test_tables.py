"""Markdown and CSV: what people read and what spreadsheets open."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from heyan.model.result import AuditResult
from heyan.reporters import render
from heyan.reporters.csv import COLUMNS, safe_cell
from heyan.reporters.markdown import escaped
from tests.reporters import canonical
from tests.reporters.hostile import TEXTS, hostile_result

GFM = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def rows_of(result: AuditResult, lang: str = "zh") -> list[dict[str, str]]:
    content = render("csv", result, lang=lang)  # type: ignore[arg-type]
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_tells_document_unit_year_values_and_fingerprint() -> None:
    row = next(row for row in rows_of(canonical.result()) if row["规则"] == "A04")
    told = {name: row[name] for name in ("文件", "单位", "年度", "级别", "文中值", "应为", "相差", "指纹")}
    assert told == {
        "文件": "送审件/云岭镇自评报告.txt",
        "单位": "云岭镇人民政府",
        "年度": "2021",
        "级别": "错误",
        "文中值": "812.40",
        "应为": "821.40",
        "相差": "-9.00",
        "指纹": "a04-d1-0083",
    }


def test_there_is_a_row_for_each_finding_and_each_unreadable_file() -> None:
    result = canonical.result()
    rows = rows_of(result)
    assert len(rows) == len(result.findings()) + len(result.failures)
    assert rows[0]["级别"] == "未能读取"


def test_a_waived_row_says_who_why_and_until_when() -> None:
    row = next(row for row in rows_of(canonical.result()) if row["规则"] == "L01")
    assert [row[name] for name in ("豁免", "豁免理由", "批准人", "豁免至")] == [
        "豁免",
        "电子版不要求签名，纸质件已核",
        "王科长",
        "2026-12-31",
    ]


def test_english_headings_are_the_keys() -> None:
    assert list(rows_of(canonical.result(), "en")[0]) == [english for *_, english in COLUMNS]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "'=1+1"),
        ("\t=1+1", "'=1+1"),
        ("\u200b=1+1", "'=1+1"),
        ("+86 10", "'+86 10"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("-9.00", "-9.00"),
        ("+1,234.5%", "+1,234.5%"),
        ("得分 12", "得分 12"),
    ],
)
def test_what_a_spreadsheet_would_compute_is_neutralised(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_no_text_of_a_paper_breaks_a_row_or_becomes_a_formula(text: str) -> None:
    rows = rows_of(hostile_result(text))
    assert len(rows) == len(canonical.result().findings()) + 1
    for row in rows:
        assert None not in row
        for cell in row.values():
            assert "\n" not in cell
            if cell[:1] in ("=", "+", "-", "@"):
                assert re.fullmatch(r"[-+][\d,.]+%?", cell)


def test_the_report_shows_findings_with_evidence_and_the_suppressed_apart() -> None:
    text = render("markdown", canonical.result()).decode()
    assert "### ✖ 错误 A04 经济分类之和与支出不符" in text
    assert "| 复算 | 401.25 + 388.15 + 32.00 = 821.40<br>" in text
    assert "### 已豁免 1 条" in text
    assert "王科长" in text
    assert "## 未能判定" in text
    assert "扫描件" in text.split("## ", 1)[0]


def test_every_table_row_has_as_many_cells_as_its_head() -> None:
    html = GFM.render(render("markdown", canonical.result()).decode())
    for table in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        widths = {len(re.findall("<t[hd]", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)}
        assert len(widths) == 1


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_escaped_text_is_shown_as_it_stands(text: str) -> None:
    html = GFM.render(escaped(text))
    assert not re.search(r"<(?!/?p>)", html), html
    assert "@" not in escaped(text)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_no_text_of_a_paper_breaks_the_tables(text: str) -> None:
    safe, wild = (
        GFM.render(render("markdown", hostile_result(t)).decode()) for t in ("正文", text or "正文")
    )
    # Messages alike fold alike; the number of tables and headings tells that no cell broke out of its row.
    for tag in ("<table>", "<h1>", "<h2>", "<h3>", "<script", "<a ", "<img"):
        assert wild.count(tag) == safe.count(tag), tag
