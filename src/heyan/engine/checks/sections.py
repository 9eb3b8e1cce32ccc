"""The kind `sections`: what a report must have a section about."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.options import NOT_NEGATIVE, CheckOptions
from heyan.engine.lexicon import Lexicons, of_pack
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.report import Narrative, Report


class SectionsCheck(CheckOptions):
    """The narrative has, for each group of the `lexicon`, a heading that holds one of its words, or (`where: text`) any
    words of its own.

    Narratives with fewer than `headings` headings, or shorter than `shortest` characters, are remarks to a form.
    """

    kind: Literal["sections"] = "sections"
    lexicon: str
    where: Literal["headings", "text"] = "headings"
    headings: Annotated[int, NOT_NEGATIVE] = 4
    shortest: Annotated[int, NOT_NEGATIVE] = 800

    slots: ClassVar[frozenset[str]] = frozenset({"missing", "count"})
    figures: ClassVar[frozenset[str]] = frozenset({"expected", "formula"})
    targets: ClassVar[frozenset[str]] = frozenset({"report"})
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})


def check_sections(options: SectionsCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails once, naming all that is missing, at the first heading."""
    report = target.item
    narrative = report.narrative if isinstance(report, Report) else None
    if narrative is None:
        return not_applicable("没有报告正文")
    headings = [section.heading for section in narrative.sections if section.heading]
    if len(headings) < options.headings or _length(narrative) < options.shortest:
        return not_applicable("正文只是表的说明")
    texts = [heading.value for heading in headings]
    if options.where == "text":
        texts += [paragraph.value for section in narrative.sections for paragraph in section.paragraphs]
    groups = of_pack(lexicons, options.lexicon).groups
    missing = [
        group for group, words in groups.items() if not any(word in text for text in texts for word in words)
    ]
    if not missing:
        return passed()
    told = "、".join(missing)
    return failed(
        (
            Observation(
                headings[0].span,
                slots={"missing": told, "count": str(len(missing))},
                expected=told,
                evidence=(f"{'正文' if options.where == 'text' else '各级标题'}里没有提到：{told}",),
                identity=(told,),
            ),
        )
    )


def _length(narrative: Narrative) -> int:
    return sum(len(paragraph.span) for paragraph in narrative.paragraphs)
