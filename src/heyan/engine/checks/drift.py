"""The kind `drift`: rows whose cells stand in other columns than their header says."""

from __future__ import annotations

from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.report import Form


class DriftCheck(CheckOptions):
    """One observation for each run of rows that drifted in the same way."""

    kind: Literal["drift"] = "drift"

    slots: ClassVar[frozenset[str]] = frozenset({"count", "description"})
    figures: ClassVar[frozenset[str]] = frozenset()
    targets: ClassVar[frozenset[str]] = frozenset({"forms"})
    relates: ClassVar[bool] = False


def check_drift(_options: DriftCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails for a form with drifted rows; not applicable to a form without indicators."""
    form = target.item
    if not isinstance(form, Form) or not (form.indicators or form.drifts):
        return not_applicable("没有指标行")
    seen = []
    for drift in form.drifts:
        first, *rest = drift.rows or (drift.span,)
        seen.append(
            Observation(
                place=first,
                related=tuple(("同样错位的行", row) for row in rest),
                slots={"count": str(len(drift.rows) or 1), "description": drift.description},
                identity=(drift.description,),
                shadows=drift.rows or (drift.span,),
            )
        )
    return failed(tuple(seen)) if seen else passed()
