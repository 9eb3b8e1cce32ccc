"""Sums that reviewers know by name: staff by kind of post, 三公经费 by its three parts."""

from __future__ import annotations

from dataclasses import replace

from heyan.extraction import prose_labels
from heyan.model.claim import Claim

_POSTS = frozenset({"posts", "staff"})
_FEW = 2


def named(claim: Claim) -> Claim:
    """The claim with the topic that its parts tell, where it is a sum without one."""
    if claim.kind != "sum" or claim.topic != "general":
        return claim
    labels = [part.label for part in claim.of("part")]
    if len(labels) < _FEW:
        return claim
    if all(prose_labels.is_official(label) for label in labels):
        return replace(claim, topic="official")
    counted = all(operand.quantity.kind in ("person", "piece") for operand in claim.operands)
    if counted and all(prose_labels.group(label) in _POSTS for label in labels):
        return replace(claim, topic="staff")
    return claim
