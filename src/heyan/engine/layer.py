"""Profiles and errata: YAML files laid over packs. What they may say, and where each part of it stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from heyan.engine.pack_errors import translated
from heyan.engine.values_source import Line, Stated
from heyan.engine.yaml_strict import Key, Marked, load_yaml
from heyan.errors import PackError
from heyan.model.dataclass import dataclass
from heyan.model.finding import Confidence, Severity

LayerKind = Literal["profile", "errata"]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
File = TypeVar("File", bound=BaseModel)
Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleChange(_Strict):
    """What a profile changes of one rule; what is not named stays as it is."""

    options: Annotated[dict[str, object], Field(description="检查的选项，只写要改的")] = Field(
        default_factory=dict
    )
    severity: Severity | None = None
    grades: dict[str, Severity] = Field(default_factory=dict)
    confidence: Confidence | None = None
    message: Line | None = None
    fix: Line | None = None
    reason: str = ""

    @model_validator(mode="after")
    def _something(self) -> RuleChange:
        if not self.model_fields_set - {"reason"}:
            raise ValueError("没有写要改什么（options、severity、grades、confidence、message、fix）")
        return self


class ProfileFile(_Strict):
    """A profile as written. `extends` names a pack, a shipped profile, or the path of another profile.

    `regions` are the provinces that `--profile auto` picks it for. `adopts: all` takes the packs' own values as this
    profile's, so that rules resting on them are not held back.
    """

    profile: Name
    version: Version
    title: Line
    extends: Line | None = None
    regions: tuple[Line, ...] = ()
    adopts: Literal["all"] | None = None
    remarks: tuple[Line, ...] = ()
    values: dict[str, Stated] = Field(default_factory=dict)
    rules: dict[str, RuleChange] = Field(default_factory=dict)
    off: dict[str, Line] = Field(default_factory=dict)
    on: dict[str, Line] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _consistent(self) -> ProfileFile:
        for code in self.off:
            if code in self.on:
                raise ValueError(f"{code} 既停用又恢复")
            if code in self.rules:
                raise ValueError(f"{code} 已停用，不能再改；删去 off 或 rules 里的一处")
        return self


class Notice(_Strict):
    """One entry of an errata: a rule, when and by whom it was decided, and why."""

    code: Line
    date: Line
    approver: Line
    reason: Line

    @field_validator("date")
    @classmethod
    def _day(cls, value: str) -> str:
        try:
            given = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None
        except ValueError:
            given = None
        if given is None:
            raise ValueError(f'日期“{value}”不对，写成 "2026-11-20" 这样，加引号')
        return value


class Regrade(Notice):
    """A rule's severity, or that of variants of its fault, set anew."""

    severity: Severity | None = None
    grades: dict[str, Severity] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _something(self) -> Regrade:
        if self.severity is None and not self.grades:
            raise ValueError("没有写 severity 或 grades")
        return self


