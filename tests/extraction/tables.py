"""Small papers with tables for the tests of extraction: a line a row, `|` between cells, `<` and `^` for merged ones."""

from __future__ import annotations

from html import escape

from heyan.model.claim import Claim
from heyan.model.document import Source
from heyan.model.report import Form, Indicator, Report
from heyan.pipeline import understand


def page(*blocks: str) -> str:
    """HTML of the blocks: one of several lines is a table, one of a single line a paragraph."""
    made = [_table(block.strip()) if "\n" in block.strip() else f"<p>{escape(block)}</p>" for block in blocks]
    return f"<html><body>{''.join(made)}</body></html>"


def _table(block: str) -> str:
    grid = [[cell.strip() for cell in line.strip().split("|")] for line in block.split("\n")]
    rows = []
    for r, row in enumerate(grid):
        cells = [_cell(grid, r, c) for c in range(len(row)) if row[c] not in ("<", "^")]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _cell(grid: list[list[str]], r: int, c: int) -> str:
    across = next((n for n in range(1, 20) if c + n >= len(grid[r]) or grid[r][c + n] != "<"), 1)
    down = next((n for n in range(1, 40) if r + n >= len(grid) or grid[r + n][c] != "^"), 1)
    return f'<td rowspan="{down}" colspan="{across}">{escape(grid[r][c])}</td>'


def report(*blocks: str) -> Report:
    """What the blocks, as a web page, are understood to say."""
    return understand(Source("p.html", page(*blocks).encode()))[1]


def flat(text: str) -> Report:
    """The report of a text whose `→` are TABs."""
    return understand(Source("p.txt", text.replace("→", "\t").encode()))[1]


def only(found: Report) -> Form:
    """The report's one form."""
    assert len(found.forms) == 1
    return found.forms[0]


def names(form: Form) -> list[str]:
    """The names of the form's indicators."""
    return [indicator.name.value if indicator.name else "" for indicator in form.indicators]


def cells(indicator: Indicator) -> tuple[str, ...]:
    """Level 1, level 2, name, target, actual, weight and score as printed; "" where there is none."""
    values = (
        indicator.level1, indicator.level2, indicator.name, indicator.target,
        indicator.actual, indicator.weight, indicator.score,
    )  # fmt: skip
    return tuple(value.raw if value else "" for value in values)


def sums(found: Report, *topics: str) -> list[tuple[str, str, str, str | None]]:
    """(subject, total, parts, missing) of the sums of those topics."""
    return [
        (claim.subject, told(claim, "total"), told(claim, "part"), claim.missing)
        for claim in found.claims
        if claim.kind == "sum" and claim.topic in topics
    ]


def told(claim: Claim, role: str) -> str:
    """The values of the claim's operands in that role, joined by +."""
    return "+".join(format(operand.quantity.value, "f") for operand in claim.of(role))
