"""The whole story: from sources through documents, reports and outcomes to one result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from heyan.engine.evaluation import evaluate
from heyan.engine.pack import CompiledPack, load, pack_info, shipped
from heyan.errors import UnreadableInput
from heyan.extraction import extract
from heyan.extraction.coverage import figures_of
from heyan.model.document import Document, Source
from heyan.model.report import Report
from heyan.model.result import AuditResult, InputFailure
from heyan.readers import read


def load_packs(names_or_paths: Sequence[str]) -> tuple[CompiledPack, ...]:
    """The packs of those names (shipped ones) or paths; raises PackError for one that does not load."""
    return tuple(load(path if (path := Path(name)).exists() else shipped(name)) for name in names_or_paths)


def understand(source: Source, document_id: str = "d1") -> tuple[Document, Report]:
    """Read and extract one source; raises UnreadableInput."""
    document = read(source, document_id)
    return document, extract(document)


def audit(
    sources: Iterable[Source], packs: Sequence[CompiledPack], *, profile: str | None = None
) -> AuditResult:
    """Audit all sources by all packs. A source that cannot be read becomes a failure; the rest goes on."""
    documents: list[Document] = []
    reports: list[Report] = []
    failures: list[InputFailure] = []
    for source in sources:
        try:
            document, report = understand(source, f"d{len(documents) + 1}")
        except UnreadableInput as fault:
            failures.append(InputFailure(source.path, fault.kind, fault.message))
        except Exception as fault:  # one broken document must not end a batch
            told = f"处理时发生内部错误（{type(fault).__name__}），该文件未审核；请把文件反馈给维护者。"
            failures.append(InputFailure(source.path, "internal", told))
        else:
            documents.append(document)
            reports.append(report)
    outcomes = evaluate(packs, documents, reports)
    return AuditResult(
        documents=tuple(documents),
        reports=tuple(reports),
        outcomes=outcomes,
        figures=tuple(figures_of(document, outcomes) for document in documents),
        packs=tuple(pack_info(pack) for pack in packs),
        failures=tuple(failures),
        profile=profile,
    )
