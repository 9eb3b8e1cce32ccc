"""What a generated paper asserts of its figures, and whether printed figures still agree with it.

This is the bench's own knowledge: it never asks Heyan. A printed figure is an interval of half a last place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, Protocol

from benchmarks.faults.draft import FACTORS, Token

_HUNDRED = Decimal(100)
_HALF = Decimal("0.5")
_OVERFULFILLED = Decimal("1.3")
_CEILINGS = frozenset({"≤", "<", "＜", "不超过"})
Interval = tuple[Decimal, Decimal]


class View:
    """The figures as printed after some were changed or left out."""

    def __init__(
        self, tokens: Sequence[Token], changed: Mapping[int, str], dropped: frozenset[int] = frozenset()
    ) -> None:
        self._tokens, self._changed, self._dropped = tokens, changed, dropped

    def text(self, token: int) -> str:
        """The token's text as printed; "" where it is left out."""
        return "" if token in self._dropped else self._changed.get(token, self._tokens[token].text)

    def number(self, token: int) -> Decimal | None:
        """The value in the base unit; None where the figure is left out or malformed."""
        try:
            return Decimal(self.text(token).replace(",", "")) * self._factor(token)
        except InvalidOperation:
            return None

    def interval(self, token: int) -> Interval | None:
        """The hidden values that print as this figure."""
        value = self.number(token)
        if value is None:
            return None
        half = self.half(token)
        return value - half, value + half

    def half(self, token: int) -> Decimal:
        """Half of one unit in the last place that the figure was rounded to, in the base unit; no 元 has less
        than a cent."""
        fraction = self.text(token).partition(".")[2]
        decimals = max(len(fraction), self._tokens[token].decimals)
        if decimals >= 2 and self._tokens[token].kind == "money" and self._factor(token) == 1:
            return Decimal(0)
        return _HALF.scaleb(-decimals) * self._factor(token)

    def decimals(self, token: int) -> int:
        """How many decimals are printed."""
        return len(self.text(token).partition(".")[2])

    def _factor(self, token: int) -> Decimal:
        source = self._tokens[token]
        unit = self.text(source.unit_token) if source.unit_token is not None else source.unit
        return FACTORS.get(unit, Decimal(1))


class Relation(Protocol):
    """Something asserted of tokens."""

    @property
    def kind(self) -> str:
        """A short name for tables."""
        ...

    @property
    def tokens(self) -> tuple[int, ...]:
        """The tokens that it constrains."""
        ...

    def holds(self, view: View) -> bool:
        """Whether the printed figures agree, rounding granted; True where a figure that it needs is missing."""
        ...


@dataclass(frozen=True, slots=True)
class Sum:
    """Totals equal parts; `exact` for points and counts, which nothing rounds. `whole` stands for an unprinted total.

    An `open` list (其中) may leave parts out: there a missing part is no contradiction, nor where one part is left.
    `rest` is the part (其他收入) that makes a list say that it is complete; once it is gone the list is open.
    """

    totals: tuple[int, ...]
    parts: tuple[int, ...]
    exact: bool = False
    whole: Decimal | None = None
    name: str = "sum"
    open: bool = False
    rest: int | None = None

    @property
    def kind(self) -> str:
        return self.name

    @property
    def tokens(self) -> tuple[int, ...]:
        return (*self.totals, *self.parts)

    def holds(self, view: View) -> bool:
        residual, bound = self.whole or Decimal(0), Decimal(0)
        for sign, tokens in ((1, self.totals), (-1, self.parts)):
            for token in tokens:
                value = view.number(token)
                if value is None:
                    if view.text(token):
                        return False
                    continue
                residual += sign * value
                bound += Decimal(0) if self.exact else view.half(token)
        left = sum(bool(view.text(token)) for token in self.parts)
        is_open = self.open or (self.rest is not None and not view.text(self.rest))
        partial = left < len(self.parts) and (is_open or left < 2)
        return abs(residual) <= bound or (partial and residual > 0)


