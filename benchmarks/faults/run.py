"""All trials, in several processes; packs are loaded once in each."""

from __future__ import annotations

import multiprocessing
from functools import cache, partial

from benchmarks.faults.trial import Trial, run
from heyan.engine.pack import CompiledPack
from heyan.pipeline import load_packs

_PACKS = ("core",)


def trials(papers: int, faults: int, seed: int, jobs: int = 1, only: str = "") -> tuple[Trial, ...]:
    """The trials of papers 0 to `papers` - 1 in that order, with `faults` spread evenly over them."""
    job = partial(_trial, papers, faults, seed, only)
    if jobs == 1:
        return tuple(map(job, range(papers)))
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        return tuple(pool.imap(job, range(papers), chunksize=4))


@cache
def _packs() -> tuple[CompiledPack, ...]:
    return load_packs(_PACKS)


def _trial(papers: int, faults: int, seed: int, only: str, number: int) -> Trial:
    own = faults * (number + 1) // papers - faults * number // papers
    return run(seed, number, own, _packs(), only)
