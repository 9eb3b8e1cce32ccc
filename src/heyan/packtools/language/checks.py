"""Every check kind: what it does, its options, what it fills."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import TypeAdapter

from heyan.engine.checks import CHECK_KINDS
from heyan.engine.checks.options import FIGURES, CheckOptions
from heyan.packtools.language.tables import code, default_of, sentence, table, type_of


def check_kinds() -> str:
    """All kinds in the order of their names."""
    return "\n\n".join(_kind(name, CHECK_KINDS[name]) for name in sorted(CHECK_KINDS))


def _kind(name: str, options: type[CheckOptions]) -> str:
    return "\n\n".join([f"#### `{name}`", sentence(options.__doc__), *_options(options), _facts(options)])


def _options(options: type[CheckOptions]) -> Iterator[str]:
    schema = TypeAdapter(options).json_schema()
    required = schema.get("required", [])
    rows = [
        (
            f"`{key}`",
            f"{type_of(one, schema.get('$defs', {}))}{_names(options, key)}",
            "must" if key in required else default_of(one),
        )
        for key, one in schema["properties"].items()
        if key != "kind"
    ]
    if rows:
        yield table(("option", "type", "default"), rows)


def _names(options: type[CheckOptions], key: str) -> str:
    if key in options.paths:
        return " (field path)"
    return " (lexicon)" if key in options.lexicons else ""


def _facts(options: type[CheckOptions]) -> str:
    rows = [
        ("runs on", code(sorted(options.targets)) if options.targets else "any collection"),
        ("fills", code((*sorted(options.slots), *sorted(options.figures - options.slots)))),
        ("bands", code(sorted(options.bands))),
        ("variants", _variants(options)),
    ]
    never = FIGURES - options.figures - options.slots
    if never:
        rows.insert(2, ("never fills", code(sorted(never))))
    return "\n".join(f"- {word}: {told}" for word, told in rows if told != "–")


def _variants(options: type[CheckOptions]) -> str:
    parts = [
        (f"`{case}`: " if case else "") + code(variants)
        for case, variants in sorted(options.variants.items())
    ]
    return "; ".join(parts) or "–"
