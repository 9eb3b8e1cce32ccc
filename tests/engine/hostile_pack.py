"""Loads the pack at argv[1], audits a paper by it, and prints what came of it and what it took. Run as a process of its own,
so that its peak memory is the pack's: `python -m tests.engine.hostile_pack FOLDER PAPER`."""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path

from heyan.engine.evaluation import evaluate
from heyan.engine.pack import load
from heyan.engine.template import compile_template
from heyan.errors import PackError
from heyan.model.document import Source
from heyan.pipeline import understand


def main(folder: str, paper: str) -> None:
    """The `told` is the PackError's message, or the statuses of the outcomes with their reasons."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    import_module("heyan.engine.pack_compile")  # so that imports are not counted as the pack's
    compile_template("{% if x %}{{ x }}{% endif %}").render(str)
    document, report = understand(Source(paper, Path(paper).read_bytes()))
    started = time.process_time()
    try:
        outcomes = evaluate((load(Path(folder)),), (document,), (report,))
        told = sorted({f"{outcome.status} {outcome.reason or ''}" for outcome in outcomes})
        longest = max((len(found.message) for one in outcomes for found in one.findings), default=0)
    except PackError as error:
        told, longest = [str(error)], 0
    spent = time.process_time() - started
    result = {
        "told": told,
        "message": longest,
        "seconds": spent / _slowness(),
        "megabytes": _peak(),
    }
    sys.stdout.write(json.dumps(result, ensure_ascii=False))


def _slowness() -> float:
    """How many times slower this machine is now than an idle one, by a loop that takes it 45 ms; 1 at least."""
    started = time.process_time()
    for _ in range(2_000_000):
        pass
    return max(1.0, (time.process_time() - started) / 0.045)


def _peak() -> float:
    """The most memory that this program itself has held, in MB: getrusage counts the parent's before exec, too."""
    status = Path("/proc/self/status")
    if status.is_file():
        held = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
