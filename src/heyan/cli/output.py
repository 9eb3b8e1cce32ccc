"""Where results go: standard output, or files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Literal

import click

from heyan.cli.files import is_folder
from heyan.errors import UsageError
from heyan.model.dataclass import dataclass
from heyan.reporters import REPORTERS
from heyan.reporters.options import TemplateFile

Color = Literal["auto", "always", "never"]
_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".txt": "console",
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".csv": "csv",
}
TEMPLATE = "template"
# As `--help` and errors list them.
FORMATS = (*(name for name in REPORTERS if name != TEMPLATE), f"{TEMPLATE}:FILE")
_MAX_TEMPLATE = 1 << 20
_WIDEST = 120
_FILE_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Destination:
    """A format and where it goes; None is standard output. `template` is set for the format of that name."""

    format: str
    path: str | None
    template: TemplateFile | None = None


def checked_formats(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """The values of --format; raises BadParameter, naming the nearest, for one that is no format."""
    for value in values:
        problem = _problem(value)
        if problem:
            raise click.BadParameter(problem)
    return values


def _problem(value: str) -> str | None:
    name, colon, path = value.partition(":")
    if name == TEMPLATE:
        return None if path else f"模板要写出文件：--format {TEMPLATE}:我的模板.j2"
    return None if value in REPORTERS else _no_format(name, value, colon)


def _no_format(name: str, value: str, colon: str) -> str:
    if colon and name in REPORTERS:
        return f"{name} 后面不能有“:”；要输出到文件请用 --output"
    from difflib import get_close_matches  # for errors only

    near = get_close_matches(value.lower(), REPORTERS, n=1, cutoff=0.5)
    hint = f"，是不是 {near[0]}？" if near else "。"
    return f"没有“{value}”这种格式{hint}可用的有：{'、'.join(FORMATS)}"


def destinations(formats: Sequence[str], outputs: Sequence[str]) -> tuple[Destination, ...]:
    """Formats and outputs paired in order. Raises UsageError where more than one would go to standard output.

    Without a format the output's suffix tells it; without either it is the console.
    """
    if not formats:
        formats = [_format_of(output) for output in outputs] or ["console"]
    if len(outputs) > len(formats):
        raise UsageError(f"--output 有 {len(outputs)} 个，--format 只有 {len(formats)} 个；请一一对应")
    paths = [None if output == "-" else output for output in outputs]
    paths += [None] * (len(formats) - len(outputs))
    if paths.count(None) > 1:
        raise UsageError("只有一种格式可以输出到屏幕；其余的请用 --output 指定文件")
    real = [os.path.realpath(path) for path in paths if path is not None]
    if len(set(real)) < len(real):
        raise UsageError("两种格式写进了同一个文件；请分开指定 --output")
    return tuple(_destination(name, path) for name, path in zip(formats, paths, strict=True))


def _format_of(output: str) -> str:
    suffixes = [suffix.lower() for suffix in Path(output).suffixes]
    return _SUFFIXES.get("".join(suffixes[-2:])) or _SUFFIXES.get("".join(suffixes[-1:]), "console")


def _destination(name: str, path: str | None) -> Destination:
    problem = _problem(name)
    if problem:
        raise UsageError(problem)
    if not name.startswith(f"{TEMPLATE}:"):
        return Destination(name, path)
    file = template_file(name.removeprefix(f"{TEMPLATE}:"))
    if path is not None and os.path.realpath(path) == os.path.realpath(file.path):
        raise UsageError(f"{path} 是模板，不能被结果覆盖；请换一个文件名")
    return Destination(TEMPLATE, path, file)


def template_file(path: str) -> TemplateFile:
    """The user's template, read and checked. Raises UsageError with its path, and the line of a fault."""
    try:
        content = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "路径无效"
        raise UsageError(f"读不了模板 {path}（{told}）") from None
    if len(content) > _MAX_TEMPLATE:
        raise UsageError(f"模板 {path} 超过 {_MAX_TEMPLATE >> 20} MB")
    try:
        file = TemplateFile(path, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}：模板不是 UTF-8 编码；请另存为 UTF-8") from None
    import_module("heyan.reporters.template").compiled(file)  # Jinja2 is slow to import
    return file


def ensure_writable(path: str, inputs: Collection[str]) -> None:
    """Raises UsageError where `path` is an input, a folder, or in a folder that does not exist."""
    if os.path.realpath(path) in {os.path.realpath(entry) for entry in inputs}:
        raise UsageError(f"{path} 是送审的文件，不能被结果覆盖；请换一个文件名")
    if is_folder(Path(path)):
        raise UsageError(f"{path} 是文件夹；请写出文件名")
    if not is_folder(Path(path).absolute().parent):
        raise UsageError(f"文件夹 {Path(path).parent} 不存在；请先建立")
    if not os.access(Path(path).absolute().parent, os.W_OK):
        raise UsageError(f"文件夹 {Path(path).parent} 不能写入；请检查权限")


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
