"""What the descriptions in a form assert of its targets: parts, times a year, how many are listed, products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heyan.extraction.claims_composition import composition
from heyan.extraction.claims_count import described_count
from heyan.extraction.claims_frequency import described_frequency
from heyan.extraction.claims_ordinal import form_ordinals
from heyan.extraction.claims_product_forms import form_products
from heyan.model.claim import Claim
from heyan.model.report import Form, Indicator


def described_claims(forms: Sequence[Form]) -> tuple[Claim, ...]:
    """At most one claim for each indicator's description, then the products, form by form, then lists of points."""
    found: list[Claim] = []
    for form in forms:
        found.extend(claim for indicator in form.indicators for claim in _claims(indicator))
        found.extend(form_products(form))
    found.extend(form_ordinals(forms))
    return tuple(found)


def _claims(indicator: Indicator) -> Iterator[Claim]:
    if indicator.target is None or (indicator.description is None and indicator.note is None):
        return
    claim = composition(indicator) or described_frequency(indicator) or described_count(indicator)
    if claim is not None:
        yield claim
