"""Tiny papers made by hand: a real Document with cells, and the Report that points into it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from heyan.engine.submission import Submission, Target
from heyan.model.claim import Claim, Operand
from heyan.model.document import Block, Cell, Document, Paragraph, Table
from heyan.model.quantity import Measure, Quantity, Unit
from heyan.model.report import BudgetRow, Form, FormKind, Indicator, Report, Sourced
from heyan.model.span import Span

_UNITS = {
    "%": Unit("%", "percent", Decimal("0.01")),
    "元": Unit("元", "money"),
    "万元": Unit("万元", "money", Decimal(10000)),
    "人": Unit("人", "person"),
    "人次": Unit("人次", "person_time"),
    "分": Unit("分", "point"),
}
_COMPARATORS = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}
_TEXTS = ("level1", "level2", "name", "description", "nature", "unit", "reason")
_MEASURES = ("target", "actual")
_POINTS = ("weight", "score")
Row = Mapping[str, str]


def quantity(text: str) -> Quantity | None:
    """A small stand-in for the real reading of figures; None where the text is none."""
    found = re.fullmatch(r"([≥≤<>=]?)(-?\d+(?:\.\d+)?)(\D*)", text)
    if not found:
        return None
    value = Decimal(found.group(2))
    exponent = value.as_tuple().exponent
    ulp = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    comparator = _COMPARATORS.get(found.group(1))
    return Quantity(value, ulp, _UNITS.get(found.group(3)), comparator, found.group(1))  # type: ignore[arg-type]


@dataclass
class Paper:
    """Collects text, cells and parts; `document` and `report` are built at the end."""

    id: str = "d1"
    unit: str | None = "云溪镇人民政府"
    year: int | None = 2021
    text: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def paragraph(self, text: str) -> Span:
        """Add a paragraph and return its span."""
        span = Span(self.id, len(self.text), len(self.text) + len(text))
        self.text += text + "\n"
        self.paragraphs.append(Paragraph(span))
        return span

    def indicators(self, *rows: Row, kind: FormKind = "self_evaluation_form") -> Paper:
        """Add a form with one table; each row gives its fields' texts."""
        start = len(self.text)
        spans = self._table([[row[name] for name in row] for row in rows])
        made = [
            Indicator(row=Span(self.id, cells[0].start, cells[-1].end), **_fields(row, cells))  # type: ignore[arg-type]
            for row, cells in zip(rows, spans, strict=True)
        ]
        self.forms.append(Form(kind, Span(self.id, start, len(self.text)), indicators=tuple(made)))
        return self

    def budget(self, *rows: Row) -> Paper:
        """Add a form with 资金行; each row gives name and amounts."""
        start = len(self.text)
        spans = self._table([[row[name] for name in row] for row in rows])
        made = [
            BudgetRow(
                row=Span(self.id, cells[0].start, cells[-1].end),
                **{
                    name: _sourced(text if name == "name" else quantity(text), text, span)
                    for (name, text), span in zip(row.items(), cells, strict=True)
                    if text
                },  # type: ignore[arg-type]
            )
            for row, cells in zip(rows, spans, strict=True)
        ]
        self.forms.append(
            Form("self_evaluation_form", Span(self.id, start, len(self.text)), budget_rows=tuple(made))
        )
        return self

    def sum_claim(self, total: str, *parts: str) -> Paper:
        """Add a sentence that states a total and its parts."""
        text = f"合计{total}，其中" + "、".join(parts) + "。"
        span = self.paragraph(text)
        operands = []
        at = 0
        for index, part in enumerate((total, *parts)):
            at = text.index(part, at)
            value = quantity(part)
            assert value is not None
            operands.append(Operand("part" if index else "total", part, value, span.part(at, at + len(part))))
            at += len(part)
        self.claims.append(Claim("sum", "general", "合计", tuple(operands), span))
        return self

    def _table(self, rows: Sequence[Sequence[str]]) -> list[list[Span]]:
        start, cells, spans = len(self.text), [], []
        for number, row in enumerate(rows):
            own = []
            for column, text in enumerate(row):
                span = Span(self.id, len(self.text), len(self.text) + len(text))
                self.text += text + ("\t" if column + 1 < len(row) else "\n")
                cells.append(Cell(number, column, 1, 1, span))
                own.append(span)
            spans.append(own)
        width = max((len(row) for row in rows), default=0)
        self.tables.append(Table(Span(self.id, start, len(self.text)), tuple(cells), len(rows), width))
        return spans

    @property
    def document(self) -> Document:
        """The finished document."""
        blocks: list[Block] = sorted([*self.paragraphs, *self.tables], key=lambda b: b.span.start)
        return Document(self.id, f"{self.id}.txt", "docx", "0" * 64, self.text, tuple(blocks))

    @property
    def report(self) -> Report:
        """The finished report."""
        whole = Span(self.id, 0, len(self.text))
        nowhere = Span(self.id, 0, 0)
        return Report(
            document=self.id,
            text=Sourced(self.text, self.text, whole),
            kind="self_evaluation_form",
            unit=Sourced(self.unit, self.unit, nowhere) if self.unit else None,
            year=Sourced(self.year, str(self.year), nowhere) if self.year else None,
            forms=tuple(self.forms),
            claims=tuple(self.claims),
        )

    def target(self, item: object | None = None) -> Target:
        """A target: the first indicator unless an item is given."""
        report = self.report
        form = report.forms[0] if report.forms else None
        chosen = item if item is not None else next(report.indicators())
        return Target(chosen, form, report, Submission((self.document,), (report,)))


def _sourced(value: object, text: str, span: Span) -> Sourced[object]:
    return Sourced(value, text, span)


def _fields(row: Row, cells: Sequence[Span]) -> dict[str, Sourced[object]]:
    fields: dict[str, Sourced[object]] = {}
    for (name, text), span in zip(row.items(), cells, strict=True):
        if not text:
            continue
        if name in _MEASURES:
            fields[name] = Sourced(Measure(text, quantity(text)), text, span)
        elif name in _POINTS:
            fields[name] = Sourced(quantity(text), text, span)
        else:
            assert name in _TEXTS
            fields[name] = Sourced(text, text, span)
    return fields


def indicator_target(**fields: str) -> Target:
    """The target for one indicator with those texts."""
    return Paper().indicators(fields).target()
