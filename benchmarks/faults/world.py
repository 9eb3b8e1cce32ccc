"""The hidden truth behind a paper: exact amounts that add up to the cent, before anything is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.faults import words
from benchmarks.faults.draft import rounded

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Class:
    """An economic class with its items; both in 元."""

    name: str
    amount: Decimal
    items: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class World:
    """One unit in one year; all money in 元, exact to the cent."""

    unit: str
    year: int
    basic: Decimal
    project: Decimal
    basic_classes: tuple[Class, ...]
    project_classes: tuple[Class, ...]
    income: tuple[tuple[str, Decimal], ...]
    carried_in: Decimal
    initial_basic: Decimal
    initial_project: Decimal
    adjusted: Decimal
    before: Decimal
    reception: Decimal
    vehicles: Decimal
    hospitality_budget: Decimal

    @property
    def spent(self) -> Decimal:
        """Expenditure of the year."""
        return self.basic + self.project

    @property
    def received(self) -> Decimal:
        """Income of the year."""
        return sum((amount for _, amount in self.income), Decimal(0))

    @property
    def carried_out(self) -> Decimal:
        """What is left at the end of the year."""
        return self.received + self.carried_in - self.spent

    @property
    def initial(self) -> Decimal:
        """The budget as first approved."""
        return self.initial_basic + self.initial_project


def split(rng: Random, whole: Decimal, count: int) -> list[Decimal]:
    """`count` positive amounts, exact to the cent, that make up `whole`."""
    shares = [rng.uniform(0.3, 2.0) ** 2 for _ in range(count)]
    parts = [rounded(whole * Decimal(share) / Decimal(sum(shares)), 2) for share in shares[:-1]]
    return [*parts, whole - sum(parts, Decimal(0))]


def amount(rng: Random, low: int, high: int) -> Decimal:
    """An amount in 元, exact to the cent, between the bounds in 万元."""
    return rng.randrange(low * 1_000_000, high * 1_000_000) * _CENT


def _classes(rng: Random, whole: Decimal, names: tuple[str, ...]) -> tuple[Class, ...]:
    made = []
    for name, part in zip(names, split(rng, whole, len(names)), strict=True):
        most = min(len(words.ITEMS[name]), 12)
        chosen = sorted(rng.sample(range(len(words.ITEMS[name])), rng.randint(2, most)))
        items = [words.ITEMS[name][at] for at in chosen]
        made.append(Class(name, part, tuple(zip(items, split(rng, part, len(items)), strict=True))))
    return tuple(made)


def make(rng: Random) -> World:
    """A world; the budget is adjusted by less than 30 % and never overspent."""
    scale = rng.choice((60, 300, 900, 3000))
    basic, project = amount(rng, scale, scale * 3), amount(rng, scale // 3, scale * 2)
    spent = basic + project
    adjusted = rounded(spent / Decimal(rng.choice((1, 1, rng.uniform(0.9, 0.999)))), 2)
    initial = rounded(adjusted * Decimal(rng.uniform(0.82, 1.05)), 2)
    initial_basic = rounded(initial * Decimal(rng.uniform(0.4, 0.7)), 2)
    carried_in = rng.choice((Decimal(0), rounded(spent * Decimal(rng.uniform(0.02, 0.2)), 2)))
    received = spent + rounded(spent * Decimal(rng.uniform(0.0, 0.05)), 2)
    sources = words.INCOME[: rng.randint(2, 4)]
    if rng.random() < 0.5:
        sources = (*sources[:-1], words.INCOME[3])
    reception, vehicles = amount(rng, 1, 9), amount(rng, 2, 20)
    return World(
        unit=words.unit_name(rng),
        year=rng.randint(2019, 2024),
        basic=basic,
        project=project,
        basic_classes=_classes(rng, basic, words.CLASSES[: rng.choice((2, 3, 3))]),
        project_classes=_classes(rng, project, words.CLASSES[1 : rng.choice((3, 4))]),
        income=tuple(zip(dict.fromkeys(sources), split(rng, received, len(set(sources))), strict=True)),
        carried_in=carried_in,
        initial_basic=initial_basic,
        initial_project=initial - initial_basic,
        adjusted=adjusted,
        before=rounded(spent * Decimal(rng.uniform(0.8, 1.2)), 2),
        reception=reception,
        vehicles=vehicles,
        hospitality_budget=rounded((reception + vehicles) * Decimal(rng.uniform(1.0, 1.2)), 2),
    )
