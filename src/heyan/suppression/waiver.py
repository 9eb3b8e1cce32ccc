"""One waiver: which finding it excuses, with which values, and who let it pass until when."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import Finding
from heyan.model.report import Report

# Between the names of a path, as the waiver file writes it.
JOINT = " / "
# The place of findings about a paper as a whole, which no name leads to; their values tell them apart.
WHOLE = "全文"


@dataclass(frozen=True, slots=True)
class Values:
    """The excused values as findings print them; None where the waiver does not state one."""

    reported: str | None = None
    expected: str | None = None
    operands: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of a waiver file; `line` is where it begins, 1-based, and `until` its last day.

    The paper is told by `document` (a pattern such as *自评表.docx, over the name or, with a /, the end of the path),
    by `unit` and `year`, or by all; at least one of `document` and `unit` is set.
    """

    line: int
    rule: str
    place: str
    values: Values
    reason: str
    approver: str
    until: date
    document: str | None = None
    unit: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class WaiverFile:
    """The waivers of one file; `path` is shown, never opened; `text` is the whole file."""

    path: str
    text: str
    waivers: tuple[Waiver, ...]


def concerns(waiver: Waiver, document: Document, report: Report) -> bool:
    """Whether the waiver is about this paper."""
    if waiver.document is not None and not _named(waiver.document, document.path):
        return False
    if waiver.unit is not None and (report.unit is None or plain(report.unit.value) != plain(waiver.unit)):
        return False
    return waiver.year is None or (report.year is not None and report.year.value == waiver.year)


def stands_at(waiver: Waiver, finding: Finding) -> bool:
    """Whether the finding stands where the waiver says: at that address, under those names, or in the whole paper."""
    place = plain(waiver.place)
    if place == plain(finding.location.address):
        return True
    path = place_of(finding)
    if not path:
        return place == WHOLE
    return place == plain(path) or plain(f"/{path}").endswith(f"/{place}")


def place_of(finding: Finding) -> str:
    """The names that lead to the finding, unit and year (told apart) left out; empty where it has none."""
    return JOINT.join(" ".join(name.split()) for name in finding.path[2:] if name.strip())


def values_of(finding: Finding) -> Values:
    """All values of a finding."""
    return Values(finding.reported, finding.expected, finding.operands)


def differences(waived: Values, now: Values) -> tuple[str, ...]:
    """What differs between the values excused and those of the finding, one line each; none where it is excused.

    A waiver must state the operands, or what is printed and what it should be: an excuse without values would excuse
    any. Whatever it states must be as it was.
    """
    loose = waived.operands is not None
    told = [
        *_difference("文中值", waived.reported, now.reported, loose=loose),
        *_difference("应为", waived.expected, now.expected, loose=loose),
    ]
    if waived.operands is not None:
        told += _operands(waived.operands, now.operands or ())
    elif now.operands and now.reported is None and now.expected is None:
        told.append(f"没有写明 operands，现在是 {'、'.join(now.operands)}")
    return tuple(told)


def _difference(label: str, waived: str | None, now: str | None, *, loose: bool) -> tuple[str, ...]:
    if waived is None:
        return () if now is None or loose else (f"{label}：豁免没有写明，现在是 {now}",)
    if now is None:
        return (f"{label}：豁免的是 {waived}，现在没有",)
    return () if plain(waived) == plain(now) else (f"{label}：豁免的是 {waived}，现在是 {now}",)


def _operands(waived: Sequence[str], now: Sequence[str]) -> list[str]:
    if [plain(value) for value in waived] == [plain(value) for value in now]:
        return []
    gone = [value for value in waived if plain(value) not in map(plain, now)]
    come = [value for value in now if plain(value) not in map(plain, waived)]
    if not gone and not come:
        return ["所列数值的次序或次数变了"]
    told = [f"豁免时有 {'、'.join(gone)}"] if gone else []
    told += [f"现在有 {'、'.join(come)}"] if come else []
    return ["，".join(told)]


def plain(text: str) -> str:
    """`text` for comparing: composed, without white space and without what is not printed."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if char.isprintable() and not char.isspace())


def _named(pattern: str, path: str) -> bool:
    wanted, given = (unicodedata.normalize("NFC", name).replace("\\", "/") for name in (pattern, path))
    wanted = wanted.removeprefix("./")
    if "/" in wanted:
        return fnmatchcase(given, wanted) or fnmatchcase(given, f"*/{wanted}")
    return fnmatchcase(given.rsplit("/", 1)[-1], wanted)
