"""The keys of family files, rules and examples."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from heyan.engine.schema import Example, ExampleEvidence, FamilyFile, RuleEntry
from heyan.packtools.language.tables import default_of, table, type_of

# What a key means, where its type does not say it. A key without an entry shows its description for editors.
_FILE: Mapping[str, str] = MappingProxyType(
    {
        "pack": "Name of the pack; the same in all its files.",
        "version": "Three numbers, `0.1.0`; the same in all files.",
        "family": "Name of the family that this file holds; codes of one family share their letter.",
        "engine": 'Versions of Heyan that the pack works with: `">=0.1,<1"`. Others refuse to load it.',
        "rules": "The rules.",
    }
)
_RULE: Mapping[str, str] = MappingProxyType(
    {
        "code": "Capital letter and two digits. Never changes, never reused.",
        "name": "kebab-case, names the fault, reads well as “allow *name*”.",
        "title": "One sentence: what must be true.",
        "why": "Why it is checked and how, in plain words.",
        "severity": "Error: the paper proves itself wrong. Warning: a reviewer must ask. Info: form and style.",
        "confidence": "How sure the rule is of what it reports, apart from how grave that is.",
        "basis": "The documents that ask for it, with number and, where read, clause.",
        "each": "What is looked at one by one: a collection (below).",
        "when": "Expression. False: not applicable. Unknown: not evaluated.",
        "check": "A check kind (below) with its options; the bare name where all options have defaults.",
        "assert": "Expression that must hold. A rule has either `check` or `assert`.",
        "at": "With `assert`: the field that a finding points at, if not the first that the expression reads.",
        "grades": "Severity by variant or band of the fault; only those that the check can produce.",
        "message": "The finding's sentence, a template (below).",
        "fix": "What to do about it, a template.",
        "tags": "Words to select the rule by.",
        "yields_to": "Codes of rules that say more: what this rule finds at a place where one of them found a fault is left to it.",
        "forms": "Kinds of form that the rule is for; all if left out.",
        "since": "First year of papers that the rule is for.",
        "until": "Last year of papers that the rule is for.",
        "examples": "Papers in small with their outcome (below).",
    }
)
_EXAMPLE: Mapping[str, str] = MappingProxyType(
    {
        "expect": "How the rule ends on it, over all targets: failed before not_evaluated before passed; "
        "not_applicable where nothing applied.",
        "note": "What the example shows.",
        "evidence": "What it asserts besides (below). What speaks of a finding must all hold of one and the same finding.",
    }
)

_EVIDENCE: Mapping[str, str] = MappingProxyType(
    {
        "message": "The finding's message contains this.",
        "fix": "Its fix contains this.",
        "reported": "What the paper has, exactly.",
        "expected": "What was worked out, exactly.",
        "difference": "The difference, exactly.",
        "tolerance": "The difference that would still be accepted, exactly.",
        "band": "How well the numbers agree; of an example that passes, too.",
        "severity": "The severity, by `grades` where they apply.",
        "address": "The address contains this.",
        "excerpt": "The excerpt contains this.",
        "marked": "What is marked in the excerpt, exactly.",
        "related": "For each: the excerpt of some related place contains it.",
        "formula": "For each: some line of the working contains it.",
        "hypotheses": "For each: some likely cause contains it.",
        "findings": "How many findings there are in all.",
        "reason": "Some reason of not applicable or not evaluated contains this.",
    }
)


def file_keys() -> str:
    """The keys of a family file."""
    return _keys(FamilyFile, _FILE)


def rule_keys() -> str:
    """The keys of a rule."""
    return _keys(RuleEntry, _RULE, brief=("check", "each", "examples"))


def example_keys() -> str:
    """An example's own keys."""
    return _keys(Example, _EXAMPLE, brief=("evidence",))


def evidence_keys() -> str:
    """What an example may assert."""
    return _keys(ExampleEvidence, _EVIDENCE)


def _keys(model: type[BaseModel], meanings: Mapping[str, str], brief: tuple[str, ...] = ("rules",)) -> str:
    schema = model.model_json_schema(by_alias=True)
    properties, required = schema["properties"], schema.get("required", [])
    rows = [
        (
            f"`{key}`",
            {"check": "kind or mapping", "each": "collection", "evidence": "mapping"}.get(
                key, "list of mapping"
            )
            if key in brief
            else type_of(one, schema.get("$defs", {})),
            "must" if key in required else default_of(one),
            meanings.get(key) or str(one.get("description", "")),
        )
        for key, one in properties.items()
    ]
    return table(("key", "type", "default", "meaning"), rows)
