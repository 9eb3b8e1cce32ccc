"""Rules ready to run: expressions compiled, names bound, messages taken apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from heyan.engine.binding import BindingError, Path, bind, fields_of, unknown_name
from heyan.engine.checks import Check
from heyan.engine.expression import Expression, ExpressionError, compile_expression
from heyan.engine.lexicon import Lexicons
from heyan.engine.targets import COLLECTIONS, Collection
from heyan.engine.template import Template, TemplateError, compile_template
from heyan.engine.values import NO_VALUES, Value, Values, ceiling, reference, references
from heyan.model.dataclass import dataclass
from heyan.model.finding import SEVERITIES, Confidence, Severity

if TYPE_CHECKING:
    from heyan.engine.schema import Example, RuleEntry

# What a failed `assert` tells: the value read first, and its step that is not so.
ASSERTION_SLOTS = frozenset({"reported", "formula"})
_NOTHING: Mapping[str, str] = MappingProxyType({})


class RuleError(ValueError):
    """A rule that does not compile: `key` is the entry's key at fault."""

    def __init__(self, key: str, message: str, hint: str | None = None) -> None:
        self.key, self.message, self.hint = key, message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Grading:
    """A rule's severity, and that of variants and bands of its fault, as they are written."""

    severity: Severity
    grades: Mapping[str, Severity]

    def up_to(self, gravest: Severity) -> Grading:
        """The grading with nothing graver than `gravest`."""
        return Grading(
            _milder(self.severity, gravest),
            MappingProxyType({name: _milder(grade, gravest) for name, grade in self.grades.items()}),
        )


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """One rule. Exactly one of `check` and `assertion` is set; `at` is where a failed assertion points.

    `severity` and `grades` (of variants and bands) are in force, `stated` those written: a rule that rests on a
    profile value which no profile answers for is held back, and `caution` says so behind its messages. `profiled`
    has what was written where profile values were put in: "check.threshold", "when", "assert", "message", "fix".
    `yields_to` are codes of rules beside whose findings its own, at the same place, say nothing new.
    `forms` is empty where all forms count; `path` and `line` say where the rule is written. `examples` are as
    written: a paper in small each, run by the pack tools.
    """

    code: str
    name: str
    family: str
    title: str
    why: str
    severity: Severity
    confidence: Confidence
    basis: tuple[str, ...]
    each: str
    collection: Collection
    when: Expression | None
    check: Check | None
    assertion: Expression | None
    at: Path | None
    grades: Mapping[str, Severity]
    message: Template
    fix: Template
    tags: tuple[str, ...]
    forms: frozenset[str]
    since: int | None
    until: int | None
    examples: Sequence[Mapping[str, object]]
    path: str
    line: int
    stated: Grading
    profiled: Mapping[str, str]
    caution: str
    yields_to: tuple[str, ...]

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The names of the profile values that the rule reads, in order and each once."""
        return resting(self.profiled)


def compile_rule(
    entry: RuleEntry,
    family: str,
    lexicons: Lexicons,
    path: str,
    line: int,
    *,
    profiled: Mapping[str, str] = _NOTHING,
    values: Values = NO_VALUES,
) -> CompiledRule:
    """Bind everything that an entry names. Raises RuleError.

    The entry has the pack's `values` in it already; `profiled` tells where, as CompiledRule has it.
    """
    collection = COLLECTIONS.get(entry.each)
    if collection is None:
        error = unknown_name(entry.each, list(COLLECTIONS))
        raise RuleError("each", error.message, error.hint)
    item = collection.item
    check_fits(entry.check, entry.each, lexicons)
    check_grades(entry.check, entry.grades)
    stated = Grading(entry.severity, MappingProxyType(dict(entry.grades)))
    held, caution = held_back(stated, tuple(values[name] for name in resting(profiled)))
    return CompiledRule(
        code=entry.code,
        name=entry.name,
        family=family,
        title=entry.title,
        why=entry.why,
        severity=held.severity,
        confidence=entry.confidence,
        basis=entry.basis,
        each=entry.each,
        collection=collection,
        when=expression_of("when", entry.when, item, lexicons),
        check=entry.check,
        assertion=expression_of("assert", entry.assertion, item, lexicons),
        at=_path(entry.at, item),
        grades=held.grades,
        message=template_of("message", entry.message, entry.check, item),
        fix=template_of("fix", entry.fix, entry.check, item),
        tags=entry.tags,
        forms=frozenset(entry.forms),
        since=entry.since,
        until=entry.until,
        examples=tuple(MappingProxyType(_written(example)) for example in entry.examples),
        path=path,
        line=line,
        stated=stated,
        profiled=MappingProxyType(dict(profiled)),
        caution=caution,
        yields_to=entry.yields_to,
    )


def _written(example: Example) -> dict[str, object]:
    """The example as the file has it, with `note` and `evidence` always there."""
    asserted = "evidence" in example.model_fields_set
    return {
        **(example.model_extra or {}),
        "expect": example.expect,
        "note": example.note,
        "profile": example.profile,
        "evidence": example.evidence.model_dump(exclude_unset=True) if asserted else {},
    }


def resting(profiled: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the profile values that a rule reads, by where they stand; in order and each once."""
    names: dict[str, None] = {}
    for place, text in profiled.items():
        option = reference(text) if place.startswith("check.") else None
        found = [option] if option else references(text, template=place in ("message", "fix"))
        names.update(dict.fromkeys(found))
    return tuple(names)


