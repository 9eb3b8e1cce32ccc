"""The kind `count`: as many things are listed as are declared."""

from __future__ import annotations

from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions
from heyan.engine.interval import unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, trimmed, written
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.finding import Band, Tolerance

# Lists behind these words may name only some.
_PARTIAL = ("包括", "包含")


class CountCheck(CheckOptions):
    """A declared number of things against the list beside it; a 和 in the last item may join two items or be part
    of one name. Lists that end in 等 are only checked for what agrees."""

    kind: Literal["count"] = "count"

    slots: ClassVar[frozenset[str]] = frozenset({"subject", "declared", "listed", "items"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.count"})


def check_count(_options: CountCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Compares the two numbers; an open list of another length is not evaluated."""
    claim = target.item
    if not isinstance(claim, Claim) or claim.kind != "count":
        return not_applicable("不是个数与列举")
    declared, listed = next(iter(claim.of("declared")), None), next(iter(claim.of("listed")), None)
    if claim.missing or declared is None or listed is None:
        return not_evaluated(f"缺少{claim.missing or '列举'}")
    spots = tuple(operand.place for operand in claim.operands if operand.place)
    problem = unusable(declared.quantity)
    if problem:
        return not_evaluated(f"“{declared.label}{written(declared.quantity)}”{problem}", spots)
    stated, fewest = declared.quantity.value, listed.quantity.value
    most = listed.quantity.upper or fewest
    if fewest <= stated <= most:
        return passed(spots, "exact")
    if claim.open:
        return not_evaluated("列举不完整（等）或不是单纯的名称列举", spots)
    if stated > most and claim.cue in _PARTIAL:
        return not_evaluated(f"“{claim.cue}”后面可能只列了一部分", spots)
    return failed((_observe(claim, declared, listed),), spots, "contradicted")


def _observe(claim: Claim, declared: Operand, listed: Operand) -> Observation:
    count = trimmed(listed.quantity.value)
    if listed.quantity.upper is not None:
        count += f"（“和”前后分开算{trimmed(listed.quantity.upper)}）"
    stated = written(declared.quantity)
    nearest = listed.quantity.value
    if listed.quantity.upper is not None and declared.quantity.value > listed.quantity.upper:
        nearest = listed.quantity.upper
    return Observation(
        place=declared.place or claim.span,
        slots={"subject": claim.subject, "declared": stated, "listed": count, "items": listed.label},
        reported=stated,
        expected=count,
        difference=trimmed(declared.quantity.value - nearest),
        tolerance=Tolerance("0", "个数应当相等；括号内的别名不计"),
        band="contradicted",
        evidence=(f"列举：{listed.label}，共{count}，文中写{stated}",),
        identity=(claim.subject, figure(declared.quantity), listed.label),
    )
