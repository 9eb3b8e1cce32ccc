"""A pack to start from, and a rule to start from. What is written passes the gate as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from heyan import __version__
from heyan.errors import UsageError
from heyan.model.dataclass import dataclass
from heyan.packtools.editor_schema import SCHEMAS, schema_text

_TEMPLATES = Path(__file__).with_name("templates")
_FILES = {
    "README.md": "README.md",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".github/workflows/heyan.yml": "github-actions.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    "lexicons/words.yaml": "lexicon.yaml",
}


@dataclass(frozen=True, slots=True)
class NewPack:
    """What a new pack is called: its name, the family of its first file, and the letter of that family's codes."""

    name: str
    family: str
    letter: str


def pack_files(new: NewPack) -> dict[str, str]:
    """The files of a new pack by their path in its folder. Raises UsageError for names that a pack cannot have."""
    for word, value, pattern in (
        ("--name", new.name, r"[a-z][a-z0-9-]*"),
        ("--family", new.family, r"[a-z][a-z0-9-]*"),
        ("--letter", new.letter, r"[A-Z]"),
    ):
        if not re.fullmatch(pattern, value):
            wanted = "一个大写字母" if word == "--letter" else "小写英文、数字和短横线，如 county-rules"
            raise UsageError(f"{word} 不能是“{value}”：要写{wanted}")
    words = {"NAME": new.name, "FAMILY": new.family, "LETTER": new.letter, "ENGINE": engine_range()}
    files = {f"{new.family}.yaml": _filled("family.yaml", words)}
    files |= {path: _filled(template, words) for path, template in _FILES.items()}
    return files | {file: schema_text(kind) for kind, (_, file) in SCHEMAS.items()}


def engine_range() -> str:
    """The versions of Heyan that a pack written for this one may count on: up to the next that may break it."""
    major, minor, *_ = __version__.split(".")
    return f">={major}.{minor},<{int(major) + 1}"


def ci_files() -> Mapping[str, str]:
    """The workflow files alone, by the name of their service."""
    words = {"ENGINE": engine_range()}
    return {name: _filled(name, words) for name in ("github-actions.yml", "gitlab-ci.yml")}


def _filled(template: str, words: Mapping[str, str]) -> str:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub(r"@([A-Z]+)@", lambda hole: words[hole[1]], text)
