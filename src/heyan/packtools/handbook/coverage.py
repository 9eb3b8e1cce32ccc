"""The page that holds a pack against its catalogue: each check with its rule, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.packtools.catalogue import CatalogueFile, catalogue_of
from heyan.packtools.handbook.markdown import plain_text, table
from heyan.reporters.words import words_of

_WORDS = words_of("zh")


def coverage_page(pack: CompiledPack, rules: str) -> str:
    """The page in Markdown; `rules` is where it finds the handbook. A pack without a catalogue has an empty page."""
    listed = catalogue_of(pack)
    content = listed.content if listed else CatalogueFile()
    return "\n\n".join(_parts(pack, content, rules)) + "\n"


def _parts(pack: CompiledPack, content: CatalogueFile, folder: str) -> Iterator[str]:
    rules = {rule.code: rule for rule in pack.rules}
    written = sum(code in rules for code in content.codes)
    left = sum(code in content.left_out for code in content.codes)
    open_ones = len(content.codes) - written - left
    yield "# What a reviewer looks for, and which rule does"
    yield (
        f"Made from the rules of `{pack.name}` {pack.version} and `gate/catalogue.yaml` beside them (`python -m tests.test_generated`); "
        "change those, not this page."
    )
    yield (
        f"**{len(content.codes)} checks: {written} have a rule, {left} are left out with a reason"
        + (f", {open_ones} have no rule yet" if open_ones else "")
        + ".** Checks and reasons are in Chinese, as the rules are."
    )
    for letter, codes in groupby(sorted(content.codes), key=lambda code: code[0]):
        listed = list(codes)
        family = next((rules[code].family for code in listed if code in rules), "")
        heading = _WORDS.family_name(family) if family else letter
        yield f"## {letter} {heading}"
        yield table(
            ("code", "看什么", "规则", "级别"),
            [_row(code, content, rules.get(code), folder) for code in listed],
        )


def _row(
    code: str, content: CatalogueFile, rule: CompiledRule | None, folder: str
) -> tuple[str, str, str, str]:
    what = plain_text(content.codes[code])
    if rule is not None:
        link = f"[{plain_text(rule.title)}]({folder}/{rule.family}.md#{code.lower()})"
        return code, what, link, _WORDS.severity[rule.severity]
    reason = content.left_out.get(code)
    return code, what, f"不设：{plain_text(reason)}" if reason else "还没有规则", "–"
