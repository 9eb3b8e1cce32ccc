"""The mutants of a rule: the rule as it would be with one slip of the pen in it.

A mutant's id is `place→change` (`when→dropped`, `assert[score <= weight]→<`, `check.slight→+0.1`). It names what was
touched by its text, never by its position, so that it stays the same while the rest of the rule changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.schema import RuleEntry
from heyan.model.dataclass import dataclass
from heyan.packtools.mutation.expressions import expression_variants
from heyan.packtools.mutation.options import option_variants
from heyan.packtools.mutation.reads import Reads

# A word that no paper holds: what reads an emptied list still finds a list.
_NO_WORD = "\ue000\ue000"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed entry or changed word lists; `told` says in Chinese what was changed."""

    id: str
    told: str
    entry: RuleEntry
    lexicons: Lexicons


def rule_mutants(entry: RuleEntry, lexicons: Lexicons, reads: Reads) -> Iterator[Mutant]:
    """All mutants of one rule, each once. Some do not compile.

    Options that the rule does not write count where `reads` says that its examples make the check read them.
    """
    seen = {_content(entry)}
    for id_, told, changes in (
        *_condition_mutants(entry),
        *_assertion_mutants(entry),
        *_narrowing_mutants(entry),
        *_option_mutants(entry, reads),
        *_grade_mutants(entry),
    ):
        changed = entry.model_copy(update=changes)
        if _content(changed) not in seen:
            seen.add(_content(changed))
            yield Mutant(id_, told, changed, lexicons)
    for name in sorted(reads.lexicons & lexicons.keys()):
        emptied = without_words(lexicons, name, None)
        yield Mutant(f"lexicon.{name}→emptied", f"词表“{name}”清空", entry, emptied)


def without_words(
    lexicons: Lexicons, name: str, group: str | None, words: Sequence[str] | None = None
) -> Lexicons:
    """The word lists with one of them emptied: all of it, one `group` of it, or only `words` of that group."""
    lexicon = lexicons[name]
    groups: dict[str, tuple[str, ...]] = {}
    for other, listed in lexicon.groups.items():
        if group is not None and other != group:
            groups[other] = listed
        else:
            kept = tuple(word for word in listed if words is not None and word not in words)
            groups[other] = kept or (_NO_WORD,)
    return MappingProxyType({**lexicons, name: Lexicon(name, MappingProxyType(groups))})


# An id, its words, and the keys of the entry that change.
_Change = tuple[str, str, Mapping[str, object]]


def _content(entry: RuleEntry) -> str:
    return repr(entry)


def _condition_mutants(entry: RuleEntry) -> Iterator[_Change]:
    if entry.when is None:
        return
    yield "when→dropped", "去掉 when", {"when": None}
    yield "when→negated", "when 反过来", {"when": f"not ({entry.when})"}
    yield from _expression_mutants("when", entry.when, "when")


def _assertion_mutants(entry: RuleEntry) -> Iterator[_Change]:
    if entry.assertion is not None:
        yield from _expression_mutants("assert", entry.assertion, "assertion")
    if entry.at is not None:
        yield "at→dropped", "去掉 at", {"at": None}


def _expression_mutants(key: str, text: str, field: str) -> Iterator[_Change]:
    for variant in expression_variants(text):
        told = f"{key} 里的“{variant.part}”{_told(variant.change)}"
        yield f"{key}[{variant.part}]→{variant.change}", told, {field: variant.text}


def _narrowing_mutants(entry: RuleEntry) -> Iterator[_Change]:
    if entry.forms:
        yield "forms→dropped", "去掉 forms", {"forms": ()}
    if len(entry.forms) > 1:
        for form in entry.forms:
            rest = tuple(other for other in entry.forms if other != form)
            yield f"forms[{form}]→dropped", f"forms 里去掉 {form}", {"forms": rest}
    for key, year in (("since", entry.since), ("until", entry.until)):
        if year is not None:
            yield f"{key}→dropped", f"去掉 {key}", {key: None}
            yield f"{key}→+1", f"{key} 晚一年", {key: year + 1}
            yield f"{key}→-1", f"{key} 早一年", {key: year - 1}


def _option_mutants(entry: RuleEntry, reads: Reads) -> Iterator[_Change]:
    if entry.check is None:
        return
    written = entry.check.chosen()
    for variant in option_variants(entry.check):
        if variant.option in written or variant.option in reads.options:
            id_ = f"check.{variant.part}→{variant.change}"
            yield id_, f"check 的 {variant.part} {_told(variant.change)}", {"check": variant.options}


def _grade_mutants(entry: RuleEntry) -> Iterator[_Change]:
    for grade in entry.grades:
        rest = {other: severity for other, severity in entry.grades.items() if other != grade}
        yield f"grades.{grade}→dropped", f"grades 里去掉 {grade}", {"grades": rest}


_CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "dropped": "去掉",
        "swapped": "对调",
        "left dropped": "去掉左边",
        "right dropped": "去掉右边",
        "without not": "去掉 not",
        "without -": "去掉负号",
    }
)


def _told(change: str) -> str:
    if change[0] in "+-" and change[1:2].isdigit():
        return ("加 " if change[0] == "+" else "减 ") + change[1:]
    return _CHANGES.get(change, f"改成 {change}")
