"""Auditing many files: in this process, or spread over several; the same result either way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from heyan import pipeline
from heyan.cli.cache import pack_cache
from heyan.cli.files import STDIN
from heyan.cli.selection import narrowed
from heyan.engine.pack import CompiledPack
from heyan.errors import SettingsError
from heyan.model.document import Source
from heyan.model.result import AuditResult, InputFailure
from heyan.readers import MAX_BYTES

if TYPE_CHECKING:
    from heyan.suppression import Excuses


@dataclass(frozen=True, slots=True)
class Plan:
    """What to audit by. `packs` are names or paths; `select` and `ignore` words that choose rules."""

    packs: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    errata: tuple[str, ...] = ()


@cache
def packs_of(plan: Plan) -> tuple[CompiledPack, ...]:
    """The plan's packs; loaded once a process. Raises PackError, or UsageError for an unknown rule or profile."""
    if plan.profile is not None:
        raise SettingsError(f"没有地区口径“{plan.profile}”：这一版还没有随附地区口径，请去掉 --profile")
    if plan.errata:
        raise SettingsError("这一版还不能用勘误文件，请去掉 --errata 或设置里的 errata")
    return narrowed(pipeline.load_packs(plan.packs, pack_cache()), plan.select, plan.ignore)


def audit_files(
    paths: Sequence[str],
    plan: Plan,
    *,
    jobs: int,
    progress: Callable[[str], None],
    excuses: Excuses | None = None,
) -> AuditResult:
    """Audit the files; `progress` is told each path as it is taken up. What cannot be opened becomes a failure."""
    packs = packs_of(plan)
    failures: list[InputFailure] = []
    sources = _sources(paths, failures, progress)
    if jobs > 1 and len(paths) > 1:
        workers = import_module("heyan.cli.workers")  # multiprocessing is slow to import
        understood = workers.understood(sources, min(jobs, len(paths)), pipeline.units_of(packs))
        result = pipeline.judge(understood, packs, profile=plan.profile)
    else:
        result = pipeline.audit(sources, packs, profile=plan.profile)
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
