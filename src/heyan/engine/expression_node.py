"""The compiled parts of an expression, and how a step shows them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from heyan.engine.binding import FLAG, NUMBER, TEXT, Missing, Path, Shape, following
from heyan.engine.expression_syntax import Source
from heyan.engine.expression_values import Evaluate, Scope, Unknown, number, plain, shown, verdict_word
from heyan.engine.lexicon import Lexicons
from heyan.model.dataclass import dataclass

NUMERIC = frozenset({"number", "quantity", "points"})
KIND_NAMES = MappingProxyType(
    {
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
)
Show = Callable[[Scope], str]


@dataclass(frozen=True, slots=True)
class Node:
    """A compiled part: its shape, how to work it out, and how a step shows it.

    `leaf` needs no result behind it in a step. `constant` holds the values of what is written out.
    """

    shape: Shape
    evaluate: Evaluate
    show: Show
    leaf: bool = False
    path: Path | None = None
    constant: tuple[object, ...] | None = None

    @property
    def kind_name(self) -> str:
        """The shape in a person's word."""
        return KIND_NAMES[self.shape.kind]

    @property
    def comparable(self) -> str | None:
        """What it compares with: number, text or flag; None where it does not compare."""
        kind = self.shape.kind
        if kind in NUMERIC:
            return "number"
        return kind if kind in ("text", "flag") else None

    @property
    def hint(self) -> str | None:
        """How to get at a number or text inside a whole cell or date."""
        if self.path is None:
            return None
        if self.shape.kind == "measure":
            return f"取数用 {self.path.text}.quantity，取文字用 text({self.path.text})"
        if self.shape.kind == "date":
            return f"用 {self.path.text}.year、.month 或 .day"
        return None

    def with_result(self, scope: Scope) -> str:
        """How a step shows this part as a side of a comparison."""
        if self.leaf:
            return self.show(scope)
        value = self.evaluate(scope)
        return f"{self.show(scope)}（即 {plain(value) if isinstance(value, Decimal) else shown(value)}）"


class Builder(Protocol):
    """What compiling a call needs of the compiler."""

    @property
    def source(self) -> Source: ...
    @property
    def lexicons(self) -> Lexicons: ...
    @property
    def item(self) -> type: ...
    def node(self, node: ast.expr) -> Node: ...
    def flag(self, node: ast.expr) -> Node: ...
    def number(self, node: ast.expr) -> Node: ...
    def text(self, node: ast.expr) -> Node: ...
    def within(self, variable: ast.Name, record: type, parts: Callable[[], list[Node]]) -> list[Node]: ...


def constant(shape: Shape, value: object, text: str, listed: tuple[object, ...]) -> Node:
    """A part that is always `value`; `listed` are the values written out."""

    def evaluate(_scope: Scope) -> object:
        return value

    return Node(shape, evaluate, fixed(text), True, constant=listed)


def literal(value: str | bool | Decimal) -> Node:
    """A text, flag or number written out."""
    shape = FLAG if isinstance(value, bool) else TEXT if isinstance(value, str) else NUMBER
    text = format(value, "f") if isinstance(value, Decimal) else shown(value)
    return constant(shape, value, text, (value,))


def fixed(text: str) -> Show:
    """A show that is always the same."""

    def show(_scope: Scope) -> str:
        return text

    return show


def step(evaluate: Evaluate, show: Show) -> Node:
    """A judgement that the trace records as a step of its own."""

    def traced(scope: Scope) -> object:
        result = evaluate(scope)
        if scope.steps is not None:
            # Showing works parts out again; traced, they would show their own parts each time, and so on down.
            steps, scope.steps = scope.steps, None
            steps.append(f"{show(scope)}：{verdict_word(result)}")
            scope.steps = steps
        return result

    return Node(FLAG, traced, show)


def path_node(path: Path) -> Node:
    """The value that a path leads to; Unknown with the field's name where the paper leaves it empty."""
    evaluate = _reading(path)
    if path.shape.kind == "flag":
        flag = step(evaluate, fixed(path.label))
        return Node(FLAG, flag.evaluate, flag.show, True, path)

    def show(scope: Scope) -> str:
        return f"{path.label} {shown(evaluate(scope))}"

    return Node(path.shape, evaluate, show, True, path)


def _reading(path: Path) -> Evaluate:
    follow, start = following(path), _start(path.root)
    # 6分 and 6 are the same points, whatever unit is printed.
    points = path.shape.kind == "points"
    if points and path.root == "item" and len(path.steps) == 1:
        return _reading_points(path.steps[0].name, Unknown(missing=(path.label,)))

    def evaluate(scope: Scope) -> object:
        value = follow(start(scope))
        if isinstance(value, Missing):
            return Unknown(missing=(value.label,))
        return number(value) if points else value

    return evaluate


def presence(path: Path) -> Evaluate:
    """Whether the paper fills in what the path leads to; a malformed figure is there, only not to be used."""
    follow, start = following(path), _start(path.root)
    return lambda scope: not isinstance(follow(start(scope)), Missing)


def _reading_points(name: str, missing: Unknown) -> Evaluate:
    """The commonest read, 分值 and 得分 of the item, by the shortest way."""

    def evaluate(scope: Scope) -> object:
        value = getattr(scope.item, name)
        return missing if value is None else number(value.value)

    return evaluate


def _start(root: str) -> Evaluate:
    def of_item(scope: Scope) -> object:
        return scope.item

    def of_form(scope: Scope) -> object:
        return scope.form

    def of_report(scope: Scope) -> object:
        return scope.report

    def of_variable(scope: Scope) -> object:
        return scope.variables[root]

    return {"item": of_item, "form": of_form, "report": of_report}.get(root, of_variable)
