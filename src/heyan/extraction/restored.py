"""Reading a report model that was handed in as JSON or YAML (schema heyan.report/1), with a place for every value."""

from __future__ import annotations

import dataclasses
import difflib
import typing
from collections.abc import Callable, Mapping
from functools import lru_cache

import yaml

from heyan.errors import UnreadableInput
from heyan.extraction.dates import parse_date
from heyan.extraction.quantities import lex, measure, money, point
from heyan.extraction.structured import SCHEMA, plain_type
from heyan.extraction.units import UNITS
from heyan.model.claim import Assertion, Claim, DateMention, Operand
from heyan.model.document import Document, Paragraph
from heyan.model.quantity import Date, Measure, Quantity, Unit
from heyan.model.report import (
    Breakdown,
    BudgetRow,
    Form,
    Indicator,
    Item,
    LevelTotal,
    PlanStep,
    Report,
    Sourced,
)
from heyan.model.span import Span

_NODES = 400_000
_POINTS = frozenset({"weight", "score"})
_IGNORED = frozenset({"understood", "schema", "path", "note"})
_ROLES = {"totals": "total", "total": "total", "parts": "part", "part": "part"}
_OPERAND_ROLES = ("total", "part", "numerator", "denominator", "result", "first", "second", "carried")


@dataclasses.dataclass(frozen=True, slots=True)
class Handed:
    """What a handed-in model states. `paragraphs` are its narrative; the other parts are None where absent."""

    report: Report
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Claim, ...]
    dates: tuple[DateMention, ...] | None
    assertions: tuple[Assertion, ...] | None


