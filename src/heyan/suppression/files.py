"""Reading waiver and baseline files: strict, in Chinese, with the line of the fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from heyan.errors import SettingsError
from heyan.model.result import KnownFinding
from heyan.suppression.baseline import SCHEMA, Baseline
from heyan.suppression.waiver import Values, Waiver, WaiverFile, plain

Keys = tuple[str | int, ...]
_TYPES = {
    "string_type": "要写成文字",
    "string_too_short": "不能是空的",
    "int_type": "要写成整数",
    "tuple_type": "要写成列表",
    "model_type": "要写成 键: 值",
    "model_attributes_type": "要写成 键: 值",
}


def _text(value: object) -> object:
    # A value such as 812.40 need not be quoted; the loader keeps its digits.
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _listed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _date(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value


def _spoken(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not plain(value):
        raise ValueError("不能是空的")
    return value.strip()


Text = Annotated[str, Field(min_length=1), BeforeValidator(_text)]
Words = Annotated[str, BeforeValidator(_text), BeforeValidator(_spoken)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ValuesEntry(_Model):
    """The excused values, as findings print them."""

    reported: Text | None = None
    expected: Text | None = None
    operands: (
        Annotated[tuple[Annotated[str, BeforeValidator(_text)], ...], BeforeValidator(_listed)] | None
    ) = None


class WaiverEntry(_Model):
    """One waiver as the file writes it."""

    rule: Words
    document: Words | None = None
    unit: Words | None = None
    year: int | None = None
    place: Words
    values: ValuesEntry = ValuesEntry()
    reason: Words
    approver: Words
    until: Annotated[date, BeforeValidator(_date)]

    @model_validator(mode="after")
    def _paper(self) -> WaiverEntry:
        if self.document is None and self.unit is None:
            raise ValueError("要写明哪份文书：document（文件名）或 unit 和 year（单位和年度）")
        return self


class _WaiverFileEntry(_Model):
    waivers: Annotated[
        tuple[WaiverEntry, ...],
        BeforeValidator(lambda value: () if value is None else _listed(value)),
    ] = ()


def waivers_of(value: object, line: Callable[[Keys], int], path: str, text: str) -> WaiverFile:
    """The waivers of a file: `value` is its YAML, `line` tells where a part of it stands, `text` is the whole file.

    Raises SettingsError with path, line and the right name.
    """
    if value is None:
        return WaiverFile(path, text, ())
    if not isinstance(value, dict):
        raise SettingsError(f"{path}:1：豁免文件要以“waivers:”开头，下面一条一条写")
    try:
        entries = _WaiverFileEntry.model_validate(value).waivers
    except ValidationError as error:
        first = min(
            error.errors(include_url=False),
            # of an entry with a misspelt key, the misspelling tells more than what is missing for it
            key=lambda detail: (line(detail["loc"][:2]), detail["type"] == "missing", line(detail["loc"])),
        )
        raise SettingsError(f"{path}:{line(first['loc'])}：{_explained(first)}") from None
    return WaiverFile(
        path,
        text,
        tuple(
            Waiver(
                line(("waivers", index)),
                entry.rule,
                entry.place,
                Values(entry.values.reported, entry.values.expected, entry.values.operands),
                entry.reason,
                entry.approver,
                entry.until,
                entry.document,
                entry.unit,
                entry.year,
            )
            for index, entry in enumerate(entries)
        ),
    )


def _explained(detail: ErrorDetails) -> str:
    names = [part for part in detail["loc"] if isinstance(part, str)]
    name = names[-1] if names else ""
    match detail["type"]:
        case "missing":
            return f"没有写“{name}”{_MISSING.get(name, '')}"
        case "extra_forbidden":
            known = list(
                (
                    ValuesEntry
                    if "values" in names[:-1]
                    else WaiverEntry
                    if "waivers" in names[:-1]
                    else _WaiverFileEntry
                ).model_fields
            )
            near = get_close_matches(name, known, n=1, cutoff=0.55)
            return (
                f"没有“{name}”这个键（{f'是不是“{near[0]}”？' if near else '可用的有：' + '、'.join(known)}）"
            )
        case "value_error":
            told = str(detail.get("ctx", {}).get("error", detail["msg"]))
            return told if not name or name == "waivers" else f"“{name}”{told}"
        case "date_type" | "date_parsing" | "date_from_datetime_parsing" | "is_instance_of":
            return f'“{name}”要写成带引号的日期，如 "2026-12-31"'
        case kind:
            return f"“{name}”{_TYPES.get(kind, detail['msg'])}"


_MISSING = {
    "reason": "：豁免要有理由",
    "approver": "：豁免要有批准人",
    "until": '：豁免要有到期日，如 until: "2026-12-31"',
    "rule": "：豁免哪条规则",
    "place": "：豁免哪一处",
}


class _Known(_Model):
    fingerprint: Annotated[str, Field(min_length=1)]
    code: Annotated[str, Field(min_length=1)]
    document: str
    unit: str | None
    year: int | None
    kind: str
    address: str
    message: str


class _BaselineFile(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    schema_: Annotated[Literal["heyan.baseline/1"], Field(alias="schema")]
    recorded: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    findings: Annotated[tuple[_Known, ...], BeforeValidator(_listed)]


def baseline_of(content: bytes, path: str) -> Baseline:
    """The baseline of a file that `heyan baseline` wrote. Raises SettingsError."""
    redo = "；请用 heyan baseline 重新生成"
    try:
        read = _BaselineFile.model_validate(json.loads(content.decode("utf-8-sig")))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise SettingsError(f"{path}：不是基线文件（不是 JSON）{redo}") from None
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        raise SettingsError(f"{path}：不是 {SCHEMA} 的基线文件（{place or '整个文件'}）{redo}") from None
    entries = tuple(KnownFinding(**entry.model_dump()) for entry in read.findings)
    return Baseline(path, read.recorded, entries)
