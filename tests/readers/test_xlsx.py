from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from heyan.errors import UnreadableInput
from heyan.model.document import Document, Table
from tests.readers.ooxml import outline, paragraphs, placed, read_xlsx, xlsx_of, xlsx_parts, zip_of


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def sheet_of(fill: Callable[[Worksheet], None]) -> Document:
    """The Document of a workbook whose only sheet, 自评表, `fill` has filled."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "自评表"
    fill(sheet)
    return read_xlsx(saved(book))


def rows_of(*rows: tuple[str | float | None, ...]) -> Document:
    """The Document of a sheet with these rows; None leaves a cell empty."""

    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return sheet_of(fill)


def shown(cells: str, **parts: str) -> list[str]:
    """What the cells of one row show."""
    document = read_xlsx(xlsx_of(f"<sheetData><row>{cells}</row></sheetData>", **parts))
    return document.text.split("\t")


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def addresses(document: Document, table: Table) -> dict[str | None, str]:
    return {cell.address: document.text_of(cell.span) for cell in table.cells}


def form(sheet: Worksheet) -> None:
    """A small self-evaluation form with title, unit line, merged cells and signature."""
    for row in (
        ("2021年度项目支出绩效自评表",),
        ("单位：万元",),
        ("项目资金", "", "全年预算数", "全年执行数", "执行率"),
        ("", "年度资金总额", 1029.61, 1000.5, 0.9717),
        ("绩效指标", "一级指标", "三级指标", "指标值", "得分"),
        ("", "产出指标", "培训人次", "≥300", 10),
        ("", "", "完成及时率", 1, 7.5),
        ("填报人：某某  联系电话：略",),
    ):
        sheet.append(row)
    for area in ("A1:E1", "A2:E2", "A3:A4", "A5:A7", "B6:B7", "A8:E8"):
        sheet.merge_cells(area)
    sheet["E4"].number_format = "0.00%"
    sheet["C4"].number_format = sheet["D4"].number_format = "#,##0.00"
    sheet["D7"].number_format = "0%"


def test_a_form_is_a_table_between_its_titles_and_signatures() -> None:
    document = sheet_of(form)
    assert outline(document) == [
        "2021年度项目支出绩效自评表",
        "单位：万元",
        [
            ["项目资金", "", "全年预算数", "全年执行数", "执行率"],
            ["年度资金总额", "1,029.61", "1,000.50", "97.17%"],
            ["绩效指标", "一级指标", "三级指标", "指标值", "得分"],
            ["产出指标", "培训人次", "≥300", "10"],
            ["完成及时率", "100%", "7.5"],
        ],
        "填报人：某某  联系电话：略",
    ]
    table = only_table(document)
    assert table.name == "自评表"
    assert placed(document, table)[2, 0] == (3, 1, "绩效指标")
    assert placed(document, table)[3, 1] == (2, 1, "产出指标")
    assert addresses(document, table)["E7"] == "7.5"


LAYOUTS: dict[str, tuple[Callable[[Worksheet], None], list[str | list[list[str]]]]] = {}


def layout(*expected: str | list[list[str]]) -> Callable[[Callable[[Worksheet], None]], None]:
    def register(fill: Callable[[Worksheet], None]) -> None:
        LAYOUTS[fill.__name__] = (fill, list(expected))

    return register


@layout([["甲", "", "1"], ["", "乙", "2"]])
def blank_positions_are_cells(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B2"], sheet["C1"], sheet["C2"] = "甲", "乙", 1, 2


@layout([["甲", "1"], ["乙", "2"]])
def empty_rows_and_columns_are_left_out(sheet: Worksheet) -> None:
    sheet["B3"], sheet["E3"], sheet["B5"], sheet["E5"] = "甲", 1, "乙", 2


@layout("一、概况", "本年度收支平衡。")
def a_column_of_text_is_paragraphs(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"] = "一、概况", "本年度收支平衡。"


@layout("标题", [["甲", "1"]])
def a_title_over_two_rows(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A3"], sheet["B3"] = "标题", "甲", 1
    sheet.merge_cells("A1:B2")


@layout([["名称", ""], ["甲", "1"]])
def a_label_beside_an_empty_merged_cell_is_no_title(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["B2"], sheet["C2"] = "名称", "甲", 1, None
    sheet.merge_cells("B1:C1")


@layout([["甲", "1"], ["产出", ""], ["乙", "2"]])
def a_lone_cell_inside_stays_inside(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["A3"], sheet["B3"] = "甲", 1, "产出", "乙", 2


@layout([["甲", "1"], ["2"]])
def a_lone_cell_beside_a_merged_one_stays_inside(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"], sheet["B2"] = "甲", 1, 2
    sheet.merge_cells("A1:A2")


@layout("表一", [["甲", "1"]], "表二", [["乙", "2"]])
def two_forms_on_a_sheet(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["B2"] = "表一", "甲", 1
    sheet["A5"], sheet["A6"], sheet["B6"] = "表二", "乙", 2


@layout([["甲", "1"], ["乙", "2"]])
def empty_rows_without_a_title_do_not_split(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"], sheet["A5"], sheet["B5"] = "甲", 1, "乙", 2


@layout([["甲", "1"], ["表二", ""], ["乙", "2"]])
def one_empty_row_does_not_split(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"], sheet["A3"], sheet["A4"], sheet["B4"] = "甲", 1, "表二", "乙", 2


@layout([["上\n下", "甲 乙"]])
def line_ends_stay_and_tabs_become_blanks(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"] = "上\r\n下", "甲\t乙"


@layout([["甲乙", "1"]])
def rich_text_is_joined(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"] = CellRichText("甲", TextBlock(InlineFont(b=True), "乙")), 1


@layout([["甲", "1"], ["乙", "2"]])
def hidden_rows_and_columns_are_kept(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "甲", 1, "乙", 2
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True


@layout()
def nothing_but_borders(sheet: Worksheet) -> None:
    for row in sheet["A1:C9"]:
        for cell in row:
            cell.border = Border(left=Side("thin"))


@layout([["TRUE", "FALSE", "#DIV/0!", "2021年3月5日", "2021/3/5"]])
def booleans_errors_and_dates(sheet: Worksheet) -> None:
    sheet.append((True, False, "#DIV/0!", date(2021, 3, 5), date(2021, 3, 5)))
    sheet["D1"].number_format, sheet["E1"].number_format = 'yyyy"年"m"月"d"日"', "mm-dd-yy"


@pytest.mark.parametrize("case", LAYOUTS)
def test_a_sheet_becomes_paragraphs_and_tables(case: str) -> None:
    fill, expected = LAYOUTS[case]
    assert outline(sheet_of(fill)) == expected


CELLS = {
    "numbers": ("<c><v>100</v></c><c><v>0.30000000000000004</v></c>", ["100", "0.3"]),
    "formulas": ("<c><f>1+1</f><v>2</v></c><c t='str'><f>A</f><v>甲</v></c>", ["2", "甲"]),
    "empty formula texts": ("<c><v>1</v></c><c t='str'><f>A</f><v></v></c><c><v>2</v></c>", ["1", "2"]),
    "shared strings": ("<c t='s'><v>0</v></c><c t='s'><v>1</v></c>", ["甲", "乙丙"]),
    "shared strings out of range": ("<c t='s'><v>9</v></c><c t='s'><v>x</v></c><c><v>1</v></c><c><v>2</v></c>", ["1", "2"]),
    "inline strings": ("<c t='inlineStr'><is><t>甲</t></is></c><c><v>1</v></c>", ["甲", "1"]),
    "booleans": ("<c t='b'><v>1</v></c><c t='b'><v>0</v></c>", ["TRUE", "FALSE"]),
    "errors": ("<c t='e'><v>#REF!</v></c><c><v>1</v></c>", ["#REF!", "1"]),
    "ISO dates": ("<c t='d' s='1'><v>2021-03-05T00:00:00</v></c><c><v>1</v></c>", ["2021/3/5", "1"]),
    "styles": ("<c s='2'><v>0.955</v></c><c s='3'><v>12</v></c><c s='99'><v>1</v></c>", ["95.5%", "12人", "1"]),
    "escapes": ("<c t='str'><v>上_x000D__x000A_下</v></c><c><v>1</v></c>", ["上\n下", "1"]),
    "control characters": ("<c t='str'><v>甲_x0007_乙_xD800_</v></c><c><v>1</v></c>", ["甲乙\ufffd", "1"]),
    "numbers that are none": ("<c><v>abc</v></c><c><v>1</v></c>", ["abc", "1"]),
    "endless digits": (f"<c t='s' s='{'9' * 5000}'><v>{'9' * 5000}</v></c><c><v>1</v></c><c><v>2</v></c>", ["1", "2"]),
}  # fmt: skip
STYLES = (
    '<numFmts><numFmt numFmtId="176" formatCode="0.0%"/><numFmt numFmtId="177" formatCode="0&quot;人&quot;"/></numFmts>'
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs>'
)
STRINGS = "<si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>yi</t></rPh></si>"


@pytest.mark.parametrize("case", CELLS)
def test_cells_show_their_stored_values(case: str) -> None:
    cells, expected = CELLS[case]
    assert shown(cells, styles=STYLES, strings=STRINGS) == expected


def test_a_formula_without_a_stored_value_is_remarked_at_its_cell() -> None:
    document = rows_of(("合计", "=1+1"), ("甲", 2))
    table = only_table(document)
    (remark,) = document.remarks
    cell = next(cell for cell in table.cells if cell.address == "B1")
    assert remark == (cell.span, "公式没有缓存值")


def test_hidden_sheets_and_charts_are_remarked() -> None:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.append(("甲", 1))
    for name, state in (("草稿", "hidden"), ("底稿", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.append(("藏", 2))
        sheet.sheet_state = state
    chart = BarChart()
    chart.add_data(Reference(first, min_col=2, min_row=1))
    book.create_chartsheet("图").add_chart(chart)
    second = book.create_sheet("第二张")
    second.append(("乙", 3))
    document = read_xlsx(saved(book))
    assert outline(document) == [[["甲", "1"]], [["乙", "3"]]]
    assert [table.name for table in document.tables()] == ["Sheet", "第二张"]
    assert [reason for _, reason in document.remarks] == [
        "隐藏的工作表“草稿”没有读入",
        "隐藏的工作表“底稿”没有读入",
        "工作表“图”不是表格，没有读入",
    ]


def test_dates_may_count_from_1904() -> None:
    parts = xlsx_parts(
        "<sheetData><row><c s='1'><v>0</v></c><c s='1'><v>1462</v></c></row></sheetData>", styles=STYLES
    )
    book = str(parts["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert read_xlsx(zip_of(parts | {"xl/workbook.xml": book})).text == "1904/1/1\t1908/1/2"


def test_text_under_a_merged_range_is_not_shown() -> None:
    cells = "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c><c r='C1'><v>3</v></c></row>"
    merged = "<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='B1:C1'/></mergeCells>"
    document = read_xlsx(xlsx_of(f"<sheetData>{cells}</sheetData>{merged}"))
    assert placed(document, only_table(document)) == {(0, 0): (1, 1, "1"), (0, 1): (1, 1, "3")}


def test_a_cell_in_the_last_corner_is_read() -> None:
    document = rows_of(("甲", "乙"))
    corner = xlsx_of(
        "<sheetData><row><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
        "<row r='1048576'><c r='A1048576'><v>3</v></c><c r='XFD1048576'><v>4</v></c></row></sheetData>"
    )
    document = read_xlsx(corner)
    assert addresses(document, only_table(document)) == {
        "A1": "1",
        "B1": "2",
        "XFD1": "",
        "A1048576": "3",
        "B1048576": "",
        "XFD1048576": "4",
    }


def merged(*references: str) -> bytes:
    listed = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return xlsx_of(f"<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>{listed}</mergeCells>")


def diagonal() -> bytes:
    cells = "".join(f"<row><c r='{'A' if n % 2 else 'XFC'}{n}'><v>1</v></c></row>" for n in range(1, 50))
    letters = [a + b for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    sparse = "".join(
        f"<row><c r='{name}{n}'><v>1</v></c></row>" for n in range(100, 2300) for name in [letters[n % 676]]
    )
    return xlsx_of(f"<sheetData>{cells}{sparse}</sheetData>")


def repeated_string() -> bytes:
    cells = "<c t='s'><v>0</v></c>" * 1000
    return xlsx_of(f"<sheetData><row>{cells}</row></sheetData>", strings=f"<si><t>{'文' * 100_000}</t></si>")


def without_sheet() -> bytes:
    return zip_of({name: part for name, part in xlsx_parts("").items() if "sheet1" not in name})


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "merged over everything": (lambda: merged("A1:XFD1048576"), "hostile"),
    "merged over many columns": (lambda: merged(*(f"A{n}:XFD{n}" for n in range(1, 70))), "hostile"),
    "cells on a diagonal": (diagonal, "hostile"),
    "one long string a thousand times": (repeated_string, "too_large"),
    "merged nowhere": (lambda: merged("甲:乙"), "corrupt"),
    "a cell nowhere": (lambda: xlsx_of("<sheetData><row><c r='ZZZZ1'><v>1</v></c></row></sheetData>"), "corrupt"),
    "a row too far": (lambda: xlsx_of("<sheetData><row r='1048577'><c><v>1</v></c></row></sheetData>"), "corrupt"),
    "no sheet part": (without_sheet, "corrupt"),
    "no workbook": (lambda: zip_of(xlsx_parts("") | {"xl/workbook.xml": "<a/>"}), "corrupt"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_and_broken_workbooks_are_refused(case: str) -> None:
    build, kind = REFUSED[case]
    content = build()
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(UnreadableInput) as caught:
        read_xlsx(content)
    elapsed, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (caught.value.kind, elapsed < 2, peak < 300 << 20) == (kind, True, True)


def test_a_hyperlink_over_a_whole_sheet_costs_nothing() -> None:
    link = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    document = read_xlsx(xlsx_of(f"<sheetData><row><c><v>1</v></c></row></sheetData>{link}"))
    assert paragraphs(document) == ["1"]


@pytest.mark.parametrize("styles", ["<cellXfs><xf numFmtId='x'/></cellXfs>", "<numFmts><numFmt/></numFmts>"])
def test_broken_styles_do_not_matter(styles: str) -> None:
    assert shown("<c s='0'><v>1</v></c><c><v>2</v></c>", styles=styles) == ["1", "2"]


def test_time_grows_with_the_sheet_only() -> None:
    rows = "".join(
        f"<row>{''.join(f'<c><v>{n}.{c}</v></c>' for c in range(9))}</row>" for n in range(1, 5001)
    )
    content = xlsx_of(f"<sheetData>{rows}</sheetData>")
    started = time.perf_counter()
    assert len(only_table(read_xlsx(content)).cells) == 45_000
    assert time.perf_counter() - started < 5