def held_back(stated: Grading, read: tuple[Value, ...]) -> tuple[Grading, str]:
    """The grading in force for a rule that reads those profile values, and the caution that its messages carry."""
    doubted = [value for value in read if not value.chosen and value.unchosen != "error"]
    if not doubted:
        return stated, ""
    labels = "、".join(value.label for value in doubted)
    return stated.up_to(ceiling(doubted)), f"（未选口径：{labels}按缺省值核对）"


def check_fits(check: Check | None, each: str, lexicons: Lexicons) -> None:
    """Check that the options can run on items of the collection `each` and name what exists. Raises RuleError."""
    if check is None:
        return
    if check.targets and each not in check.targets:
        allowed = "、".join(sorted(check.targets))
        raise RuleError("each", f"检查 {check.kind} 不能用在 {each} 上", f"可用的有：{allowed}")
    try:
        check.verify(COLLECTIONS[each].item, lexicons)
    except BindingError as error:
        raise RuleError("check", error.message, error.hint) from None


def check_grades(check: Check | None, grades: Mapping[str, Severity]) -> None:
    """Check that the grades name variants or bands of the check. Raises RuleError."""
    known = list(check.gradable) if check else []
    for grade in grades:
        if grade not in known:
            kind = f"检查 {check.kind}" if check else "assert 规则"
            near = unknown_name(grade, known).hint if known else "没有可以分级的变体，删去 grades"
            raise RuleError("grades", f"{kind}没有“{grade}”这种变体", near)


def expression_of(key: str, text: str | None, item: type, lexicons: Lexicons) -> Expression | None:
    """The expression of the key `when` or `assert`. Raises RuleError."""
    if text is None:
        return None
    try:
        return compile_expression(text, item, lexicons)
    except ExpressionError as error:
        raise RuleError(key, str(error), error.hint) from None


def _path(text: str | None, item: type) -> Path | None:
    if text is None:
        return None
    try:
        return bind(text, item)
    except BindingError as error:
        raise RuleError("at", error.message, error.hint) from None


def template_of(key: str, text: str, check: Check | None, item: type) -> Template:
    """The message or fix of a rule with that check. Raises RuleError."""
    filled = check.slots | check.figures if check else ASSERTION_SLOTS
    try:
        template = compile_template(text)
        for slot in template.slots:
            if slot not in filled:
                bind(slot, item)
    except TemplateError as error:
        raise RuleError(key, str(error)) from None
    except BindingError as error:
        raise _unfilled(key, slot, filled, item, error) from None
    return template


def _unfilled(key: str, slot: str, filled: frozenset[str], item: type, error: BindingError) -> RuleError:
    """The error for a slot that neither the check fills nor the item has as a field."""
    if "." in slot:
        return RuleError(key, error.message, error.hint)
    near = unknown_name(slot, [*sorted(filled), *fields_of(item)]).hint or ""
    told = near if near.startswith("是不是") else ""
    listed = f"检查填的有：{'、'.join(sorted(filled))}" if filled else "检查不填值"
    return RuleError(key, f"没有“{slot}”可填", f"{told}{listed}；另可用被查对象的字段")


def _milder(severity: Severity, gravest: Severity) -> Severity:
    return SEVERITIES[max(SEVERITIES.index(severity), SEVERITIES.index(gravest))]
