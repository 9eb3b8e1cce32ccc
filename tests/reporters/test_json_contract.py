"""The JSON contract, version 1."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from heyan.model.result import AuditResult, InputFailure
from heyan.reporters import render
from tests.reporters import canonical

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schema/audit-1.schema.json").read_text(encoding="utf-8")
)
EMPTY = AuditResult((), (), (), (), ())


def rendered(result: AuditResult, *, figures: bool = False) -> Any:
    return json.loads(render("json", result, figures=figures))


@pytest.mark.parametrize("figures", [False, True])
@pytest.mark.parametrize("result", [canonical.result(), EMPTY], ids=["canonical", "empty"])
def test_output_keeps_to_the_schema(result: AuditResult, figures: bool) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(rendered(result, figures=figures))


def test_excerpts_are_verbatim_pieces_of_their_document() -> None:
    result = canonical.result()
    texts = {document.id: document.text for document in result.documents}
    for finding in rendered(result)["findings"]:
        for place in (finding["location"], *finding["related"]):
            assert place["excerpt"] in texts[place["document"]]


def test_a_line_number_is_given_for_text_sources_only() -> None:
    lines = {
        f["location"]["document"]: f["location"]["line"] for f in rendered(canonical.result())["findings"]
    }
    assert isinstance(lines["d1"], int)
    assert lines["d2"] is None


def test_outcomes_are_counted_by_code_and_reason() -> None:
    outcomes = {entry["code"]: entry for entry in rendered(canonical.result())["outcomes"]}
    assert outcomes["B03"] == {
        "code": "B03",
        "passed": 6,
        "failed": 1,
        "not_applicable": 0,
        "not_evaluated": [],
    }
    assert outcomes["E02"]["not_evaluated"] == [
        {"reason": "目标没有计量单位", "count": 2},
        {"reason": "完成值没有计量单位", "count": 1},
    ]


def test_a_rule_that_met_no_target_is_listed_too() -> None:
    outcomes = rendered(replace(canonical.result(), outcomes=()))["outcomes"]
    assert [entry["code"] for entry in outcomes] == sorted(code for code, *_ in canonical.RULES)


def test_suppressed_findings_stay_but_do_not_count() -> None:
    audit = rendered(canonical.result())
    assert [f["code"] for f in audit["findings"] if f["suppressed"]] == ["L01"]
    assert sum(audit["summary"].values()) == len(audit["findings"]) - 1


def test_figures_are_listed_only_when_asked_for() -> None:
    plain, full = rendered(canonical.result()), rendered(canonical.result(), figures=True)
    assert all("figure_list" not in document for document in plain["documents"])
    assert [len(document["figure_list"]) for document in full["documents"]] == [
        document["figures"]["total"] for document in plain["documents"]
    ]


def test_a_figure_is_told_by_text_value_unit_place_state_and_rules() -> None:
    paper, form = rendered(canonical.result(), figures=True)["documents"]
    assert paper["figure_list"][4] == {
        "text": "812.40万元",
        "value": "812.40",
        "unit": "万元",
        "address": "第5段",
        "line": 5,
        "state": "contradicted",
        "checked_by": ["A04", "A06"],
    }
    assert form["figure_list"][0]["address"] == "表1 第3行第4列"
    assert {tuple(entry) for entry in (*paper["figure_list"], *form["figure_list"])} == {
        ("text", "value", "unit", "address", "line", "state", "checked_by")
    }


def test_text_that_steers_terminals_or_is_no_utf8_is_escaped_and_comes_back_whole() -> None:
    path = "\x9b31m\u202e\ud800.txt"
    result = replace(EMPTY, failures=(InputFailure(path, "missing", "没有"),))
    content = render("json", result)
    assert "\u202e" not in content.decode()
    assert "\x9b" not in content.decode()
    assert json.loads(content)["errors"][0]["path"] == path


def test_same_input_gives_same_bytes() -> None:
    assert render("json", canonical.result()) == render("json", canonical.result())
