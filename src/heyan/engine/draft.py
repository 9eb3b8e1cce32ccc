"""A rule while profiles and errata are laid over it, with a record of what each of them changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, fields, replace
from decimal import Decimal
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from heyan.engine.checks import Check
from heyan.engine.layer import Layer, RuleChange, Switch
from heyan.engine.lexicon import Lexicons
from heyan.engine.pack_errors import translated
from heyan.engine.rule import (
    CompiledRule,
    Grading,
    RuleError,
    check_fits,
    check_grades,
    expression_of,
    held_back,
    resting,
    template_of,
)
from heyan.engine.template import Template
from heyan.engine.values import (
    PREFIX,
    UnknownValue,
    Value,
    Values,
    filled_expression,
    filled_template,
    named,
    nearest,
    plain,
    reference,
)
from heyan.engine.values_source import below
from heyan.engine.yaml_strict import Key
from heyan.errors import PackError
from heyan.model import result
from heyan.model.dataclass import dataclass
from heyan.model.finding import Confidence, Severity


@dataclass(slots=True)
class Draft:
    """A rule while layers are laid over it. `profiled` are the references that are left in it; `message` and `fix` are
    None while they are the rule's own."""

    rule: CompiledRule
    severity: Severity
    grades: dict[str, Severity]
    confidence: Confidence
    check: Check | None
    message: str | None
    fix: str | None
    profiled: dict[str, str]
    off: bool = False


@dataclass(slots=True)
class Record:
    """What one layer changes, as it is found."""

    layer: Layer
    values: dict[str, Value]
    lexicons: Lexicons
    changes: list[result.RuleChange] = field(default_factory=list)

    def note(self, switch: Switch, what: str, before: str, after: str, place: tuple[Key, ...] = ()) -> None:
        line = self.layer.marked.line(place or switch.place)
        self.changes.append(
            result.RuleChange(
                switch.code, what, before, after, switch.reason, line, switch.date, switch.approver
            )
        )

    def kept(self) -> result.Adaptation:
        layer = self.layer
        return result.Adaptation(
            layer.kind, layer.name, layer.title, layer.version, layer.path, layer.sha256, tuple(self.changes)
        )


def drafted(rule: CompiledRule) -> Draft:
    """The rule as its pack has it, before a layer is laid over it."""
    written = rule.profiled
    return Draft(
        rule,
        rule.stated.severity,
        dict(rule.stated.grades),
        rule.confidence,
        rule.check,
        None,
        None,
        dict(written),
    )


def change_rule(draft: Draft, switch: Switch, change: RuleChange, record: Record) -> None:
    """Lay what a layer changes over the draft, each change noted. Raises PackError for what the rule cannot take."""
    place, layer = switch.place, record.layer
    if change.options:
        _set_options(draft, switch, change.options, record)
    if change.severity is not None:
        record.note(switch, "severity", draft.severity, change.severity, (*place, "severity"))
        draft.severity = change.severity
    for name, grade in change.grades.items():
        before = draft.grades.get(name, draft.severity)
        record.note(switch, f"grades.{name}", before, grade, (*place, "grades", name))
        draft.grades[name] = grade
    try:
        check_grades(draft.check, change.grades)
    except RuleError as error:
        raise layer.fault(error.message, (*place, "grades"), error.hint, switch.code) from None
    if change.confidence is not None:
        record.note(switch, "confidence", draft.confidence, change.confidence, (*place, "confidence"))
        draft.confidence = change.confidence
    for key, text in (("message", change.message), ("fix", change.fix)):
        if text is not None:
            _set_text(draft, switch, key, text, record)


def _set_text(draft: Draft, switch: Switch, key: str, text: str, record: Record) -> None:
    place = (*switch.place, key)
    try:
        filled = filled_template(text, record.values)
        template_of(key, filled, draft.check, draft.rule.collection.item)
    except (UnknownValue, RuleError) as error:
        raise record.layer.fault(error.message, place, error.hint, switch.code) from None
    own = draft.message if key == "message" else draft.fix
    template = draft.rule.message if key == "message" else draft.rule.fix
    before = own or draft.profiled.get(key) or template.text
    record.note(switch, key, before, text, place)
    if key == "message":
        draft.message = text
    else:
        draft.fix = text
    draft.profiled.pop(key, None)
    if filled != text:
        draft.profiled[key] = text


