"""Small wrong turns of an expression: what a slip of the author's pen would have written instead."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from heyan.engine.expression_syntax import Source, parse
from heyan.model.dataclass import dataclass
from heyan.packtools.mutation.patterns import without_alternatives

# For each comparison the boundary moved, and the direction turned.
_COMPARISONS: Mapping[type[ast.cmpop], tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        ast.LtE: ("<=", ("<", ">=")),
        ast.Lt: ("<", ("<=", ">")),
        ast.GtE: (">=", (">", "<=")),
        ast.Gt: (">", (">=", "<")),
        ast.Eq: ("==", ("!=",)),
        ast.NotEq: ("!=", ("==",)),
        ast.In: ("in", ("not in",)),
        ast.NotIn: ("not in", ("in",)),
    }
)
_ARITHMETIC: Mapping[type[ast.operator], tuple[str, str]] = MappingProxyType(
    {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*")}
)
_CALLS: Mapping[str, str] = MappingProxyType({"any": "all", "all": "any", "min": "max", "max": "min"})


@dataclass(frozen=True, slots=True)
class Variant:
    """One mutated expression. `part` is the piece that was touched, `change` what was done to it."""

    part: str
    change: str
    text: str


def expression_variants(text: str) -> Iterator[Variant]:
    """All single mutations of an expression that compiles; some of them may not compile."""
    source = Source(text)
    tree = parse(source)
    writer = _Writer(source.text)
    for node in ast.walk(tree):
        for kind, variants in _VARIANTS:
            if isinstance(node, kind):
                yield from variants(node, writer)


class _Writer:
    """Cuts and pastes by the places of nodes (ast counts UTF-8 bytes)."""

    def __init__(self, text: str) -> None:
        self._bytes = text.encode("utf-8", "surrogatepass")

    def piece(self, node: ast.expr) -> str:
        """The text of a node, on one line."""
        return " ".join(self._cut(node.col_offset, node.end_col_offset).split())

    def between(self, first: ast.expr, second: ast.expr) -> str:
        """The text between two nodes: an operator, with the brackets around it."""
        return self._cut(first.end_col_offset, second.col_offset)

    def replaced(self, node: ast.expr, new: str) -> str:
        """The expression with `new` in the place of a node."""
        return self.cut_out(node.col_offset, node.end_col_offset, new)

    def cut_out(self, start: int, end: int | None, new: str) -> str:
        """The expression with `new` in the place of a range of bytes."""
        return (self._bytes[:start] + new.encode("utf-8", "surrogatepass") + self._bytes[end:]).decode()

    def _cut(self, start: int | None, end: int | None) -> str:
        return self._bytes[start:end].decode("utf-8", "surrogatepass")


def _comparison(node: ast.Compare, writer: _Writer) -> Iterator[Variant]:
    operands = [node.left, *node.comparators]
    for index, operator in enumerate(node.ops):
        first, second = operands[index], operands[index + 1]
        sign, others = _COMPARISONS[type(operator)]
        between = writer.between(first, second)
        part = f"{writer.piece(first)} {sign} {writer.piece(second)}"
        for other in others:
            start = (first.end_col_offset or 0) + len(between[: between.index(sign)].encode())
            yield Variant(part, other, writer.cut_out(start, start + len(sign.encode()), other))
    if len(node.ops) > 1:
        pieces = [f"({writer.piece(operand)})" for operand in operands]
        signs = [_COMPARISONS[type(operator)][0] for operator in node.ops]
        for kept, dropped in ((slice(1, None), operands[0]), (slice(None, -1), operands[-1])):
            rest, between_them = pieces[kept], signs[kept]
            joined = rest[0] + "".join(
                f" {s} {piece}" for s, piece in zip(between_them, rest[1:], strict=True)
            )
            yield Variant(writer.piece(dropped), "dropped", writer.replaced(node, joined))


def _boolean(node: ast.BoolOp, writer: _Writer) -> Iterator[Variant]:
    word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    pieces = [f"({writer.piece(value)})" for value in node.values]
    for index, value in enumerate(node.values):
        rest = f" {word} ".join(pieces[:index] + pieces[index + 1 :])
        yield Variant(writer.piece(value), "dropped", writer.replaced(node, f"({rest})"))
    yield Variant(writer.piece(node), other, writer.replaced(node, f"({f' {other} '.join(pieces)})"))


def _unary(node: ast.UnaryOp, writer: _Writer) -> Iterator[Variant]:
    sign = "not" if isinstance(node.op, ast.Not) else "-"
    yield Variant(
        writer.piece(node), f"without {sign}", writer.replaced(node, f"({writer.piece(node.operand)})")
    )


def _arithmetic(node: ast.BinOp, writer: _Writer) -> Iterator[Variant]:
    sign, other = _ARITHMETIC[type(node.op)]
    left, right = f"({writer.piece(node.left)})", f"({writer.piece(node.right)})"
    part = writer.piece(node)
    yield Variant(part, other, writer.replaced(node, f"({left} {other} {right})"))
    yield Variant(part, "right dropped", writer.replaced(node, left))
    yield Variant(part, "left dropped", writer.replaced(node, right))
    if sign in "-/":
        yield Variant(part, "swapped", writer.replaced(node, f"({right} {sign} {left})"))


def _constant(node: ast.Constant, writer: _Writer) -> Iterator[Variant]:
    piece = writer.piece(node)
    if isinstance(node.value, bool):
        yield Variant(piece, str(not node.value), writer.replaced(node, str(not node.value)))
    elif isinstance(node.value, int | float):
        for change, number in neighbours(Decimal(piece)):
            yield Variant(
                piece, change, writer.replaced(node, f"({number:f})" if number < 0 else f"{number:f}")
            )


def _items(node: ast.Tuple | ast.List, writer: _Writer) -> Iterator[Variant]:
    pieces = [writer.piece(element) for element in node.elts]
    if len(pieces) < 2:
        return
    for index, piece in enumerate(pieces):
        rest = pieces[:index] + pieces[index + 1 :]
        yield Variant(piece, "dropped", writer.replaced(node, f"({', '.join(rest)},)"))


def _call(node: ast.Call, writer: _Writer) -> Iterator[Variant]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    pieces = [writer.piece(argument) for argument in node.args]
    if name in _CALLS:
        yield Variant(f"{name}({', '.join(pieces)})", _CALLS[name], writer.replaced(node.func, _CALLS[name]))
    if name == "matches" and len(node.args) == 2 and isinstance(node.args[1], ast.Constant):
        for dropped, rest in without_alternatives(str(node.args[1].value)):
            if '"' not in rest:
                yield Variant(dropped, "dropped", writer.replaced(node.args[1], f'r"{rest}"'))
    elif len(pieces) > 1:
        for index, piece in enumerate(pieces):
            rest_of = ", ".join(pieces[:index] + pieces[index + 1 :])
            yield Variant(piece, "dropped", writer.replaced(node, f"{name}({rest_of})"))


def _loop(node: ast.GeneratorExp, writer: _Writer) -> Iterator[Variant]:
    for generator in node.generators:
        for condition in generator.ifs:
            yield Variant(f"if {writer.piece(condition)}", "dropped", writer.replaced(condition, "True"))


def neighbours(number: Decimal) -> Iterator[tuple[str, Decimal]]:
    """The numbers one step of the last written place above and below, with the change's name."""
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
    yield f"+{step:f}", number + step
    yield f"-{step:f}", number - step


_Variants = Callable[..., Iterator[Variant]]
_VARIANTS: tuple[tuple[type[ast.expr] | tuple[type[ast.expr], ...], _Variants], ...] = (
    (ast.Compare, _comparison),
    (ast.BoolOp, _boolean),
    (ast.UnaryOp, _unary),
    (ast.BinOp, _arithmetic),
    (ast.Constant, _constant),
    ((ast.Tuple, ast.List), _items),
    (ast.Call, _call),
    (ast.GeneratorExp, _loop),
)
