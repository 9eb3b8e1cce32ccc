"""Indicators of prose, which the examples of rules cannot hold: the rules that look at them, on a paper in small."""

from __future__ import annotations

from heyan.model.document import Source
from heyan.pipeline import audit, load_packs

PAPER = """2023年度青圃镇部门整体支出绩效自评报告
一、2023年度部门绩效目标
（一）产出指标
数量指标：征地面积≥3000亩；走访困难群众≥30户；道路养护≥12公里。
二、部门绩效目标完成情况
（一）产出指标
数量指标：征地面积3000亩；走访困难群众{done}；道路养护12公里。
"""


def _codes(done: str) -> list[tuple[str, str | None]]:
    source = Source("paper.txt", PAPER.format(done=done).encode())
    findings = audit([source], load_packs(["core"])).findings()
    return [(finding.code, finding.reported) for finding in findings if finding.code[0] in "DE"]


def test_words_beside_a_figure_are_found_in_prose() -> None:
    assert _codes("全部完成") == [("E05", "全部完成")]
    assert _codes("受到好评") == [("E04", "受到好评")]


def test_figures_on_both_sides_are_silent() -> None:
    assert _codes("31户") == []
