"""Putting profile values into rules as they are written, before anything is compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from heyan.engine.values import UnknownValue, Values, filled_expression, filled_template, named, reference
from heyan.engine.yaml_strict import Key, Marked, Value
from heyan.errors import PackError

# What was written where values were put in, by place within the rule ("check.threshold", "when", "message").
Profiled = Mapping[str, str]
_EXPRESSIONS, _TEMPLATES = ("when", "assert"), ("message", "fix")


def filled_rules(marked: Marked, values: Values) -> tuple[object, Mapping[int, Profiled]]:
    """A family file's content with values for its references, and by rule where they stood. Raises PackError."""
    content = marked.value
    rules = content.get("rules") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(rules, list):
        return content, {}
    filled: list[object] = []
    places: dict[int, Profiled] = {}
    for index, rule in enumerate(rules):
        written, found = _filled_rule(rule, values, _Place(marked, ("rules", index), rule))
        filled.append(written)
        if found:
            places[index] = found
    return {**content, "rules": filled}, places


class _Place:
    """Where a rule stands, for errors."""

    def __init__(self, marked: Marked, keys: tuple[Key, ...], rule: Value) -> None:
        self._marked, self._keys = marked, keys
        code = rule.get("code") if isinstance(rule, dict) else None
        self._code = code if isinstance(code, str) else None

    def fault(self, error: UnknownValue, *keys: Key) -> PackError:
        line = self._marked.line((*self._keys, *keys))
        return PackError(error.message, path=self._marked.path, line=line, code=self._code, hint=error.hint)


def _filled_rule(rule: Value, values: Values, place: _Place) -> tuple[object, Profiled]:
    if not isinstance(rule, dict):
        return rule, {}
    found: dict[str, str] = {}
    filled: dict[str, object] = dict(rule)
    for keys, fill in ((_EXPRESSIONS, filled_expression), (_TEMPLATES, filled_template)):
        for key in keys:
            text = rule.get(key)
            if isinstance(text, str) and "profile." in text:
                filled[key] = _filled(fill, text, values, place, key)
                if filled[key] != text:
                    found[key] = text
    check = rule.get("check")
    if isinstance(check, dict):
        options: dict[str, object] = dict(check)
        for option, text in check.items():
            name = reference(text)
            if name is not None and isinstance(text, str):
                try:
                    options[option] = named(name, values).content
                except UnknownValue as error:
                    raise place.fault(error, "check", option) from None
                found[f"check.{option}"] = text
        filled["check"] = options
    return filled, found


def _filled(fill: Callable[[str, Values], str], text: str, values: Values, place: _Place, key: str) -> str:
    try:
        return fill(text, values)
    except UnknownValue as error:
        raise place.fault(error, key) from None
