from __future__ import annotations

import pytest

from heyan.readers.docx_ordinals import write_ordinal
from tests.readers.ooxml import docx_of, outline, paragraphs, read_docx


def level(index: int, number_format: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identifier: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def num(identifier: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def start_over(index: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def item(number: int | None, index: int | None = 0, style: str = "", text: str = "文") -> str:
    ilvl = "" if index is None else f'<w:ilvl w:val="{index}"/>'
    own = "" if number is None else f'<w:numPr>{ilvl}<w:numId w:val="{number}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


THREE = abstract(
    0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)
LEGAL = abstract(1, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
STYLES = """
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="h1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="linked"><w:name w:val="linked"/><w:basedOn w:val="h1"/></w:style>
<w:style w:type="numbering" w:styleId="list"><w:name w:val="list"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""

CASES: dict[str, tuple[str, str, list[str]]] = {
    "three levels that restart": (
        THREE + num(1, 0),
        item(1) + item(1, 1) + item(1, 2) + item(1, 2) + item(1, 1) + item(1, 2) + item(1) + item(1, 1),
        ["一、文", "（一）文", "1.文", "2.文", "（二）文", "1.文", "二、文", "（一）文"],
    ),
    "upper levels in the text": (LEGAL + num(1, 1), item(1) + item(1, 1) + item(1) + item(1, 1),
        ["第一章文", "1.1文", "第二章文", "2.1文"]),
    "an upper level that never came": (LEGAL + num(1, 1), item(1, 1) + item(1), ["1.1文", "第一章文"]),
    "lists that share their counters": (THREE + num(1, 0) + num(2, 0), item(1) + item(2) + item(1), ["一、文", "二、文", "三、文"]),
    "a list that starts over": (
        THREE + num(1, 0) + num(2, 0, start_over(0, 1)),
        item(1) + item(1) + item(2) + item(2),
        ["一、文", "二、文", "一、文", "二、文"],
    ),
    "a start of its own": (abstract(0, level(0, "decimal", "%1.", start=5)) + num(1, 0), item(1) + item(1), ["5.文", "6.文"]),
    "an overridden level": (
        THREE + num(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'),
        item(1) + item(1),
        ["A)文", "B)文"],
    ),
    "a level that never restarts": (
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>')) + num(1, 0),
        item(1) + item(1, 1) + item(1) + item(1, 1),
        ["1.文", "(1)文", "2.文", "(2)文"],
    ),
    "bullets": (abstract(0, level(0, "bullet", "\uf06c")) + num(1, 0), item(1), ["文"]),
    "no number": (abstract(0, level(0, "none", "")) + num(1, 0), item(1), ["文"]),
    "fixed text": (abstract(0, level(0, "none", "附件")) + num(1, 0), item(1), ["附件文"]),
    "a blank behind the number": (
        abstract(0, level(0, "decimal", "%1.", '<w:suff w:val="space"/>')) + num(1, 0), item(1), ["1. 文"]),
    "numId 0": (THREE + num(1, 0), item(0) + item(0, style="h1"), ["文", "文"]),
    "unknown lists": (THREE, item(7) + item(7, 3), ["文", "文"]),
    "levels out of range": (THREE + num(1, 0), item(1, 11), ["文"]),
    "numbers from styles": (THREE + num(1, 0), item(None, style="h1") + item(None, style="h2"), ["一、文", "（一）文"]),
    "levels linked to styles": (
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:pStyle w:val="linked"/>')) + num(1, 0),
        item(None, style="h1") + item(None, style="linked"),
        ["1.文", "1.1文"],
    ),
    "lists linked to a list style": (
        THREE + num(1, 0)
        + '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="list"/></w:abstractNum>' + num(2, 9),
        item(2) + item(2, 1),
        ["一、文", "（一）文"],
    ),
    "numbered paragraphs without text": (abstract(0, level(0, "decimal", "%1")) + num(1, 0), item(1, text=""), ["1"]),
    "formats newer than the standard": (
        abstract(0, '<w:lvl w:ilvl="0"><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom"/>'
                    '</mc:Choice><mc:Fallback><w:numFmt w:val="upperRoman"/></mc:Fallback></mc:AlternateContent>'
                    '<w:lvlText w:val="%1"/></w:lvl>') + num(1, 0),
        item(1),
        ["I文"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_automatic_numbers_become_text(case: str) -> None:
    numbering, body, shown = CASES[case]
    assert paragraphs(read_docx(docx_of(body, numbering=numbering, styles=STYLES))) == shown


def test_numbers_count_through_tables() -> None:
    rows = "".join(f"<w:tr><w:tc>{item(1, text='')}</w:tc></w:tr>" for _ in range(3))
    numbering = abstract(0, level(0, "decimal", "%1")) + num(1, 0)
    assert outline(read_docx(docx_of(f"<w:tbl>{rows}</w:tbl>", numbering=numbering))) == [
        [["1"], ["2"], ["3"]]
    ]


@pytest.mark.parametrize(
    ("number_format", "written"),
    [
        ("decimal", {1: "1", 12: "12"}),
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "一〇〇"},
        ),
        (
            "chineseCountingThousand",
            {
                10: "十",
                19: "十九",
                100: "一百",
                101: "一百零一",
                110: "一百一十",
                1001: "一千零一",
                1010: "一千零一十",
            },
        ),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographDigital", {10: "一〇"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 101: "壹佰零壹"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalFullWidth", {1: "１", 10: "１０"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 0: ""}),
        ("upperLetter", {2: "B", 28: "BB"}),
        ("lowerRoman", {4: "iv", 1999: "mcmxcix", 5000: "5000"}),
        ("upperRoman", {9: "IX"}),
        ("bullet", {1: ""}),
        ("none", {1: ""}),
        ("unheard of", {3: "3"}),
    ],
)
def test_ordinals_are_written_as_word_does(number_format: str, written: dict[int, str]) -> None:
    assert {value: write_ordinal(value, number_format) for value in written} == written
