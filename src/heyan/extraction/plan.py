"""A project's 资金支出计划: the months of its header and the cumulative shares below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heyan.extraction.dates import months_of
from heyan.extraction.grid import Row
from heyan.extraction.pattern import pattern
from heyan.extraction.quantities import measure
from heyan.model.report import PlanStep, Sourced

_PLAN_LABEL = pattern(r"(截[止至])?(第?[一二三四1234]季度|\d{1,2}月)(底|末|份)?(前)?.{0,6}")


def read_plan(rows: Sequence[Row], start: int) -> tuple[tuple[PlanStep, ...], int]:
    """The 支出计划 whose months stand in row `start` and whose shares stand in the next; the row behind it."""
    months = [slot for slot in rows[start].filled if _PLAN_LABEL.fullmatch(slot.label)]
    if len(months) < 2 or start + 1 >= len(rows):
        return (), start
    shares = [slot for slot in rows[start + 1].filled if re.fullmatch(r"[\d.．０-９]+\s*[%％]?", slot.text)]
    if len(shares) != len(months):
        return (), start
    steps = []
    for label, share in zip(months, shares, strict=True):
        quantity = measure(share.text, unit="%").quantity
        steps.append(
            PlanStep(
                label.sourced,
                months_of(label.label),
                Sourced(quantity, share.text, share.span) if quantity else None,
            )
        )
    return tuple(steps), start + 2
