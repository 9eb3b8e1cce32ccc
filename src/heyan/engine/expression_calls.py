"""Calls in expressions: the listed functions, and the forms has, matches and lexicon."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable

from heyan.engine import expression_functions as functions
from heyan.engine.binding import FLAG, NUMBER, TEXT, Shape
from heyan.engine.expression_indicators import compile_indicator
from heyan.engine.expression_loops import compile_loop
from heyan.engine.expression_node import Builder, Node, constant, fixed, presence, step
from heyan.engine.expression_values import Scope, Unknown, number
from heyan.engine.patterns import Pattern, PatternError

WORDS = Shape("list", element=TEXT)
_KNOWN = (*functions.FUNCTIONS, *functions.SPECIAL)


def compile_call(builder: Builder, node: ast.Call) -> Node:
    """Compile a call of one of the functions. Raises ExpressionError."""
    if not isinstance(node.func, ast.Name):
        raise builder.source.error("不支持这种调用", node, "只能调用列出的函数，如 contains(name, …)")
    if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
        raise builder.source.error("函数的参数不写名字和星号", node, "按顺序写")
    name = node.func.id
    if name not in _KNOWN:
        raise builder.source.error(f"没有函数“{name}”", node, _nearest(name, _KNOWN))
    if name in functions.LOOPS and len(node.args) == 1:
        return compile_loop(builder, name, node)
    match name:
        case "has":
            return _has(builder, node)
        case "matches":
            return _matches(builder, node)
        case "lexicon":
            return _lexicon(builder, node)
        case "met" | "attainment" | "polarity":
            return compile_indicator(builder, name, node)
        case _ if name in functions.FUNCTIONS:
            return _function(builder, functions.FUNCTIONS[name], node)
        case _:
            raise builder.source.error(f"{name} 只要一个参数", node, f"如 {name}(… for x in indicators)")


def _function(builder: Builder, function: functions.Function, node: ast.Call) -> Node:
    most = functions.MAX_ARGUMENTS if function.repeated else len(function.parameters)
    if not function.needed <= len(node.args) <= most:
        raise builder.source.error(f"{function.label}的参数个数不对", node)
    last = len(function.parameters) - 1
    arguments = [
        _argument(builder, function.parameters[min(index, last)], argument)
        for index, argument in enumerate(node.args)
    ]
    evaluators, call = [argument.evaluate for argument in arguments], function.call
    textual = function.parameters[0] == "text"

    def evaluate(scope: Scope) -> object:
        values = [inner(scope) for inner in evaluators]
        unknown: Unknown | None = None
        for value in values:
            if isinstance(value, Unknown):
                unknown = unknown | value if unknown else value
        if unknown is not None:
            return unknown
        if textual:
            scope.meter.charge(_cost(values))
        return call(*values)

    def show(scope: Scope) -> str:
        return f"{function.label}（{'，'.join(argument.show(scope) for argument in arguments)}）"

    return step(evaluate, show) if function.result == FLAG else Node(function.result, evaluate, show)


def _cost(values: Iterable[object]) -> int:
    """The steps of looking through a text, once for each of the words if there are any."""
    text, *groups = values
    words = sum(len(group) for group in groups if isinstance(group, tuple))
    size = len(text) if isinstance(text, str) else 0
    return words + (size * words >> 8) if words else 1 + (size >> 4)


def _argument(builder: Builder, parameter: functions.Parameter, node: ast.expr) -> Node:
    match parameter:
        case "number":
            inner = builder.number(node)
            return Node(NUMBER, lambda s: number(inner.evaluate(s)), inner.show, inner.leaf, inner.path)
        case "text":
            return builder.text(node)
        case "words":
            compiled = builder.node(node)
            words = compiled.constant
            if not words or not all(isinstance(word, str) and word for word in words):
                raise builder.source.error("这里要写出文字，或用 lexicon(…)", node)
            return Node(WORDS, lambda _: words, compiled.show, True, constant=words)
        case "digits":
            digits = node.value if isinstance(node, ast.Constant) else None
            if type(digits) is not int or digits > functions.MAX_DIGITS:
                raise builder.source.error(f"小数位数要写成 0 到 {functions.MAX_DIGITS} 的整数", node)
            return constant(NUMBER, digits, f"{digits}位小数", (digits,))


def _has(builder: Builder, node: ast.Call) -> Node:
    inner = builder.node(node.args[0]) if len(node.args) == 1 else None
    if inner is None or inner.path is None:
        raise builder.source.error("has 要一个字段", node, "如 has(score)")
    return step(presence(inner.path), fixed(f"填有{inner.path.label}"))


def _matches(builder: Builder, node: ast.Call) -> Node:
    if len(node.args) != 2:
        raise builder.source.error("matches 要两个参数", node, '如 matches(name, r"第\\d+期")')
    text, written = builder.text(node.args[0]), node.args[1]
    if not isinstance(written, ast.Constant) or not isinstance(written.value, str):
        raise builder.source.error("正则表达式要直接写出", written)
    try:
        pattern = Pattern(written.value)
    except PatternError as error:
        raise builder.source.error(str(error), written) from None

    def evaluate(scope: Scope) -> object:
        value = text.evaluate(scope)
        if not isinstance(value, str):
            return value
        scope.meter.charge(_cost((value,)))
        return pattern.found_in(value)

    return step(evaluate, lambda s: f"{text.show(s)} 符合样式")


def _lexicon(builder: Builder, node: ast.Call) -> Node:
    written = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
    names = [name for name in written if isinstance(name, str)]
    if not 1 <= len(names) <= 2 or len(names) != len(written):
        raise builder.source.error("lexicon 要词表的名字", node, '如 lexicon("polarity", "higher")')
    lexicon = builder.lexicons.get(names[0])
    if lexicon is None:
        raise builder.source.error(f"没有词表“{names[0]}”", node, _nearest(names[0], builder.lexicons))
    words = lexicon.words if len(names) == 1 else lexicon.groups.get(names[1])
    if words is None:
        raise builder.source.error(
            f"词表“{names[0]}”里没有“{names[1]}”", node, _nearest(names[1], lexicon.groups)
        )
    return constant(WORDS, words, f"词表{'·'.join(names)}", words)


def _nearest(name: str, known: Iterable[str]) -> str:
    choices = sorted(known)
    near = difflib.get_close_matches(name, choices, n=1)
    return f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(choices) or '（没有）'}"
