"""One self-contained HTML page: the papers with their faults marked, the findings beside them, what was checked.

Nothing is loaded from outside and only our own inline style and script may run (content security policy by hash).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from heyan import __version__
from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import SEVERITIES, Finding, Location
from heyan.model.report import Report
from heyan.model.result import FIGURE_STATES, AuditResult, Figure, FigureState
from heyan.reporters.adaptations import adapted
from heyan.reporters.excerpts import Excerpt, excerpt_of
from heyan.reporters.groups import Group, grouped
from heyan.reporters.html_map import Atlas, MapView
from heyan.reporters.html_paper import Mark, Paper, ParagraphView, TableView
from heyan.reporters.options import Options
from heyan.reporters.states import STATE_SIGNS
from heyan.reporters.tallies import figure_counts, recomputed, rule_tallies, unchecked_places
from heyan.reporters.visible import visible
from heyan.reporters.words import words_of

_TEMPLATES = Path(__file__).with_name("templates")
_EXCERPT_ROOM = 60
_RELATED_ROOM = 24
_SIGNS = {"error": "✖", "warning": "▲", "info": "●"}


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place as a link: `href` is the id of its mark in the paper, `id` its own."""

    id: str
    href: str
    location: Location
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding of a group: where it stands and what it was compared with."""

    finding: Finding
    place: PlaceView
    related: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A card: like findings under one running number, or one with its consequences; the words to filter by with blanks."""

    number: int
    head: Finding
    members: tuple[FindingView, ...]
    consequences: tuple[FindingView, ...]
    severities: str
    families: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One paper with its cards. `unchecked` are (table number or 0, how many figures), `chart` is its audit map,
    `numbered` the ids of numbers that stand in the page."""

    id: str
    document: Document
    report: Report
    blocks: tuple[ParagraphView | TableView, ...]
    groups: tuple[GroupView, ...]
    suppressed: tuple[Finding, ...]
    severities: dict[str, int]
    figures: dict[FigureState, int]
    unchecked: tuple[tuple[int, int], ...]
    chart: MapView
    numbered: frozenset[str]


def render(result: AuditResult, options: Options) -> bytes:
    """The page, UTF-8; without scripts it is complete, only not filterable."""
    page, words = _page(), words_of(options.lang)
    sketches = _sketches(result)
    atlas = Atlas(result, words, {id_: place for sketch in sketches for id_, place in sketch.targets.items()})
    documents = tuple(
        _document(sketch, report, figures, atlas)
        for sketch, report, figures in zip(sketches, result.reports, result.figures, strict=True)
    )
    figures = figure_counts(figure for figures in result.figures for figure in figures)
    numbered = frozenset[str]().union(*(view.numbered for view in documents))
    html = page.template.render(
        lang="en" if options.lang == "en" else "zh-CN",
        words=words,
        style=page.style,
        script=page.script,
        policy=page.policy,
        version=__version__,
        result=result,
        adapted=list(adapted(result, words)),
        documents=documents,
        severities=SEVERITIES,
        signs=_SIGNS,
        counts=result.counts(),
        caused=words.caused(result.findings()),
        families=sorted(
            {family for view in documents for group in view.groups for family in group.families.split()}
        ),
        states=FIGURE_STATES,
        state_signs=STATE_SIGNS,
        figures=figures,
        numbered=numbered,
        first=atlas.first(numbered),
        total=sum(figures.values()),
        recomputed=recomputed(figures),
        tallies=rule_tallies(result),
        titles={rule.code: rule.title for rule in result.rules()},
    )
    return html.encode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class _Page:
    template: Template
    style: Markup
    script: Markup
    policy: str


@cache
def _page() -> _Page:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    style = (_TEMPLATES / "audit.css").read_text(encoding="utf-8")
    script = (_TEMPLATES / "audit.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return _Page(environment.get_template("audit.html.j2"), Markup(style), Markup(script), policy)


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _shown(value: object) -> object:
    # Everything that the template prints passes here, so no text of a paper reaches the page uncleaned.
    return visible(value) if type(value) is str else value


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A document with its findings in numbered groups; `targets` are their ids in the page by object."""

    document: Document
    findings: tuple[Finding, ...]
    groups: tuple[tuple[int, Group], ...]

    @property
    def targets(self) -> dict[int, str]:
        return {
            id(finding): f"f{number}-{nth}"
            for number, group in self.groups
            for nth, finding in enumerate(group.members, start=1)
        }


def _sketches(result: AuditResult) -> tuple[_Sketch, ...]:
    own: dict[str, list[Finding]] = {document.id: [] for document in result.documents}
    for finding in result.findings():
        own[finding.location.document].append(finding)
    numbers = count(1)
    return tuple(
        _Sketch(
            document,
            tuple(own[document.id]),
            tuple(
                (next(numbers), group)
                for group in grouped((f for f in own[document.id] if f.suppressed is None), document)
            ),
        )
        for document in result.documents
    )


def _document(sketch: _Sketch, report: Report, figures: Sequence[Figure], atlas: Atlas) -> DocumentView:
    document, groups = sketch.document, sketch.groups
    chart = atlas.map(document)
    paper = Paper(document, list(_marks(document, groups)), chart.marks)
    shown = [finding for finding in sketch.findings if finding.suppressed is None]
    return DocumentView(
        id=document.id,
        document=document,
        report=report,
        blocks=paper.blocks,
        groups=tuple(_group(number, group, paper) for number, group in groups),
        suppressed=tuple(finding for finding in sketch.findings if finding.suppressed),
        severities={s: sum(finding.severity == s for finding in shown) for s in SEVERITIES},
        figures=figure_counts(figures),
        unchecked=tuple((table, len(some)) for table, some in unchecked_places(document, figures)),
        chart=chart,
        numbered=paper.numbered,
    )


def _marks(document: Document, groups: Sequence[tuple[int, Group]]) -> Iterator[Mark]:
    seen: set[str] = set()
    for number, group in groups:
        for nth, finding in enumerate(group.members, start=1):
            target = f"f{number}-{nth}"
            yield Mark(finding.location.span, f"m{number}-{nth}", target, str(number), finding.severity)
            for place in finding.related:
                anchor = _related_anchor(place)
                if place.document == document.id and anchor not in seen:
                    seen.add(anchor)
                    yield Mark(place.span, anchor, target, str(number), None)


def _related_anchor(place: Location) -> str:
    return f"r-{place.document}-{place.span.start}-{place.span.end}"


def _group(number: int, group: Group, paper: Paper) -> GroupView:
    members: list[FindingView] = []
    for nth, finding in enumerate(group.members, start=1):
        anchor = f"m{number}-{nth}"
        place = _place(f"f{number}-{nth}", anchor, finding.location, paper, room=_EXCERPT_ROOM)
        related = tuple(
            _place(f"f{number}-{nth}-{index}", _related_anchor(location), location, paper, room=_RELATED_ROOM)
            for index, location in enumerate(finding.related, start=1)
        )
        members.append(FindingView(finding, place, related))
    likes = len(group.findings)
    return GroupView(
        number,
        group.head,
        tuple(members[:likes]),
        tuple(members[likes:]),
        " ".join(dict.fromkeys(finding.severity for finding in group.members)),
        " ".join(dict.fromkeys(finding.family for finding in group.members)),
    )


def _place(id_: str, anchor: str, location: Location, paper: Paper, *, room: int) -> PlaceView:
    # Another document marks nothing for this one's findings; its heading is the nearest place to go to.
    placed = location.document == paper.id and anchor in paper.placed
    href = anchor if placed else f"paper-{location.document}"
    return PlaceView(id_, href, location, excerpt_of(location, room))
