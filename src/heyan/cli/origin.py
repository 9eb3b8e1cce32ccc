"""Who set what of a rule: the pack, then profile after profile, then errata; with file, line, before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.text import Text

from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.engine.values import Value, Values
from heyan.model.dataclass import dataclass
from heyan.model.finding import Severity
from heyan.reporters.terminal import Sheet, plain
from heyan.reporters.words import Words

SCHEMA = "heyan.origin/1"


@dataclass(frozen=True, slots=True)
class Step:
    """One place that says something of the rule. `kind` is pack, profile or errata; `before` is None for the pack."""

    kind: str
    layer: str
    path: str
    line: int
    what: str
    before: str | None
    after: str
    reason: str
    date: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A rule's steps, and what is in force: `severity` None where it is switched off."""

    code: str
    title: str
    steps: tuple[Step, ...]
    severity: Severity | None
    caution: str


def origin_of(rule: CompiledRule, base: CompiledPack, adapted: CompiledPack) -> Origin:
    """Where the parts of `rule` come from, as the pack has it and as it was adapted."""
    final = next((found for found in adapted.rules if found.code == rule.code), None)
    read = dict.fromkeys((*rule.rests_on, *(final.rests_on if final else ())))
    steps = [*_own(rule, base, read), *_laid(rule, base, adapted, read)]
    return Origin(
        rule.code, rule.title, tuple(steps), final.severity if final else None, final.caution if final else ""
    )


def _own(rule: CompiledRule, base: CompiledPack, read: Sequence[str] | dict[str, None]) -> Iterator[Step]:
    yield Step("pack", base.name, rule.path, rule.line, "severity", None, rule.stated.severity, "")
    yield Step("pack", base.name, rule.path, rule.line, "confidence", None, rule.confidence, "")
    for place, text in rule.profiled.items():
        what = place.replace("check.", "options.")
        yield Step("pack", base.name, rule.path, rule.line, what, None, text, "")
    for name in read:
        value = base.values[name]
        yield Step(
            "pack", base.name, value.path, value.line, f"profile.{name}", None, value.shown, told(value)
        )


def _laid(
    rule: CompiledRule, base: CompiledPack, adapted: CompiledPack, read: Sequence[str] | dict[str, None]
) -> Iterator[Step]:
    for layer in adapted.layers[len(base.layers) :]:
        for change in layer.changes:
            if change.code != rule.code and (change.code is not None or change.what not in read):
                continue
            what = change.what if change.code else f"profile.{change.what}"
            yield Step(
                layer.kind,
                layer.name,
                layer.path,
                change.line,
                what,
                change.before,
                change.after,
                change.reason,
                change.date,
                change.approver,
            )


def told(value: Value) -> str:
    """Where a value is known from, and how well."""
    return f"{value.source} [{value.grade}]"


def values_in_force(rule: CompiledRule, values: Values) -> Iterator[tuple[Value, str]]:
    """The profile values that a rule reads, each with its label, content, setter, source and evidence grade."""
    for name in rule.rests_on:
        value = values[name]
        yield value, f"{value.label}：{value.shown}\n{value.layer}（{value.path}:{value.line}）{told(value)}"


def origin_json(origins: Sequence[Origin]) -> bytes:
    """The origins as JSON."""
    listing = {"schema": SCHEMA, "rules": [asdict(origin) for origin in origins]}
    return f"{json.dumps(listing, ensure_ascii=False, indent=2)}\n".encode()


def write_origin(sheet: Sheet, origin: Origin, words: Words) -> None:
    """The origin for a terminal."""
    sheet.rule(Text(f"{origin.code} ", "bold").append(origin.title))
    for step in origin.steps:
        line = Text().append(f"{words.say(f'layer_{step.kind}')} {step.layer} ", "bold")
        line.append(f"{step.path}:{step.line}", "dim")
        sheet.write(line)
        change = f"{step.before} → {step.after}" if step.before is not None else step.after
        sheet.write(plain(f"{step.what}{words.colon}{change}"), 2)
        if step.approver:
            sheet.write(
                plain(words.say("off_approved_by", name=step.layer, approver=step.approver, date=step.date)),
                2,
            )
        if step.reason:
            sheet.write(plain(step.reason, "dim"), 2)
    force = words.severity[origin.severity] if origin.severity else words.say("rule_off")
    sheet.write(Text().append(f"{words.say('in_force')} ", "bold").append(force + origin.caution))
