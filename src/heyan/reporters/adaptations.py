"""Profiles and errata in words: which held, what they switched off, and who approved it."""

from __future__ import annotations

from collections.abc import Iterator

from heyan.model.result import AuditResult, ProfileChoice, RuleChange
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words


def chosen(choice: ProfileChoice, words: Words) -> str:
    """The profile that was picked for one document, and why."""
    if choice.profile is None:
        return words.say("profile_none", why=one_line(choice.why))
    return words.say("profile_chosen", title=choice.title, name=choice.profile, why=one_line(choice.why))


def adapted(result: AuditResult, words: Words) -> Iterator[tuple[str, str]]:
    """Label and text of the profile in force, of each errata, and of each rule that is off in the end."""
    label = words.say("profile")
    if result.choices:
        yield label, words.say("profile_auto")
    elif result.profile:
        layers = [layer for layer in result.adaptations if layer.name == result.profile]
        told = [
            words.say("profile_of", title=layer.title, name=layer.name, version=layer.version)
            for layer in layers
        ]
        yield label, one_line(told[0] if told else result.profile)
    for layer in result.adaptations:
        if layer.kind == "errata":
            yield (
                words.say("errata"),
                one_line(words.say("errata_of", name=layer.name, count=len(layer.changes))),
            )
    for change, name in switched_off(result):
        approval = {"name": name, "approver": change.approver, "date": change.date}
        by = words.say("off_approved_by", **approval) if change.approver else name
        told_off = words.say("switched_off_by", code=change.code or "", reason=change.reason, by=by)
        yield words.say("switched_off"), one_line(told_off)


def switched_off(result: AuditResult) -> list[tuple[RuleChange, str]]:
    """The changes that leave rules off, with the name of the layer of each; a rule switched on again is not there."""
    off: dict[str, tuple[RuleChange, str]] = {}
    for layer in result.adaptations:
        for change in layer.changes:
            if change.code is not None and change.what == "off":
                off[change.code] = (change, layer.name)
            elif change.code is not None and change.what == "on":
                off.pop(change.code, None)
    return list(off.values())