@dataclass(frozen=True, slots=True)
class Ratio:
    """numerator / denominator = result (percent). `slack` is what policy grants on top, in points."""

    numerator: int
    denominator: int
    result: int
    slack: Decimal = Decimal(0)
    name: str = "share"

    @property
    def kind(self) -> str:
        return self.name

    @property
    def tokens(self) -> tuple[int, ...]:
        return self.numerator, self.denominator, self.result

    def holds(self, view: View) -> bool:
        part, whole, stated = map(view.interval, self.tokens)
        if part is None or whole is None or stated is None:
            return all(not view.text(token) for token in self.tokens if view.number(token) is None)
        if whole[0] <= 0:
            return False
        low, high = _HUNDRED * part[0] / whole[1], _HUNDRED * part[1] / whole[0]
        return low - self.slack <= stated[1] and stated[0] <= high + self.slack

    def expected(self, view: View) -> Decimal | None:
        """The percentage that the figures give."""
        part, whole = view.number(self.numerator), view.number(self.denominator)
        return _HUNDRED * part / whole if part is not None and whole else None


@dataclass(frozen=True, slots=True)
class Change:
    """now is more (sign 1) or less (-1) than before by delta, which is `percent` of before."""

    now: int
    delta: int
    percent: int
    sign: Literal[1, -1]
    kind: str = "change"

    @property
    def tokens(self) -> tuple[int, ...]:
        return self.now, self.delta, self.percent

    def holds(self, view: View) -> bool:
        now, delta, stated = map(view.interval, self.tokens)
        if now is None or delta is None or stated is None:
            return False
        if now[0] - self.sign * delta[1] <= 0 or now[0] - self.sign * delta[0] <= 0:
            return False
        low = _HUNDRED * delta[0] / (now[1] - self.sign * delta[0])
        high = _HUNDRED * delta[1] / (now[0] - self.sign * delta[1])
        return low <= stated[1] and stated[0] <= high


@dataclass(frozen=True, slots=True)
class Grown:
    """now - before = delta (its sign in words), which is `percent` of before."""

    now: int
    before: int
    delta: int
    percent: int
    sign: Literal[1, -1]
    kind: str = "change from last year"

    @property
    def tokens(self) -> tuple[int, ...]:
        return self.now, self.before, self.delta, self.percent

    def holds(self, view: View) -> bool:
        now, before, delta, stated = map(view.interval, self.tokens)
        if now is None or before is None or delta is None or stated is None or before[0] <= 0:
            return False
        low, high = now[0] - before[1], now[1] - before[0]
        if self.sign < 0:
            low, high = -high, -low
        if low > delta[1] or delta[0] > high:
            return False
        ends = [self.sign * (_HUNDRED * n / b - _HUNDRED) for n in now for b in before]
        return min(ends) <= stated[1] and stated[0] <= max(ends)


@dataclass(frozen=True, slots=True)
class Same:
    """One fact stated in several places, perhaps with different precision; the same precision, the same figure."""

    tokens: tuple[int, ...]
    kind: str = "same"

    def holds(self, view: View) -> bool:
        printed: dict[Decimal, Decimal | None] = {}
        for token in self.tokens:
            if view.text(token) and printed.setdefault(view.half(token), view.number(token)) != view.number(
                token
            ):
                return False
        spans = [view.interval(token) for token in self.tokens if view.text(token)]
        known = [span for span in spans if span is not None]
        return len(known) == len(spans) and max(s[0] for s in known) <= min(s[1] for s in known)


@dataclass(frozen=True, slots=True)
class AtMost:
    """The first figure is not above the second."""

    tokens: tuple[int, int]
    kind: str = "at most"

    def holds(self, view: View) -> bool:
        first, second = map(view.number, self.tokens)
        return first is None or second is None or first <= second


@dataclass(frozen=True, slots=True)
class Bounded:
    """A share of a whole (覆盖率, 合格率, 满意度) is not above 100 percent."""

    token: int
    kind: str = "share of a whole"

    @property
    def tokens(self) -> tuple[int, ...]:
        return (self.token,)

    def holds(self, view: View) -> bool:
        value = view.number(self.token)
        return value is not None and value <= _HUNDRED