class ErrataFile(_Strict):
    """An errata as written: it may switch rules off and on and re-grade them, and nothing else."""

    errata: Name
    version: Version = "0.0.0"
    off: tuple[Notice, ...] = ()
    on: tuple[Notice, ...] = ()
    regrade: tuple[Regrade, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> ErrataFile:
        codes = [notice.code for notice in (*self.off, *self.on, *self.regrade)]
        for code in codes:
            if codes.count(code) > 1:
                raise ValueError(f"{code} 写了 {codes.count(code)} 条；一条规则只写一条")
        return self


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule switched off or on, and why; `date` and `approver` where an errata says so."""

    code: str
    reason: str
    place: tuple[Key, ...]
    date: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """One profile or errata, ready to be laid over packs; `rules` are its changes with the place of each."""

    kind: LayerKind
    name: str
    title: str
    version: str
    sha256: str
    marked: Marked
    extends: str | None
    regions: tuple[str, ...]
    remarks: tuple[str, ...]
    adopts: bool
    values: Mapping[str, Stated]
    rules: tuple[tuple[Switch, RuleChange], ...]
    off: tuple[Switch, ...]
    on: tuple[Switch, ...]

    @property
    def path(self) -> str:
        """The file's path."""
        return self.marked.path

    def only(self, codes: Collection[str]) -> Layer:
        """The layer without what it says of other rules than those."""
        return replace(
            self,
            rules=tuple(item for item in self.rules if item[0].code in codes),
            off=tuple(switch for switch in self.off if switch.code in codes),
            on=tuple(switch for switch in self.on if switch.code in codes),
        )

    def fault(
        self, message: str, place: tuple[Key, ...], hint: str | None = None, code: str | None = None
    ) -> PackError:
        """An error at that place of the file."""
        return PackError(message, path=self.path, line=self.marked.line(place), code=code, hint=hint)


def read_profile(path: Path) -> Layer:
    """The profile in the file. Raises PackError."""
    content, marked = _read(path, "口径文件")
    if not isinstance(marked.value, dict) or "profile" not in marked.value:
        raise PackError("不是口径文件", path=str(path), line=1, hint="第一行写 profile: 名字")
    file = _validated(ProfileFile, marked, _profile_keys)
    return Layer(
        "profile",
        file.profile,
        file.title,
        file.version,
        hashlib.sha256(content).hexdigest(),
        marked,
        file.extends,
        file.regions,
        file.remarks,
        file.adopts == "all",
        file.values,
        tuple((Switch(code, change.reason, ("rules", code)), change) for code, change in file.rules.items()),
        tuple(Switch(code, reason, ("off", code)) for code, reason in file.off.items()),
        tuple(Switch(code, reason, ("on", code)) for code, reason in file.on.items()),
    )


def read_errata(path: Path) -> Layer:
    """The errata in the file. Raises PackError; most of all where it would change more than an errata may."""
    content, marked = _read(path, "勘误文件")
    value = marked.value
    if not isinstance(value, dict) or "errata" not in value:
        raise PackError("不是勘误文件", path=str(path), line=1, hint="第一行写 errata: 名字")
    for key in value:
        if key in ProfileFile.model_fields and key not in ErrataFile.model_fields:
            raise PackError(
                f"勘误不能写“{key}”：勘误只能停用（off）、恢复（on）、改级别（regrade）",
                path=str(path),
                line=marked.line((key,)),
                hint="别的改动写进口径文件，用 --profile",
            )
    file = _validated(ErrataFile, marked, _errata_keys)

    def switch(key: str, index: int, notice: Notice) -> Switch:
        return Switch(notice.code, notice.reason, (key, index), notice.date, notice.approver)

    return Layer(
        "errata",
        file.errata,
        "",
        file.version,
        hashlib.sha256(content).hexdigest(),
        marked,
        None,
        (),
        (),
        False,
        {},
        tuple((switch("regrade", index, item), _graded(item)) for index, item in enumerate(file.regrade)),
        tuple(switch("off", index, notice) for index, notice in enumerate(file.off)),
        tuple(switch("on", index, notice) for index, notice in enumerate(file.on)),
    )


def _graded(item: Regrade) -> RuleChange:
    return RuleChange(severity=item.severity, grades=item.grades, reason=item.reason)


def _read(path: Path, what: str) -> tuple[bytes, Marked]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PackError(
            f"读不了{what}（{error.strerror or '未知原因'}）", path=str(path), hint="检查路径"
        ) from None
    return content, load_yaml(content, str(path))


def _validated(model: type[File], marked: Marked, known: Callable[[tuple[Key, ...]], list[str]]) -> File:
    try:
        return model.model_validate(marked.value)
    except ValidationError as error:
        raise translated(error, marked, known) from None


def _profile_keys(loc: tuple[Key, ...]) -> list[str]:
    if len(loc) > 1 and loc[0] == "rules":
        return [*RuleChange.model_fields]
    return [*(Stated if len(loc) > 1 and loc[0] == "values" else ProfileFile).model_fields]


def _errata_keys(loc: tuple[Key, ...]) -> list[str]:
    if len(loc) < 2:
        return [*ErrataFile.model_fields]
    return [*(Regrade if loc[0] == "regrade" else Notice).model_fields]
