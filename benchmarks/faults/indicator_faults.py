"""Operators on indicators in tables: their direction, unit, name and actual value."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.faults.draft import Listed
from benchmarks.faults.fault import Fault
from benchmarks.faults.papers import Generated

_WORDS = frozenset({"不少于", "不低于", "不超过"})
_OTHERS = {"人": ("人次", "户"), "人次": ("人", "户"), "户": ("人", "人次")}
_DONE = ("完成", "已完成", "达标", "")
_DATES = ("12月底前", "年底完成", "11月30日前")


def _made(
    operator: str, paper: Generated, row: Listed, changed: dict[int, str], *culprits: int
) -> Fault | None:
    """The fault, if it changes what is printed; the tokens changed are its culprits, and those given."""
    changed = {token: text for token, text in changed.items() if paper.tokens[token].text != text}
    if not changed:
        return None
    before = " ".join(paper.tokens[token].text for token in changed)
    own = tuple(dict.fromkeys((*changed, *culprits, row.name)))
    return Fault(operator, changed, own, before, " ".join(changed.values()), (operator,))


def _chosen(rng: Random, paper: Generated, fits: Callable[[Listed], bool]) -> Listed | None:
    rows = [row for row in paper.listed if fits(row)]
    return rng.choice(rows) if rows else None


def direction(rng: Random, paper: Generated) -> Fault | None:
    """An indicator of which more is better (满意度) gets an upper limit."""
    row = _chosen(rng, paper, lambda row: row.up and row.named_way)
    if row is None:
        return None
    sign = "不超过" if paper.tokens[row.sign].text in _WORDS else rng.choice(("≤", "<"))
    return _made("direction", paper, row, {row.sign: sign}, row.target)


def counted_otherwise(rng: Random, paper: Generated) -> Fault | None:
    """People, households and 人次 are taken for one another, in the target and in the actual value."""
    row = _chosen(rng, paper, lambda row: row.named_unit and paper.tokens[row.unit].text in _OTHERS)
    if row is None:
        return None
    unit = rng.choice(_OTHERS[paper.tokens[row.unit].text])
    places = (row.unit,) if row.actual_unit is None else (row.unit, row.actual_unit)
    return _made("counted otherwise", paper, row, dict.fromkeys(places, unit), row.target)


def date_for_rate(rng: Random, paper: Generated) -> Fault | None:
    """A rate has a date for its target."""
    row = _chosen(rng, paper, lambda row: paper.tokens[row.unit].text == "%")
    if row is None:
        return None
    changed = {row.sign: "", row.target: rng.choice(_DATES), row.unit: ""}
    return _made("date for a rate", paper, row, changed)


def doubled(rng: Random, paper: Generated) -> Fault | None:
    """An indicator bears the name of another one of its table."""
    row = _chosen(rng, paper, lambda row: bool(_others(paper, row)))
    if row is None:
        return None
    other = rng.choice(_others(paper, row))
    return _made("indicator twice", paper, row, {row.name: paper.tokens[other.name].text}, other.name)


def _others(paper: Generated, row: Listed) -> list[Listed]:
    return [other for other in paper.listed if other.group == row.group and other is not row]


def placeholder(rng: Random, paper: Generated) -> Fault | None:
    """An indicator bears the name of its second level."""
    row = _chosen(rng, paper, lambda row: "满意" not in row.level2)
    return _made("placeholder name", paper, row, {row.name: f"{row.level2}指标"}, row.target) if row else None


def nothing_told(rng: Random, paper: Generated) -> Fault | None:
    """The actual value of a figure says 完成, or nothing."""
    row = _chosen(rng, paper, lambda row: row.actual is not None)
    if row is None or row.actual is None or row.actual_unit is None:
        return None
    changed = {row.actual: rng.choice(_DONE), row.actual_unit: ""}
    return _made("actual says nothing", paper, row, changed, row.target)


OPERATORS: dict[str, Callable[[Random, Generated], Fault | None]] = {
    "direction": direction,
    "counted otherwise": counted_otherwise,
    "date for a rate": date_for_rate,
    "indicator twice": doubled,
    "placeholder name": placeholder,
    "actual says nothing": nothing_told,
}
