"""Telling a file's format by its content; its name is never asked."""

from __future__ import annotations

import re

from heyan.errors import UnreadableInput
from heyan.readers.decode import decode

_HEAD = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RESAVE_WORD = "请用 Word 或 WPS 打开，另存为 .docx 后再送审。"
_RESAVE_EXCEL = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再送审。"
_ASK_SOURCE = "请向编制人要 Word 或 Excel 原件，另存为 .docx 或 .xlsx 后再送审。"

# Magic bytes of what is no paper that we can read, what to call it, and what to do.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xd8\xff", "JPEG 图片", _ASK_SOURCE),
    (b"\x89PNG\r\n\x1a\n", "PNG 图片", _ASK_SOURCE),
    (b"GIF8", "GIF 图片", _ASK_SOURCE),
    (b"BM", "BMP 图片", _ASK_SOURCE),
    (b"II*\0", "TIFF 图片", _ASK_SOURCE),
    (b"MM\0*", "TIFF 图片", _ASK_SOURCE),
    (b"%PDF", "PDF 文件", _ASK_SOURCE),
    (b"{\\rtf", "RTF 文件", _RESAVE_WORD),
    (b"Rar!\x1a\x07", "RAR 压缩包", "请解压后送审里面的文件。"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "请解压后送审里面的文件。"),
    (b"\x1f\x8b\x08", "gzip 压缩包", "请解压后送审里面的文件。"),
)
# What a zip that is neither docx nor xlsx holds, by a name of a member that only it has.
_ZIPS: tuple[tuple[bytes, str, str], ...] = (
    (b"OFD.xml", "OFD 版式文件", _ASK_SOURCE),
    (b"ppt/presentation.xml", "PowerPoint 演示文稿", _ASK_SOURCE),
    (b"opendocument.spreadsheet", "OpenDocument 表格", _RESAVE_EXCEL),
    (b"opendocument", "OpenDocument 文件", _RESAVE_WORD),
)

