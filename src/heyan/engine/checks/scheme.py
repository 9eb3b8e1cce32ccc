"""The kind `scheme`: how a form divides its points over the levels, against the schemes of the profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.options import NOT_EMPTY, CheckOptions
from heyan.engine.interval import unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import trimmed
from heyan.engine.submission import Target
from heyan.engine.values import Scheme
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity
from heyan.model.report import Form, Indicator, Sourced
from heyan.model.span import Span

_FULL = Decimal(100)
EXECUTION, SATISFACTION = "预算执行率", "满意度"
# What the levels are called on forms; the first that fits tells the level of the schemes.
_LEVEL1 = (
    (("预算执行", "资金执行", "执行率", "执行情况"), EXECUTION),
    (("满意",), SATISFACTION),
    (("成本",), "成本"),
    (("产出",), "产出"),
    (("效益", "效果"), "效益"),
)
# Where a form leaves the first level out, the second tells it; 成本 is then a part of 产出, as 财预〔2020〕10号 has it.
_LEVEL2 = (
    (("满意",), SATISFACTION),
    (("数量", "质量", "时效", "成本"), "产出"),
    (("经济", "社会", "生态", "可持续"), "效益"),
)


class SchemeCheck(CheckOptions):
    """The points of 预算执行率 and of the levels of a form follow one of the `schemes` for its kind and year.

    Forms without points, and forms of another framework than these levels, are not applicable; points that are
    incomplete, or do not add up to 100, are not evaluated. 满意度 inside 效益 counts as 满意度.
    """

    kind: Literal["scheme"] = "scheme"
    schemes: Annotated[tuple[Scheme, ...], NOT_EMPTY]

    slots: ClassVar[frozenset[str]] = frozenset({"found", "wanted", "scheme", "level", "points", "due"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    targets: ClassVar[frozenset[str]] = frozenset({"forms"})


@dataclass(slots=True)
class _Levels:
    """The points of each level, and where they stand."""

    points: dict[str, Decimal] = field(default_factory=dict)
    places: dict[str, list[Span]] = field(default_factory=dict)

    def add(self, level: str, points: Sourced[Quantity]) -> None:
        self.points[level] = self.points.get(level, Decimal(0)) + points.value.value
        self.places.setdefault(level, []).append(points.span)

    @property
    def spots(self) -> tuple[Span, ...]:
        return tuple(span for spans in self.places.values() for span in spans)


def check_scheme(options: SchemeCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Judges a form by the schemes of its kind and year."""
    form = target.item
    if not isinstance(form, Form):
        return not_applicable("不是表")
    levels = _levels(form)
    if isinstance(levels, Verdict):
        return levels
    whole = sum(levels.points.values(), Decimal(0))
    if EXECUTION not in levels.points and whole == _FULL - _due_execution(options.schemes):
        # The points of 预算执行率 are left to the reader where the rest is short of 100 by just them.
        levels.points[EXECUTION] = _FULL - whole
    elif whole != _FULL:
        return not_evaluated(f"分值合计 {trimmed(whole)}，不是 100", levels.spots)
    year = target.report.year.value if target.report.year else None
    open_schemes = [scheme for scheme in options.schemes if _applies(scheme, form.kind, year)]
    if not open_schemes:
        return not_evaluated("口径里没有适用于这种表和年度的权重", levels.spots)
    gaps = [(scheme, _differing(scheme, levels.points)) for scheme in open_schemes]
    if any(not differing for _, differing in gaps):
        return passed(levels.spots, "exact")
    scheme, differing = min(gaps, key=lambda gap: sum(abs(have - due) for have, due in gap[1].values()))
    return failed((_observation(scheme, differing, levels),), levels.spots)


def _levels(form: Form) -> _Levels | Verdict:
    levels = _Levels()
    for row in form.budget_rows:
        if row.total and row.weight is not None:
            levels.add(EXECUTION, row.weight)
    weighted = [(indicator, indicator.weight) for indicator in form.indicators if indicator.weight]
    if not weighted:
        return not_applicable("表里没有分值")
    if len(weighted) < len(form.indicators):
        return not_evaluated("有的指标没有填分值")
    for indicator, weight in weighted:
        problem = unusable(weight.value)
        if problem:
            return not_evaluated(f"分值“{weight.raw.strip()}”{problem}")
        level = _level(indicator)
        if level is None:
            return not_applicable("不是产出、效益、满意度一类的框架")
        levels.add(level, weight)
    return levels


def _level(indicator: Indicator) -> str | None:
    first = indicator.level1.value if indicator.level1 else ""
    second = indicator.level2.value if indicator.level2 else ""
    found = next((level for words, level in _LEVEL1 if any(word in first for word in words)), None)
    below = next((level for words, level in _LEVEL2 if any(word in second for word in words)), None)
    if found == "效益" and below == SATISFACTION:
        return SATISFACTION
    return found if first.strip() else below


def _due_execution(schemes: tuple[Scheme, ...]) -> Decimal:
    due = [part.points for scheme in schemes for part in scheme.parts if part.levels == (EXECUTION,)]
    return due[0] if due else Decimal(0)


def _applies(scheme: Scheme, kind: str, year: int | None) -> bool:
    if scheme.forms and kind not in scheme.forms:
        return False
    return year is None or (scheme.since or year) <= year <= (scheme.until or year)


def _differing(scheme: Scheme, points: Mapping[str, Decimal]) -> Mapping[str, tuple[Decimal, Decimal]]:
    """The levels, or levels together, whose points are not the scheme's: what they have and what is due."""
    due = {part.levels: part.points for part in scheme.parts}
    due |= dict.fromkeys(
        ((level,) for level in points if not any(level in levels for levels in due)), Decimal(0)
    )
    found = {levels: sum((points.get(level, Decimal(0)) for level in levels), Decimal(0)) for levels in due}
    return MappingProxyType(
        {"＋".join(levels): (have, due[levels]) for levels, have in found.items() if have != due[levels]}
    )


def _observation(
    scheme: Scheme, differing: Mapping[str, tuple[Decimal, Decimal]], levels: _Levels
) -> Observation:
    worst = max(differing, key=lambda name: abs(differing[name][0] - differing[name][1]))
    have, due = differing[worst]
    spans = list(_spans(worst, levels)) or list(levels.spots)
    found = "、".join(f"{level} {trimmed(points)}" for level, points in levels.points.items())
    wanted = "、".join(f"{'＋'.join(part.levels)} {trimmed(part.points)}" for part in scheme.parts)
    return Observation(
        spans[0],
        related=tuple(("分值", span) for span in spans[1:]),
        slots={
            "found": found,
            "wanted": wanted,
            "scheme": scheme.name,
            "level": worst,
            "points": trimmed(have),
            "due": trimmed(due),
        },
        reported=trimmed(have),
        expected=trimmed(due),
        evidence=tuple(
            f"{name}：{trimmed(own)}，{scheme.name}为 {trimmed(right)}"
            for name, (own, right) in differing.items()
        ),
        identity=(found,),
    )


def _spans(name: str, levels: _Levels) -> Iterator[Span]:
    for level in name.split("＋"):
        yield from levels.places.get(level, ())
