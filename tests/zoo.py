"""Bad inputs, as bytes: what a clerk's disk and an attacker have to offer. Everything is made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MEGABYTE = 1 << 20


def empty() -> bytes:
    """No bytes at all."""
    return b""


def blank() -> bytes:
    """Text that is white space only."""
    return " \r\n\u3000\n\t\n".encode()


def jpeg() -> bytes:
    """The start of a JPEG photo; people rename scans to .docx."""
    header = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00\xff\xdb\x00\x43\x00"
    return header + bytes(range(1, 256)) * 40 + b"\xff\xd9"


def truncated(document: bytes) -> bytes:
    """The first part of `document`: an upload that broke off."""
    return document[: len(document) * 6 // 10]


def flipped(document: bytes) -> bytes:
    """`document` with every 97th byte of its middle turned over: a bad memory stick."""
    damaged = bytearray(document)
    for place in range(len(damaged) // 4, len(damaged) * 3 // 4, 97):
        damaged[place] ^= 0xFF
    return bytes(damaged)


def encrypted_docx() -> bytes:
    """A password-protected .docx: an OLE2 container with the streams EncryptionInfo and EncryptedPackage."""
    sector, end, free, fat_sector = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    size = 4096  # the smallest stream that lives in ordinary sectors
    each = size // sector
    chains = [fat_sector, end]  # sector 0 is the table itself, sector 1 the directory
    for first in (2, 2 + each):
        chains += [*range(first + 1, first + each), end]
    table = struct.pack("<128I", *chains, *[free] * (128 - len(chains)))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *[free] * 108)

    def entry(name: str, kind: int, left: int, child: int, start: int, length: int) -> bytes:
        encoded = name.encode("utf-16-le").ljust(64, b"\0")
        sized = (len(name) + 1) * 2 if name else 0
        return encoded + struct.pack(
            "<HBBIII16sI8s8sIQ", sized, kind, 1, left, free, child, b"", 0, b"", b"", start, length
        )

    directory = (
        entry("Root Entry", 5, free, 1, end, 0)
        + entry("EncryptedPackage", 2, 2, free, 2, size)
        + entry("EncryptionInfo", 2, free, free, 2 + each, size)
        + entry("", 0, free, free, 0, 0)
    )
    package = struct.pack("<Q", size - 8) + bytes(range(256)) * 16
    information = struct.pack("<HHI", 4, 4, 0x40) + b'<encryption xmlns="urn:x"/>'
    return header + table + directory + package[:size] + information.ljust(size, b"\0")


def bomb_docx(megabytes: int = 600) -> bytes:
    """A .docx of well under a megabyte whose main part inflates to `megabytes` MB of white space."""
    opening = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body><w:p/>'.encode()
    spaces = b" " * _MEGABYTE
    return _docx([opening, *[spaces] * megabytes, b"</w:body></w:document>"], level=1)


def lying_bomb_docx(megabytes: int = 300) -> bytes:
    """A bomb whose directory claims that the main part has 2000 bytes."""
    honest = bytearray(bomb_docx(megabytes))
    place = honest.rfind(b"word/document.xml")  # in the central directory, where it stands last
    struct.pack_into("<I", honest, place - 46 + 24, 2000)
    first = honest.find(b"word/document.xml")
    struct.pack_into("<I", honest, first - 30 + 22, 2000)
    return bytes(honest)


def crowded_docx(paragraphs: int = 6_000_000) -> bytes:
    """A .docx of under 100 KB with millions of empty paragraphs: harmless in bytes, ruinous as a tree."""
    opening = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>'.encode()
    block = b"<w:p/>" * 100_000
    return _docx([opening, *[block] * (paragraphs // 100_000), b"</w:body></w:document>"])


def laughing_docx() -> bytes:
    """Billion laughs: entities that multiply tenfold, nine times."""
    entities = "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10 if level else "哈"}">' for level in range(10)
    )
    text = f"{_HEAD}<!DOCTYPE w:document [{entities}]>{_document('&l9;')}"
    return _docx([text.encode()])


def prying_docx(path: str) -> bytes:
    """XXE: an external entity that would pull the file at `path` into the text."""
    text = f'{_HEAD}<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{path}">]>{_document("&x;")}'
    return _docx([text.encode()])


def docx_without_document() -> bytes:
    """A package whose relationships lead to a main part that is not there."""
    whole = zipfile.ZipFile(io.BytesIO(_docx([b""])))
    return _zipped({name: [whole.read(name)] for name in whole.namelist() if name != "word/document.xml"})


def plain_zip() -> bytes:
    """A zip archive of papers, not a paper."""
    return _zipped({"报告.txt": ["自评报告".encode()], "表.txt": ["自评表".encode()]})


def vast_merge_xlsx() -> bytes:
    """A sheet merged over A1:XFD1048576: 17 billion cells to whoever fills them in."""
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>绩效自评表</t></is></c></row>'
    return _xlsx(cells, '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def far_cell_xlsx() -> bytes:
    """A sheet with a cell at the last place of the grid, XFD1048576."""
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>绩效自评表</t></is></c></row>'
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return _xlsx(first + last, "")


def nested_html(depth: int = 100_000) -> bytes:
    """A page of `depth` nested divs around one sentence."""
    return (
        b"<html><body>" + b"<div>" * depth + "自评得分95分。".encode() + b"</div>" * depth + b"</body></html>"
    )


def endless_line(megabytes: int = 50) -> bytes:
    """Text of one single line."""
    sentence = "本年支出1024.50万元，其中基本支出512.25万元，项目支出512.25万元；".encode()
    return sentence * (megabytes * _MEGABYTE // len(sentence))


def utf16(text: str) -> bytes:
    """`text` as Windows Notepad's "Unicode": UTF-16 with a byte-order mark."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def gb18030(text: str) -> bytes:
    """`text` as an older Chinese program writes it."""
    return text.encode("gb18030")


def _document(text: str) -> str:
    return f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'


def _docx(document: Iterable[bytes], level: int = 9) -> bytes:
    types = f'<Types xmlns="{_TYPES}"><Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
    return _zipped(
        {
            "[Content_Types].xml": [(_HEAD + types).encode()],
            "_rels/.rels": [_relationships("rId1", "officeDocument", "word/document.xml")],
            "word/document.xml": document,
        },
        level,
    )


def _xlsx(rows: str, after: str) -> bytes:
    types = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/></Types>'
    )
    book = (
        f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets><sheet name="自评表" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )
    sheet = f'<worksheet xmlns="{_S}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return _zipped(
        {
            "[Content_Types].xml": [(_HEAD + types).encode()],
            "_rels/.rels": [_relationships("rId1", "officeDocument", "xl/workbook.xml")],
            "xl/workbook.xml": [(_HEAD + book).encode()],
            "xl/_rels/workbook.xml.rels": [_relationships("rId1", "worksheet", "worksheets/sheet1.xml")],
            "xl/worksheets/sheet1.xml": [(_HEAD + sheet).encode()],
        }
    )


def _relationships(identity: str, kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="{identity}" Type="{_R}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_RELS}">{relation}</Relationships>'.encode()


def _zipped(members: dict[str, Iterable[bytes]] | dict[str, list[bytes]], level: int = 9) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, chunks in members.items():
            with package.open(name, "w", force_zip64=False) as member:
                for chunk in chunks:
                    member.write(chunk)
    return target.getvalue()
