"""JUnit XML: a suite for each document, a case for each rule that ran, so that nothing unchecked looks passed."""

from __future__ import annotations

import re

from lxml import etree

from heyan.model.document import Document
from heyan.model.finding import Finding
from heyan.model.result import AuditResult, InputFailure
from heyan.reporters.cases import Case, cases
from heyan.reporters.excerpts import excerpt_of
from heyan.reporters.options import Options
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words, words_of

# What XML 1.0 cannot carry even as a reference, besides what `one_line` takes out.
_NOT_XML = re.compile("[\ufffe\uffff]")


def render(result: AuditResult, options: Options) -> bytes:
    """The suites, UTF-8. A rule with findings fails, one that nothing was judged by is skipped with the reason,
    a file that could not be read is an error."""
    words = words_of(options.lang)
    root = etree.Element("testsuites", name="heyan")
    for (document, some), report in zip(cases(result), result.reports, strict=True):
        unit = report.unit.value if report.unit else ""
        year = str(report.year.value) if report.year else ""
        _add_suite(root, document, some, {"unit": unit, "year": year}, words)
    for failure in result.failures:
        _add_failure(root, failure, words)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add_suite(
    root: etree._Element, document: Document, some: tuple[Case, ...], about: dict[str, str], words: Words
) -> None:
    suite = etree.SubElement(root, "testsuite", name=_clean(document.path))
    properties = etree.SubElement(suite, "properties")
    suppressed = sum(len(case.suppressed) for case in some)
    for name, value in {**about, "sha256": document.sha256, "suppressed": str(suppressed)}.items():
        etree.SubElement(properties, "property", name=name, value=_clean(value))
    for case in some:
        _add_case(suite, case, words)
    _count(suite)


def _add_case(suite: etree._Element, case: Case, words: Words) -> None:
    name = _clean(f"{case.rule.code} {case.rule.title}")
    element = etree.SubElement(suite, "testcase", name=name, classname=f"heyan.{case.rule.family}")
    for finding in case.findings:
        failure = etree.SubElement(element, "failure", message=_clean(finding.message), type=finding.severity)
        failure.text = _body(finding, words)
    reasons = [f"{words.say('not_evaluated')}{words.colon}{reason} × {n}" for reason, n in case.not_evaluated]
    waived = [_suppressed(finding, words) for finding in case.suppressed]
    if not case.findings and (waived or (reasons and not case.passed)):
        told = (waived or reasons)[0] if len(waived or reasons) == 1 else words.comma.join(waived or reasons)
        etree.SubElement(element, "skipped", message=_clean(told))
    elif not case.findings and not case.passed:
        etree.SubElement(element, "skipped", message=words.say("not_applicable"))
    if reasons or waived:
        etree.SubElement(element, "system-out").text = "\n".join(_clean(line) for line in (*waived, *reasons))


def _suppressed(finding: Finding, words: Words) -> str:
    by = finding.suppressed
    why = f"（{words.suppression(by)}）" if by else ""
    said = words.say(f"one_{by.by}") if by else ""
    return f"{said} {finding.location.address} {finding.message}{why}"


def _body(finding: Finding, words: Words) -> str:
    piece = excerpt_of(finding.location)
    line = f" · {words.say('line', line=finding.location.line)}" if finding.location.line else ""
    lines = [
        f"{finding.location.address}{line}",
        f"{piece.before}【{piece.marked or words.say('missing')}】{piece.after}",
        *finding.evidence,
        *finding.hypotheses,
        *words.cause(finding),
        f"{words.say('fix')}{words.colon}{finding.fix}",
        f"{words.say('basis')}{words.colon}{words.comma.join(finding.basis)}",
        f"fingerprint: {finding.fingerprint}",
    ]
    return "\n".join(_clean(line) for line in lines)


def _add_failure(root: etree._Element, failure: InputFailure, words: Words) -> None:
    suite = etree.SubElement(root, "testsuite", name=_clean(failure.path))
    element = etree.SubElement(suite, "testcase", name=words.say("reading"), classname="heyan.input")
    told = _clean(failure.message)
    etree.SubElement(element, "error", message=told, type=failure.kind).text = told
    _count(suite)


def _count(suite: etree._Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(suite.findall("testcase[failure]"))))
    suite.set("errors", str(len(suite.findall("testcase[error]"))))
    suite.set("skipped", str(len(suite.findall("testcase[skipped]"))))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", one_line(text))
