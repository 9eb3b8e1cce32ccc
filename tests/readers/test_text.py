"""Flattened tables are found again in plain text; all other lines are paragraphs.

In the cases, → stands for a TAB. Expected blocks: a string is a paragraph, a list of rows is a table.
"""

from __future__ import annotations

import pytest

from heyan.errors import UnreadableInput
from heyan.model.document import Document, Source, Table
from heyan.readers.text import MAX_BYTES, read
from tests.readers.contract import assert_contract, texts

Blocks = list[str | list[list[str]]]

CELL_PER_LINE: list[tuple[str, str, Blocks]] = [
    (
        "rows end with an empty line, a covered cell is empty",
        "表一\n→项目\n→金额\n\n→甲\n→12\n\n→\n→30\n\n\n\n正文。\n",
        ["表一", [["项目", "金额"], ["甲", "12"], ["", "30"]], "正文。"],
    ),
    (
        "a cell of several paragraphs",
        "→年初\n预算数\n→全年\n执行数\n→得分\n\n→1\n→2\n→3\n\n",
        [[["年初\n预算数", "全年\n执行数", "得分"], ["1", "2", "3"]]],
    ),
    (
        "a cell that begins with an empty paragraph",
        "→\n年初\n→全年\n\n→1\n→2\n\n",
        [[["年初", "全年"], ["1", "2"]]],
    ),
    (
        "two tables with titles",
        "→甲\n→乙\n\n→1\n→2\n\n\n\n支出绩效自评表\n（2022年度）\n→丙\n→丁\n\n→3\n→4\n\n\n",
        [[["甲", "乙"], ["1", "2"]], "支出绩效自评表", "（2022年度）", [["丙", "丁"], ["3", "4"]]],
    ),
    (
        "a title after a single empty line is no cell text",
        "→甲\n→乙\n\n→1\n→2\n\n二、项目绩效目标表\n→丙\n→丁\n\n→3\n→4\n",
        [[["甲", "乙"], ["1", "2"]], "二、项目绩效目标表", [["丙", "丁"], ["3", "4"]]],
    ),
    (
        "one empty paragraph between two tables does not part a form",
        "→目标\n→修路\n\n\n \n→指标\n→值\n\n→里程\n→5公里\n\n",
        [[["目标", "修路"], ["指标", "值"], ["里程", "5公里"]]],
    ),
    (
        "a numbered list goes on behind an empty paragraph",
        "→目标\n→1.修路\n\n2.架桥\n\n→单位\n→清河镇\n\n",
        [[["目标", "1.修路\n\n2.架桥"], ["单位", "清河镇"]]],
    ),
    (
        "an empty paragraph in a cell, where a table is known to end with two empty lines",
        "→目标\n→先修路\n\n后架桥\n→备注\n\n→单位\n→清河镇\n→\n\n\n\n正文\n",
        [[["目标", "先修路\n\n后架桥", "备注"], ["单位", "清河镇", ""]], "正文"],
    ),
    (
        "prose right behind a table whose empty lines were squeezed",
        "→甲\n→乙\n\n→1\n→2\n\n本单位共有职工十二人。\n下设三个股室。\n",
        [[["甲", "乙"], ["1", "2"]], "本单位共有职工十二人。", "下设三个股室。"],
    ),
    (
        "a report behind tables without any empty line",
        "→甲\n→乙\n→丙\n→丁\n支出绩效自评报告\n一、概况\n本单位有职工十二人。\n",
        [[["甲", "乙", "丙", "丁"]], "支出绩效自评报告", "一、概况", "本单位有职工十二人。"],
    ),
    (
        "stray TABs at a paragraph's end",
        "→描述→→\n→≥3个\n\n→用途→→→→\n→\n\n\n→备注\n→无\n\n",
        [[["描述", "≥3个"], ["用途", ""], ["备注", "无"]]],
    ),
    (
        "a bookmark's mark is no text of the paper",
        "[bookmark: _Toc1]一、目标\n→[bookmark: OLE_LINK1]\n→产出\n\n→甲\n→乙\n",
        ["一、目标", [["", "产出"], ["甲", "乙"]]],
    ),
    (
        "paragraphs indented by a TAB",
        "→本单位按照年初安排完成了各项工作。\n→资金全部用于村级道路修缮和环境整治。\n\n→下一步将加强管理。\n→继续做好绩效工作。\n",
        [
            "本单位按照年初安排完成了各项工作。",
            "资金全部用于村级道路修缮和环境整治。",
            "下一步将加强管理。",
            "继续做好绩效工作。",
        ],
    ),
    ("a signature pushed to the right", "正文\n→→→清河镇\n→→→2022年3月\n", ["正文", "清河镇", "2022年3月"]),
]

