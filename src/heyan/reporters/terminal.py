"""The sheet that console output is written on: fixed width, no look at the environment, UTF-8 bytes out."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from heyan.reporters.visible import one_line, visible

LABEL_WIDTH = 9
_MARK_STYLE = "bold reverse"


class Sheet:
    """Collects lines of text. Everything is a rich `Text`: what a paper says is never read as markup."""

    def __init__(self, width: int, color: bool) -> None:
        self.width = max(width, 40)
        self.color = color
        self._out = StringIO()
        self._console = Console(
            file=self._out,
            width=self.width,
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )

    def write(self, text: RenderableType = "", indent: int = 0) -> None:
        """One renderable on lines of its own; `indent` in cells."""
        if isinstance(text, str):
            text = Text(text)
        self._console.print(Padding(text, (0, 0, 0, indent)) if indent else text)

    def rule(self, title: Text) -> None:
        """A heading line across the sheet."""
        tail = max(self.width - cell_len(title.plain) - 5, 3)
        line = Text("━━━ ", "dim")
        line.append_text(title)
        self.write(line.append(" " + "━" * tail, "dim") if cell_len(title.plain) < self.width - 8 else line)

    def entries(self, rows: Iterable[tuple[str, Text]], indent: int = 2) -> None:
        """Labelled lines with a hanging indent; a label is printed once for rows that share it."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=LABEL_WIDTH, no_wrap=True, style="dim")
        grid.add_column(ratio=1, overflow="fold")
        last, empty = None, True
        for label, text in rows:
            width = max(cell_len(label), LABEL_WIDTH) if label == last else LABEL_WIDTH
            grid.add_row("" if label == last else Text(set_cell_size(label, width)), text)
            last, empty = label, False
        if not empty:
            self.write(grid, indent)

    def bytes(self) -> bytes:
        """All that was written, without blanks at line ends."""
        lines = self._out.getvalue().split("\n")
        return "\n".join(line.rstrip() for line in lines).encode("utf-8", errors="replace")


def marked(before: str, fault: str, after: str, *, style: str, color: bool, missing: str) -> Text:
    """A piece of the paper with its fault marked: by style where there is colour, by 【】 where there is none."""
    text = Text(before, overflow="fold")
    body = fault or missing
    text.append(
        f" {body} " if color and not fault else body if color else f"【{body}】", f"{style} {_MARK_STYLE}"
    )
    return text.append(after)


def plain(text: str, style: str = "") -> Text:
    """Foreign text on one line, fit to be shown."""
    return Text(one_line(text), style, overflow="fold")


def lines(text: str, style: str = "") -> Text:
    """Foreign text with its line breaks, fit to be shown."""
    return Text(visible(text), style, overflow="fold")
