"""Where results go: standard output, or files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from heyan.cli.files import is_folder
from heyan.errors import UsageError
from heyan.reporters import REPORTERS

Color = Literal["auto", "always", "never"]
_SUFFIXES = {".html": "html", ".htm": "html", ".json": "json", ".txt": "console"}
_WIDEST = 120
_FILE_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Destination:
    """A format and where it goes; None is standard output."""

    format: str
    path: str | None


def destinations(formats: Sequence[str], outputs: Sequence[str]) -> tuple[Destination, ...]:
    """Formats and outputs paired in order. Raises UsageError where more than one would go to standard output.

    Without a format the output's suffix tells it; without either it is the console.
    """
    if not formats:
        formats = [_SUFFIXES.get(Path(output).suffix.lower(), "console") for output in outputs] or ["console"]
    if len(outputs) > len(formats):
        raise UsageError(f"--output 有 {len(outputs)} 个，--format 只有 {len(formats)} 个；请一一对应")
    paths = [None if output == "-" else output for output in outputs]
    paths += [None] * (len(formats) - len(outputs))
    if paths.count(None) > 1:
        raise UsageError("只有一种格式可以输出到屏幕；其余的请用 --output 指定文件")
    real = [os.path.realpath(path) for path in paths if path is not None]
    if len(set(real)) < len(real):
        raise UsageError("两种格式写进了同一个文件；请分开指定 --output")
    unknown = [name for name in formats if name not in REPORTERS]
    if unknown:
        raise UsageError(f"没有 {unknown[0]} 这种格式；可用的有：{'、'.join(REPORTERS)}")
    return tuple(Destination(name, path) for name, path in zip(formats, paths, strict=True))


def ensure_writable(path: str, inputs: Collection[str]) -> None:
    """Raises UsageError where `path` is an input, a folder, or in a folder that does not exist."""
    if os.path.realpath(path) in {os.path.realpath(entry) for entry in inputs}:
        raise UsageError(f"{path} 是送审的文件，不能被结果覆盖；请换一个文件名")
    if is_folder(Path(path)):
        raise UsageError(f"{path} 是文件夹；请写出文件名")
    if not is_folder(Path(path).absolute().parent):
        raise UsageError(f"文件夹 {Path(path).parent} 不存在；请先建立")


def write(destination: str | None, content: bytes) -> None:
    """Write to the file, whole or not at all (UsageError where it cannot), or to standard output for None."""
    if destination is None:
        write_stdout(content)
    else:
        _write_file(Path(destination), content)


def _write_file(path: Path, content: bytes) -> None:
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".heyan-", dir=path.absolute().parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()
        raise UsageError(f"写不了 {path}（{error.strerror or error}）") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_stdout(content: bytes) -> None:
    """Write bytes as they are; a reader that went away is not an error, a full disk is one (UsageError)."""
    stream = getattr(sys.stdout, "buffer", None)
    try:
        if stream is None:
            sys.stdout.write(content.decode())
        else:
            sys.stdout.flush()
            stream.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_stdout()
    except OSError as error:
        _give_up_stdout()
        raise UsageError(f"结果写不出去（{error.strerror or error}）") from None


def _give_up_stdout() -> None:
    """Python flushes once more at exit; give it somewhere to flush to."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def wants_color(color: Color, path: str | None) -> bool:
    """Whether the console format is coloured: on a terminal without NO_COLOR, or always, or never."""
    if color == "auto":
        return path is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return color == "always"


def width(path: str | None) -> int:
    """The width to lay the console format out for, in cells."""
    if path is not None:
        return _FILE_WIDTH
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
