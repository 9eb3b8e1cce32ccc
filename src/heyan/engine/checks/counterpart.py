"""The kind `counterpart`: the forms of one department or project list, place and name the same things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, assert_never

from heyan.engine.checks.options import POSITIVE, CheckOptions, Variants
from heyan.engine.counterparts import (
    Pair,
    PlacedForm,
    forms_of,
    pairs,
    project_code,
    project_name,
    same_level,
    told_apart,
)
from heyan.engine.lexicon import Lexicons
from heyan.engine.similarity import bare, likeness
from heyan.engine.submission import Submission, Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.dataclass import dataclass
from heyan.model.report import Form, Indicator, Report, Sourced
from heyan.model.span import Span

_SHOWN = 12
_FEWEST = 2
_NUMBERED = re.compile(r"^(?:三级)?(?:指标)?[0-9一二三四五六七八九十]{0,2}[.、:：．]\s*")
_LEVEL = re.compile(r"[(（][^()（）]*[)）]|指标|\s|[0-9.]+分?|[一二三四五六七八九十]、")
# Rows that self-evaluation forms add by their own template.
_OF_THE_FORM = re.compile(r"预算执行|执行率|资金到位率|合计|总分|总计|小计")
_Names = Mapping[str, Indicator]


class CounterpartCheck(CheckOptions):
    """The goal form against the self-evaluation form of one department or project and year, in one paper or several.

    `indicators`: the same names in both (variants `dropped`, `added`, `renamed`; `other` where less than half of
    the goals' names return). Names that are alike from `at_least` on (1: the same) are one indicator renamed; one that the
    other form holds in another place is not missing · `levels`: an indicator stands under the same 一级指标 in both ·
    `identity`: one project's name and code (variants `name`, `code`) in both, and one unit's name (`unit`) in all forms.
    """

    kind: Literal["counterpart"] = "counterpart"
    case: Literal["indicators", "levels", "identity"]
    at_least: Annotated[Decimal, POSITIVE] = Decimal("0.5")

    slots: ClassVar[frozenset[str]] = frozenset({"names", "count", "first", "second", "total"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    variants: ClassVar[Variants] = MappingProxyType(
        {"indicators": ("dropped", "added", "renamed", "other"), "identity": ("name", "code", "unit")}
    )
    targets: ClassVar[frozenset[str]] = frozenset({"submission", "report"})
    relates: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class _Texts:
    """The whole text of each paper, to look up what a form says anywhere."""

    reports: Sequence[Report]

    def beside(self, form: Form, names: _Names) -> str:
        """What the form says besides the names of its indicators, without white space and punctuation.

        A name found there stands in a row that was not understood, which is no reason to miss it.
        """
        for report in self.reports:
            if report.document == form.span.document:
                told = bare(report.text.raw[form.span.start : form.span.end])
                for name in sorted(names, key=len, reverse=True):
                    told = told.replace(name, "\n")
                return told
        return ""


def check_counterpart(options: CounterpartCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails once for each kind of difference of each pair of forms."""
    item = target.item
    reports = item.reports if isinstance(item, Submission) else (target.report,)
    match options.case:
        case "indicators":
            texts = _Texts(reports)
            found = [seen for pair in pairs(reports) for seen in _listed(options, pair, texts)]
            compared = any(_comparable(pair) for pair in pairs(reports))
        case "levels":
            found = [seen for pair in pairs(reports) for seen in _levels(pair)]
            compared = any(_comparable(pair) for pair in pairs(reports))
        case "identity":
            forms = forms_of(reports)
            found = [*_projects(options, forms), *_units(options, reports)]
            compared = len(forms) > 1
        case _:
            assert_never(options.case)
    if found:
        return failed(tuple(found))
    return passed() if compared else not_applicable("没有可对照的目标表和自评表")


def _comparable(pair: Pair) -> bool:
    return min(len(_named(pair.goal.form)), len(_named(pair.result.form))) >= _FEWEST


def _named(form: Form) -> dict[str, Indicator]:
    """The indicators by their names without punctuation and numbering; names that stand twice, the first one."""
    found: dict[str, Indicator] = {}
    for indicator in form.indicators:
        name = bare(_NUMBERED.sub("", indicator.name.value.strip())) if indicator.name else ""
        if len(name) > 1:
            found.setdefault(name, indicator)
    return found


def _listed(options: CounterpartCheck, pair: Pair, texts: _Texts) -> Iterator[Observation]:
    if not _comparable(pair):
        return
    goals, results = _named(pair.goal.form), _named(pair.result.form)
    told_goal = texts.beside(pair.goal.form, goals)
    told_result = texts.beside(pair.result.form, results)
    dropped = {name: i for name, i in goals.items() if name not in results and name not in told_result}
    added = {
        name: indicator
        for name, indicator in results.items()
        if name not in goals and name not in told_goal and not _OF_THE_FORM.search(name)
    }
    renamed = _renamed(options, dropped, added)
    kept = len(goals) - len(dropped) + len(renamed)
    if kept * 2 < len(goals):
        yield _others(pair, goals, kept)
        return
    for old, new in renamed:
        yield _seen("renamed", [added[new]], [dropped[old]], _label(dropped[old]), _label(added[new]))
    gone = [i for name, i in dropped.items() if name not in {old for old, _ in renamed}]
    come = [i for name, i in added.items() if name not in {new for _, new in renamed}]
    if gone:
        yield _seen("dropped", gone, _first(pair.result.form), _labels(gone), "")
    if come:
        yield _seen("added", come, _first(pair.goal.form), "", _labels(come))


def _renamed(options: CounterpartCheck, dropped: _Names, added: _Names) -> list[tuple[str, str]]:
    """Which of the names added are dropped ones in other words: the likest first, each once."""
    alike = sorted(
        (
            (likeness(old, new), old, new)
            for old, one in dropped.items()
            for new, other in added.items()
            if _same_group(one, other)
        ),
        key=lambda found: -found[0],
    )
    chosen: list[tuple[str, str]] = []
    for degree, old, new in alike:
        free = all(old != one and new != other for one, other in chosen)
        if free and (degree >= options.at_least or old in new or new in old):
            chosen.append((old, new))
    return chosen


def _same_group(one: Indicator, other: Indicator) -> bool:
    if one.level2 is None or other.level2 is None:
        return True
    return _level(one.level2) == _level(other.level2)


def _level(level: Sourced[str]) -> str:
    return _LEVEL.sub("", level.value)


def _label(indicator: Indicator) -> str:
    return "".join(indicator.name.value.split()) if indicator.name else ""


def _labels(indicators: Sequence[Indicator]) -> str:
    told = "、".join(f"“{_label(indicator)}”" for indicator in indicators[:_SHOWN])
    return told + ("等" if len(indicators) > _SHOWN else "")


def _spot(indicator: Indicator) -> Span:
    return indicator.name.span if indicator.name else indicator.row


def _first(form: Form) -> list[Indicator]:
    return [next(iter(_named(form).values()))]


def _seen(
    variant: str,
    at: Sequence[Indicator],
    beside: Sequence[Indicator],
    first: str,
    second: str,
) -> Observation:
    names = [_label(indicator) for indicator in at]
    label = {"dropped": "自评表", "added": "目标表", "renamed": "目标表的指标"}[variant]
    told = {
        "dropped": f"目标表有、自评表没有：{'、'.join(names[:_SHOWN])}",
        "added": f"自评表有、目标表没有：{'、'.join(names[:_SHOWN])}",
        "renamed": f"目标表“{first}”，自评表“{second}”",
    }[variant]
    return Observation(
        place=_spot(at[0]),
        related=(
            *(("指标", _spot(indicator)) for indicator in at[1:_SHOWN]),
            *((label, _spot(indicator)) for indicator in beside),
        ),
        slots={
            "names": _labels(at),
            "count": str(len(at)),
            "first": first,
            "second": second,
            "total": "",
        },
        reported=names[0],
        expected=first if variant == "renamed" else None,
        evidence=(told,),
        identity=(variant, *names),
        variant=variant,
    )


def _others(pair: Pair, goals: _Names, kept: int) -> Observation:
    first = next(iter(goals.values()))
    result = _first(pair.result.form)[0]
    return Observation(
        place=_spot(result),
        related=(("目标表", _spot(first)),),
        slots={"names": "", "count": str(kept), "first": "", "second": "", "total": str(len(goals))},
        reported=_label(result),
        evidence=(f"目标表的 {len(goals)} 项指标中，自评表有 {kept} 项",),
        identity=("other", str(len(goals)), str(kept)),
        variant="other",
    )


def _levels(pair: Pair) -> Iterator[Observation]:
    if not _comparable(pair):
        return
    goals = _named(pair.goal.form)
    for name, result in _named(pair.result.form).items():
        goal = goals.get(name)
        if goal is None or goal.level1 is None or result.level1 is None:
            continue
        first, second = _level(goal.level1), _level(result.level1)
        # Before 2021 costs were a part of 产出; the two frameworks live side by side.
        if (
            not first
            or not second
            or first in second
            or second in first
            or {first, second} == {"成本", "产出"}
        ):
            continue
        yield Observation(
            place=result.level1.span,
            related=(("目标表的一级指标", goal.level1.span), ("指标", _spot(result))),
            slots={"names": _label(result), "count": "", "first": first, "second": second, "total": ""},
            reported=second,
            expected=first,
            evidence=(f"“{_label(result)}”在目标表属“{first}”，在自评表属“{second}”",),
            identity=(name, first, second),
        )


def _projects(options: CounterpartCheck, forms: Sequence[PlacedForm]) -> Iterator[Observation]:
    """The names and codes of projects in goal forms against those in the self-evaluation forms."""
    for result in (placed for placed in forms if not placed.is_goal):
        name, code = project_name(result.form), project_code(result.form)
        goals = [goal for goal in forms if goal.is_goal and same_level(goal, result)]
        if name is None or any(_same(project_name(goal.form), name) for goal in goals):
            namesake = [goal for goal in goals if name and _same(project_name(goal.form), name)]
            if len(namesake) == 1 and code is not None:
                yield from _codes(project_code(namesake[0].form), code)
            continue
        for goal in goals:
            other = project_name(goal.form)
            coded = code is not None and _same(project_code(goal.form), code)
            if other and (coded or (_slipped(options, other, name) and not _has_other(forms, result, other))):
                yield _differs("name", other, name)
                break


def _same(one: Sourced[str] | None, other: Sourced[str] | None) -> bool:
    return (
        one is not None and other is not None and bare(one.value).casefold() == bare(other.value).casefold()
    )


def _slipped(options: CounterpartCheck, one: Sourced[str], other: Sourced[str]) -> bool:
    """Whether two names are one with a slip; names that differ in a number or a side are two."""
    first, second = bare(one.value), bare(other.value)
    return likeness(first, second) >= options.at_least and not told_apart(first, second)


def _has_other(forms: Sequence[PlacedForm], result: PlacedForm, name: Sourced[str]) -> bool:
    """Whether another self-evaluation form carries that very name."""
    return any(
        placed is not result and not placed.is_goal and _same(project_name(placed.form), name)
        for placed in forms
    )


def _codes(one: Sourced[str] | None, other: Sourced[str]) -> Iterator[Observation]:
    if one is not None and not _same(one, other):
        yield _differs("code", one, other)


def _units(options: CounterpartCheck, reports: Sequence[Report]) -> Iterator[Observation]:
    """Unit names that are one but for a character or two; short for long is no fault."""
    seen: list[Sourced[str]] = []
    for report in reports:
        for unit in (report.unit, *(form.unit for form in report.forms)):
            if unit is None or any(_same(unit, other) for other in seen):
                continue
            for other in seen:
                first, second = bare(other.value), bare(unit.value)
                short = first.endswith(second) or second.endswith(first)
                part = first.startswith(second) or second.startswith(first)
                if (
                    not short
                    and not part
                    and likeness(first, second) >= options.at_least
                    and not told_apart(first, second)
                ):
                    yield _differs("unit", other, unit)
                    break
            seen.append(unit)


def _differs(variant: str, one: Sourced[str], other: Sourced[str]) -> Observation:
    first, second = one.value.strip(), other.value.strip()
    return Observation(
        place=other.span,
        related=(("另一处", one.span),),
        slots={"names": "", "count": "", "first": first, "second": second, "total": ""},
        reported=second,
        expected=first,
        evidence=(f"“{first}” ≠ “{second}”",),
        identity=(variant, first, second),
        variant=variant,
    )
