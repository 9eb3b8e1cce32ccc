"""The report model as JSON or YAML: what `heyan inspect --format json` prints, and reading it back.

Values are plain text (`score: 10`, `target: "≥95%"`) or objects whose `text` is that text; `reads` and `at` in
such objects, and everything under `understood`, are for the reader of the file and ignored on the way back.
Claims, dates and statements are worked out again from the forms and the narrative, so that a corrected figure
counts everywhere; claims written at the top level are added.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from decimal import Decimal

from heyan.model.claim import Claim, DateMention, Operand
from heyan.model.document import Document, Paragraph
from heyan.model.place import Gazetteer
from heyan.model.quantity import Date, Measure, Quantity
from heyan.model.report import Report, Sourced
from heyan.model.span import Span

SCHEMA = "heyan.report/1"
JsonValue = typing.Union[str, int, bool, None, list["JsonValue"], dict[str, "JsonValue"]]  # noqa: UP007
_DERIVED = ("claims", "dates", "assertions", "ratings", "gaps")
_SPAN_FIELDS = frozenset({"row", "span", "document"})


def to_mapping(report: Report, document: Document) -> dict[str, JsonValue]:
    """The report as plain data with schema heyan.report/1."""
    printer = _Printer(document)
    mapping: dict[str, JsonValue] = {"schema": SCHEMA, "path": document.path, "kind": report.kind}
    for name in ("unit", "year", "forms"):
        value = printer.value(getattr(report, name))
        if value not in (None, []):
            mapping[name] = value
    if report.narrative:
        mapping["narrative"] = {"paragraphs": [printer.paragraph(p) for p in report.narrative.paragraphs]}
    understood: dict[str, JsonValue] = {}
    if report.narrative:
        understood["indicators"] = printer.value(report.narrative.indicators)
        understood["totals"] = printer.value(report.narrative.totals)
    for name in _DERIVED:
        understood[name] = printer.value(getattr(report, name))
    mapping["understood"] = {name: value for name, value in understood.items() if value}
    mapping["text"] = document.text_of(report.text.span)
    return mapping


class _Printer:
    """Turns model values into plain data; knows the document only to name places."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._places = Gazetteer(document)

    def paragraph(self, paragraph: Paragraph) -> JsonValue:
        text = self._document.text_of(paragraph.span)
        return {"text": text, "level": paragraph.level} if paragraph.level else text

    def value(self, value: object) -> JsonValue:
        if isinstance(value, Sourced):
            return self._sourced(value)
        if value is None or isinstance(value, str | bool | int):
            return value
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, Span):
            return self._places.address(value)
        if isinstance(value, tuple | list):
            return [self.value(item) for item in value]
        if isinstance(value, Quantity):
            return reads(value)
        if isinstance(value, Date):
            return date_reads(value)
        if isinstance(value, Claim | DateMention | Operand):
            return self._fields(value, keep_spans=True)
        return self._fields(value, keep_spans=False)

    def _fields(self, value: object, *, keep_spans: bool) -> JsonValue:
        printed: dict[str, JsonValue] = {}
        assert dataclasses.is_dataclass(value)
        for name in (field.name for field in dataclasses.fields(value)):
            if name in _SPAN_FIELDS and not keep_spans:
                continue
            part = getattr(value, name)
            if part in (None, (), "", False):
                continue
            printed["at" if isinstance(part, Span) else name] = self.value(part)
        return printed

    def _sourced(self, sourced: Sourced[object]) -> JsonValue:
        text = _text(sourced)
        printed: dict[str, JsonValue] = {"text": text}
        understood = _understood(sourced.value)
        if understood is not None and understood != text:
            printed["reads"] = understood
        if (
            isinstance(sourced.value, Quantity)
            and sourced.value.unit
            and sourced.value.unit.kind == "money"
            and not any(word in sourced.raw for word in ("元", "万", "亿"))
        ):
            printed["unit"] = sourced.value.unit.name
        printed["at"] = self._places.address(sourced.span)
        line = self._places.line(sourced.span)
        if line is not None:
            printed["line"] = line
        return printed


def _text(sourced: Sourced[object]) -> str:
    """What the paper says; of a model that was handed in escaped, the text without the escapes."""
    if isinstance(sourced.value, str):
        return sourced.value
    return sourced.value.text if isinstance(sourced.value, Measure) else sourced.raw


def _understood(value: object) -> JsonValue:
    if isinstance(value, Quantity):
        return reads(value)
    if isinstance(value, Measure):
        if value.quantity:
            return reads(value.quantity)
        return date_reads(value.date) if value.date else f"定性：{value.text}"
    return value if isinstance(value, int) else None


def reads(quantity: Quantity) -> str:
    """A quantity in normal form: ≥ 95 %, 约 120 万元, 3-5 年."""
    signs = {
        ">=": "≥ ",
        "<=": "≤ ",
        ">": "> ",
        "<": "< ",
        "=": "= ",
        "invalid": f"{quantity.comparator_text}(无效) ",
    }
    sign = signs[quantity.comparator] if quantity.comparator else ""
    about = "约 " if quantity.approximate else ""
    value = format(quantity.value, "f") + (f"-{quantity.upper:f}" if quantity.upper is not None else "")
    unit = f" {quantity.unit.name}" if quantity.unit else ""
    broken = f"（{quantity.malformed}）" if quantity.malformed else ""
    return f"{sign}{about}{value}{unit}{broken}"


def date_reads(date: Date) -> str:
    """A date in normal form: 2021-12-31, ????-12 前."""
    parts = ["????" if date.year is None else f"{date.year:04d}"]
    parts += [f"{part:02d}" for part in (date.month, date.day) if part is not None]
    return (
        "-".join(parts)
        + ("（期限）" if date.deadline else "")
        + (f"（{date.malformed}）" if date.malformed else "")
    )


def plain_type(annotation: object) -> tuple[object, bool]:
    """`annotation` without its `| None`, and whether it had one."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        rest = [part for part in typing.get_args(annotation) if part is not type(None)]
        return rest[0], True
    return annotation, False
