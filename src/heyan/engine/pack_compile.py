"""From the YAML of a pack to rules ready to run, checked to the last name before anything runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from heyan import __version__
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.limits import MAX_EXPRESSION_TEXT, MAX_NODES, MAX_PATTERN_TEXT, MAX_RULES, MAX_WORDS
from heyan.engine.pack import CompiledPack
from heyan.engine.pack_errors import translated
from heyan.engine.profiled import Profiled, filled_rules
from heyan.engine.rule import CompiledRule, RuleError, compile_rule
from heyan.engine.schema import FamilyFile, RuleEntry, RuleTexts
from heyan.engine.unit_file import FILE as UNITS_FILE
from heyan.engine.unit_file import pack_units
from heyan.engine.units import PackUnit
from heyan.engine.values import NO_VALUES, Values
from heyan.engine.values_source import FILE as VALUES
from heyan.engine.values_source import declared_values
from heyan.engine.yaml_strict import Marked, Value, load_yaml
from heyan.errors import PackError
from heyan.model.dataclass import dataclass

LANGUAGES = ("en",)

# Codes of this letter are for what Heyan itself finds in waiver files.
OWN_FAMILY = "W"


def compile_pack(path: Path, contents: Mapping[Path, bytes], sha256: str) -> CompiledPack:
    """The pack at `path` out of the bytes of its files. Raises PackError."""
    lexicons: dict[str, Lexicon] = {}
    units: tuple[PackUnit, ...] = ()
    values = NO_VALUES
    written: list[Marked] = []
    for file, marked in _loaded(path, contents):
        if file.parent.name != "lexicons":
            if file.name == VALUES:
                values = declared_values(marked)
            else:
                written.append(marked)
        elif file.name == UNITS_FILE:
            units = pack_units(marked)
        else:
            add_lexicons(lexicons, marked)
    _check_words(path, lexicons)
    families = [_family(marked, values) for marked in written]
    if not families:
        raise PackError("没有规则文件", path=str(path), hint="文件夹里要有 *.yaml")
    _check_agreement(families)
    _check_cost(path, [entry for family in families for entry in family.file.rules])
    frozen = MappingProxyType(lexicons)
    rules = tuple(rule for family in families for rule in _rules(family, frozen, values))
    _check_unique(rules)
    head = families[0].file
    return CompiledPack(head.pack, head.version, sha256, rules, frozen, str(path), units, values)


def compile_texts(content: bytes, file: Path) -> Mapping[str, RuleTexts]:
    """A pack's texts in another language by code, from the bytes of their file. Raises PackError."""
    marked = load_yaml(content, str(file))
    try:
        return MappingProxyType(TypeAdapter(dict[str, RuleTexts]).validate_python(marked.value))
    except ValidationError as error:
        raise translated(error, marked) from None


def _loaded(path: Path, contents: Mapping[Path, bytes]) -> Iterator[tuple[Path, Marked]]:
    """The files that make the pack, one after the other, as long as they are within its limits."""
    nodes = 0
    for file, content in contents.items():
        if file.parent.name == "lexicons" or file.stem not in LANGUAGES:
            marked = load_yaml(content, str(file))
            nodes += len(marked.lines)
            if nodes > MAX_NODES:
                raise _oversize(path, f"内容超过 {MAX_NODES} 个键和值")
            yield file, marked


def _check_words(path: Path, lexicons: Lexicons) -> None:
    if sum(len(lexicon.words) for lexicon in lexicons.values()) > MAX_WORDS:
        raise _oversize(path, f"词表超过 {MAX_WORDS} 个词")


def _check_cost(path: Path, entries: Sequence[RuleEntry]) -> None:
    """Before anything of it is compiled."""
    if len(entries) > MAX_RULES:
        raise _oversize(path, f"规则超过 {MAX_RULES} 条")
    if sum(len(entry.when or "") + len(entry.assertion or "") for entry in entries) > MAX_EXPRESSION_TEXT:
        raise _oversize(path, f"式子加起来超过 {MAX_EXPRESSION_TEXT} 字")
    if sum(len(str(getattr(entry.check, "pattern", ""))) for entry in entries) > MAX_PATTERN_TEXT:
        raise _oversize(path, f"正则表达式加起来超过 {MAX_PATTERN_TEXT} 字")


def _oversize(path: Path, what: str) -> PackError:
    return PackError(f"规则包的{what}", path=str(path), hint="分成几个规则包，审核时用几个 --pack")


@dataclass(frozen=True, slots=True)
class _Family:
    """One family file: checked, as written, and where profile values were put into its rules."""

    file: FamilyFile
    marked: Marked
    profiled: Mapping[int, Profiled]


def _family(marked: Marked, values: Values) -> _Family:
    if not isinstance(marked.value, dict):
        raise PackError("规则文件要以 pack、version、family、rules 几个键写成", path=marked.path, line=1)
    listed = marked.value.get("rules")
    if isinstance(listed, list) and len(listed) > MAX_RULES:  # before each of them is told its faults
        raise _oversize(Path(marked.path), f"规则超过 {MAX_RULES} 条")
    content, profiled = filled_rules(marked, values)
    try:
        family = FamilyFile.model_validate(content)
    except ValidationError as error:
        raise translated(error, marked) from None
    if family.engine and not _engine_fits(family.engine):
        raise PackError(
            f"规则包要求引擎 {family.engine}，现在是 {__version__}",
            path=marked.path,
            line=marked.line(("engine",)),
            hint="升级核验或换规则包版本",
        )
    return _Family(family, marked, profiled)


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


def _check_agreement(families: list[_Family]) -> None:
    head, first = families[0].file, families[0].marked
    for other_family in families[1:]:
        family, marked = other_family.file, other_family.marked
        for key, own, other in (("pack", family.pack, head.pack), ("version", family.version, head.version)):
            if own != other:
                raise PackError(
                    f"{key} 是“{own}”，而 {Path(first.path).name} 里是“{other}”",
                    path=marked.path,
                    line=marked.line((key,)),
                    hint="同一个规则包的各个文件要写得一样",
                )


def _rules(family: _Family, lexicons: Lexicons, values: Values) -> list[CompiledRule]:
    rules: list[CompiledRule] = []
    marked, name = family.marked, family.file.family
    for index, entry in enumerate(family.file.rules):
        line, profiled = marked.line(("rules", index)), family.profiled.get(index, {})
        try:
            rules.append(
                compile_rule(entry, name, lexicons, marked.path, line, profiled=profiled, values=values)
            )
        except RuleError as error:
            at = marked.line(("rules", index, error.key))
            raise PackError(
                f"{error.key}：{error.message}", path=marked.path, line=at, code=entry.code, hint=error.hint
            ) from None
    return rules


def _check_unique(rules: tuple[CompiledRule, ...]) -> None:
    seen: dict[str, CompiledRule] = {}
    for rule in rules:
        if rule.code.startswith(OWN_FAMILY):
            raise PackError(
                f"代码 {rule.code} 留给豁免的规则",
                path=rule.path,
                line=rule.line,
                code=rule.code,
                hint=f"{OWN_FAMILY} 以外的字母都可以用",
            )
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


def add_lexicons(found: dict[str, Lexicon], marked: Marked) -> None:
    """Add the word lists of one file. Raises PackError."""
    if not isinstance(marked.value, dict):
        raise PackError("词表文件要写成 名字: [词, …]", path=marked.path, line=1)
    for name, value in marked.value.items():
        if name in found:
            raise PackError(f"词表“{name}”重复", path=marked.path, line=marked.line((name,)))
        found[name] = Lexicon(name, MappingProxyType(_groups(name, value, marked)))


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
