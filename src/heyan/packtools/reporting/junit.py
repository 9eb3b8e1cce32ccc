"""The report as JUnit XML: one suite a command, one case a thing looked at; warnings pass and say so in system-out."""

from __future__ import annotations

from lxml import etree

from heyan.packtools.report import GateCase, GateReport
from heyan.packtools.reporting.words import GateWords, gate_words
from heyan.reporters.options import Options
from heyan.reporters.visible import visible


def render(report: GateReport, options: Options) -> bytes:
    """`<testsuites>` with one `<testsuite>`; a failed case holds `<failure>`, a skipped one `<skipped>`."""
    words = gate_words(options.lang)
    tallies = {
        "tests": str(len(report.cases)),
        "failures": str(report.count("failed")),
        "errors": "0",
        "skipped": str(report.count("skipped")),
    }
    packs = " ".join(f"{pack.name} {pack.version}" for pack in report.packs)
    root = etree.Element("testsuites", {"name": "heyan", **tallies})
    name = _clean(f"heyan pack {report.command} {packs}".strip())
    suite = etree.SubElement(root, "testsuite", {"name": name, **tallies})
    if report.figures:
        properties = etree.SubElement(suite, "properties")
        for figure in report.figures:
            etree.SubElement(properties, "property", name=figure.name, value=_clean(str(figure.value)))
    for case in report.cases:
        _add(suite, case, words)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add(suite: etree._Element, case: GateCase, words: GateWords) -> None:
    element = etree.SubElement(
        suite, "testcase", classname=_clean(f"{case.check}.{case.rule or 'pack'}"), name=_clean(case.name)
    )
    if case.file:
        element.set("file", _clean(case.file))
        if case.line is not None:
            element.set("line", str(case.line))
    if case.status == "failed":
        failure = etree.SubElement(element, "failure", type=case.check, message=_clean(case.message))
        failure.text = _clean(_body(case, words))
    elif case.status == "skipped":
        etree.SubElement(element, "skipped", message=_clean(case.message))
    elif case.status == "warning":
        etree.SubElement(element, "system-out").text = _clean(_body(case, words))


def _body(case: GateCase, words: GateWords) -> str:
    place = f"{case.file}:{case.line}" if case.file and case.line is not None else case.file or ""
    hint = f"{words.hint}{words.colon}{case.hint}" if case.hint else ""
    return "\n".join(part for part in (case.message, *case.details, hint, place) if part)


def _clean(text: str) -> str:
    """Without characters that XML 1.0 forbids."""
    return visible(text).replace("\ufffe", "").replace("\uffff", "")
