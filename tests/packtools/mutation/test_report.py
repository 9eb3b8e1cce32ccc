"""`heyan pack mutate`: survivors, reasons, and what is no mutant."""

from __future__ import annotations

from pathlib import Path

import pytest

from heyan.errors import PackError
from heyan.packtools.mutation.report import mutation_report
from heyan.packtools.report import GateReport
from tests.packtools.packs import HEAD, RULE, faults, line_of, written

BITING = RULE.replace(
    "score: 11}]}",
    "score: 11}]}\n      - {expect: passed, indicators: [{name: 培训人次, weight: 10, score: 9}]}",
)
COST = """\
  - code: C03
    name: large-adjustment-unexplained
    title: 预算调整幅度较大的应说明原因
    severity: warning
    confidence: review
    basis: [财预〔2013〕53号]
    each: budget_rows
    when: total
    check: {kind: budget_change, threshold: 30}
    grades: {mentioned: info}
    message: 调整 {{ change }}
    fix: 写明原因。
    examples:
      - {expect: passed, budget_rows: [{name: 总额, total: true, initial: 100.00, annual: 130.00}]}
      - {expect: failed, budget_rows: [{name: 总额, total: true, initial: 100.00, annual: 130.90}]}
      - {expect: not_applicable, budget_rows: [{name: 其他, initial: 100, annual: 220}]}
"""


def survivors(report: GateReport) -> set[str]:
    return {case.name for case in faults(report) if case.check == "mutant"}


def test_a_rule_whose_examples_bite_has_no_survivor(tmp_path: Path) -> None:
    report = mutation_report(written(tmp_path, rules=BITING))
    assert not faults(report)
    figures = {figure.name: figure.value for figure in report.figures}
    assert figures["score"] == "100 %"
    assert figures["noticed"] == figures["mutants"]


def test_an_example_too_few_leaves_survivors_with_the_line_of_what_was_changed(tmp_path: Path) -> None:
    lax = "\n".join(line for line in RULE.splitlines() if "not_applicable" not in line) + "\n"
    report = mutation_report(written(tmp_path, rules=lax))
    assert survivors(report) == {"when→dropped"}
    (case,) = faults(report)
    assert line_of(case) == "when: has(weight)"
    assert "去掉 when" in case.message
    assert "gate/accepted.yaml" in case.hint


def test_bounds_and_grades_of_a_check_are_mutated(tmp_path: Path) -> None:
    rules = COST.replace("130.00}", "120.00}").replace("130.90}", "160.00}")
    assert survivors(mutation_report(written(tmp_path / "lax", rules=rules))) == {
        "check.threshold→+1",
        "check.threshold→-1",
        "grades.mentioned→dropped",
    }
    assert survivors(mutation_report(written(tmp_path / "sharp", rules=COST))) == {"grades.mentioned→dropped"}


def test_a_reason_lets_a_survivor_stand_and_an_unused_one_does_not(tmp_path: Path) -> None:
    accepted = """\
mutants:
  C03:
    grades.mentioned→dropped: 资金栏里的提法由引擎自己的测试核对
    check.threshold→+1: 这个变异其实已经被示例发现
"""
    report = mutation_report(written(tmp_path, {"gate/accepted.yaml": accepted}, COST))
    (case,) = faults(report)
    assert (case.check, case.name) == ("unused-reason", "check.threshold→+1")
    assert line_of(case).startswith("check.threshold→+1")
    assert [c.name for c in report.cases if c.status == "skipped"] == ["grades.mentioned→dropped"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mutants: {C03: {when→dropped: 短}}", "“mutants C03 when→dropped”太短，至少 6 字"),
        ("mutant: {}", "是不是“mutants”"),
    ],
)
def test_a_reasons_file_that_is_wrong_stops_the_gate(tmp_path: Path, text: str, told: str) -> None:
    pack = written(tmp_path, {"gate/accepted.yaml": text}, COST)
    with pytest.raises(PackError, match=told):
        mutation_report(pack)


def test_a_rule_whose_examples_fail_is_not_mutated(tmp_path: Path) -> None:
    rules = RULE.replace("expect: passed", "expect: failed")
    report = mutation_report(written(tmp_path, rules=rules))
    assert [case.check for case in faults(report)] == ["examples-fail"]


def test_a_rule_without_examples_is_told_once(tmp_path: Path) -> None:
    report = mutation_report(written(tmp_path, rules=RULE.split("    examples:")[0]))
    assert [(case.check, case.rule) for case in faults(report)] == [("examples-missing", "B03")]


def test_words_of_a_short_list_are_dropped_one_by_one(tmp_path: Path) -> None:
    rules = RULE.replace("has(weight)", 'contains(name, lexicon("events"))').replace(
        "培训人次, score", "护林, score"
    )
    rules = rules.replace("{name: 培训人次, weight: 10}", "{name: 会议场次, weight: 10}")
    pack = written(tmp_path, {"lexicons/words.yaml": "events: [培训, 会议, 演出]\n"}, rules)
    assert survivors(mutation_report(pack)) == {"events[演出]→dropped"}
    assert not survivors(mutation_report(pack, whole=False))


def test_several_processes_give_the_same_report(tmp_path: Path) -> None:
    more = "".join(COST.replace("C03", f"C{n:02d}").replace("large-", f"large-{n}-") for n in range(10, 16))
    pack = written(tmp_path, {"budget.yaml": HEAD.format(family="budget") + more})
    assert mutation_report(pack, jobs=2) == mutation_report(pack)


def test_a_part_of_the_pack_does_not_complain_of_other_rules_reasons(tmp_path: Path) -> None:
    accepted = "mutants: {C99: {when→dropped: 这条规则不在这里}}\n"
    pack = written(tmp_path, {"gate/accepted.yaml": accepted}, BITING)
    assert not faults(mutation_report(pack, whole=False))
    assert [case.check for case in faults(mutation_report(pack))] == ["unused-reason"]