GRIDS: list[tuple[str, str, Blocks]] = [
    ("a grid", "项目→金额\n甲→1\n乙→2\n", [[["项目", "金额"], ["甲", "1"], ["乙", "2"]]]),
    (
        "empty leading cells and empty lines between rows",
        "一级→二级→值\n\n产出→数量→3\n→质量→5\n\n\n→→7\n",
        [[["一级", "二级", "值"], ["产出", "数量", "3"], ["", "质量", "5"], ["", "", "7"]]],
    ),
    ("a stray TAB in prose", "（一）基本支出→\n工资4万元。\n", ["（一）基本支出", "工资4万元。"]),
    ("one line with a TAB inside", "填报人：李明→电话：1\n", ["填报人：李明\t电话：1"]),
    (
        "a row broken by a line end in a cell",
        "甲→乙→丙→丁\n1→2→3→4\n5→六\n七→8→9\n1→2→3→4\n1→2→3→4\n",
        [
            [
                ["甲", "乙", "丙", "丁"],
                ["1", "2", "3", "4"],
                ["5", "六\n七", "8", "9"],
                ["1", "2", "3", "4"],
                ["1", "2", "3", "4"],
            ]
        ],
    ),
    (
        "a line without TABs goes on in the last cell, where rows keep their empty cells",
        "甲→乙→丙\n1→二\n三→\n1→→\n1→2→长\n文\n1→2→3\n",
        [[["甲", "乙", "丙"], ["1", "二\n三", ""], ["1", "", ""], ["1", "2", "长\n文"], ["1", "2", "3"]]],
    ),
    (
        "a line without TABs is a row, where rows drop their empty cells",
        "甲→乙→丙\n合计\n1→2→3\n",
        [[["甲", "乙", "丙"], ["合计"], ["1", "2", "3"]]],
    ),
    (
        "a title ends a grid",
        "甲→乙\n1→2\n附件2\n丙→丁\n3→4\n",
        [[["甲", "乙"], ["1", "2"]], "附件2", [["丙", "丁"], ["3", "4"]]],
    ),
    (
        "a workbook, each row led by a TAB, with line ends in cells",
        "Sheet1\n→甲→乙→丙\n→1→二\n三→4\n→5→6→七\n八\n\n备注\n",
        ["Sheet1", [["甲", "乙", "丙"], ["1", "二\n三", "4"], ["5", "6", "七\n八"]], "备注"],
    ),
    (
        "a grid in which vertical merges left most first cells empty",
        "→数量→1→个\n→质量→2→个\n→时效→3→个\n→成本→4→个\n效益→社会→5→个\n→生态→6→个\n",
        [
            [
                ["", "数量", "1", "个"],
                ["", "质量", "2", "个"],
                ["", "时效", "3", "个"],
                ["", "成本", "4", "个"],
                ["效益", "社会", "5", "个"],
                ["", "生态", "6", "个"],
            ]
        ],
    ),
]

PIPES: list[tuple[str, str, Blocks]] = [
    ("pipes", "| 甲 | 乙 |\n|---|:-:|\n| 1 | |\n", [[["甲", "乙"], ["1", ""]]]),
    ("without outer pipes", "甲 | 乙\n--- | ---\n1 | 2\n正文\n", [[["甲", "乙"], ["1", "2"]], "正文"]),
    ("an escaped pipe", "|甲|乙|\n|-|-|\n|a\\|b|c|\n", [[["甲", "乙"], ["a\\|b", "c"]]]),
    ("without a rule", "|甲|乙|\n|1|2|\n", [[["甲", "乙"], ["1", "2"]]]),
    (
        "two tables in a row",
        "|甲|乙|\n|-|-|\n|1|2|\n\n|丙|丁|\n|-|-|\n|3|4|\n",
        [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]]],
    ),
    ("a pipe in prose", "甲|乙两类\n正文\n", ["甲|乙两类", "正文"]),
    ("headings lose their marks", "## 绩效目标表\n#标签\n", ["绩效目标表", "#标签"]),
]

CASES = CELL_PER_LINE + GRIDS + PIPES


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_blocks_of_a_text(text: str, expected: Blocks) -> None:
    document = _read(text.replace("→", "\t"))
    assert _blocks(document) == expected
    assert_contract(document)


@pytest.mark.parametrize(
    ("text", "aligned"),
    [("→甲\n→乙\n\n→1\n→2\n", False), ("甲→乙\n1→2\n", True), ("|甲|乙|\n|-|-|\n", True)],
)
def test_only_a_cell_per_line_loses_its_columns(text: str, aligned: bool) -> None:
    assert [table.aligned for table in _read(text.replace("→", "\t")).tables()] == [aligned]


def test_a_markdown_heading_gives_its_level() -> None:
    document = _read("# 一\n### 二\n正文\n")
    assert [paragraph.level for paragraph in document.paragraphs()] == [1, 3, 0]


def test_the_text_is_the_file_with_one_kind_of_line_end() -> None:
    assert _read("一\r\n\r\n二\r三\n").text == "一\n\n二\n三\n"


def test_white_space_inside_a_cell_stays() -> None:
    document = _read("\t　≥8% \n\t  12\n\n\t1\n\t2\n")
    assert _blocks(document) == [[["　≥8% ", "  12"], ["1", "2"]]]


@pytest.mark.parametrize("text", ["一\n" * 500_001, " " * (MAX_BYTES + 1)])
def test_a_text_of_too_many_lines_or_bytes_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        _read(text)
    assert refusal.value.kind == "too_large"


def _read(text: str) -> Document:
    return read(Source("a.txt", text.encode()), "d1")


def _blocks(document: Document) -> Blocks:
    return [
        texts(document, block) if isinstance(block, Table) else document.text_of(block.span)
        for block in document.blocks
    ]
