"""Reporters turn an AuditResult into bytes. They are pure: none prints, opens a file or looks at a clock.

A reporter is a module with `render(result, options) -> bytes`; it is imported when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from heyan.model.result import AuditResult
from heyan.reporters.options import Language, Options, TemplateFile

REPORTERS = {
    "console": "heyan.reporters.console",
    "html": "heyan.reporters.html",
    "json": "heyan.reporters.json",
    "sarif": "heyan.reporters.sarif",
    "junit": "heyan.reporters.junit",
    "github": "heyan.reporters.github",
    "gitlab": "heyan.reporters.gitlab",
    "markdown": "heyan.reporters.markdown",
    "csv": "heyan.reporters.csv",
    "template": "heyan.reporters.template",
}


class Reporter(Protocol):
    """What every reporter module offers."""

    def render(self, result: AuditResult, options: Options) -> bytes:
        """The result in this reporter's format, UTF-8; same input, same bytes."""
        ...


def render(
    name: str,
    result: AuditResult,
    *,
    lang: Language = "zh",
    figures: bool = False,
    verbose: bool = False,
    color: bool = False,
    width: int = 80,
    template: TemplateFile | None = None,
) -> bytes:
    """`result` in the format `name`, one of REPORTERS (KeyError otherwise); see Options for the rest."""
    reporter = cast(Reporter, import_module(REPORTERS[name]))
    options = Options(
        lang=lang, figures=figures, verbose=verbose, color=color, width=width, template=template
    )
    return reporter.render(result, options)
