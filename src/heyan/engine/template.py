"""Messages of rules: text with `{{ slot }}` in it, and Jinja2 (sandboxed) where a message needs more."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from heyan.engine.limits import MAX_MESSAGE
from heyan.model.dataclass import dataclass

if TYPE_CHECKING:
    import jinja2

MAX_LENGTH = 1_000
_MOST_BRACKETS = 20
_SLOT = re.compile(r"\{\{\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\}\}")
_TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_NAME = re.compile(r"\"[^\"]*\"|'[^']*'|\|\s*\w+|\bis\s+(?:not\s+)?\w+|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
# What may stand inside a tag: names, texts, numbers, comparisons, and, or, not, in, is, filters. The rest is Jinja2's.
_TOKEN = re.compile(
    r"\s*(?:(?P<filter>\|\s*\w+)|(?P<test>\bis\s+(?:not\s+)?\w+)|(?P<strange>[^\s\w.\"'(),=!<>])|\w+|\"[^\"]*\"|'[^']*'|.)",
    re.DOTALL,
)
_STATEMENT = re.compile(r"\s*(?:(if|elif)\s+\S.*|(else|endif)\s*)", re.DOTALL)
_WORDS = frozenset({"if", "elif", "else", "endif", "and", "or", "not", "in", "true", "false", "none"})
_FILTERS = ("default", "d", "trim", "length", "upper", "lower", "first", "last")
_TESTS = ("defined", "undefined")
_NODES = frozenset(
    [
        "Template",
        "Output",
        "TemplateData",
        "Name",
        "Const",
        "If",
        "CondExpr",
        "Compare",
        "Operand",
        "And",
        "Or",
        "Not",
        "Filter",
        "Test",
        "Tuple",
        "List",
    ]
)


class TemplateError(ValueError):
    """A message that cannot be rendered; `str()` is in Chinese."""


@dataclass(frozen=True, slots=True)
class Template:
    """A message. `parts` alternate text and slot name; None where Jinja2 has to render it."""

    text: str
    slots: tuple[str, ...]
    parts: tuple[str, ...] | None

    def render(self, value: Callable[[str], str]) -> str:
        """The message with each slot filled by `value(name)`. Raises TemplateError."""
        if self.parts is None:
            rendered = str(_jinja(self.text).render({_flat(name): value(name) for name in self.slots}))
        else:
            rendered = "".join(value(part) if index % 2 else part for index, part in enumerate(self.parts))
        rendered = rendered.strip()
        return rendered if len(rendered) <= MAX_MESSAGE else rendered[: MAX_MESSAGE - 1] + "…"


def compile_template(text: str) -> Template:
    """Find a message's slots. Raises TemplateError; Jinja2's own check waits until it is rendered or linted."""
    if len(text) > MAX_LENGTH:
        raise TemplateError(f"文字超过 {MAX_LENGTH} 字")
    parts = tuple(_SLOT.split(text))
    rest = "".join(parts[::2])
    if not any(mark in rest for mark in ("{{", "}}", "{%", "%}", "{#", "#}")):
        return Template(text, tuple(dict.fromkeys(parts[1::2])), parts)
    _check_tags(text)
    names: dict[str, None] = {}
    for found in _TAG.finditer(text):
        for name in _NAME.findall(found.group(1) or found.group(2) or ""):
            if (name[0].isalpha() or name[0] == "_") and not name.startswith("is ") and name not in _WORDS:
                names[name] = None
    return Template(text, tuple(names), None)


def _check_tags(text: str) -> None:
    """What can be told of Jinja2's tags without Jinja2, which is slow to import: it sees only what passes here."""
    outside = _TAG.sub("", text)
    for mark in ("{{", "}}", "{%", "%}", "{#", "#}"):
        if mark in outside:
            raise TemplateError(f"“{mark}”没有成对，或不能用（只有 {{{{ 取值 }}}} 和 {{% if %}}）")
    depth = 0
    for tag in _TAG.finditer(text):
        inside = tag[1] if tag[1] is not None else tag[2]
        if tag[2] is not None:
            statement = _STATEMENT.fullmatch(inside)
            if statement is None:
                raise TemplateError(f"消息里不能用“{tag.group()[:40]}”（只有 if、elif、else、endif）")
            word = statement[1] or statement[2]
            depth += {"if": 1, "endif": -1}.get(word, 0)
            if depth < (0 if word == "endif" else 1):
                raise TemplateError(f"“{word}”前面没有 if")
        _check_tokens(inside)
    if depth:
        raise TemplateError("if 没有对应的 endif")


def _check_tokens(inside: str) -> None:
    if inside.count("(") != inside.count(")") or inside.count("(") > _MOST_BRACKETS:
        raise TemplateError("括号不成对，或过多")
    for token in _TOKEN.finditer(inside):
        if token["strange"]:
            raise TemplateError(
                f"消息里不能用“{token['strange']}”（只有取值、比较和 default、trim 等过滤器）"
            )
        word = (token["filter"] or token["test"] or "").split("|")[-1].split()
        if token["filter"] and word[-1] not in _FILTERS:
            raise TemplateError(f"没有过滤器“{word[-1]}”（可用的有：{'、'.join(_FILTERS)}）")
        if token["test"] and word[-1] not in _TESTS:
            raise TemplateError(f"没有“{' '.join(word)}”这样的判断（可用的有：{'、'.join(_TESTS)}）")


def check_template(template: Template) -> None:
    """Have Jinja2 check a message that only it can render. Raises TemplateError. Imports Jinja2: for lint."""
    if template.parts is None:
        _jinja(template.text)


def _flat(name: str) -> str:
    return name.replace(".", "__")


@lru_cache(maxsize=256)
def _jinja(text: str) -> jinja2.Template:
    import jinja2
    from jinja2 import nodes, sandbox

    environment = sandbox.ImmutableSandboxedEnvironment(
        autoescape=False, undefined=jinja2.StrictUndefined, optimized=False, cache_size=0
    )
    # The default sandbox still lets a hostile pack fill the memory ('a' * 10**9, |center, range, lipsum).
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    flat = _TAG.sub(lambda tag: re.sub(r"(?<=\w)\.(?=[A-Za-z_])", "__", tag.group()), text)
    try:
        tree = environment.parse(flat)
        for node in tree.find_all(nodes.Node):
            if type(node).__name__ not in _NODES:
                raise TemplateError(
                    f"消息里不能用 {type(node).__name__}（只有取值、if 和 default、trim 等过滤器）"
                )
        return environment.from_string(tree)
    except (jinja2.TemplateError, RecursionError) as error:
        raise TemplateError(f"消息写法有误：{error}") from None
