"""What rules say: names, texts and their lengths, texts in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from heyan.engine.binding import BindingError, bind
from heyan.engine.pack import load_texts
from heyan.engine.pack_compile import LANGUAGES
from heyan.engine.rule import ASSERTION_SLOTS, CompiledRule
from heyan.engine.template import Template, TemplateError, check_template, compile_template
from heyan.errors import PackError
from heyan.packtools.lint.subject import Fault, Subject

# A fault is named by what is wrong (score-exceeds-weight), never by the work (check-score) or by what is right.
_WORK = re.compile(
    r"^(check|validate|verify|ensure|test|must|should|rule|assert)-|-(check|rule|test|validation)$"
)
_RIGHT = re.compile(r"(^|-)(valid|correct|ok|right|consistent|equals|matches|adds-up|within|is|are)(-|$)")
_PLACEHOLDER = re.compile(r"TODO|FIXME|XXX|待补|待填|待定|（?改成自己的|暂无|\?{2,}|？{2,}|^[-—.。、]*$")
_LONGEST: Mapping[str, tuple[str, int]] = MappingProxyType(
    {"title": ("标题", 30), "why": ("原因", 120), "message": ("消息", 120), "fix": ("改法", 100)}
)
_LONGEST_NAME = 48
_LONGEST_NOTE = 40
_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_SLOT = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def names(subject: Subject) -> Iterator[Fault]:
    """Names that tell the work to be done, or what is right, instead of what is wrong."""
    for rule in subject.rules:
        if _WORK.search(rule.name):
            yield subject.fault(
                rule,
                ("name",),
                f"名字“{rule.name}”说的是要做的事，不是毛病",
                "改成毛病本身，如 score-exceeds-weight，读作“容许 score exceeds weight”",
            )
        elif _RIGHT.search(rule.name):
            yield subject.fault(
                rule,
                ("name",),
                f"名字“{rule.name}”像是在说对的情形",
                "改成毛病本身，如 total-differs-from-sum",
                grave=False,
            )
        if len(rule.name) > _LONGEST_NAME:
            yield subject.fault(
                rule,
                ("name",),
                f"名字有 {len(rule.name)} 个字符，超过 {_LONGEST_NAME}",
                "缩短",
                about="length",
                grave=False,
            )


def missing_texts(subject: Subject) -> Iterator[Fault]:
    """Reason, basis and fix that are missing or only stand in."""
    for rule in subject.rules:
        if not rule.why.strip():
            yield subject.fault(
                rule, ("code",), "没有写 why（为什么查）", "用一两句白话写明为什么查、怎么算", about="why"
            )
        texts = [
            ("title", rule.title),
            ("why", rule.why),
            ("message", rule.message.text),
            ("fix", rule.fix.text),
            *(("basis", basis) for basis in rule.basis),
        ]
        for key, text in texts:
            if text and (not text.strip() or _PLACEHOLDER.search(text.strip())):
                yield subject.fault(
                    rule, (key,), f"{key} 还是占位的文字“{text.strip()}”", "写上真正的内容", about=key
                )


def long_texts(subject: Subject) -> Iterator[Fault]:
    """Texts that nobody reads to the end."""
    for rule in subject.rules:
        texts = {"title": rule.title, "why": rule.why, "message": rule.message.text, "fix": rule.fix.text}
        for key, text in texts.items():
            label, longest = _LONGEST[key]
            length = max(len(_SLOT.sub("", branch)) for branch in _branches(text))
            if length > longest:
                yield subject.fault(
                    rule,
                    (key,),
                    f"{label}有 {length} 字，超过 {longest} 字",
                    "只说最要紧的；细节放进 why",
                    about=key,
                    grave=False,
                )
        for number, example in enumerate(rule.examples):
            note = str(example.get("note") or "")
            if len(note) > _LONGEST_NOTE:
                yield subject.fault(
                    rule,
                    ("examples", number, "note"),
                    f"示例 {number + 1} 的说明有 {len(note)} 字，超过 {_LONGEST_NOTE} 字",
                    "缩短",
                    about=f"note {number + 1}",
                    grave=False,
                )


def _branches(text: str) -> list[str]:
    """The texts between the tags of a template that chooses: each is shown alone at most."""
    return _TAG.split(text)


def repeated_texts(subject: Subject) -> Iterator[Fault]:
    """Two rules with one title or one message: a reader can't tell their findings apart."""
    for key, label in (("title", "标题"), ("message", "消息")):
        first: dict[str, CompiledRule] = {}
        for rule in subject.rules:
            text = rule.title if key == "title" else rule.message.text
            other = first.setdefault("".join(text.split()), rule)
            if other is not rule:
                yield subject.fault(
                    rule,
                    (key,),
                    f"{label}与 {other.code} 一模一样",
                    "写出两条规则各自的毛病；毛病相同就并成一条",
                    about=f"{key} {other.code}",
                )


def templates(subject: Subject) -> Iterator[Fault]:
    """Messages that only the template engine can refuse."""
    for rule in subject.rules:
        for key, template in (("message", rule.message), ("fix", rule.fix)):
            try:
                check_template(template)
            except TemplateError as error:
                yield subject.fault(rule, (key,), str(error), "照规则语言一页改写", about=key)


def translations(subject: Subject) -> Iterator[Fault]:
    """Where the pack has texts in another language: rules without them, texts without a rule, slots that are none."""
    for language in LANGUAGES:
        file = Path(subject.pack.path) / f"{language}.yaml"
        try:
            texts = load_texts(Path(subject.pack.path), language)
        except PackError as error:
            yield Fault(None, language, error.message, error.hint or "", str(file), error.line)
            continue
        if not texts:
            continue
        codes = {rule.code: rule for rule in subject.rules}
        for code in codes.keys() - texts.keys():
            yield subject.fault(
                codes[code],
                ("code",),
                f"{file.name} 里没有这条规则",
                "补上 title、message、fix；没有就仍用中文",
                about=language,
                grave=False,
            )
        for code, text in texts.items():
            if code not in codes:
                yield Fault(
                    None, f"{language} {code}", f"{file.name} 里的 {code} 不是规则", "删去", str(file), None
                )
                continue
            for key, words in (("message", text.message), ("fix", text.fix)):
                for problem in _problems(codes[code], words):
                    yield Fault(
                        code,
                        f"{language} {key}",
                        f"{file.name} 的 {key}：{problem}",
                        "与中文用同样的槽",
                        str(file),
                        None,
                    )


def _problems(rule: CompiledRule, text: str) -> Iterator[str]:
    try:
        template: Template = compile_template(text)
    except TemplateError as error:
        yield str(error)
        return
    filled = rule.check.slots | rule.check.figures if rule.check else ASSERTION_SLOTS
    for slot in template.slots:
        if slot not in filled:
            try:
                bind(slot, rule.collection.item)
            except BindingError as error:
                yield error.message