def _set_options(draft: Draft, switch: Switch, options: Mapping[str, object], record: Record) -> None:
    place, layer, check = (*switch.place, "options"), record.layer, draft.check
    if check is None:
        raise layer.fault("这条规则用 assert，没有选项", place, "改式子要新写一条规则", switch.code)
    known = [option.name for option in fields(check) if option.name != "kind"]
    for option, written in options.items():
        if option == "kind":
            raise layer.fault(
                "不能换检查类型", (*place, option), "换类型就是另一条规则，在规则包里新写", switch.code
            )
        if option not in known:
            hint = nearest(option, known) if known else "这种检查没有选项"
            raise layer.fault(f"检查 {check.kind} 没有选项“{option}”", (*place, option), hint, switch.code)
        before = draft.profiled.pop(f"check.{option}", None)
        told = shown(getattr(check, option))
        record.note(
            switch,
            f"options.{option}",
            f"{told}（{before}）" if before else told,
            shown(written),
            (*place, option),
        )
        if reference(written) is not None:
            draft.profiled[f"check.{option}"] = str(written)
    try:
        draft.check = _with_options(check, _resolved(options, record.values))
        check_fits(draft.check, draft.rule.each, record.lexicons)
    except (UnknownValue, RuleError) as error:
        raise layer.fault(error.message, place, error.hint, switch.code) from None
    except ValidationError as error:
        fault = translated(error, below(layer.marked, place), lambda _: known)
        raise PackError(
            fault.message, path=layer.path, line=fault.line, code=switch.code, hint=fault.hint
        ) from None


def _resolved(options: Mapping[str, object], values: Values) -> dict[str, object]:
    names = {option: reference(written) for option, written in options.items()}
    return {
        option: named(name, values).content if name is not None else options[option]
        for option, name in names.items()
    }


def _with_options(check: Check, options: Mapping[str, object]) -> Check:
    """The check with those options, validated as the pack's own are. Raises ValidationError."""
    adapter: TypeAdapter[Check] = TypeAdapter(type(check))
    return adapter.validate_python({**{f.name: getattr(check, f.name) for f in fields(check)}, **options})


def switch_rule(draft: Draft, switch: Switch, off: bool, record: Record) -> None:
    """Turn the rule off or on. Raises PackError for a profile that turns on what is not off."""
    if not off and not draft.off and record.layer.kind == "profile":
        raise record.layer.fault(
            f"{switch.code} 没有被停用，不用恢复", switch.place, "删去这一行", switch.code
        )
    record.note(switch, "off" if off else "on", _state(draft.off), _state(off))
    draft.off = off


def _state(off: bool) -> str:
    return "停用" if off else "启用"


def finished(draft: Draft, values: Values, lexicons: Lexicons) -> CompiledRule:
    """The rule of the draft. References were checked when the pack and its layers were read; values keep their kind."""
    rule, written = draft.rule, draft.profiled
    check = draft.check
    references = {
        key.removeprefix("check."): text for key, text in written.items() if key.startswith("check.")
    }
    if check is not None and references:
        try:
            check = _with_options(check, _resolved(references, values))
        except ValidationError as error:
            raise _unfit(rule, references, values, error) from None
    stated = Grading(draft.severity, MappingProxyType(draft.grades))
    held, caution = held_back(stated, tuple(values[name] for name in resting(written)))
    item = rule.collection.item

    def rendered(key: str, changed: str | None, own: Template) -> Template:
        text = changed or written.get(key)
        return own if text is None else template_of(key, filled_template(text, values), check, item)

    return replace(
        rule,
        severity=held.severity,
        grades=held.grades,
        stated=stated,
        caution=caution,
        confidence=draft.confidence,
        check=check,
        when=expression_of("when", filled_expression(written["when"], values), item, lexicons)
        if "when" in written
        else rule.when,
        assertion=expression_of("assert", filled_expression(written["assert"], values), item, lexicons)
        if "assert" in written
        else rule.assertion,
        message=rendered("message", draft.message, rule.message),
        fix=rendered("fix", draft.fix, rule.fix),
        profiled=MappingProxyType(written),
    )


def _unfit(
    rule: CompiledRule, references: Mapping[str, str], values: Values, error: ValidationError
) -> PackError:
    """A value that its kind allows and the option that reads it does not (an execution floor of 0, say)."""
    option = str(error.errors(include_url=False)[0]["loc"][0])
    value = values[references[option].removeprefix(PREFIX)]
    return PackError(
        f"口径“{value.name}”的值“{value.shown}”不能用作选项 {option}",
        path=value.path,
        line=value.line,
        code=rule.code,
    )


def shown(value: object) -> str:
    """An option's value in words."""
    match value:
        case bool():
            return "是" if value else "否"
        case Decimal():
            return plain(value)
        case str() | int():
            return str(value)
        case None:
            return "（不设）"
        case Iterable():
            return "、".join(map(shown, value)) or "（空）"
        case _:
            return str(getattr(value, "name", value))
