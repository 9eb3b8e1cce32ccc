"""The generated parts of the rule-language page: what the code knows, as Markdown, so that the page cannot lag behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from heyan.packtools.language.checks import check_kinds
from heyan.packtools.language.expressions import functions, limits
from heyan.packtools.language.keys import evidence_keys, example_keys, file_keys, rule_keys
from heyan.packtools.language.paths import collections, records

PARTS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "file-keys": file_keys,
        "rule-keys": rule_keys,
        "example-keys": example_keys,
        "evidence-keys": evidence_keys,
        "collections": collections,
        "records": records,
        "functions": functions,
        "check-kinds": check_kinds,
        "limits": limits,
    }
)
_BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def refilled(page: str) -> str:
    """The page with what stands between `<!-- generated: part -->` and `<!-- end -->` made anew.

    Raises KeyError for a part that is not one of PARTS.
    """
    return _BLOCK.sub(lambda block: f"{block[1]}\n{PARTS[block[2]]()}\n{block[3]}", page)


def parts_of(page: str) -> tuple[str, ...]:
    """The names of the generated parts that the page has, in order."""
    return tuple(block[2] for block in _BLOCK.finditer(page))
