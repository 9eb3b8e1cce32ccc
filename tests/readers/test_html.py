"""Web pages: the grid of tables, the paragraphs as a browser shows them, and the paper within the page."""

from __future__ import annotations

import time

import pytest

from heyan.errors import UnreadableInput
from heyan.model.document import Document, Source, Table
from heyan.readers.html import read
from tests.readers.contract import assert_contract, grid, uncovered

Blocks = list[str | list[list[str | None]]]

CASES: list[tuple[str, str, Blocks]] = [
    ("blocks and line breaks", "<div>一<p>二<br>三</p>四</div>", ["一", "二", "三", "四"]),
    (
        "white space collapses, a no-break space stays",
        "<p>\n 一 \t 二&nbsp;&nbsp;三 </p>",
        ["一 二\xa0\xa0三"],
    ),
    ("inline marks do not part words", "<p>得<b>分</b><span>9</span>0</p>", ["得分90"]),
    ("entities", "<p>&lt;p&gt; &ge;95% &#8804;3 &amp;amp;</p>", ["<p> ≥95% ≤3 &amp;"]),
    (
        "what is not shown",
        "<head><title>甲</title></head><style>p{}</style><script>x</script><p>一<!-- 乙 -->二"
        "<span style='display: none'>三</span><i hidden>四</i>五</p><noscript>六</noscript>",
        ["一二五"],
    ),
    ("preformatted text keeps its lines", "<pre>一  二\n三</pre>", ["一  二", "三"]),
    (
        "row spans and column spans",
        "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2<tr><td>丙<td>3<td>4</table>",
        [[["甲", "乙", None], [None, "1", "2"], ["丙", "3", "4"]]],
    ),
    (
        "paragraphs of a cell",
        "<table><tr><th>年初<br>预算数</th><th><p>全年</p><div>执行数</div></th></tr><tr><td>1<td></table>",
        [[["年初\n预算数", "全年\n执行数"], ["1", ""]]],
    ),
    (
        "sections of a table, a caption, and cells without a row",
        "<table><caption>表一</caption><thead><tr><th>甲<th>乙</thead><tbody><tr><td>1<td>2</tbody></table>"
        "<table><td>丙<td>丁</table>",
        ["表一", [["甲", "乙"], ["1", "2"]], [["丙", "丁"]]],
    ),
    (
        "a nested table",
        "<table><tr><td>项目<td>明细表<tr><td>道路修缮工程<td>共两项：<table><tr><td>甲<td>1</table></table>",
        [[["项目", "明细表"], ["道路修缮工程", "共两项：\n甲\t1"]]],
    ),
    (
        "spans that are no numbers, or beyond any table",
        "<table><tr><td colspan=x>甲<td rowspan='900'>乙<tr><td colspan='2%'>1</table>",
        [[["甲", "乙"], ["1", None]]],
    ),
    ("a hidden row", "<table><tr><td>甲<td>乙<tr style=display:none><td>1<td>2</table>", [[["甲", "乙"]]]),
    ("a table of one cell places text", "<table><tr><td>甲<p>乙</table>", ["甲", "乙"]),
]

FORM = (
    "<table border=1><tr><td colspan=2>单位名称<td colspan=2>清河镇人民政府</tr>"
    "<tr><th>一级指标<th>二级指标<th>指标值<th>得分</tr>"
    "<tr><td rowspan=2>产出指标<td>数量<td>12个<td>10</tr><tr><td>质量<td>≥95%<td>9</tr></table>"
)
FORM_GRID: list[list[str | None]] = [
    ["单位名称", None, "清河镇人民政府", None],
    ["一级指标", "二级指标", "指标值", "得分"],
    ["产出指标", "数量", "12个", "10"],
    [None, "质量", "≥95%", "9"],
]
PROSE = [f"（{i}）本单位按年初安排完成了各项任务，资金执行率为9{i}%，群众满意。" for i in range(10)]
ARTICLE = "".join(f"<p>{text}</p>" for text in PROSE)
LINKS = "".join(f'<li><a href="/column/{i}.html">栏目名称{i}</a></li>' for i in range(12))
TITLE = "清河镇2022年部门整体支出绩效自评报告"

PAGES = {
    "sections": f"<!DOCTYPE html><html><body><header><img><b>某市政府</b></header><nav>首页</nav>"
    f"<div class='bread-crumb crumb'>位置：<a href=/>首页</a></div><div class=side><ul>{LINKS}</ul></div>"
    f"<main><article><header><h1>{TITLE}</h1></header>{ARTICLE}{FORM}</article></main>"
    f"<aside>热点</aside><footer>版权所有 <a href=/m>地图</a></footer></body></html>",
    "tables within tables": f"<table><tr><td><img></td></tr><tr><td><table><tr>"
    f"{LINKS.replace('<li>', '<td>').replace('</li>', '</td>')}</tr></table></td></tr>"
    f"<tr><td><table><tr><td width=200><ul>{LINKS}</ul></td><td><table><tr><td><h1>{TITLE}</h1></td></tr>"
    f"<tr><td>{ARTICLE}{FORM}</td></tr></table></td></tr></table></td></tr>"
    f"<tr><td><a href=/a>联系我们</a> <a href=/b>网站地图</a></td></tr></table>",
    "divisions": f"<div id=top><ul>{LINKS}</ul></div><div class='con'><h1>{TITLE}</h1>{ARTICLE}{FORM}</div>"
    f"<div class=footer>主办：清河镇人民政府</div>",
    "short parts around it": f"<div class=head>清河镇人民政府</div><ul>{LINKS}</ul><div>机构概况<br>政策文件</div>"
    f"<div><div><h1>{TITLE}</h1><p>发布日期：2023-05-01 来源：清河镇人民政府 字号：<a>大</a></p>{ARTICLE}{FORM}</div></div>"
    f"<div><h4>相关链接</h4><a href=/c>信息公开目录</a></div>",
    "no frame at all": f"<h1>{TITLE}</h1>{ARTICLE}{FORM}",
}