_HTML = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|style|script|table|div|center|article|section|main|font|span"
    r"|p|h[1-6]|ul|ol|br|b|strong)[\s/>])",
    re.IGNORECASE,
)
# A page that says so at once needs no further sign; its first closing mark may lie behind any head.
_ROOT = re.compile(r"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_CLOSING = re.compile(r"</\w+\s*>|<br\s*/?>|<!doctype\s+html", re.IGNORECASE)
_JSON_REPORT = re.compile(rb'"schema"\s*:\s*"heyan\.report/')
_JSON = re.compile(r'\{\s*(?:"[^"\n]{0,200}"\s*:|\})')
_YAML_REPORT = re.compile(r"^[\"']?schema[\"']?\s*:\s*[\"']?heyan\.report/", re.MULTILINE)
_XML = re.compile(r"\s*<\?xml[\s>]")
# Control characters that text files have, apart from the C0 ones that mean binary content.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")


def format_of(content: bytes) -> str:
    """The name of the format that `content` is in: text, html, docx, xlsx or report.

    Raises UnreadableInput for anything else: "empty", "encrypted", "corrupt", "too_large" (a package beyond its
    limits) or "unsupported", each saying what the file is and what to do about it.
    """
    if not content.strip(b" \t\r\n\0\x0b\x0c\xef\xbb\xbf\xfe\xff"):
        raise UnreadableInput("empty", "文件是空的；请确认导出是否成功。")
    _refuse_known(content)
    if content.startswith((b"PK\x03", b"PK\x05")):
        return _zip_format(content)
    if content.startswith(_OLE):
        raise _ole_refusal(content)
    return _text_format(content)


def _refuse_known(content: bytes) -> None:
    for magic, what, advice in _REFUSED:
        # "BM" alone also begins words; a bitmap has zeros in its header.
        if content.startswith(magic) and (magic != b"BM" or content[6:10] == b"\0\0\0\0"):
            raise _unsupported(what, advice)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        raise _unsupported("WebP 图片", _ASK_SOURCE)
    if content[4:8] == b"ftyp":
        raise _unsupported("HEIC 图片或视频", _ASK_SOURCE)
    if b"%PDF-" in content[:1024] and b"\0" in content:
        raise _unsupported("PDF 文件", _ASK_SOURCE)


def _zip_format(content: bytes) -> str:
    from heyan.readers.package import kind_of  # lxml is loaded for packages only

    kind = kind_of(content)
    if kind != "other":
        return kind
    for name, what, advice in _ZIPS:
        if name in content:
            raise _unsupported(what, advice)
    raise _unsupported("ZIP 压缩包", "请解压后送审里面的文件。")


def _ole_refusal(content: bytes) -> UnreadableInput:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return UnreadableInput("encrypted", "这是加密的 Office 文件；请去掉打开密码后再送审。")
    if holds("WordDocument"):
        return _unsupported("旧版 Word 文件（.doc 或 .wps）", _RESAVE_WORD)
    if holds("Workbook") or holds("Book"):
        return _unsupported("旧版 Excel 文件（.xls 或 .et）", _RESAVE_EXCEL)
    if holds("PowerPoint Document"):
        return _unsupported("PowerPoint 演示文稿", _ASK_SOURCE)
    return _unsupported("旧版 Office 文件", "请另存为 .docx 或 .xlsx 后再送审。")


def _text_format(content: bytes) -> str:
    head = decode(content[:_HEAD] if len(content) > _HEAD else content)
    # The cut may go through a character, which then is one U+FFFD at the end.
    control = sum(1 for _ in _CONTROL.finditer(head, 0, max(len(head) - 4, 1)))
    if "\0" in head or control > 2 + 0.02 * len(head):
        raise UnreadableInput("unsupported", "认不出这个文件的格式；请送审 .docx、.xlsx、.html 或文本文件。")
    if not head.strip() and not decode(content).strip():
        raise UnreadableInput("empty", "文件里没有文字；请确认导出是否成功。")
    start = head.lstrip()
    if start.startswith("{") and _JSON.match(start):
        if _JSON_REPORT.search(content):
            return "report"
        raise _unsupported("JSON 数据", '报告模型须写明 "schema": "heyan.report/1"；其他数据请送审原文书。')
    if _YAML_REPORT.search(head[:4096]):
        return "report"
    opening = _behind_preamble(start)
    if _HTML.match(opening) and (_ROOT.match(opening) or _CLOSING.search(head)):
        return "html"
    if _XML.match(head):
        return _xml_format(head)
    if re.match(r"MIME-Version:", start, re.IGNORECASE) and "multipart/related" in head:
        raise _unsupported("单个文件网页（.mht）", _RESAVE_WORD)
    return "text"


def _behind_preamble(head: str) -> str:
    """`head` from its first mark on that is neither a comment nor an XML declaration."""
    position = 0
    while head.startswith(("<!--", "<?"), position):
        closing = "-->" if head.startswith("<!--", position) else "?>"
        end = head.find(closing, position + 2)
        if end < 0:
            return ""
        position = end + len(closing)
        while position < len(head) and head[position].isspace():
            position += 1
    return head[position : position + 200]


def _xml_format(head: str) -> str:
    if "schemas.microsoft.com/office/word" in head or "wordprocessingml" in head:
        raise _unsupported("Word XML 文件", _RESAVE_WORD)
    if "urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise _unsupported("Excel XML 文件", _RESAVE_EXCEL)
    if re.search(r"<html[\s>]", head, re.IGNORECASE):
        return "html"
    raise _unsupported("XML 文件", "请送审 .docx、.xlsx、.html 或文本文件。")


def _unsupported(what: str, advice: str) -> UnreadableInput:
    gap = " " if what[0].isascii() else ""
    return UnreadableInput("unsupported", f"这是{gap}{what}，现在还不能审核；{advice}")
