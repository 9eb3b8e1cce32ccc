"""The kind `sum`: parts add up to their total."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.clues import POINTS_TOPICS, clues_for, implied, sum_terms
from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.checks.sum_wording import (
    amount_text,
    formula,
    mixed_units,
    signed_sum,
    sum_evidence,
    sum_place,
    sum_related,
    unit_name,
)
from heyan.engine.interval import Agreement, alike, judge_sum, own_steps, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, trimmed, written
from heyan.engine.relation_repair import pinned
from heyan.engine.repair import Hypothesis, corrected, mend_sum, repairs_of, sentences
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Repair, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Tolerance
from heyan.model.report import Report
from heyan.model.span import Span

# A listing under 其中 that misses the total by less is a sum gone wrong; real tables: 90 % of those below 5 %
# are (research on 215 flagged sums), one further away names only some of the parts.
_NEAR = Decimal("0.05")
# Totals and what their parts name where nothing is left out.
_PARTITIONS = (
    (re.compile(r"编制|在职|在编|实有|在岗"), ("行政", "事业")),
    (re.compile(r"基本支出"), ("人员", "公用")),
)
_SOURCES = 3
_TELLING_DIGITS = 4


class SumCheck(CheckOptions):
    """The parts of a claim against its total: `equal`, or `at_most` for listings that only begin with 其中.

    Variants: the band (`truncated`), `uneven_decimals` (holds only if every number is taken at its own decimals),
    `partial` (a listing under 其中, or the prose indicators of a level, short of the total: it may simply be incomplete), `carried`
    (funds of another year listed among the parts), `shares` (of one whole, that miss 100 %: one may be unnamed), `unlabelled` (a sum that the other lines of a table keep), `over` (parts under 其中 far above their total).
    """

    kind: Literal["sum"] = "sum"
    relation: Literal["equal", "at_most"] = "equal"

    slots: ClassVar[frozenset[str]] = frozenset(
        {"subject", "total_label", "total", "computed", "formula", "difference", "unit", "count", "carried"}
    )
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted", "rounded", "truncated"})
    variants: ClassVar[Variants] = MappingProxyType(
        {"": ("carried", "over", "partial", "shares", "uneven_decimals", "unlabelled")}
    )
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.sum"})


@dataclass(frozen=True, slots=True)
class _Sum:
    claim: Claim
    report: Report
    agreement: Agreement
    hypotheses: tuple[Hypothesis, ...]

    @property
    def listed(self) -> bool:
        """Whether the parts need not be all there are."""
        return self.claim.open or "其中" in self.claim.cue

    @property
    def near(self) -> bool:
        total = sum((abs(operand.quantity.amount) for operand in self.claim.of("total")), Decimal(0))
        return self.mended or abs(self.agreement.residual) <= total * _NEAR

    @property
    def mended(self) -> bool:
        """Whether one digit, the point or the unit of one number would make it hold.

        Short round figures (60 + 30 of 100) can always be mended so; a gap between them tells nothing.
        """
        if any(item.kind == "unit" and item.exact and _two_digits(item.original) for item in self.hypotheses):
            return True
        if self.agreement.residual < 0 and not any(_telling(operand) for operand in self.claim.operands):
            return False
        return any(item.is_edit or item.kind in ("scale", "unit") for item in self.hypotheses)


def _two_digits(figure_: str) -> bool:
    return len(figure_.replace(".", "").strip("0")) >= 2


def _telling(operand: Operand) -> bool:
    return len(operand.quantity.value.normalize().as_tuple().digits) >= _TELLING_DIGITS


def check_sum(options: SumCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Recomputes the claim; a total or part that cannot be used is not evaluated, with its name."""
    claim = target.item
    if not isinstance(claim, Claim) or claim.kind != "sum":
        return not_applicable("不是合计关系")
    spots = tuple(operand.place for operand in claim.operands if operand.place)
    hindrance = _hindrance(claim)
    if hindrance:
        return not_evaluated(hindrance, spots)
    summed = _recompute(claim, target.report, options.relation)
    return _at_most(summed, spots) if options.relation == "at_most" else _equal(summed, spots)


