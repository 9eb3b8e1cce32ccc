"""The only maker of findings: what a check saw becomes text, place, severity and fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from heyan.engine.binding import BindingError, Missing, bind, root_of
from heyan.engine.excerpt import Locator
from heyan.engine.expression_values import clipped, shown
from heyan.engine.notation import as_written
from heyan.engine.rule import CompiledRule
from heyan.engine.submission import Target
from heyan.engine.template import Template, TemplateError
from heyan.engine.verdict import Observation
from heyan.errors import PackError
from heyan.model.claim import Assertion, Claim, DateMention
from heyan.model.document import Document
from heyan.model.finding import Confidence, Finding, Location, Severity
from heyan.model.quantity import Measure
from heyan.model.report import Indicator, Report, Sourced
from heyan.model.span import Span

EMPTY = "（空）"
# A message stays readable though a cell holds a page.
MAX_SLOT = 80
_SURER: Mapping[Confidence, Confidence] = {"review": "likely", "likely": "certain", "certain": "certain"}


class FindingBuilder:
    """Builds the findings of one evaluation; prepares a document's places when its first finding comes."""

    def __init__(self, documents: Sequence[Document], reports: Sequence[Report]) -> None:
        self._papers = {
            document.id: (document, report) for document, report in zip(documents, reports, strict=True)
        }
        self._locators: dict[str, Locator] = {}
        self._seen: Counter[str] = Counter()

    def build(self, rule: CompiledRule, target: Target, observation: Observation) -> Finding:
        """The finding for one observation of `rule` on `target`."""

        def value(slot: str) -> str:
            return _slot(slot, observation, target)

        location = self._locator(observation.place).location(observation.place)
        path, operands = tuple(_logical_path(target)), _operands(observation)
        return Finding(
            code=rule.code,
            name=rule.name,
            family=rule.family,
            title=rule.title,
            severity=_severity(rule, observation),
            confidence=_confidence(rule, observation),
            message=_rendered(rule, "message", rule.message, value) + rule.caution,
            fix=_rendered(rule, "fix", rule.fix, value),
            basis=rule.basis,
            location=location,
            related=self._related(target, observation, location),
            reported=observation.reported,
            expected=observation.expected,
            difference=observation.difference,
            tolerance=observation.tolerance,
            band=observation.band,
            evidence=observation.evidence,
            hypotheses=observation.hypotheses,
            fingerprint=self._fingerprint((rule.code, *path, *operands)),
            path=path,
            operands=operands,
        )

    def _locator(self, span: Span) -> Locator:
        locator = self._locators.get(span.document)
        if locator is None:
            document, report = self._papers[span.document]
            locator = self._locators[span.document] = Locator(document, report)
        return locator

    def _related(self, target: Target, observation: Observation, primary: Location) -> tuple[Location, ...]:
        item = target.item
        named: list[tuple[str, Span]] = []
        if isinstance(item, Indicator) and item.name is not None:
            named.append(("指标", item.name.span))
        found: dict[Span, Location] = {}
        for label, span in (*named, *observation.related):
            location = self._locator(span).location(span, label)
            if location.span != primary.span:
                found.setdefault(location.span, location)
        return tuple(found.values())

    def _fingerprint(self, parts: tuple[str, ...]) -> str:
        key = "\x1f".join("".join(part.split()) for part in parts)
        # Two rows alike in every name and value are told apart by their order only.
        self._seen[key] += 1
        if self._seen[key] > 1:
            key += f"\x1f{self._seen[key]}"
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _operands(observation: Observation) -> tuple[str, ...]:
    return observation.identity or tuple(
        part for part in (observation.reported, observation.expected) if part is not None
    )


def _rendered(rule: CompiledRule, key: str, template: Template, value: Callable[[str], str]) -> str:
    try:
        return template.render(value)
    except TemplateError as error:
        raise PackError(f"{key}：{error}", path=rule.path, line=rule.line, code=rule.code) from None


def _severity(rule: CompiledRule, observation: Observation) -> Severity:
    for grade in (observation.variant, observation.band):
        if grade is not None and grade in rule.grades:
            return rule.grades[grade]
    return rule.severity


def _confidence(rule: CompiledRule, observation: Observation) -> Confidence:
    """The rule's confidence, a step surer where one number alone explains the fault."""
    return _SURER[rule.confidence] if observation.pinned else rule.confidence


def _slot(name: str, observation: Observation, target: Target) -> str:
    if name in observation.slots:
        return observation.slots[name]
    given = {
        "reported": observation.reported,
        "expected": observation.expected,
        "difference": observation.difference,
        "formula": observation.evidence[0] if observation.evidence else None,
    }.get(name)
    if given is not None:
        return given
    try:
        path = bind(name, type(target.item))
    except BindingError:
        return EMPTY
    end = path.sources(root_of(target, path.root))
    value = path.read(target)
    if isinstance(value, Missing):
        return EMPTY
    if isinstance(value, Measure):
        return clipped(as_written(value), MAX_SLOT)
    if end and (end[-1].value is value or value == end[-1].raw):
        return clipped(end[-1].raw, MAX_SLOT)
    return clipped(value, MAX_SLOT) if isinstance(value, str) else shown(value)


def _logical_path(target: Target) -> Iterator[str]:
    """Names that lead to the item whatever row it stands in: unit, year, form, and the item's own."""
    report = target.report
    yield report.unit.value if report.unit else ""
    yield str(report.year.value) if report.year else ""
    if target.form is not None:
        project = target.form.project
        yield target.form.kind
        yield project.name.value if project and project.name else ""
    item = target.item
    if isinstance(item, Claim):
        yield from (item.kind, item.topic, item.subject)
    elif isinstance(item, DateMention | Assertion):
        yield item.raw
    else:
        for name in ("level1", "level2", "name", "role", "scope", "heading", "label"):
            value = getattr(item, name, None)
            if isinstance(value, Sourced) or (isinstance(value, str) and value):
                yield str(value.value) if isinstance(value, Sourced) else value
