"""A small corpus and small packs for the tools that work on many papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from heyan.engine.pack import CompiledPack, load
from heyan.model.document import Source
from heyan.model.result import AuditResult
from heyan.pipeline import audit

HEAD = "pack: small\nversion: {version}\nfamily: rows\nrules:\n"
RULE = """  - code: {code}
    name: fault-{lower}
    title: {title}
    severity: {severity}
    confidence: certain
    basis: [乙]
    each: indicators
    {when}assert: {condition}
    message: "{{{{ name }}}}：{{{{ score }}}}{message}"
    fix: 丙
"""


def rule(
    code: str,
    condition: str = "score <= weight",
    *,
    when: str = "",
    severity: str = "error",
    message: str = "过高",
) -> str:
    """One rule on indicators as YAML."""
    return RULE.format(
        code=code,
        lower=code.lower(),
        title=f"规则{code}",
        severity=severity,
        when=f"when: {when}\n    " if when else "",
        condition=condition,
        message=message,
    )


def pack(folder: Path, *rules: str, version: str = "0.1.0") -> CompiledPack:
    """A pack of those rules, written into the folder."""
    folder.mkdir(exist_ok=True)
    (folder / "rows.yaml").write_text(HEAD.format(version=version) + "".join(rules), encoding="utf-8")
    return load(folder)


def paper(number: int, *rows: tuple[str, str | None, str | None]) -> Source:
    """A paper whose indicators have those names, weights and scores."""
    indicators = [{"name": name, "weight": weight, "score": score} for name, weight, score in rows]
    content = {
        "schema": "heyan.report/1",
        "unit": f"青圃县第{number}小学",
        "year": 2022,
        "indicators": indicators,
    }
    return Source(f"青圃县{number}.json", json.dumps(content, ensure_ascii=False).encode())


def result(of: CompiledPack, papers: Sequence[Source]) -> AuditResult:
    """What the pack says of the papers."""
    return audit(papers, [of])
