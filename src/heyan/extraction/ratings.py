"""评价等级: the grade that a paper gives itself, and the whole score that it goes with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from heyan.extraction.pattern import pattern
from heyan.model.document import Document, Paragraph
from heyan.model.quantity import Quantity
from heyan.model.report import Form, LevelTotal, Rating, Sourced
from heyan.model.span import Span

_GRADE = r"(?P<grade>优秀|优|良好|良|中等|中|较差|差)"
_OPEN = r"[\s\"“'‘「『（(【]*"
# Behind the grade: the end of the statement. 优、良、中、差 lists what there is.
_BEHIND = r"(?=[\"”'’」』）)】\s,，。;；(（|]|等[级次]|级|$)(?![\s|/／]*(?:优|良|中|差|□|☐))"
_IN_PROSE = pattern(
    rf"(?:等[级次]|评[级价定]|结[果论])(?:[^,，。;；、:：\d\n\t|]{{0,8}}?(?:为|是|属于|[:：]))?{_OPEN}{_GRADE}{_BEHIND}"
)
_IN_FORM = pattern(rf"等[级次](?:评定)?(?:为|是)?[\s|]*[:：]?[\s|\"“（(【]*{_GRADE}{_BEHIND}")
# What else is graded.
_OTHER = pattern(r"[水空]质|空气|环境|信用|年度考核|质量等级|工程|项目验收|满意|风险|达标")
_OWN = pattern(r"绩效|自评|综合|得分")
_PLAIN = pattern(r"评价(?:等级|结[果论])|等级")
_STOPS = "。；;\n"
_MOST = 20


def with_rating(document: Document, form: Form) -> Form:
    """The form with the grade that one of its cells states."""
    found = _IN_FORM.search(document.text, form.span.start, form.span.end)
    if found is None:
        return form
    return replace(form, rating=_sourced(document, found.start("grade"), found.end("grade")))


def ratings(
    document: Document, forms: Sequence[Form], paragraphs: Sequence[Paragraph], totals: Sequence[LevelTotal]
) -> tuple[Rating, ...]:
    """The grades of forms with the form's whole score, then those of the narrative with the score beside them.

    A grade in a paragraph without a score goes with the paper's whole score where the paper has but one.
    """
    wholes = [total.score for total in totals if not total.scope and total.score]
    of_forms = [score for form in forms if (score := whole_score(form))]
    found = [Rating(form.rating, whole_score(form)) for form in forms if form.rating]
    single = {score.value.value for score in (*wholes, *of_forms)}
    only = next(iter((*wholes, *of_forms)), None) if len(single) == 1 else None
    for paragraph in paragraphs:
        found.extend(_told(document, paragraph.span, wholes, only))
    return tuple(found[:_MOST])


def whole_score(form: Form) -> Sourced[Quantity] | None:
    """The score of the whole that a form states, if it is out of 100."""
    wholes = [total for total in form.totals if not total.scope and total.score]
    if len(wholes) != 1 or (wholes[0].weight and wholes[0].weight.value.value != 100):
        return None
    return wholes[0].score


def _told(
    document: Document, span: Span, wholes: Sequence[Sourced[Quantity]], only: Sourced[Quantity] | None
) -> Iterator[Rating]:
    text = document.text_of(span)
    for found in _IN_PROSE.finditer(text):
        lead = text[max(text.rfind(stop, 0, found.start()) for stop in _STOPS) + 1 : found.end()]
        if _OTHER.search(lead) and not _OWN.search(lead):
            continue
        grade = _sourced(document, span.start + found.start("grade"), span.start + found.end("grade"))
        beside = [score for score in wholes if span.covers(score.span)]
        before = [score for score in beside if score.span.end <= grade.span.start]
        score = (
            before[-1]
            if before
            else beside[0]
            if beside
            else only
            if _OWN.search(lead) or _PLAIN.match(lead)
            else None
        )
        if score is not None:
            yield Rating(grade, score)


def _sourced(document: Document, start: int, end: int) -> Sourced[str]:
    raw = document.text[start:end]
    return Sourced(raw, raw, Span(document.id, start, end))
