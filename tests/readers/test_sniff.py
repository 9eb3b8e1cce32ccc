"""Formats are told by content; what cannot be read is refused with a sentence that helps."""

from __future__ import annotations

import io
import zipfile

import pytest

from heyan.errors import UnreadableInput
from heyan.model.document import Source
from heyan.readers import MAX_BYTES, READERS, read
from heyan.readers.decode import decode
from heyan.readers.sniff import format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD_HTML = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head></head><body><p>甲</p></body></html>'
)

READABLE = [
    ("text", "绩效自评报告\n一、概况\n".encode()),
    ("text", "绩效自评报告，共12个村".encode("gb18030")),
    ("text", "甲\t1\n乙\t2\n".encode("utf-16")),
    ("text", "2022年\t得分98\n".encode("utf-16-le")),
    ("text", "目标\t<p>修路</p>\n".encode()),
    ("text", b"PKU 2022"),
    ("text", b"BMW 12"),
    ("text", "{甲}".encode()),
    ("text", "数量 <95 且 >3".encode()),
    ("text", b"<!---->" * 9_000 + "甲".encode()),
    ("html", WORD_HTML.encode()),
    ("html", ("\ufeff\n<!-- 甲 --> <?xml version='1.0'?>\n<!DOCTYPE HTML>" + WORD_HTML).encode()),
    ("html", "<table><tr><td>甲</td></tr></table>".encode("gb18030")),
    ("html", "<p>甲</p>".encode("utf-16")),
    ("html", "<?xml version='1.0'?><html><body>甲</body></html>".encode()),
    ("report", b'{"forms": [], "schema": "heyan.report/1"}'),
    ("report", b'\n{\n "schema" : "heyan.report/1"}'),
    ("report", b"# by hand\nschema: heyan.report/1\nforms: []\n"),
    ("report", b'"schema": "heyan.report/1"\n'),
]

REFUSED = [
    ("empty", b"", "空"),
    ("empty", b"\xef\xbb\xbf \r\n", "空"),
    ("empty", "\u3000\u3000\n".encode(), "没有文字"),
    ("unsupported", b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
    ("unsupported", b"\x89PNG\r\n\x1a\n\x00", "PNG"),
    ("unsupported", b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36", "BMP"),
    ("unsupported", b"RIFF\x00\x00\x00\x00WEBPVP8", "WebP"),
    ("unsupported", b"\x00\x00\x00\x18ftypheic", "HEIC"),
    ("unsupported", b"%PDF-1.7\n", "PDF"),
    ("unsupported", b"{\\rtf1\\ansi", "另存为 .docx"),
    ("unsupported", b"Rar!\x1a\x07\x00", "解压"),
    ("unsupported", OLE + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
    ("unsupported", OLE + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
    ("unsupported", OLE, "旧版 Office"),
    ("encrypted", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ("unsupported", b"\x00\x01\x02\x03" * 100, "认不出"),
    ("unsupported", b"\x01\x02\x03\x04\x05\x06" * 100, "认不出"),
    ("unsupported", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel XML"),
    ("unsupported", b'<?xml version="1.0"?><pkg:package><w:p xmlns:w="http://x/wordprocessingml/2006"/></pkg:package>', "Word XML"),
    ("unsupported", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", ".mht"),
    ("corrupt", b"PK\x03\x04 cut off", "损坏"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), READABLE)
def test_the_format_is_told_by_content(name: str, content: bytes) -> None:
    assert format_of(content) == name


@pytest.mark.parametrize(("kind", "content", "hint"), REFUSED)
def test_what_cannot_be_read_is_refused_with_a_hint(kind: str, content: bytes, hint: str) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        read(Source("自评表.docx", content), "d1")
    assert refusal.value.kind == kind
    assert hint in refusal.value.message


@pytest.mark.parametrize(
    ("member", "hint"), [("OFD.xml", "OFD"), ("ppt/presentation.xml", "PowerPoint"), ("甲.docx", "解压")]
)
def test_other_zips_are_named(member: str, hint: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(UnreadableInput, match=hint) as refusal:
        format_of(buffer.getvalue())
    assert refusal.value.kind == "unsupported"


def test_a_file_too_large_is_refused_before_anything_else() -> None:
    with pytest.raises(UnreadableInput) as refusal:
        read(Source("a.txt", bytes(MAX_BYTES + 1)), "d1")
    assert refusal.value.kind == "too_large"


def test_the_formats_are_those_of_the_table() -> None:
    assert set(READERS) == {"text", "html", "docx", "xlsx", "report"}


def test_reading_goes_by_content_whatever_the_name() -> None:
    assert read(Source("甲.docx", "<p>甲</p>".encode()), "d1").format == "html"
    assert read(Source("甲.html", "甲\n".encode()), "d1").format == "text"


PAPER = "2022年度绩效自评表\r\n指标\t12个村\t≥95%\n"


@pytest.mark.parametrize(
    "content",
    [
        PAPER.encode(),
        PAPER.encode("utf-8-sig"),
        PAPER.encode("utf-16"),
        PAPER.encode("utf-16-le"),
        PAPER.encode("utf-16-be"),
        PAPER.encode("utf-32"),
        PAPER.encode("gb18030"),
    ],
)
def test_encodings_are_told_apart(content: bytes) -> None:
    assert decode(content) == PAPER.replace("\r\n", "\n")


def test_a_few_broken_bytes_do_not_spoil_a_text() -> None:
    assert decode(PAPER.encode() * 3 + "表".encode()[:2]).startswith("2022年度绩效自评表\n")


def test_characters_beyond_gb2312_survive() -> None:
    assert decode("朱镕基、㙍、𠮷".encode("gb18030")) == "朱镕基、㙍、𠮷"
