"""From a checked syntax tree to closures: names bound to the model, kinds checked, three-valued logic."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from heyan.engine import expression_functions as functions
from heyan.engine.binding import FLAG, NUMBER, TEXT, BindingError, Missing, Path, Shape, bind, bind_from
from heyan.engine.expression_syntax import ExpressionError, Source
from heyan.engine.expression_values import (
    Evaluate,
    Operator,
    Scope,
    Unknown,
    all_of,
    any_of,
    combine,
    compare,
    known,
    negate,
    number,
    plain,
    shown,
    verdict_word,
)
from heyan.engine.lexicon import Lexicons
from heyan.engine.patterns import Pattern, PatternError
from heyan.model.quantity import Measure

NUMERIC = frozenset({"number", "quantity", "points"})
MAX_LOOPS = 2
_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_SIGNS: dict[Operator, str] = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_NAMES = {
    "number": "数",
    "quantity": "数",
    "points": "数",
    "text": "文字",
    "flag": "是否",
    "measure": "整格内容",
    "date": "日期",
    "record": "一组字段",
    "list": "一组值",
}
_CONSTANT = Shape("list", element=TEXT)


@dataclass(frozen=True, slots=True)
class Node:
    """A compiled part: its shape, how to work it out, and how a step shows it. `leaf` needs no "= result"."""

    shape: Shape
    evaluate: Evaluate
    show: Callable[[Scope], str]
    leaf: bool = False
    path: Path | None = None
    constant: tuple[object, ...] | None = None


class Compiler:
    """Compiles one expression for items of one class; collects the paths that it reads from the target."""

    def __init__(self, source: Source, item: type, lexicons: Lexicons) -> None:
        self.source, self.item, self.lexicons = source, item, lexicons
        self.paths: list[Path] = []
        self._loops: dict[str, type] = {}

    def flag(self, node: ast.expr) -> Node:
        """Compile a part that must be true or false."""
        compiled = self.node(node)
        if compiled.shape.kind != "flag":
            raise self.source.error(
                f"这里要的是判断，不是{_NAMES[compiled.shape.kind]}", node, "写成比较，或用 has(…)"
            )
        return compiled

    def node(self, node: ast.expr) -> Node:
        """Compile any part."""
        match node:
            case ast.BoolOp():
                return self._boolean(node)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.flag(operand)
                return Node(FLAG, lambda s: negate(inner.evaluate(s)), lambda s: f"不（{inner.show(s)}）")
            case ast.UnaryOp(operand=operand):
                number_node = self.number(operand)
                return Node(
                    NUMBER,
                    lambda s: combine(Decimal(0), number_node.evaluate(s), lambda a, b: a - b),
                    lambda s: f"-{number_node.show(s)}",
                    number_node.leaf,
                )
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.Compare():
                return self._comparison(node)
            case ast.Constant():
                return self._constant(node)
            case ast.Tuple() | ast.List():
                return self._list(node)
            case ast.Call():
                return self._call(node)
            case ast.Name() | ast.Attribute():
                return self._path(node)
            case _:
                raise self.source.error("这种写法不能用在这里", node, "循环只能写在 sum、count、any、all 里")

    def number(self, node: ast.expr) -> Node:
        """Compile a part that must be a number."""
        compiled = self.node(node)
        if compiled.shape.kind not in NUMERIC:
            raise self.source.error(
                f"这里要的是数，不是{_NAMES[compiled.shape.kind]}", node, _numeric_hint(compiled)
            )
        return compiled

    def text(self, node: ast.expr) -> Node:
        """Compile a part that must have text: a text, a whole cell, or the printed form of a sourced value."""
        compiled = self.node(node)
        if compiled.shape.kind == "text":
            return compiled
        if compiled.shape.kind == "measure":
            return Node(
                TEXT, lambda s: _measure_text(compiled.evaluate(s)), compiled.show, True, compiled.path
            )
        if compiled.path is not None and compiled.shape.sourced:
            return self._bound(node, f"{_dotted(node)}.raw")
        raise self.source.error(f"这里要的是文字，不是{_NAMES[compiled.shape.kind]}", node)

    # names and constants

    def _path(self, node: ast.Name | ast.Attribute) -> Node:
        return self._bound(node, _dotted(node))

    def _bound(self, node: ast.expr, dotted: str | None) -> Node:
        if dotted is None:
            raise self.source.error("只能在字段名后面取下级字段", node, "如 target.quantity")
        names = dotted.split(".")
        try:
            if names[0] in self._loops:
                path = bind_from(names[0], self._loops[names[0]], names[1:], dotted)
            else:
                path = bind(dotted, self.item)
        except BindingError as error:
            hint = error.hint
            if names[0] in functions.FUNCTIONS or names[0] in functions.SPECIAL:
                hint = f"“{names[0]}”是函数，后面要有括号"
            raise self.source.error(error.message, node, hint) from None
        if path.root in ("item", "form", "report"):
            self.paths.append(path)
        return _path_node(path)

    def _constant(self, node: ast.Constant) -> Node:
        if isinstance(node.value, bool):
            flag = node.value
            return Node(FLAG, lambda s: flag, lambda s: shown(flag), True, constant=(flag,))
        if isinstance(node.value, str):
            text = node.value
            return Node(TEXT, lambda s: text, lambda s: shown(text), True, constant=(text,))
        amount = Decimal(self.source.literal(node))
        return Node(NUMBER, lambda s: amount, lambda s: format(amount, "f"), True, constant=(amount,))

    def _list(self, node: ast.Tuple | ast.List) -> Node:
        values: list[object] = []
        kinds: set[str] = set()
        for element in node.elts:
            compiled = self.node(element)
            if compiled.constant is None:
                raise self.source.error("列表里只能是文字或数", element)
            values.extend(compiled.constant)
            kinds.add("text" if compiled.shape.kind == "list" else compiled.shape.kind)
        if len(kinds) != 1:
            raise self.source.error("列表要有内容，并且全是文字或全是数", node)
        kind = kinds.pop()
        constant = tuple(values)
        shape = Shape("list", element=NUMBER if kind == "number" else TEXT)
        text = "、".join(shown(value) for value in constant[:6])
        return Node(shape, lambda s: constant, lambda s: text, True, constant=constant)

    # operators

    def _boolean(self, node: ast.BoolOp) -> Node:
        parts = [self.flag(value) for value in node.values]
        evaluators = [part.evaluate for part in parts]
        unite = all_of if isinstance(node.op, ast.And) else any_of
        word = " 且 " if isinstance(node.op, ast.And) else " 或 "
        return Node(
            FLAG,
            lambda s: unite(evaluate(s) for evaluate in evaluators),
            lambda s: word.join(part.show(s) for part in parts),
        )

    def _arithmetic(self, node: ast.BinOp) -> Node:
        left, right = self.number(node.left), self.number(node.right)
        operate, sign = _ARITHMETIC[type(node.op)]

        def show(scope: Scope) -> str:
            sides = [_grouped(side, below, scope) for side, below in ((left, node.left), (right, node.right))]
            return f"{sides[0]} {sign} {sides[1]}"

        return Node(NUMBER, lambda s: combine(left.evaluate(s), right.evaluate(s), operate), show)

    def _comparison(self, node: ast.Compare) -> Node:
        sides = [node.left, *node.comparators]
        compiled = [self.node(side) for side in sides]
        parts = [
            self._pair(op, compiled[index], compiled[index + 1], sides[index + 1])
            for index, op in enumerate(node.ops)
        ]
        if len(parts) == 1:
            return parts[0]
        return Node(
            FLAG,
            lambda s: all_of(part.evaluate(s) for part in parts),
            lambda s: " 且 ".join(part.show(s) for part in parts),
        )

    def _pair(self, op: ast.cmpop, left: Node, right: Node, at: ast.expr) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            return self._membership(left, right, at, isinstance(op, ast.NotIn))
        operator = _OPERATORS[type(op)]
        first, second = _comparable(left), _comparable(right)
        if not first or first != second or (first != "number" and operator not in ("==", "!=")):
            raise self.source.error(
                f"{_NAMES[left.shape.kind]}和{_NAMES[right.shape.kind]}不能这样比较",
                at,
                _numeric_hint(left) or _numeric_hint(right),
            )
        self._check_choice(left, right, at)
        self._check_choice(right, left, at)

        def show(scope: Scope) -> str:
            return f"{_with_result(left, scope)} {_SIGNS[operator]} {_with_result(right, scope)}"

        return step(lambda s: compare(operator, left.evaluate(s), right.evaluate(s)), show)

    def _membership(self, left: Node, right: Node, at: ast.expr, negated: bool) -> Node:
        if right.shape.kind == "text":
            raise self.source.error("in 右边要是列表", at, "找文字用 contains(字段, “文字”)")
        element = right.shape.element
        if right.shape.kind != "list" or element is None or element.kind not in ("text", "number"):
            raise self.source.error("in 右边要是文字或数的列表", at)
        if _comparable(left) != element.kind:
            raise self.source.error(f"{_NAMES[left.shape.kind]}不会在这个列表里", at, _numeric_hint(left))
        self._check_choice(left, right, at)
        convert = number if element.kind == "number" else known

        def evaluate(scope: Scope) -> object:
            value, choices = convert(left.evaluate(scope)), right.evaluate(scope)
            if isinstance(value, Unknown):
                return value | choices if isinstance(choices, Unknown) else value
            if isinstance(choices, Unknown):
                return choices
            found = value in cast("tuple[object, ...]", choices)
            return found is not negated

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

    # calls

    def _call(self, node: ast.Call) -> Node:
        if not isinstance(node.func, ast.Name):
            raise self.source.error("不支持这种调用", node, "只能调用列出的函数，如 contains(name, …)")
        if node.keywords:
            raise self.source.error("函数的参数不写名字", node, "按顺序写")
        name, arguments = node.func.id, node.args
        known_names = [*functions.FUNCTIONS, *functions.SPECIAL]
        if name not in known_names:
            near = difflib.get_close_matches(name, known_names, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(sorted(known_names))}"
            raise self.source.error(f"没有函数“{name}”", node, hint)
        if name in functions.LOOPS and len(arguments) == 1:
            return self._loop(name, node, arguments[0])
        match name:
            case "has":
                return self._has(node)
            case "matches":
                return self._matches(node)
            case "lexicon":
                return self._lexicon(node)
            case _ if name in functions.FUNCTIONS:
                return self._function(functions.FUNCTIONS[name], node)
            case _:
                raise self.source.error(f"{name} 只要一个参数", node, f"如 {name}(… for x in indicators)")

    def _function(self, function: functions.Function, node: ast.Call) -> Node:
        most = 8 if function.repeated else len(function.parameters)
        if not function.needed <= len(node.args) <= most:
            raise self.source.error(f"{function.label}的参数个数不对", node)
        last = len(function.parameters) - 1
        arguments = [
            self._argument(function.parameters[min(index, last)], argument)
            for index, argument in enumerate(node.args)
        ]
        evaluators = [argument.evaluate for argument in arguments]
        numeric = function.parameters[0] == "number" and function.parameters[-1] == "number"
        call = function.call

        def evaluate(scope: Scope) -> object:
            values: tuple[object, ...] = tuple(known(inner(scope)) for inner in evaluators)
            if numeric:
                amounts = functions.numbers(values)
                return amounts if isinstance(amounts, Unknown) else call(*amounts)
            unknown: Unknown | None = None
            for value in values:
                if isinstance(value, Unknown):
                    unknown = unknown | value if unknown else value
            return unknown if unknown is not None else call(*values)

        def show(scope: Scope) -> str:
            return f"{function.label}（{'，'.join(argument.show(scope) for argument in arguments)}）"

        return (
            step(evaluate, show) if function.result.kind == "flag" else Node(function.result, evaluate, show)
        )

    def _argument(self, parameter: functions.Parameter, node: ast.expr) -> Node:
        match parameter:
            case "number":
                inner = self.number(node)
                return Node(NUMBER, lambda s: number(inner.evaluate(s)), inner.show, inner.leaf, inner.path)
            case "text":
                return self.text(node)
            case "words":
                compiled = self.node(node)
                words = compiled.constant
                if not words or not all(isinstance(word, str) and word for word in words):
                    raise self.source.error("这里要写出文字，或用 lexicon(…)", node)
                return Node(_CONSTANT, lambda s: words, compiled.show, True, constant=words)
            case "digits":
                if isinstance(node, ast.Constant) and isinstance(node.value, int):
                    digits = node.value
                    if digits <= functions.MAX_DIGITS:
                        return Node(NUMBER, lambda s: digits, lambda s: f"{digits}位小数", True)
                raise self.source.error(f"小数位数要写成 0 到 {functions.MAX_DIGITS} 的整数", node)

    def _has(self, node: ast.Call) -> Node:
        inner = self.node(node.args[0]) if len(node.args) == 1 else None
        path = inner.path if inner else None
        if inner is None or path is None:
            raise self.source.error("has 要一个字段", node, "如 has(score)")
        follow = inner.evaluate
        return step(lambda s: not isinstance(follow(s), Unknown), lambda s: f"填有{path.label}")

    def _matches(self, node: ast.Call) -> Node:
        if len(node.args) != 2:
            raise self.source.error("matches 要两个参数", node, '如 matches(name, r"第\\d+期")')
        text, written = self.text(node.args[0]), node.args[1]
        if not isinstance(written, ast.Constant) or not isinstance(written.value, str):
            raise self.source.error("正则表达式要直接写出", written)
        try:
            pattern = Pattern(written.value)
        except PatternError as error:
            raise self.source.error(str(error), written) from None

        def evaluate(scope: Scope) -> object:
            value = text.evaluate(scope)
            return pattern.found_in(value) if isinstance(value, str) else value

        return step(evaluate, lambda s: f"{text.show(s)} 符合样式")

    def _lexicon(self, node: ast.Call) -> Node:
        written = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
        names = [name for name in written if isinstance(name, str)]
        if not 1 <= len(names) <= 2 or len(names) != len(written):
            raise self.source.error("lexicon 要词表的名字", node, '如 lexicon("polarity", "higher")')
        lexicon = self.lexicons.get(names[0])
        if lexicon is None:
            raise self.source.error(f"没有词表“{names[0]}”", node, _nearest(names[0], list(self.lexicons)))
        if len(names) == 1:
            words = lexicon.words
        elif names[1] in lexicon.groups:
            words = lexicon.groups[names[1]]
        else:
            raise self.source.error(
                f"词表“{names[0]}”里没有“{names[1]}”", node, _nearest(names[1], list(lexicon.groups))
            )
        label = f"词表{'·'.join(names)}"
        return Node(_CONSTANT, lambda s: words, lambda s: label, True, constant=words)

    def _loop(self, name: str, node: ast.Call, argument: ast.expr) -> Node:
        if not isinstance(argument, ast.GeneratorExp):
            listed = self.node(argument)
            if name != "count" or listed.shape.kind != "list":
                raise self.source.error(f"{name} 要一个循环", node, f"如 {name}(x.score for x in indicators)")
            return Node(NUMBER, lambda s: _counted(listed.evaluate(s)), lambda s: f"{listed.show(s)}的个数")
        loop = argument.generators[0]
        if len(argument.generators) > 1 or loop.is_async or not isinstance(loop.target, ast.Name):
            raise self.source.error("循环只能有一个 for，变量只能是一个名字", argument)
        items, variable = self.node(loop.iter), loop.target.id
        element = items.shape.element
        if items.shape.kind != "list" or element is None or element.record is None or items.constant:
            raise self.source.error("for … in 后面要是一组记录", loop.iter, "如 form.indicators")
        if variable in self._loops or len(self._loops) >= MAX_LOOPS or self._taken(variable):
            raise self.source.error(f"循环变量“{variable}”不能用", loop.target, "换个名字；循环最多套两层")
        self._loops[variable] = element.record
        conditions = [self.flag(condition).evaluate for condition in loop.ifs]
        if name in ("any", "all") or (name == "count" and not conditions):
            body = self.node(argument.elt) if name == "count" else self.flag(argument.elt)
        else:
            body = self.node(argument.elt) if name == "count" else self.number(argument.elt)
        del self._loops[variable]
        return loop_node(name, variable, items, conditions, body)

    def _taken(self, name: str) -> bool:
        if name in functions.FUNCTIONS or name in functions.SPECIAL:
            return True
        try:
            bind(name, self.item)
        except BindingError:
            return False
        return True


def loop_node(name: str, variable: str, items: Node, conditions: list[Evaluate], body: Node) -> Node:
    """sum, count, any, all, min or max of `body` over the items that meet all conditions."""

    def values(scope: Scope, listed: tuple[object, ...]) -> list[object]:
        found: list[object] = []
        steps, scope.steps = scope.steps, None
        for element in listed:
            scope.budget -= 1
            if scope.budget < 0:
                found.append(Unknown(causes=("条目过多",)))
                break
            scope.variables[variable] = element
            chosen = all_of(condition(scope) for condition in conditions)
            if chosen is True:
                found.append(body.evaluate(scope))
            elif isinstance(chosen, Unknown):
                found.append(chosen)
        scope.steps = steps
        return found

    def evaluate(scope: Scope) -> object:
        listed = items.evaluate(scope)
        if isinstance(listed, Unknown):
            return listed
        return _folded(name, values(scope, cast("tuple[object, ...]", listed)))

    label = {
        "sum": "合计",
        "count": "个数",
        "any": "有一个",
        "all": "每一个",
        "min": "最小值",
        "max": "最大值",
    }[name]
    of = body.path.label if body.path else items.path.label if items.path else "…"

    def show(scope: Scope) -> str:
        return f"{of}{label}"

    return step(evaluate, show) if name in ("any", "all") else Node(NUMBER, evaluate, show)


def _folded(name: str, values: list[object]) -> object:
    if name == "any":
        return any_of(values)
    if name == "all":
        return all_of(values)
    if name == "count":
        blocked = [value for value in values if isinstance(value, Unknown)]
        return blocked[0] if blocked else Decimal(sum(1 for value in values if value is not False))
    amounts = functions.numbers(tuple(values))
    if isinstance(amounts, Unknown):
        return amounts
    if name == "sum":
        return sum(amounts, Decimal(0))
    if not amounts:
        return Unknown(causes=("没有可比的数",))
    return min(amounts) if name == "min" else max(amounts)


def _counted(value: object) -> object:
    return Decimal(len(value)) if isinstance(value, tuple) else value


def step(evaluate: Evaluate, show: Callable[[Scope], str]) -> Node:
    """A judgement that the trace records as a step of its own."""

    def traced(scope: Scope) -> object:
        result = evaluate(scope)
        if scope.steps is not None:
            scope.steps.append(f"{show(scope)}：{verdict_word(result)}")
        return result

    return Node(FLAG, traced, show)


def _path_node(path: Path) -> Node:
    follow, root = path.follow, path.root
    points = path.shape.kind == "points"

    def start(scope: Scope) -> object:
        if root == "item":
            return scope.item
        if root in ("form", "report"):
            return scope.form if root == "form" else scope.report
        return scope.variables.get(root)

    def evaluate(scope: Scope) -> object:
        value = follow(start(scope))
        if isinstance(value, Missing):
            return Unknown(missing=(value.label,))
        # 6分 and 6 are the same points, whatever unit is printed.
        return number(value) if points else value

    def show(scope: Scope) -> str:
        return f"{path.label} {shown(evaluate(scope))}"

    if path.shape.kind == "flag":
        flag = step(evaluate, lambda s: path.label)
        return Node(FLAG, flag.evaluate, flag.show, True, path)
    return Node(path.shape, evaluate, show, True, path)


_ARITHMETIC: dict[type[ast.operator], tuple[Callable[[Decimal, Decimal], Decimal], str]] = {
    ast.Add: (lambda a, b: a + b, "+"),
    ast.Sub: (lambda a, b: a - b, "-"),
    ast.Mult: (lambda a, b: a * b, "×"),
    ast.Div: (lambda a, b: _divided(a, b), "÷"),
}


def _divided(first: Decimal, second: Decimal) -> Decimal:
    if not second:
        raise ZeroDivisionError
    return first / second


def _grouped(side: Node, below: ast.expr, scope: Scope) -> str:
    return f"（{side.show(scope)}）" if isinstance(below, ast.BinOp) else side.show(scope)


def _with_result(side: Node, scope: Scope) -> str:
    if side.leaf:
        return side.show(scope)
    value = side.evaluate(scope)
    return f"{side.show(scope)} = {plain(value) if isinstance(value, Decimal) else shown(value)}"


def _comparable(node: Node) -> str | None:
    kind = node.shape.kind
    if kind in NUMERIC:
        return "number"
    return kind if kind in ("text", "flag") else None


def _numeric_hint(node: Node) -> str | None:
    if node.path is None:
        return None
    if node.shape.kind == "measure":
        return f"取数用 {node.path.text}.quantity，取文字用 text({node.path.text})"
    if node.shape.kind == "date":
        return f"用 {node.path.text}.year、.month 或 .day"
    return None


def _measure_text(value: object) -> object:
    return value.text if isinstance(value, Measure) else value


def _dotted(node: ast.expr) -> str | None:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(names)])


def _nearest(name: str, known_names: list[str]) -> str:
    near = difflib.get_close_matches(name, known_names, n=1)
    return f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(sorted(known_names)) or '（没有）'}"


__all__ = ["Compiler", "ExpressionError", "Node"]
