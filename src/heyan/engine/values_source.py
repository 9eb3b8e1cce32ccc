"""values.yaml of a pack, and the values that profiles set: read strictly, by the kind that the pack declares."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from heyan.engine.pack_errors import translated
from heyan.engine.values import (
    Content,
    EvidenceGrade,
    Part,
    Range,
    Scheme,
    UnknownValue,
    Value,
    ValueKind,
    Values,
    nearest,
)
from heyan.engine.yaml_strict import Key, Marked
from heyan.errors import PackError
from heyan.model.finding import Severity
from heyan.model.report import FormKind

FILE = "values.yaml"
# The levels that weights are given to, in the order of the forms.
LEVELS = ("预算执行率", "成本", "产出", "效益", "满意度")
Line = Annotated[str, Field(min_length=1)]
Points = Annotated[Decimal, Field(ge=0, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stated(_Strict):
    """A value as a profile sets it: what it is, where that is known from, and how well.

    With `adds` its schemes come before those that hold already, instead of in their place.
    """

    value: object
    adds: bool = False
    source: Line
    grade: EvidenceGrade


class Declared(Stated):
    """A value as a pack declares it."""

    label: Line
    kind: ValueKind
    unit: str = ""
    choices: dict[str, Line] = Field(default_factory=dict)
    unchosen: Severity = "warning"


class ValuesFile(_Strict):
    """values.yaml: the values that the rules of a pack read, with what holds where no profile says otherwise."""

    pack: Line
    version: Line
    values: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Declared]


class _Scheme(_Strict):
    name: Line
    parts: Annotated[dict[str, Points], Field(min_length=1)]
    forms: tuple[FormKind, ...] = ()
    since: int | None = None
    until: int | None = None
    source: str = ""
    grade: EvidenceGrade | None = None

    @model_validator(mode="after")
    def _whole(self) -> _Scheme:
        levels = [level for key in self.parts for level in key.split("+")]
        for level in levels:
            if level not in LEVELS:
                raise ValueError(f"没有“{level}”这一级（{nearest(level, LEVELS)}）")
        if len(set(levels)) < len(levels):
            raise ValueError("同一级写了两次")
        if sum(self.parts.values()) != 100:
            raise ValueError(f"各级分值合计 {sum(self.parts.values())}，不是 100")
        return self

    def made(self) -> Scheme:
        parts = tuple(Part(tuple(levels.split("+")), points) for levels, points in self.parts.items())
        return Scheme(self.name, parts, self.forms, self.since, self.until, self.source, self.grade)


class _Range(_Strict):
    name: Line
    low: Points
    high: Points

    @model_validator(mode="after")
    def _ordered(self) -> _Range:
        if self.low >= self.high:
            raise ValueError("low 要小于 high")
        return self


def _number(value: object) -> object:
    if isinstance(value, bool | str):
        raise ValueError("要写成数")
    return value


_NUMBER: TypeAdapter[Decimal] = TypeAdapter(Annotated[Decimal, BeforeValidator(_number)])
_SCHEMES: TypeAdapter[tuple[_Scheme, ...]] = TypeAdapter(Annotated[tuple[_Scheme, ...], Field(min_length=1)])
_RANGES: TypeAdapter[tuple[_Range, ...]] = TypeAdapter(Annotated[tuple[_Range, ...], Field(min_length=1)])


def declared_values(marked: Marked) -> Values:
    """The values that a pack's values.yaml declares. Raises PackError."""
    try:
        file = ValuesFile.model_validate(marked.value)
    except ValidationError as error:
        raise translated(error, marked, known_keys) from None
    return MappingProxyType(
        {
            name: Value(
                name=name,
                label=entry.label,
                kind=entry.kind,
                content=_content(
                    entry.kind, tuple(entry.choices), marked, ("values", name, "value"), entry.value
                ),
                source=entry.source,
                grade=entry.grade,
                unchosen=entry.unchosen,
                choices=tuple(entry.choices.items()),
                unit=entry.unit,
                layer=file.pack,
                path=marked.path,
                line=marked.line(("values", name)),
            )
            for name, entry in file.values.items()
        }
    )


def content_of(value: Value, stated: Stated, marked: Marked, place: tuple[Key, ...]) -> Content:
    """What `value` becomes by what a profile states at `place` of its file. Raises PackError."""
    choices = tuple(name for name, _ in value.choices)
    content = _content(value.kind, choices, marked, (*place, "value"), stated.value)
    if not stated.adds:
        return content
    if value.kind != "schemes":
        raise PackError(
            f"“{value.label}”不能用 adds",
            path=marked.path,
            line=marked.line((*place, "adds")),
            hint="只有权重可以加",
        )
    added, held = schemes_of(content), schemes_of(value.content)
    names = {scheme.name for scheme in added}
    return (*added, *(scheme for scheme in held if scheme.name not in names))


def _content(
    kind: ValueKind, choices: tuple[str, ...], marked: Marked, place: tuple[Key, ...], stated: object
) -> Content:
    try:
        match kind:
            case "number":
                return _NUMBER.validate_python(stated)
            case "choice":
                return _choice(stated, choices)
            case "schemes":
                return tuple(scheme.made() for scheme in _SCHEMES.validate_python(stated))
            case "ranges":
                ranges = _RANGES.validate_python(stated)
                return tuple(Range(band.name, band.low, band.high) for band in ranges)
    except ValidationError as error:
        raise translated(error, below(marked, place), known_keys) from None
    except UnknownValue as error:
        raise PackError(error.message, path=marked.path, line=marked.line(place), hint=error.hint) from None


def schemes_of(content: Content) -> tuple[Scheme, ...]:
    """The schemes of a content; none where it is of another kind."""
    return tuple(item for item in content if isinstance(item, Scheme)) if isinstance(content, tuple) else ()


def _choice(stated: object, choices: tuple[str, ...]) -> str:
    if not isinstance(stated, str) or stated not in choices:
        raise UnknownValue(f"不能是“{stated}”", nearest(str(stated), choices))
    return stated


def below(marked: Marked, place: tuple[Key, ...]) -> Marked:
    """The part of a file at `place`, as a file of its own with the same lines."""
    lines: Mapping[tuple[Key, ...], int] = {
        keys[len(place) :]: line for keys, line in marked.lines.items() if keys[: len(place)] == place
    }
    return Marked(None, lines or {(): marked.line(place)}, marked.path)


def known_keys(loc: tuple[Key, ...]) -> list[str]:
    """The keys that a values file takes at a place."""
    names = [part for part in loc if isinstance(part, str)]
    if loc and isinstance(loc[0], int):
        return [*(_Range if names[-1:] and names[-1] in ("low", "high") else _Scheme).model_fields]
    if names[:1] == ["values"]:
        return [*Declared.model_fields]
    return [*ValuesFile.model_fields]
