"""Reader for the report model itself (JSON or YAML, schema heyan.report/1): its text is the file's text."""

from __future__ import annotations

from hashlib import sha256

from heyan.model.document import Document, Paragraph, Source
from heyan.model.span import Span
from heyan.readers.decode import decode


def read(source: Source, document_id: str) -> Document:
    """The model's text as one block; what it says is for extraction to understand."""
    text = decode(source.content).replace("\r\n", "\n")
    whole = Paragraph(Span(document_id, 0, len(text)))
    return Document(document_id, source.path, "report", sha256(source.content).hexdigest(), text, (whole,))
