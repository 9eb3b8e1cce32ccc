"""`heyan rules`: the rules of packs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import click
from rich.text import Text

from heyan.cli.batch import Plan, packs_of
from heyan.cli.configuration import configured, plan_of
from heyan.cli.options import (
    color_option,
    config_option,
    errata_option,
    help_option,
    lang_option,
    pack_option,
    profile_option,
)
from heyan.cli.origin import Origin, origin_json, origin_of, write_origin
from heyan.cli.output import Color, wants_color, width, write
from heyan.cli.selection import matches, nearest, words
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.errors import UsageError
from heyan.reporters.console_finding import SEVERITY_SIGNS, SEVERITY_STYLES
from heyan.reporters.options import Language
from heyan.reporters.terminal import Sheet
from heyan.reporters.words import words_of

SCHEMA = "heyan.rules/1"


@click.command("rules")
@click.option(
    "--format", "format_", type=click.Choice(["console", "json"]), default="console", show_default=True
)
@click.option("--family", "families", multiple=True, help="只列这一类（类别名或字母）；可重复，可用逗号。")
@click.option(
    "--origin", "traced", multiple=True, metavar="CODE", help="列出这条规则的来历：谁在哪里改了什么；可重复。"
)
@pack_option
@profile_option
@errata_option
@config_option
@lang_option
@color_option
@help_option
def command(
    *,
    format_: str,
    families: tuple[str, ...],
    traced: tuple[str, ...],
    packs: tuple[str, ...],
    profile: str | None,
    errata: tuple[str, ...],
    config: str | None,
    lang: Language,
    color: Color,
) -> None:
    """列出规则：代码、级别、标题。"""
    plan = plan_of(configured(config), packs=packs, profile=profile, errata=errata, lang=lang)
    loaded = packs_of(plan)
    if traced:
        write(None, _origins(plan, traced, format_, lang, color))
        return
    chosen = words(families)
    every = [rule for pack in loaded for rule in pack.rules]
    for word in chosen:
        if not any(matches(rule, word) for rule in every):
            raise UsageError(f"没有类别“{word}”{nearest(word, every)}")
    rules = [rule for rule in every if not chosen or any(matches(rule, word) for word in chosen)]
    if format_ == "json":
        write(None, _json(loaded, rules))
    else:
        write(None, _console(sorted(rules, key=lambda rule: rule.code), lang, wants_color(color, None)))


def _origins(plan: Plan, traced: tuple[str, ...], format_: str, lang: Language, color: Color) -> bytes:
    bases = packs_of(replace(plan, profile=None, errata=()))
    every = [
        (rule, base, pack) for base, pack in zip(bases, packs_of(plan), strict=True) for rule in base.rules
    ]
    found: list[Origin] = []
    for word in words(traced):
        named = [origin_of(*entry) for entry in every if word in (entry[0].code, entry[0].name)]
        if not named:
            raise UsageError(f"没有规则“{word}”{nearest(word, [rule for rule, _, _ in every])}")
        found += named
    if format_ == "json":
        return origin_json(found)
    sheet = Sheet(width(None), wants_color(color, None))
    for origin in found:
        write_origin(sheet, origin, words_of(lang))
    return sheet.bytes()


def _json(packs: Sequence[CompiledPack], rules: Sequence[CompiledRule]) -> bytes:
    entries = [
        {
            "code": rule.code,
            "name": rule.name,
            "family": rule.family,
            "title": rule.title,
            "severity": rule.severity,
            "confidence": rule.confidence,
            "basis": list(rule.basis),
            "fix": rule.fix.text,
        }
        for rule in sorted(rules, key=lambda rule: rule.code)
    ]
    named = [{"name": pack.name, "version": pack.version, "sha256": pack.sha256} for pack in packs]
    listing = {"schema": SCHEMA, "packs": named, "rules": entries}
    return f"{json.dumps(listing, ensure_ascii=False, indent=2)}\n".encode()


def _console(rules: Sequence[CompiledRule], lang: Language, color: bool) -> bytes:
    shown, sheet = words_of(lang), Sheet(width(None), color)
    family = None
    for rule in rules:
        if rule.family != family:
            if family is not None:
                sheet.write()
            family = rule.family
            sheet.rule(Text(f"{shown.family_name(family)} ({family})", "bold"))
        style = SEVERITY_STYLES[rule.severity]
        line = Text().append(f"{rule.code} ", "bold")
        line.append(f"{SEVERITY_SIGNS[rule.severity]} {shown.severity[rule.severity]} ", style)
        line.append(rule.title).append(f"  {rule.name}", "dim")
        sheet.write(line)
    return sheet.bytes()