def _hindrance(claim: Claim) -> str | None:
    if claim.missing:
        return f"缺少{claim.missing}"
    if not claim.of("total") or not claim.of("part"):
        return "缺少合计或分项"
    for operand in claim.operands:
        problem = unusable(operand.quantity)
        if problem:
            return f"“{operand.label}{written(operand.quantity)}”{problem}"
    printed = [operand.quantity for operand in claim.operands if operand.place and operand.role != "carried"]
    if claim.topic not in POINTS_TOPICS and not alike(printed):
        return "各数的单位不同，不能相加"
    return None


def _recompute(claim: Claim, report: Report, relation: Literal["equal", "at_most"]) -> _Sum:
    terms = [term for _, term in sum_terms(claim)]
    points = claim.topic in POINTS_TOPICS
    agreement = judge_sum(terms, given=implied(claim), points=points)
    hypotheses: tuple[Hypothesis, ...] = ()
    # What falls short of its total is no matter of `at_most`.
    if agreement.band in ("contradicted", "truncated") and (relation == "equal" or agreement.residual > 0):
        operands = [operand for operand, _ in sum_terms(claim)]
        own = own_steps([quantity for quantity, _ in terms], points=points)
        loose = sum(own, Decimal(0)) / 2
        totals = frozenset(i for i, operand in enumerate(operands) if operand.role == "total")
        hypotheses = mend_sum(
            terms,
            agreement.residual,
            agreement.bound,
            loose,
            totals=totals,
            clues=clues_for(claim, operands, report),
        )
    if agreement.band == "truncated":
        # One unit in the last place is mended by any number's last digit; only what the paper hints at is worth telling.
        hypotheses = tuple(item for item in hypotheses if item.stated)
    return _Sum(claim, report, agreement, hypotheses)


def _equal(summed: _Sum, spots: tuple[Span, ...]) -> Verdict:
    claim, agreement = summed.claim, summed.agreement
    band = agreement.band
    if agreement.holds or _carried_included(summed):
        return passed(spots, band if agreement.holds else "exact")
    if claim.topic == "unlabelled" and claim.open:
        return not_evaluated("其中的数已由写明的合计核对", spots)
    if claim.topic in ("shares", "unlabelled"):
        return failed((_observe(summed, claim.topic),), spots, band)
    if agreement.uneven:
        return failed((_observe(summed, "uneven_decimals"),), spots, band)
    if agreement.residual < 0 and claim.origin == "prose" and claim.cue == _LEVEL_CUE:
        # The indicators of a level that sentences tell may not all have been recognised.
        return failed((_observe(summed, "partial"),), spots, band)
    if band == "truncated" or not summed.listed:
        return failed((_observe(summed, None),), spots, band)
    if agreement.residual > 0:
        if summed.near:
            return failed((_observe(summed, None),), spots, band)
        return not_applicable("各项之和远超总额，按“其中”之和不得超过总额核对")
    single = len(claim.of("part")) == 1
    if claim.open or single or not (summed.near or _names_everything(claim)):
        rest = amount_text(claim, -agreement.residual) + unit_name(claim)
        return not_evaluated(f"“{claim.subject}”只列了部分，余{rest}未列出", spots)
    return failed((_observe(summed, None if summed.mended else "partial"),), spots, band)


def _names_everything(claim: Claim) -> bool:
    """Whether the parts that a sentence lists under 其中 leave nothing unnamed, so that a gap is worth a warning.

    So does a list that ends in 其他…, 基本支出 with 项目支出, the classes of 基本支出, three sources of income, the levels of
    a total score, the items of 三公经费, 行政 with 事业 (though 工勤 may be left out).
    """
    if claim.origin != "prose" or claim.open:
        return False
    total = "".join(operand.label for operand in claim.of("total"))
    parts = [operand.label for operand in claim.of("part")]
    if parts[-1].startswith(("其他", "其它")):
        return True
    match claim.topic:
        case "expenditure":
            return True
        case "income":
            return "收入" in total and len(parts) >= _SOURCES
        case "economic":
            return "基本支出" in total
        case "official":
            # 因公出国 is often nothing and then left out.
            return "三公" in total and all(any(word in label for label in parts) for word in ("车", "接待"))
        case "scores":
            # The levels of a total score; who names the first two names them all.
            return all(any(word in label for label in parts) for word in ("产出", "效"))
        case _:
            return any(
                whole.search(total) and all(any(word in label for label in parts) for word in words)
                for whole, words in _PARTITIONS
            )


