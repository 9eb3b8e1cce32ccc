"""The kind `decimals`: amounts of one form printed with different numbers of decimals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, places
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.quantity import Quantity
from heyan.model.report import Form, Sourced

_SHOWN = 4


class DecimalsCheck(CheckOptions):
    """The amounts of a form's 资金行 and of its divisions of money have the same number of decimals, zeros aside."""

    kind: Literal["decimals"] = "decimals"

    slots: ClassVar[frozenset[str]] = frozenset({"most", "others", "count"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "formula"})
    targets: ClassVar[frozenset[str]] = frozenset({"forms"})


def check_decimals(_options: DecimalsCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails once a form, at the first amount with fewer decimals than the form's finest."""
    form = target.item
    amounts = list(_amounts(form)) if isinstance(form, Form) else []
    if len(amounts) < 2:
        return not_applicable("不足两个金额")
    finest = max(_decimals(amount) for amount in amounts)
    coarse = [amount for amount in amounts if _decimals(amount) != finest]
    if not coarse:
        return passed()
    most = next(amount for amount in amounts if _decimals(amount) == finest)
    others = "、".join(dict.fromkeys(figure(amount.value) for amount in coarse[:_SHOWN]))
    return failed(
        (
            Observation(
                coarse[0].span,
                related=tuple(("位数不同的金额", amount.span) for amount in (*coarse[1:_SHOWN], most)),
                slots={"most": figure(most.value), "others": others, "count": str(len(coarse))},
                reported=figure(coarse[0].value),
                evidence=(f"{others} 与 {figure(most.value)} 的小数位数不同",),
                identity=(others, figure(most.value)),
            ),
        )
    )


def _amounts(form: Form) -> Iterator[Sourced[Quantity]]:
    for row in form.budget_rows:
        yield from _told(row.initial, row.annual, row.executed)
    for breakdown in form.breakdowns:
        for item in (breakdown.total, *breakdown.items):
            yield from _told(item.amount if item else None)


def _told(*amounts: Sourced[Quantity] | None) -> Iterator[Sourced[Quantity]]:
    for amount in amounts:
        if amount is not None and amount.value.value and amount.value.malformed is None:
            yield amount


def _decimals(amount: Sourced[Quantity]) -> int:
    return max(places(amount.value.value), places(amount.value.ulp))
