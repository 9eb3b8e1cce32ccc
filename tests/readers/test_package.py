from __future__ import annotations

import struct
import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from heyan.errors import UnreadableInput
from heyan.model.document import Document
from heyan.readers.package import Package, kind_of, parse_xml
from tests.readers.ooxml import (
    docx_of,
    docx_parts,
    paragraphs,
    read_docx,
    read_xlsx,
    relations,
    xlsx_of,
    xlsx_parts,
    zip_of,
)

PARAGRAPH = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"
MEGABYTE = b"\0" * (1 << 20)


def bomb(part: str, parts: dict[str, str | bytes], megabytes: int = 600) -> bytes:
    """A package whose `part` inflates to that many megabytes, built without ever holding them."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != part:
                archive.writestr(name, content)
        with archive.open(part, "w", force_zip64=True) as stream:
            for _ in range(megabytes):
                stream.write(MEGABYTE)
    return target.getvalue()


def lying_bomb() -> bytes:
    """A package whose directory declares a small document that really inflates to 100 MB."""
    content = bytearray(bomb("word/document.xml", docx_parts(""), 100))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 5000)
    return bytes(content)


def with_flag(content: bytes, flag: int) -> bytes:
    """The zip with a general purpose flag set on every member."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= flag
            at = changed.find(mark, at + 4)
    return bytes(changed)


def with_document(text: str) -> bytes:
    return zip_of(docx_parts("") | {"word/document.xml": text})


LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)
XXE = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>"


def lzma_package() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_LZMA) as archive:
        for name, content in docx_parts(PARAGRAPH).items():
            archive.writestr(name, content)
    return target.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "not a zip": (lambda: b"\xff\xd8\xff\xe0 JFIF", "corrupt"),
    "empty": (lambda: b"", "corrupt"),
    "only the zip's magic": (lambda: b"PK\x03\x04", "corrupt"),
    "truncated": (lambda: docx_of(PARAGRAPH * 500)[:-300], "corrupt"),
    "truncated in the middle": (lambda: docx_of(PARAGRAPH * 500)[:400], "corrupt"),
    "members with a password": (lambda: with_flag(docx_of(PARAGRAPH), 1), "encrypted"),
    "600 MB document": (lambda: bomb("word/document.xml", docx_parts("")), "too_large"),
    "600 MB picture": (lambda: bomb("word/media/image1.bmp", docx_parts(PARAGRAPH)), "too_large"),
    "100 MB document": (lambda: bomb("word/document.xml", docx_parts(""), 100), "too_large"),
    "size that lies": (lying_bomb, "corrupt"),
    "compression that cannot be bounded": (lzma_package, "corrupt"),
    "three million marks": (lambda: docx_of("<w:p/>" * 3_000_000), "too_large"),
    "30 000 members": (lambda: zip_of({f"{n}": "" for n in range(30_000)}), "too_large"),
    "billion laughs": (lambda: with_document(LAUGHS + "]><a>&a9;</a>"), "hostile"),
    "external entity": (lambda: with_document(XXE), "hostile"),
    "doctype in UTF-16": (
        lambda: zip_of(docx_parts("") | {"word/document.xml": XXE.encode("utf-16")}),
        "hostile",
    ),
    "doctype in relations": (lambda: zip_of(docx_parts("") | {"_rels/.rels": XXE}), "hostile"),
    "encoding that hides a doctype": (
        lambda: with_document("<?xml version='1.0' encoding='UTF-7'?><a/>"),
        "hostile",
    ),
    "malformed XML": (lambda: with_document("<w:document"), "corrupt"),
    "nesting 3000 deep": (lambda: docx_of("<w:p>" * 3000 + "</w:p>" * 3000), "corrupt"),
    "no document part": (
        lambda: zip_of({k: v for k, v in docx_parts("").items() if k != "word/document.xml"}),
        "corrupt",
    ),
    "no relations": (
        lambda: zip_of({k: v for k, v in docx_parts("").items() if k != "_rels/.rels"}),
        "corrupt",
    ),
    "any zip": (lambda: zip_of({"a.txt": "正文"}), "corrupt"),
}


