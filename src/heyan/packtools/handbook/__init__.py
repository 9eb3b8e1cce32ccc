"""The handbook of a pack: one page a family and an index, in Markdown and HTML. Same pack, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from heyan.engine.pack import CompiledPack
from heyan.packtools.handbook import html, markdown
from heyan.packtools.handbook.content import Handbook, handbook_of

# The renderer of each format, and the name of its index.
FORMATS: Mapping[str, tuple[Callable[[Handbook], Mapping[str, str]], str]] = MappingProxyType(
    {"md": (markdown.render, markdown.INDEX), "html": (html.render, html.INDEX)}
)


def handbook(pack: CompiledPack, formats: tuple[str, ...] = tuple(FORMATS)) -> dict[str, str]:
    """The handbook's pages by file name. Raises KeyError for a format that is not one of FORMATS."""
    content = handbook_of(pack)
    return {name: text for format_ in formats for name, text in FORMATS[format_][0](content).items()}