@dataclass(frozen=True, slots=True)
class Scored:
    """Points follow from how far the target was reached: all when reached, at most in proportion when not."""

    target: int
    actual: int
    weight: int
    score: int
    comparator: int
    kind: str = "scored"

    @property
    def tokens(self) -> tuple[int, ...]:
        return self.target, self.actual, self.weight, self.score, self.comparator

    def holds(self, view: View) -> bool:
        target, actual, weight, score = map(view.number, self.tokens[:4])
        upward = view.text(self.comparator) not in _CEILINGS
        if target is None or actual is None or weight is None or score is None:
            return False
        if score > weight:
            return False
        if actual >= target if upward else actual <= target:
            # A target set far too low may cost points (财预〔2020〕10号).
            return score == weight or (upward and actual > _OVERFULFILLED * target)
        ratio = actual / target if upward else target / actual
        linear = Decimal(0) if upward or not target else max(Decimal(0), 2 - actual / target)
        return score - weight * max(ratio, linear) <= points_slack(view, self.score)


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """Points of a budget row = weight x executed / budget, at most the weight."""

    executed: int
    budget: int
    weight: int
    score: int
    kind: str = "execution score"

    @property
    def tokens(self) -> tuple[int, ...]:
        return self.executed, self.budget, self.weight, self.score

    def holds(self, view: View) -> bool:
        executed, budget = view.interval(self.executed), view.interval(self.budget)
        weight, score = view.number(self.weight), view.number(self.score)
        if executed is None or budget is None or budget[0] <= 0 or weight is None or score is None:
            return False
        low = min(weight, weight * executed[0] / budget[1])
        high = min(weight, weight * executed[1] / budget[0])
        slack = points_slack(view, self.score)
        return low - slack <= score <= high + slack


def points_slack(view: View, score: int) -> Decimal:
    """Half a point for whole points, else one unit of the last place printed or 0.05, whichever is more."""
    decimals = view.decimals(score)
    return _HALF if not decimals else max(Decimal("0.05"), Decimal(1).scaleb(-decimals))


@dataclass(frozen=True, slots=True)
class Product:
    """first x second = result, rounding granted."""

    first: int
    second: int
    result: int
    kind: str = "product"

    @property
    def tokens(self) -> tuple[int, ...]:
        return self.first, self.second, self.result

    def holds(self, view: View) -> bool:
        one, two, made = map(view.number, self.tokens)
        if one is None or two is None or made is None:
            return False
        slack = view.half(self.result) + abs(two) * self._loose(view, self.first)
        return abs(one * two - made) <= slack + abs(one) * self._loose(view, self.second)

    def _loose(self, view: View, token: int) -> Decimal:
        # Whole counts and unit prices are meant exactly.
        return view.half(token) if view.decimals(token) else Decimal(0)


@dataclass(frozen=True, slots=True)
class Frequency:
    """once x times = all."""

    once: int
    all: int
    times: int
    kind: str = "frequency"

    @property
    def tokens(self) -> tuple[int, ...]:
        return self.once, self.all

    def holds(self, view: View) -> bool:
        once, made = view.number(self.once), view.number(self.all)
        return once is not None and made is not None and once * self.times == made


@dataclass(frozen=True, slots=True)
class Plan:
    """Cumulative shares never fall and end at 100 percent."""

    tokens: tuple[int, ...]
    kind: str = "plan"

    def holds(self, view: View) -> bool:
        shares = [view.number(token) for token in self.tokens]
        known = [share for share in shares if share is not None]
        return len(known) == len(shares) and known == sorted(known) and known[-1] == _HUNDRED


@dataclass(frozen=True, slots=True)
class OneOf:
    """The token is one of these texts: a unit that fits its thing, a count of what is listed, a comparator."""

    token: int
    allowed: frozenset[str]
    kind: str

    @property
    def tokens(self) -> tuple[int, ...]:
        return (self.token,)

    def holds(self, view: View) -> bool:
        return view.text(self.token) in self.allowed


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A count of things of which the text names some (甲、乙等5个): no fewer than are named."""

    token: int
    least: int
    kind: str = "declared count"

    @property
    def tokens(self) -> tuple[int, ...]:
        return (self.token,)

    def holds(self, view: View) -> bool:
        value = view.number(self.token)
        return value is not None and value >= self.least and value == value.to_integral_value()


@dataclass(frozen=True, slots=True)
class SameUnit:
    """Target and actual are printed in the same unit."""

    tokens: tuple[int, int]
    kind: str = "same unit"

    def holds(self, view: View) -> bool:
        return view.text(self.tokens[0]) == view.text(self.tokens[1])


@dataclass(frozen=True, slots=True)
class NearYear:
    """A year within ten years of the paper's."""

    token: int
    year: int
    kind: str = "year"

    @property
    def tokens(self) -> tuple[int, ...]:
        return (self.token,)

    def holds(self, view: View) -> bool:
        return abs(int(view.text(self.token)) - self.year) <= 10


@dataclass(frozen=True, slots=True)
class DayExists:
    """A day that the month has."""

    token: int
    last: int
    kind: str = "day"

    @property
    def tokens(self) -> tuple[int, ...]:
        return (self.token,)

    def holds(self, view: View) -> bool:
        return 1 <= int(view.text(self.token)) <= self.last