def _at_most(summed: _Sum, spots: tuple[Span, ...]) -> Verdict:
    claim, agreement = summed.claim, summed.agreement
    carried = claim.of("carried")
    over = agreement.residual > agreement.bound
    if over and summed.listed and not summed.near:
        return failed((_observe(summed, "over"),), spots, agreement.band)
    if over:
        return not_applicable("由合计等式核对")
    if carried and agreement.residual + signed_sum(carried) > agreement.bound:
        return failed((_observe_carried(summed),), spots, agreement.band)
    if not summed.listed and not carried:
        return not_applicable("不是“其中”列举")
    # An inequality bounds its numbers but verifies none of them.
    return passed(spots, None if agreement.residual < 0 else agreement.band)


def _carried_included(summed: _Sum) -> bool:
    """Whether the sum holds once the listed funds of another year are counted in."""
    carried = summed.claim.of("carried")
    residual = summed.agreement.residual + signed_sum(carried)
    return bool(carried) and abs(residual) <= summed.agreement.bound


def _observe(summed: _Sum, variant: str | None) -> Observation:
    claim, agreement = summed.claim, summed.agreement
    main = claim.of("total")[0]
    expected = amount_text(claim, agreement.residual + main.sign * main.quantity.amount)
    gap = amount_text(claim, -agreement.residual)
    carried = claim.of("carried")
    return Observation(
        place=sum_place(claim),
        related=sum_related(claim),
        slots={
            "subject": claim.subject,
            "total_label": main.label or "合计",
            "total": figure(main.quantity),
            "computed": expected,
            "formula": formula(claim.of("part"), mixed_units(claim)),
            "difference": gap.lstrip("-"),
            "unit": unit_name(claim),
            "count": str(len(claim.of("part"))),
            "carried": "、".join(f"{operand.label}{figure(operand.quantity)}" for operand in carried),
        },
        reported=figure(main.quantity),
        expected=expected,
        difference=gap,
        tolerance=Tolerance(trimmed(Decimal(amount_text(claim, agreement.bound))), agreement.why),
        band=agreement.band,
        evidence=sum_evidence(claim, agreement, variant),
        hypotheses=sentences(summed.hypotheses),
        pinned=pinned([(item.operand, item.standing) for item in summed.hypotheses]),
        identity=(
            claim.subject,
            *(f"{o.label}={figure(o.quantity)}" for o in (*claim.of("total"), *claim.of("part"))),
        ),
        variant=variant,
        repairs=_repairs(summed, Decimal(expected)),
    )


def _repairs(summed: _Sum, computed: Decimal) -> tuple[Repair, ...]:
    """The slips that explain it, and last the total as its parts have it."""
    claim = summed.claim
    found = repairs_of(summed.hypotheses, [operand for operand, _ in sum_terms(claim)])
    totals = [operand for operand in claim.of("total") if operand.place]
    if len(totals) != 1 or totals[0].place is None or computed < 0:
        return found
    return (*found, Repair(totals[0].place, corrected(totals[0].quantity, computed)))


def _observe_carried(summed: _Sum) -> Observation:
    """The funds of another year are what is out of place, not the sum."""
    seen = _observe(summed, "carried")
    carried = summed.claim.of("carried")[0]
    main = summed.claim.of("total")[0]
    if carried.place is None:
        return seen
    related = ((main.label or "合计", main.place),) if main.place else ()
    return replace(
        seen,
        place=carried.place,
        related=related,
        reported=written(carried.quantity),
        expected=None,
        difference=None,
        tolerance=None,
        band=None,
    )


_LEVEL_CUE = "小计"
