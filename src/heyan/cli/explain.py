"""`heyan explain`: one rule in full."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import click
from rich.text import Text

from heyan import pipeline
from heyan.cli.options import color_option, help_option, lang_option, pack_option
from heyan.cli.output import Color, wants_color, width, write
from heyan.cli.selection import matches, nearest
from heyan.engine.rule import CompiledRule
from heyan.errors import UsageError
from heyan.reporters.console_finding import SEVERITY_SIGNS, SEVERITY_STYLES
from heyan.reporters.options import Language
from heyan.reporters.terminal import Sheet, multiline, plain
from heyan.reporters.words import Words, words_of


@click.command("explain")
@click.argument("code")
@pack_option
@lang_option
@color_option
@help_option
def command(*, code: str, packs: tuple[str, ...], lang: Language, color: Color) -> None:
    """说明规则 CODE（代码如 A01，或名字）：查什么、依据、怎么改、示例。"""
    rules = [rule for pack in pipeline.load_packs(packs) for rule in pack.rules]
    found = [rule for rule in rules if code != rule.family and len(code) > 1 and matches(rule, code)]
    if not found:
        raise UsageError(f"没有规则“{code}”{nearest(code, rules)}")
    sheet = Sheet(width(None), wants_color(color, None))
    for rule in found:
        _write_rule(sheet, rule, words_of(lang))
    write(None, sheet.bytes())


def _write_rule(sheet: Sheet, rule: CompiledRule, words: Words) -> None:
    heading = Text(f"{rule.code} ", "bold")
    sheet.rule(heading.append(rule.title))
    severity = Text(
        f"{SEVERITY_SIGNS[rule.severity]} {words.severity[rule.severity]}", SEVERITY_STYLES[rule.severity]
    )
    sheet.entries(
        [
            (words.say("name_label"), Text(rule.name)),
            (words.say("family_label"), Text(f"{words.family_name(rule.family)} ({rule.family})")),
            (words.say("severity_label"), severity),
            *(
                (words.say("severity_label"), Text(f"{band} → {words.severity[s]}"))
                for band, s in rule.grades.items()
            ),
            (words.say("confidence_label"), Text(words.confidence[rule.confidence])),
            *((words.say("basis"), plain(basis)) for basis in rule.basis),
            *_checking(rule, words),
            (words.say("message"), plain(rule.message.text)),
            (words.say("fix"), plain(rule.fix.text, "green")),
            *((words.say("examples"), multiline(_example(example))) for example in rule.examples),
        ],
        indent=0,
    )


def _checking(rule: CompiledRule, words: Words) -> Iterator[tuple[str, Text]]:
    label = words.say("checking")
    yield label, Text(words.say("each", target=rule.each))
    if rule.forms:
        yield label, Text(words.comma.join(words.form[kind] for kind in sorted(rule.forms)))
    if rule.when is not None:
        yield label, plain(words.say("when", condition=rule.when.text))
    if rule.assertion is not None:
        yield label, plain(words.say("assert", condition=rule.assertion.text))
    if rule.check is not None:
        options = rule.check.model_dump(mode="json", exclude_defaults=True, exclude={"kind"})
        yield label, plain(words.say("check", kind=rule.check.kind))
        for name, value in options.items():
            yield label, plain(f"  {name}: {json.dumps(value, ensure_ascii=False)}", "dim")


def _example(example: Mapping[str, object]) -> str:
    paper = {
        key: value for key, value in example.items() if key not in ("expect", "note", "evidence") and value
    }
    note = f"（{example['note']}）" if example.get("note") else ""
    shown = json.dumps(paper, ensure_ascii=False, default=str)
    return f"{example.get('expect', '')}{note} {shown}"