@pytest.mark.parametrize(("page", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_blocks_of_a_page(page: str, expected: Blocks) -> None:
    document = _read(page)
    assert _blocks(document) == expected
    assert_contract(document)
    assert not uncovered(document).strip()


@pytest.mark.parametrize("name", PAGES)
def test_the_paper_is_found_in_the_page(name: str) -> None:
    document = _read(PAGES[name])
    assert _blocks(document) == [TITLE, *PROSE, FORM_GRID]
    assert next(document.paragraphs()).level == 1
    assert_contract(document)


def test_a_nested_table_is_in_its_cell() -> None:
    document = _read(CASES[9][1])
    outer, inner = document.tables()
    assert outer.cells[3].tables == (inner,)
    assert grid(document, inner) == [["甲", "1"]]


def test_a_long_text_beside_its_label_is_a_form() -> None:
    document = _read(f"<table><tr><td>年度目标</td><td>{ARTICLE * 3}</td></tr><tr><td>单位<td>甲</table>")
    assert [table.row_count for table in document.tables()] == [2]


def test_the_papers_title_stays_wherever_it_stands() -> None:
    page = f"<ul>{LINKS}</ul><div class=title>清河镇支出绩效报告</div><div>{ARTICLE}{FORM}</div>"
    assert _blocks(_read(page))[0] == "清河镇支出绩效报告"


def test_a_sites_title_over_the_papers_own_is_left_out() -> None:
    own = "清河镇人民政府部门整体支出绩效自评报告"
    page = f"<ul>{LINKS}</ul><h1>清河镇公开自评结果</h1><div><p>清河镇</p><p>{own}</p>{ARTICLE}</div>"
    assert _blocks(_read(page))[:3] == ["清河镇", own, PROSE[0]]


def test_an_export_without_navigation_is_kept_whole() -> None:
    page = f"<div>清河镇</div><div>{ARTICLE}{FORM}</div><p>来源：财政所 时间：五月</p><div>谢谢</div>"
    blocks = _blocks(_read(page))
    assert (blocks[0], blocks[-2:]) == ("清河镇", ["来源：财政所 时间：五月", "谢谢"])


def test_the_papers_own_contents_stay() -> None:
    contents = "".join(f'<p><a href="#part{i}">第{i}部分 概况</a></p>' for i in range(5))
    assert len(_blocks(_read(f"<div>{contents}</div>{ARTICLE}"))) == 15


def test_headings_give_levels() -> None:
    document = _read("<h2>一</h2>正文<h4>二</h4>")
    assert [(document.text_of(p.span), p.level) for p in document.paragraphs()] == [
        ("一", 2),
        ("正文", 0),
        ("二", 4),
    ]


def test_a_wrong_charset_is_not_believed() -> None:
    page = '<meta charset="gb2312"><p>朱镕基</p><p>㙍</p>'
    for encoding in ("gb18030", "utf-8", "utf-16"):
        assert _blocks(read(Source("a.html", page.encode(encoding)), "d1")) == ["朱镕基", "㙍"]


def test_deep_nesting_is_read_or_refused_but_never_cut_off() -> None:
    assert _blocks(_read(_nested(900)))[-1] == "末"
    for depth in (1_200, 3_000, 100_000):
        with pytest.raises(UnreadableInput) as refusal:
            _read(_nested(depth))
        assert refusal.value.kind == "hostile"


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<p> &nbsp;</p>", "empty"),
        ("<!-- 甲 -->", "empty"),
        ("<b>" * 400_001, "too_large"),
        ("<table>" + "<tr><td>1" * 2_000 + "<tr><td colspan=1000>甲</table>", "hostile"),
    ],
)
def test_pages_beyond_reading_are_refused(page: str, kind: str) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        _read(page)
    assert refusal.value.kind == kind


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" * 300 + "甲",
        "<p>" + "甲 " * 500_000,
        "<td>" * 20_000,
        "<table>" + "<tr><td rowspan=0>甲<td>乙" * 400 + "</table>",
        "<a href=x>" * 30_000 + "甲",
        "&" * 300_000 + "甲",
        "<p>甲<" + "x" * 300_000,
    ],
)
def test_odd_pages_take_little_time(page: str) -> None:
    started = time.process_time()
    try:
        assert_contract(_read(page))
    except UnreadableInput as refusal:
        assert refusal.kind in ("hostile", "empty")  # noqa: PT017
    assert time.process_time() - started < 8


def _read(page: str) -> Document:
    return read(Source("a.html", page.encode()), "d1")


def _blocks(document: Document) -> Blocks:
    return [
        grid(document, block) if isinstance(block, Table) else document.text_of(block.span)
        for block in document.blocks
    ]


def _nested(depth: int) -> str:
    return "<div>" * depth + "甲" + "</div>" * depth + "<p>末</p>"
