"""The pipeline: a bug of ours costs one document and no more, and the order of work never shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from heyan import pipeline
from heyan.cli.batch import Plan, audit_files
from heyan.engine import evaluation
from heyan.engine.pack import CompiledPack
from heyan.engine.submission import Target
from heyan.model.document import Document, Source
from heyan.model.report import Report
from heyan.model.result import AuditResult
from heyan.reporters import render

FIXTURES = Path(__file__).parents[1] / "fixtures"
NAMES = ("06-clean-project-self-evaluation.txt", "02-prose-scores.docx", "05-goal-form-with-value-types.xlsx")
T = TypeVar("T")


@pytest.fixture(scope="module")
def packs() -> tuple[CompiledPack, ...]:
    return pipeline.load_packs(("core",))


def sources() -> list[Source]:
    return [Source(name, (FIXTURES / name).read_bytes()) for name in NAMES]


def tripping(function: Callable[..., T], victim: str) -> Callable[..., T]:
    """`function`, but with a bug that only the document at path `victim` brings out."""

    def tripped(*arguments: object, **options: object) -> T:
        for argument in arguments:
            paths = [argument] if isinstance(argument, Source | Document) else []
            paths += argument if isinstance(argument, list | tuple) else []
            if any(getattr(entry, "path", None) == victim for entry in paths):
                raise ZeroDivisionError("a bug")
        return function(*arguments, **options)

    return tripped


@pytest.mark.parametrize("stage", ["read", "extract", "evaluate"])
@pytest.mark.parametrize("victim", NAMES)
def test_a_bug_costs_only_the_document_that_brings_it_out(
    packs: tuple[CompiledPack, ...], monkeypatch: pytest.MonkeyPatch, stage: str, victim: str
) -> None:
    whole = pipeline.audit(sources(), packs)
    place: object = evaluation if stage == "evaluate" else pipeline
    monkeypatch.setattr(place, stage, tripping(getattr(place, stage), victim))
    result = pipeline.audit(sources(), packs)
    (failure,) = result.failures
    assert (failure.path, failure.kind) == (victim, "internal")
    assert "ZeroDivisionError" in failure.message
    assert [document.path for document in result.documents] == [name for name in NAMES if name != victim]
    assert len(result.reports) == len(result.figures) == len(result.documents)
    assert tallied(result) == {path: tally for path, tally in tallied(whole).items() if path != victim}
    for name in ("console", "html", "json"):
        assert render(name, result)


def tallied(result: AuditResult) -> dict[str, list[tuple[str, str]]]:
    """The ends of all rules on each document, by its path."""
    return {
        document.path: [(o.code, o.status) for o in result.outcomes if o.document == document.id]
        for document in result.documents
    }


def test_a_bug_that_only_papers_together_bring_out_costs_these_papers(
    packs: tuple[CompiledPack, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluate = evaluation.evaluate

    def tripped(
        compiled: list[CompiledPack], documents: list[Document], reports: list[Report], **_: object
    ) -> object:
        if {NAMES[1], "copy.docx"} <= {document.path for document in documents}:
            raise ZeroDivisionError
        return evaluate(compiled, documents, reports)

    monkeypatch.setattr(evaluation, "evaluate", tripped)
    copy = Source("copy.docx", sources()[1].content)
    result = pipeline.audit([*sources(), copy], packs)
    assert [failure.path for failure in result.failures] == [NAMES[1], "copy.docx"]
    assert [document.path for document in result.documents] == [NAMES[0], NAMES[2]]


def test_a_bug_that_no_paper_brings_out_is_not_hidden(
    packs: tuple[CompiledPack, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tripped(compiled: object, documents: list[Document], reports: object, **_: object) -> tuple[()]:
        if len(documents) > 1:
            raise ZeroDivisionError
        return ()

    monkeypatch.setattr(evaluation, "evaluate", tripped)
    with pytest.raises(ZeroDivisionError):
        pipeline.audit(sources(), packs)


def test_a_check_that_breaks_is_named_by_its_document_only(
    packs: tuple[CompiledPack, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = evaluation._judged

    def tripped(job: evaluation._Job, target: Target) -> object:
        report = getattr(target, "report", None)
        if report is not None and report.document == "d2":
            raise KeyError("x")
        return judge(job, target)

    monkeypatch.setattr(evaluation, "_judged", tripped)
    result = pipeline.audit(sources(), packs)
    assert [failure.path for failure in result.failures] == [NAMES[1]]
    assert [document.id for document in result.documents] == ["d1", "d3"]


def test_documents_are_numbered_in_order_and_unreadable_ones_take_no_number(
    packs: tuple[CompiledPack, ...],
) -> None:
    first, second, third = sources()
    result = pipeline.audit([first, Source("empty.txt", b""), second, Source("zip", b"PK\3\4"), third], packs)
    assert [(document.id, document.path) for document in result.documents] == [
        ("d1", NAMES[0]),
        ("d2", NAMES[1]),
        ("d3", NAMES[2]),
    ]
    assert [failure.path for failure in result.failures] == ["empty.txt", "zip"]
    assert {outcome.document for outcome in result.outcomes} <= {"d1", "d2", "d3"}


def test_the_same_paper_twice_is_judged_twice_alike(packs: tuple[CompiledPack, ...]) -> None:
    source = sources()[1]
    twice = pipeline.audit([source, Source("copy.docx", source.content)], packs)
    found = [
        [(f.code, f.location.span.start, f.message) for f in twice.findings() if f.location.document == id_]
        for id_ in ("d1", "d2")
    ]
    assert found[0]
    assert found[0] == found[1]


def test_nothing_to_audit_is_an_empty_result(packs: tuple[CompiledPack, ...]) -> None:
    result = pipeline.audit([], packs)
    assert [*result.documents, *result.outcomes, *result.failures] == []
    for name in ("console", "html", "json"):
        assert render(name, result)


def test_several_processes_give_the_same_bytes(tmp_path: Path) -> None:
    for number, source in enumerate([*sources(), *sources()]):
        (tmp_path / f"{number}{Path(source.path).suffix}").write_bytes(source.content)
    (tmp_path / "3x.docx").write_bytes(b"PK\3\4 broken")
    paths = [*map(str, sorted(tmp_path.iterdir())), str(tmp_path / "missing.txt")]
    one, two = (
        audit_files(paths, Plan(("core",)), jobs=jobs, progress=lambda _path: None) for jobs in (1, 2)
    )
    assert len(one.documents) == 6
    assert [Path(failure.path).name for failure in one.failures] == ["3x.docx", "missing.txt"]
    for name in ("console", "html", "json"):
        assert render(name, one, figures=True) == render(name, two, figures=True)
    assert render("json", one) == render("json", one)
