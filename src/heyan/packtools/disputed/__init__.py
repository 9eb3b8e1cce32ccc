"""A finding that somebody disputes or confirms, as an example for its rule: masked, as small as can be, and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from heyan.engine.evaluation import evaluate
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.errors import UnreadableInput, UsageError
from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import Finding, Outcome
from heyan.model.report import Report
from heyan.packtools.disputed.content import Content, contents
from heyan.packtools.disputed.shrinking import shrunk
from heyan.packtools.disputed.yaml_text import example_text
from heyan.packtools.examples import example_outcomes, overall
from heyan.packtools.masking import Mask, mask_of

Judgement = Literal["false_alarm", "confirmed", "missed"]
EXPECTED: Mapping[Judgement, str] = {"false_alarm": "passed", "confirmed": "failed", "missed": "failed"}
_NOTES: Mapping[Judgement, str] = {"false_alarm": "误报", "confirmed": "属实", "missed": "漏报"}
Papers = Sequence[tuple[Document, Report]]


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked for: the rule, what is thought of it, and whether names are masked."""

    rule: CompiledRule
    judgement: Judgement
    masked: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Sight:
    """What tells that a finding is the same one: its figures, not its words or place."""

    severity: str
    reported: str | None
    expected: str | None
    difference: str | None
    band: str | None
    message: str | None

    def same(self, other: _Sight, mask: Mask) -> bool:
        """Whether `other`, made of masked text, is this one."""
        mine = [None if part is None else mask.text(part) for part in self._texts]
        return (self.severity, self.band) == (other.severity, other.band) and all(
            _alike(one, two) for one, two in zip(mine, other._texts, strict=True)
        )

    @property
    def _texts(self) -> tuple[str | None, ...]:
        return self.reported, self.expected, self.difference, self.message


def _alike(one: str | None, two: str | None) -> bool:
    """Whether two texts are the same but for line breaks (escaped in a model) and for where a long one is cut off."""
    if one is None or two is None:
        return one is two
    first, second = ("".join(text.replace("\\n", " ").split()) for text in (one, two))
    shortest = min(len(text) for text in (first, second))
    cut = first.endswith("…") or second.endswith("…")
    return first == second or (cut and first[: shortest - 1] == second[: shortest - 1])


def _sight(finding: Finding) -> _Sight:
    told = finding.message if finding.reported is None else None
    return _Sight(
        finding.severity, finding.reported, finding.expected, finding.difference, finding.band, told
    )


def example_of(pack: CompiledPack, case: Case, papers: Papers, finding: Finding) -> str:
    """YAML of an example, ready to be pasted under `examples:`, on which the rule makes the same finding.

    Raises UsageError where no content was found that does (then the paper itself has to be sent in).
    """
    wanted, nothing = _sight(finding), Mask(())

    def holds(content: Content, mask: Mask = nothing) -> bool:
        outcomes = _outcomes(pack, case.rule, content)
        return any(wanted.same(_sight(one), mask) for outcome in outcomes for one in outcome.findings)

    candidates = contents(papers, case.rule, finding.location.span)
    whole = next((content for content in candidates if holds(content)), None)
    if whole is None:
        raise UsageError(
            f"{case.rule.code} 的这个问题离开原文就不再重现，写不成示例；请把文书（遮盖后）反馈给维护者"
        )
    small = shrunk(whole, holds)
    small = simple if holds(simple := small.simplified()) else small
    masked = next((done for mask in _masks(case, papers) if holds(done := small.masked(mask), mask)), None)
    if masked is None:
        raise UsageError("遮盖名称之后问题不再重现；确认可以公开原名时用 --no-mask")
    return example_text(EXPECTED[case.judgement], case.note or _NOTES[case.judgement], masked.tree)


def example_of_missed(pack: CompiledPack, case: Case, papers: Papers, quote: str) -> str:
    """YAML of an example for a fault that the rule should find: the rows and paragraphs that hold `quote`, whole.

    Raises UsageError where the papers do not hold the quote, or the rule finds something there.
    """
    if not any(quote in report.text.value for _, report in papers):
        raise UsageError(f"文书里没有“{quote}”；--quote 要照抄文中的一段")
    around = next(
        (part for content in contents(papers, case.rule, None) if (part := content.around(quote))), None
    )
    if around is None:
        raise UsageError(f"“{quote}”没有被读成表格或正文，写不成示例；请把文书反馈给维护者")
    masked = around.masked(_masks(case, papers)[0])
    if overall(_outcomes(pack, case.rule, masked)) == "failed":
        raise UsageError(f"{case.rule.code} 在这一段里报出了问题，不是漏报；用指纹来写示例")
    return example_text(EXPECTED[case.judgement], case.note or _NOTES[case.judgement], masked.tree)


def _masks(case: Case, papers: Papers) -> tuple[Mask, ...]:
    if not case.masked:
        return (Mask(()),)
    reports = [report for _, report in papers]
    return mask_of(reports), mask_of(reports, thorough=False)


def _outcomes(pack: CompiledPack, rule: CompiledRule, content: Content) -> tuple[Outcome, ...]:
    try:
        return example_outcomes(pack, rule, {"expect": "failed", **content.tree})
    except UnreadableInput:
        return ()


def findings_of(pack: CompiledPack, papers: Papers) -> tuple[tuple[CompiledRule, Finding], ...]:
    """Every finding of the pack on the papers, with its rule."""
    rules = {rule.code: rule for rule in pack.rules}
    return tuple(
        (rules[finding.code], finding)
        for outcome in evaluate(
            [pack], [document for document, _ in papers], [report for _, report in papers]
        )
        for finding in outcome.findings
    )
