"""Functions of expressions, and the limits that keep a stranger's pack harmless."""

from __future__ import annotations

from heyan.engine import expression_functions, expression_syntax, patterns, template, yaml_strict
from heyan.engine import limits as bounds
from heyan.engine.expression_functions import FUNCTIONS, Function
from heyan.packtools.language.tables import sentence, table

# Forms that the compiler knows by name: they take a path, a pattern or a loop, not values.
_SPECIAL = {
    "has": (
        "has(field)",
        "true/false",
        "Whether the paper fills the field in. A malformed figure counts as filled in.",
    ),
    "matches": (
        'matches(text, r"pattern")',
        "true/false",
        "Whether RE2 finds the pattern, written out, in the text.",
    ),
    "lexicon": (
        'lexicon("name"), lexicon("name", "group")',
        "words",
        "The words of a lexicon or of one group of it.",
    ),
    "met": (
        "met(), met(i)",
        "true/false",
        "Whether the indicator's 完成值 reaches its 指标值, by its comparator or the direction of its name (lexicon `polarity`).",
    ),
    "attainment": (
        "attainment(), attainment(i)",
        "number",
        "完成值 over 指标值, in one unit; unknown where they do not compare.",
    ),
    "polarity": (
        "polarity(), polarity(i)",
        "text",
        "Which way the indicator's name says is better: `higher`, `lower`, `either` or `none`.",
    ),
    "sum": ("sum(x.field for x in items if condition)", "number", "The sum over a list of records."),
    "count": ("count(items), count(x for x in items if condition)", "number", "How many there are."),
    "any": ("any(condition for x in items)", "true/false", "Whether one of them is so."),
    "all": ("all(condition for x in items)", "true/false", "Whether all of them are so."),
}


def functions() -> str:
    """Every function with what it takes and gives."""
    plain = [
        (f"`{_call(name, function)}`", _result(function), sentence(function.call.__doc__))
        for name, function in FUNCTIONS.items()
    ]
    loops = [
        (
            f"`{name}(x.field for x in items if condition)`",
            "number",
            f"{sentence(FUNCTIONS[name].call.__doc__)[:-1]} over a list of records.",
        )
        for name in sorted(expression_functions.LOOPS & FUNCTIONS.keys())
    ]
    special = [
        (f"`{_SPECIAL[name][0]}`", *_SPECIAL[name][1:])
        for name in _SPECIAL
        if name in expression_functions.SPECIAL
    ]
    return table(("call", "gives", "meaning"), (*plain, *loops, *special))


def _call(name: str, function: Function) -> str:
    named = [
        parameter if index < function.needed else f"[{parameter}]"
        for index, parameter in enumerate(function.parameters)
    ]
    if function.repeated:
        named += [function.parameters[-1]] * (function.needed - len(function.parameters)) + ["…"]
    return f"{name}({', '.join(named)})"


def _result(function: Function) -> str:
    shape = function.result
    if shape.element is not None:
        return f"list of {shape.element.kind}"
    return {"flag": "true/false"}.get(shape.kind, shape.kind)


def limits() -> str:
    """The limits, as the code has them."""
    rows = (
        (
            "a pack",
            f"{bounds.MAX_FILES} files, {bounds.MAX_BYTES >> 20} MB, {bounds.MAX_NODES:,} keys and values, {bounds.MAX_RULES:,} rules, {bounds.MAX_WORDS:,} words in lexicons",
        ),
        ("its expressions together", f"{bounds.MAX_EXPRESSION_TEXT:,} characters"),
        ("its patterns together", f"{bounds.MAX_PATTERN_TEXT:,} characters"),
        ("one YAML file", f"{bounds.MAX_BYTES >> 20} MB, nested {yaml_strict.MAX_DEPTH} deep"),
        (
            "an expression",
            f"{expression_syntax.MAX_LENGTH} characters, {expression_syntax.MAX_NODES} parts, nested {expression_syntax.MAX_DEPTH} deep",
        ),
        ("arguments of a function", str(expression_functions.MAX_ARGUMENTS)),
        ("decimals of `round`", str(expression_functions.MAX_DIGITS)),
        ("a pattern", f"{patterns.MAX_PATTERN} characters of RE2 syntax"),
        ("a message or fix", f"{template.MAX_LENGTH} characters; rendered, {bounds.MAX_MESSAGE}"),
        ("any other text of a rule", f"{bounds.MAX_TEXT} characters"),
        ("examples of a rule", str(bounds.MAX_EXAMPLES)),
        ("any other list in a rule", str(bounds.MAX_ENTRIES)),
        (
            "evaluating a rule on the papers of a unit",
            f"{bounds.STEPS:,} steps and {bounds.STEPS_PER_TARGET:,} for each target; beyond them what it looks at is not evaluated",
        ),
    )
    return table(("what", "limit"), rows)
