"""The user's own Jinja2 template (`--format template:FILE`). It sees the JSON contract, nothing else."""

from __future__ import annotations

from pathlib import PurePath
from types import TracebackType

from jinja2 import Template, TemplateError, TemplateSyntaxError

from heyan.errors import UsageError
from heyan.model.result import AuditResult
from heyan.reporters.json import contract
from heyan.reporters.options import Options, TemplateFile
from heyan.reporters.sandbox import MAX_CHARACTERS, MAX_STEPS, Budget, Sandbox, variables

_OWN_SUFFIXES = (".j2", ".jinja", ".jinja2")
_CHARACTERS_A_FINDING = 20_000
_MARKUP = (".html", ".htm", ".xml", ".svg", ".xhtml")


def render(result: AuditResult, options: Options) -> bytes:
    """What the template of `options.template` makes of the result, UTF-8.

    Names are those of the JSON contract (docs/outputs.md); a name that it does not have is an error. Raises UsageError
    with the template's path and line, or for a template that takes too many steps or writes too much.
    """
    file = options.template
    if file is None:
        raise UsageError("没有给出模板；请写 --format template:FILE")
    template = compiled(file)
    given = variables(dict(contract(result, options)), _budget(result))
    try:
        return template.render(given).encode("utf-8", "replace")
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        line = _line(error.__traceback__, file.path)
        raise UsageError(f"{_place(file, line)}：模板执行出错：{_told(error)}") from None


def _budget(result: AuditResult) -> Budget:
    """More for a large batch: every finding may be looked at ten times for every document."""
    findings = len(result.findings())
    return Budget(
        max(MAX_STEPS, 10 * findings * len(result.documents)),
        max(MAX_CHARACTERS, _CHARACTERS_A_FINDING * findings),
    )


def compiled(file: TemplateFile) -> Template:
    """The template, checked. Raises UsageError with path and line."""
    environment = Sandbox(autoescape=_writes_markup(file.path))
    try:
        code = environment.compile(file.text, name=file.path, filename=file.path)
    except TemplateSyntaxError as error:
        raise UsageError(f"{_place(file, error.lineno)}：模板写法有误：{_told(error)}") from None
    except (TemplateError, RecursionError, SyntaxError, ValueError) as error:
        raise UsageError(f"{_place(file, None)}：模板不能用：{_told(error)}") from None
    return Template.from_code(environment, code, environment.globals)


def _writes_markup(path: str) -> bool:
    """Whether the template's name says that it writes HTML or XML, so that values are escaped."""
    name = PurePath(path)
    while name.suffix.lower() in _OWN_SUFFIXES:
        name = name.with_suffix("")
    return name.suffix.lower() in _MARKUP


def _line(trace: TracebackType | None, path: str) -> int | None:
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _place(file: TemplateFile, line: int | None) -> str:
    return file.path if line is None else f"{file.path}:{line}"


def _told(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "宏自己调用自己，层数过多"
    return str(error) or type(error).__name__
