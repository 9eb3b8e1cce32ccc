"""The kind `banded`: what a score is called in words, against the band that the name stands for."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.options import NOT_EMPTY, NOT_NEGATIVE, CheckOptions, Variants
from heyan.engine.interval import unusable
from heyan.engine.lexicon import Lexicon, Lexicons, of_pack
from heyan.engine.notation import trimmed
from heyan.engine.submission import Target
from heyan.engine.values import Range
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band
from heyan.model.quantity import Quantity
from heyan.model.report import Indicator, Rating, Sourced
from heyan.model.span import Span

_HUNDRED = Decimal(100)


class BandedCheck(CheckOptions):
    """A score lies in the band that its name in words stands for.

    A grade (优, 良) is held against the whole score, its band from the lower bound (which belongs to it) to the upper
    one (which does not, save 100); what an indicator's 完成值 in words says of its achievement (部分达成…) against
    得分 ÷ 分值 in percent, both bounds included, `tolerance` points off at most. `ranges` are the bands, groups of the
    `lexicon` the words for each under its name: the whole text for grades, its beginning for indicators. Variants tell where the score lies.
    """

    kind: Literal["banded"] = "banded"
    ranges: Annotated[tuple[Range, ...], NOT_EMPTY]
    lexicon: str
    tolerance: Annotated[Decimal, NOT_NEGATIVE] = Decimal(0)

    slots: ClassVar[frozenset[str]] = frozenset({"called", "score", "band", "due", "share"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("above", "below")})
    targets: ClassVar[frozenset[str]] = frozenset(
        {"ratings", "indicators", "form_indicators", "prose_indicators"}
    )
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})


@dataclass(frozen=True, slots=True)
class _Called:
    """A score with its name: `value` on the scale of the bands, `slack` how far it may be off."""

    words: Sourced[str]
    band: Range
    value: Decimal
    slack: Decimal
    shown: str
    places: tuple[Span, ...]
    open_end: bool

    @property
    def side(self) -> Literal["above", "below"] | None:
        """Where the score lies outside its band."""
        if self.value < self.band.low - self.slack:
            return "below"
        top = self.band.high + self.slack
        over = self.value >= top if self.open_end and top < _HUNDRED else self.value > top
        return "above" if over else None


def check_banded(options: BandedCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Judges a grade or an indicator; names that the lexicon does not know are not applicable."""
    lexicon = of_pack(lexicons, options.lexicon)
    item = target.item
    found = (
        _rating(options, item, lexicon)
        if isinstance(item, Rating)
        else _indicator(options, item, lexicon)
        if isinstance(item, Indicator)
        else not_applicable("不是等级，也不是指标")
    )
    if isinstance(found, Verdict):
        return found
    spots = (found.words.span, *found.places)
    side = found.side
    if side is None:
        return passed(spots, "exact")
    return failed((_observation(options, found, side),), spots, "contradicted")


def _rating(options: BandedCheck, rating: Rating, lexicon: Lexicon) -> _Called | Verdict:
    band = _band(options, lexicon, "".join(rating.grade.value.split()), whole=True)
    if band is None:
        return not_applicable("不是口径里的等级")
    if rating.score is None:
        return not_evaluated("没有写总分", (rating.grade.span,))
    problem = unusable(rating.score.value)
    if problem:
        return not_evaluated(f"总分“{rating.score.raw.strip()}”{problem}", (rating.grade.span,))
    value = rating.score.value.value
    shown = f"{trimmed(value)}分"
    return _Called(rating.grade, band, value, options.tolerance, shown, (rating.score.span,), open_end=True)


def _indicator(options: BandedCheck, indicator: Indicator, lexicon: Lexicon) -> _Called | Verdict:
    actual = indicator.actual
    if actual is None or actual.value.quantity is not None:
        return not_applicable("完成值不是文字")
    words = Sourced(actual.value.text, actual.raw, actual.span)
    band = _band(options, lexicon, "".join(words.value.split()), whole=False)
    if band is None:
        return not_applicable("完成值没有说达成到哪一档")
    if indicator.weight is None or indicator.score is None:
        return not_evaluated("没有填分值" if indicator.weight is None else "没有填得分", (words.span,))
    weight, score = indicator.weight, indicator.score
    for points in (weight, score):
        problem = unusable(points.value)
        if problem:
            return not_evaluated(f"“{points.raw.strip()}”{problem}", (points.span,))
    if weight.value.value <= 0:
        return not_evaluated("分值不是正数", (weight.span,))
    share = _HUNDRED * score.value.value / weight.value.value
    slack = _HUNDRED * options.tolerance / weight.value.value
    return _Called(words, band, share, slack, _points(score.value), (score.span, weight.span), open_end=False)


def _points(score: Quantity) -> str:
    return f"{trimmed(score.value)}分"


def _band(options: BandedCheck, lexicon: Lexicon, text: str, *, whole: bool) -> Range | None:
    for band in options.ranges:
        words = lexicon.groups.get(band.name, ())
        if any(text == word if whole else text.startswith(word) for word in words):
            return band
    return None


def _observation(options: BandedCheck, found: _Called, side: Literal["above", "below"]) -> Observation:
    due = next(
        (
            band.name
            for band in options.ranges
            if band.low <= found.value < band.high or found.value == band.high == _HUNDRED
        ),
        "",
    )
    low, high = trimmed(found.band.low), trimmed(found.band.high)
    value = trimmed(round(found.value, 1))
    return Observation(
        place=found.words.span,
        related=tuple(zip(("得分", "分值"), found.places, strict=False)),
        slots={
            "called": found.words.value.strip(),
            "score": found.shown,
            "band": f"{low}–{high}",
            "due": due,
            "share": f"{value}%",
        },
        reported=found.words.value.strip(),
        expected=due or None,
        band="contradicted",
        evidence=(f"{found.shown}，即 {value}，不在“{found.band.name}”的 {low}–{high} 之内",),
        identity=(found.words.value.strip(), found.shown),
        variant=side,
    )
