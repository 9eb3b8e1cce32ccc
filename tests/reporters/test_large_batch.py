"""Formats for machines on a batch of many papers: linear in papers and findings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from heyan.model.finding import Finding, Location, Outcome
from heyan.model.result import AuditResult
from heyan.reporters import render
from heyan.reporters.options import TemplateFile
from tests.reporters import canonical

TEMPLATE = TemplateFile(
    "own.j2",
    "{% for d in documents %}{{ d.path }}{% for f in findings if f.location.document == d.id %}{{ f.code }}"
    "{% endfor %}{% endfor %}",
)


def batch(times: int) -> AuditResult:
    """The canonical result so many times over, as papers of their own."""
    one = canonical.result()
    documents, outcomes = [], list[Outcome]()
    for number in range(times):
        for document in one.documents:
            documents.append(
                replace(document, id=f"{document.id}-{number}", path=f"{number}/{document.path}")
            )
        outcomes += _renamed(one.outcomes, number)
    return replace(
        one,
        documents=tuple(documents),
        reports=one.reports * times,
        figures=one.figures * times,
        outcomes=tuple(outcomes),
    )


def _renamed(outcomes: tuple[Outcome, ...], number: int) -> Iterator[Outcome]:
    def place(location: Location) -> Location:
        name = f"{location.document}-{number}"
        return replace(location, document=name, span=replace(location.span, document=name))

    def finding(found: Finding) -> Finding:
        related = tuple(place(other) for other in found.related)
        return replace(found, location=place(found.location), related=related)

    for outcome in outcomes:
        findings = tuple(finding(found) for found in outcome.findings)
        yield replace(outcome, document=f"{outcome.document}-{number}", findings=findings)


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "gitlab", "markdown", "csv"])
def test_cost_grows_with_the_papers(name: str) -> None:
    small, large = batch(20), batch(160)
    render(name, small)

    def cost(result: AuditResult) -> float:
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            render(name, result)
            best = min(best, time.process_time() - start)
        return best

    # Eight times the papers; quadratic cost would be 64 times.
    assert cost(large) < 20 * max(cost(small), 0.01)


def test_a_template_may_look_at_every_finding_for_every_paper() -> None:
    result = batch(80)
    text = render("template", result, template=TEMPLATE).decode()
    assert text.count("A04") == 80
