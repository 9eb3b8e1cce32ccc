"""From a checked syntax tree to closures: names bound to the model, kinds checked, three-valued logic."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import cast

from heyan.engine import expression_functions as functions
from heyan.engine.binding import FLAG, NUMBER, TEXT, BindingError, Path, Shape, bind, bind_from
from heyan.engine.expression_calls import WORDS, compile_call
from heyan.engine.expression_node import NUMERIC, Node, constant, literal, path_node, step
from heyan.engine.expression_syntax import Source
from heyan.engine.expression_values import (
    Evaluate,
    Operator,
    Scope,
    Unknown,
    combine,
    comparing,
    negate,
    number,
    shown,
    uniting,
)
from heyan.engine.lexicon import Lexicons
from heyan.model.quantity import Measure

MAX_LOOPS = 2
_OPERATORS: Mapping[type[ast.cmpop], tuple[Operator, str]] = MappingProxyType(
    {
        ast.Eq: ("==", "="),
        ast.NotEq: ("!=", "≠"),
        ast.Lt: ("<", "<"),
        ast.LtE: ("<=", "≤"),
        ast.Gt: (">", ">"),
        ast.GtE: (">=", "≥"),
    }
)


class Compiler:
    """Compiles one expression for items of one class; collects the paths that it reads from the target.

    `relates` tells whether it holds a number of the paper against another one, rather than against a fixed limit.
    """

    def __init__(self, source: Source, item: type, lexicons: Lexicons) -> None:
        self.source, self.item, self.lexicons = source, item, lexicons
        self.paths: list[Path] = []
        self.relates = False
        self._loops: dict[str, type] = {}

    def node(self, node: ast.expr) -> Node:
        """Compile any part."""
        match node:
            case ast.BoolOp():
                return self._boolean(node)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                flag = self.flag(operand)
                return Node(FLAG, lambda s: negate(flag.evaluate(s)), lambda s: f"不（{flag.show(s)}）")
            case ast.UnaryOp(operand=operand):
                return _minus(self.number(operand))
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.Compare():
                return self._comparison(node)
            case ast.Constant(value=str() | bool() as value):
                return literal(value)
            case ast.Constant():
                return literal(Decimal(self.source.literal(node)))
            case ast.Tuple() | ast.List():
                return self._list(node)
            case ast.Call():
                return compile_call(self, node)
            case ast.Name() | ast.Attribute():
                return self._bound(node, _dotted(node))
            case _:
                raise self.source.error("这种写法不能用在这里", node, "循环只能写在 sum、count、any、all 里")

    def flag(self, node: ast.expr) -> Node:
        """Compile a part that must be true or false."""
        compiled = self.node(node)
        if compiled.shape.kind != "flag":
            raise self.source.error(
                f"这里要的是判断，不是{compiled.kind_name}", node, "写成比较，或用 has(…)"
            )
        return compiled

    def number(self, node: ast.expr) -> Node:
        """Compile a part that must be a number."""
        compiled = self.node(node)
        if compiled.shape.kind not in NUMERIC:
            raise self.source.error(f"这里要的是数，不是{compiled.kind_name}", node, compiled.hint)
        return compiled

    def text(self, node: ast.expr) -> Node:
        """Compile a part that must have text: a text, a whole cell, or the printed form of a sourced value."""
        compiled = self.node(node)
        if compiled.shape.kind == "text":
            return compiled
        if compiled.shape.kind == "measure":
            return Node(TEXT, _measure_text(compiled.evaluate), compiled.show, True, compiled.path)
        if compiled.path is not None and compiled.shape.sourced:
            return self._bound(node, f"{_dotted(node)}.raw")
        raise self.source.error(f"这里要的是文字，不是{compiled.kind_name}", node, compiled.hint)

    def within(self, variable: ast.Name, record: type, parts: Callable[[], list[Node]]) -> list[Node]:
        """Compile the parts of a loop, in which `variable` stands for an item of the class `record`."""
        name = variable.id
        if name in self._loops or len(self._loops) >= MAX_LOOPS or self._taken(name):
            raise self.source.error(f"循环变量“{name}”不能用", variable, "换个名字；循环最多套两层")
        self._loops[name] = record
        compiled = parts()
        del self._loops[name]
        return compiled

    def _taken(self, name: str) -> bool:
        if _is_function(name):
            return True
        try:
            bind(name, self.item)
        except BindingError:
            return False
        return True

    def _bound(self, node: ast.expr, dotted: str | None) -> Node:
        if dotted is None:
            raise self.source.error("只能在字段名后面取下级字段", node, "如 target.quantity")
        first, *rest = dotted.split(".")
        try:
            if first in self._loops:
                return path_node(bind_from(first, self._loops[first], rest, dotted))
            path = bind(dotted, self.item)
        except BindingError as error:
            hint = f"“{first}”是函数，后面要有括号" if _is_function(first) else error.hint
            raise self.source.error(error.message, node, hint) from None
        self.paths.append(path)
        return path_node(path)

    def _list(self, node: ast.Tuple | ast.List) -> Node:
        parts = [self.node(element) for element in node.elts]
        values = tuple(value for part in parts for value in part.constant or ())
        kinds = {type(value) for value in values}
        if any(part.constant is None for part in parts) or kinds not in ({str}, {Decimal}):
            raise self.source.error("列表里要么全是文字，要么全是数，并且直接写出", node)
        text = "、".join(shown(value) for value in values[:6])
        return constant(WORDS if kinds == {str} else Shape("list", element=NUMBER), values, text, values)

    def _boolean(self, node: ast.BoolOp) -> Node:
        parts = [self.flag(value) for value in node.values]
        evaluators = [part.evaluate for part in parts]
        decisive, word = (False, " 且 ") if isinstance(node.op, ast.And) else (True, " 或 ")
        return Node(
            FLAG,
            uniting(evaluators, decisive=decisive),
            lambda s: word.join(part.show(s) for part in parts),
        )

    def _arithmetic(self, node: ast.BinOp) -> Node:
        left, right = self.number(node.left), self.number(node.right)
        operate, sign = _ARITHMETIC[type(node.op)]
        # Brackets where reading from left to right would mislead.
        loose = isinstance(node.op, ast.Mult | ast.Div)

        def side(part: Node, below: ast.expr, scope: Scope, always: bool) -> str:
            grouped = isinstance(below, ast.BinOp) and (
                always or (loose and isinstance(below.op, ast.Add | ast.Sub))
            )
            return f"（{part.show(scope)}）" if grouped else part.show(scope)

        def show(scope: Scope) -> str:
            return f"{side(left, node.left, scope, False)} {sign} {side(right, node.right, scope, True)}"

        return Node(NUMBER, lambda s: combine(left.evaluate(s), right.evaluate(s), operate), show)

    def _comparison(self, node: ast.Compare) -> Node:
        sides = [node.left, *node.comparators]
        compiled = [self.node(side) for side in sides]
        parts = [
            self._pair(op, compiled[index], compiled[index + 1], sides[index + 1])
            for index, op in enumerate(node.ops)
        ]
        if compiled[0].comparable == "number" and not any(
            isinstance(op, ast.In | ast.NotIn) for op in node.ops
        ):
            self.relates |= sum(_tells_value(side) for side in sides) > 1
        if len(parts) == 1:
            return parts[0]
        return Node(
            FLAG,
            uniting([part.evaluate for part in parts], decisive=False),
            lambda s: " 且 ".join(part.show(s) for part in parts),
        )

    def _pair(self, op: ast.cmpop, left: Node, right: Node, at: ast.expr) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            return self._membership(left, right, at, isinstance(op, ast.NotIn))
        operator, sign = _OPERATORS[type(op)]
        kind = left.comparable
        if not kind or kind != right.comparable or (kind != "number" and operator not in ("==", "!=")):
            raise self.source.error(
                f"{left.kind_name}和{right.kind_name}不能这样比较", at, left.hint or right.hint
            )
        self._check_choice(left, right, at)
        self._check_choice(right, left, at)
        compare, first, second = comparing(operator), left.evaluate, right.evaluate
        return step(
            lambda s: compare(first(s), second(s)),
            lambda s: f"{left.with_result(s)} {sign} {right.with_result(s)}",
        )

    def _membership(self, left: Node, right: Node, at: ast.expr, negated: bool) -> Node:
        element = right.shape.element
        if right.shape.kind != "list" or element is None or element.kind not in ("text", "number"):
            hint = '找文字用 contains(字段, "文字")' if right.shape.kind == "text" else None
            raise self.source.error("in 右边要是文字或数的列表", at, hint)
        if left.comparable != element.kind:
            raise self.source.error(f"{left.kind_name}不会在这个列表里", at, left.hint)
        self._check_choice(left, right, at)
        numeric = element.kind == "number"
        written = frozenset(right.constant) if right.constant is not None else None

        def evaluate(scope: Scope) -> object:
            value, choices = left.evaluate(scope), right.evaluate(scope)
            value = number(value) if numeric else value
            if isinstance(value, Unknown):
                return value | choices if isinstance(choices, Unknown) else value
            if isinstance(choices, Unknown):
                return choices
            listed = written if written is not None else cast("tuple[object, ...]", choices)
            return (value in listed) is not negated

        word = "不属于" if negated else "属于"
        return step(evaluate, lambda s: f"{left.show(s)} {word} {right.show(s)}")

    def _check_choice(self, side: Node, other: Node, at: ast.expr) -> None:
        """A text that the model takes from a closed list is compared with one of that list, or it is a typo."""
        if not side.shape.options or other.constant is None:
            return
        for value in other.constant:
            if value not in side.shape.options:
                near = difflib.get_close_matches(str(value), side.shape.options, n=1)
                hint = f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(side.shape.options)}"
                raise self.source.error(f"不会有“{value}”这个值", at, hint)


def _tells_value(node: ast.expr) -> bool:
    """Whether a side of a comparison rests on the value of a number in the paper, not on how many things there are."""
    match node:
        case ast.Name() | ast.Attribute():
            return True
        case ast.UnaryOp(operand=operand):
            return _tells_value(operand)
        case ast.BinOp(left=left, right=right):
            return _tells_value(left) or _tells_value(right)
        case ast.Call(func=ast.Name(id=name), args=arguments) if name not in ("count", "length"):
            return any(_tells_value(argument) for argument in arguments)
        case ast.GeneratorExp(elt=element):
            return _tells_value(element)
        case _:
            return False


def _divided(first: Decimal, second: Decimal) -> Decimal:
    if not second:
        raise ZeroDivisionError
    return first / second


_ARITHMETIC: Mapping[type[ast.operator], tuple[Callable[[Decimal, Decimal], Decimal], str]] = (
    MappingProxyType(
        {
            ast.Add: (lambda a, b: a + b, "+"),
            ast.Sub: (lambda a, b: a - b, "-"),
            ast.Mult: (lambda a, b: a * b, "×"),
            ast.Div: (_divided, "÷"),
        }
    )
)


def _minus(operand: Node) -> Node:
    zero = Decimal(0)
    return Node(
        NUMBER,
        lambda s: combine(zero, operand.evaluate(s), lambda a, b: a - b),
        lambda s: f"-{operand.show(s)}",
        operand.leaf,
    )


def _measure_text(evaluate: Evaluate) -> Evaluate:
    def text(scope: Scope) -> object:
        value = evaluate(scope)
        return value.text if isinstance(value, Measure) else value

    return text


def _is_function(name: str) -> bool:
    return name in functions.FUNCTIONS or name in functions.SPECIAL


def _dotted(node: ast.expr) -> str | None:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)]) if isinstance(node, ast.Name) else None
