"""The whole score where a paper states it again: in the form and in the prose, or twice in the prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heyan.extraction.pattern import pattern
from heyan.extraction.ratings import whole_score
from heyan.model.claim import Claim, Operand, Origin
from heyan.model.document import Document
from heyan.model.quantity import Quantity
from heyan.model.report import SELF_EVALUATION_KINDS, Form, LevelTotal, Sourced

# Scores of another year, of another assessor, or of several units at once.
_OTHER = pattern(
    r"上年|去年|上一?年度|往年|复评|复核|复查|再评价|重点评价|财政局|主管部门|第三方|考核|平均|最高|最低|以上|以下"
)
_WHOLE = pattern(r"整体|部门|本?单位|我[局镇乡县办委院校街]|本[局镇乡县办委院校街]")
_PROJECT = pattern(r"项目")
_STOPS = "。；;\n"


def whole_score_claims(
    document: Document, forms: Sequence[Form], totals: Sequence[LevelTotal]
) -> Iterator[Claim]:
    """One claim for each later place that states the whole score of the same paper.

    Where the prose gives several scores (of projects, say), only those count that say whose they are.
    """
    stated = [(total, total.score) for total in totals if not total.scope and total.score]
    told = [
        (score, clause) for total, score in stated if not _OTHER.search(clause := _clause(document, score))
    ]
    several = len({score.value.value for score, _ in told}) > 1
    if several:
        told = [
            (score, clause) for score, clause in told if _WHOLE.search(clause) and not _PROJECT.search(clause)
        ]
    chosen = _form(forms)
    first = chosen[1] if chosen else None
    origin: Origin = "mixed"
    for score, clause in told:
        if chosen and chosen[0].kind.startswith("project") and _WHOLE.search(clause):
            continue
        if first is None:
            first, origin = score, "prose"
            continue
        operands = (
            Operand("first", "总分", first.value, first.span),
            Operand("second", "总分", score.value, score.span),
        )
        yield Claim("same", "whole_score", "总分", operands, score.span, origin=origin)


def _form(forms: Sequence[Form]) -> tuple[Form, Sourced[Quantity]] | None:
    """The form that the prose speaks of: the only one with a score, or the department's beside its projects'."""
    scored = [
        (form, score) for form in forms if form.kind in SELF_EVALUATION_KINDS and (score := whole_score(form))
    ]
    own = [pair for pair in scored if pair[0].kind == "self_evaluation_form"]
    if len(scored) == 1:
        return scored[0]
    return own[0] if len(own) == 1 else None


def _clause(document: Document, score: Sourced[Quantity]) -> str:
    """The text before the score in its sentence."""
    text = document.text
    start = max(text.rfind(stop, max(0, score.span.start - 200), score.span.start) for stop in _STOPS)
    return text[max(start + 1, score.span.start - 200) : score.span.start]
