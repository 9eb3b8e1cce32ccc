"""The comparison for people, for a release note, for programs and for CI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from rich.text import Text

from heyan.packtools.impact import KINDS, Impact, Kind, RuleImpact
from heyan.packtools.impact.words import heading, rule_line, sample_lines, totals
from heyan.packtools.report import Figure, GateCase, GateReport
from heyan.packtools.reporting import render as render_gate
from heyan.reporters.options import Options
from heyan.reporters.tallies import RuleTally
from heyan.reporters.terminal import Sheet, plain

SCHEMA: Literal["heyan.pack-diff/1"] = "heyan.pack-diff/1"


def render(name: str, impact: Impact, options: Options) -> bytes:
    """The comparison in the format `name`, one of FORMATS (KeyError otherwise)."""
    return FORMATS[name](impact, options)


def _console(impact: Impact, options: Options) -> bytes:
    sheet = Sheet(options.width, options.color)
    sheet.rule(Text("改动的影响 ", "bold").append_text(plain(heading(impact))))
    for rule in impact.different:
        sheet.write(Text(f"{rule.code} ", "bold").append_text(plain(rule.title)))
        sheet.write(plain(rule_line(rule) or "只有改动，没有影响", "yellow"), indent=2)
        for sample in rule.samples:
            for index, line in enumerate(sample_lines(sample)):
                sheet.write(plain(line, "dim" if index == 0 else ""), indent=4 if index == 0 else 6)
        sheet.write()
    sheet.write(plain(totals(impact)))
    if not impact.different:
        sheet.write(Text("在这些文书上没有不同。", "green"))
    return sheet.bytes()


def _markdown(impact: Impact, _options: Options) -> bytes:
    lines = [f"## {impact.new.name} {impact.new.version}", "", f"{heading(impact)}。{totals(impact)}。", ""]
    lines += [] if impact.different else ["在这些文书上与前一版没有不同。", ""]
    for rule in impact.different:
        lines += [
            f"### {rule.code} {_escaped(rule.title)}",
            "",
            _escaped(rule_line(rule)) or "没有影响。",
            "",
        ]
        for sample in rule.samples:
            place, *told = sample_lines(sample)
            lines += [f"- {_escaped(place)}", *(f"  - {_escaped(line)}" for line in told)]
        lines += [""] if rule.samples else []
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


def _escaped(text: str) -> str:
    one_line = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in one_line)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pack(_Frozen):
    """A pack that was compared."""

    name: str
    version: str
    sha256: str


class Ends(_Frozen):
    """How often a rule ended how."""

    passed: int
    failed: int
    not_applicable: int
    not_evaluated: int


class Sample(_Frozen):
    """A finding that differs; `before` or `after` is null where there is none."""

    kind: Kind
    document: str
    address: str
    before: str | None
    after: str | None
    severity_before: str | None
    severity_after: str | None


class Rule(_Frozen):
    """One rule with a difference."""

    code: str
    title: str
    state: Literal["new", "gone", "kept"]
    before: Ends | None
    after: Ends | None
    counts: dict[Kind, int]
    samples: tuple[Sample, ...]


class Comparison(_Frozen):
    """The whole comparison."""

    schema_: Literal["heyan.pack-diff/1"] = Field(default=SCHEMA, alias="schema")
    old: Pack
    new: Pack
    papers: int
    unread: int
    rules: tuple[Rule, ...]
    summary: dict[Kind, int]


def _json(impact: Impact, _options: Options) -> bytes:
    content = Comparison(
        old=Pack(name=impact.old.name, version=impact.old.version, sha256=impact.old.sha256),
        new=Pack(name=impact.new.name, version=impact.new.version, sha256=impact.new.sha256),
        papers=impact.papers,
        unread=impact.unread,
        rules=tuple(_rule(rule) for rule in impact.different),
        summary={kind: impact.count(kind) for kind in KINDS},
    )
    return f"{content.model_dump_json(by_alias=True, indent=2)}\n".encode("utf-8", "replace")


def _rule(rule: RuleImpact) -> Rule:
    samples = tuple(
        Sample(
            kind=one.kind,
            document=one.document,
            address=one.address,
            before=one.before,
            after=one.after,
            severity_before=one.severity_before,
            severity_after=one.severity_after,
        )
        for one in rule.samples
    )
    return Rule(
        code=rule.code,
        title=rule.title,
        state=rule.state,
        before=_ends(rule.before),
        after=_ends(rule.after),
        counts=dict(rule.counts),
        samples=samples,
    )


def _ends(tally: RuleTally | None) -> Ends | None:
    if tally is None:
        return None
    return Ends(
        passed=tally.passed,
        failed=tally.failed,
        not_applicable=tally.not_applicable,
        not_evaluated=sum(count for _, count in tally.not_evaluated),
    )


def _junit(impact: Impact, options: Options) -> bytes:
    """A case a rule; one that differs warns, for only people can tell whether it should."""
    cases = tuple(
        GateCase(
            check="diff",
            rule=rule.code,
            name=rule.title,
            status="warning" if rule.different else "passed",
            message=rule_line(rule) if rule.different else "",
            details=tuple(line for sample in rule.samples for line in sample_lines(sample)),
        )
        for rule in impact.rules
    )
    figures = tuple(Figure(kind, impact.count(kind)) for kind in KINDS)
    return render_gate("junit", GateReport("diff", (impact.old, impact.new), cases, figures), options)


def json_schema() -> dict[str, object]:
    """The JSON Schema of the comparison."""
    schema: dict[str, object] = Comparison.model_json_schema(by_alias=True, mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Heyan pack comparison",
        **schema,
    }


FORMATS: Mapping[str, Callable[[Impact, Options], bytes]] = MappingProxyType(
    {"console": _console, "markdown": _markdown, "json": _json, "junit": _junit}
)
