"""Examples that add nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator

from heyan.packtools.lint.subject import Fault, Subject

_ABOUT = ("expect", "note", "evidence")


def repeated_examples(subject: Subject) -> Iterator[Fault]:
    """Two examples of a rule with the same paper."""
    for rule in subject.rules:
        seen: dict[str, int] = {}
        for number, example in enumerate(rule.examples, start=1):
            paper = {key: value for key, value in example.items() if key not in _ABOUT}
            first = seen.setdefault(json.dumps(paper, sort_keys=True, default=str), number)
            if first != number:
                yield subject.fault(
                    rule,
                    ("examples", number - 1),
                    f"示例 {number} 与示例 {first} 内容相同",
                    "留一个，两处的 evidence 合写",
                    about=str(number),
                    grave=False,
                )
