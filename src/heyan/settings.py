"""heyan.toml: what a folder of papers is audited by, so that the command line need not repeat it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from heyan.errors import SettingsError

FailOn = Literal["error", "warning", "info", "never"]
_TYPES = {
    "string_type": "要写成带引号的文字",
    "tuple_type": '要写成列表，如 ["core"]',
    "literal_error": "只能是 error、warning、info 或 never",
    "string_too_short": "不能是空的",
    "model_type": '要写成格式的名字，或 {format = "html", output = "audit.html"}',
}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _named(value: object) -> object:
    return {"format": value} if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]


class Output(BaseModel):
    """One format of the result and the file it goes to; without a file, standard output."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Text
    output: Text | None = None


class Settings(BaseModel):
    """The settings of a folder. What is left out stays with the command line's default.

    `packs`, `profile` and `errata` are names or paths; `errata`, `waivers`, `baseline` and the outputs are paths.
    Paths are as the command line would write them: those of a file are joined to the file's folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    packs: Texts = ()
    profile: Text | None = None
    errata: Texts = ()
    fail_on: FailOn | None = None
    select: Texts = ()
    ignore: Texts = ()
    formats: tuple[Annotated[Output, BeforeValidator(_named)], ...] = ()
    waivers: Text | None = None
    baseline: Text | None = None


def load_settings(content: bytes, path: Path) -> Settings:
    """The settings of the file `path` that holds `content`. Raises SettingsError naming file, line and right name."""
    try:
        text = content.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        raise SettingsError(f"{path}：不是 UTF-8 编码；请另存为 UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}：TOML 写法有误（{error}）") from None
    try:
        return _placed(Settings.model_validate(table), path.parent)
    except ValidationError as error:
        first = min(error.errors(include_url=False), key=lambda detail: _line(detail, text))
        raise SettingsError(f"{path}:{_line(first, text)}：{_explained(first)}") from None


def is_path(name: str) -> bool:
    """Whether a pack or profile is named by its place: with a folder, a suffix, or a dot in front."""
    return Path(name).name != name or name == ".." or name.endswith((".yaml", ".yml"))


def _placed(settings: Settings, folder: Path) -> Settings:
    def placed(name: str) -> str:
        return str(folder / name)

    def named(name: str) -> str:
        return placed(name) if is_path(name) else name

    formats = (
        output.model_copy(
            update={
                "format": _format(output.format, folder),
                "output": output.output if output.output in (None, "-") else placed(output.output),
            }
        )
        for output in settings.formats
    )
    return settings.model_copy(
        update={
            "packs": tuple(map(named, settings.packs)),
            "profile": named(settings.profile) if settings.profile else None,
            "errata": tuple(map(placed, settings.errata)),
            "formats": tuple(formats),
            "waivers": placed(settings.waivers) if settings.waivers else None,
            "baseline": placed(settings.baseline) if settings.baseline else None,
        }
    )


def _format(name: str, folder: Path) -> str:
    kind, colon, path = name.partition(":")
    return f"{kind}:{folder / path}" if colon and path else name


def _line(detail: ErrorDetails, text: str) -> int:
    key = str(detail["loc"][0]) if detail["loc"] else ""
    found = re.search(rf"^[ \t]*(\[+[ \t]*)?[\"']?{re.escape(key)}[\"']?\s*[=\].]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _explained(detail: ErrorDetails) -> str:
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "extra_forbidden":
        model = Settings if len(detail["loc"]) == 1 else Output
        return f"没有“{name}”这个设置（{_nearest(name, model.model_fields)}）"
    if detail["type"] == "missing":
        return f"没有写“{name}”"
    where = next((str(part) for part in detail["loc"] if isinstance(part, str)), name)
    return f"“{where}”{_TYPES.get(detail['type'], detail['msg'])}"


def _nearest(name: str, known: Iterable[str]) -> str:
    choices = list(known)
    near = difflib.get_close_matches(name.replace("-", "_"), choices, n=1, cutoff=0.55)
    return f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(choices)}"
