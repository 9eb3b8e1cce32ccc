"""`heyan pack test`: what an example may assert, and how it is told when it does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from heyan.errors import PackError
from heyan.packtools.examples_gate import examples_report
from heyan.packtools.report import GateCase
from tests.packtools.packs import RULE, faults, line_of, written

FAILING = "{expect: failed, indicators: [{name: 培训人次, weight: 10, score: 11}]}"
SUM = """\
  - code: A01
    name: total-differs-from-sum
    title: 合计应等于各分项之和
    why: 合计是分项加出来的。
    severity: error
    confidence: certain
    basis: [财预〔2020〕10号]
    each: claims.sum
    check: {kind: sum, relation: equal}
    grades: {truncated: warning}
    message: "“{{ subject }}”应为 {{ expected }}"
    fix: 重新相加。
    examples:
      - expect: failed
        evidence: EVIDENCE
        claims: [{subject: 工资福利支出, cue: 合计, total: 1047.86万元, parts: [津贴补贴 476.07万元, 基本工资 571.61万元]}]
      - expect: passed
        evidence: {band: rounded}
        claims: [{subject: 两项支出, cue: 合计, total: 10.01万元, parts: [甲 5.00万元, 乙 5.00万元]}]
      - expect: not_evaluated
        evidence: {reason: 只列了部分}
        claims: [{subject: 支出, cue: 其中, total: 1000.00万元, parts: [办公费 20.00万元, 水费 3.00万元]}]
"""


def found(folder: Path, rules: str) -> list[GateCase]:
    return faults(examples_report(written(folder, rules=rules)))


def test_a_sound_pack_passes_and_counts_its_examples(tmp_path: Path) -> None:
    report = examples_report(written(tmp_path))
    assert not faults(report)
    assert {figure.name: figure.value for figure in report.figures} == {
        "rules": 1,
        "examples": 4,
        "with_evidence": 0,
    }
    assert sum(case.check == "example" for case in report.cases) == 4


@pytest.mark.parametrize(
    "evidence",
    [
        '{expected: "1047.68", difference: "0.18", reported: "1047.86", findings: 1}',
        "{message: “工资福利支出”应为, fix: 相加, severity: error, band: contradicted}",
        "{formula: 476.07 + 571.61 = 1047.68 ≠ 1047.86, hypotheses: [“1047.86”为“1047.68”]}",
        "{address: 第, marked: 1047.86万元, related: [476.07, 571.61], excerpt: 1047.86}",
        '{tolerance: "0.015"}',
    ],
)
def test_evidence_that_holds(tmp_path: Path, evidence: str) -> None:
    cases = found(tmp_path, SUM.replace("EVIDENCE", evidence))
    assert [case.message for case in cases] == [], [case.details for case in cases]


@pytest.mark.parametrize(
    ("evidence", "label", "details"),
    [
        ('{expected: "1047.86"}', "应为的数", ("应为：1047.86", "实为：1047.68")),
        ("{severity: warning}", "级别", ("应为：警告", "实为：错误")),
        ("{band: truncated}", "相合的程度", ("应为：截断可解释", "实为：相互矛盾")),
        ("{findings: 2}", "问题个数", ("应为：2 个问题", "实为：1 个问题：“工资福利支出”应为 1047.68")),
        ("{formula: 1 + 1}", "核算过程", ("应为：含“1 + 1”", "实为：476.07 + 571.61 = 1047.68 ≠ 1047.86")),
    ],
)
def test_evidence_that_does_not_hold_is_told_with_both_sides(
    tmp_path: Path, evidence: str, label: str, details: tuple[str, ...]
) -> None:
    (case,) = found(tmp_path, SUM.replace("EVIDENCE", evidence))
    assert case.message == f"证据与所写的不同：{label}"
    assert case.details == details
    assert line_of(case) == "- expect: failed"


def test_all_that_speaks_of_a_finding_must_hold_of_one_finding(tmp_path: Path) -> None:
    two = "{expect: failed, evidence: EVIDENCE, indicators: [{name: 甲, weight: 10, score: 11}, {name: 乙, weight: 5, score: 6}]}"
    right = RULE.replace(FAILING, two.replace("EVIDENCE", '{message: 乙, reported: "6"}'))
    assert not found(tmp_path / "right", right)
    mixed = RULE.replace(FAILING, two.replace("EVIDENCE", '{message: 甲, reported: "6"}'))
    assert len(found(tmp_path / "mixed", mixed)) == 1


def test_what_only_a_finding_has_cannot_be_asserted_of_an_example_that_passes(tmp_path: Path) -> None:
    rules = RULE.replace("{expect: passed,", '{expect: passed, evidence: {expected: "10"},')
    (case,) = found(tmp_path, rules)
    assert "没有问题可比" in case.details[1]


@pytest.mark.parametrize(
    ("old", "new", "message", "details"),
    [
        (
            "score: 11}",
            "score: 9}",
            "示例写明应为“不通过”，规则实际判为“通过”",
            ("应为：不通过", "实为：通过"),
        ),
        (
            "weight: 10, score: 10}",
            "weight: 10, score: 12}",
            "示例写明应为“通过”，规则实际判为“不通过”",
            ("应为：通过", "实为：不通过", "规则报了：培训人次：得分 12 超出分值 10"),
        ),
        (
            "{expect: not_evaluated, indicators: [{name: 培训人次, weight: 10}]}",
            "{expect: not_evaluated, year: 2021}",
            "示例写明应为“未能判定”，规则实际判为“不适用”",
            ("应为：未能判定", "实为：不适用", "原因：例子里没有这条规则要看的内容（each 没有取到东西）"),
        ),
    ],
)
def test_an_example_that_ends_otherwise_is_told_in_plain_words(
    tmp_path: Path, old: str, new: str, message: str, details: tuple[str, ...]
) -> None:
    (case,) = found(tmp_path, RULE.replace(old, new))
    assert case.message == message
    assert case.details == details
    assert case.hint
    assert line_of(case).startswith("- {expect:")


@pytest.mark.parametrize(
    ("dropped", "wanted"),
    [("expect: failed", "“不通过”"), ("expect: passed", "“通过”"), ("expect: not_", "“不适用”或“未能判定”")],
)
def test_each_kind_of_example_must_be_there(tmp_path: Path, dropped: str, wanted: str) -> None:
    rules = "".join(line for line in RULE.splitlines(keepends=True) if dropped not in line)
    (case,) = found(tmp_path, rules)
    assert wanted in case.message
    assert line_of(case) == "examples:"


def test_an_example_that_is_no_paper_says_which_key_is_wrong(tmp_path: Path) -> None:
    (case,) = found(tmp_path, RULE.replace("score: 11}", "scroe: 11}"))
    assert "例子写得不对" in case.message
    assert "scroe" in case.message


def test_misspelt_evidence_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"没有“expcted”这个键.*是不是“expected”"):
        written(tmp_path, rules=SUM.replace("EVIDENCE", '{expcted: "1"}'))
