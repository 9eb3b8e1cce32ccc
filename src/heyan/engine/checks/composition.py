"""The kind `composition`: the parts that a description lists add up to the target."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.checks.sum import SumCheck, check_sum
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Verdict, not_applicable, passed
from heyan.model.claim import Claim
from heyan.model.finding import Band


class CompositionCheck(CheckOptions):
    """Like `sum`, but a target that is a limit (≥300人) may also be kept by a sum beyond it."""

    kind: Literal["composition"] = "composition"

    slots: ClassVar[frozenset[str]] = SumCheck.slots
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted", "rounded", "truncated"})
    variants: ClassVar[Variants] = SumCheck.variants
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.sum"})


def check_composition(_options: CompositionCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Adds the parts up; variants and what cannot be evaluated are those of `sum`."""
    claim = target.item
    if not isinstance(claim, Claim) or claim.kind != "sum" or claim.topic != "composition":
        return not_applicable("不是构成说明")
    if _kept(claim):
        return passed(tuple(operand.place for operand in claim.operands if operand.place))
    return check_sum(SumCheck(), target, lexicons)


def _kept(claim: Claim) -> bool:
    """Whether the sum lies beyond the target on the side that its comparator allows."""
    totals = claim.of("total")
    if claim.missing or len(totals) != 1:
        return False
    whole = totals[0].quantity
    factor = whole.unit.factor if whole.unit else None
    parts = [part.quantity.amount if factor else part.quantity.value for part in claim.of("part")]
    gap = sum(parts, Decimal(0)) - (whole.amount if factor else whole.value)
    return gap > 0 if whole.comparator in (">=", ">") else gap < 0 and whole.comparator in ("<=", "<")
