"""Pieces of papers for checks of single items: spans are made up, figures are read as in real papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from heyan.engine.checks import Check, run
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.submission import Submission, Target
from heyan.engine.verdict import Observation, Verdict
from heyan.extraction import quantities
from heyan.extraction.units import UNITS
from heyan.model.claim import Claim, ClaimKind, Operand, Topic
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Form, FormKind, Indicator, Report, Sourced
from heyan.model.span import Span


class Scribe:
    """Hands out spans one after the other, and remembers the text that they stand for."""

    def __init__(self, gap: int = 1) -> None:
        self.text, self.gap = "", gap

    def write(self, text: str) -> Span:
        start = len(self.text)
        self.text += text + "\n" * self.gap
        return Span("d1", start, start + len(text))

    def sourced(self, text: str) -> Sourced[str]:
        return Sourced(text, text, self.write(text))

    def indicator(self, **cells: str) -> Indicator:
        """An indicator with those cells; `target` and `actual` are completed from `nature` and `unit`."""
        start = len(self.text)
        nature, unit = cells.get("nature"), cells.get("unit")
        fields: dict[str, object] = {}
        for name, text in cells.items():
            span = self.write(text)
            if name == "target":
                fields[name] = Sourced(quantities.measure(text, nature=nature, unit=unit), text, span)
            elif name == "actual":
                fields[name] = Sourced(quantities.measure(text, unit=unit), text, span)
            elif name in ("weight", "score"):
                fields[name] = Sourced(quantities.point(text), text, span)
            else:
                fields[name] = Sourced(text, text, span)
        return Indicator(row=Span("d1", start, len(self.text)), **fields)  # type: ignore[arg-type]

    def budget_row(self, name: str, **cells: str) -> BudgetRow:
        """The 资金行 of the whole, in 万元."""
        return self._budget_row(name, cells, total=True)

    def budget_part(self, name: str, **cells: str) -> BudgetRow:
        """A 资金行 of a part, in 万元."""
        return self._budget_row(name, cells, total=False)

    def _budget_row(self, name: str, cells: Mapping[str, str], *, total: bool) -> BudgetRow:
        start = len(self.text)
        fields: dict[str, object] = {}
        for column, text in cells.items():
            span = self.write(text)
            if column == "reason":
                fields[column] = Sourced(text, text, span)
            elif column in ("weight", "score"):
                fields[column] = Sourced(quantities.point(text), text, span)
            elif column == "rate":
                fields[column] = Sourced(quantities.measure(text).quantity, text, span)
            else:
                fields[column] = Sourced(amount(text), text, span)
        row = Span("d1", start, len(self.text))
        return BudgetRow(row, self.sourced(name), total, **fields)  # type: ignore[arg-type]

    def operand(self, role: str, text: str, label: str = "", sign: int = 1) -> Operand:
        return Operand(role, label, amount(text), self.write(text), Decimal(sign))  # type: ignore[arg-type]

    def sum(
        self,
        total: str,
        parts: Sequence[str],
        *,
        cue: str = "合计",
        topic: Topic = "general",
        carried: Sequence[str] = (),
        open: bool = False,  # noqa: A002
        missing: str | None = None,
    ) -> Claim:
        """A sum in one sentence, total first."""
        start = len(self.text)
        read = points if topic in ("weights", "scores") else amount
        operands = [
            Operand(role, f"{role}{index}", read(text), self.write(text))  # type: ignore[arg-type]
            for role, texts in (("total", [total]), ("part", parts), ("carried", carried))
            for index, text in enumerate(texts, start=1)
        ]
        span = Span("d1", start, len(self.text))
        return Claim("sum", topic, "支出合计", tuple(operands), span, cue, open=open, missing=missing)

    def claim(self, kind: ClaimKind, *operands: Operand, missing: str | None = None) -> Claim:
        """A claim over operands already written."""
        places = [operand.place for operand in operands if operand.place]
        span = Span("d1", min(p.start for p in places), max(p.end for p in places))
        return Claim(kind, "general", "某事项", operands, span, missing=missing)


def amount(text: str) -> Quantity:
    """A figure with its unit; a bare one is in 万元."""
    quantity = quantities.measure(text).quantity
    assert quantity is not None, text
    if quantity.unit is not None:
        return quantity
    return Quantity(quantity.value, quantity.ulp, UNITS["万元"])


def points(text: str) -> Quantity:
    """A number of points."""
    quantity = quantities.point(text)
    assert quantity is not None, text
    return quantity


@lru_cache(maxsize=1)
def lexicons() -> Lexicons:
    """The word lists that the core pack ships for these kinds."""
    from heyan.engine.pack_compile import add_lexicons
    from heyan.engine.yaml_strict import load_yaml

    folder = Path(__file__).parents[3] / "rules" / "core" / "lexicons"
    names = ("polarity.yaml", "units_of_things.yaml")
    found: dict[str, Lexicon] = {}
    for name in names:
        add_lexicons(found, load_yaml((folder / name).read_bytes(), name))
    return found


def report_of(
    scribe: Scribe,
    *,
    year: int | None = 2021,
    forms: Sequence[Form] = (),
    claims: Sequence[Claim] = (),
) -> Report:
    whole = Span("d1", 0, len(scribe.text))
    return Report(
        "d1",
        Sourced(scribe.text, scribe.text, whole),
        "self_evaluation_form",
        year=Sourced(year, str(year), whole.part(0, 0)) if year else None,
        forms=tuple(forms),
        claims=tuple(claims),
    )


def judge(
    check: Check,
    item: object,
    scribe: Scribe | None = None,
    *,
    form: Form | None = None,
    report: Report | None = None,
) -> Verdict:
    """What the check says of the item, with the shipped word lists."""
    own = report or report_of(scribe or Scribe(), forms=[form] if form else [])
    return run(check, Target(item, form, own, Submission((), (own,))), lexicons())


def only(verdict: Verdict) -> Observation:
    """The one observation of a failed verdict."""
    assert verdict.status == "failed", verdict
    assert len(verdict.observations) == 1
    return verdict.observations[0]


def form_of(kind: FormKind = "self_evaluation_form", **fields: object) -> Form:
    return Form(kind, Span("d1", 0, 0), **fields)  # type: ignore[arg-type]
