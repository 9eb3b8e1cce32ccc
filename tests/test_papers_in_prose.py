"""Whole self-evaluation reports in eight manners of writing, whose figures hold each other in every way prose has.

In tests/papers a number that the rest of its paper settles (a sum, a share, a rate, a change, a price times a number, the
same fact told twice) stands in braces. All figures are right there: nothing may be said, and nearly all of the
marked ones must be verified. Each of them is then changed by one slip, which must be found and told with that number.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from heyan.engine.pack import CompiledPack
from heyan.model.document import Source
from heyan.model.result import AuditResult
from heyan.pipeline import audit, load_packs

_PAPERS = Path(__file__).parent / "papers"
_MARK = re.compile(r"\{([\d.]+)\}")
# How many of the marked numbers need not be verified, and how many of a hundred slips must be found.
FLOORS = {
    "city_subdistrict": (0, 70),
    "coffee_town": (0, 80),
    "housing_project": (3, 80),
    "plain_town": (0, 74),
    "revival_funds": (2, 76),
    "river_town": (1, 76),
    "sugar_township": (1, 70),
    "valley_town": (0, 80),
}


class Marked(NamedTuple):
    """A paper without its braces, and the half-open ranges of what stood in them."""

    text: str
    places: tuple[tuple[int, int], ...]


def marked(name: str) -> Marked:
    text, places, last = "", [], 0
    source = (_PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    for found in _MARK.finditer(source):
        text += source[last : found.start()]
        places.append((len(text), len(text) + len(found[1])))
        text += found[1]
        last = found.end()
    return Marked(text + source[last:], tuple(places))


@pytest.fixture(scope="module")
def packs() -> tuple[CompiledPack, ...]:
    return load_packs(["core"])


def audited(text: str, packs: tuple[CompiledPack, ...]) -> AuditResult:
    return audit([Source("自评报告.txt", text.encode())], packs)


def slips(number: str) -> list[str]:
    """The number with a digit changed, with two neighbours swapped, with its point shifted."""
    digits = [index for index, sign in enumerate(number) if sign.isdigit()]
    first = digits[0] if len(digits) < 3 else digits[1]
    changed = str((int(number[first]) + 4) % 10)
    found = [number[:first] + (changed if changed != "0" or first else "7") + number[first + 1 :]]
    for one, other in pairwise(digits):
        if number[one] != number[other] and (one or number[other] != "0"):
            between = number[one + 1 : other]
            found.append(number[:one] + number[other] + between + number[one] + number[other + 1 :])
            break
    whole, point, decimals = number.partition(".")
    found.append(f"{whole}{decimals[:1]}.{decimals[1:]}0".lstrip("0") if point else number + "0")
    return found


@pytest.mark.parametrize("name", FLOORS)
def test_nothing_is_said_against_a_report_that_adds_up(name: str, packs: tuple[CompiledPack, ...]) -> None:
    result = audited(marked(name).text, packs)
    assert [(one.code, one.message) for one in result.findings() if one.severity != "info"] == []


@pytest.mark.parametrize("name", FLOORS)
def test_its_settled_figures_are_verified(name: str, packs: tuple[CompiledPack, ...]) -> None:
    paper = marked(name)
    figures = audited(paper.text, packs).figures[0]
    states = {figure.span.start: figure.state for figure in figures}
    loose = [
        paper.text[max(0, start - 12) : end + 6]
        for start, end in paper.places
        if states.get(start) not in ("verified", "rounded")
    ]
    assert len(loose) <= FLOORS[name][0], loose


@pytest.mark.parametrize("name", FLOORS)
def test_single_slips_are_found_and_told_with_the_number(name: str, packs: tuple[CompiledPack, ...]) -> None:
    paper = marked(name)
    missed = []
    for index, (start, end) in enumerate(paper.places):
        tried = slips(paper.text[start:end])
        wrong = tried[index % len(tried)]
        findings = audited(paper.text[:start] + wrong + paper.text[end:], packs).findings()
        if not any(
            place.span.start < start + len(wrong) and place.span.end > start
            for finding in findings
            if finding.severity != "info"
            for place in (finding.location, *finding.related)
        ):
            missed.append(f"{paper.text[max(0, start - 12) : start]}【{wrong}】")
    assert len(missed) * 100 <= len(paper.places) * (100 - FLOORS[name][1]), missed
