"""Findings that do not count are shown and counted in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from heyan.reporters import REPORTERS, render
from heyan.reporters.options import TemplateFile
from tests.reporters import excused
from tests.reporters.test_junit import suites_of
from tests.reporters.test_sarif import run_of
from tests.reporters.test_tables import rows_of

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schema/audit-1.schema.json").read_text(encoding="utf-8")
)
TEMPLATE = TemplateFile(
    "own.j2",
    "{% for f in findings if f.suppressed %}{{ f.suppressed.reason }} {{ f.suppressed.approver }}{% endfor %}",
)


def test_the_contract_tells_who_let_it_pass_and_what_became_of_waivers_and_baseline() -> None:
    audit: Any = json.loads(render("json", excused.result()))
    jsonschema.Draft202012Validator(SCHEMA).validate(audit)
    waived = next(f for f in audit["findings"] if f["code"] == "B03")
    assert waived["suppressed"] == {
        "kind": "waiver",
        "by": "waiver",
        "reason": "县级加分项，文件另附",
        "approver": "王科长",
        "until": "2026-12-31",
    }
    assert audit["waivers"] == {
        "path": "豁免.yaml",
        "used": 1,
        "unused": 1,
        "expired": 1,
        "lapsed": 1,
        "elsewhere": 1,
    }
    told = {key: audit["baseline"][key] for key in ("known", "new", "fixed", "elsewhere")}
    assert told == {"known": 3, "new": 10, "fixed": 1, "elsewhere": 0}
    assert [f["code"] for f in audit["findings"] if f["family"] == "suppression"] == ["W03", "W02", "W01"]


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_every_format_shows_reason_and_approver(name: str) -> None:
    shown = render(name, excused.result(), template=TEMPLATE).decode()
    assert "县级加分项，文件另附" in "".join(shown.split())
    assert "王科长" in shown


@pytest.mark.parametrize("name", ["console", "html", "markdown", "github", "sarif"])
def test_formats_for_people_tell_the_counts(name: str) -> None:
    shown = "".join(render(name, excused.result()).decode().split())
    assert "用上1·没用上1·到期1·失效1·不涉及本次1" in shown
    assert "已知3·新增10·已消除1·不涉及本次0" in shown


@pytest.mark.parametrize("name", ["console", "html", "markdown"])
def test_what_is_gone_is_named(name: str) -> None:
    # Without white space and escapes, whatever the format writes for them.
    shown = "".join(render(name, excused.result()).decode().split())
    assert "“12%%”的百分号写了两次" in shown


def test_sarif_has_states_suppressions_and_the_rules_about_waivers() -> None:
    run = run_of(excused.result())
    states = [entry["baselineState"] for entry in run["results"]]
    assert (states.count("unchanged"), states.count("new")) == (3, len(states) - 3)
    assert sum(bool(entry["suppressions"]) for entry in run["results"]) == 5
    listed = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {"W01", "W02", "W03"} <= listed
    stale = next(entry for entry in run["results"] if entry["ruleId"] == "W03")
    assert stale["locations"][0]["physicalLocation"]["region"]["startLine"] == 10
    assert stale["level"] == "warning"


def test_junit_fails_the_waiver_file_for_what_is_stale_and_skips_what_is_waived() -> None:
    root = suites_of(excused.result())
    suites = {suite.get("name"): suite for suite in root}
    assert suites["豁免.yaml"].get("failures") == "3"
    properties = suites["送审件/云岭镇绩效自评表.docx"].findall("properties/property")
    assert {p.get("name"): p.get("value") for p in properties}["suppressed"] == "5"


def test_csv_has_a_row_for_each_with_who_and_why() -> None:
    rows = [row for row in rows_of(excused.result()) if row["豁免"]]
    assert sorted({row["豁免"] for row in rows}) == ["基线", "豁免"]
    assert len(rows) == 5
