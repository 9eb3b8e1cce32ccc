"""A finding as an example: small, masked, and really the same finding."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from heyan.engine.rule import CompiledRule
from heyan.engine.schema import Example
from heyan.engine.yaml_strict import Value, load_yaml
from heyan.errors import UsageError
from heyan.model.document import Source
from heyan.model.finding import Finding
from heyan.packtools.disputed import Case, Papers, example_of, example_of_missed, findings_of
from heyan.packtools.disputed.yaml_text import example_text
from heyan.packtools.examples import example_outcomes
from heyan.packtools.masking import mask_of
from heyan.pipeline import load_packs, understand

CORE = load_packs(["core"])[0]
FIXTURES = sorted((Path(__file__).parents[3] / "fixtures").glob("0*.txt"))


def _papers(path: Path) -> Papers:
    return [understand(Source(path.name, path.read_bytes()))]


def _pasted(text: str) -> dict[str, Value]:
    """What the loader makes of the printed example in its place."""
    value = load_yaml(f"examples:\n{text}".encode(), "t.yaml").value
    assert isinstance(value, dict)
    assert isinstance(value["examples"], list)
    (example,) = value["examples"]
    assert isinstance(example, dict)
    Example.model_validate(example)
    return example


def _firsts(papers: Papers) -> list[tuple[CompiledRule, Finding]]:
    """The first finding of each rule."""
    found: dict[str, tuple[CompiledRule, Finding]] = {}
    for rule, finding in findings_of(CORE, papers):
        found.setdefault(rule.code, (rule, finding))
    return list(found.values())


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem[:2])
def test_every_rule_that_fires_on_the_fixtures_gives_an_example_of_the_same_finding(path: Path) -> None:
    papers = _papers(path)
    mask = mask_of([report for _, report in papers])
    for rule, finding in _firsts(papers):
        text = example_of(CORE, Case(rule, "false_alarm"), papers, finding)
        example = _pasted(text)
        assert example["expect"] == "passed"
        again = [one for outcome in example_outcomes(CORE, rule, example) for one in outcome.findings]
        figures = [(one.severity, one.expected, one.difference, one.band) for one in again]
        hidden = [
            None if part is None else mask.text(part) for part in (finding.expected, finding.difference)
        ]
        assert (finding.severity, *hidden, finding.band) in figures
        assert len(text) < 2_000


def test_the_example_is_what_the_finding_needs_and_no_more() -> None:
    papers = _papers(next(path for path in FIXTURES if path.stem.startswith("02")))
    rule, finding = next(pair for pair in _firsts(papers) if pair[0].code == "B03")
    example = _pasted(example_of(CORE, Case(rule, "confirmed", note="清运"), papers, finding))
    assert set(example) == {"expect", "note", "narrative"}
    assert (example["expect"], example["note"]) == ("failed", "清运")
    assert isinstance(example["narrative"], list)
    assert len(example["narrative"]) == 1


def test_names_are_masked_unless_they_may_be_shown() -> None:
    content = """{"schema": "heyan.report/1", "unit": "青圃县云岭镇人民政府", "indicators": [{"name": "云岭镇渠道完好率", "weight": 3, "score": 6}]}"""
    papers = [understand(Source("p.json", content.encode()))]
    rule, finding = next(pair for pair in _firsts(papers) if pair[0].code == "B03")
    assert "云岭" not in example_of(CORE, Case(rule, "false_alarm"), papers, finding)
    assert "云岭" in example_of(CORE, Case(rule, "false_alarm", masked=False), papers, finding)


def test_a_missed_fault_is_its_row_or_paragraph() -> None:
    rule = next(rule for rule in CORE.rules if rule.code == "B03")
    papers = _papers(next(path for path in FIXTURES if path.stem.startswith("02")))
    example = _pasted(example_of_missed(CORE, Case(rule, "missed"), papers, "村庄环境提升村数目标值28个村"))
    assert example["expect"] == "failed"
    assert "28个村" in str(example["narrative"])
    with pytest.raises(UsageError, match="不是漏报"):
        example_of_missed(CORE, Case(rule, "missed"), papers, "应得3分，实得6分")
    with pytest.raises(UsageError, match="照抄"):
        example_of_missed(CORE, Case(rule, "missed"), papers, "没有这句话")


@pytest.mark.parametrize(
    "text",
    ["10", "0.10", "010", "1e5", "2021-12-31", "yes", "null", "a: b", "甲：乙", "- x", "{x}", "a, b", "#x", "≥95%", '"', "'", "a\nb", "\t[b]", " x ", "12:30", "", "@x", "！", "\ud800"[:0] + "a\\b"],
)  # fmt: skip
def test_any_text_reads_back(text: str) -> None:
    printed = example_text("failed", "甲", {"narrative": [text], "unit": text, "forms": [{"title": text}]})
    example = _pasted(printed)
    assert [str(example["unit"]), *map(str, example["narrative"] or [])] == [text, text]  # type: ignore[arg-type]


def test_long_content_is_written_in_blocks() -> None:
    rows = [{"name": f"指标{number}", "target": "≥95%", "weight": "10"} for number in range(20)]
    printed = example_text("failed", "甲", {"indicators": [dict(row) for row in rows]})
    assert len(printed.splitlines()) == 23
    assert textwrap.dedent(printed).startswith(
        "- expect: failed\n  note: 甲\n  indicators:\n    - {name: 指标0"
    )
