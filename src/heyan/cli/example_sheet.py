"""Examples of a rule on the console: the paper in small tables, then what is reported of it."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from heyan.packtools.handbook.content import ShownExample
from heyan.packtools.handbook.paper import Grid
from heyan.reporters.terminal import Sheet, multiline, plain
from heyan.reporters.words import Words

_INDENT = 2


def write_example(sheet: Sheet, example: ShownExample, words: Words) -> None:
    """How the example ends, its paper, and the message and workings of what is found in it."""
    heading = Text(f"{words.say('examples')}{words.colon}{words.status[example.expect]}", "bold")
    sheet.write()
    sheet.write(heading.append_text(plain(f"（{example.note}）" if example.note else "")))
    for block in example.paper:
        if isinstance(block, Grid):
            sheet.write(plain(block.caption), _INDENT)
            sheet.table(_table(block))
        else:
            sheet.write(multiline(f"{block.label}：{block.text.strip()}"), _INDENT)
    for line in example.reported:
        sheet.write(Text("→ ", "dim").append_text(plain(line)), _INDENT)


def _table(grid: Grid) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), header_style="bold")
    for name in grid.head:
        table.add_column(plain(name), overflow="fold")
    for row in grid.rows:
        table.add_row(*(plain(cell) for cell in row))
    return table
