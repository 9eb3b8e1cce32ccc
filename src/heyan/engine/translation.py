"""A pack whose rules speak another language, by the catalogue beside its files (en.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from heyan.engine.binding import BindingError, bind, unknown_name
from heyan.engine.pack import CompiledPack, load_texts
from heyan.engine.rule import ASSERTION_SLOTS, CompiledRule
from heyan.engine.template import Template, TemplateError, compile_template
from heyan.errors import PackError

if TYPE_CHECKING:
    from heyan.engine.schema import RuleTexts


def in_language(pack: CompiledPack, language: str) -> CompiledPack:
    """The pack with titles, messages and fixes in that language; a rule that has none there keeps its own.

    Raises PackError for a catalogue that does not load or uses a slot that its rule cannot fill.
    """
    texts = _catalogues(pack, language)
    if not texts:
        return pack
    rules = tuple(_translated(rule, *texts[rule.code]) if rule.code in texts else rule for rule in pack.rules)
    return replace(pack, rules=rules)


def _catalogues(pack: CompiledPack, language: str) -> Mapping[str, tuple[RuleTexts, Path]]:
    """The texts by code, each with the file that it stands in: an adapted pack has its rules from several folders."""
    found: dict[str, tuple[RuleTexts, Path]] = {}
    folders: dict[Path, set[str]] = {}
    for rule in pack.rules:
        folders.setdefault(Path(rule.path).parent, set()).add(rule.code)
    for folder, codes in folders.items():
        file = folder / f"{language}.yaml"
        for code, text in load_texts(folder, language).items():
            if code in codes:
                found[code] = (text, file)
    return MappingProxyType(found)


def _translated(rule: CompiledRule, text: RuleTexts, file: Path) -> CompiledRule:
    return replace(
        rule,
        title=text.title,
        message=_template("message", text.message, rule, file),
        fix=_template("fix", text.fix, rule, file),
    )


def _template(key: str, text: str, rule: CompiledRule, file: Path) -> Template:
    filled = rule.check.slots | rule.check.figures if rule.check else ASSERTION_SLOTS
    try:
        template = compile_template(text)
    except TemplateError as error:
        raise PackError(f"{key}：{error}", path=str(file), code=rule.code) from None
    for slot in template.slots:
        if slot not in filled:
            try:
                bind(slot, rule.collection.item)
            except BindingError:
                hint = unknown_name(slot, sorted(filled)).hint
                raise PackError(
                    f"{key}：没有“{slot}”可填", path=str(file), code=rule.code, hint=hint
                ) from None
    return template
