"""From the YAML of a pack to rules ready to run, checked to the last name before anything runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from heyan import __version__
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.pack import CompiledPack
from heyan.engine.pack_errors import translated
from heyan.engine.rule import CompiledRule, RuleError, compile_rule
from heyan.engine.schema import FamilyFile, RuleTexts
from heyan.engine.unit_file import FILE as UNITS_FILE
from heyan.engine.unit_file import pack_units
from heyan.engine.yaml_strict import Marked, Value, load_yaml
from heyan.errors import PackError

LANGUAGES = ("en",)


def compile_pack(path: Path, contents: Mapping[Path, bytes], sha256: str) -> CompiledPack:
    """The pack at `path` out of the bytes of its files. Raises PackError."""
    lists = {file: content for file, content in contents.items() if file.parent.name == "lexicons"}
    units = tuple(
        unit
        for file, content in lists.items()
        if file.name == UNITS_FILE
        for unit in pack_units(load_yaml(content, str(file)))
    )
    lexicons = _lexicons({file: content for file, content in lists.items() if file.name != UNITS_FILE})
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
    return CompiledPack(head.pack, head.version, sha256, rules, lexicons, str(path), units)


def compile_texts(content: bytes, file: Path) -> Mapping[str, RuleTexts]:
    """A pack's texts in another language by code, from the bytes of their file. Raises PackError."""
    marked = load_yaml(content, str(file))
    try:
        return MappingProxyType(TypeAdapter(dict[str, RuleTexts]).validate_python(marked.value))
    except ValidationError as error:
        raise translated(error, marked) from None


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
