"""What an audit in JSON tells of a finding: which rule, and in which papers to look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from heyan.errors import UsageError
from heyan.model.dataclass import dataclass


class _Read(BaseModel):
    # An audit may hold more than is needed here, and later versions more still.
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Place(_Read):
    document: str


class _Document(_Read):
    id: str
    path: str


class _Finding(_Read):
    code: str
    fingerprint: str
    location: _Place
    related: tuple[_Place, ...] = ()


class _Audit(_Read):
    documents: tuple[_Document, ...]
    findings: tuple[_Finding, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """A finding of an audit: its fingerprint, and the papers that it concerns, its own first."""

    code: str
    fingerprint: str
    papers: tuple[str, ...]


def pointed(path: Path, wanted: str) -> Pointed:
    """The finding `wanted` (a fingerprint, the beginning of one, or a rule's code) of the audit in that file.

    Paths of papers that do not exist as written are looked for beside the file. Raises UsageError where the file is no
    audit, or not exactly one finding answers.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不了 {path}（{error.strerror or error}）") from None
    try:
        audit = _Audit.model_validate_json(content)
    except ValidationError:
        raise UsageError(f"{path} 不是 heyan check --format json 的结果") from None
    found = [finding for finding in audit.findings if answers(wanted, finding.code, finding.fingerprint)]
    fingerprint = only(wanted, [(finding.code, finding.fingerprint) for finding in found])
    finding = next(one for one in found if one.fingerprint == fingerprint)
    paths = {document.id: document.path for document in audit.documents}
    ids = dict.fromkeys(place.document for place in (finding.location, *finding.related))
    return Pointed(finding.code, fingerprint, tuple(_beside(paths[id_], path) for id_ in ids if id_ in paths))


def answers(wanted: str, code: str, fingerprint: str) -> bool:
    """Whether a finding answers to the word: its code, its fingerprint, or four letters of that at least."""
    return wanted.upper() == code or (len(wanted) >= 4 and fingerprint.startswith(wanted.lower()))


def only(wanted: str, found: Sequence[tuple[str, str]]) -> str:
    """The fingerprint of the one finding found as (code, fingerprint). Raises UsageError for none or several."""
    fingerprints = dict.fromkeys(fingerprint for _, fingerprint in found)
    if not fingerprints:
        raise UsageError(f"没有指纹或代码是“{wanted}”的问题；指纹见 heyan check --format json")
    if len(fingerprints) > 1:
        listed = "、".join(f"{code} {fingerprint}" for code, fingerprint in found[:5])
        raise UsageError(f"“{wanted}”有 {len(fingerprints)} 个问题，请写出其中一个的指纹：{listed}")
    return next(iter(fingerprints))


def _beside(paper: str, audit: Path) -> str:
    beside = audit.parent / paper
    return str(beside) if not Path(paper).exists() and beside.exists() else paper
