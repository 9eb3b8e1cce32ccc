"""Findings that one slip makes name it as their cause; findings that it does not make stand alone."""

from __future__ import annotations

import json

import pytest

from heyan.engine import causes
from heyan.engine.evaluation import evaluate
from heyan.model.document import Source
from heyan.model.finding import Finding
from heyan.pipeline import load_packs, understand

PACK = load_packs(["core"])[0]


def links(paper: dict[str, object] | str, *codes: str) -> list[str]:
    """“cause > consequence: why” of all findings of those rules; of one that has no cause, its code alone."""
    if isinstance(paper, str):
        source = Source("paper.txt", paper.encode())
    else:
        content = {"schema": "heyan.report/1", **paper}
        source = Source("paper.json", json.dumps(content, ensure_ascii=False).encode())
    document, report = understand(source)
    outcomes = evaluate([PACK], [document], [report])
    found = [finding for outcome in outcomes for finding in outcome.findings if finding.code in codes]
    by_print = {finding.fingerprint: finding for finding in found}
    return sorted(_told(finding, by_print) for finding in found)


def _told(finding: Finding, by_print: dict[str, Finding]) -> str:
    if finding.cause is None:
        return finding.code
    root = by_print[finding.cause.fingerprint]
    assert root.cause is None
    return f"{root.code} > {finding.code}: {finding.cause.why}"


def scored(*scores: int, said: int) -> dict[str, object]:
    rows = [
        {"level1": "产出指标", "name": name, "target": "≥90%", "actual": "90%", "weight": 5, "score": score}
        for name, score in zip(("垃圾清运率", "道路养护率", "河道保洁率"), scores, strict=True)
    ]
    totals = [{"scope": "产出指标", "name": "产出指标", "weight": 15, "score": said}]
    return {"forms": [{"kind": "self_evaluation_form", "indicators": rows, "totals": totals}]}


def test_a_score_above_its_weight_makes_the_level_wrong() -> None:
    assert links(scored(8, 5, 5, said=15), "B02", "B03") == ["B03", "B03 > B02: “8”改为“5”，此处也相符"]


def test_a_level_that_is_off_for_a_reason_of_its_own_stands_alone() -> None:
    assert links(scored(8, 5, 5, said=14), "B02", "B03") == ["B02", "B03"]


SPLIT = """云溪镇人民政府2024年度部门整体支出绩效自评报告

二、部门预算情况
2024年云溪镇年初预算支出812.40万元，其中：基本支出412.30万元，项目支出{0}万元。

三、部门绩效目标
④成本指标。成本列支合规率100%；项目支出额度控制≤{1}万；基本支出额度控制≤412.30万。
"""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # One part misprinted: the sum and the second mention fail together, and mend together.
        ("400.18", "400.10", ["A03", "A03 > I06: “400.18”改为“400.10”，此处也相符"]),
        # The sum holds; only the second mention is off.
        ("400.10", "400.18", ["I06"]),
        # The sum is off, the mentions agree.
        ("400.18", "400.18", ["A03"]),
        # Both wrong, each in its own way: no one number ends both.
        ("400.18", "401.18", ["A03", "I06"]),
    ],
)
def test_a_number_misprinted_once_is_one_fault(first: str, second: str, expected: list[str]) -> None:
    assert links(SPLIT.format(first, second), "A03", "I06") == expected


STATED = "本年度绩效目标全部完成。"


def unmet(*rows: tuple[str, str, str]) -> dict[str, object]:
    """A form of (name, 完成值, 得分) whose 指标值 is 90 %, under the statement that all is done."""
    listed = [
        {"level1": "产出指标", "name": name, "target": "≥90%", "actual": actual, "weight": 10, "score": score}
        for name, actual, score in rows
    ]
    return {
        "year": 2021,
        "forms": [{"kind": "self_evaluation_form", "indicators": listed}],
        "narrative": STATED,
    }


def test_a_statement_that_one_target_contradicts_follows_from_the_finding_on_it() -> None:
    paper = unmet(("培训合格率", "70%", "10"), ("道路养护率", "95%", "10"))
    assert links(paper, "B06", "H02") == ["B06", "B06 > H02: 说的是同一项没有完成"]


def test_a_statement_that_two_targets_contradict_stands_alone() -> None:
    paper = unmet(("培训合格率", "70%", "10"), ("道路养护率", "60%", "10"))
    assert links(paper, "B06", "H02") == ["B06", "B06", "H02"]


def test_without_trials_nothing_is_said_of_causes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(causes, "TRIALS", 0)
    monkeypatch.setattr(causes, "TRIALS_PER_FINDING", 0)
    assert links(scored(8, 5, 5, said=15), "B02", "B03") == ["B02", "B03"]
