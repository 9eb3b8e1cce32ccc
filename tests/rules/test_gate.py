"""The shipped packs pass their own gate: no mutant of a rule goes unnoticed without a written reason."""

from __future__ import annotations

import pytest

from heyan.packtools.lint import lint_report
from heyan.packtools.mutation.report import mutation_report
from heyan.packtools.report import GateCase, GateReport
from heyan.pipeline import load_packs

PACK = load_packs(["core"])[0]


def _told(cases: list[GateCase]) -> str:
    """The faults one a line: what `heyan pack mutate core` and `lint core` show."""
    return "\n".join(f"{case.rule} {case.name}: {case.message}（{case.hint}）" for case in cases)


def test_every_mutant_is_noticed_or_has_a_reason() -> None:
    report = mutation_report(PACK)
    _demand_no_fault(report)
    assert len(report.cases) > 250


def test_the_rules_are_well_written() -> None:
    _demand_no_fault(lint_report(PACK))


def _demand_no_fault(report: GateReport) -> None:
    faults = [case for case in report.cases if case.status == "failed"]
    if faults:
        pytest.fail(_told(faults), pytrace=False)
