"""Waivers written from findings of the fixtures, by the same functions as `heyan waive`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from heyan import pipeline
from heyan.cli.waive import waiver_for
from heyan.model.document import Source
from heyan.model.result import AuditResult
from heyan.suppression import Excuses, WaiverFile
from heyan.suppression.writing import with_waiver

FIXTURES = Path(__file__).parents[2] / "fixtures"
TOLD = ("理由", "王科长", date(2027, 1, 1))
TODAY = date(2026, 11, 1)


def audited(number: str, suffix: str) -> AuditResult:
    (path,) = FIXTURES.glob(f"{number}-*.{suffix}")
    return pipeline.audit([Source(path.name, path.read_bytes())], pipeline.load_packs(["core"]))


def all_waived(result: AuditResult) -> WaiverFile:
    file: WaiverFile | None = None
    for finding in result.findings():
        text = with_waiver(file, waiver_for(finding, result, TOLD), f"{finding.code} {finding.message}")
        file = pipeline.load_waivers(text.encode(), "waivers.yaml")
    assert file is not None
    return file


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05"])
def test_a_waiver_for_each_finding_leaves_none_open_and_none_idle(number: str) -> None:
    result = audited(number, "docx")
    after = pipeline.excused(result, Excuses(TODAY, all_waived(result)))
    assert after.waivers is not None
    assert after.waivers.used == len(result.findings()) > 0
    assert all(finding.suppressed for finding in after.findings())


@pytest.mark.parametrize("number", ["01", "04"])
def test_waivers_hold_for_another_format_of_the_paper(number: str) -> None:
    file = all_waived(audited(number, "docx"))
    other = audited(number, "xlsx")
    after = pipeline.excused(other, Excuses(TODAY, file))
    left = [(f.code, f.location.address) for f in after.findings() if not f.suppressed]
    assert left == []
