"""The audit map of the HTML report: each number with its state, and the workings that it refers to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import Outcome
from heyan.model.place import Gazetteer
from heyan.model.result import AuditResult, FigureState
from heyan.model.span import Span
from heyan.reporters.html_paper import FigureMark
from heyan.reporters.labels import Label
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words
from heyan.reporters.workings import TONES, Ledger, Working

# Longer texts and lists are cut; the paper beside them has the whole.
_MOST_TERMS = 40
_LONGEST_TERM = 24


@dataclass(frozen=True, slots=True)
class TermView:
    """A number of a working, linked to its place in the paper, or (without `href`) what stands between."""

    text: str
    href: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class RuleView:
    """How one rule ended on the working of that number, and the id of the finding that it made."""

    working: int
    tone: FigureState
    code: str
    title: str
    said: str
    href: str | None


@dataclass(frozen=True, slots=True)
class CheckView:
    """A working, or all workings on the fields of one row; `formula` tells a relation from a list of numbers."""

    id: str
    tone: FigureState
    subject: str
    address: str
    formula: bool
    terms: tuple[TermView, ...]
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """The map of one paper: workings that recompute numbers, those that only constrain them, and the numbers that
    nothing checked."""

    marks: tuple[FigureMark, ...]
    recomputed: tuple[CheckView, ...]
    constrained: tuple[CheckView, ...]
    unchecked: tuple[TermView, ...]


class Atlas:
    """Makes the maps of all papers of a result; ids are unique over the page."""

    def __init__(self, result: AuditResult, words: Words, targets: Mapping[int, str]) -> None:
        self._ledger = Ledger(result.reports, result.outcomes)
        self._words = words
        self._titles = {rule.code: rule.title for pack in result.packs for rule in pack.rules}
        self._targets = targets
        self._texts = {document.id: document for document in result.documents}
        self._figures = dict(zip(self._texts, result.figures, strict=True))
        self._starts = {id_: [f.span.start for f in figures] for id_, figures in self._figures.items()}
        self._first: dict[str, int] = {}
        total = 1
        for id_, figures in self._figures.items():
            self._first[id_] = total
            total += len(figures)
        self._checks = 1

    def first(self, numbered: Container[str]) -> dict[FigureState, str]:
        """The id of the first number in each state that is among `numbered`."""
        found: dict[FigureState, str] = {}
        for id_, figures in self._figures.items():
            for index, figure in enumerate(figures, start=self._first[id_]):
                if figure.state not in found and f"n{index}" in numbered:
                    found[figure.state] = f"n{index}"
        return found

    def map(self, document: Document) -> MapView:
        """The map of one of the result's documents; call it once for each."""
        figures, base = self._figures[document.id], self._first[document.id]
        found = self._ledger.workings(document, figures)
        places = Gazetteer(document)
        offset, self._checks = self._checks, self._checks + len(found.workings)
        cards = _cards(found.workings)
        checks = tuple(self._check(offset, card, found.workings, places, document) for card in cards)
        card_of = {index: f"c{offset + card[0]}" for card in cards for index in card}
        marks = tuple(
            FigureMark(
                figure.span,
                f"n{base + index}",
                card_of[used[0]] if used else f"free-{document.id}",
                figure.state,
                " ".join(str(offset + position) for position in used),
            )
            for index, (figure, used) in enumerate(zip(figures, found.by_figure, strict=True))
        )
        return MapView(
            marks,
            tuple(check for check in checks if check.tone != "constrained"),
            tuple(check for check in checks if check.tone == "constrained"),
            tuple(
                TermView(one_line(figure.text), f"n{base + index}")
                for index, (figure, used) in enumerate(zip(figures, found.by_figure, strict=True))
                if not used
            ),
        )

    def _check(
        self,
        offset: int,
        card: Sequence[int],
        workings: Sequence[Working],
        places: Gazetteer,
        document: Document,
    ) -> CheckView:
        head = workings[card[0]]
        spans = {
            span: label
            for index in card
            for span, label in zip(workings[index].operands, workings[index].labels, strict=True)
        }
        own = min(span for span in spans if span.document == document.id)
        return CheckView(
            f"c{offset + card[0]}",
            min((workings[index].tone for index in card), key=TONES.index),
            one_line(head.subject).strip(),
            places.address(head.row or own),
            bool(head.relation),
            tuple(self._relation(head)) or tuple(self._listed(spans, head)),
            tuple(
                self._rule(offset + index, outcome)
                for index in sorted(card, key=lambda index: TONES.index(workings[index].tone))
                for outcome in workings[index].outcomes
            ),
        )

    def _relation(self, working: Working) -> Iterator[TermView]:
        for token in working.relation:
            yield TermView(token.text, self._anchor(token.place) if token.place else None)

    def _listed(self, spans: Mapping[Span, Label | None], working: Working) -> Iterator[TermView]:
        # The fields of a row in their order there; other numbers as the rule took them.
        pairs = sorted(spans.items(), key=lambda pair: pair[0]) if working.row else list(spans.items())
        for index, (span, label) in enumerate(pairs[:_MOST_TERMS]):
            if index:
                yield TermView(self._words.comma)
            names = []
            if label:
                names = [] if label.subject == working.subject else [one_line(label.subject)]
                names += [self._words.say(label.field)] if label.field else []
            source = self._texts.get(span.document)
            text = one_line(source.text_of(span)).strip() if source else ""
            if len(text) > _LONGEST_TERM:
                text = text[:_LONGEST_TERM] + "…"
            yield TermView(text or self._words.say("missing"), self._anchor(span), " ".join(names))
        if len(pairs) > _MOST_TERMS:
            yield TermView(f"… +{len(pairs) - _MOST_TERMS}")

    def _anchor(self, span: Span) -> str | None:
        """The id of the first number at `span`."""
        figures = self._figures.get(span.document, ())
        index = max(bisect_right(self._starts.get(span.document, []), span.start) - 1, 0)
        for nearby in (index, index + 1):
            if nearby < len(figures) and figures[nearby].span.overlaps(span):
                return f"n{self._first[span.document] + nearby}"
        return None

    def _rule(self, working: int, outcome: Outcome) -> RuleView:
        words, band = self._words, outcome.band
        tone: FigureState = "verified"
        href = None
        if outcome.status == "not_evaluated":
            tone = "unchecked"
            said = words.say("not_evaluated") + (words.colon + outcome.reason if outcome.reason else "")
        elif outcome.status == "failed":
            tone, href = "contradicted", self._finding(outcome)
            said = words.band[band] if band and band != "exact" else words.say("failed")
        else:
            tone = "rounded" if band in ("rounded", "truncated") else tone
            said = words.band[band] if band else words.say("passed")
        return RuleView(working, tone, outcome.code, self._titles.get(outcome.code, ""), said, href)

    def _finding(self, outcome: Outcome) -> str | None:
        return next((self._targets[id(f)] for f in outcome.findings if id(f) in self._targets), None)


def _cards(workings: Sequence[Working]) -> tuple[tuple[int, ...], ...]:
    """The workings as cards: those on the fields of one row share one."""
    cards: dict[Span | int, list[int]] = {}
    for index, working in enumerate(workings):
        cards.setdefault(working.row or index, []).append(index)
    return tuple(tuple(card) for card in cards.values())
