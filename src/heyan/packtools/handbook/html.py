"""The handbook in HTML: pages that need nothing from outside."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from heyan.packtools.handbook.content import Handbook
from heyan.packtools.handbook.paper import Grid

INDEX = "index.html"
_TEMPLATES = Path(__file__).with_name("templates")


def render(handbook: Handbook) -> dict[str, str]:
    """One page a family by file name, and the index."""
    pages = {
        f"{family.file}.html": _template("family").render(handbook=handbook, family=family)
        for family in handbook.families
    }
    return {INDEX: _template("index").render(handbook=handbook), **pages}


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.tests["grid"] = lambda block: isinstance(block, Grid)
    return environment.get_template(f"{name}.html.j2")
