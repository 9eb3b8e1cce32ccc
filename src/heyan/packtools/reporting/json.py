"""The report for programs: schema `heyan.pack/1`, a structure of its own that only ever grows."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heyan import __version__
from heyan.packtools.report import STATUSES, CaseStatus, GateReport
from heyan.reporters.options import Options

SCHEMA: Literal["heyan.pack/1"] = "heyan.pack/1"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tool(_Frozen):
    """What made the report."""

    name: Literal["heyan"] = "heyan"
    version: str


class Pack(_Frozen):
    """A pack that was looked at."""

    name: str
    version: str
    sha256: str
    path: str


class Case(_Frozen):
    """One thing that was looked at and how it ended; `rule` is null where it is about the whole pack."""

    check: str
    rule: str | None
    name: str
    status: CaseStatus
    message: str
    hint: str
    details: tuple[str, ...]
    file: str | None
    line: int | None


class PackReport(_Frozen):
    """The whole report. `figures` are numbers of the run by stable name."""

    schema_: Literal["heyan.pack/1"] = Field(default=SCHEMA, alias="schema")
    tool: Tool
    command: str
    packs: tuple[Pack, ...]
    cases: tuple[Case, ...]
    figures: dict[str, int | str]
    summary: dict[CaseStatus, int]


def render(report: GateReport, _options: Options) -> bytes:
    """All cases, those that passed too."""
    content = PackReport(
        tool=Tool(version=__version__),
        command=report.command,
        packs=tuple(
            Pack(name=pack.name, version=pack.version, sha256=pack.sha256, path=pack.path)
            for pack in report.packs
        ),
        cases=tuple(
            Case(
                check=case.check,
                rule=case.rule,
                name=case.name,
                status=case.status,
                message=case.message,
                hint=case.hint,
                details=case.details,
                file=case.file,
                line=case.line,
            )
            for case in report.cases
        ),
        figures={figure.name: figure.value for figure in report.figures},
        summary={status: report.count(status) for status in STATUSES},
    )
    return f"{content.model_dump_json(by_alias=True, indent=2)}\n".encode("utf-8", "replace")


def json_schema() -> dict[str, object]:
    """The JSON Schema of the report."""
    schema: dict[str, object] = PackReport.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Heyan pack report", **schema}
