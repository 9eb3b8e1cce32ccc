"""sum, count, any, all, min and max over the items of a list."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import cast

from heyan.engine.binding import NUMBER, fields_of
from heyan.engine.expression_functions import numbers
from heyan.engine.expression_node import Builder, Node, fixed, step
from heyan.engine.expression_values import Evaluate, Scope, Unknown, all_of, any_of, uniting

_LABELS = MappingProxyType(
    {"sum": "合计", "count": "个数", "any": "有一个", "all": "每一个", "min": "最小值", "max": "最大值"}
)
# What settles the loop, whatever follows.
_DECISIVE = MappingProxyType({"any": True, "all": False})
_SHARED = frozenset({"form", "report"})
Values = Callable[[Scope, tuple[object, ...]], list[object]]


def compile_loop(builder: Builder, name: str, node: ast.Call) -> Node:
    """Compile `name(x.field for x in items if condition)`, or `count(items)`."""
    argument = node.args[0]
    if not isinstance(argument, ast.GeneratorExp):
        listed = builder.node(argument)
        if name != "count" or listed.shape.kind != "list":
            raise builder.source.error(f"{name} 要一个循环", node, f"如 {name}(x.score for x in indicators)")
        return Node(NUMBER, _counting(listed.evaluate), lambda s: f"{listed.show(s)}的个数")
    loop = argument.generators[0]
    if len(argument.generators) > 1 or loop.is_async or not isinstance(loop.target, ast.Name):
        raise builder.source.error("循环只能有一个 for，变量只能是一个名字", argument)
    items, element = builder.node(loop.iter), None
    if items.shape.kind == "list" and items.shape.element is not None:
        element = items.shape.element.record
    if element is None:
        raise builder.source.error("for … in 后面要是一组记录", loop.iter, "如 form.indicators")
    body_of = {"any": builder.flag, "all": builder.flag, "count": builder.node}.get(name, builder.number)
    # The body stands last: what the conditions name is bound in the same scope.
    *conditions, body = builder.within(
        loop.target, element, lambda: [*map(builder.flag, loop.ifs), body_of(argument.elt)]
    )
    # A round costs as many steps as it has parts.
    cost = sum(1 for _ in ast.walk(argument))
    values = _values(
        loop.target.id,
        [condition.evaluate for condition in conditions],
        body.evaluate,
        cost,
        _DECISIVE.get(name),
    )
    return _loop_node(name, items, body, values, alike=_alike_for_all(argument, builder.item))


def _alike_for_all(loop: ast.GeneratorExp, item: type) -> bool:
    """Whether a loop reads nothing of the item, so that it comes to the same for all items of a form: worked out for each
    row anew, `any(has(i.reason) for i in form.indicators)` would take the square of the rows."""
    parts = list(ast.walk(loop))
    calls = [part for part in parts if isinstance(part, ast.Call)]
    if any(not call.args for call in calls):  # met(), attainment(), polarity() are about the item
        return False
    loops = [part.target for part in parts if isinstance(part, ast.comprehension)]
    own = {name.id for name in (*loops, *(call.func for call in calls)) if isinstance(name, ast.Name)}
    read = {part.id for part in parts if isinstance(part, ast.Name)} - own
    return read <= _SHARED and not read & fields_of(item).keys()


def _loop_node(name: str, items: Node, body: Node, values: Values, *, alike: bool) -> Node:
    def work_out(scope: Scope) -> object:
        listed = items.evaluate(scope)
        if isinstance(listed, Unknown):
            return listed
        return _folded(name, values(scope, cast("tuple[object, ...]", listed)))

    evaluate = _remembered(work_out) if alike else work_out
    of = body.path.label if body.path else items.path.label if items.path else "…"
    show = fixed(f"{of}{_LABELS[name]}")
    return step(evaluate, show) if name in ("any", "all") else Node(NUMBER, evaluate, show)


def _remembered(evaluate: Evaluate) -> Evaluate:
    def recalled(scope: Scope) -> object:
        known, key = scope.meter.known, (evaluate, id(scope.form), id(scope.report))
        if key not in known:
            # With the form and the report, so that no other takes over their identities.
            known[key] = evaluate(scope), scope.form, scope.report
        return known[key][0]

    return recalled


def _values(
    variable: str, conditions: list[Evaluate], body: Evaluate, cost: int, decisive: bool | None
) -> Values:
    """`cost` is how many steps one round takes; a body that comes to `decisive` ends the loop."""

    all_hold = uniting(conditions, decisive=False)

    def values(scope: Scope, listed: tuple[object, ...]) -> list[object]:
        found: list[object] = []
        # Steps of each round would bury the one that tells the result.
        steps, scope.steps = scope.steps, None
        for element in listed:
            scope.meter.charge(cost)
            scope.variables[variable] = element
            chosen = all_hold(scope)
            if chosen is True:
                value = body(scope)
                found.append(value)
                if value is decisive:
                    break
            elif isinstance(chosen, Unknown):
                found.append(chosen)
        scope.steps = steps
        return found

    return values


def _folded(name: str, values: list[object]) -> object:
    if name == "any":
        return any_of(values)
    if name == "all":
        return all_of(values)
    if name == "count":
        blocked = [value for value in values if isinstance(value, Unknown)]
        return blocked[0] if blocked else Decimal(sum(1 for value in values if value is not False))
    amounts = numbers(tuple(values))
    if isinstance(amounts, Unknown):
        return amounts
    if name == "sum":
        return sum(amounts, Decimal(0))
    if not amounts:
        return Unknown(causes=("没有可比的数",))
    return min(amounts) if name == "min" else max(amounts)


def _counting(evaluate: Evaluate) -> Evaluate:
    def count(scope: Scope) -> object:
        value = evaluate(scope)
        return Decimal(len(value)) if isinstance(value, tuple) else value

    return count
