"""Where the tokens of a generated paper stand in the document that Heyan read from its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from fixtures.paper import Paragraph, lay_out

from benchmarks.faults.draft import fill
from benchmarks.faults.papers import Generated

_FARTHEST = 80  # characters of layout between two texts that stand next to each other in the paper


class Misplaced(Exception):
    """A text of the paper that the document does not hold where it should."""


def locate(
    paper: Generated, document: str, changed: dict[int, str], dropped: frozenset[int]
) -> dict[int, tuple[int, int]]:
    """The half-open range of each printed token in the document's text; blanks between them do not matter."""
    kept = [at for at, char in enumerate(document) if not char.isspace()]
    bare = "".join(document[at] for at in kept)
    found: dict[int, tuple[int, int]] = {}
    cursor = 0
    for text in _texts(paper):
        shown, places = fill(text, paper.tokens, changed, dropped)
        start = 0
        for line in shown.split("\n"):
            solid = "".join(line.split())
            at = bare.find(solid, cursor)
            if at < 0 or (cursor and at - cursor > _FARTHEST):
                raise Misplaced(f"{paper.path}: {line[:40]!r}")
            # Offsets in the line with blanks -> offsets without them.
            offsets = [0, *accumulate(not char.isspace() for char in line)]
            for token, first, last in places:
                if start <= first and last <= start + len(line) and first < last:
                    begin = at + offsets[first - start]
                    end = at + offsets[last - start] - 1
                    found[token] = (kept[begin], kept[end] + 1)
            cursor = at + len(solid)
            start += len(line) + 1
    return found


def _texts(paper: Generated) -> Iterator[str]:
    for part in paper.paper.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                for slots in lay_out(block):
                    yield from (slot.cell.text for slot in slots if not slot.continued)
