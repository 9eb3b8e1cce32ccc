"""The reader contract: the same paper in four formats, and as a structured model, gives the same Report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from heyan.extraction.structured import JsonValue, to_mapping
from heyan.model.document import Source
from heyan.model.report import Report, sourced_in
from heyan.model.result import AuditResult
from heyan.pipeline import audit, load_packs, understand

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAPERS = sorted({path.stem for path in FIXTURES.glob("0*.docx")})
FORMATS = ("docx", "xlsx", "html", "txt")
# Where a value stands differs by format; what it is does not.
_PLACES = frozenset({"at", "line", "path", "rows"})


def _read(path: Path) -> JsonValue:
    document, report = understand(Source(path.name, path.read_bytes()))
    mapping = to_mapping(report, document)
    mapping.pop("text")
    return _bare(mapping)


def _bare(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        if set(value) == {"text", "level"}:  # a heading level is declared in some formats only
            return _bare(value["text"])
        return {key: _bare(item) for key, item in value.items() if key not in _PLACES}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    # A bookmark leaks into the text in some formats only (as a residue that a rule reports).
    return re.sub(r"\[bookmark:[^\]]*\]|\s+", "", value) if isinstance(value, str) else value


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("suffix", FORMATS[1:])
def test_the_same_paper_gives_the_same_report(paper: str, suffix: str) -> None:
    assert _read(FIXTURES / f"{paper}.{suffix}") == _read(FIXTURES / f"{paper}.docx")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_printed_model_reads_back_as_the_same_report(paper: str) -> None:
    source = FIXTURES / f"{paper}.docx"
    document, report = understand(Source(source.name, source.read_bytes()))
    printed = to_mapping(report, document)
    again, restored = understand(Source("model.json", json.dumps(printed, ensure_ascii=False).encode()))
    first, second = dict(printed), to_mapping(restored, again)
    for mapping in (first, second):
        for key in ("text", "gaps"):
            mapping.pop(key, None)
        understood = mapping.get("understood")
        assert isinstance(understood, dict)
        for key in ("gaps", "dates"):  # a title's year is printed once more on its own
            understood.pop(key, None)
    assert _bare(second) == _bare(first)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_printed_model_gets_the_same_findings(paper: str) -> None:
    source = FIXTURES / f"{paper}.docx"
    document, report = understand(Source(source.name, source.read_bytes()))
    printed = json.dumps(to_mapping(report, document), ensure_ascii=False, indent=2).encode()
    packs = load_packs(["core"])
    original = audit([Source(source.name, source.read_bytes())], packs)
    restored = audit([Source("model.json", printed)], packs)
    assert _said(restored) == _said(original)


def _said(result: AuditResult) -> list[tuple[str, str, str]]:
    return sorted((f.code, f.severity, re.sub(r"\s|\\\\n", "", f.message)) for f in result.findings())


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_value_shows_the_raw_text_of_its_span(paper: str, suffix: str) -> None:
    source = FIXTURES / f"{paper}.{suffix}"
    document, report = understand(Source(source.name, source.read_bytes()))
    values = list(sourced_in(report))
    assert len(values) > 20
    for value in values:
        assert document.text_of(value.span) == value.raw


def test_report_is_a_report() -> None:
    _, report = understand(
        Source("a.txt", "2023年度青禾镇人民政府部门整体绩效自评报告\n一、基本情况\n无。".encode())
    )
    assert isinstance(report, Report)
    assert report.year
    assert report.year.value == 2023
