"""What the command line's tests share: a small pack of one rule, and small papers."""

from __future__ import annotations

from pathlib import Path

import pytest

PACK = """\
pack: small
version: 0.1.0
family: scores
rules:
  - code: B03
    name: score-exceeds-weight
    title: 得分不得超过分值
    severity: error
    confidence: certain
    basis: [财预〔2020〕10号]
    each: indicators
    assert: 0 <= score <= weight
    message: "{{ name }}：得分 {{ score }} 超出分值 {{ weight }}"
    fix: 核对该项得分；最高只能等于分值。
    examples:
      - {expect: failed, indicators: [{name: 道路养护, weight: 3, score: 6}]}
  - code: J09
    name: indicator-unnamed
    title: 指标应有名称
    severity: warning
    confidence: review
    basis: [财预〔2020〕10号]
    each: indicators
    check: {kind: required, fields: [name]}
    message: 指标没有名称
    fix: 补上名称。
    examples:
      - {expect: passed, indicators: [{name: 道路养护}]}
"""
PAPER = """\
2021年度青石镇人民政府整体支出绩效自评表

| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 道路养护里程 | ≥12公里 | 12公里 | 10 | {score} |
| 产出指标 | 质量指标 | 验收合格率 | 100% | 100% | 10 | 10 |
"""


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """The path of a pack with the rules B03 (error) and J09 (warning)."""
    folder = tmp_path / "packs"
    folder.mkdir()
    path = folder / "scores.yaml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a right paper (a.txt) and a wrong one (b.txt)."""
    folder = tmp_path / "送审件"
    folder.mkdir()
    (folder / "a.txt").write_text(PAPER.format(score=10), encoding="utf-8")
    (folder / "b.txt").write_text(PAPER.format(score=12), encoding="utf-8")
    return folder
