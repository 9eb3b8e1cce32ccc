"""What of a paper an example may hold: the report model as plain data, and the ways to write one finding's part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from heyan.engine.rule import CompiledRule
from heyan.extraction.structured import JsonValue, to_mapping
from heyan.model.claim import Claim
from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.report import Report
from heyan.model.span import Span
from heyan.packtools.masking import Mask

Tree = Mapping[str, JsonValue]
# For the reader of an inspection only.
_REMARKS = frozenset({"schema", "path", "understood", "at", "line", "reads"})


@dataclass(frozen=True, slots=True)
class Content:
    """An example's paper."""

    tree: Tree

    def around(self, quote: str) -> Content | None:
        """The rows, paragraphs and facts that hold the quote, each whole; None where none does."""
        kept = {key: part for key, value in self.tree.items() if (part := _holding(value, quote)) is not None}
        return Content(kept) if kept else None

    def simplified(self) -> Content:
        """With values written as mere texts where nothing else is left of them."""
        return replace(self, tree={key: _simple(value) for key, value in self.tree.items()})

    def masked(self, mask: Mask) -> Content:
        """With every text masked."""
        return replace(self, tree=_masked(dict(self.tree), mask))


def contents(
    papers: Sequence[tuple[Document, Report]], rule: CompiledRule, place: Span | None
) -> tuple[Content, ...]:
    """The papers written as an example in several ways, the one to be preferred first.

    First as forms and narrative, from which all else is worked out; then with the claims at `place` written out; then
    with the whole text, for rules that read it.
    """
    plain = _merged([_plain(to_mapping(report, document)) for document, report in papers])
    forms = {key: value for key, value in plain.items() if key != "text"}
    found = [forms]
    claims = [_claim(claim, papers) for claim in _claims(papers, rule, place)]
    if claims:
        found += [{"claims": list(claims)}, {**forms, "claims": list(claims)}]
    found += [{"text": plain.get("text", "")}, plain]
    return tuple(Content(tree) for tree in found if tree)


def _merged(trees: Sequence[dict[str, JsonValue]]) -> dict[str, JsonValue]:
    """One paper out of several of a submission."""
    merged = dict(trees[0])
    for tree in trees[1:]:
        for key in ("forms", "narrative"):
            mine, other = merged.get(key, []), tree.get(key, [])
            if isinstance(mine, list) and isinstance(other, list) and (mine or other):
                merged[key] = [*mine, *other]
        merged["text"] = f"{merged.get('text', '')}\n{tree.get('text', '')}"
    return merged


def _plain(mapping: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    tree = {key: _simple(value) for key, value in mapping.items() if key not in _REMARKS}
    narrative = tree.get("narrative")
    if isinstance(narrative, dict):
        tree["narrative"] = narrative.get("paragraphs", [])
    if tree.get("kind") == "narrative":
        del tree["kind"]
    return tree


def _simple(value: JsonValue) -> JsonValue:
    """Values as they would be written by hand: the text alone, where nothing else is told."""
    if isinstance(value, list):
        return [_simple(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _simple(item) for key, item in value.items() if key not in _REMARKS}
    return kept["text"] if set(kept) == {"text"} else kept


def _claims(
    papers: Sequence[tuple[Document, Report]], rule: CompiledRule, place: Span | None
) -> Iterator[Claim]:
    kind = rule.each.removeprefix("claims").removeprefix(".")
    if place is None or not rule.each.startswith("claims"):
        return
    for _, report in papers:
        for claim in report.claims:
            places = [operand.place for operand in claim.operands if operand.place]
            if (not kind or claim.kind == kind) and place in (claim.span, *places):
                yield claim


def _claim(claim: Claim, papers: Sequence[tuple[Document, Report]]) -> JsonValue:
    texts = {document.id: document for document, _ in papers}
    written: dict[str, JsonValue] = {"kind": claim.kind, "topic": claim.topic, "subject": claim.subject}
    if claim.cue:
        written["cue"] = claim.cue
    if claim.origin != "prose":
        written["origin"] = claim.origin
    if claim.open:
        written["open"] = True
    if claim.missing:
        written["missing"] = claim.missing
    written["operands"] = [
        {
            "role": operand.role,
            "label": operand.label,
            "text": texts[operand.place.document].text_of(operand.place),
        }
        for operand in claim.operands
        if operand.place is not None
    ]
    return written


def _holding(value: JsonValue, quote: str) -> JsonValue:
    """What of a value holds the quote: of lists the items, of forms the lists with such items and the kind."""
    if isinstance(value, list):
        items: list[JsonValue] = [part for item in value if (part := _holding(item, quote)) is not None]
        return items or None
    if not any(quote in text for text in _texts(value)):
        return None
    if isinstance(value, dict) and any(isinstance(part, list) for part in value.values()):
        within = {key: part for key, item in value.items() if (part := _holding(item, quote)) is not None}
        return {**{key: value[key] for key in ("kind", "by") if key in value}, **within}
    return value


def _texts(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)


def _masked(value: JsonValue, mask: Mask) -> dict[str, JsonValue]:
    masked = _mask_any(value, mask)
    assert isinstance(masked, dict)
    return masked


def _mask_any(value: JsonValue, mask: Mask) -> JsonValue:
    if isinstance(value, str):
        return mask.text(value)
    if isinstance(value, list):
        return [_mask_any(item, mask) for item in value]
    if isinstance(value, dict):
        return {key: _mask_any(item, mask) for key, item in value.items()}
    return value
