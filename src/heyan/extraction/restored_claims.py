"""Claims, dates and statements that a handed-in model writes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, get_args

import yaml

from heyan.extraction.dates import parse_date
from heyan.extraction.nodes import Nodes, fault, unknown
from heyan.extraction.quantities import lex
from heyan.model.claim import (
    Assertion,
    AssertionTopic,
    Claim,
    ClaimKind,
    DateMention,
    DateRole,
    Operand,
    Origin,
    Role,
    Topic,
)
from heyan.model.quantity import Date

C = TypeVar("C")
_ROLES: dict[str, Role] = {role: role for role in get_args(Role)} | {"totals": "total", "parts": "part"}
_KINDS: dict[str, ClaimKind] = {kind: kind for kind in get_args(ClaimKind)}
_TOPICS: dict[str, Topic] = {topic: topic for topic in get_args(Topic)}
_ORIGINS: dict[str, Origin] = {origin: origin for origin in get_args(Origin)}
_DATE_ROLES: dict[str, DateRole] = {role: role for role in get_args(DateRole)}
_ASSERTIONS: dict[str, AssertionTopic] = {topic: topic for topic in get_args(AssertionTopic)}
_PLAIN = ("subject", "cue", "missing")


def claim(nodes: Nodes, node: yaml.Node) -> Claim:
    """A claim: kind, topic, subject, cue … and its operands by role (total, parts, numerator, first …)."""
    operands: list[Operand] = []
    plain: dict[str, str] = {}
    kind: ClaimKind = "sum"
    topic: Topic = "general"
    origin: Origin = "prose"
    is_open = False
    for key, (key_node, value) in nodes.entries(node).items():
        if key == "kind":
            kind = _chosen(nodes, value, _KINDS)
        elif key == "topic":
            topic = _chosen(nodes, value, _TOPICS)
        elif key == "origin":
            origin = _chosen(nodes, value, _ORIGINS)
        elif key == "open":
            is_open = nodes.truth(value)
        elif key in _PLAIN:
            plain[key] = nodes.scalar(value).value
        elif key == "operands":
            operands += [operand(nodes, item) for item in nodes.sequence(value, key)]
        elif key in _ROLES:
            items = value.value if isinstance(value, yaml.SequenceNode) else [value]
            operands += [operand(nodes, item, _ROLES[key]) for item in items]
        elif key not in ("at", "note"):
            raise unknown(key_node, key, {"kind", "topic", "origin", "open", *_PLAIN, *_ROLES})
    return Claim(
        kind=kind,
        topic=topic,
        subject=plain.get("subject", ""),
        operands=tuple(operands),
        span=nodes.whole(node),
        cue=plain.get("cue", ""),
        origin=origin,
        open=is_open,
        missing=plain.get("missing"),
    )


def operand(nodes: Nodes, node: yaml.Node, role: Role | None = None) -> Operand:
    """An operand: "基本工资 571.61万元" (the last number counts), or an object with role, label and text."""
    label = ""
    if isinstance(node, yaml.MappingNode):
        entries = nodes.entries(node)
        if role is None and "role" in entries:
            role = _chosen(nodes, entries["role"][1], _ROLES)
        named = nodes.optional(entries, "label", nodes.text)
        label = named.value if named else ""
    text = nodes.text(node)
    found = [lexeme for lexeme in lex(text.value) if lexeme.quantity]
    if not found or found[-1].quantity is None:
        raise fault(node, f"“{text.value[:40]}”里没有数")
    last, quantity = found[-1], found[-1].quantity
    place = text.span.part(last.start, last.end) if text.raw == text.value else text.span
    return Operand(role or "part", label or text.value[: last.start].strip(), quantity, place)


def date_mention(nodes: Nodes, node: yaml.Node) -> DateMention:
    """A date: its text, and its role where it is more than a mention."""
    role: DateRole = "mention"
    if isinstance(node, yaml.MappingNode):
        entries = nodes.entries(node)
        if "role" in entries:
            role = _chosen(nodes, entries["role"][1], _DATE_ROLES)
    text = nodes.text(node)
    found = [lexeme.date for lexeme in lex(text.value) if lexeme.date]
    date = found[0] if found else parse_date(text.value)
    return DateMention(date or Date(None), role, text.raw, text.span)


def assertion(nodes: Nodes, node: yaml.Node) -> Assertion:
    """A statement: topic, text, the levels that it covers, the figures beside it."""
    entries = nodes.entries(node)
    if "topic" not in entries:
        raise fault(node, "缺少“topic”")
    text = nodes.text(node)
    return Assertion(
        _chosen(nodes, entries["topic"][1], _ASSERTIONS),
        text.span,
        text.raw,
        tuple(nodes.items(entries, "scope", lambda item: nodes.scalar(item).value)),
        tuple(nodes.items(entries, "figures", lambda item: operand(nodes, item))),
    )


def _chosen(nodes: Nodes, node: yaml.Node, allowed: Mapping[str, C]) -> C:
    text = nodes.scalar(node).value
    if text not in allowed:
        raise unknown(node, text, allowed)
    return allowed[text]
