"""Folding findings of one kind into one block, so that one habit of a paper does not fill many screens."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from heyan.model.dataclass import dataclass
from heyan.model.document import Document, Table
from heyan.model.finding import SEVERITIES, Finding

# Fewer findings than this read better one by one.
_FOLD_FROM = 3
# From here on findings of several tables share a block; each place names its table.
_FOLD_ALL_FROM = 6
_QUOTED = re.compile("“[^”]*”|‘[^’]*’|「[^」]*」|《[^》]*》|\"[^\"]*\"")  # fmt: skip
_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
_PIECE = re.compile(r"[^\s，。；：、“”‘’（）()「」《》,;:]{2,}")
_MOST_SUBJECT = 40


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that say the same of several places of one table or of the text around it; at least one.

    `consequences` are findings that the one finding of this group explains; a group of several has none.
    """

    findings: tuple[Finding, ...]
    consequences: tuple[Finding, ...] = ()

    @property
    def head(self) -> Finding:
        """The first of them, which speaks for all."""
        return self.findings[0]

    @property
    def folded(self) -> bool:
        """Whether there is more than one."""
        return len(self.findings) > 1

    @property
    def members(self) -> tuple[Finding, ...]:
        """All that the group shows, consequences last."""
        return (*self.findings, *self.consequences)


def grouped(findings: Iterable[Finding], document: Document, *, fold: bool = True) -> tuple[Group, ...]:
    """The findings of `document` as groups: errors, then warnings, then infos; inside by place.

    Like findings of one table fold together; where there are many, those of all tables do. What another of the findings
    explains stands under that one, which then stands alone, as high as the gravest of them.
    """
    listed = tuple(findings)
    under = _by_cause(listed)
    placed = {id(finding) for some in under.values() for finding in some}
    by_shape: dict[tuple[str, ...], list[Finding]] = {}
    for finding in listed:
        if id(finding) not in placed and finding.fingerprint not in under:
            key = (finding.code, finding.severity, finding.confidence, finding.title, message_shape(finding))
            by_shape.setdefault(key, []).append(finding)
    tables = _TableFinder(document)
    groups = [group for alike in by_shape.values() for group in _folded(alike, tables, fold)]
    groups += [
        Group((finding,), under[finding.fingerprint]) for finding in listed if finding.fingerprint in under
    ]
    return tuple(sorted(groups, key=_rank))


def _by_cause(findings: Sequence[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Consequences by the fingerprint of their cause, where that is among the findings."""
    known = {finding.fingerprint for finding in findings}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.cause and finding.cause.fingerprint in known:
            found.setdefault(finding.cause.fingerprint, []).append(finding)
    return {fingerprint: tuple(some) for fingerprint, some in found.items()}


def message_shape(finding: Finding) -> str:
    """The message without what it took from the paper: quoted words, figures, and the subject before a colon."""
    subject, colon, rest = finding.message.partition("：")
    shape = rest if colon and len(subject) <= _MOST_SUBJECT else finding.message
    shape = _QUOTED.sub("“”", shape)
    excerpts = [finding.location.excerpt, *(place.excerpt for place in finding.related)]
    shape = _PIECE.sub(lambda m: "…" if any(m[0] in excerpt for excerpt in excerpts) else m[0], shape)
    return _NUMBER.sub("#", shape)


def _folded(alike: Sequence[Finding], tables: _TableFinder, fold: bool) -> Iterator[Group]:
    if fold and len(alike) >= _FOLD_ALL_FROM:
        yield Group(tuple(alike))
        return
    by_table: dict[int, list[Finding]] = {}
    for finding in alike:
        by_table.setdefault(tables.table_at(finding.location.span.start), []).append(finding)
    for findings in by_table.values():
        if fold and len(findings) >= _FOLD_FROM:
            yield Group(tuple(findings))
        else:
            yield from (Group((finding,)) for finding in findings)


def _rank(group: Group) -> tuple[int, int, str, str]:
    head = group.head
    gravest = min(SEVERITIES.index(finding.severity) for finding in group.members)
    return gravest, head.location.span.start, head.code, head.message


class _TableFinder:
    """Tells which top-level table of a document an offset lies in; -1 for text outside tables."""

    def __init__(self, document: Document) -> None:
        self._tables = [block.span for block in document.blocks if isinstance(block, Table)]
        self._starts = [span.start for span in self._tables]

    def table_at(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self._tables[index].end else -1
