"""Places for other programs: paths as URIs, spans as regions of lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from urllib.parse import quote

from heyan.model.dataclass import dataclass
from heyan.model.document import LINED_FORMATS, Document
from heyan.model.span import Span

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True)
class Region:
    """A piece of a text: 1-based lines, 1-based columns in code points, the end column one past the last."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int
    offset: int
    length: int


class Regions:
    """The regions of one document's spans; a document without lines has none. Lines are counted when first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts: list[int] | None = None

    def region(self, span: Span) -> Region | None:
        """Where `span` of this document lies."""
        if self._document.format not in LINED_FORMATS:
            return None
        if self._starts is None:
            self._starts = [0, *(found.end() for found in re.finditer("\n", self._document.text))]
        first, last = bisect_right(self._starts, span.start), bisect_right(self._starts, span.end)
        return Region(
            first,
            span.start - self._starts[first - 1] + 1,
            last,
            span.end - self._starts[last - 1] + 1,
            span.start,
            len(span),
        )


def uri_of(path: str) -> str:
    """`path` as a URI: relative paths stay relative, every byte outside ASCII is percent-encoded (RFC 3986)."""
    if _DRIVE.match(path):
        return "file:///" + _encoded(path.replace("\\", "/"), safe="/:")
    encoded = _encoded(path, safe="/")
    if path.startswith("/"):
        return "file://" + encoded
    return encoded.removeprefix("./") or "."


def _encoded(path: str, safe: str) -> str:
    try:
        content = path.encode("utf-8", "surrogateescape")  # a name that is no UTF-8 keeps its bytes
    except UnicodeEncodeError:
        content = path.encode("utf-8", "replace")
    return quote(content, safe=safe)
