"""Loading rule packs: folders of YAML, one family a file, checked to the last name before anything runs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from heyan import __version__
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.pack_errors import translated
from heyan.engine.rule import CompiledRule, RuleError, compile_rule
from heyan.engine.schema import FamilyFile, RuleTexts
from heyan.engine.yaml_strict import Marked, Value, load_yaml
from heyan.errors import PackError
from heyan.model.result import PackInfo, RuleInfo

LANGUAGES = ("en",)
PROFILES = "profiles"


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A pack that loaded without a fault; `sha256` is over its files' names and bytes."""

    name: str
    version: str
    sha256: str
    rules: tuple[CompiledRule, ...]
    lexicons: Lexicons
    path: str


def load(path: Path) -> CompiledPack:
    """Load a pack: a folder of family files (with `lexicons/` in it) or a single family file. Raises PackError."""
    files = _files(path)
    contents = {file: _bytes(file) for file in files}
    digest = hashlib.sha256()
    for file in files:
        name = file.relative_to(path).as_posix() if file != path else file.name
        digest.update(name.encode() + b"\0" + contents[file] + b"\0")
    lexicons = _lexicons({file: contents[file] for file in files if file.parent.name == "lexicons"})
    families = [
        _family(load_yaml(content, str(file)))
        for file, content in contents.items()
        if file.parent.name != "lexicons" and file.stem not in LANGUAGES
    ]
    if not families:
        raise PackError("没有规则文件", path=str(path), hint="文件夹里要有 *.yaml")
    _check_agreement(families)
    rules = tuple(rule for family, marked in families for rule in _rules(family, marked, lexicons))
    _check_unique(rules)
    head = families[0][0]
    return CompiledPack(head.pack, head.version, digest.hexdigest(), rules, lexicons, str(path))


def pack_info(pack: CompiledPack) -> PackInfo:
    """What reporters need to know of a pack."""
    rules = tuple(
        RuleInfo(rule.code, rule.name, rule.family, rule.title, rule.severity, rule.fix.text, rule.basis)
        for rule in pack.rules
    )
    return PackInfo(pack.name, pack.version, pack.sha256, rules)


def load_texts(path: Path, language: str) -> Mapping[str, RuleTexts]:
    """The pack's texts in another language by code; empty where the folder has none. Raises PackError."""
    file = path / f"{language}.yaml"
    if not file.is_file():
        return MappingProxyType({})
    marked = load_yaml(_bytes(file), str(file))
    try:
        return MappingProxyType(TypeAdapter(dict[str, RuleTexts]).validate_python(marked.value))
    except ValidationError as error:
        raise translated(error, marked) from None


def shipped(name: str) -> Path:
    """The folder of a pack that comes with Heyan. Raises PackError when there is none of that name."""
    folder = rules_folder() / name
    if name in shipped_names():
        return folder
    raise PackError("没有这个规则包", path=name, hint="写规则包的文件夹，或用自带的 core")


def shipped_names() -> tuple[str, ...]:
    """The names of the packs that come with Heyan."""
    folders = (entry for entry in rules_folder().iterdir() if entry.is_dir() and entry.name != PROFILES)
    return tuple(sorted(entry.name for entry in folders))


def rules_folder() -> Path:
    """Where the shipped packs and profiles lie. Raises PackError where an installation lost them."""
    here = Path(__file__).resolve()
    # Inside a wheel the packs lie in the package; an editable install uses the repository's folder.
    for folder in (here.parents[1] / "rules", here.parents[3] / "rules"):
        if folder.is_dir():
            return folder
    raise PackError("找不到自带的规则", path=str(here.parents[1] / "rules"), hint="重新安装核验")


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise PackError("规则包不存在", path=str(path), hint="检查路径")
    return sorted([*path.glob("*.yaml"), *path.glob("lexicons/*.yaml")], key=lambda file: file.as_posix())


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise PackError(f"读不了文件（{error.strerror or '未知原因'}）", path=str(file)) from None


