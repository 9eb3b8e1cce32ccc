"""What another version of a pack changes: each finding once, as appeared, vanished or changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from heyan.packtools.impact import Impact, RuleImpact, Side, impact
from heyan.packtools.impact.formats import FORMATS, json_schema, render
from heyan.packtools.masking import mask_of
from heyan.reporters.options import Options
from tests.packtools.corpus import pack, paper, result, rule

PAPERS = [
    paper(1, ("青圃县培训人次", "10", "12"), ("受益户数", "10", "9")),
    paper(2, ("培训人次", "10", "11"), ("受益户数", "10", None)),
]


@pytest.fixture
def compared(tmp_path: Path) -> Impact:
    old = pack(tmp_path / "old", rule("T01"), rule("T02", "score >= 10"), rule("T03"), rule("T05"))
    new = pack(
        tmp_path / "new",
        rule("T01", "score <= weight + 1"),
        rule("T02", "score >= 10", severity="info"),
        rule("T03"),
        rule("T04", "score != 9"),
        version="0.2.0",
    )
    sides = [Side(one, result(one, PAPERS)) for one in (old, new)]
    return impact(sides[0], sides[1], samples=5, mask=mask_of(sides[1].result.reports))


def _by_code(compared: Impact) -> Mapping[str, RuleImpact]:
    return {one.code: one for one in compared.rules}


def test_each_finding_differs_in_one_way(compared: Impact) -> None:
    rules = _by_code(compared)
    assert {code: dict(one.counts) for code, one in rules.items()} == {
        "T01": {"appeared": 0, "vanished": 1, "changed": 0},
        "T02": {"appeared": 0, "vanished": 0, "changed": 1},
        "T03": {"appeared": 0, "vanished": 0, "changed": 0},
        "T04": {"appeared": 1, "vanished": 0, "changed": 0},
        "T05": {"appeared": 0, "vanished": 2, "changed": 0},
    }
    assert {code: one.state for code, one in rules.items()} == {
        "T01": "kept", "T02": "kept", "T03": "kept", "T04": "new", "T05": "gone",
    }  # fmt: skip
    assert [one.code for one in compared.different] == ["T01", "T02", "T04", "T05"]


def test_a_finding_whose_values_change_is_the_same_finding(tmp_path: Path) -> None:
    old = pack(tmp_path / "old", rule("T01", message="过高"))
    new = pack(tmp_path / "new", rule("T01", "score <= weight and score <= 100", message="超出"))
    sides = [Side(one, result(one, PAPERS)) for one in (old, new)]
    (only,) = impact(sides[0], sides[1], samples=9).rules
    assert dict(only.counts) == {"appeared": 0, "vanished": 0, "changed": 2}
    assert only.samples[0].before == "青圃县培训人次：12过高"
    assert only.samples[0].after == "青圃县培训人次：12超出"
    assert only.samples[0].document == "青圃县1.json"


def test_samples_are_masked_and_limited(compared: Impact, tmp_path: Path) -> None:
    gone = _by_code(compared)["T05"].samples
    assert [one.document for one in gone] == ["文书1", "文书2"]
    assert gone[0].before is not None
    assert "青圃" not in gone[0].before
    same = pack(tmp_path / "old", rule("T05"))
    none = pack(tmp_path / "none", rule("T06", "weight > 0"))
    sides = [Side(one, result(one, PAPERS)) for one in (same, none)]
    assert len(_by_code(impact(sides[0], sides[1], samples=1))["T05"].samples) == 1


def test_the_same_pack_makes_no_difference(tmp_path: Path) -> None:
    side = Side(one := pack(tmp_path / "old", rule("T01")), result(one, PAPERS))
    assert impact(side, side, samples=3).different == ()


def test_what_can_no_longer_be_decided_is_told(tmp_path: Path) -> None:
    old = pack(tmp_path / "old", rule("T01", when="has(score)"))
    new = pack(tmp_path / "new", rule("T01"))
    sides = [Side(one, result(one, PAPERS)) for one in (old, new)]
    compared = impact(sides[0], sides[1], samples=3)
    assert compared.different
    assert "未能判定 0→1" in render("console", compared, Options()).decode()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_the_rules_that_differ(compared: Impact, name: str) -> None:
    shown = render(name, compared, Options())
    assert shown == render(name, compared, Options())
    assert all(code in shown.decode() for code in ("T01", "T02", "T04", "T05"))
    if name == "json":
        jsonschema.validate(json.loads(shown), json_schema())
        assert json.loads(shown)["summary"] == {"appeared": 1, "vanished": 3, "changed": 1}
    if name == "junit":
        assert etree.fromstring(shown).get("failures") == "0"
    if name == "markdown":
        assert shown.decode().startswith("## small 0.2.0\n")
