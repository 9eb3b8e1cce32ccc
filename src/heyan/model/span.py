"""Where a piece of text stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in `Document.text` of the document with that id; 0-based."""

    document: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def part(self, start: int, end: int) -> Span:
        """The sub-span at offsets `start` to `end` relative to this one's start."""
        return Span(self.document, self.start + start, self.start + end)

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.document == other.document and self.start < other.end and other.start < self.end
