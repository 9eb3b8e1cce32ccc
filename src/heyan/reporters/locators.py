"""Places for other programs: paths as URIs, spans as regions of lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from urllib.parse import quote

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
    """The regions of one document's spans; a document without lines has none."""

    def __init__(self, document: Document) -> None:
        self._lined = document.format in LINED_FORMATS
        self._starts = [0]
        if self._lined:
            self._starts += [index + 1 for index, char in enumerate(document.text) if char == "\n"]

    def region(self, span: Span) -> Region | None:
        """Where `span` of this document lies."""
        if not self._lined:
            return None
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
