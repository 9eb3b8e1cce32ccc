"""`heyan pack lint`: faults of the rules themselves. One line of the table is one check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from heyan.engine.pack import CompiledPack
from heyan.errors import PackError
from heyan.packtools.accepted import Accepted, accepted_of
from heyan.packtools.catalogue import catalogue_of
from heyan.packtools.lint import examples, lexicons, overlap, settings, slots, words
from heyan.packtools.lint.subject import Fault, Subject
from heyan.packtools.report import Figure, GateCase, GateReport, pack_ref

CHECKS: Mapping[str, Callable[[Subject], Iterator[Fault]]] = MappingProxyType(
    {
        "name": words.names,
        "missing-text": words.missing_texts,
        "long-text": words.long_texts,
        "repeated-text": words.repeated_texts,
        "template": words.templates,
        "translation": words.translations,
        "empty-slot": slots.empty_slots,
        "letter": settings.letters,
        "confidence": settings.confidence,
        "years": settings.years,
        "tag": settings.tags,
        "precedence": settings.precedence,
        "catalogue": settings.catalogue,
        "same-rule": overlap.same_rules,
        "always-together": overlap.always_together,
        "contradiction": overlap.contradictions,
        "repeated-example": examples.repeated_examples,
        "unused-lexicon": lexicons.unused_lexicons,
        "repeated-word": lexicons.repeated_words,
        "contained-word": lexicons.contained_words,
        "unexercised-word": lexicons.unexercised_words,
    }
)
PACK = "pack"


def lint_report(pack: CompiledPack, *, strict: bool = False) -> GateReport:
    """All checks over the whole pack. Grave faults fail; the others warn, or fail where `strict`.

    What stands in `gate/accepted.yaml` under `lint` is passed over with its reason; reasons that nothing needs fail.
    """
    accepted = accepted_of(pack)
    subject = Subject(pack, catalogue_of(pack))
    cases: list[GateCase] = []
    used: set[tuple[str, str]] = set()
    for check, find in CHECKS.items():
        try:
            found = list(find(subject))
        except (
            PackError
        ) as error:  # `template` tells of a message that can't be rendered; what renders can't go on
            cases.append(GateCase(check, check, "skipped", message=f"没有检查：{error.message}"))
            continue
        if not found:
            cases.append(GateCase(check, check, "passed"))
        for fault in found:
            name, owner = f"{check} {fault.about}".strip(), fault.rule or PACK
            reason = accepted.content.lint.get(owner, {}).get(name)
            if reason is not None:
                used.add((owner, name))
            cases.append(_case(check, name, fault, reason, strict))
    order = {rule.code: number for number, rule in enumerate(pack.rules)}
    cases.sort(key=lambda case: order.get(case.rule or "", -1))
    figures = (Figure("rules", len(pack.rules)), Figure("checks", len(CHECKS)))
    return GateReport("lint", (pack_ref(pack),), (*cases, *_unused(accepted, used)), figures)


def _case(check: str, name: str, fault: Fault, reason: str | None, strict: bool) -> GateCase:
    if reason is not None:
        return GateCase(
            check,
            name,
            "skipped",
            fault.rule,
            message=f"{fault.message}——{reason}",
            file=fault.file,
            line=fault.line,
        )
    return GateCase(
        check,
        name,
        "failed" if fault.grave or strict else "warning",
        fault.rule,
        message=fault.message,
        hint=fault.hint,
        file=fault.file,
        line=fault.line,
    )


def _unused(accepted: Accepted, used: set[tuple[str, str]]) -> Iterator[GateCase]:
    for owner, reasons in accepted.content.lint.items():
        for name in reasons:
            if (owner, name) not in used:
                yield GateCase(
                    "unused-reason",
                    name,
                    "failed",
                    None if owner == PACK else owner,
                    message="写了理由，但没有这样一条提醒",
                    hint="删去这一条",
                    file=str(accepted.path),
                    line=accepted.line("lint", owner, name),
                )
