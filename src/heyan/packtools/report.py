"""What a gate reports: cases with their status. One shape for every `heyan pack` command that looks for faults."""

from __future__ import annotations

from typing import Literal

from heyan.engine.pack import CompiledPack
from heyan.model.dataclass import dataclass

# `failed` makes the command fail; a `warning` does not; `skipped` was not looked at, and the message says why.
CaseStatus = Literal["passed", "failed", "warning", "skipped"]
STATUSES: tuple[CaseStatus, ...] = ("failed", "warning", "skipped", "passed")


@dataclass(frozen=True, slots=True)
class PackRef:
    """The pack that was looked at; `path` as it was found."""

    name: str
    version: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class GateCase:
    """One thing that was looked at.

    `check` is what was asked (a stable word such as `example`, `unused-lexicon`), `name` tells the case from others
    of the same check and rule; `rule` is a code, None where the case is about the whole pack. `message` is a Chinese
    sentence for what did not hold, `details` are further lines (expected, found), `hint` says what to do. `file` and
    `line` (1-based) are where to do it.
    """

    check: str
    name: str
    status: CaseStatus
    rule: str | None = None
    message: str = ""
    hint: str = ""
    details: tuple[str, ...] = ()
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the whole run; `name` is stable, its words for people stand in `reporting.words`."""

    name: str
    value: int | str


@dataclass(frozen=True, slots=True)
class GateReport:
    """All cases of one run of a command, in the order of the pack."""

    command: str
    packs: tuple[PackRef, ...]
    cases: tuple[GateCase, ...]
    figures: tuple[Figure, ...] = ()

    def count(self, status: CaseStatus) -> int:
        """How many cases ended so."""
        return sum(case.status == status for case in self.cases)

    @property
    def failed(self) -> bool:
        """Whether the gate found something."""
        return any(case.status == "failed" for case in self.cases)


def pack_ref(pack: CompiledPack) -> PackRef:
    """What a report says of a pack."""
    return PackRef(pack.name, pack.version, pack.sha256, pack.path)
