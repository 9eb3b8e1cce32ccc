"""A gate's report as bytes: for people, for programs, for CI. Pure, like the reporters of an audit."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from heyan.packtools.report import GateReport
from heyan.reporters.options import Options

RENDERERS = {
    "console": "heyan.packtools.reporting.console",
    "json": "heyan.packtools.reporting.json",
    "junit": "heyan.packtools.reporting.junit",
}


class Renderer(Protocol):
    """What every module of the table offers."""

    def render(self, report: GateReport, options: Options) -> bytes:
        """The report in this format, UTF-8; same report, same bytes."""
        ...


def render(name: str, report: GateReport, options: Options) -> bytes:
    """`report` in the format `name`, one of RENDERERS (KeyError otherwise)."""
    return cast(Renderer, import_module(RENDERERS[name])).render(report, options)
