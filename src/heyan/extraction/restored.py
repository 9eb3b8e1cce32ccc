"""Reading a report model that was handed in as JSON or YAML (schema heyan.report/1), with a place for every value.

Fields bind by the declared types of the model's own classes, so that the file can hold what the model can. A
form's keys may also stand at the top level, for a paper of one form.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from functools import lru_cache

import yaml

from heyan.extraction.nodes import Entries, Nodes, compose, fault, is_empty, unknown
from heyan.extraction.quantities import measure, money, point, share
from heyan.extraction.restored_claims import assertion, claim, date_mention
from heyan.extraction.structured import SCHEMA, plain_type
from heyan.extraction.units import UNITS
from heyan.model.claim import Assertion, Claim, DateMention
from heyan.model.document import Document, Paragraph
from heyan.model.quantity import Measure, Quantity, Unit
from heyan.model.report import Breakdown, Drift, Form, Indicator, LevelTotal, PlanStep, Report, Sourced
from heyan.model.span import Span

_POINTS = frozenset({"weight", "score"})
_PERCENT = frozenset({"rate", "share"})
# For the reader of the file only.
_REMARKS = frozenset({"understood", "schema", "path", "at", "line", "reads"})
# What forms put in a place for a number where there is none.
_NOTHING = " \t　/／\\-－—–无"
_PLACES = frozenset({"row", "span"})
_REPORT_KEYS = frozenset(
    {"unit", "year", "kind", "forms", "narrative", "claims", "dates", "assertions", "text", "gaps"}
)
# What may be left out of these although the class asks for it.
_OPTIONAL: Mapping[type, Mapping[str, object]] = {
    LevelTotal: {"scope": ""},
    PlanStep: {"month": None, "share": None},
    Breakdown: {"total": None},
    Drift: {"rows": ()},
}


@dataclasses.dataclass(frozen=True, slots=True)
class Handed:
    """What a handed-in model states. `paragraphs` are its narrative; `dates` and `assertions` are None where
    the file leaves them to be worked out."""

    report: Report
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Claim, ...]
    dates: tuple[DateMention, ...] | None
    assertions: tuple[Assertion, ...] | None


def read_model(document: Document) -> Handed:
    """The model in a document of format report. Raises UnreadableInput naming line and nearest right key."""
    return _Binder(document).model(compose(document))


class _Binder:
    """Builds model values from nodes; keeps the unit of money that is in force."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._nodes = Nodes(document)
        self._money = UNITS["万元"]

    def model(self, root: yaml.MappingNode) -> Handed:
        nodes = self._nodes
        entries = nodes.entries(root)
        of_form = {field.name for field in dataclasses.fields(Form)} - {"kind", "year", "unit", "span"}
        for key, (key_node, _) in entries.items():
            if key not in _REPORT_KEYS | of_form | _REMARKS:
                raise unknown(key_node, key, _REPORT_KEYS | of_form)
        if "schema" in entries and nodes.scalar(entries["schema"][1]).value != SCHEMA:
            raise fault(entries["schema"][1], f"只认得 {SCHEMA} 这一版")
        self._note_money(entries)
        forms = nodes.items(entries, "forms", self._form)
        loose = {key: entry for key, entry in entries.items() if key in of_form}
        if loose:
            kind = {"kind": entries["kind"]} if "kind" in entries else {}
            forms.append(self._form_of({**loose, **kind}, root))
        text_span = nodes.place(entries["text"][1]) if "text" in entries else self._document.span
        text = self._document.text_of(text_span)
        report = Report(
            document=self._document.id,
            text=Sourced(text, text, text_span),
            kind=forms[0].kind if forms else "narrative",
            unit=nodes.optional(entries, "unit", nodes.text),
            year=nodes.optional(entries, "year", self._year),
            forms=tuple(forms),
        )
        return Handed(
            report,
            tuple(self._narrative(entries["narrative"][1])) if "narrative" in entries else (),
            tuple(nodes.items(entries, "claims", lambda node: claim(nodes, node))),
            tuple(nodes.items(entries, "dates", lambda node: date_mention(nodes, node)))
            if "dates" in entries
            else None,
            tuple(nodes.items(entries, "assertions", lambda node: assertion(nodes, node)))
            if "assertions" in entries
            else None,
        )

    def _note_money(self, entries: Entries) -> None:
        stated = self._nodes.optional(entries, "money_unit", self._nodes.text)
        if stated:
            self._money = _money_unit(stated.value, entries["money_unit"][1])

    # -- forms

    def _form(self, node: yaml.Node) -> Form:
        return self._form_of(self._nodes.entries(node), node)

    def _form_of(self, entries: Entries, node: yaml.Node) -> Form:
        before = self._money
        self._note_money(entries)
        fields = self._fields(Form, entries)
        self._money = before
        assessed = fields.get("budget_rows") or any(
            indicator.actual or indicator.score for indicator in fields.get("indicators", ())
        )
        fields.setdefault("kind", "self_evaluation_form" if assessed else "goal_form")
        return Form(**{**fields, "span": self._nodes.whole(node)})

    def _fields(self, kind: type, entries: Entries) -> dict[str, typing.Any]:
        """The keyword arguments for a model class, bound by its declared types."""
        hints = _hints(kind)
        built: dict[str, typing.Any] = {}
        for key, (key_node, node) in entries.items():
            if key in _REMARKS:
                continue
            if key not in hints or key in _PLACES:
                raise unknown(key_node, key, set(hints) - _PLACES)
            if not is_empty(node):
                built[key] = self._value(hints[key], node, key)
        return built

    def _value(self, annotation: object, node: yaml.Node, name: str) -> object:
        plain, _ = plain_type(annotation)
        origin, args = typing.get_origin(plain), typing.get_args(plain)
        if origin is tuple:
            return tuple(self._value(args[0], item, name) for item in self._nodes.sequence(node, name))
        if origin is Sourced:
            return self._sourced(args[0], node, name)
        if origin is typing.Literal:
            text = self._nodes.scalar(node).value
            if text not in args:
                raise unknown(node, text, args)
            return text
        if plain is bool:
            return self._nodes.truth(node)
        if plain is int:
            return self._nodes.number(node)
        if plain is str:
            return self._nodes.scalar(node).value
        if plain is Span:
            return self._nodes.whole(node)
        assert isinstance(plain, type)
        return self._record(plain, node)

    def _sourced(self, kind: object, node: yaml.Node, name: str) -> object:
        if kind is Quantity:
            return self._quantity(node, name)
        if kind is int:
            return self._year(node)
        text = self._nodes.text(node)
        return Sourced(measure(text.value), text.raw, text.span) if kind is Measure else text

    def _quantity(self, node: yaml.Node, name: str) -> Sourced[Quantity] | None:
        text = self._nodes.text(node)
        if name in _POINTS:
            value = point(text.value)
        elif name in _PERCENT:
            value = measure(text.value, unit="%").quantity
        elif name == "coefficient":
            value = share(text.value)
        else:
            entries = self._nodes.entries(node) if isinstance(node, yaml.MappingNode) else {}
            stated = self._nodes.optional(entries, "unit", self._nodes.text)
            unit = _money_unit(stated.value, entries["unit"][1]) if stated else self._money
            value = money(text.value, unit)
        if value is None and text.value.strip(_NOTHING):
            raise fault(node, f"“{text.value[:40]}”不是数")
        return Sourced(value, text.raw, text.span) if value else None

    def _year(self, node: yaml.Node) -> Sourced[int]:
        text = self._nodes.text(node)
        digits = "".join(char for char in text.value if char.isascii() and char.isdigit())
        if len(digits) != 4:
            raise fault(node, f"“{text.value[:40]}”不是年份")
        return Sourced(int(digits), text.raw, text.span)

    def _record(self, kind: type, node: yaml.Node) -> object:
        fields = self._fields(kind, self._nodes.entries(node))
        required = [
            field.name
            for field in dataclasses.fields(kind)
            if field.default is dataclasses.MISSING and field.name not in _PLACES
        ]
        optional = _OPTIONAL.get(kind, {})
        for name in required:
            if name not in fields:
                if name not in optional:
                    raise fault(node, f"缺少“{name}”")
                fields[name] = optional[name]
        for place in _PLACES & {field.name for field in dataclasses.fields(kind)}:
            fields[place] = self._nodes.whole(node)
        if kind is Indicator:
            _join_columns(fields)
        return kind(**fields)

    # -- narrative

    def _narrative(self, node: yaml.Node) -> list[Paragraph]:
        if isinstance(node, yaml.MappingNode):
            entries = self._nodes.entries(node)
            if "paragraphs" not in entries:
                raise unknown(node, next(iter(entries), ""), {"paragraphs"})
            node = entries["paragraphs"][1]
        if isinstance(node, yaml.SequenceNode):
            return [paragraph for item in node.value for paragraph in self._paragraphs(item)]
        return self._paragraphs(node)

    def _paragraphs(self, node: yaml.Node) -> list[Paragraph]:
        """A paragraph for each line of the text."""
        level = 0
        if isinstance(node, yaml.MappingNode):
            entries = self._nodes.entries(node)
            level = self._nodes.number(entries["level"][1]) if "level" in entries else 0
        span = self._nodes.place(node)
        found, offset = [], span.start
        for line in self._document.text_of(span).split("\n"):
            lead = len(line) - len(line.lstrip())
            if line.strip():
                found.append(
                    Paragraph(Span(span.document, offset + lead, offset + len(line.rstrip())), level)
                )
            offset += len(line) + 1
        return found


def _money_unit(name: str, node: yaml.Node) -> Unit:
    unit = UNITS.get(name.strip())
    if unit is None or unit.kind != "money":
        raise fault(node, f"“{name[:40]}”不是金额单位，请写元、万元或亿元")
    return unit


def _join_columns(fields: dict[str, typing.Any]) -> None:
    """Complete target and actual by the neighbouring columns, as the table extraction does."""
    nature, unit = fields.get("nature"), fields.get("unit")
    for name in ("target", "actual"):
        cell = fields.get(name)
        if cell:
            value = measure(
                cell.value.text,
                nature=nature.value if nature and name == "target" else None,
                unit=unit.value if unit else None,
            )
            fields[name] = Sourced(value, cell.raw, cell.span)


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, object]:
    return dict(typing.get_type_hints(kind))
