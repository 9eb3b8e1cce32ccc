"""The narrative cut into lines, clauses and the amounts they state. Everything read from prose stands on this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from heyan.extraction import outline, prose_labels, quantities
from heyan.extraction.normal import fold
from heyan.extraction.parallel_names import SEPARATOR, names_before
from heyan.extraction.pattern import pattern
from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.quantity import Quantity
from heyan.model.report import Section, Sourced
from heyan.model.span import Span

Nature = Literal["plain", "change", "share", "rate", "reference"]

# In folded text: commas, colons and brackets are ASCII there; 。 and 、 are not folded.
_STOP = pattern(r"[,;:。!?\n()]|(?<=[^\d\s])\.(?!\d)")
_STRONG = frozenset("。!?\n.")
_CHANGE = pattern(
    r"(?:同比|环比|比(?!较[满好])|较(?![好为大高满])|与).{0,16}?(?:增|减|升|降|提高|多|少|回落|持平|相比|节约|超)|^.{0,6}?(?:增加|减少|增长|下降|上升|降低|增幅|降幅|追加|调增|调减|压减|压缩|"
    r"节约|节省|超支|超出|净增)(?:了|额|率|幅度|约|近|金额|预算)*(?:为|达)?$"
)
_REFERENCE = pattern(r"^(?:其中)?(?:同比|环比|比(?!较[满好])|较|相比|与|上一?年(?:度|同期)?)")
# Brackets without a figure belong to the name around them: 维修（护）费.
_INSET = pattern(r"\([^()\d,;。\n]{1,12}\)")
_SHARE = pattern(r"占.{0,24}$")
_TAIL = pattern(r"[,;:。!?\n()、]")
# A 、 ends a label only behind another amount; inside a name it belongs to the name.
_DIGIT = pattern(r"[0-9]|百分之")

# How far around a number its own words reach. A clause has no end of its own: thousands of amounts may stand in one.
_HORIZON = 240


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a line, with the words before it. Offsets are characters of the line.

    `label` is what stands between the number and the stop or number before it, cleaned; `nature` tells plain
    statements from changes (比上年增加), shares (占…), rates and references to something else. `depth` counts
    open brackets. `listed` marks the figures of a list in parallel (甲、乙分别为…), whose label is its own name in that list. `tail` is the text behind it up to the next stop, _HORIZON characters at most.
    """

    label: str
    quantity: Quantity
    place: Span
    start: int
    end: int
    label_start: int
    clause: int
    sentence: int
    depth: int
    nature: Nature
    tail: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a line between two stops; `stop` is the (folded) sign that ends it."""

    start: int
    end: int
    stop: str
    sentence: int
    depth: int


# What may stand between a heading and the text behind it in one paragraph.
_BETWEEN = pattern(r"[^\S\n]*[。：:；;，,、.！？!?）)]*[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the narrative; `over` are the headings over it (outermost first, its own not among them).

    `clauses` are cut only where the line has amounts; see `clauses`. `folded` is its text with half-width signs, character for character; `body` is where the text behind the
    numbering begins.
    """

    span: Span
    text: str
    folded: str
    over: tuple[Sourced[str], ...]
    numbering: outline.Numbering | None
    body: int
    clauses: tuple[Clause, ...]
    amounts: tuple[Amount, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The texts of the headings over it, without their numbers."""
        return tuple(heading.value for heading in self.over)


def lines(document: Document, sections: Sequence[Section]) -> tuple[Line, ...]:
    """All paragraphs of `sections`; a heading and the text behind it in the same paragraph make one line."""
    found: list[Line] = []
    chain: list[tuple[int, Sourced[str]]] = []
    for section in sections:
        spans = [paragraph.span for paragraph in section.paragraphs]
        if section.heading is None:
            found.extend(_line(document, span, _over(chain)) for span in spans)
            continue
        while chain and chain[-1][0] >= section.depth:
            chain.pop()
        head = section.heading.span
        if spans and _BETWEEN.fullmatch(document.text, head.end, spans[0].start):
            head = Span(head.document, head.start, spans[0].end)
            spans = spans[1:]
        found.append(_line(document, head, _over(chain)))
        chain.append((section.depth, section.heading))
        found.extend(_line(document, span, _over(_above(document, span, chain))) for span in spans)
    return tuple(found)


def _above(
    document: Document, span: Span, chain: list[tuple[int, Sourced[str]]]
) -> list[tuple[int, Sourced[str]]]:
    """The headings over a paragraph: an item too long for a heading is beside the item before, not under it."""
    number = outline.numbering(document.text[span.start : span.end])
    return chain[:-1] if number and chain and chain[-1][0] == number.depth else chain


def _over(chain: list[tuple[int, Sourced[str]]]) -> tuple[Sourced[str], ...]:
    return tuple(heading for _, heading in chain)


def _line(document: Document, span: Span, over: tuple[Sourced[str], ...]) -> Line:
    text = document.text[span.start : span.end]
    folded = fold(text)
    number = outline.numbering(text)
    body = number.end if number else 0
    if not _DIGIT.search(folded, body):
        return Line(span, text, folded, over, number, body, (), ())
    figures = [
        lexeme for lexeme in quantities.lex(text) if lexeme.quantity is not None and lexeme.start >= body
    ]
    taken = tuple((lexeme.start, lexeme.end) for lexeme in figures)
    clauses = _clauses(folded, body, taken)
    amounts: list[Amount] = []
    index = 0
    for figure in figures:
        while index + 1 < len(clauses) and clauses[index].end <= figure.start:
            index += 1
        clause = clauses[index]
        assert figure.quantity is not None
        previous = amounts[-1].end if amounts else body
        start = max(clause.start, previous)
        before = text[start : figure.start]
        horizon = min(figure.end + _HORIZON, len(text))
        tail_end = _TAIL.search(folded, figure.end, horizon)
        tail = text[figure.end : tail_end.start() if tail_end else horizon]
        opening = text[max(clause.start, figure.start - _HORIZON) : figure.start]
        amounts.append(
            Amount(
                label=prose_labels.plain(before),
                quantity=figure.quantity,
                place=span.part(figure.start, figure.end),
                start=figure.start,
                end=figure.end,
                label_start=start,
                clause=index,
                sentence=clause.sentence,
                depth=clause.depth,
                nature=_nature(before, opening, figure.quantity),
                tail=tail,
            )
        )
    named = _in_parallel(folded, body, amounts) if "分别" in folded else tuple(amounts)
    return Line(span, text, folded, over, number, body, clauses, named)


def _in_parallel(folded: str, body: int, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """The amounts with those of a list in parallel (甲、乙分别为…) under their own names.

    All of such a list are of the first one's nature, whose words speak for all: 分别增加5万元、3万元.
    """
    found = list(amounts)
    index = 0
    while index < len(found) - 1:
        last = index
        while last + 1 < len(found) and SEPARATOR.fullmatch(folded, found[last].end, found[last + 1].start):
            last += 1
        if last > index:
            begin = max(
                found[index - 1].end if index else body, folded.rfind("。", 0, found[index].start) + 1
            )
            names = names_before(folded, begin, found[index].start)
            own = names.of(last - index + 1) if names and not names.compares else ()
            for position in range(index, last + 1) if names else ():
                label = prose_labels.plain(own[position - index]) if own else found[position].label
                found[position] = replace(
                    found[position], label=label, nature=found[index].nature, listed=True
                )
        index = last + 1
    return tuple(found)


def _nature(before: str, clause: str, quantity: Quantity) -> Nature:
    if quantity.kind == "percent":
        return "share" if _SHARE.search(before) else "change" if _CHANGE.search(clause) else "rate"
    if _CHANGE.search(before) or (quantity.kind == "money" and _CHANGE.search(clause)):
        return "change"
    name = prose_labels.plain(before)
    if _REFERENCE.search(name) and not prose_labels.is_carried(name):
        return "reference"
    return "plain"


def _clauses(folded: str, body: int, taken: tuple[tuple[int, int], ...]) -> tuple[Clause, ...]:
    """The clauses of a line; signs inside numbers (`taken`, in order) do not cut."""
    insets = [(inset.start(), inset.end()) for inset in _INSET.finditer(folded, body)]
    taken = tuple(sorted((*taken, *insets))) if insets else taken
    found: list[Clause] = []
    start, sentence, depth, index = body, 0, 0, 0
    for stop in _STOP.finditer(folded, body):
        at = stop.start()
        while index < len(taken) and taken[index][1] <= at:
            index += 1
        if index < len(taken) and taken[index][0] <= at:
            continue
        sign = stop[0]
        found.append(Clause(start, at, sign, sentence, depth))
        start = at + 1
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif sign in _STRONG:
            sentence += 1
            depth = 0
    found.append(Clause(start, len(folded), "", sentence, depth))
    return tuple(found)


def clauses(line: Line) -> tuple[Clause, ...]:
    """The clauses of a line, also of one without amounts."""
    return line.clauses or _clauses(line.folded, line.body, ())


def gap(line: Line, first: Amount, second: Amount) -> str:
    """The folded text between two amounts of a line."""
    return line.folded[first.end : second.start]
