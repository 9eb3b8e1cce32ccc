"""Validation errors of packs in Chinese, at the line of the fault, with the nearest right name."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from heyan.engine.checks import CHECK_KINDS
from heyan.engine.expression_values import clipped
from heyan.engine.limits import MAX_TEXT
from heyan.engine.schema import ExampleEvidence, FamilyFile, RuleEntry, RuleTexts
from heyan.engine.yaml_strict import Key, Marked
from heyan.errors import PackError

Known = type[BaseModel] | Callable[[tuple[Key, ...]], Iterable[str]]
_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "code": "写成一个大写字母加两位数字，如 B03",
        "name": "小写英文加短横线，如 score-exceeds-weight",
        "version": "写成 0.1.0 这样；要带引号或三段",
        "pack": "小写英文、数字和短横线",
        "family": "小写英文、数字和短横线",
        "engine": '写成 ">=0.1,<1" 这样',
    }
)
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "string_type": "要写成文字（数字、真假值加引号）",
        "int_type": "要写成整数",
        "int_parsing": "要写成整数",
        "int_from_float": "要写成整数",
        "decimal_type": "要写成数",
        "decimal_parsing": "要写成数",
        "bool_type": "要写成 true 或 false",
        "bool_parsing": "要写成 true 或 false",
        "tuple_type": "要写成列表 […]",
        "list_type": "要写成列表 […]",
        "dict_type": "要写成 键: 值",
        "model_type": "要写成 键: 值",
        "dataclass_type": "要写成 键: 值",
        "dataclass_exact_type": "要写成 键: 值",
        "model_attributes_type": "要写成 键: 值",
        "string_too_short": "不能是空的",
        "too_short": "不能是空的",
        "string_too_long": f"过长：不超过 {MAX_TEXT} 字",
        "too_long": "项数过多",
        "string_pattern_mismatch": "写法不对",
        "missing": "没有写",
    }
)


def translated(error: ValidationError, marked: Marked, known: Known | None = None) -> PackError:
    """The first fault of a file as a PackError; how many more there are is told.

    `known` tells the keys that a file which is neither a family file nor texts takes at a place, or is its model.
    """
    details = sorted(error.errors(include_url=False), key=lambda detail: _rank(detail, marked))
    first = details[0]
    message, hint = _explained(first, _keys_at(first["loc"], known))
    if len(details) > 1:
        message = f"{message}（另有 {len(details) - 1} 处）"
    return PackError(
        message, path=marked.path, line=_line(first, marked), code=_code(first["loc"], marked), hint=hint
    )


def _rank(detail: ErrorDetails, marked: Marked) -> tuple[int, bool, int]:
    # Of a rule with a misspelt key, the misspelling tells more than what is missing for it.
    return marked.line(detail["loc"][:2]), detail["type"] == "missing", _line(detail, marked)


def _line(detail: ErrorDetails, marked: Marked) -> int:
    return marked.line(detail["loc"])


def _code(loc: tuple[Key, ...], marked: Marked) -> str | None:
    value = marked.value
    if len(loc) < 2 or loc[0] != "rules" or not isinstance(value, dict) or not isinstance(loc[1], int):
        return None
    rules = value.get("rules")
    rule = rules[loc[1]] if isinstance(rules, list) and loc[1] < len(rules) else None
    code = rule.get("code") if isinstance(rule, dict) else None
    return code if isinstance(code, str) else None


def _explained(detail: ErrorDetails, known: Iterable[str]) -> tuple[str, str | None]:
    loc, kind = detail["loc"], detail["type"]
    name = str(loc[-1]) if loc else ""
    context = detail.get("ctx", {})
    match kind:
        case "extra_forbidden" | "unexpected_keyword_argument":
            return f"没有“{name}”这个键", _nearest(name, known)
        case "missing":
            return f"没有写“{name}”", None
        case "literal_error":
            choices = [
                part.strip("' ") for part in str(context.get("expected", "")).replace(" or ", ",").split(",")
            ]
            given = clipped(str(detail["input"]))
            return f"“{name}”不能是“{given}”", _nearest(given, choices)
        case "union_tag_invalid" | "union_tag_not_found":
            given = detail["input"]
            kind_of = given.get("kind", "") if isinstance(given, dict) else given
            tag = clipped(str(context.get("tag", kind_of)))
            return f"没有检查类型“{tag}”", _nearest(tag, CHECK_KINDS)
        case "value_error":
            return str(context.get("error", detail["msg"])), None
        case "string_too_short" if context.get("min_length", 1) > 1:
            return f"“{_words(loc)}”太短，至少 {context['min_length']} 字", _HINTS.get(name)
        case _:
            where = f"“{_words(loc)}”" if loc else "这里"
            return f"{where}{_TYPES.get(kind, detail['msg'])}", _HINTS.get(name)


def _words(loc: tuple[Key, ...]) -> str:
    parts = [f"第 {part + 1} 项" if isinstance(part, int) else part for part in loc if part != "rules"]
    return " ".join(parts[1:] if len(parts) > 1 and loc[0] == "rules" else parts)


def _keys_at(loc: tuple[Key, ...], known: Known | None) -> Iterable[str]:
    if known is None:
        return _known_keys(loc)
    return _keys(known) if isinstance(known, type) else known(loc)


def _known_keys(loc: tuple[Key, ...]) -> Iterable[str]:
    if "check" in loc:
        kind = next((part for part in loc if isinstance(part, str) and part in CHECK_KINDS), None)
        return [field.name for field in fields(CHECK_KINDS[kind])] if kind else ("kind",)
    if "evidence" in loc:
        return _keys(ExampleEvidence)
    if loc and loc[0] == "rules":
        return _keys(RuleEntry)
    return _keys(FamilyFile if len(loc) == 1 else RuleTexts)


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _nearest(name: str, known: Iterable[str]) -> str:
    choices = list(known)
    near = difflib.get_close_matches(name, choices, n=1, cutoff=0.55)
    return f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(choices)}"
