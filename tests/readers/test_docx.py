from __future__ import annotations

import time
from io import BytesIO

import docx
import pytest

from heyan.errors import UnreadableInput
from heyan.model.document import Paragraph
from tests.readers.contract import grid
from tests.readers.ooxml import docx_of, docx_parts, outline, paragraphs, placed, read_docx, zip_of


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def cell(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(content: str) -> str:
    box = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    legacy = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{legacy}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


RUNS = {
    "runs are joined": (run("绩效") + run("自评"), "绩效自评"),
    "insertions are kept": (f"<w:ins>{run('95%')}</w:ins>", "95%"),
    "deletions are dropped": (f"<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{run('新')}", "新"),
    "moves count at their goal": (f"<w:moveFrom>{run('甲')}</w:moveFrom><w:moveTo>{run('乙')}</w:moveTo>", "乙"),
    "links": (f"<w:hyperlink>{run('财政局')}</w:hyperlink>", "财政局"),
    "smart tags and custom XML": (f"<w:smartTag><w:customXml>{run('12月')}</w:customXml></w:smartTag>", "12月"),
    "content controls": (control(run("已填")), "已填"),
    "prompts of content controls": (control(run("单击此处输入文字"), "<w:showingPlcHdr/>"), ""),
    "simple fields": (f"<w:fldSimple w:instr='=SUM()'>{run('30')}</w:fldSimple>", "30"),
    "complex fields": (field("=SUM(ABOVE)", run("30")), "30"),
    "fields inside instructions": (field(field("DATE", run("藏")), run("显")) + run("后"), "显后"),
    "instruction text as plain text": (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:t>IF</w:t><w:fldChar w:fldCharType="separate"/>'
        '<w:t>果</w:t><w:fldChar w:fldCharType="end"/></w:r>',
        "果",
    ),
    "breaks": (run("上") + "<w:r><w:br/></w:r>" + run("下") + "<w:r><w:cr/></w:r>" + run("末"), "上\n下\n末"),
    "breaks at the ends": ('<w:r><w:br w:type="page"/></w:r>' + run("文") + "<w:r><w:br/></w:r>", "文"),
    "tabs": (run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), "甲\t乙"),
    "hyphens": (run("3") + "<w:r><w:noBreakHyphen/></w:r>" + run("5"), "3-5"),
    "symbols": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("95%"), "≥95%"),
    "ticked boxes": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("是"), "☑是"),
    "unknown symbols": ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>' + run("是"), "是"),
    "hidden text": (run("显") + run("藏", "<w:vanish/>"), "显"),
    "text that is not hidden": (run("显", '<w:vanish w:val="0"/>'), "显"),
    "mathematics": ("<m:oMath><m:r><m:t>90%</m:t></m:r></m:oMath>", "90%"),
    "ruby": ("<w:r><w:ruby><w:rt><w:r><w:t>lù</w:t></w:r></w:rt>"
             "<w:rubyBase><w:r><w:t>渌</w:t></w:r></w:rubyBase></w:ruby></w:r>", "渌"),
    "alternatives": (
        '<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:t>新</w:t></mc:Choice>'
        "<mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        "新",
    ),
    "only a fallback": ("<mc:AlternateContent><mc:Fallback>" + run("旧") + "</mc:Fallback></mc:AlternateContent>", "旧"),
}  # fmt: skip


@pytest.mark.parametrize("case", RUNS)
def test_a_paragraph_is_what_word_shows(case: str) -> None:
    content, shown = RUNS[case]
    assert paragraphs(read_docx(docx_of(f"<w:p>{content}</w:p>"))) == ([shown] if shown else [])