def read_model(document: Document) -> Handed:
    """The model in a document of format report. Raises UnreadableInput naming line and nearest right key."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(document.text, Loader=loader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise UnreadableInput(
            "invalid", f"第{line}行不是有效的 JSON/YAML：{fault.problem}；请改正后重新送审。"
        ) from fault
    except yaml.YAMLError as fault:
        raise UnreadableInput("invalid", "不是有效的 JSON/YAML；请改正后重新送审。") from fault
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableInput("invalid", f"报告模型应是一组“键: 值”，首行写 schema: {SCHEMA}。")
    return _Binder(document).model(root)


class _Binder:
    """Builds model values from YAML nodes by the fields' declared types."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._visited = 0
        self._money: Unit = UNITS["万元"]

    def model(self, root: yaml.MappingNode) -> Handed:
        entries = self._entries(root)
        form_fields = {f.name for f in dataclasses.fields(Form)} - {"kind", "year", "unit", "span"}
        own = {"unit", "year", "kind", "forms", "narrative", "claims", "dates", "assertions", "text", "gaps"}
        for key, (key_node, _) in entries.items():
            if key not in own | form_fields | _IGNORED:
                self._unknown(key_node, key, own | form_fields)
        self._note_money(entries)
        forms = tuple(self._list(entries, "forms", lambda node: self._form(node)))
        loose = {key: entry for key, entry in entries.items() if key in form_fields}
        if loose:
            forms = (*forms, self._form_of(loose, root, entries.get("kind")))
        claims = tuple(self._list(entries, "claims", self._claim))
        dates = tuple(self._list(entries, "dates", self._date)) if "dates" in entries else None
        assertions = (
            tuple(self._list(entries, "assertions", self._assertion)) if "assertions" in entries else None
        )
        paragraphs = tuple(self._narrative(entries["narrative"][1])) if "narrative" in entries else ()
        text_span = self._scalar_span(entries["text"][1]) if "text" in entries else self._document.span
        text = self._document.text_of(text_span)
        kind = forms[0].kind if forms else "narrative"
        report = Report(
            document=self._document.id,
            text=Sourced(text, text, text_span),
            kind=kind,
            unit=self._optional(entries, "unit", self._text),
            year=self._optional(entries, "year", self._year),
            forms=forms,
        )
        return Handed(report, paragraphs, claims, dates, assertions)

    # -- nodes

    def _entries(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self._fault(node, "这里应是一组“键: 值”")
        entries: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key_node, value_node in node.value:
            self._count(key_node)
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            if key in entries:
                raise self._fault(key_node, f"“{key}”写了两次")
            entries[key] = (key_node, value_node)
        return entries

    def _count(self, node: yaml.Node) -> None:
        self._visited += 1
        if self._visited > _NODES:
            raise self._fault(node, "内容过多，疑为恶意构造")

    def _fault(self, node: yaml.Node, message: str) -> UnreadableInput:
        return UnreadableInput("invalid", f"第{node.start_mark.line + 1}行：{message}。")

    def _unknown(self, node: yaml.Node, key: str, known: set[str]) -> None:
        near = difflib.get_close_matches(key, sorted(known), n=1)
        hint = f"，是不是“{near[0]}”？" if near else f"；可用的有 {'、'.join(sorted(known))}"
        raise self._fault(node, f"没有“{key}”这一项{hint}")

    def _list(
        self, entries: Mapping[str, tuple[yaml.Node, yaml.Node]], key: str, build: Callable[[yaml.Node], T]
    ) -> list[T]:
        if key not in entries:
            return []
        node = entries[key][1]
        if not isinstance(node, yaml.SequenceNode):
            raise self._fault(node, f"“{key}”应是一个列表")
        return [build(item) for item in node.value]

    def _optional(
        self, entries: Mapping[str, tuple[yaml.Node, yaml.Node]], key: str, build: Callable[[yaml.Node], T]
    ) -> T | None:
        if key not in entries or _empty(entries[key][1]):
            return None
        return build(entries[key][1])

    def _scalar(self, node: yaml.Node) -> yaml.ScalarNode:
        self._count(node)
        if isinstance(node, yaml.MappingNode):
            entries = self._entries(node)
            if "text" not in entries:
                raise self._fault(node, "这一项应是文字，或带有 text 的一组“键: 值”")
            return self._scalar(entries["text"][1])
        if not isinstance(node, yaml.ScalarNode):
            raise self._fault(node, "这一项应是文字或数字")
        return node

    def _scalar_span(self, node: yaml.Node) -> Span:
        scalar = self._scalar(node)
        start, end = scalar.start_mark.index, scalar.end_mark.index
        if scalar.style in ("'", '"'):
            start, end = start + 1, end - 1
        elif scalar.style in ("|", ">"):
            start = self._document.text.find("\n", start) + 1
        return Span(self._document.id, start, max(start, end))

    def _note_money(self, entries: Mapping[str, tuple[yaml.Node, yaml.Node]]) -> None:
        stated = self._optional(entries, "money_unit", self._text)
        if stated:
            self._money = UNITS.get(stated.value.strip(), self._money)

    # -- values

    def _text(self, node: yaml.Node) -> Sourced[str]:
        span = self._scalar_span(node)
        value = self._scalar(node).value
        return Sourced(value, self._document.text_of(span), span)

    def _year(self, node: yaml.Node) -> Sourced[int]:
        text = self._text(node)
        digits = "".join(char for char in text.value if char.isdigit())
        if len(digits) != 4:
            raise self._fault(node, f"“{text.value}”不是年份")
        return Sourced(int(digits), text.raw, text.span)

    def _quantity(self, node: yaml.Node, name: str) -> Sourced[Quantity] | None:
        text = self._text(node)
        unit = None
        if isinstance(node, yaml.MappingNode):
            stated = self._optional(self._entries(node), "unit", self._text)
            unit = UNITS.get(stated.value) if stated else None
        if name in _POINTS:
            value = point(text.value)
        elif name in ("rate", "share"):
            value = measure(text.value, unit="%").quantity
        else:
            value = money(text.value, unit or self._money)
        return Sourced(value, text.raw, text.span) if value else None

    def _form(self, node: yaml.Node) -> Form:
        entries = self._entries(node)
        return self._form_of(entries, node, entries.get("kind"))

    def _form_of(
        self,
        entries: Mapping[str, tuple[yaml.Node, yaml.Node]],
        node: yaml.Node,
        kind: tuple[yaml.Node, yaml.Node] | None,
    ) -> Form:
        before = self._money
        self._note_money(entries)
        span = self._span(node)
        fields = self._fields(Form, entries, skip={"kind"})
        self._money = before
        form = Form(kind="goal_form", span=span, **fields)
        stated = self._scalar(kind[1]).value if kind else ""
        allowed = typing.get_args(_hints(Form)["kind"])
        if stated and stated not in allowed:
            near = difflib.get_close_matches(stated, allowed, n=1)
            raise self._fault(
                kind[1] if kind else node, f"没有“{stated}”这种表，可写 {'、'.join(near or allowed)}"
            )
        if stated and stated != "narrative":
            return dataclasses.replace(form, kind=stated)
        assessed = form.budget_rows or any(i.actual or i.score for i in form.indicators)
        return dataclasses.replace(form, kind="self_evaluation_form" if assessed else "goal_form")

    def _span(self, node: yaml.Node) -> Span:
        return Span(self._document.id, node.start_mark.index, node.end_mark.index)

    def _fields(
        self, kind: type, entries: Mapping[str, tuple[yaml.Node, yaml.Node]], skip: set[str]
    ) -> dict[str, typing.Any]:
        hints = _hints(kind)
        known = set(hints) - {"row", "span"}
        built: dict[str, typing.Any] = {}
        for key, (key_node, node) in entries.items():
            if key in skip or key in _IGNORED - {"note"} or key == "at":
                continue
            if key not in known:
                if key == "note":
                    continue
                self._unknown(key_node, key, known)
            if not _empty(node):
                built[key] = self._value(hints[key], node, key)
        if kind is Indicator:
            self._complete(built, entries)
        return built

    def _complete(
        self, built: dict[str, typing.Any], entries: Mapping[str, tuple[yaml.Node, yaml.Node]]
    ) -> None:
        """Join the neighbouring columns into the measures, as the table extraction does."""
        nature, unit = built.get("nature"), built.get("unit")
        for name in ("target", "actual"):
            if name in built:
                text = built[name]
                value = measure(
                    text.value.text,
                    nature=nature.value if nature and name == "target" else None,
                    unit=unit.value if unit else None,
                )
                built[name] = Sourced(value, text.raw, text.span)

    def _value(self, annotation: object, node: yaml.Node, name: str) -> object:
        plain, _ = plain_type(annotation)
        origin, args = typing.get_origin(plain), typing.get_args(plain)
        if origin is tuple:
            if not isinstance(node, yaml.SequenceNode):
                raise self._fault(node, f"“{name}”应是一个列表")
            return tuple(self._value(args[0], item, name) for item in node.value)
        if origin is Sourced:
            return self._sourced(args[0], node, name)
        if origin is typing.Literal:
            text = self._scalar(node).value
            if text not in args:
                raise self._fault(node, f"“{name}”只能写 {'、'.join(map(str, args))}")
            return text
        if plain is bool:
            return self._scalar(node).value.lower() in ("true", "yes", "是")
        if plain is int:
            return int(self._scalar(node).value)
        if plain is str:
            return self._scalar(node).value
        if plain is Span:
            return self._span(node)
        if isinstance(plain, type) and dataclasses.is_dataclass(plain):
            return self._record(plain, node)
        raise self._fault(node, f"“{name}”不能在这里填写")

    def _sourced(self, kind: object, node: yaml.Node, name: str) -> object:
        if kind is Quantity:
            return self._quantity(node, name)
        if kind is Measure:
            text = self._text(node)
            return Sourced(measure(text.value), text.raw, text.span)
        return self._year(node) if kind is int else self._text(node)

    def _record(self, kind: type, node: yaml.Node) -> object:
        entries = self._entries(node)
        fields = self._fields(kind, entries, skip=set())
        needs_row = kind in (Indicator, BudgetRow)
        missing = [
            field.name
            for field in dataclasses.fields(kind)
            if field.default is dataclasses.MISSING
            and field.name not in fields
            and field.name not in ("row", "span")
        ]
        if missing:
            if kind in (LevelTotal, PlanStep, Item, Breakdown) and set(missing) <= {
                "total",
                "share",
                "month",
                "scope",
            }:
                fields.update(dict.fromkeys(missing, "" if "scope" in missing else None))
            else:
                raise self._fault(node, f"缺少“{missing[0]}”")
        if needs_row or any(field.name == "span" for field in dataclasses.fields(kind)):
            fields["row" if needs_row else "span"] = self._span(node)
        return kind(**fields)

    # -- relations

    def _claim(self, node: yaml.Node) -> Claim:
        entries = self._entries(node)
        operands: list[Operand] = []
        plain: dict[str, str] = {}
        for key, (key_node, value) in entries.items():
            if key in ("kind", "topic", "subject", "cue", "origin", "missing", "open"):
                plain[key] = self._scalar(value).value
            elif key == "operands":
                operands += [self._operand(item, None) for item in value.value]
            elif _ROLES.get(key, key) in _OPERAND_ROLES:
                items = value.value if isinstance(value, yaml.SequenceNode) else [value]
                operands += [self._operand(item, _ROLES.get(key, key)) for item in items]
            elif key not in ("at", "note"):
                self._unknown(
                    key_node, key, {"kind", "topic", "subject", "cue", "total", "parts", *_OPERAND_ROLES}
                )
        hints = _hints(Claim)
        chosen = {"kind": "sum", "topic": "general", "origin": "prose", "cue": "", "subject": "", **plain}
        for name in ("kind", "topic", "origin"):
            if chosen[name] not in typing.get_args(hints[name]):
                raise self._fault(node, f"“{name}”只能写 {'、'.join(typing.get_args(hints[name]))}")
        return Claim(
            kind=typing.cast(typing.Any, chosen["kind"]),
            topic=typing.cast(typing.Any, chosen["topic"]),
            subject=chosen["subject"],
            operands=tuple(operands),
            span=self._span(node),
            cue=chosen["cue"],
            origin=typing.cast(typing.Any, chosen["origin"]),
            open=chosen.get("open", "").lower() in ("true", "是"),
            missing=chosen.get("missing"),
        )

    def _operand(self, node: yaml.Node, role: str | None) -> Operand:
        label = ""
        if isinstance(node, yaml.MappingNode):
            entries = self._entries(node)
            stated = self._optional(entries, "role", self._text)
            role = role or (stated.value if stated else "part")
            named = self._optional(entries, "label", self._text)
            label = named.value if named else ""
            value_node = entries["quantity"][1] if "quantity" in entries else node
        else:
            value_node = node
        text = self._text(value_node)
        found = [lexeme for lexeme in lex(text.value) if lexeme.quantity]
        if not found:
            raise self._fault(node, f"“{text.value}”里没有数")
        last = found[-1]
        assert last.quantity is not None
        label = label or text.value[: last.start].strip()
        place = text.span.part(last.start, last.end) if text.raw == text.value else text.span
        return Operand(typing.cast(typing.Any, role), label, last.quantity, place)

    def _date(self, node: yaml.Node) -> DateMention:
        entries = self._entries(node) if isinstance(node, yaml.MappingNode) else {}
        text = self._text(node)
        dates = [lexeme.date for lexeme in lex(text.value) if lexeme.date]
        date = dates[0] if dates else parse_date(text.value)
        role = self._scalar(entries["role"][1]).value if "role" in entries else "mention"
        if role not in typing.get_args(_hints(DateMention)["role"]):
            raise self._fault(node, f"没有“{role}”这种日期")
        return DateMention(date or Date(None), typing.cast(typing.Any, role), text.raw, text.span)

    def _assertion(self, node: yaml.Node) -> Assertion:
        entries = self._entries(node)
        text = self._text(node)
        topic = self._scalar(entries["topic"][1]).value if "topic" in entries else ""
        if topic not in typing.get_args(_hints(Assertion)["topic"]):
            raise self._fault(node, "topic 只能写 goals_met、funds_in_place")
        scope = (
            tuple(self._scalar(item).value for item in entries["scope"][1].value)
            if "scope" in entries
            else ()
        )
        figures = tuple(self._list(entries, "figures", lambda item: self._operand(item, None)))
        return Assertion(typing.cast(typing.Any, topic), text.span, text.raw, scope, figures)

    # -- narrative

    def _narrative(self, node: yaml.Node) -> list[Paragraph]:
        if isinstance(node, yaml.MappingNode):
            entries = self._entries(node)
            if "paragraphs" not in entries:
                self._unknown(node, next(iter(entries), ""), {"paragraphs"})
            node = entries["paragraphs"][1]
        if isinstance(node, yaml.SequenceNode):
            return [paragraph for item in node.value for paragraph in self._paragraphs(item)]
        return self._paragraphs(node)

    def _paragraphs(self, node: yaml.Node) -> list[Paragraph]:
        level = 0
        if isinstance(node, yaml.MappingNode):
            entries = self._entries(node)
            level = int(self._scalar(entries["level"][1]).value) if "level" in entries else 0
        span = self._scalar_span(node)
        found, offset = [], span.start
        for line in self._document.text_of(span).split("\n"):
            lead = len(line) - len(line.lstrip())
            if line.strip():
                found.append(
                    Paragraph(Span(span.document, offset + lead, offset + len(line.rstrip())), level)
                )
            offset += len(line) + 1
        return found


T = typing.TypeVar("T")


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "null", "~")


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, object]:
    return dict(typing.get_type_hints(kind))
