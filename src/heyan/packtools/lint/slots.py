"""Slots of messages that stay empty although the check kind may fill them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heyan.engine.findings import EMPTY
from heyan.engine.rule import CompiledRule
from heyan.engine.template import Template
from heyan.packtools.lint.subject import Fault, Subject

_BETWEEN = "\ue000"


def empty_slots(subject: Subject) -> Iterator[Fault]:
    """Slots that no failing example fills; slots that print as empty where the message is not prepared for it.

    The rule is run with a message of nothing but its slots, so that each is seen as the engine fills it.
    """
    for rule in subject.rules:
        for key, template in (("message", rule.message), ("fix", rule.fix)):
            filled = list(_filled(subject, rule, key, template)) if template.slots else []
            for index, slot in enumerate(template.slots):
                values = [row[index] for row in filled]
                blank = [value in ("", EMPTY) for value in values]
                if values and all(blank):
                    yield subject.fault(
                        rule,
                        (key,),
                        f"{key} 里的“{slot}”在所有不通过的示例里都是空的",
                        "检查没有填这个值：换一个槽，或补一个有它的示例",
                        about=f"{key} {slot}",
                    )
                elif any(blank) and template.parts is not None:
                    yield subject.fault(
                        rule,
                        (key,),
                        f"{key} 里的“{slot}”有时是空的，会显示成“{EMPTY}”",
                        "用 {% if … %} 分开写，或不用这个槽",
                        about=f"{key} {slot}",
                        grave=False,
                    )


def _filled(subject: Subject, rule: CompiledRule, key: str, template: Template) -> Iterator[list[str]]:
    # A first part of its own keeps an empty first slot from being stripped away.
    parts = ["|", *(part for slot in template.slots for part in (slot, _BETWEEN))]
    bare = Template("", template.slots, tuple(parts))
    alone = replace(subject.pack, rules=(rule,))
    for example in subject.examples[rule.code]:
        if example.expect != "failed":
            continue
        # A profile fills a message anew, so it is laid over the rule before the message is taken away.
        pack = example.adapted(alone)
        watched = tuple(
            replace(one, message=bare) if key == "message" else replace(one, fix=bare) for one in pack.rules
        )
        for outcome in example.judged(replace(pack, rules=watched)):
            for finding in outcome.findings:
                text = finding.message if key == "message" else finding.fix
                values = text.removeprefix("|").split(_BETWEEN)
                # A text that outgrew a message was cut and does not show where its slots end.
                if len(values) > len(template.slots):
                    yield values
