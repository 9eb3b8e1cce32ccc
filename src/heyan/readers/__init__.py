"""Readers: bytes in, a Document out. READERS is the table of all formats; nothing here opens, prints or writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from heyan.errors import UnreadableInput
from heyan.model.document import Document, Source
from heyan.readers.sniff import format_of

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "READERS", "Reader", "read"]

Reader = Callable[[Source, str], Document]

MAX_BYTES = 200 << 20
# A paper of 220 pages has 200 000 characters; two million dense ones take some twenty seconds to audit.
MAX_CHARACTERS = 2_000_000


def _reader(module: str) -> Reader:
    """The `read` of that module, which is imported at the first call: lxml is slow to load."""

    def load_and_read(source: Source, document_id: str) -> Document:
        return cast(Reader, import_module(f"heyan.readers.{module}").read)(source, document_id)

    return load_and_read


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "text": _reader("text"),
        "html": _reader("html"),
        "docx": _reader("docx"),
        "xlsx": _reader("xlsx"),
        "report": _reader("report"),
    }
)


def read(source: Source, document_id: str) -> Document:
    """The document in `source`, its format told by content alone; its spans carry `document_id`.

    Raises UnreadableInput (empty, unsupported, encrypted, corrupt, too_large, hostile, invalid) with a sentence that
    says what is wrong and what to do.
    """
    if len(source.content) > MAX_BYTES:
        raise UnreadableInput(
            "too_large", f"文件超过 {MAX_BYTES >> 20} MB；请删去图片等与审核无关的内容后再送审。"
        )
    document = READERS[format_of(source.content)](source, document_id)
    if len(document.text) > MAX_CHARACTERS:
        raise UnreadableInput(
            "too_large",
            f"文件里的文字超过 {MAX_CHARACTERS // 10_000} 万字，不像一份绩效材料；请按单位或按表拆成几份再送审。",
        )
    return document
