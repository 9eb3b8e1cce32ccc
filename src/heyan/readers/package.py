"""Safe access to an OOXML package: limits hold before anything is inflated, and no XML may bring a DTD.

Figures behind the limits (research on real and hostile files): a 223-page document has 1.5 MB and 82 000 marks;
a legitimate 1600-row table inflates 175:1, so no limit on the ratio is of use.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import join as join_path
from posixpath import normpath
from typing import Literal
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass

PART_LIMIT = 64 << 20
PACKAGE_LIMIT = 256 << 20
MEMBER_LIMIT = 20_000
MARK_LIMIT = 2_000_000

RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_CHUNK = 1 << 18
_STRICT_NAMESPACES = (
    (b"purl.oclc.org/ooxml/wordprocessingml/main", b"schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"purl.oclc.org/ooxml/spreadsheetml/main", b"schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"purl.oclc.org/ooxml/officeDocument/math", b"schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"purl.oclc.org/ooxml/officeDocument/relationships",
        b"schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"purl.oclc.org/ooxml/drawingml/main", b"schemas.openxmlformats.org/drawingml/2006/main"),
)
_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
# Other encodings could hide a DOCTYPE from the search for it; OOXML allows UTF-8 and UTF-16 only.
_ENCODINGS = frozenset(
    {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"gb2312", b"gbk", b"gb18030"}
)
_ZIP_FAULTS = (
    BadZipFile,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    struct.error,
    zlib.error,
    NotImplementedError,
)

Kind = Literal["docx", "xlsx", "other"]
_KIND_OF_ROOT: dict[str, Kind] = {"document": "docx", "workbook": "xlsx"}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship inside the package: the last word of its type (such as styles) and the part it leads to."""

    kind: str
    target: str


class Package:
    """An OOXML package held in memory. Part names are written without a leading slash; case does not matter.

    Opening raises UnreadableInput: "corrupt" for a damaged zip or one without a main part, "encrypted" for members
    with a password, "too_large" beyond PACKAGE_LIMIT bytes or MEMBER_LIMIT members. Nothing is ever extracted to disk.
    """

    def __init__(self, content: bytes) -> None:
        if content.count(b"PK\x01\x02") > MEMBER_LIMIT:
            raise _too_large(f"压缩包里的文件多于 {MEMBER_LIMIT} 个")
        try:
            self._zip = ZipFile(BytesIO(content))
        except _ZIP_FAULTS as fault:
            raise _corrupt() from fault
        self._members = {_key(info.filename): info for info in self._zip.infolist()}
        if any(info.flag_bits & 1 for info in self._members.values()):
            raise UnreadableInput("encrypted", "文件设有密码；请在 Word、Excel 或 WPS 里取消密码后再送审。")
        if sum(info.file_size for info in self._members.values()) > PACKAGE_LIMIT:
            raise _too_large(f"文件解开后超过 {PACKAGE_LIMIT >> 20} MB")
        self._inflated = 0
        self.main_part = self._find_main_part()

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def part(self, name: str) -> bytes:
        """The bytes of part `name`; UnreadableInput "corrupt" where it is missing or damaged, "too_large" beyond a limit."""
        info = self._members.get(_key(name))
        if info is None:
            raise UnreadableInput(
                "corrupt", f"文件里缺少 {name}；请用 Word、Excel 或 WPS 打开后另存一份再送审。"
            )
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            # Inflating bzip2 or lzma cannot be bounded, and no office program writes them.
            raise _corrupt()
        if info.file_size > PART_LIMIT:
            raise _too_large(f"文件里的 {name} 解开后超过 {PART_LIMIT >> 20} MB")
        try:
            return b"".join(self._chunks(info))
        except _ZIP_FAULTS as fault:
            raise _corrupt() from fault

    def xml(self, name: str) -> etree._Element:
        """The root element of part `name`, Strict namespaces mapped to the usual ones, comments dropped.

        Raises UnreadableInput like `part`, and "hostile" for a DTD or an entity, "too_large" for more than MARK_LIMIT
        marks, "corrupt" for malformed XML.
        """
        return parse_xml(self.part(name))

    def relations(self, name: str = "") -> dict[str, Relation]:
        """The relationships of part `name` (of the package itself for "") by id; external ones and missing parts left out."""
        folder, _, file = name.rpartition("/")
        path = join_path(folder, "_rels", f"{file}.rels")
        if path not in self:
            return {}
        found: dict[str, Relation] = {}
        for element in self.xml(path):
            identifier, target = element.get("Id"), element.get("Target")
            if identifier is None or target is None or element.get("TargetMode") == "External":
                continue
            resolved = _resolve(folder, target)
            if resolved in self:
                found[identifier] = Relation(element.get("Type", "").rpartition("/")[2], resolved)
        return found

    def related(self, name: str, kind: str) -> str | None:
        """The first part that `name` relates to as `kind` (such as numbering), or None."""
        return next((rel.target for rel in self.relations(name).values() if rel.kind == kind), None)

    def main_root(self) -> etree._Element:
        """The root element of the main part."""
        if self.main_part is None:
            raise UnreadableInput("corrupt", "文件里没有正文；请用 Word、Excel 或 WPS 打开后另存一份再送审。")
        return self.xml(self.main_part)

    def main_kind(self) -> Kind:
        """What the main part is, by its content type or else by its root element."""
        if self.main_part is None:
            return "other"
        content_type = self._content_type(self.main_part)
        if content_type.endswith("main+xml"):
            if "wordprocessingml" in content_type or "ms-word" in content_type:
                return "docx"
            if "spreadsheetml" in content_type or "ms-excel" in content_type:
                return "xlsx"
        if not self.main_part.lower().endswith(".xml"):
            return "other"
        return _KIND_OF_ROOT.get(etree.QName(self.main_root()).localname, "other")

    def _find_main_part(self) -> str | None:
        return self.related("", "officeDocument")

    def _content_type(self, name: str) -> str:
        if "[Content_Types].xml" not in self:
            return ""
        default = ""
        extension = name.rpartition(".")[2].lower()
        for element in self.xml("[Content_Types].xml"):
            if _key(element.get("PartName", "")) == _key(name):
                return element.get("ContentType", "")
            if element.get("Extension", "").lower() == extension:
                default = element.get("ContentType", "")
        return default

    def _chunks(self, info: ZipInfo) -> Iterator[bytes]:
        # The declared size may lie: count what really comes out, and stop there.
        size = 0
        with self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._inflated += len(chunk)
                if size > PART_LIMIT or self._inflated > PACKAGE_LIMIT:
                    raise _too_large(f"文件解开后超过 {PACKAGE_LIMIT >> 20} MB")
                yield chunk


