"""`heyan pack test | lint | mutate` as a keeper of a pack meets them: exit codes, formats, words."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from heyan import cli
from tests.packtools.packs import RULE, written

SCHEMA = Path(__file__).parents[3] / "docs" / "schema" / "pack-1.schema.json"
BITING = RULE.replace(
    "score: 11}]}",
    "score: 11}]}\n      - {expect: passed, indicators: [{name: 培训人次, weight: 10, score: 9}]}",
)


def ran(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    code = cli.run(["pack", *(str(argument) for argument in arguments)])
    captured = capfdbinary.readouterr()
    return code, captured.out.decode(), captured.err.decode()


@pytest.mark.parametrize("command", ["test", "lint", "mutate"])
def test_a_sound_pack_passes(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], command: str) -> None:
    written(tmp_path, rules=BITING)
    code, out, _ = ran(capfdbinary, command, tmp_path)
    assert code == 0
    assert "没有发现问题" in out


# A break of the pack, the command that catches it, its exit code and what it says.
BREAKS = [
    ("test", "score: 11}", "score: 9}", 1, "示例写明应为“不通过”，规则实际判为“通过”"),
    (
        "test",
        "assert: score <= weight",
        "assert: score < weight",
        1,
        "示例写明应为“通过”，规则实际判为“不通过”",
    ),
    ("test", "      - {expect: not_applicable", "      - {expect: passed", 1, "示例写明应为“通过”"),
    ("test", "score <= weight", "scroe <= weight", 2, "是不是“score”"),
    ("test", "得分 {{ score }}", "得分 {{ points }}", 2, "没有“points”"),
    ("test", "severity: error", "severity: 错误", 2, "不能是“错误”"),
    ("test", "    fix: 核对该项得分。\n", "", 2, "没有写“fix”"),
    ("lint", "    why: 得分最高为该项分值。\n", "", 1, "没有写 why"),
    ("lint", "score-exceeds-weight", "check-score", 1, "不是毛病"),
    ("lint", "confidence: certain", "confidence: review", 1, "需复核"),
    (
        "mutate",
        "      - {expect: not_applicable, indicators: [{name: 培训人次, score: 10}]}\n",
        "",
        1,
        "去掉 when之后",
    ),
    ("mutate", "    when: has(weight)", "    when: has(weight) or has(name)", 1, "示例本身没有通过"),
    (
        "mutate",
        "    when: has(weight)",
        "    when: has(weight) and has(name)",
        1,
        "“has(name)”去掉之后，这条规则的示例全都照样通过",
    ),
]


@pytest.mark.parametrize(("command", "old", "new", "exit_code", "told"), BREAKS)
def test_each_break_is_caught_with_words_to_act_on(
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    command: str,
    old: str,
    new: str,
    exit_code: int,
    told: str,
) -> None:
    assert old in BITING
    written(tmp_path, rules=BITING)
    file = tmp_path / "scores.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    code, out, err = ran(capfdbinary, command, tmp_path)
    assert code == exit_code
    shown = "".join((out + err).split())
    assert "".join(told.split()) in shown
    assert f"{file}:" in shown


@pytest.mark.parametrize("command", ["test", "lint", "mutate"])
def test_json_and_junit_hold_every_case(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], command: str
) -> None:
    written(tmp_path)
    _, out, _ = ran(capfdbinary, command, tmp_path, "--format", "json")
    content = json.loads(out)
    jsonschema.validate(content, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert content["command"] == command
    _, out, _ = ran(capfdbinary, command, tmp_path, "--format", "junit")
    cases = etree.fromstring(out.encode()).findall("testsuite/testcase")
    assert [case.get("name") for case in cases] == [case["name"] for case in content["cases"]]


def test_the_report_goes_to_a_file(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    written(tmp_path / "pack")
    code, out, _ = ran(
        capfdbinary, "test", tmp_path / "pack", "-o", tmp_path / "out.xml", "--format", "junit"
    )
    assert (code, out) == (0, "")
    assert (tmp_path / "out.xml").read_bytes().startswith(b"<?xml")


def test_some_rules_only(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    other = (
        BITING.replace("B03", "B04")
        .replace("score-exceeds", "points-exceed")
        .replace("score: 11}", "score: 9}")
    )
    written(tmp_path, rules=BITING + other)
    assert ran(capfdbinary, "test", tmp_path)[0] == 1
    assert ran(capfdbinary, "test", tmp_path, "--rule", "B03")[0] == 0
    assert ran(capfdbinary, "mutate", tmp_path, "--rule", "B03")[0] == 0
    code, _, err = ran(capfdbinary, "mutate", tmp_path, "--rule", "B99")
    assert code == 2
    assert "B99" in err


def test_strict_lint(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    written(tmp_path, rules=BITING.replace("score-exceeds-weight", "score-is-valid"))
    assert ran(capfdbinary, "lint", tmp_path)[0] == 0
    assert ran(capfdbinary, "lint", tmp_path, "--strict")[0] == 1


def test_english_words(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    written(tmp_path, rules=BITING)
    _, out, err = ran(capfdbinary, "mutate", tmp_path, "--lang", "en")
    assert "score 100 %" in out
    assert err.strip().endswith(" s")
