"""Small packs written for a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from heyan.engine.pack import CompiledPack, load
from heyan.packtools.report import GateCase, GateReport

HEAD = "pack: small\nversion: 0.1.0\nfamily: {family}\nrules:\n"
RULE = """\
  - code: B03
    name: score-exceeds-weight
    title: 得分不得超过分值
    why: 得分最高为该项分值。
    severity: error
    confidence: certain
    basis: [财预〔2020〕10号]
    each: indicators
    when: has(weight)
    assert: score <= weight
    message: "{{ name }}：得分 {{ score }} 超出分值 {{ weight }}"
    fix: 核对该项得分。
    examples:
      - {expect: passed, indicators: [{name: 培训人次, weight: 10, score: 10}]}
      - {expect: failed, indicators: [{name: 培训人次, weight: 10, score: 11}]}
      - {expect: not_evaluated, indicators: [{name: 培训人次, weight: 10}]}
      - {expect: not_applicable, indicators: [{name: 培训人次, score: 10}]}
"""


def written(folder: Path, files: Mapping[str, str] | None = None, rules: str = RULE) -> CompiledPack:
    """A pack of one family, `rules` under a head, with further `files` by relative path."""
    contents = {"scores.yaml": HEAD.format(family="scores") + rules, **(files or {})}
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return load(folder)


def faults(report: GateReport) -> list[GateCase]:
    """The cases that failed or warn."""
    return [case for case in report.cases if case.status in ("failed", "warning")]


def line_of(case: GateCase) -> str:
    """The line that a case points at."""
    assert case.file is not None
    assert case.line is not None
    return Path(case.file).read_text(encoding="utf-8").splitlines()[case.line - 1].strip()
