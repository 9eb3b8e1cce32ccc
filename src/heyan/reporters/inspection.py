"""What was understood of a paper, for the console: forms with their rows, outline, relations, dates, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich import box
from rich.table import Table
from rich.text import Text

from heyan.model.claim import Claim, Operand
from heyan.model.document import Document
from heyan.model.place import Gazetteer
from heyan.model.report import BudgetRow, Form, Indicator, Item, LevelTotal, Narrative, Report, Sourced
from heyan.model.span import Span
from heyan.reporters.options import Options
from heyan.reporters.terminal import Sheet, plain
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words, words_of

T = TypeVar("T")
_MOST_CLAIMS = 20
_EXCERPT = 40


def render_inspection(document: Document, report: Report, options: Options) -> bytes:
    """The report and the document that it was read from, UTF-8; `options.verbose` shows every relation and date."""
    page = _Page(document, options)
    page.heading(report)
    for form in report.forms:
        page.form(form)
    if report.narrative:
        page.narrative(report.narrative)
    page.claims(report.claims)
    page.mentions(report)
    page.gaps(report)
    return page.sheet.bytes()


class _Page:
    """The sheet with the words and the places that it is written with."""

    def __init__(self, document: Document, options: Options) -> None:
        self.sheet = Sheet(options.width, options.color)
        self._document = document
        self._words: Words = words_of(options.lang)
        self._places = Gazetteer(document)
        self._verbose = options.verbose

    def heading(self, report: Report) -> None:
        words = self._words
        self.sheet.rule(plain(self._document.path, "bold"))
        self.sheet.entries(
            [
                (words.say("format"), Text(self._document.format)),
                (words.say("kind"), Text(words.form[report.kind])),
                (words.say("unit"), self._sourced(report.unit)),
                (words.say("year_label"), self._sourced(report.year)),
            ],
            indent=0,
        )

    def form(self, form: Form) -> None:
        words = self._words
        self.sheet.write()
        title = one_line(form.title.value) if form.title else ""
        self.sheet.rule(Text(f"{words.form[form.kind]} {title}".rstrip(), "bold"))
        rows = [
            (words.say("unit"), form.unit),
            (words.say("year_label"), form.year),
            (words.say("money_unit"), form.money_unit),
            (words.say("project"), form.project.name if form.project else None),
            (words.say("project_code"), form.project.code if form.project else None),
            (words.say("expected_goal"), form.expected),
            (words.say("achieved_goal"), form.achieved),
        ]
        self.sheet.entries([(label, self._sourced(value)) for label, value in rows if value], indent=0)
        self._budget(form.budget_rows)
        for breakdown in form.breakdowns:
            items = [*([breakdown.total] if breakdown.total else []), *breakdown.items]
            self._listed(words.say(f"by_{breakdown.by}"), [_item(item) for item in items])
        self._listed(
            words.say("plan"), [f"{_raw(step.label)} {_raw(step.share)}".strip() for step in form.plan]
        )
        self._indicators(form.indicators)
        self._totals(form.totals)
        self._listed(
            words.say("signatures"),
            [f"{_raw(field.role)} {_raw(field.value) or words.say('missing')}" for field in form.signatures],
        )
        for drift in form.drifts:
            self._listed(words.say("drift"), [f"{self._places.address(drift.span)} {drift.description}"])

    def narrative(self, narrative: Narrative) -> None:
        words = self._words
        self.sheet.write()
        self.sheet.rule(Text(words.form["narrative"], "bold"))
        for section in narrative.sections:
            heading = one_line(section.heading.value) if section.heading else words.say("untitled")
            line = Text("  " * max(section.depth - 1, 0) + heading)
            self.sheet.write(
                line.append(f"  {words.say('paragraphs', count=len(section.paragraphs))}", "dim"), 2
            )
        self._indicators(narrative.indicators)
        self._totals(narrative.totals)

    def claims(self, claims: Sequence[Claim]) -> None:
        if not claims:
            return
        words = self._words
        self.sheet.write()
        self.sheet.rule(Text(words.say("claims"), "bold"))
        counts = Counter(words.claim.get(claim.kind, claim.kind) for claim in claims)
        self.sheet.write(Text(" · ".join(f"{kind} {count}" for kind, count in counts.most_common())))
        shown = claims if self._verbose else claims[:_MOST_CLAIMS]
        for claim in shown:
            text = Text().append(f"{words.claim.get(claim.kind, claim.kind)} ", "bold")
            text.append(f"{one_line(claim.subject)} ")
            text.append(_relation(claim))
            if claim.missing:
                text.append(f" {words.say('lacks', name=one_line(claim.missing))}", "yellow")
            text.append(f"  {self._places.address(claim.span)}", "dim")
            self.sheet.write(text, 2)
        self._rest(len(claims) - len(shown))

    def mentions(self, report: Report) -> None:
        words = self._words
        if report.dates:
            self.sheet.write()
            self.sheet.rule(Text(words.say("dates"), "bold"))
            roles: dict[str, list[str]] = {}
            for mention in report.dates:
                roles.setdefault(mention.role, []).append(one_line(mention.raw))
            for role, raws in roles.items():
                counted = Counter(raws)
                listed = words.comma.join(raw if n == 1 else f"{raw} × {n}" for raw, n in counted.items())
                self.sheet.entries([(words.date.get(role, role), Text(listed))])
        if report.assertions:
            self.sheet.write()
            self.sheet.rule(Text(words.say("assertions"), "bold"))
            for assertion in report.assertions:
                self.sheet.write(self._quoted(assertion.span, words.say(assertion.topic)), 2)

    def gaps(self, report: Report) -> None:
        words = self._words
        self.sheet.write()
        self.sheet.rule(Text(words.say("gaps"), "bold"))
        for gap in report.gaps:
            self.sheet.write(self._quoted(gap.span, gap.reason), 2)
        for span, reason in self._document.remarks:
            self.sheet.write(self._quoted(span, reason), 2)
        if not report.gaps and not self._document.remarks:
            self.sheet.write(Text("✓ " + words.say("no_gaps"), "green"), 2)

    def _budget(self, rows: Sequence[BudgetRow]) -> None:
        columns = ("initial", "annual", "executed", "rate", "weight", "score")
        cells = [[row.name, *(getattr(row, name) for name in columns)] for row in rows]
        self._table(["budget_row", *columns], cells)

    def _indicators(self, indicators: Sequence[Indicator]) -> None:
        columns = (
            "level1", "level2", "name", "nature", "target", "unit_column", "actual", "coefficient", "weight", "score",
        )  # fmt: skip
        fields = [name if name != "unit_column" else "unit" for name in columns]
        self._table(columns, [[getattr(entry, name) for name in fields] for entry in indicators])

    def _table(self, names: Sequence[str], rows: Sequence[Sequence[Sourced[object] | None]]) -> None:
        if not rows:
            return
        # A column that no row fills says nothing.
        used = [index for index in range(len(names)) if any(row[index] is not None for row in rows)]
        table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, header_style="bold")
        for index in used:
            table.add_column(Text(self._words.say(names[index])), overflow="fold")
        for row in rows:
            table.add_row(*(plain(_raw(row[index])) for index in used))
        self.sheet.table(table)

    def _totals(self, totals: Sequence[LevelTotal]) -> None:
        entries = [
            f"{one_line(total.name.value)} {_raw(total.weight) or '—'} / {_raw(total.score) or '—'}"
            for total in totals
        ]
        self._listed(self._words.say("totals"), entries)

    def _listed(self, label: str, entries: Iterable[str]) -> None:
        listed = "；".join(one_line(entry) for entry in entries)
        if listed:
            self.sheet.entries([(label, Text(listed))], indent=0)

    def _sourced(self, value: Sourced[str] | Sourced[int] | None) -> Text:
        if value is None:
            return Text(self._words.say("unknown"), "yellow")
        return plain(str(value.value)).append(f"  {self._places.address(value.span)}", "dim")

    def _quoted(self, span: Span, reason: str) -> Text:
        excerpt = one_line(self._document.text_of(span)).strip()
        text = Text().append(f"{self._places.address(span)} ", "bold")
        text.append(one_line(reason))
        cut = excerpt if len(excerpt) <= _EXCERPT else f"{excerpt[:_EXCERPT]}…"
        return text.append(f"  {cut}" if cut else "", "dim")

    def _rest(self, count: int) -> None:
        if count > 0:
            self.sheet.write(Text(f"… +{count}（{self._words.say('unfold')}）", "dim"), 2)


def _raw(value: Sourced[T] | None) -> str:
    return one_line(value.raw).strip() if value is not None else ""


def _item(item: Item) -> str:
    return f"{_raw(item.name)} {_raw(item.amount) or '—'}"


def _relation(claim: Claim) -> str:
    def shown(operand: Operand) -> str:
        unit = operand.quantity.unit
        upper = f"～{operand.quantity.upper:f}" if operand.quantity.upper is not None else ""
        return f"{operand.quantity.value:f}{upper}{one_line(unit.name) if unit else ''}"

    if claim.kind == "ratio":
        over = " ÷ ".join(shown(o) for role in ("numerator", "denominator") for o in claim.of(role))
        return " = ".join([over, *(shown(o) for o in claim.of("result"))])
    if claim.kind == "same":
        return " = ".join(shown(operand) for operand in claim.operands)
    if claim.kind in ("product", "frequency"):
        factors = [shown(o) for role in ("factor", "per_period", "periods") for o in claim.of(role)]
        return " = ".join(
            [" × ".join(factors), *(shown(o) for r in ("product", "target") for o in claim.of(r))]
        )
    if claim.kind in ("change", "count"):
        return "，".join(f"{one_line(operand.label)} {shown(operand)}" for operand in claim.operands)
    totals = [shown(operand) for operand in claim.of("total")]
    parts = "".join(
        f" {'-' if operand.sign < 0 else '+'} {shown(operand)}"
        for operand in claim.operands
        if operand.role in ("part", "carried")
    )
    return " = ".join([*totals, parts.removeprefix(" + ").strip()]) + ("…" if claim.open else "")
