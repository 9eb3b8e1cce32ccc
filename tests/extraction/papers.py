"""Small papers for the tests of extraction from prose: one line, one paragraph."""

from __future__ import annotations

from pathlib import Path

from heyan.extraction import outline, statements
from heyan.extraction.statements import Line
from heyan.model.document import Document, Paragraph
from heyan.model.report import Section
from heyan.model.span import Span

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def paper(text: str) -> Document:
    """A document whose paragraphs are the lines of `text`; `|` stands for a line's end, cells (TAB) are left out."""
    text = text.replace("|", "\n")
    blocks, position = [], 0
    for line in text.split("\n"):
        if line.strip() and "\t" not in line.strip():
            blocks.append(Paragraph(Span("d", position, position + len(line))))
        position += len(line) + 1
    return Document("d", "paper.txt", "text", "", text, tuple(blocks))


def seed(number: str) -> Document:
    """One of the real samples, read as plain lines."""
    return paper(next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8"))


def understood(document: Document) -> tuple[tuple[Section, ...], tuple[Line, ...]]:
    """The document's sections and lines."""
    sections = outline.sections(document)
    return sections, statements.lines(document, sections)


def line_of(document: Document, span: Span) -> int:
    """The 1-based line where `span` starts."""
    return document.text.count("\n", 0, span.start) + 1
