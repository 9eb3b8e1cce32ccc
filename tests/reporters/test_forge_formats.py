"""GitHub's workflow commands and GitLab's code quality list."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from heyan.model.result import AuditResult
from heyan.reporters import render
from tests.reporters import canonical
from tests.reporters.hostile import TEXTS, hostile_result

COMMAND = re.compile(
    r"::(error|warning|notice) ((?:[A-Za-z]+=[^,:\r\n]*)(?:,[A-Za-z]+=[^,:\r\n]*)*)::([^\r\n]*)"
)
# What GitLab documents of an entry, and what CodeClimate's own form adds.
ENTRY = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "minLength": 1},
        "fingerprint": {"type": "string", "minLength": 1},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "pattern": r"^(?!\./)"},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}


def commands(result: AuditResult) -> list[tuple[str, dict[str, str], str]]:
    found = []
    # Split as a runner splits: by line feeds and carriage returns only.
    for line in re.split(r"\r\n|\r|\n", render("github", result).decode()):
        if not line:
            continue
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = [pair.partition("=") for pair in match[2].split(",")]
        found.append((match[1], {key: _plain(value) for key, _, value in pairs}, _plain(match[3])))
    return found


def _plain(text: str) -> str:
    for escape, char in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def quality(result: AuditResult) -> list[Any]:
    entries: list[Any] = json.loads(render("gitlab", result))
    for entry in entries:
        jsonschema.validate(entry, ENTRY)
    return entries


def test_a_finding_is_annotated_at_its_line_and_columns() -> None:
    level, place, message = commands(canonical.result())[1]
    assert level == "error"
    assert place == {
        "file": "送审件/云岭镇自评报告.txt",
        "line": "5",
        "endLine": "5",
        "col": "5",
        "endColumn": "13",
        "title": "A04 经济分类之和与支出不符",
    }
    assert "401.25 + 388.15 + 32.00 = 821.40\n" in message


def test_a_place_without_lines_is_told_by_its_address() -> None:
    _, place, message = next(c for c in commands(canonical.result()) if c[1]["title"].startswith("B03"))
    assert "line" not in place
    assert message.startswith("表1 第4行第7列：")


def test_levels_unreadable_files_and_what_was_not_judged() -> None:
    found = commands(canonical.result())
    counts = canonical.result().counts()
    assert [level for level, *_ in found].count("error") == counts["error"] + 1
    assert [level for level, *_ in found].count("warning") == counts["warning"]
    assert found[0][1]["file"] == "送审件/扫描件.docx"
    assert any(message.startswith("未能判定") for *_, message in found)


def test_suppressed_findings_share_one_notice_that_counts_them() -> None:
    (told,) = [message for *_, message in commands(canonical.result()) if message.startswith("已豁免")]
    assert told.startswith("已豁免 1 条\nL01 ")
    assert "王科长" in told


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_text_of_a_paper_makes_a_command_of_its_own(text: str) -> None:
    messages = [message for *_, message in commands(hostile_result(text or "x"))]
    assert len(messages) == len(canonical.result().findings()) + 2


def test_a_quality_entry_tells_rule_place_and_severity() -> None:
    entry = quality(canonical.result())[1]
    assert entry["check_name"] == "A04 economic-parts-differ"
    assert entry["severity"] == "critical"
    assert entry["location"] == {"path": "送审件/云岭镇自评报告.txt", "lines": {"begin": 5}}
    assert "401.25 + 388.15" in entry["content"]["body"]


def test_quality_entries_have_fingerprints_of_their_own_and_show_the_suppressed() -> None:
    entries = quality(canonical.result())
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    (waived,) = [entry for entry in entries if entry["description"].startswith("［已豁免］")]
    assert waived["severity"] == "info"
    assert "王科长" in waived["content"]["body"]


def test_nothing_found_is_an_empty_list() -> None:
    assert quality(AuditResult((), (), (), (), ())) == []


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_text_of_a_paper_breaks_the_list(text: str) -> None:
    assert len(quality(hostile_result(text or "x"))) == len(canonical.result().findings()) + 1


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_english_words_do_not_change_the_places(name: str) -> None:
    assert render(name, canonical.result(), lang="en").decode().count("云岭镇") == render(
        name, canonical.result()
    ).decode().count("云岭镇")
