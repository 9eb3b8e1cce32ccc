"""The handbook in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heyan.packtools.handbook.content import FamilyPage, Handbook, RulePage, ShownExample
from heyan.packtools.handbook.paper import Block, Grid

INDEX = "README.md"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def render(handbook: Handbook) -> dict[str, str]:
    """One page a family by file name, and the index."""
    pages = {f"{family.file}.md": _joined(_family(family, handbook)) for family in handbook.families}
    return {INDEX: _joined(_index(handbook)), **pages}


def _joined(parts: Iterator[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _index(handbook: Handbook) -> Iterator[str]:
    yield f"# 规则手册：{plain_text(handbook.pack)} {handbook.version}"
    yield "由 `heyan pack docs` 从规则包生成，请改规则，不要改本页。"
    for family in handbook.families:
        yield f"## [{plain_text(family.title)}]({family.file}.md)"
        rows = [
            (
                f"[{rule.code}]({family.file}.md#{rule.code.lower()})",
                plain_text(rule.title),
                plain_text(rule.severity),
                plain_text(rule.confidence),
            )
            for rule in family.rules
        ]
        yield table(("代码", "规则", "级别", "把握"), rows)


def _family(family: FamilyPage, handbook: Handbook) -> Iterator[str]:
    yield f"# {plain_text(family.title)}"
    yield f"[{plain_text(handbook.pack)} {handbook.version} 的全部规则]({INDEX})"
    for rule in family.rules:
        yield from _rule(rule)


def _rule(rule: RulePage) -> Iterator[str]:
    yield f'<a id="{rule.code.lower()}"></a>\n\n## {rule.code} {plain_text(rule.title)}'
    yield f"`{rule.name}` · {plain_text(rule.severity)} · 把握：{plain_text(rule.confidence)}"
    if rule.why:
        yield plain_text(rule.why)
    lines = [
        ("依据", plain_text("；".join(rule.basis))),
        *((label, _literal(text)) for label, text in rule.checking),
    ]
    yield "\n".join(f"- **{label}**：{text}" for label, text in (*lines, ("怎么改", plain_text(rule.fix))))
    for example in rule.examples:
        yield from _example(example)


def _example(example: ShownExample) -> Iterator[str]:
    note = f"：{plain_text(example.note)}" if example.note else ""
    yield f"**示例，{example.ends}**{note}"
    for block in example.paper:
        yield _block(block)
    if example.reported:
        message, *evidence = example.reported
        yield "\n".join([f"> {plain_text(message)}", *(f">\n> {plain_text(line)}" for line in evidence)])


def _block(block: Block) -> str:
    if isinstance(block, Grid):
        head, *rows = ([plain_text(cell) for cell in row] for row in (block.head, *block.rows))
        return f"{plain_text(block.caption)}\n\n{table(head, rows)}"
    lines = [plain_text(line) for line in block.text.splitlines() if line.strip()]
    return f"{plain_text(block.label)}：" + "<br>".join(lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def plain_text(text: str) -> str:
    """Text on one line that Markdown takes as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _literal(text: str) -> str:
    """An expression or option, in code marks where it is not plain words."""
    return f"`{text}`" if re.search(r"[<>=\"'{}()\[\]_]", text) and "`" not in text else plain_text(text)