def kind_of(content: bytes) -> Kind:
    """Which reader `content` is for, by its main part and never by a name.

    "other" for what is not a zip or not such a package; a zip that is damaged, encrypted or beyond the limits raises
    UnreadableInput as `Package` does.
    """
    if not content.startswith(b"PK"):
        return "other"
    return Package(content).main_kind()


def parse_xml(content: bytes) -> etree._Element:
    """The root of a well-formed XML part without a DTD; raises UnreadableInput as `Package.xml` does."""
    if content.count(b"<") > MARK_LIMIT:
        raise _too_large(f"文件里的标记多于 {MARK_LIMIT} 个")
    plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    encoding = _DECLARED_ENCODING.match(
        plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    )
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise _hostile()
    if b"purl.oclc.org/ooxml/" in content:
        for strict, usual in _STRICT_NAMESPACES:
            content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise _corrupt() from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise _hostile()
    return root


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _resolve(folder: str, target: str) -> str:
    target = unquote(target).replace("\\", "/")
    if target.startswith("/"):
        return normpath(target).lstrip("/")
    return normpath(join_path(folder, target))


def _corrupt() -> UnreadableInput:
    return UnreadableInput(
        "corrupt", "文件不完整或已损坏，无法解开；请用 Word、Excel 或 WPS 打开后另存一份再送审。"
    )


def _hostile() -> UnreadableInput:
    return UnreadableInput(
        "hostile",
        "文件里有 DTD 或实体声明，正常的 Word、Excel 文件不会有；请用 Word、Excel 或 WPS 另存一份再送审。",
    )


def _too_large(what: str) -> UnreadableInput:
    return UnreadableInput("too_large", f"{what}，超出可读的限度；请删去与本表无关的内容后再送审。")
