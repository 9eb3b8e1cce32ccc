"""Mutations of expressions and of patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyan.engine.expression import ExpressionError, compile_expression
from heyan.model.report import Indicator
from heyan.packtools.mutation.expressions import expression_variants
from heyan.packtools.mutation.patterns import without_alternatives


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("score <= weight", {"score < weight", "score >= weight"}),
        ("0 <= score <= weight", {"(score) <= (weight)", "(0) <= (score)", "1 <= score <= weight"}),
        (
            "has(weight) and not has(score)",
            {"((not has(score)))", "((has(weight)))", "((has(weight)) or (not has(score)))"},
        ),
        ("score - weight > 0.5", {"((weight) - (score)) > 0.5", "score - weight > 0.6", "(score) > 0.5"}),
        (
            'contains(name, "满意", "认可")',
            {'contains(name, "认可")', 'contains(name, "满意")'},
        ),
        ('unit in ("人", "户")', {'unit in ("户",)', 'unit not in ("人", "户")'}),
        ('matches(name, r"甲|乙")', {'matches(name, r"乙")', 'matches(name, r"甲")'}),
        ("max(score, weight) == 3", {"min(score, weight) == 3", "max(score, weight) != 3"}),
    ],
)
def test_each_slip_is_one_mutant(text: str, wanted: set[str]) -> None:
    assert wanted <= {variant.text for variant in expression_variants(text)}


@pytest.mark.parametrize(
    "text",
    [
        "0 <= score <= weight",
        "(score + weight) / 2 >= 0.5 and (has(score) or has(weight))",
        '(name) == "甲" or not has(name)',
        'not contains(name, "满意", "认可") or score != 0',
    ],
)
def test_mutants_compile_and_differ(text: str) -> None:
    variants = list(expression_variants(text))
    assert len({variant.text for variant in variants}) == len(variants) > 2
    for variant in variants:
        assert variant.text != text
        compile_expression(variant.text, Indicator, {})


def test_ids_do_not_depend_on_the_place_in_the_expression() -> None:
    alone = {(v.part, v.change) for v in expression_variants("score <= weight")}
    together = {(v.part, v.change) for v in expression_variants("has(name) and score <= weight")}
    assert alone <= together


_FIELDS = st.sampled_from(["score", "weight", "0.5", "10"])
_SIGNS = st.sampled_from(["<=", "<", ">", ">=", "==", "!="])


@given(st.lists(st.tuples(_FIELDS, _SIGNS, _FIELDS), min_size=1, max_size=4), st.sampled_from(["and", "or"]))
def test_no_mutation_breaks_the_syntax(parts: list[tuple[str, str, str]], word: str) -> None:
    text = f" {word} ".join(f"{first} {sign} ({second})" for first, sign, second in parts)
    refused: list[str] = []
    for variant in expression_variants(text):
        try:
            compile_expression(variant.text, Indicator, {})
        except ExpressionError as error:  # what does not make sense is refused for its sense, not its writing
            refused.append(str(error))
    assert not any("写法有误" in message for message in refused)


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("甲", {}),
        ("(甲|乙)", {}),
        ("甲|乙", {"甲": "乙", "乙": "甲"}),
        (r"(?i)a\||[|]b|c", {r"a\|": "(?i)[|]b|c", "[|]b": r"(?i)a\||c", "c": r"(?i)a\||[|]b"}),
        ("[]|]a|b", {"[]|]a": "b", "b": "[]|]a"}),
        ("[^]|]a|b", {"[^]|]a": "b", "b": "[^]|]a"}),
        ("(?:a|b)c|d", {"(?:a|b)c": "d", "d": "(?:a|b)c"}),
    ],
)
def test_alternatives_of_a_pattern(pattern: str, wanted: dict[str, str]) -> None:
    assert dict(without_alternatives(pattern)) == wanted
