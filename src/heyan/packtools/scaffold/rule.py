"""A stub rule of a chosen check kind: how a shipped rule of that kind is written, under a new code."""

from __future__ import annotations

import re
from pathlib import Path

from heyan.engine.checks import CHECK_KINDS
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.engine.values import Range, Value
from heyan.errors import UsageError
from heyan.model.dataclass import dataclass

ASSERT = "assert"
_EXAMPLE = re.compile(r"(?m)^(?=      - )")
_STUBS = Path(__file__).with_name("stubs")
_ENTRY = re.compile(r"^  - code: ", re.MULTILINE)
_REFERENCE = re.compile(r"(?<![\w.])profile\.([a-z][a-z0-9_]*)")
_LEXICON = re.compile(r"^([A-Za-z_][\w-]*):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stub:
    """A rule's YAML, ready to be appended to a family file; `lexicons` are YAML of word lists that the pack lacks."""

    text: str
    lexicons: str


def kinds() -> tuple[str, ...]:
    """What a stub may be asked for: every check kind, and `assert`."""
    return (ASSERT, *sorted(CHECK_KINDS))


def offered(models: CompiledPack) -> tuple[str, ...]:
    """The kinds that there is a rule to go by for: our own stubs, and what `models` uses."""
    used = {rule.check.kind for rule in models.rules if rule.check is not None}
    return tuple(kind for kind in kinds() if kind in used or (_STUBS / f"{kind}.yaml").is_file())


def stub(kind: str, code: str, pack: CompiledPack, models: CompiledPack) -> Stub:
    """A rule `code` of that kind for `pack`, written as the first rule of `models` that uses the kind.

    Raises UsageError for a code that is taken or not one, and where there is no rule to go by.
    """
    if not re.fullmatch(r"[A-Z]\d\d", code):
        raise UsageError(f"代码“{code}”写法不对：一个大写字母加两位数字，如 X02")
    taken = next((rule for rule in pack.rules if rule.code == code), None)
    if taken:
        raise UsageError(
            f"代码 {code} 已用于“{taken.title}”（{taken.path} 第 {taken.line} 行）；换一个没有用过的"
        )
    text, lexicons = _own(kind) or _model(kind, models)
    name = _name(text, {rule.name for rule in pack.rules})
    text = re.sub(r"^  - code: .*", f"  - code: {code}", text, count=1)
    text = re.sub(r"^    name: .*", f"    name: {name}", text, count=1, flags=re.MULTILINE)
    wanted = {found: block for found, block in lexicons.items() if found not in pack.lexicons}
    return Stub(f"\n{text.rstrip()}\n", "".join(wanted.values()))


def _own(kind: str) -> tuple[str, dict[str, str]] | None:
    path = _STUBS / f"{kind}.yaml"
    return (path.read_text(encoding="utf-8"), {}) if path.is_file() else None


def _model(kind: str, models: CompiledPack) -> tuple[str, dict[str, str]]:
    rule = next((rule for rule in models.rules if rule.check is not None and rule.check.kind == kind), None)
    if rule is None or rule.check is None:
        raise UsageError(f"没有检查类型“{kind}”的样子可抄；可用的有：{'、'.join(offered(models))}")
    # The new pack has no values of its own, so it gets what holds in the model's.
    text = _REFERENCE.sub(lambda found: _plain(models.values[found[1]]), _nationwide(_entry(rule)))
    named = {
        str(getattr(rule.check, option)) for option in rule.check.lexicons if getattr(rule.check, option)
    }
    named |= set(re.findall(r"lexicon\([\"'](\w+)", text))
    return text, {name: block for name, block in _lexicons(Path(models.path)).items() if name in named}


def _nationwide(text: str) -> str:
    """The rule without the examples of single profiles, which a new pack does not have."""
    head, *examples = _EXAMPLE.split(text)
    return "".join([head, *(example for example in examples if "profile:" not in example)])


def _plain(value: Value) -> str:
    match value.content:
        case str():
            return value.content
        case tuple() if value.content and all(isinstance(item, Range) for item in value.content):
            ranges = [item for item in value.content if isinstance(item, Range)]
            return "[" + ", ".join(f"{{name: {r.name}, low: {r.low}, high: {r.high}}}" for r in ranges) + "]"
        case _:
            return value.shown.removesuffix(value.unit)


def _entry(rule: CompiledRule) -> str:
    """The rule as its file has it."""
    lines = Path(rule.path).read_text(encoding="utf-8").splitlines(keepends=True)[rule.line - 1 :]
    text = "".join(lines)
    following = _ENTRY.search(text, 1)
    return text[: following.start()] if following else text


def _lexicons(folder: Path) -> dict[str, str]:
    """Each word list of a pack as its file has it, by name."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("lexicons/*.yaml")):
        text = file.read_text(encoding="utf-8")
        starts = list(_LEXICON.finditer(text))
        for start, end in zip(starts, [*(one.start() for one in starts[1:]), len(text)], strict=True):
            found[start[1]] = text[start.start() : end]
    return found


def _name(text: str, taken: set[str]) -> str:
    found = re.search(r"^    name: (\S+)", text, re.MULTILINE)
    name = found[1] if found else "new-fault"
    number = 2
    while name in taken:
        name, number = f"{name.removesuffix(f'-{number - 1}')}-{number}", number + 1
    return name
