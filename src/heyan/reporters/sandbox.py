"""Jinja2 for templates that Heyan did not write: no files, no globals, and a budget of steps and characters.

Jinja2's own sandbox keeps a template from Python's internals, but not from filling the memory or from running for
ever: repeating a text, wide formats, nested loops. Here filters and methods are on a list, texts grow only as far as the
budget goes, and each turn of a loop, each call and each output takes a step. There is no clock: the same template on
the same result ends the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from typing import cast

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from heyan.model.dataclass import dataclass
from heyan.reporters.visible import visible

MAX_STEPS = 2_000_000
MAX_CHARACTERS = 20_000_000
# So many characters of a text cost one step to look through.
_CHARACTERS_A_STEP = 1_000
_MAX_DIGITS = 1_000
# Not among them: what takes a width (center, indent, batch, format ...), for that is how a text gets large.
_FILTERS = (
    *(
        "abs",
        "capitalize",
        "count",
        "d",
        "default",
        "dictsort",
        "e",
        "escape",
        "first",
        "forceescape",
        "groupby",
    ),
    *(
        "int",
        "items",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "reverse",
    ),
    *(
        "round",
        "safe",
        "select",
        "selectattr",
        "sort",
        "string",
        "sum",
        "title",
        "tojson",
        "trim",
        "truncate",
    ),
    *("unique", "upper", "urlencode", "wordcount"),
)
_METHODS = frozenset({"items", "keys", "values", "get", "startswith", "endswith", "strip", "lower", "upper"})
_LOOP_METHODS = frozenset({"cycle", "changed"})
_BUDGET, _TICK, _JOIN, _CHARGE = "heyan_budget", "heyan_ticking", "heyan_joined", "heyan_charged"


class TooMuch(SecurityError):
    """The template used up its budget; the text is in Chinese."""


@dataclass(slots=True)
class Budget:
    """What one rendering may still use."""

    steps: int = MAX_STEPS
    characters: int = MAX_CHARACTERS

    def step(self, count: int = 1) -> None:
        """Take steps. Raises TooMuch."""
        self.steps -= count
        if self.steps < 0:
            raise TooMuch("模板的循环或调用过多")

    def write(self, length: int) -> None:
        """Take so many characters. Raises TooMuch."""
        self.step()
        self.characters -= length
        if self.characters < 0:
            raise TooMuch("模板写出的文字过多")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment; render with `budget=Budget()` under the name BUDGET among the variables."""

    # Also keeps Jinja2 from computing them while it compiles.
    intercepted_binops = frozenset({"+", "*", "**", "%", "//", "/", "-"})

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(
            autoescape=autoescape,
            undefined=StrictUndefined,
            finalize=_written,
            optimized=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.globals.clear()
        self.filters = {name: FILTERS[name] for name in _FILTERS}
        self.filters |= {"join": _join, "replace": _replace}
        self.filters |= {_TICK: _ticking, _JOIN: _joined, _CHARGE: _charged}
        self.tests = {name: test for name, test in self.tests.items() if name not in ("filter", "test")}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return Counting().visit(tree)  # type: ignore[no-any-return]

    def is_safe_callable(self, obj: object) -> bool:
        """Macros, loop helpers and a few methods of texts and mappings."""
        if isinstance(obj, Macro):
            return True
        name = getattr(obj, "__name__", "")
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str | dict):
            return name in _METHODS
        return name in _LOOP_METHODS and type(owner).__module__ == "jinja2.runtime"

    def call(self, __context: Context, __obj: object, *args: object, **kwargs: object) -> object:
        """Call with one step taken."""
        _budget(__context).step(1 + _size(getattr(__obj, "__self__", None)))
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Arithmetic on numbers only; `+` also joins texts and lists, within the budget."""
        if operator == "+" and (_both(str, left, right) or _both(list, left, right)):
            _budget(context).write(len(cast(Sized, left)) + len(cast(Sized, right)))
        elif operator == "**" or not (_is_number(left) and _is_number(right)):
            raise SecurityError(f"模板里“{operator}”只能用于数")
        elif (
            isinstance(left, int) and isinstance(right, int) and _digits(left) + _digits(right) > _MAX_DIGITS
        ):
            raise SecurityError("模板里的数过大")
        return super().call_binop(context, operator, left, right)


class Counting(NodeTransformer):
    """Puts our own filters where a template could loop or grow without any filter of its own."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802
        """Loops draw from an iterator that counts."""
        self.generic_visit(node)
        node.iter = _filtered(cast(nodes.Expr, node.iter), _TICK)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        """`~` joins within the budget."""
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _JOIN)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Filter:  # noqa: N802
        """A filter costs as many steps as it has items to look at."""
        self.generic_visit(node)
        if isinstance(node.node, nodes.Expr):
            node.node = _filtered(node.node, _CHARGE)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802
        """So does a comparison, `in` among them."""
        self.generic_visit(node)
        node.expr = _filtered(node.expr, _CHARGE)
        for operand in node.ops:
            operand.expr = _filtered(operand.expr, _CHARGE)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Getitem:  # noqa: N802
        """And a slice."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _filtered(node.node, _CHARGE)
        return node


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def variables(given: Mapping[str, object], budget: Budget) -> dict[str, object]:
    """What a template sees, with its budget out of its reach by name only."""
    return {**given, _BUDGET: _Sealed(budget)}


class _Sealed:
    """Holds the budget; offers nothing to a template."""

    __slots__ = ("_budget",)

    def __init__(self, budget: Budget) -> None:
        self._budget = budget


def _budget(context: Context) -> Budget:
    sealed = context.resolve(_BUDGET)
    if not isinstance(sealed, _Sealed):  # a template set a variable of that name
        raise SecurityError(f"模板里不能用“{_BUDGET}”这个名字")
    return sealed._budget


@pass_context
def _written(context: Context, value: object) -> object:
    """Every output passes here: hostile text loses what steers or hides."""
    if not isinstance(value, str):
        value = "" if value is None else value
        _budget(context).write(len(str(value)))
        return value
    _budget(context).write(len(value))
    clean = visible(value)
    return Markup(clean) if isinstance(value, Markup) else clean


@pass_context
def _ticking(context: Context, values: Iterable[object]) -> Iterator[object]:
    budget = _budget(context)
    for value in values:
        budget.step()
        yield value


@pass_context
def _charged(context: Context, value: object) -> object:
    _budget(context).step(1 + _size(value))
    return value


def _size(value: object) -> int:
    if isinstance(value, str):
        return len(value) // _CHARACTERS_A_STEP
    return len(value) if isinstance(value, list | dict | tuple) else 0


@pass_context
def _joined(context: Context, values: list[object]) -> str:
    texts = [value if isinstance(value, str) else str(value) for value in values]
    _budget(context).write(sum(len(text) for text in texts))
    if any(isinstance(text, Markup) for text in texts):
        return Markup("").join(texts)
    return "".join(texts)


@pass_context
def _join(context: Context, values: Iterable[object], d: str = "", attribute: str | None = None) -> str:
    listed = list(values)
    width = len(str(d))
    _budget(context).write(width * max(len(listed) - 1, 0) + sum(len(str(value)) for value in listed))
    joined: Callable[..., str] = FILTERS["join"]
    return joined(context.eval_ctx, listed, d, attribute)


@pass_context
def _replace(context: Context, text: object, old: str, new: str) -> str:
    whole = str(text)
    times = whole.count(str(old)) if old else len(whole) + 1
    _budget(context).write(len(whole) + times * len(str(new)))
    if isinstance(text, Markup):
        return text.replace(str(old), Markup.escape(new))
    return whole.replace(str(old), str(new))


def _both(kind: type, left: object, right: object) -> bool:
    return isinstance(left, kind) and isinstance(right, kind)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _digits(number: int) -> int:
    return number.bit_length() * 3 // 10
