"""Which files a command works on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_IFMT, S_IFREG, S_ISDIR

from heyan.model.dataclass import dataclass

# In folders the suffix decides what is looked at; how a file is read is told by its content.
SUFFIXES = frozenset({".docx", ".xlsx", ".xlsm", ".html", ".htm", ".txt", ".md", ".json", ".yaml", ".yml"})
# Papers come in these as well; a folder's are named to the user, since nothing may go silently unchecked.
UNSUPPORTED = frozenset(
    {
        ".doc",
        ".wps",
        ".xls",
        ".et",
        ".pdf",
        ".ofd",
        ".rtf",
        ".odt",
        ".ods",
        ".jpg",
        ".jpeg",
        ".png",
        ".tif",
        ".zip",
        ".rar",
    }
)
STDIN = "-"
_SHARED_SUFFIXES = frozenset({".html", ".htm", ".md"})
_DATA_SUFFIXES = frozenset({".json", ".yaml", ".yml"})
_MODEL_MARK = b"heyan.report/"
_OWN_MARKS = (b'{"schema": "heyan.audit/', b'<meta name="generator" content="heyan', b"<!-- heyan.audit/")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to read, in order, each once; `passed_over` are papers in folders of formats not supported."""

    paths: tuple[str, ...]
    passed_over: tuple[str, ...]


def gather(arguments: Iterable[str]) -> Inputs:
    """The files that the arguments name: files as they are, folders recursively in order of their names.

    Hidden files, lock files (~$), pipes and devices, and Heyan's own results are left out of folders. A path that
    does not exist and a folder that cannot be listed stay in, so that reading them fails and is reported.
    """
    paths: dict[str, str] = {}
    passed_over: list[str] = []
    for argument in arguments:
        if argument != STDIN and is_folder(Path(argument)):
            for path in _walk(argument):
                suffix = path.suffix.lower()
                if is_folder(path) or (suffix in SUFFIXES and _is_paper(path, suffix)):
                    paths.setdefault(os.path.realpath(path), str(path))
                elif suffix in UNSUPPORTED:
                    passed_over.append(str(path))
        else:
            paths.setdefault(argument if argument == STDIN else os.path.realpath(argument), argument)
    return Inputs(tuple(paths.values()), tuple(passed_over))


def is_folder(path: Path) -> bool:
    """Whether the path is a folder; False as well where the system does not tell (no right, a name too long)."""
    return S_ISDIR(_mode(path))


def _mode(path: Path) -> int:
    """The file's type and rights; 0 where there is no such file or none may ask."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _walk(folder: str) -> Iterator[Path]:
    """The folder's files in order of their names; folders only where they could not be listed."""
    closed: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            # Opening a pipe would wait for a writer that may never come.
            if not name.startswith((".", "~$")) and S_IFMT(_mode(path)) in (S_IFREG, 0):
                yield path
    yield from closed


def _is_paper(path: Path, suffix: str) -> bool:
    """Whether a file of a folder may be a paper: no result of Heyan's own, and data only if it is a report model."""
    if suffix not in _SHARED_SUFFIXES | _DATA_SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(2048)
    except OSError:
        return True
    if suffix in _DATA_SUFFIXES:
        return _MODEL_MARK in head
    return not any(mark in head for mark in _OWN_MARKS)
