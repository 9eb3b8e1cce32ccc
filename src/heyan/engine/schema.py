"""The shape of a pack's YAML, for the loader and (as JSON Schema) for editors."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from heyan.engine.checks import CHECK_KINDS, Check
from heyan.engine.limits import MAX_ENTRIES, MAX_EXAMPLES, MAX_RULES, MAX_TEXT
from heyan.engine.targets import COLLECTIONS
from heyan.model.finding import Band, Confidence, Severity, Status
from heyan.model.report import FormKind


def _named(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _kinds_by_name(schema: JsonDict) -> None:
    short: JsonDict = {"enum": [*CHECK_KINDS], "description": "检查类型，选项全用默认值"}
    choices = schema.get("anyOf")
    schema["anyOf"] = [short, *(choices if isinstance(choices, list) else [])]


def _collections(schema: JsonDict) -> None:
    schema["enum"] = [*COLLECTIONS]


_REFERENCE = r"^profile\.[a-z][a-z0-9_]*$"
Line = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | int | Decimal) else value


AsText = Annotated[str, BeforeValidator(_as_text)]
AsLines = Annotated[tuple[AsText, ...], BeforeValidator(_listed)]


class ExampleEvidence(BaseModel):
    """What an example asserts besides its end. What speaks of a finding must all hold of one and the same finding."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    message: Annotated[AsText | None, Field(description="消息里有这段文字")] = None
    fix: Annotated[AsText | None, Field(description="改法里有这段文字")] = None
    reported: Annotated[AsText | None, Field(description="填的是")] = None
    expected: Annotated[AsText | None, Field(description="应为")] = None
    difference: Annotated[AsText | None, Field(description="相差")] = None
    tolerance: Annotated[AsText | None, Field(description="容许的差")] = None
    band: Annotated[Band | None, Field(description="重算的结果与所填的数相合的程度；通过的也可以写")] = None
    severity: Annotated[Severity | None, Field(description="级别（grades 之后的）")] = None
    address: Annotated[AsText | None, Field(description="位置里有这段文字")] = None
    excerpt: Annotated[AsText | None, Field(description="摘录里有这段文字")] = None
    marked: Annotated[AsText | None, Field(description="摘录里标出的正是这段文字")] = None
    related: Annotated[AsLines, Field(description="相关位置的摘录里各有这段文字")] = ()
    formula: Annotated[AsLines, Field(description="核算过程里各有一行含这段文字")] = ()
    hypotheses: Annotated[AsLines, Field(description="可能的原因里各有一条含这段文字")] = ()
    findings: Annotated[int | None, Field(ge=0, description="一共报几个问题")] = None
    reason: Annotated[AsText | None, Field(description="不适用、未能判定的原因里有这段文字")] = None


class Example(BaseModel):
    """A paper in small and how the rule ends on it; what is not named here is content of the paper."""

    model_config = ConfigDict(frozen=True, extra="allow")

    expect: Status
    note: str = ""
    profile: Annotated[str, Field(description="在这个地区口径下（自带的名字）；不写即未选口径")] = ""
    evidence: ExampleEvidence = Field(default_factory=ExampleEvidence)


class RuleEntry(BaseModel):
    """One rule as written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, Field(pattern=r"^[A-Z]\d\d$", description="族字母加两位数字，永不改变")]
    name: Annotated[
        str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", description="英文短横线名，说的是毛病")
    ]
    title: Annotated[Line, Field(description="一句话：必须成立的是什么")]
    why: Annotated[str, Field(max_length=MAX_TEXT, description="为什么查、怎么算，一两句白话")] = ""
    severity: Severity
    confidence: Confidence
    basis: Annotated[
        tuple[Line, ...], Field(min_length=1, max_length=MAX_ENTRIES, description="依据的文件、条款")
    ]
    each: Annotated[str, Field(json_schema_extra=_collections, description="逐个检查什么")]
    when: Annotated[Line | None, Field(description="不成立就不适用")] = None
    check: Annotated[
        Annotated[Check, Field(discriminator="kind")] | None,
        BeforeValidator(_named),
        Field(json_schema_extra=_kinds_by_name, description="检查类型"),
    ] = None
    assertion: Annotated[Line | None, Field(alias="assert", description="必须成立的式子")] = None
    at: Annotated[Line | None, Field(description="assert 不成立时指向哪个字段")] = None
    grades: Annotated[dict[str, Severity], Field(max_length=MAX_ENTRIES)] = Field(default_factory=dict)
    message: Line
    fix: Line
    tags: Annotated[tuple[Line, ...], Field(max_length=MAX_ENTRIES)] = ()
    yields_to: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Z]\d\d$")], ...],
        Field(max_length=MAX_ENTRIES, description="同一处已有这些规则的问题时不再重复报"),
    ] = ()
    forms: Annotated[tuple[FormKind, ...], Field(max_length=MAX_ENTRIES)] = ()
    since: int | None = None
    until: int | None = None
    examples: Annotated[tuple[Example, ...], Field(max_length=MAX_EXAMPLES)] = ()

    @model_validator(mode="after")
    def _one_way(self) -> RuleEntry:
        if (self.check is None) == (self.assertion is None):
            raise ValueError("check 和 assert 要写一个，并且只写一个")
        if self.at is not None and self.assertion is None:
            raise ValueError("at 只和 assert 一起用")
        return self


class FamilyFile(BaseModel):
    """One YAML file of a pack: the rules of one family."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pack: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    family: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    engine: Annotated[
        str | None, Field(pattern=r"^(>=|<=|<|>|==)\d+(\.\d+)*(,(>=|<=|<|>|==)\d+(\.\d+)*)*$")
    ] = None
    rules: Annotated[tuple[RuleEntry, ...], Field(max_length=MAX_RULES)]


class RuleTexts(BaseModel):
    """A rule's words in another language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Line
    message: Line
    fix: Line


Language = Literal["en"]


def json_schema() -> dict[str, object]:
    """The JSON Schema of a family file."""
    schema: JsonDict = FamilyFile.model_json_schema(by_alias=True)
    _allow_references(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Heyan rule pack", **schema}


def _allow_references(schema: JsonDict) -> None:
    """Any option of a check may be `profile.NAME` instead, a profile value that is put in before the check is built."""
    models = schema["$defs"]
    for kind in CHECK_KINDS.values():
        model = models.get(kind.__name__) if isinstance(models, dict) else None
        options = model.get("properties") if isinstance(model, dict) else None
        if not isinstance(options, dict):
            continue
        for name, option in options.items():
            if name != "kind" and isinstance(option, dict):
                told: JsonDict = {
                    key: option.pop(key) for key in ("title", "description", "default") if key in option
                }
                options[name] = {**told, "anyOf": [option, {"type": "string", "pattern": _REFERENCE}]}
