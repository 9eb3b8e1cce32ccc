"""Operators on scores: grades, whole scores, points for what is not assessed, rates of the wrong budget."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from benchmarks.faults.draft import Token, printed
from benchmarks.faults.fault import Fault
from benchmarks.faults.papers import Generated
from benchmarks.faults.relations import Ratio, Same, Scored

_GRADES = ("优", "良", "中", "差")
_NOT_ASSESSED = ("不涉及", "不适用", "不考核")
_LEAST_APART = Decimal(1)  # percentage points between the rate of the initial budget and the right one
_NEAR = 12  # tokens between the amounts of one row


def grade(rng: Random, paper: Generated) -> Fault | None:
    """The grade is not the one that the whole score earns."""
    told = [token for token in paper.tokens if token.fact == "等级"]
    if not told:
        return None
    token = rng.choice(told)
    new = rng.choice([other for other in _GRADES if other != token.text])
    return Fault("grade", {token.id: new}, (token.id,), token.text, new, ("grade",))


def whole_score(rng: Random, paper: Generated) -> Fault | None:
    """The prose gives another whole score than the form."""
    pairs = [
        relation
        for relation in paper.relations
        if isinstance(relation, Same) and paper.tokens[relation.tokens[0]].fact == "总分"
    ]
    if not pairs:
        return None
    token = paper.tokens[max(rng.choice(pairs).tokens)]
    value = Decimal(token.text) - rng.choice((1, 2, 3))
    new = f"{value:f}"
    return Fault("whole score in prose", {token.id: new}, (token.id,), token.text, new, ("whole score",))


def not_assessed(rng: Random, paper: Generated) -> Fault | None:
    """An indicator that is not assessed keeps its points."""
    scored = {relation.target: relation for relation in paper.relations if isinstance(relation, Scored)}
    rows = [row for row in paper.listed if row.target in scored]
    if not rows:
        return None
    row = rng.choice(rows)
    changed = {row.sign: "", row.target: rng.choice(_NOT_ASSESSED), row.unit: ""}
    culprits = (*changed, scored[row.target].weight)
    was = "".join(paper.tokens[token].text for token in changed)
    return Fault("not assessed, yet points", changed, culprits, was, changed[row.target], ("points",))


def of_initial(rng: Random, paper: Generated) -> Fault | None:
    """The execution rate of a whole is worked out of the initial budget."""
    made = []
    for relation in paper.relations:
        if isinstance(relation, Ratio) and (initial := _initial(paper, relation)):
            result = paper.tokens[relation.result]
            spent = Decimal(paper.tokens[relation.numerator].text.replace(",", ""))
            budget = Decimal(initial.text.replace(",", ""))
            rate = 100 * spent / budget if budget else Decimal(0)
            if budget and abs(rate - Decimal(result.text)) >= _LEAST_APART:
                made.append((result, printed(rate, result.decimals)))
    if not made:
        return None
    token, new = rng.choice(made)
    return Fault("rate of initial budget", {token.id: new}, (token.id,), token.text, new, ("execution",))


def _initial(paper: Generated, relation: Ratio) -> Token | None:
    """The initial budget that stands in the row of a whole's execution rate."""
    if not paper.tokens[relation.result].fact.endswith("率"):
        return None
    spent = paper.tokens[relation.numerator]
    return next(
        (
            token
            for token in paper.tokens[max(0, spent.id - _NEAR) : spent.id]
            if token.kind == "money" and token.fact.endswith("初") and token.unit == spent.unit
        ),
        None,
    )


OPERATORS: dict[str, Callable[[Random, Generated], Fault | None]] = {
    "grade": grade,
    "whole score in prose": whole_score,
    "not assessed, yet points": not_assessed,
    "rate of initial budget": of_initial,
}
