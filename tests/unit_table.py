"""Makes src/heyan/model/unit_table.py from units.yaml: starting up reads Python, which is far faster than YAML.

`python -m tests.unit_table` rewrites it; tests/model/test_units.py tells when it is stale.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

from heyan.engine.yaml_strict import Value, load_yaml

MODEL = Path(__file__).parents[1] / "src" / "heyan" / "model"
TABLE = MODEL / "unit_table.py"
_HEAD = '''"""The data of units.yaml; made by `python -m tests.unit_table`, never edited."""

# fmt: off

from __future__ import annotations

from decimal import Decimal

'''


def table() -> str:
    """The module's text."""
    content = _mapping(load_yaml((MODEL / "units.yaml").read_bytes(), "units.yaml").value)
    scales = _mapping(content["scales"])
    entries = [_mapping(entry) for entry in cast(list[Value], content["units"])]
    names = {str(scale) for group in ("usual", "rare") for scale in _mapping(scales[group])}
    aliases = [alias for entry in entries for alias in _words(entry["aliases"])]
    twice = sorted({alias for alias in aliases if aliases.count(alias) > 1})
    guards = _mapping(content["guards"])
    idle = sorted(set(guards) - set(aliases) - names)
    if twice or idle:
        raise ValueError(f"units.yaml: twice {twice}, guards of no unit {idle}")
    lines = [_HEAD, "# kind, factor, aliases\n"]
    lines.append("UNITS: tuple[tuple[str, Decimal, tuple[str, ...]], ...] = (\n")
    for entry in entries:
        lines.append(
            f"    ({_text(entry['kind'])}, {_number(entry['factor'])}, {_tuple(entry['aliases'])}),\n"
        )
    lines.append(")\n")
    for name, key in (("USUAL", "usual"), ("RARE", "rare")):
        lines.append(f"{name}: tuple[tuple[str, Decimal], ...] = (\n")
        lines.extend(
            f"    ({_text(scale)}, {_number(multiple)}),\n"
            for scale, multiple in _mapping(scales[key]).items()
        )
        lines.append(")\n")
    lines.append(f"COUNTED: frozenset[str] = frozenset({_tuple(scales['counted'])})\n")
    for name, key in (("PER", "per"), ("GUARDS", "guards")):
        lines.append(f"{name}: dict[str, str] = {{\n")
        lines.extend(
            f"    {_text(word)}: {_text(value)},\n" for word, value in _mapping(content[key]).items()
        )
        lines.append("}\n")
    return "".join(lines)


def _mapping(value: Value) -> dict[str, Value]:
    return cast(dict[str, Value], value)


def _words(value: Value) -> list[str]:
    return [str(word) for word in cast(list[Value], value)]


def _text(value: Value) -> str:
    return '"' + str(value).replace('"', '\\"') + '"'


def _number(value: Value) -> str:
    return f'Decimal("{Decimal(str(value)):f}")'


def _tuple(value: Value) -> str:
    return "(" + ", ".join(_text(word) for word in _words(value)) + ",)"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
