"""The sheet that console output is written on: fixed width, no look at the environment, UTF-8 bytes out."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from heyan.reporters.visible import one_line, visible
from heyan.reporters.wrapping import wrapped

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

    def write(self, text: str | Text = "", indent: int = 0) -> None:
        """Text on lines of its own, wrapped; `indent` in cells."""
        margin = " " * indent
        for line in wrapped(Text(text) if isinstance(text, str) else text, self.width - indent):
            self._print(Text(margin).append_text(line) if indent else line)

    def table(self, table: Table) -> None:
        """A table as wide as it needs, at most the sheet."""
        self._console.print(table)

    def rule(self, title: Text) -> None:
        """A heading line across the sheet."""
        tail = max(self.width - cell_len(title.plain) - 5, 3)
        line = Text("━━━ ", "dim")
        line.append_text(title)
        self.write(line.append(" " + "━" * tail, "dim") if cell_len(title.plain) < self.width - 8 else line)

    def entries(self, rows: Iterable[tuple[str, Text]], indent: int = 2) -> None:
        """Labelled lines with a hanging indent; a label is printed once for rows that share it."""
        hanging = indent + LABEL_WIDTH + 1
        last = None
        for label, text in rows:
            shown = "" if label == last else label
            # A label longer than its column pushes the first line aside, never into the next one.
            lead = " " * indent + shown + " " * max(LABEL_WIDTH + 1 - cell_len(shown), 1)
            first, *rest = wrapped(text, self.width - max(hanging, cell_len(lead)))
            head = Text()
            head.append(lead, "dim")
            self._print(head.append_text(first))
            for line in rest:
                self._print(Text(" " * hanging).append_text(line))
            last = label

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)

    def bytes(self) -> bytes:
        """All that was written, without blanks at line ends."""
        lines = self._out.getvalue().split("\n")
        return "\n".join(line.rstrip() for line in lines).encode("utf-8", errors="replace")


def marked(before: str, fault: str, after: str, *, style: str, color: bool, missing: str) -> Text:
    """A piece of the paper with its fault marked: by style where there is colour, by 【】 where there is none."""
    text = Text(before)
    body = fault or missing
    text.append(
        f" {body} " if color and not fault else body if color else f"【{body}】", f"{style} {_MARK_STYLE}"
    )
    return text.append(after)


def plain(text: str, style: str = "") -> Text:
    """Foreign text on one line, fit to be shown."""
    return Text(one_line(text), style)


def multiline(text: str, style: str = "") -> Text:
    """Foreign text with its line breaks, fit to be shown."""
    return Text(visible(text), style)
