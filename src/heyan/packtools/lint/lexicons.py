"""Word lists: those that no rule reads, and words that do nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from heyan.engine.rule import CompiledRule
from heyan.packtools.lint.subject import Fault, Subject

_SHOWN = 5
_LONGEST_WORD = 20


def unused_lexicons(subject: Subject) -> Iterator[Fault]:
    """Lists that no rule names, and lists that are named but never looked into on any example."""
    read = {name for reads in subject.reads.values() for name in reads.lexicons}
    for name in subject.pack.lexicons:
        if name in read:
            continue
        file, line = subject.source.lexicon_place(name)
        naming = [rule.code for rule in subject.rules if _names(rule, name)]
        if naming:
            told, hint = f"{'、'.join(naming)} 引用了词表“{name}”，却没有示例用到它", "补一个用到它的示例"
        else:
            told, hint = f"没有规则用词表“{name}”", "删去，或在规则里用 lexicon 选项、lexicon(…) 引用"
        yield Fault(None, name, told, hint, file, line, grave=False)


def _names(rule: CompiledRule, name: str) -> bool:
    """Whether an option of the rule's check names the list. (Expressions look into the lists that they name.)"""
    check = rule.check
    return check is not None and name in [getattr(check, option) for option in check.lexicons]


def repeated_words(subject: Subject) -> Iterator[Fault]:
    """A word written twice in a group, or in two groups of a list."""
    for name, lexicon in subject.pack.lexicons.items():
        for group, words in lexicon.groups.items():
            twice = [word for word, number in Counter(words).items() if number > 1]
            if twice:
                yield _of_group(
                    subject, name, group, f"“{'、'.join(twice)}”写了不止一次", "留一个", grave=True
                )
        groups = list(lexicon.groups.items())
        for index, (group, words) in enumerate(groups):
            for other, others in groups[index + 1 :]:
                shared = [word for word in words if word in set(others)]
                if shared:
                    told = f"有 {len(shared)} 个词也在“{other}”里：{_some(shared)}"
                    hint = "一个词归一类；确要归两类的写明理由"
                    yield _of_group(subject, name, group, told, hint, about=other)


def contained_words(subject: Subject) -> Iterator[Fault]:
    """Words that hold another word of their group: where words are looked for anywhere, the longer one does nothing."""
    for name, lexicon in subject.pack.lexicons.items():
        for group, words in lexicon.groups.items():
            held = [(word, inner) for word in words for inner in words if inner != word and inner in word]
            if held:
                shown = [f"{word}（有“{inner}”）" for word, inner in held]
                longer = len({word for word, _ in held})
                told = f"有 {longer} 个词含着同类里更短的词：{_some(shown)}"
                yield _of_group(subject, name, group, told, "留短的；长词另有用处的写明理由")


def unexercised_words(subject: Subject) -> Iterator[Fault]:
    """Words that no example of a rule that reads the list holds."""
    for name, lexicon in subject.pack.lexicons.items():
        readers = [code for code, reads in subject.reads.items() if name in reads.lexicons]
        if not readers:
            continue
        texts = "\n".join(example.paper[0].text for code in readers for example in subject.examples[code])
        bare = "".join(texts.split())
        for group, words in lexicon.groups.items():
            idle = [word for word in words if _single(word) and word not in bare]
            if idle:
                told = f"{len(words)} 个词里有 {len(idle)} 个没有示例用到：{_some(idle)}"
                yield _of_group(subject, name, group, told, "补上用到它们的示例，或删去用不着的词")


def _of_group(
    subject: Subject, name: str, group: str, told: str, hint: str, *, about: str = "", grave: bool = False
) -> Fault:
    file, line = subject.source.lexicon_place(name, group)
    label = f"{name}.{group}" if group else name
    return Fault(None, f"{label} {about}".strip(), f"词表“{label}”{told}", hint, file, line, grave)


def _single(word: str) -> bool:
    """Whether an entry is one word, not a text of many that its check takes apart (mutate tells whether it matters)."""
    return len(word) <= _LONGEST_WORD and len(word.split()) == 1


def _some(words: Sequence[str]) -> str:
    return "、".join(words[:_SHOWN]) + (f"等 {len(words)} 处" if len(words) > _SHOWN else "")
