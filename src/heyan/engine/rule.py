"""Rules ready to run: expressions compiled, names bound, messages taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from heyan.engine.binding import BindingError, Path, bind, fields_of, unknown_name
from heyan.engine.checks import Check
from heyan.engine.expression import Expression, ExpressionError, compile_expression
from heyan.engine.lexicon import Lexicons
from heyan.engine.targets import COLLECTIONS, Collection
from heyan.engine.template import Template, TemplateError, compile_template
from heyan.model.finding import Confidence, Severity

if TYPE_CHECKING:
    from heyan.engine.schema import Example, RuleEntry

# What a failed `assert` tells: the value read first, and its step that is not so.
ASSERTION_SLOTS = frozenset({"reported", "formula"})


class RuleError(ValueError):
    """A rule that does not compile: `key` is the entry's key at fault."""

    def __init__(self, key: str, message: str, hint: str | None = None) -> None:
        self.key, self.message, self.hint = key, message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """One rule. Exactly one of `check` and `assertion` is set; `at` is where a failed assertion points.

    `grades` give the severity of a variant or band; `forms` is empty where all forms count; `path` and `line`
    say where the rule is written. `examples` are as written: a paper in small each, run by the pack tools.
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
    examples: tuple[Mapping[str, object], ...]
    path: str
    line: int


def compile_rule(entry: RuleEntry, family: str, lexicons: Lexicons, path: str, line: int) -> CompiledRule:
    """Bind everything that an entry names. Raises RuleError."""
    collection = COLLECTIONS.get(entry.each)
    if collection is None:
        error = unknown_name(entry.each, list(COLLECTIONS))
        raise RuleError("each", error.message, error.hint)
    item = collection.item
    _check_options(entry, item, lexicons)
    _check_grades(entry)
    return CompiledRule(
        code=entry.code,
        name=entry.name,
        family=family,
        title=entry.title,
        why=entry.why,
        severity=entry.severity,
        confidence=entry.confidence,
        basis=entry.basis,
        each=entry.each,
        collection=collection,
        when=_expression("when", entry.when, item, lexicons),
        check=entry.check,
        assertion=_expression("assert", entry.assertion, item, lexicons),
        at=_path(entry.at, item),
        grades=MappingProxyType(dict(entry.grades)),
        message=_template("message", entry.message, entry, item),
        fix=_template("fix", entry.fix, entry, item),
        tags=entry.tags,
        forms=frozenset(entry.forms),
        since=entry.since,
        until=entry.until,
        examples=tuple(MappingProxyType(_written(example)) for example in entry.examples),
        path=path,
        line=line,
    )


def _written(example: Example) -> dict[str, object]:
    """The example as the file has it, with `note` and `evidence` always there."""
    asserted = "evidence" in example.model_fields_set
    return {
        **(example.model_extra or {}),
        "expect": example.expect,
        "note": example.note,
        "evidence": example.evidence.model_dump(exclude_unset=True) if asserted else {},
    }


def _check_options(entry: RuleEntry, item: type, lexicons: Lexicons) -> None:
    check = entry.check
    if check is None:
        return
    if check.targets and entry.each not in check.targets:
        allowed = "、".join(sorted(check.targets))
        raise RuleError("each", f"检查 {check.kind} 不能用在 {entry.each} 上", f"可用的有：{allowed}")
    try:
        check.verify(item, lexicons)
    except BindingError as error:
        raise RuleError("check", error.message, error.hint) from None


def _check_grades(entry: RuleEntry) -> None:
    known = list(entry.check.gradable) if entry.check else []
    for grade in entry.grades:
        if grade not in known:
            kind = f"检查 {entry.check.kind}" if entry.check else "assert 规则"
            near = unknown_name(grade, known).hint if known else "没有可以分级的变体，删去 grades"
            raise RuleError("grades", f"{kind}没有“{grade}”这种变体", near)


def _expression(key: str, text: str | None, item: type, lexicons: Lexicons) -> Expression | None:
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


def _template(key: str, text: str, entry: RuleEntry, item: type) -> Template:
    filled = entry.check.slots | entry.check.figures if entry.check else ASSERTION_SLOTS
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
