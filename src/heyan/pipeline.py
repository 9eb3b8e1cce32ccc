"""The whole story: from sources through documents, reports and outcomes to one result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from heyan.engine.pack import CompiledPack, load
from heyan.engine.pack_cache import PackCache
from heyan.engine.pack_sources import find_pack
from heyan.engine.rulebook import Rulebook
from heyan.engine.submission import Submission
from heyan.engine.targets import submissions
from heyan.engine.units import known_units
from heyan.errors import UnreadableInput, UsageError
from heyan.extraction import extract
from heyan.extraction.coverage import coverage
from heyan.model.document import Document, Source
from heyan.model.finding import Outcome
from heyan.model.report import Report, value_places
from heyan.model.result import AuditResult, InputFailure
from heyan.model.timing import Timings, timed
from heyan.model.units import Units, shipped_units
from heyan.readers import read

if TYPE_CHECKING:
    from heyan.engine.automatic import Automatic
    from heyan.suppression import Excuses, WaiverFile

# What became of one source: understood, or why not.
Understood = tuple[Document, Report] | InputFailure


def load_packs(names_or_paths: Sequence[str], cache: PackCache | None = None) -> tuple[CompiledPack, ...]:
    """The packs of those names or paths, as find_pack finds them, out of the cache where they are unchanged; raises
    PackError for one that does not load."""
    return tuple(load(find_pack(name), cache) for name in names_or_paths)


def audit(
    sources: Iterable[Source],
    packs: Sequence[CompiledPack],
    automatic: Automatic | None = None,
    *,
    timings: Timings | None = None,
) -> AuditResult:
    """Audit all sources by all packs. A source that cannot be audited becomes a failure; the rest goes on."""
    understood = understood_each(sources, units_of(packs), timings)
    return judge(understood, packs, automatic, timings=timings)


def units_of(packs: Sequence[CompiledPack]) -> Units:
    """The units that papers audited by `packs` may use. Raises PackError where two packs disagree on one."""
    return known_units(pack.units for pack in packs)


def understood_each(
    sources: Iterable[Source], units: Units, timings: Timings | None = None
) -> Iterator[Understood]:
    """What becomes of each source by those units; documents are numbered d1, d2 … in the order of the input."""
    number = 1
    for source in sources:
        result = attempt(source, f"d{number}", units, timings)
        number += not isinstance(result, InputFailure)
        yield result


def understand(
    source: Source, document_id: str = "d1", units: Units | None = None, timings: Timings | None = None
) -> tuple[Document, Report]:
    """Read and extract one source, by Heyan's own units unless others are given; raises UnreadableInput."""
    with timed(timings, "read", source.path):
        document = read(source, document_id)
    with timed(timings, "extract", source.path):
        return document, extract(document, units or shipped_units())


def attempt(
    source: Source, document_id: str, units: Units | None = None, timings: Timings | None = None
) -> Understood:
    """What `understand` makes of the source, or the failure to report."""
    try:
        return understand(source, document_id, units, timings)
    except UnreadableInput as fault:
        return InputFailure(source.path, fault.kind, fault.message)
    except Exception as fault:  # one document that trips over a bug of ours must not end a batch
        return _internal(source.path, fault)


def judge(
    understood: Iterable[Understood],
    packs: Sequence[CompiledPack],
    automatic: Automatic | None = None,
    *,
    timings: Timings | None = None,
) -> AuditResult:
    """Evaluate what was understood, by `packs` or as `automatic` has them. The documents' ids must differ."""
    book = Rulebook(packs, automatic)
    papers: list[tuple[Document, Report]] = []
    failures: list[InputFailure] = []
    for result in understood:
        if isinstance(result, InputFailure):
            failures.append(result)
        else:
            papers.append(result)
    outcomes = _outcomes(papers, book, failures, timings)
    return AuditResult(
        documents=tuple(document for document, _ in papers),
        reports=tuple(report for _, report in papers),
        outcomes=outcomes,
        figures=coverage(
            [document for document, _ in papers],
            outcomes,
            {document.id: value_places(report) for document, report in papers if document.format == "report"},
            units_of(packs),
        ),
        packs=book.used(),
        failures=tuple(failures),
        profile=book.profile,
        choices=book.choices(papers),
        adaptations=book.adaptations(),
    )


def excused(result: AuditResult, excuses: Excuses) -> AuditResult:
    """The result with waivers and baseline applied; what is stale in the waiver file is found and stands last."""
    from heyan.suppression import apply  # most runs have neither

    rules = [rule for pack in result.packs for rule in pack.rules]
    judged = apply(result.outcomes, result.documents, result.reports, rules, excuses)
    added = [judged.document] if judged.document else []
    return replace(
        result,
        documents=(*result.documents, *(document for document, _ in added)),
        reports=(*result.reports, *(report for _, report in added)),
        outcomes=judged.outcomes,
        figures=(*result.figures, *(() for _ in added)),
        waivers=judged.waivers,
        baseline=judged.baseline,
        own_rules=judged.own_rules,
    )


def load_waivers(content: bytes, path: str) -> WaiverFile:
    """The waiver file `path` that holds `content`. Raises UsageError with path and line."""
    from heyan.engine.yaml_strict import load_yaml
    from heyan.suppression.files import waivers_of

    marked = load_yaml(content, path)
    return waivers_of(marked.value, marked.line, path, content.decode("utf-8-sig"))


def _outcomes(
    papers: list[tuple[Document, Report]],
    book: Rulebook,
    failures: list[InputFailure],
    timings: Timings | None,
) -> tuple[Outcome, ...]:
    """The outcomes of all papers; a paper that trips over a bug in a check is taken out as a failure."""
    while True:
        documents, reports = [document for document, _ in papers], [report for _, report in papers]
        try:
            return book.evaluate(documents, reports, timings)
        except UsageError:  # a fault of the pack, not of a paper
            raise
        except Exception as fault:  # find the papers at fault, so that the others are still judged
            culprits = _culprits(submissions(documents, reports), book)
            if not culprits:
                raise fault
            failures.extend(_internal(d.path, culprits[d.id]) for d in documents if d.id in culprits)
            papers[:] = [paper for paper in papers if paper[0].id not in culprits]


def _culprits(together: Iterable[Submission], book: Rulebook) -> dict[str, Exception]:
    """The faults of papers that cannot be judged, by document; of a whole submission where only all of it trips."""
    culprits: dict[str, Exception] = {}
    for submission in together:
        whole = _trips(book, submission)
        if whole is None:
            continue
        papers = zip(submission.documents, submission.reports, strict=True)
        alone = {d.id: _trips(book, Submission((d,), (report,))) for d, report in papers}
        guilty = {id_: fault for id_, fault in alone.items() if fault is not None}
        culprits |= guilty or dict.fromkeys(alone, whole)
    return culprits


def _trips(book: Rulebook, submission: Submission) -> Exception | None:
    try:
        book.evaluate(submission.documents, submission.reports)
    except Exception as fault:
        return fault
    return None


def _internal(path: str, fault: Exception) -> InputFailure:
    told = f"处理时发生内部错误（{type(fault).__name__}），该文件未审核；请把文件反馈给维护者。"
    return InputFailure(path, "internal", told)
