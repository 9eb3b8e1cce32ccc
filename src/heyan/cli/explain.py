"""`heyan explain`: one rule in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import click
from rich.text import Text

from heyan.cli.batch import packs_of
from heyan.cli.configuration import configured, plan_of
from heyan.cli.example_sheet import write_example
from heyan.cli.options import (
    color_option,
    config_option,
    errata_option,
    help_option,
    lang_option,
    pack_option,
    profile_option,
)
from heyan.cli.origin import values_in_force
from heyan.cli.output import Color, wants_color, width, write
from heyan.cli.selection import matches, nearest
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.errors import UsageError
from heyan.model.finding import SEVERITIES
from heyan.model.result import RuleInfo
from heyan.packtools.handbook.content import check_as_written, check_in_words, shown_examples
from heyan.packtools.handbook.wording import in_words
from heyan.reporters.console_finding import SEVERITY_SIGNS, SEVERITY_STYLES
from heyan.reporters.options import Language
from heyan.reporters.terminal import Sheet, multiline, plain
from heyan.reporters.words import Words, words_of
from heyan.suppression.stale import OWN_RULES

_JINJA = re.compile(r"\{%.*?%\}")


@click.command("explain")
@click.argument("code")
@pack_option
@profile_option
@errata_option
@config_option
@lang_option
@color_option
@help_option
def command(
    *,
    code: str,
    packs: tuple[str, ...],
    profile: str | None,
    errata: tuple[str, ...],
    config: str | None,
    lang: Language,
    color: Color,
) -> None:
    """说明规则 CODE（代码如 A01，或名字）：查什么、依据、怎么改、示例。"""
    plan = plan_of(configured(config), packs=packs, profile=profile, errata=errata, lang=lang)
    every = [(rule, pack) for pack in packs_of(plan) for rule in pack.rules]
    rules = [rule for rule, _ in every]
    found = [
        entry for entry in every if code != entry[0].family and len(code) > 1 and matches(entry[0], code)
    ]
    own = [] if found else [rule for rule in OWN_RULES if code.upper() == rule.code or code == rule.name]
    if not found and not own:
        raise UsageError(f"没有规则“{code}”{nearest(code, rules)}")
    sheet = Sheet(width(None), wants_color(color, None))
    # Examples say how a rule ends without a profile, or under the one that they name.
    unadapted = {pack.name: pack for pack in packs_of(replace(plan, profile=None, errata=()))}
    for rule, pack in found:
        _write_rule(sheet, rule, pack, lang)
        own_pack = unadapted[pack.name]
        (as_written,) = (one for one in own_pack.rules if one.code == rule.code)
        for example in shown_examples(own_pack, as_written):
            write_example(sheet, example, words_of(lang))
    for info in own:
        _write_own(sheet, info, words_of(lang))
    write(None, sheet.bytes())


def _write_own(sheet: Sheet, rule: RuleInfo, words: Words) -> None:
    heading = Text(f"{rule.code} ", "bold").append(rule.title, "bold").append(f"  {rule.name}", "dim")
    sheet.write(heading)
    sheet.entries([(words.say("why"), plain(rule.why)), (words.say("fix"), plain(rule.fix, "green"))])


def _write_rule(sheet: Sheet, rule: CompiledRule, pack: CompiledPack, lang: Language) -> None:
    words = words_of(lang)
    heading = Text(f"{rule.code} ", "bold")
    sheet.rule(heading.append(rule.title))
    severity = Text(
        f"{SEVERITY_SIGNS[rule.severity]} {words.severity[rule.severity]}", SEVERITY_STYLES[rule.severity]
    )
    milder = [s for s in SEVERITIES if s != rule.severity and s in rule.grades.values()]
    if milder:
        told = words.comma.join(words.severity[s] for s in milder)
        severity.append(words.say("milder", severities=told), "dim")
    sheet.entries(
        [
            *([(words.say("why"), plain(rule.why))] if rule.why else []),
            (words.say("fix"), plain(_readable(rule.fix.text), "green")),
            (words.say("severity_label"), severity),
            (words.say("confidence_label"), Text(words.confidence[rule.confidence])),
            *((words.say("basis"), plain(basis)) for basis in rule.basis),
            *_checking(rule, lang),
            *((words.say("profile"), multiline(text)) for _, text in values_in_force(rule, pack.values)),
            *([(words.say("profile"), plain(rule.caution, "yellow"))] if rule.caution else []),
            *((words.say("adapted"), plain(text)) for text in _adapted(rule, pack, words)),
            (words.say("name_label"), Text(rule.name)),
            (words.say("family_label"), Text(words.family_name(rule.family))),
        ],
        indent=0,
    )


def _adapted(rule: CompiledRule, pack: CompiledPack, words: Words) -> Iterator[str]:
    """What profiles and errata changed of the rule."""
    for layer in pack.layers:
        for change in layer.changes:
            if change.code == rule.code:
                told = f"{layer.name} {change.what}{words.colon}{change.before} → {change.after}"
                yield f"{told}（{change.reason}）" if change.reason else told


def _readable(template: str) -> str:
    """A fix that chooses between two texts, as both of them."""
    return _JINJA.sub("", template.replace("{% else %}", " / "))


def _checking(rule: CompiledRule, lang: Language) -> Iterator[tuple[str, Text]]:
    words = words_of(lang)
    label = words.say("checking")
    yield label, plain(words.say("each", target=words.target.get(rule.each, rule.each)))
    if rule.forms:
        yield label, Text(words.comma.join(words.form[kind] for kind in sorted(rule.forms)))
    if rule.when is not None:
        yield label, plain(words.say("when", condition=in_words(rule.when.text)))
    if rule.assertion is not None:
        yield label, plain(words.say("assert", condition=in_words(rule.assertion.text)))
    if rule.check is not None:
        told = check_in_words(rule.check) if lang == "zh" else check_as_written(rule.check)
        yield label, plain(words.say("check", kind=told))
    if rule.yields_to:
        yield label, plain(words.say("yields", codes=words.comma.join(rule.yields_to)))
