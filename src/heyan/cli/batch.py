"""Auditing many files: in this process, or spread over several; the same result either way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from heyan import pipeline
from heyan.cli.cache import pack_cache
from heyan.cli.files import STDIN
from heyan.cli.selection import narrowed
from heyan.engine.pack import CompiledPack
from heyan.engine.rulebook import AUTO
from heyan.model.dataclass import dataclass
from heyan.model.document import Source
from heyan.model.result import AuditResult, InputFailure
from heyan.model.timing import Timings
from heyan.readers import MAX_BYTES
from heyan.reporters.options import Language

if TYPE_CHECKING:
    from heyan.engine.automatic import Automatic
    from heyan.suppression import Excuses


@dataclass(frozen=True, slots=True)
class Plan:
    """What to audit by. `packs` are names or paths; `select` and `ignore` words that choose rules; rules speak `lang`."""

    packs: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    errata: tuple[str, ...] = ()
    lang: Language = "zh"


@cache
def packs_of(plan: Plan) -> tuple[CompiledPack, ...]:
    """The plan's packs under its profile and errata; loaded once a process. Under `auto` they have no profile.

    Raises PackError, or UsageError for an unknown rule.
    """
    packs = pipeline.load_packs(plan.packs, pack_cache())
    if plan.profile is not None or plan.errata:
        profile = None if plan.profile == AUTO else plan.profile
        packs = _layers().adapted(packs, profile, plan.errata)
    return _prepared(packs, plan)


@cache
def automatic_of(plan: Plan) -> Automatic | None:
    """What picks a profile for each submission; None where the plan does not ask for it. Raises PackError."""
    if plan.profile != AUTO:
        return None
    packs = pipeline.load_packs(plan.packs, pack_cache())
    automatic: Automatic = _layers().automatic(packs, plan.errata, lambda made: _prepared(made, plan))
    return automatic


def _prepared(packs: Sequence[CompiledPack], plan: Plan) -> tuple[CompiledPack, ...]:
    """The packs with the rules that run, in the language asked for."""
    chosen = narrowed(packs, plan.select, plan.ignore)
    if plan.lang == "zh":
        return chosen
    translation = import_module("heyan.engine.translation")
    return tuple(translation.in_language(pack, plan.lang) for pack in chosen)


def _layers() -> ModuleType:
    # Laying profiles over packs needs YAML and pydantic, which a run without them does not pay for.
    return import_module("heyan.cli.layers")


def audit_files(
    paths: Sequence[str],
    plan: Plan,
    *,
    jobs: int,
    progress: Callable[[str], None],
    excuses: Excuses | None = None,
    timings: Timings | None = None,
) -> AuditResult:
    """Audit the files; `progress` is told each path as it is taken up. What cannot be opened becomes a failure.

    With `timings` all work is done in this process, whose clock they use.
    """
    packs = packs_of(plan)
    failures: list[InputFailure] = []
    sources = _sources(paths, failures, progress)
    if jobs > 1 and len(paths) > 1 and timings is None:
        workers = import_module("heyan.cli.workers")  # multiprocessing is slow to import
        understood = workers.understood(sources, min(jobs, len(paths)), pipeline.units_of(packs))
        result = pipeline.judge(understood, packs, automatic_of(plan))
    else:
        result = pipeline.audit(sources, packs, automatic_of(plan), timings=timings)
    order = {path: index for index, path in enumerate(paths)}
    every = sorted((*result.failures, *failures), key=lambda failure: order.get(failure.path, len(order)))
    result = replace(result, failures=tuple(every))
    return pipeline.excused(result, excuses) if excuses else result


def open_source(path: str) -> Source | InputFailure:
    """The file's bytes (standard input for "-"), or why there are none."""
    try:
        if path == STDIN:
            return Source(path, sys.stdin.buffer.read(MAX_BYTES + 1))
        with Path(path).open("rb") as file:
            # One byte more than any reader accepts tells it that the file is too large.
            return Source(path, file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        return InputFailure(path, "missing", "文件不存在；请检查路径和文件名")
    except PermissionError:
        return InputFailure(path, "invalid", "没有读取的权限；请检查权限")
    except IsADirectoryError:
        return InputFailure(path, "invalid", "这是文件夹，里面的文件列不出来；请检查权限")
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "路径无效"
        return InputFailure(path, "invalid", f"打不开文件（{told}）；请检查权限")


def _sources(
    paths: Sequence[str], failures: list[InputFailure], progress: Callable[[str], None]
) -> Iterator[Source]:
    for path in paths:
        progress(path)
        opened = open_source(path)
        if isinstance(opened, InputFailure):
            failures.append(opened)
        else:
            yield opened
