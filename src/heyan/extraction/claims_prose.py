"""Relations that the narrative asserts: sums, shares, rates, the balance of income and expenditure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from heyan.extraction import facts as budget
from heyan.extraction import prose_labels, statements
from heyan.extraction.claims_average import line_averages
from heyan.extraction.claims_change import line_changes
from heyan.extraction.claims_count import line_counts
from heyan.extraction.claims_difference import line_differences
from heyan.extraction.claims_frequency import line_frequencies
from heyan.extraction.claims_ordinal import ordinal_counts
from heyan.extraction.claims_parallel import line_parallels
from heyan.extraction.claims_places import place_claims
from heyan.extraction.claims_product import line_products
from heyan.extraction.claims_prose_points import point_sums
from heyan.extraction.claims_prose_ratios import line_ratios
from heyan.extraction.claims_prose_sums import line_sums
from heyan.extraction.claims_prose_tree import EconomicList, economic_lists, tree_sums
from heyan.extraction.claims_whole_rates import line_whole_rates
from heyan.extraction.fact_claims import balance as balance_of
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Line
from heyan.extraction.told import with_told
from heyan.model.claim import Claim
from heyan.model.document import Document
from heyan.model.report import Section
from heyan.model.span import Span

# Without funds carried over at the end of the year there is no balance to check.
_CARRIED = pattern(r"年[末终底].{0,8}结[转余]|结转下年")

# What sentences and neighbouring lines assert, each kind in its own module.
_OF_LINES: tuple[Callable[[Sequence[Line]], Sequence[Claim]], ...] = (
    line_changes,
    line_frequencies,
    line_counts,
    line_products,
    line_whole_rates,
    line_averages,
    line_differences,
    line_parallels,
    ordinal_counts,
    place_claims,
)

__all__ = ["EconomicList", "claims", "economic_parts"]


def claims(
    document: Document, sections: Sequence[Section], lines: Sequence[Line] | None = None
) -> tuple[Claim, ...]:
    """Sums (within a sentence and over paragraphs), ratios and the balance, in the order of the text.

    Facts stated twice are not among them; see `fact_claims.same_claims`. `lines` may be given where they are known.
    """
    read = statements.lines(document, sections) if lines is None else lines
    found = [claim for line in read for claim in line_sums(line)]
    found.extend(tree_sums(read)[0])
    found.extend(point_sums(read))
    if any(line.amounts and _CARRIED.search(line.text) for line in read):
        balance = balance_of(budget.budget_facts(document, sections, read), found)
        if balance is not None:
            found.append(balance)
    found.extend(_not_repeated(line_ratios(read, found)))
    for relations in _OF_LINES:
        found.extend(relations(read))
    found = with_told(read, _once(found))
    return tuple(sorted(found, key=lambda claim: (claim.span, claim.kind, claim.topic)))


def _once(claims: list[Claim]) -> list[Claim]:
    """Each sum once: a sentence may be read as facts and as a remainder, or as a listing and as a list in parallel."""
    kept: list[Claim] = []
    seen: set[frozenset[Span | None]] = set()
    for claim in claims:
        places = frozenset(operand.place for operand in claim.operands)
        if claim.kind != "sum" or places not in seen:
            kept.append(claim)
        if claim.kind == "sum":
            seen.add(places)
    return kept


def _not_repeated(ratios: list[Claim]) -> list[Claim]:
    """Without the rates that only repeat, in passing, one that stands beside its figures elsewhere."""
    complete = {ratio.of("result")[0].quantity.value for ratio in ratios if ratio.missing is None}
    return [r for r in ratios if r.missing is None or r.of("result")[0].quantity.value not in complete]


def economic_parts(
    document: Document, sections: Sequence[Section], lines: Sequence[Line] | None = None
) -> tuple[EconomicList, ...]:
    """Economic classes listed without their total in words, so that a table's total can be set against them."""
    read = statements.lines(document, sections) if lines is None else lines
    economic = [line for line in read if any(_economic(amount.label) for amount in line.amounts)]
    if not economic:
        return ()
    used = set(tree_sums(read)[1])
    for line in economic:
        for claim in line_sums(line):
            used.update(part.place.start for part in claim.of("part") if part.place is not None)
    return economic_lists(read, frozenset(used))


def _economic(label: str) -> bool:
    return prose_labels.group(label) == "economic"
