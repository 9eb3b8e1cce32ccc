"""The fault bench is sound, and Heyan finds what it found before: floors a little under what is reached."""

from __future__ import annotations

import pytest
from benchmarks.faults import indicator_faults
from benchmarks.faults.draft import faced
from benchmarks.faults.operators import OPERATORS, SILENT, broken, inject
from benchmarks.faults.papers import SHAPES, generate
from benchmarks.faults.places import locate
from benchmarks.faults.relations import View
from benchmarks.faults.run import trials
from benchmarks.faults.table import alarms, as_json, coverage, lines, print_report, print_shown, silent
from benchmarks.faults.trial import Trial

from heyan.model.document import Source
from heyan.readers import read

PAPERS, FAULTS, SEED = 24, 144, 1
FLOORS = {"found": 95.0, "named": 86.0}
COVERED = 91.0


@pytest.fixture(scope="module")
def tried() -> tuple[Trial, ...]:
    return trials(PAPERS, FAULTS, SEED)


def test_same_seed_gives_the_same_bytes_and_the_same_faults() -> None:
    for number in range(8):
        one, two = generate(SEED, number), generate(SEED, number)
        assert one.written({}) == two.written({})
        assert inject(SEED, one, number, 16) == inject(SEED, two, number, 16)
    assert generate(SEED, 0).written({}) != generate(SEED + 1, 0).written({})


def test_papers_vary_in_shape_and_format() -> None:
    papers = [generate(SEED, number) for number in range(60)]
    assert {paper.shape for paper in papers} == set(SHAPES)
    assert {paper.format for paper in papers} == {"txt", "html", "docx", "xlsx"}


def test_clean_papers_agree_with_all_that_they_assert() -> None:
    for number in range(60):
        paper = generate(SEED, number)
        view = View(paper.tokens, {})
        assert not [relation for relation in paper.relations if not relation.holds(view)], paper.path


def test_tokens_are_found_in_the_document_that_heyan_reads() -> None:
    for number in range(24):
        paper = generate(SEED, number)
        text = read(Source(paper.path, paper.written({})), "d1").text
        places = locate(paper, text, {}, frozenset())
        shown = {token: "".join(text[start:end].split()) for token, (start, end) in places.items()}
        wanted = {token.id: "".join(faced(token.text, token.face).split()) for token in paper.tokens}
        assert shown == wanted, paper.path


def test_a_fault_changes_what_it_says_and_nothing_else() -> None:
    seen = set()
    for number in range(24):
        paper = generate(SEED, number)
        for fault in inject(SEED, paper, number, 16):
            seen.add(fault.operator)
            assert paper.printed(fault.changed, fault.dropped) != paper.printed({}), fault
            several = ("stale total", "missing part", *indicator_faults.OPERATORS, "not assessed, yet points")
            assert len(fault.changed) == 1 or fault.operator in several, fault
            if fault.operator == SILENT:
                assert not broken(paper, fault.changed), fault
    assert seen == set(OPERATORS)


def test_no_errors_on_clean_papers(tried: tuple[Trial, ...]) -> None:
    assert [alarm for _, alarm in alarms(tried, "error")] == []


def test_what_rounding_explains_stays_silent(tried: tuple[Trial, ...]) -> None:
    assert silent(tried)
    assert [one for one in silent(tried) if one.end != "silent"] == []


def test_faults_are_found_and_named(tried: tuple[Trial, ...]) -> None:
    whole = lines(tried)[-1]
    assert whole.constrained >= 80
    assert whole.found_share >= FLOORS["found"]
    assert whole.named_share >= FLOORS["named"]
    assert whole.extra <= 0.05 * whole.injected


def test_constrained_figures_are_covered(tried: tuple[Trial, ...]) -> None:
    seen, every = coverage(tried)["all"]
    assert 100 * seen >= COVERED * every


def test_tables_print(tried: tuple[Trial, ...], capsys: pytest.CaptureFixture[str]) -> None:
    print_report(tried)
    print_shown(tried[:2])
    shown = capsys.readouterr().out
    assert all(operator in shown for operator in OPERATORS)
    assert as_json(tried)["papers"] == PAPERS