def _family(marked: Marked) -> tuple[FamilyFile, Marked]:
    if not isinstance(marked.value, dict):
        raise PackError("规则文件要以 pack、version、family、rules 几个键写成", path=marked.path, line=1)
    try:
        family = FamilyFile.model_validate(marked.value)
    except ValidationError as error:
        raise translated(error, marked) from None
    if family.engine and not _engine_fits(family.engine):
        raise PackError(
            f"规则包要求引擎 {family.engine}，现在是 {__version__}",
            path=marked.path,
            line=marked.line(("engine",)),
            hint="升级核验或换规则包版本",
        )
    return family, marked


def _engine_fits(wanted: str) -> bool:
    own = _version(__version__)
    for part in wanted.split(","):
        found = re.fullmatch(r"(>=|<=|<|>|==)(.+)", part)
        if not found:
            return False
        bound = _version(found.group(2))
        fits = {
            ">=": own >= bound,
            "<=": own <= bound,
            "<": own < bound,
            ">": own > bound,
            "==": own == bound,
        }
        if not fits[found.group(1)]:
            return False
    return True


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in [*re.findall(r"\d+", text), "0", "0"][:3])


def _check_agreement(families: list[tuple[FamilyFile, Marked]]) -> None:
    head, first = families[0]
    for family, marked in families[1:]:
        for key, own, other in (("pack", family.pack, head.pack), ("version", family.version, head.version)):
            if own != other:
                raise PackError(
                    f"{key} 是“{own}”，而 {Path(first.path).name} 里是“{other}”",
                    path=marked.path,
                    line=marked.line((key,)),
                    hint="同一个规则包的各个文件要写得一样",
                )


def _rules(family: FamilyFile, marked: Marked, lexicons: Lexicons) -> list[CompiledRule]:
    rules: list[CompiledRule] = []
    for index, entry in enumerate(family.rules):
        line = marked.line(("rules", index))
        try:
            rules.append(compile_rule(entry, family.family, lexicons, marked.path, line))
        except RuleError as error:
            at = marked.line(("rules", index, error.key))
            raise PackError(
                f"{error.key}：{error.message}", path=marked.path, line=at, code=entry.code, hint=error.hint
            ) from None
    return rules


def _check_unique(rules: tuple[CompiledRule, ...]) -> None:
    seen: dict[str, CompiledRule] = {}
    for rule in rules:
        for word, value in (("code", rule.code), ("name", rule.name)):
            other = seen.setdefault(f"{word} {value}", rule)
            if other is not rule:
                raise PackError(
                    f"{word}“{value}”重复",
                    path=rule.path,
                    line=rule.line,
                    code=rule.code,
                    hint=f"已用于 {Path(other.path).name} 第 {other.line} 行",
                )


def _lexicons(contents: Mapping[Path, bytes]) -> Lexicons:
    found: dict[str, Lexicon] = {}
    for file, content in contents.items():
        marked = load_yaml(content, str(file))
        if not isinstance(marked.value, dict):
            raise PackError("词表文件要写成 名字: [词, …]", path=str(file), line=1)
        for name, value in marked.value.items():
            if name in found:
                raise PackError(f"词表“{name}”重复", path=str(file), line=marked.line((name,)))
            found[name] = Lexicon(name, MappingProxyType(_groups(name, value, marked)))
    return MappingProxyType(found)


def _groups(name: str, value: Value, marked: Marked) -> dict[str, tuple[str, ...]]:
    if isinstance(value, dict):
        return {group: _words(words, (name, group), marked) for group, words in value.items()}
    return {"": _words(value, (name,), marked)}


def _words(value: Value, keys: tuple[str, ...], marked: Marked) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    for index, word in enumerate(listed):
        if not isinstance(word, str) or not word:
            raise PackError(
                f"词表“{'.'.join(keys)}”里只能是文字",
                path=marked.path,
                line=marked.line((*keys, index)),
                hint="数字、真假值加引号",
            )
    return tuple(word for word in listed if isinstance(word, str))
