"""Profiles and errata from the command line: chosen, picked, shown, and refused where they do not fit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from heyan import cli

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
PAPER = """\
{title}

| 年度资金总额 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 100 | 100 | 100 | 20 | 100% | 20 |

| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 道路养护里程 | ≥12公里 | 12公里 | 40 | 40 |
| 效益指标 | 社会效益指标 | 出行改善率 | ≥90% | 92% | 20 | 20 |
| 满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 95% | 20 | 20 |
"""
ERRATA = 'errata: county\noff:\n  - {code: B10, date: "2026-11-20", approver: 预算股, reason: 县里另有办法}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two papers alike but for the place: one of Hubei, one of Hunan; and one of nowhere."""
    for name, unit in (("hubei", "大冶市青石镇"), ("hunan", "浏阳市青石镇"), ("none", "青石镇")):
        text = PAPER.format(title=f"2023年度{unit}人民政府整体支出绩效自评表")
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def ran(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    code = cli.run([str(argument) for argument in arguments])
    captured = capfdbinary.readouterr()
    return code, captured.out.decode(), captured.err.decode()


def checked(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> Mapping[str, object]:
    code, out, err = ran(
        capfdbinary, "check", *arguments, "--select", "B10", "--format", "json", "--fail-on", "never"
    )
    assert code == 0, err
    result: Mapping[str, object] = json.loads(out)
    return result


def severities(result: Mapping[str, object]) -> dict[str, str]:
    """The severity of B10 by the name of the paper's file."""
    documents, findings = result["documents"], result["findings"]
    assert isinstance(documents, Sequence)
    assert isinstance(findings, Sequence)
    names = {document["id"]: Path(document["path"]).stem for document in documents}
    return {names[finding["location"]["document"]]: finding["severity"] for finding in findings}


def test_a_profile_holds_for_all_papers(capfdbinary: pytest.CaptureFixture[bytes], folder: Path) -> None:
    assert severities(checked(capfdbinary, folder)) == dict.fromkeys(("hubei", "hunan", "none"), "info")
    result = checked(capfdbinary, folder, "--profile", "hubei")
    assert result["profile"] == "hubei"
    assert severities(result) == {}
    national = checked(capfdbinary, folder, "--profile", "national")
    assert severities(national) == dict.fromkeys(("hubei", "hunan", "none"), "warning")


@pytest.mark.parametrize("jobs", [1, 2])
def test_auto_judges_each_paper_by_the_usage_of_its_place(
    capfdbinary: pytest.CaptureFixture[bytes], folder: Path, jobs: int
) -> None:
    result = checked(capfdbinary, folder, "--profile", "auto", "--jobs", jobs)
    assert result["profile"] == "auto"
    documents = result["documents"]
    assert isinstance(documents, Sequence)
    assert {Path(d["path"]).stem: d["profile"] for d in documents} == {
        "hubei": "hubei",
        "hunan": "hunan",
        "none": None,
    }
    assert documents[0]["profile_reason"] == "单位名称里的“大冶市”属湖北省"
    assert severities(result) == {"hunan": "warning", "none": "info"}
    adaptations = result["adaptations"]
    assert isinstance(adaptations, Sequence)
    assert [layer["name"] for layer in adaptations] == ["hubei", "hunan"]


def test_the_console_says_which_profile_was_picked_and_why(
    capfdbinary: pytest.CaptureFixture[bytes], folder: Path
) -> None:
    _, out, _ = ran(capfdbinary, "check", folder, "--profile", "auto", "--fail-on", "never")
    assert "口径 湖北（hubei）：单位名称里的“大冶市”属湖北省" in out
    assert "未选口径：没有认出地名" in out
    assert "地区口径" in out


def test_an_errata_is_shown_with_its_approver(
    capfdbinary: pytest.CaptureFixture[bytes], folder: Path, tmp_path: Path
) -> None:
    errata = tmp_path / "errata.yaml"
    errata.write_text(ERRATA, encoding="utf-8")
    code, out, _ = ran(capfdbinary, "check", folder, "--errata", errata)
    assert code == 0
    assert "B10 县里另有办法（county，预算股 2026-11-20）" in out
    _, out, _ = ran(capfdbinary, "check", folder, "--errata", errata, "--format", "json")
    (layer,) = json.loads(out)["adaptations"]
    assert (layer["kind"], layer["changes"][0]["code"], layer["changes"][0]["approver"]) == (
        "errata",
        "B10",
        "预算股",
    )


def test_origin_shows_pack_profile_and_errata_in_order(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    errata = tmp_path / "errata.yaml"
    errata.write_text(ERRATA, encoding="utf-8")
    arguments = ("rules", "--origin", "B10", "--profile", "hubei", "--errata", errata)
    _, out, _ = ran(capfdbinary, *arguments, "--format", "json")
    (rule,) = json.loads(out)["rules"]
    assert rule["severity"] is None
    told = [(step["kind"], step["layer"], step["what"]) for step in rule["steps"]]
    assert told == [
        ("pack", "core", "severity"),
        ("pack", "core", "confidence"),
        ("pack", "core", "options.schemes"),
        ("pack", "core", "profile.weights"),
        ("profile", "hubei", "profile.weights"),
        ("errata", "county", "off"),
    ]
    assert Path(rule["steps"][0]["path"]).name == "scores.yaml"
    assert rule["steps"][-1]["line"] == 3
    _, out, _ = ran(capfdbinary, *arguments)
    assert "勘误 county" in out
    assert "启用 → 停用" in out
    assert "现为 停用" in out
    assert ran(capfdbinary, "rules", "--origin", "B99")[0] == 2


def test_explain_shows_the_values_in_force(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = ran(capfdbinary, "explain", "B10")
    assert "未选口径" in out
    _, out, _ = ran(capfdbinary, "explain", "B10", "--profile", "hubei")
    assert "湖北部门、项目自评：预算执行率 20" in out
    assert "[V]" in out
    rule, _, examples = out.partition("示例：")
    assert "（未选口径" not in rule.replace("没有选口径", "")
    assert "（未选口径" in examples  # they are told as the rule's author wrote them, without a profile


def test_a_profile_that_is_not_there_stops_the_run(
    capfdbinary: pytest.CaptureFixture[bytes], folder: Path
) -> None:
    code, _, err = ran(capfdbinary, "check", folder, "--profile", "hubie")
    assert code == 2
    assert "没有这个口径（是不是“hubei”？）" in err
    code, _, err = ran(capfdbinary, "check", folder, "--errata", "none.yaml")
    assert code == 2
    assert "读不了勘误文件" in err


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside the checkout")
def test_auto_finds_the_province_of_the_sample_papers(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = ran(
        capfdbinary, "check", SEEDS, "--profile", "auto", "--format", "json", "--fail-on", "never"
    )
    picked = {Path(d["path"]).name[:3]: d["profile"] for d in json.loads(out)["documents"]}
    assert picked == {"000": "hunan", "001": "hubei", "002": "hunan", "003": "hebei", "004": "hunan"}
