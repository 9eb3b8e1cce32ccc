"""The reader contract: the same paper in four formats, and as a structured model, gives the same Report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from heyan.extraction.structured import JsonValue, to_mapping
from heyan.model.document import Source
from heyan.model.report import Report, Sourced
from heyan.pipeline import understand

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
        for key in ("gaps", "dates"):
            understood.pop(key, None)
    assert _bare(second) == _bare(first)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_value_shows_the_raw_text_of_its_span(paper: str, suffix: str) -> None:
    source = FIXTURES / f"{paper}.{suffix}"
    document, report = understand(Source(source.name, source.read_bytes()))
    values = list(_sourced(report))
    assert len(values) > 20
    for value in values:
        assert document.text_of(value.span) == value.raw


def _sourced(value: object) -> Iterator[Sourced[object]]:
    if isinstance(value, Sourced):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _sourced(item)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _sourced(getattr(value, name))


def test_report_is_a_report() -> None:
    _, report = understand(Source("a.txt", "2023年度青禾镇人民政府部门整体绩效自评报告\n一、基本情况\n无。".encode()))
    assert isinstance(report, Report)
    assert report.year
    assert report.year.value == 2023
