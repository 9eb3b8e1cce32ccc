"""Packages built by hand for the tests of the docx and xlsx readers."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from heyan.model.document import Document, Paragraph, Source, Table
from heyan.readers import docx, xlsx
from tests.readers.contract import assert_contract, texts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PREFIXES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the given members, deflated."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """A .rels part of (type, target), with the ids rId1, rId2, …"""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELS}">{entries}</Relationships>'


def content_types(part: str, content_type: str) -> str:
    """A [Content_Types].xml that names one part."""
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    )


def docx_parts(body: str, **parts: str) -> dict[str, str | bytes]:
    """The members of a docx: `body` inside w:body, and each keyword as word/<keyword>.xml with its prefixes declared."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("word/document.xml", _WORD),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {_PREFIXES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*((name, f"{name}.xml") for name in parts)),
    }
    for name, content in parts.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name, name)
        members[f"word/{name}.xml"] = f"<w:{root} {_PREFIXES}>{content}</w:{root}>"
    return members


def docx_of(body: str, **parts: str) -> bytes:
    """A docx; see `docx_parts`."""
    return zip_of(docx_parts(body, **parts))


def xlsx_parts(*sheets: str, styles: str = "", strings: str = "", **states: str) -> dict[str, str | bytes]:
    """The members of an xlsx whose sheets hold what is given; `表1="hidden"` sets a sheet's state."""
    names = [f"表{number}" for number in range(1, len(sheets) + 1)]
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" state="{states.get(name, "visible")}"/>'
        for n, name in enumerate(names, 1)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("xl/workbook.xml", _EXCEL),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *targets, ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{S}">{strings}</sst>',
    }
    for (_, target), content in zip(targets, sheets, strict=True):
        members[f"xl/{target}"] = f'<worksheet xmlns="{S}">{content}</worksheet>'
    return members


def xlsx_of(*sheets: str, styles: str = "", strings: str = "", **states: str) -> bytes:
    """An xlsx; see `xlsx_parts`."""
    return zip_of(xlsx_parts(*sheets, styles=styles, strings=strings, **states))


def read_docx(content: bytes) -> Document:
    """The Document of a docx, its contract asserted."""
    document = docx.read(Source("文件.docx", content), "d1")
    assert_contract(document)
    assert document.format == "docx"
    return document


def read_xlsx(content: bytes) -> Document:
    """The Document of an xlsx, its contract asserted."""
    document = xlsx.read(Source("文件.xlsx", content), "d1")
    assert_contract(document)
    assert document.format == "xlsx"
    return document


def paragraphs(document: Document) -> list[str]:
    """The texts of the paragraphs outside tables."""
    return [document.text_of(paragraph.span) for paragraph in document.paragraphs()]


def outline(document: Document) -> list[str | list[list[str]]]:
    """The blocks in order: a paragraph as its text, a table as its rows of origin cells."""
    return [
        document.text_of(block.span) if isinstance(block, Paragraph) else texts(document, block)
        for block in document.blocks
    ]


def placed(document: Document, table: Table) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Row span, column span and text of each origin cell by its grid position."""
    return {
        (cell.row, cell.column): (cell.row_span, cell.column_span, document.text_of(cell.span))
        for cell in table.cells
    }
