"""Rules that say `assert:`: an expression that must hold, turned into a verdict with its steps as evidence."""

from __future__ import annotations

import re

from heyan.engine.binding import Path
from heyan.engine.expression import Expression
from heyan.engine.limits import Meter
from heyan.engine.places import place_of, place_on
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_evaluated, passed
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import Sourced
from heyan.model.span import Span

# A reader wants the steps that compare figures; whether a cell is filled in or holds a word is what the message says.
_FIGURES = re.compile(r"\d.* [<>=≤≥≠] | [<>=≤≥≠] .*\d|完成值达到指标值")


def check_assertion(expression: Expression, at: Path | None, target: Target, meter: Meter) -> Verdict:
    """Passes when the expression holds; fails at the field `at`, or at the first value that the expression reads.

    An expression that cannot be decided is not evaluated, with the missing fields named.
    """
    result = expression.evaluate(target, meter=meter)
    if result.value is True:
        return passed(_operands(expression, target))
    if result.value is None:
        return not_evaluated(result.reason or "无法判断", _operands(expression, target))
    return failed((_observation(expression, at, target, meter),), _operands(expression, target))


def _observation(expression: Expression, at: Path | None, target: Target, meter: Meter) -> Observation:
    sources = _sources(expression, target)
    main = at.source(target) if at else _main(sources, target)
    place = main.span if main else (place_on(at, target) if at else None) or place_of(target)
    steps = expression.evaluate(target, trace=True, meter=meter).steps
    told = tuple(step for step in steps if _FIGURES.search(step))
    wrong = tuple(step for step in told if step.endswith("：否"))
    return Observation(
        place,
        related=tuple((path.label, source.span) for path, source in sources if source is not main),
        reported=main.raw.strip() if main else None,
        evidence=wrong or told,
        identity=tuple(f"{path.text}={source.raw.strip()}" for path, source in sources),
    )


def _sources(expression: Expression, target: Target) -> list[tuple[Path, Sourced[object]]]:
    found: list[tuple[Path, Sourced[object]]] = []
    for path in expression.paths:
        source = path.source(target)
        if source is not None and all(source is not other for _, other in found):
            found.append((path, source))
    return found


def _main(sources: list[tuple[Path, Sourced[object]]], target: Target) -> Sourced[object] | None:
    # A rule that names an indicator and its figure is about the figure.
    naming = getattr(target.item, "name", None)
    own = [source for path, source in sources if path.root == "item"]
    telling = [source for source in own if source is not naming]
    return next(iter([*telling, *own, *(source for _, source in sources)]), None)


def _operands(expression: Expression, target: Target) -> tuple[Span, ...]:
    spans: list[Span] = []
    for path in expression.paths:
        if path.shape.kind in ("text", "flag", "list"):
            continue
        source = path.source(target)
        if source is not None and isinstance(source.value, Quantity | Measure) and source.span not in spans:
            spans.append(source.span)
    return tuple(spans)
