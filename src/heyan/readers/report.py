"""Reader for the report model itself (JSON or YAML, schema heyan.report/1): its text is the file's text, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from heyan.model.document import Document, Paragraph, Source
from heyan.model.span import Span
from heyan.readers.decode import decode


def read(source: Source, document_id: str) -> Document:
    """The model's text as lines; what they say is for extraction to understand."""
    text = decode(source.content).replace("\r\n", "\n")
    return Document(
        document_id,
        source.path,
        "report",
        sha256(source.content).hexdigest(),
        text,
        tuple(_lines(document_id, text)),
    )


def _lines(document_id: str, text: str) -> Iterator[Paragraph]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield Paragraph(Span(document_id, start, start + len(line.rstrip("\n"))))
        start += len(line)
