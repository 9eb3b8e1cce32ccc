"""The baseline: only new findings count, whatever the rows, names and formats are by now."""

from __future__ import annotations

from pathlib import Path

import pytest

from heyan import pipeline
from heyan.model.document import Source
from heyan.model.result import AuditResult, BaselineTally
from heyan.suppression import Excuses
from heyan.suppression.baseline import recorded
from heyan.suppression.files import baseline_of
from tests.suppression.conftest import TODAY, Audit, paper

FIXTURES = Path(__file__).parents[2] / "fixtures"
ROAD, TRAINING = ("道路养护里程", 3, 6), ("培训人次", 10, 12)


def baseline(result: AuditResult) -> bytes:
    return recorded(result, "2026-10-01")


def tally(result: AuditResult) -> BaselineTally:
    assert result.baseline is not None
    return result.baseline


def counted(result: AuditResult) -> int:
    return sum(result.counts().values())


def test_known_findings_stay_and_do_not_count(audit: Audit) -> None:
    base = baseline(audit({"a.txt": paper(ROAD, TRAINING)}))
    result = audit({"a.txt": paper(ROAD, TRAINING)}, baseline=base)
    assert counted(result) == 0
    assert [f.suppressed.by for f in result.findings() if f.suppressed] == ["baseline", "baseline"]
    assert (tally(result).known, tally(result).new, tally(result).gone) == (2, 0, ())


def test_new_ones_count_and_gone_ones_are_named(audit: Audit) -> None:
    base = baseline(audit({"a.txt": paper(ROAD)}))
    result = audit({"a.txt": paper(TRAINING)}, baseline=base)
    assert [f.code for f in result.findings() if f.suppressed is None] == ["B03"]
    assert (tally(result).known, tally(result).new, len(tally(result).gone)) == (0, 1, 1)
    assert "道路养护里程" in tally(result).gone[0].message


def test_moved_rows_and_a_new_name_change_nothing(audit: Audit) -> None:
    base = baseline(audit({"a.txt": paper(ROAD, TRAINING)}))
    result = audit({"改名.txt": paper(("绿化", 5, 5), TRAINING, ROAD)}, baseline=base)
    assert counted(result) == 0
    assert tally(result).gone == ()


def test_a_renamed_paper_still_tells_what_is_fixed(audit: Audit) -> None:
    base = baseline(audit({"a.txt": paper(ROAD, TRAINING)}))
    result = audit({"改名.txt": paper(ROAD)}, baseline=base)
    assert (tally(result).known, len(tally(result).gone)) == (1, 1)


@pytest.mark.parametrize("paths", [("01", "docx", "xlsx"), ("04", "xlsx", "html"), ("03", "txt", "docx")])
def test_another_format_of_the_same_paper_is_known(paths: tuple[str, str, str]) -> None:
    number, before, after = paths
    packs = pipeline.load_packs(["core"])

    def audited(suffix: str) -> AuditResult:
        (path,) = FIXTURES.glob(f"{number}-*.{suffix}")
        return pipeline.audit([Source(path.name, path.read_bytes())], packs)

    known = baseline_of(baseline(audited(before)), "base.json")
    result = pipeline.excused(audited(after), Excuses(TODAY, baseline=known))
    assert result.findings()
    assert counted(result) == 0
    assert (tally(result).new, tally(result).gone) == (0, ())


def test_equal_findings_are_counted_one_by_one(audit: Audit) -> None:
    base = baseline(audit({"a.txt": paper(ROAD, ROAD)}))
    thrice = audit({"a.txt": paper(ROAD, ROAD, ROAD)}, baseline=base)
    assert (tally(thrice).known, tally(thrice).new, len(tally(thrice).gone)) == (2, 1, 0)
    once = audit({"a.txt": paper(ROAD)}, baseline=base)
    assert (tally(once).known, tally(once).new, len(tally(once).gone)) == (1, 0, 1)


def test_papers_that_were_not_audited_are_not_called_fixed(audit: Audit) -> None:
    other = paper(TRAINING, unit="白芷乡人民政府")
    base = baseline(audit({"甲/自评表.txt": paper(ROAD), "乙/自评表.txt": other}))
    result = audit({"甲/自评表.txt": paper(ROAD)}, baseline=base)
    assert (tally(result).known, len(tally(result).gone), tally(result).elsewhere) == (1, 0, 1)


def test_a_waived_finding_is_known_too_and_not_called_fixed(audit: Audit) -> None:
    first = audit({"a.txt": paper(ROAD)})
    (finding,) = first.findings()
    listed = ", ".join(f'"{value}"' for value in finding.operands)
    waivers = (
        "waivers:\n  - rule: B03\n    unit: 青石镇人民政府\n    place: 道路养护里程\n"
        f'    values: {{operands: [{listed}]}}\n    reason: 理由\n    approver: 王\n    until: "2026-12-31"\n'
    )
    result = audit({"a.txt": paper(ROAD)}, waivers=waivers, baseline=baseline(first))
    assert [f.suppressed.by for f in result.findings() if f.suppressed] == ["waiver"]
    assert (tally(result).known, tally(result).new, tally(result).gone) == (1, 0, ())


def test_the_file_is_the_same_for_the_same_result(audit: Audit) -> None:
    result = audit({"a.txt": paper(ROAD, TRAINING)})
    assert baseline(result) == baseline(result)
    assert baseline_of(baseline(result), "b").recorded == "2026-10-01"


def test_an_empty_baseline_knows_nothing(audit: Audit) -> None:
    base = baseline(audit({"a.txt": paper(("培训人次", 10, 10))}))
    result = audit({"a.txt": paper(ROAD)}, baseline=base)
    assert (tally(result).known, tally(result).new) == (0, 1)