BLOCKS: dict[str, tuple[str, list[str | list[list[str]]]]] = {
    "order": (para("前") + table(row(cell("甲"))) + para("后"), ["前", [["甲"]], "后"]),
    "empty paragraphs": (para() + para("文") + para(), ["文"]),
    "content controls around blocks": (control(para("前") + table(row(cell("甲")))), ["前", [["甲"]]]),
    "content controls around rows and cells": (
        table(row(cell("甲"), control(cell("乙"))), control(row(cell("丙"), cell("丁")))),
        [[["甲", "乙"], ["丙", "丁"]]],
    ),
    "prompts keep their cell": (
        table(row(control(cell("请选择"), "<w:showingPlcHdr/>"), cell("乙"))),
        [[["", "乙"]]],
    ),
    "deleted rows": (table(row(cell("甲")), row(cell("乙"), properties="<w:del/>")), [[["甲"]]]),
    "inserted rows": (table(row(cell("甲"), properties="<w:ins/>")), [[["甲"]]]),
    "cell paragraphs": (
        table(row(f"<w:tc>{para()}{para('一')}{para()}{para('二')}{para()}</w:tc>")),
        [[["一\n\n二"]]],
    ),
    "tabs in cells": (table(row("<w:tc><w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p></w:tc>")), [[["甲 乙"]]]),
    "text boxes follow their paragraph": (
        f"<w:p>{run('正文')}{text_box(para('框一') + para('框二'))}</w:p>" + para("后"),
        ["正文", "框一", "框二", "后"],
    ),
    "tables in text boxes": (f"<w:p>{text_box(table(row(cell('甲'))))}</w:p>", [[["甲"]]]),
    "text boxes in text boxes": (
        f"<w:p>{text_box('<w:p>' + run('外') + text_box(para('内')) + '</w:p>')}</w:p>",
        ["外", "内"],
    ),
    "text boxes in cells": (table(row(f"<w:tc><w:p>{run('甲')}{text_box(para('框'))}</w:p></w:tc>")), [[["甲\n框"]]]),
    "a table without rows": (para("前") + table() + para("后"), ["前", "后"]),
    "block insertions": (f"<w:ins>{para('增')}</w:ins>", ["增"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BLOCKS)
def test_blocks_come_in_reading_order(case: str) -> None:
    content, expected = BLOCKS[case]
    assert outline(read_docx(docx_of(content))) == expected


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
GRIDS = {
    "plain": ([row(cell("甲"), cell("乙"))], {(0, 0): (1, 1, "甲"), (0, 1): (1, 1, "乙")}),
    "column span": (
        [row(cell("甲", '<w:gridSpan w:val="2"/>'), cell("乙")), row(cell("一"), cell("二"), cell("三"))],
        {
            (0, 0): (1, 2, "甲"),
            (0, 2): (1, 1, "乙"),
            (1, 0): (1, 1, "一"),
            (1, 1): (1, 1, "二"),
            (1, 2): (1, 1, "三"),
        },
    ),
    "row span without a value": (
        [
            row(cell("甲", RESTART), cell("一")),
            row(cell("", CONTINUE), cell("二")),
            row(cell("乙", RESTART), cell("三")),
        ],
        {
            (0, 0): (2, 1, "甲"),
            (0, 1): (1, 1, "一"),
            (1, 1): (1, 1, "二"),
            (2, 0): (1, 1, "乙"),
            (2, 1): (1, 1, "三"),
        },
    ),
    "row span that says continue": (
        [row(cell("甲", RESTART)), row(cell("", '<w:vMerge w:val="continue"/>'))],
        {(0, 0): (2, 1, "甲")},
    ),
    "row span with nothing above": ([row(cell("甲", CONTINUE))], {(0, 0): (1, 1, "甲")}),
    "row span broken off": (
        [row(cell("甲", RESTART)), row(cell("乙")), row(cell("丙", CONTINUE))],
        {(0, 0): (1, 1, "甲"), (1, 0): (1, 1, "乙"), (2, 0): (1, 1, "丙")},
    ),
    "row span narrower than above": (
        [row(cell("甲", RESTART + '<w:gridSpan w:val="2"/>')), row(cell("", CONTINUE), cell("乙"))],
        {(0, 0): (1, 2, "甲"), (1, 0): (1, 1, ""), (1, 1): (1, 1, "乙")},
    ),
    "both spans": (
        [
            row(cell("甲", RESTART + '<w:gridSpan w:val="2"/>'), cell("一")),
            row(cell("", CONTINUE + '<w:gridSpan w:val="2"/>'), cell("二")),
        ],
        {(0, 0): (2, 2, "甲"), (0, 2): (1, 1, "一"), (1, 2): (1, 1, "二")},
    ),
    "columns before and after": (
        [
            row(cell("甲"), cell("乙"), cell("丙")),
            row(cell("一"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        ],
        {(0, 0): (1, 1, "甲"), (0, 1): (1, 1, "乙"), (0, 2): (1, 1, "丙"), (1, 1): (1, 1, "一")},
    ),
    "old merges in both directions": (
        [
            row(cell("甲", '<w:hMerge w:val="restart"/>' + RESTART), cell("", "<w:hMerge/>" + RESTART)),
            row(cell("", '<w:hMerge w:val="restart"/>' + CONTINUE), cell("", "<w:hMerge/>" + CONTINUE)),
        ],
        {(0, 0): (2, 2, "甲")},
    ),
    "row span across a deleted row": (
        [
            row(cell("甲", RESTART), cell("一")),
            row(cell("", CONTINUE), cell("删"), properties="<w:del/>"),
            row(cell("", CONTINUE), cell("二")),
        ],
        {(0, 0): (2, 1, "甲"), (0, 1): (1, 1, "一"), (1, 1): (1, 1, "二")},
    ),
    "nonsense spans": ([row(cell("甲", '<w:gridSpan w:val="x"/>'))], {(0, 0): (1, 1, "甲")}),
}


@pytest.mark.parametrize("case", GRIDS)
def test_merged_cells_are_resolved(case: str) -> None:
    rows, expected = GRIDS[case]
    document = read_docx(docx_of(table(*rows)))
    (found,) = document.tables()
    assert placed(document, found) == expected


def test_ragged_rows_keep_their_columns() -> None:
    document = read_docx(docx_of(table(row(cell("甲")), row(cell("一"), cell("二")))))
    (found,) = document.tables()
    assert grid(document, found) == [["甲", None], ["一", "二"]]
    assert found.aligned


def test_nested_tables_hang_on_their_cell() -> None:
    inner = table(row(cell("内一"), cell("内二")))
    document = read_docx(docx_of(table(row(f"<w:tc>{para('前')}{inner}{para('后')}</w:tc>", cell("旁")))))
    outer, nested = document.tables()
    assert [document.text_of(c.span) for c in outer.cells] == ["前\n内一\t内二\n后", "旁"]
    assert [document.text_of(c.span) for c in nested.cells] == ["内一", "内二"]
    assert outer.cells[0].tables == (nested,)


@pytest.mark.parametrize("span", ["1000000", "2000000000", "16385"])
def test_enormous_spans_are_refused(span: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_docx(docx_of(table(row(cell("甲", f'<w:gridSpan w:val="{span}"/>')))))
    assert caught.value.kind == "hostile"


STYLES = """
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="我的"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="标题 3"/></w:style>
<w:style w:type="paragraph" w:styleId="d"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="e"><w:name w:val="y"/><w:basedOn w:val="d"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="f"><w:name w:val="z"/><w:basedOn w:val="g"/></w:style>
<w:style w:type="paragraph" w:styleId="g"><w:name w:val="w"/><w:basedOn w:val="f"/></w:style>
<w:style w:type="character" w:styleId="h"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ("", 0),
        ('<w:pStyle w:val="a"/>', 2),
        ('<w:pStyle w:val="b"/>', 2),
        ('<w:pStyle w:val="c"/>', 3),
        ('<w:pStyle w:val="d"/>', 1),
        ('<w:pStyle w:val="e"/>', 0),
        ('<w:pStyle w:val="f"/>', 0),
        ('<w:pStyle w:val="unknown"/>', 0),
        ('<w:outlineLvl w:val="3"/>', 4),
        ('<w:pStyle w:val="a"/><w:outlineLvl w:val="9"/>', 0),
        ('<w:outlineLvl w:val="x"/>', 0),
    ],
)
def test_heading_levels_come_from_styles_and_paragraphs(properties: str, level: int) -> None:
    document = read_docx(docx_of(para("一、概况", properties), styles=STYLES))
    assert document.blocks == (Paragraph(document.span, level),)


def test_character_styles_may_hide_text() -> None:
    hidden = run("藏", '<w:rStyle w:val="h"/>')
    assert paragraphs(read_docx(docx_of(f"<w:p>{hidden}</w:p>", styles=STYLES))) == []


def test_the_body_need_not_come_first() -> None:
    parts = docx_parts(para("正文"))
    document = str(parts["word/document.xml"]).replace("<w:body>", '<w:background w:color="FFFFFF"/><w:body>')
    assert paragraphs(read_docx(zip_of(parts | {"word/document.xml": document}))) == ["正文"]


def test_a_document_without_a_body_is_corrupt() -> None:
    parts = docx_parts("")
    document = str(parts["word/document.xml"]).replace("w:body", "w:corpse")
    with pytest.raises(UnreadableInput) as caught:
        read_docx(zip_of(parts | {"word/document.xml": document}))
    assert caught.value.kind == "corrupt"


def test_what_is_not_read_is_remarked() -> None:
    noted = (
        para("文") + '<w:p><w:r><w:footnoteReference w:id="1"/><w:drawing><pic:pic/></w:drawing></w:r></w:p>'
    )
    document = read_docx(docx_of(noted, header=para("某县财政局"), footer=para("第 1 页")))
    assert [reason for _, reason in document.remarks] == [
        "脚注、尾注没有读入",
        "图片里的文字没有读入",
        "页眉、页脚没有读入",
    ]
    assert read_docx(docx_of(para("文"), footer=para("第 1 页"))).remarks == ()


def test_documents_of_other_programs_read_the_same() -> None:
    written = docx.Document()
    written.add_heading("一、基本情况", 1)
    written.add_paragraph("全年预算数100万元。")
    made = written.add_table(3, 3)
    for index, made_cell in enumerate(made._cells):
        made_cell.text = f"格{index}"
    made.cell(0, 0).merge(made.cell(0, 2)).text = "表头"
    made.cell(1, 0).merge(made.cell(2, 0)).text = "左"
    target = BytesIO()
    written.save(target)
    document = read_docx(target.getvalue())
    heading, body, found = document.blocks
    assert (heading, body.span) == (Paragraph(heading.span, 1), body.span)
    assert grid(document, next(document.tables())) == [
        ["表头", None, None],
        ["左", "格4", "格5"],
        [None, "格7", "格8"],
    ]
    assert document.text_of(found.span).startswith("表头\n左\t格4\t格5\n")


def test_time_grows_with_the_document_only() -> None:
    form = table(*(row(*(cell(f"第{r}行{c}列") for c in range(9))) for r in range(21)))
    many = docx_of((form + para("全镇总收入较上年增加。" * 20) * 150) * 30)
    started = time.perf_counter()
    assert sum(1 for _ in read_docx(many).tables()) == 30
    assert time.perf_counter() - started < 2