@pytest.mark.parametrize("reader", [read_docx, read_xlsx])
@pytest.mark.parametrize("case", REFUSED)
def test_bad_packages_are_refused_with_a_kind_and_a_sentence(
    case: str, reader: Callable[[bytes], Document]
) -> None:
    build, kind = REFUSED[case]
    content = build()
    started = time.perf_counter()
    with pytest.raises(UnreadableInput) as caught:
        reader(content)
    assert caught.value.kind == kind
    assert caught.value.message.endswith("。")
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "case", ["600 MB document", "100 MB document", "size that lies", "three million marks"]
)
def test_bombs_are_refused_in_little_memory(case: str) -> None:
    content = REFUSED[case][0]()
    tracemalloc.start()
    with pytest.raises(UnreadableInput):
        read_docx(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300 << 20


def test_kind_is_told_by_the_main_part() -> None:
    renamed: dict[str, str | bytes] = {
        name.replace("word/document", "odd/main"): part for name, part in docx_parts(PARAGRAPH).items()
    }
    renamed["_rels/.rels"] = relations(("officeDocument", "/odd/main.xml"))
    renamed["[Content_Types].xml"] = b"<Types/>"
    assert kind_of(docx_of(PARAGRAPH)) == "docx"
    assert kind_of(xlsx_of("")) == "xlsx"
    assert kind_of(zip_of(renamed)) == "docx"
    assert kind_of(zip_of({"a.txt": "正文"})) == "other"
    assert kind_of("纯文本".encode()) == "other"
    with pytest.raises(UnreadableInput, match="损坏"):
        kind_of(docx_of(PARAGRAPH)[:200])


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "docx"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "docx"),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xlsx"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "other"),
    ],
)
def test_kind_follows_the_content_type(content_type: str, kind: str) -> None:
    parts = {"_rels/.rels": relations(("officeDocument", "main.xml")), "main.xml": "<a/>"}
    types = f'<Types><Override PartName="/main.xml" ContentType="{content_type}"/></Types>'
    assert kind_of(zip_of({**parts, "[Content_Types].xml": types})) == kind


def test_binary_workbooks_are_no_xlsx() -> None:
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": b"\x83\x01",
    }
    assert kind_of(zip_of(parts)) == "other"


def test_strict_documents_read_like_usual_ones() -> None:
    strict = {
        name: part.replace(
            "schemas.openxmlformats.org/wordprocessingml/2006/main",
            "purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "schemas.openxmlformats.org/officeDocument/2006/relationships",
            "purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, part in docx_parts(PARAGRAPH).items()
        if isinstance(part, str)
    }
    assert paragraphs(read_docx(zip_of(strict))) == ["正文"]


def test_part_names_may_differ_in_case_and_slashes() -> None:
    parts = {name.replace("word/", "Word\\"): part for name, part in docx_parts(PARAGRAPH).items()}
    assert paragraphs(read_docx(zip_of(parts))) == ["正文"]


def test_relations_leave_out_what_is_outside() -> None:
    rels = relations(("image", "https://example.org/a.png"), ("styles", "styles.xml")).replace(
        'Target="https', 'TargetMode="External" Target="https'
    )
    parts = docx_parts(PARAGRAPH, styles="") | {"word/_rels/document.xml.rels": rels}
    found = Package(zip_of(parts)).relations("word/document.xml")
    assert {relation.target for relation in found.values()} == {"word/styles.xml"}


def test_utf_16_parts_are_read() -> None:
    parts = docx_parts("")
    document = f"<?xml version='1.0' encoding='UTF-16'?>{docx_parts(PARAGRAPH)['word/document.xml']!s}"
    assert paragraphs(read_docx(zip_of(parts | {"word/document.xml": document.encode("utf-16")}))) == ["正文"]


def test_comments_do_not_reach_the_readers() -> None:
    assert [child.tag for child in parse_xml(b"<a><!-- x --><?y z?><b/></a>")] == ["b"]


def test_flipped_bytes_never_raise_anything_else() -> None:
    content = docx_of(PARAGRAPH * 20)
    workbook = zip_of(xlsx_parts('<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>'))
    for original, reader in ((content, read_docx), (workbook, read_xlsx)):
        for at in range(0, len(original), 7):
            broken = bytearray(original)
            broken[at] ^= 0x55
            with suppress(UnreadableInput):
                reader(bytes(broken))
