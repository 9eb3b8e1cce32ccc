"""What is judged together: the papers of one unit and one year, and the one target in hand."""

from __future__ import annotations

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.report import Form, Report


@dataclass(frozen=True, slots=True)
class Submission:
    """The papers of one unit and one year; `documents` runs parallel to `reports`."""

    documents: tuple[Document, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What one rule looks at: an item of a report (an Indicator, a Claim, the Report itself, ...), the form that
    holds it (None outside forms), its report, and the submission around it."""

    item: object
    form: Form | None
    report: Report
    submission: Submission
