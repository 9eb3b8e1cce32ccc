"""A gate's report in its three formats."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from heyan.packtools.report import Figure, GateCase, GateReport, PackRef
from heyan.packtools.reporting import RENDERERS, render
from heyan.reporters.options import Options

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "pack-1.schema.json"
REPORT = GateReport(
    "test",
    (PackRef("small", "0.1.0", "ab" * 32, "packs/small"),),
    (
        GateCase("example", "示例 1", "passed", "B03", file="packs/small/b.yaml", line=12),
        GateCase(
            "example",
            "示例 2",
            "failed",
            "B03",
            message="应为不通过，实为通过",
            hint="核对 <分值>",
            details=("\x1b[31m得分 6 & 分值 3",),
            file="packs/small/b.yaml",
            line=13,
        ),
        GateCase("kinds", "三种示例", "warning", "B04", message="只有两个示例"),
        GateCase("evidence", "证据", "skipped", None, message="规则没有示例"),
    ),
    (Figure("rules", 2),),
)


def test_json_follows_its_schema_and_counts() -> None:
    content = json.loads(render("json", REPORT, Options()))
    jsonschema.validate(content, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert content["schema"] == "heyan.pack/1"
    assert content["summary"] == {"failed": 1, "warning": 1, "skipped": 1, "passed": 1}
    assert content["cases"][1]["line"] == 13
    assert content["figures"] == {"rules": 2}


def test_junit_has_a_case_for_each_thing_looked_at() -> None:
    root = etree.fromstring(render("junit", REPORT, Options()))
    suite = root.find("testsuite")
    assert suite is not None
    assert [root.get(key) for key in ("tests", "failures", "skipped")] == ["4", "1", "1"]
    children = [[child.tag for child in case] for case in suite.findall("testcase")]
    assert children == [[], ["failure"], ["system-out"], ["skipped"]]
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "应为不通过，实为通过"
    assert "核对 <分值>" in (failure.text or "")
    assert "packs/small/b.yaml:13" in (failure.text or "")


def test_console_shows_faults_with_file_and_line_and_hides_what_passed() -> None:
    shown = render("console", REPORT, Options(width=100)).decode()
    assert "✗ 示例 2：应为不通过，实为通过" in shown
    assert "packs/small/b.yaml:13" in shown
    assert "示例 1" not in shown
    assert "示例 1" in render("console", REPORT, Options(width=100, verbose=True)).decode()


@pytest.mark.parametrize("name", RENDERERS)
def test_nothing_in_a_pack_steers_a_terminal(name: str) -> None:
    assert b"\x1b" not in render(name, REPORT, Options())


def test_english_words() -> None:
    assert "Examples small 0.1.0" in render("console", REPORT, Options(lang="en")).decode()
