"""Expressions of rules: `0 <= score <= weight`, compiled once, exact, three-valued, able to show their steps.

Names are fields of the rule's items, `form` and `report`; a sourced value stands for its value and a quantity
for its amount in the base unit of its kind. A field that the paper leaves empty makes what depends on it
unknown (Kleene logic), as do a division by zero and a comparison of different kinds of unit.
"""

from __future__ import annotations

from heyan.engine.binding import Path
from heyan.engine.expression_compile import Compiler
from heyan.engine.expression_syntax import ExpressionError, Source, parse
from heyan.engine.expression_values import Evaluate, Scope, Unknown
from heyan.engine.lexicon import Lexicons
from heyan.engine.limits import EXHAUSTED, Exhausted, Meter
from heyan.engine.submission import Target
from heyan.model.dataclass import dataclass

__all__ = ["Expression", "ExpressionError", "Result", "compile_expression"]


@dataclass(frozen=True, slots=True)
class Result:
    """How an expression ended: `value` is None where it is unknown, and `reason` then says why in Chinese.

    `missing` names the empty fields that stood in the way. `steps` are set when a trace was asked for, such as
    "得分 6 ≤ 分值 3：否".
    """

    value: bool | None
    missing: tuple[str, ...] = ()
    reason: str | None = None
    steps: tuple[str, ...] = ()


# What nearly all evaluations end with.
_TRUE, _FALSE = Result(True), Result(False)


@dataclass(frozen=True, slots=True)
class Closures:
    """What an expression is compiled to, the paths that it reads from the target, and whether it `relates` numbers."""

    paths: tuple[Path, ...]
    run: Evaluate
    relates: bool


class Expression:
    """An expression that is known to compile. Out of the cache, where it was checked before, it does so at its
    first use: of a pack's expressions most papers need some."""

    __slots__ = ("_closures", "item", "lexicons", "text")

    def __init__(self, text: str, item: type, lexicons: Lexicons, closures: Closures | None = None) -> None:
        """`item` is the class of the items that the expression is about; `closures` are made where none are given."""
        self.text, self.item, self.lexicons, self._closures = text, item, lexicons, closures

    def __reduce__(self) -> tuple[type[Expression], tuple[str, type, Lexicons]]:
        return Expression, (self.text, self.item, self.lexicons)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths that it reads from the target, in the order written."""
        return self._ready().paths

    @property
    def relates(self) -> bool:
        """Whether it holds a number of the paper against another one; a fixed limit or a text constrains none."""
        return self._ready().relates

    def _ready(self) -> Closures:
        if self._closures is None:
            self._closures = _compiled(self.text, self.item, self.lexicons)
        return self._closures

    def evaluate(self, target: Target, *, trace: bool = False, meter: Meter | None = None) -> Result:
        """Work the expression out for one target; where `meter` runs out the result is unknown."""
        steps: list[str] | None = [] if trace else None
        scope = Scope(target.item, target.form, target.report, {}, steps, meter or Meter())
        try:
            value = (self._closures or self._ready()).run(scope)
        except Exhausted:
            value = Unknown(causes=(EXHAUSTED,))
        if steps is None and isinstance(value, bool):
            return _TRUE if value else _FALSE
        shown = tuple(dict.fromkeys(steps)) if steps else ()
        if isinstance(value, Unknown):
            return Result(None, value.missing, value.reason, shown)
        return Result(value is True, steps=shown)


def compile_expression(text: str, item: type, lexicons: Lexicons) -> Expression:
    """Compile a condition on items of the class `item`. Raises ExpressionError with column and hint."""
    return Expression(text, item, lexicons, _compiled(text, item, lexicons))


def _compiled(text: str, item: type, lexicons: Lexicons) -> Closures:
    source = Source(text)
    tree = parse(source)
    compiler = Compiler(source, item, lexicons)
    try:
        node = compiler.flag(tree)
    except RecursionError:
        raise ExpressionError("表达式嵌套太深", hint="拆成几条规则") from None
    return Closures(tuple(dict.fromkeys(compiler.paths)), node.evaluate, compiler.relates)
