"""What a waiver excuses, when it ceases to, and what is said of a stale one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from heyan.errors import PackError
from heyan.model.result import AuditResult
from heyan.pipeline import load_packs
from tests.cli.conftest import PACK
from tests.suppression.conftest import Audit, paper

WRONG = paper(("道路养护里程", 3, 6), ("培训人次", 10, 10))
WAIVER = """\
waivers:
  - rule: B03
    unit: 青石镇人民政府
    year: 2021
    place: 数量指标 / 道路养护里程
    values: {{operands: {operands}}}
    reason: 上级核定的加分项
    approver: 王科长
    until: "{until}"
"""


@pytest.fixture(scope="module")
def operands(audit: Audit) -> str:
    (finding,) = audit({"a.txt": WRONG}).findings()
    return "[" + ", ".join(f'"{value}"' for value in finding.operands) + "]"


@pytest.fixture(scope="module")
def waiver(operands: str) -> str:
    return WAIVER.format(operands=operands, until="2026-12-31")


def codes(result: AuditResult) -> list[str]:
    return [f.code for f in result.findings() if f.suppressed is None]


def test_a_waived_finding_stays_and_does_not_count(audit: Audit, waiver: str) -> None:
    result = audit({"a.txt": WRONG}, waivers=waiver)
    (finding,) = result.findings()
    by = finding.suppressed
    assert by is not None
    assert (by.by, by.reason, by.approver, by.until) == ("waiver", "上级核定的加分项", "王科长", "2026-12-31")
    assert sum(result.counts().values()) == 0
    assert result.waivers is not None
    assert result.waivers.used == 1


def test_a_waiver_outlives_a_new_name_and_moved_rows(audit: Audit, waiver: str) -> None:
    moved = paper(("绿化面积", 5, 5), ("培训人次", 10, 10), ("道路养护里程", 3, 6))
    assert codes(audit({"改名.txt": moved}, waivers=waiver)) == []


@pytest.mark.parametrize(
    "rows",
    [[("道路养护里程", 3, 7)], [("道路养护里程", 4, 6)]],
    ids=["the score changed", "the weight changed"],
)
def test_a_waiver_lapses_when_a_value_changes(
    audit: Audit, waiver: str, rows: list[tuple[str, int, int]]
) -> None:
    result = audit({"a.txt": paper(*rows)}, waivers=waiver)
    assert codes(result) == ["B03", "W03"]
    stale = result.findings()[-1]
    assert stale.location.line == 2
    assert stale.location.excerpt == "  - rule: B03"
    assert [place.document for place in stale.related] == ["d1"]
    assert "现在有" in stale.evidence[0]


def test_a_waiver_counts_on_its_last_day_and_is_expired_on_the_next(audit: Audit, operands: str) -> None:
    text = WAIVER.format(operands=operands, until="2026-11-01")
    assert codes(audit({"a.txt": WRONG}, waivers=text, today=date(2026, 11, 1))) == []
    late = audit({"a.txt": WRONG}, waivers=text, today=date(2026, 11, 2))
    assert codes(late) == ["B03", "W02"]
    assert "问题仍在" in late.findings()[-1].message


def test_a_waiver_without_its_finding_is_unused(audit: Audit, waiver: str) -> None:
    mended = paper(("道路养护里程", 3, 3))
    result = audit({"a.txt": mended}, waivers=waiver)
    assert codes(result) == ["W01"]
    assert result.counts() == {"error": 0, "warning": 1, "info": 0}
    assert result.documents[-1].path == "waivers.yaml"


def test_a_waiver_for_another_paper_is_no_fault(audit: Audit, waiver: str) -> None:
    other = paper(("道路养护里程", 3, 6), unit="白芷乡人民政府")
    result = audit({"a.txt": other}, waivers=waiver)
    assert codes(result) == ["B03"]
    assert result.waivers is not None
    assert result.waivers.elsewhere == 1
    assert len(result.documents) == 1


@pytest.mark.parametrize(("partial", "expected"), [(False, ["B03", "W01"]), (True, ["B03"])])
def test_an_unknown_rule_is_told_unless_rules_were_chosen(
    audit: Audit, waiver: str, partial: bool, expected: list[str]
) -> None:
    text = waiver.replace("rule: B03", "rule: B33")
    result = audit({"a.txt": WRONG}, waivers=text, partial=partial)
    assert codes(result) == expected
    if not partial:
        assert "没有规则“B33”" in result.findings()[-1].message


def test_a_waiver_may_name_the_rule_by_name_and_the_place_by_address(audit: Audit, waiver: str) -> None:
    (finding,) = audit({"a.txt": WRONG}).findings()
    text = waiver.replace("rule: B03", "rule: score-exceeds-weight").replace(
        "place: 数量指标 / 道路养护里程", f"place: {finding.location.address}"
    )
    assert codes(audit({"a.txt": WRONG}, waivers=text)) == []


def test_a_waiver_may_name_the_file_by_a_pattern(audit: Audit, waiver: str) -> None:
    text = waiver.replace("    unit: 青石镇人民政府\n    year: 2021\n", '    document: "*自评*.txt"\n')
    assert codes(audit({"送审件/2021自评表.txt": WRONG}, waivers=text)) == []
    assert codes(audit({"送审件/目标表.txt": WRONG}, waivers=text)) == ["B03"]


def test_a_waiver_without_values_excuses_nothing(audit: Audit, waiver: str) -> None:
    text = "\n".join(line for line in waiver.split("\n") if "values" not in line)
    result = audit({"a.txt": WRONG}, waivers=text)
    assert codes(result) == ["B03", "W03"]
    assert "没有写明" in result.findings()[-1].evidence[0]


def test_printed_and_expected_values_do_where_operands_are_not_stated(audit: Audit, waiver: str) -> None:
    (finding,) = audit({"a.txt": WRONG}).findings()
    assert (finding.reported, finding.expected) == ("6", None)
    lines = [line if "values" not in line else "    values: {reported: 6}" for line in waiver.split("\n")]
    assert codes(audit({"a.txt": WRONG}, waivers="\n".join(lines))) == []


def test_one_waiver_excuses_one_of_two_alike(audit: Audit, waiver: str) -> None:
    twice = paper(("道路养护里程", 3, 6), ("道路养护里程", 3, 6))
    assert codes(audit({"a.txt": twice}, waivers=waiver)) == ["B03"]
    both = waiver + waiver.split("\n", 1)[1]
    assert codes(audit({"a.txt": twice}, waivers=both)) == []


def test_a_copy_in_the_same_run_is_excused_too(audit: Audit, waiver: str) -> None:
    assert codes(audit({"a.txt": WRONG, "b.txt": WRONG}, waivers=waiver)) == []


def test_rules_about_waivers_are_listed_among_those_that_ran(audit: Audit, waiver: str) -> None:
    result = audit({"a.txt": WRONG}, waivers=waiver)
    assert [rule.code for rule in result.rules()] == ["B03", "J09", "W01", "W02", "W03"]
    assert all(rule.severity == "warning" for rule in result.own_rules)


def test_their_codes_are_closed_to_packs(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(PACK.replace("code: B03", "code: W01"), encoding="utf-8")
    with pytest.raises(PackError, match="W01 留给豁免的规则"):
        load_packs([str(file)])


def test_without_waivers_nothing_changes(audit: Audit) -> None:
    result = audit({"a.txt": WRONG})
    assert result.waivers is None
    assert result.own_rules == ()
