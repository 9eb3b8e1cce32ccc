"""Forms as provinces lay them out, and the ways in which converters flatten them.

A layout is a text file: what must be read of it (`columns` names the fields of an indicator row by grid column), then,
behind `---`, the lines above the table, the table (`|` between cells, `<` and `^` for merged ones, `>` before the rows
of indicators), and the lines below it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

Rows = Sequence[Sequence[str]]
_MERGED = ("<", "^")


@dataclass(frozen=True)
class Layout:
    """One form and what it says."""

    name: str
    expected: Mapping[str, str]
    above: str
    rows: Rows
    marked: Sequence[int]
    below: str

    def indicators(self) -> list[dict[str, str]]:
        """The printed values of each indicator row by field; merged cells count for each of their rows."""
        columns = dict(pair.split("=") for pair in self.expected["columns"].split())
        return [
            {field: _resolved(self.rows, row, int(column)) for field, column in columns.items()}
            for row in self.marked
        ]

    def flattened(self, manner: str) -> str:
        """The paper as text."""
        return f"{self.above}\n\n{MANNERS[manner](self.rows)}\n\n{self.below}\n"

    def page(self) -> str:
        """The paper as a web page."""
        table = "".join(f"<tr>{_cells(self.rows, r)}</tr>" for r in range(len(self.rows)))
        return f"<html><body>{_paragraphs(self.above)}<table>{table}</table>{_paragraphs(self.below)}</body></html>"


def layouts() -> list[Layout]:
    """All layouts."""
    return [_read(path) for path in sorted(Path(__file__).parent.glob("*.txt"))]


def _read(path: Path) -> Layout:
    facts, above, table, *below = path.read_text(encoding="utf-8").split("---\n")
    told = (line.partition(":") for line in facts.splitlines())
    expected = {name: value.strip() for name, _, value in told}
    lines = table.splitlines()
    rows = [[cell.strip() for cell in line.removeprefix(">").split("|")] for line in lines]
    marked = [index for index, line in enumerate(lines) if line.startswith(">")]
    return Layout(path.stem, expected, above.strip(), rows, marked, "".join(below).strip())


def _resolved(rows: Rows, row: int, column: int) -> str:
    while column < len(rows[row]):
        if rows[row][column] == "^":
            row -= 1
        elif rows[row][column] == "<":
            column -= 1
        else:
            return rows[row][column]
    return ""


def _cells(rows: Rows, r: int) -> str:
    made = []
    for c, text in enumerate(rows[r]):
        if text in _MERGED:
            continue
        across = next(n for n in range(1, 99) if c + n >= len(rows[r]) or rows[r][c + n] != "<")
        down = next(
            n for n in range(1, 99) if r + n >= len(rows) or c >= len(rows[r + n]) or rows[r + n][c] != "^"
        )
        made.append(f'<td rowspan="{down}" colspan="{across}"><p>{escape(text)}</p></td>')
    return "".join(made)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


def _own(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell not in _MERGED]


def _blanked(row: Sequence[str]) -> list[str]:
    return ["" if cell in _MERGED else cell for cell in row]


def _line_per_cell(rows: Rows) -> str:
    """As Word tables are flattened: cells under a vertical merge are there and empty."""
    kept = ([("" if cell == "^" else cell) for cell in row if cell != "<"] for row in rows)
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in kept)


def _line_per_cell_of_a_page(rows: Rows) -> str:
    return "\n".join("".join(f"\t{cell}\n" for cell in _own(row)) for row in rows)


def _filled_up(rows: Rows) -> str:
    width = max(map(len, rows))
    return "\n".join(f"| {' | '.join(_own(row))} |{'|' * (width - len(_own(row)))}" for row in rows)


MANNERS: Mapping[str, Callable[[Rows], str]] = {
    "line per cell": _line_per_cell,
    "line per cell of a page": _line_per_cell_of_a_page,
    "tabs": lambda rows: "\n".join("\t".join(_blanked(row)) for row in rows),
    "tabs, merged cells lost": lambda rows: "\n".join("\t".join(_own(row)) for row in rows),
    "rows led by a tab": lambda rows: "\n".join("\t" + "\t".join(_own(row)) for row in rows),
    "pipes": lambda rows: "\n".join(f"| {' | '.join(_blanked(row))} |" for row in rows),
    "pipes filled up": _filled_up,
}
