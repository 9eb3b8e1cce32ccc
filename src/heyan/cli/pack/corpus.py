"""A corpus of papers on the command line: read and understood once, in one process or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

import click

from heyan import pipeline
from heyan.cli.batch import open_source
from heyan.cli.files import gather
from heyan.cli.progress import progress_bar
from heyan.engine.pack import CompiledPack
from heyan.errors import NoInput
from heyan.model.dataclass import dataclass
from heyan.model.document import Source
from heyan.model.result import AuditResult, InputFailure
from heyan.model.units import Units

corpus_option = click.option(
    "--corpus", multiple=True, required=True, metavar="DIR", help="文书或文书文件夹，可重复。"
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was understood of the papers by `units`."""

    paths: tuple[str, ...]
    units: Units
    understood: tuple[pipeline.Understood, ...]


def corpus_of(arguments: Sequence[str], pack: CompiledPack, jobs: int) -> Corpus:
    """The papers that the arguments name, by the pack's units. Raises NoInput where there is none."""
    paths = gather(arguments).paths
    if not paths:
        raise NoInput("没有可审核的文书；--corpus 要给文书或文书文件夹")
    units = pipeline.units_of([pack])
    return Corpus(paths, units, _understood(paths, units, jobs))


def judged(corpus: Corpus, pack: CompiledPack, jobs: int) -> AuditResult:
    """What the pack says of the corpus; papers are read again only where the pack has other units."""
    units = pipeline.units_of([pack])
    understood = corpus.understood if units == corpus.units else _understood(corpus.paths, units, jobs)
    return pipeline.judge(understood, [pack])


def _understood(paths: Sequence[str], units: Units, jobs: int) -> tuple[pipeline.Understood, ...]:
    failures: list[InputFailure] = []
    with progress_bar(len(paths), wanted=True) as advance:

        def sources() -> Iterator[Source]:
            for path in paths:
                advance(path)
                opened = open_source(path)
                if isinstance(opened, InputFailure):
                    failures.append(opened)
                else:
                    yield opened

        if jobs > 1 and len(paths) > 1:
            workers = import_module("heyan.cli.workers")  # multiprocessing is slow to import
            found = tuple(workers.understood(sources(), min(jobs, len(paths)), units))
        else:
            found = tuple(pipeline.understood_each(sources(), units))
    return (*found, *failures)
