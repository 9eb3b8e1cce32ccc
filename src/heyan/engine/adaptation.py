"""Laying profiles and errata over packs: what they name is changed, everything else stays the pack's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from heyan.engine.draft import Record, change_rule, drafted, finished, switch_rule
from heyan.engine.layer import Layer
from heyan.engine.pack import CompiledPack
from heyan.engine.values import (
    nearest,
)
from heyan.engine.values_source import content_of
from heyan.engine.yaml_strict import Key
from heyan.model import result


def adapt(packs: Sequence[CompiledPack], layers: Sequence[Layer]) -> tuple[CompiledPack, ...]:
    """The packs with the layers over them, lowest first. Raises PackError, at the layer's own file and line."""
    if not layers:
        return tuple(packs)
    for layer in layers:
        _check_names(layer, packs)
    return tuple(_adapted(pack, layers) for pack in packs)


def _check_names(layer: Layer, packs: Sequence[CompiledPack]) -> None:
    rules = {rule.code: rule.name for pack in packs for rule in pack.rules}
    values = {name for pack in packs for name in pack.values}
    switches = (*(switch for switch, _ in layer.rules), *layer.off, *layer.on)
    for switch in switches:
        if switch.code not in rules:
            by_name = next((code for code, name in rules.items() if name == switch.code), None)
            hint = f"写代码“{by_name}”" if by_name else _nearest_code(switch.code, rules)
            raise layer.fault(f"没有规则“{switch.code}”", switch.place, hint)
    for name in layer.values:
        if name not in values:
            raise layer.fault(f"没有口径“{name}”", ("values", name), nearest(name, sorted(values)))


def _nearest_code(code: str, rules: Mapping[str, str]) -> str:
    upper = code.upper()
    if upper in rules:
        return f"是不是“{upper}”？"
    family = [known for known in rules if known[:1] == upper[:1]]
    return f"{upper[:1]} 类有：{'、'.join(sorted(family))}" if family else "用 heyan rules 看有哪些规则"


def _adapted(pack: CompiledPack, layers: Sequence[Layer]) -> CompiledPack:
    drafts = {rule.code: drafted(rule) for rule in pack.rules}
    values = dict(pack.values)
    kept: list[result.Adaptation] = []
    for layer in layers:
        record = Record(layer, values, pack.lexicons)
        _set_values(record)
        for switch, change in layer.rules:
            if switch.code in drafts:
                change_rule(drafts[switch.code], switch, change, record)
        for switch in layer.off:
            if switch.code in drafts:
                switch_rule(drafts[switch.code], switch, True, record)
        for switch in layer.on:
            if switch.code in drafts:
                switch_rule(drafts[switch.code], switch, False, record)
        kept.append(record.kept())
    rules = tuple(finished(draft, values, pack.lexicons) for draft in drafts.values() if not draft.off)
    return replace(pack, rules=rules, values=MappingProxyType(values), layers=(*pack.layers, *kept))


def _set_values(record: Record) -> None:
    layer, values = record.layer, record.values
    if layer.adopts:
        for name, value in values.items():
            values[name] = replace(value, chosen=True)
    for name, stated in layer.values.items():
        if name not in values:  # a value of another pack
            continue
        value = values[name]
        place: tuple[Key, ...] = ("values", name)
        content = content_of(value, stated, layer.marked, place)
        values[name] = replace(
            value,
            content=content,
            source=stated.source,
            grade=stated.grade,
            layer=layer.name,
            path=layer.path,
            line=layer.marked.line(place),
            chosen=True,
        )
        record.changes.append(
            result.RuleChange(
                None, name, value.shown, values[name].shown, stated.source, layer.marked.line(place)
            )
        )
