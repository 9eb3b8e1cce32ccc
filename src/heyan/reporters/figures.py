"""Every number of one paper for the console: its state, value and place, and the rules that used it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.place import Gazetteer
from heyan.model.report import Report
from heyan.model.result import FIGURE_STATES, Figure, FigureState
from heyan.reporters.figure_groups import FigureGroup, by_place
from heyan.reporters.options import Options
from heyan.reporters.states import STATE_SIGNS, STATE_STYLES
from heyan.reporters.tallies import figure_counts, recomputed
from heyan.reporters.terminal import Sheet, plain
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words, words_of

_WIDEST = {"figure": 20, "value": 18, "place": 24, "line_column": 6}
_GAP = "  "


def render_figures(
    document: Document,
    report: Report,
    figures: Sequence[Figure],
    options: Options,
    states: Collection[FigureState] = FIGURE_STATES,
) -> bytes:
    """The figures in one of `states`, by table and section, with counts of all; UTF-8."""
    words, sheet = words_of(options.lang), Sheet(options.width, options.color)
    sheet.rule(plain(document.path, "bold"))
    for line in _summary(figures, words):
        sheet.write(line)
    chosen = [figure for figure in figures if figure.state in states]
    if figures and not chosen:
        sheet.write()
        sheet.write(words.say("no_such_figures"))
    table = _Table(document, chosen, words, sheet)
    for group in by_place(document, report, chosen):
        sheet.write()
        sheet.rule(_heading(group, words))
        table.write(group.figures)
    return sheet.bytes()


def _summary(figures: Sequence[Figure], words: Words) -> Iterator[Text]:
    counts, total = figure_counts(figures), len(figures)
    if not total:
        yield Text(words.say("no_figures"))
        return
    checked = recomputed(counts)
    yield Text(words.say("coverage_of", total=total, checked=checked, share=f"{checked / total:.0%}"))
    yield Text(" · ").join(
        Text(f"{STATE_SIGNS[state]} ", STATE_STYLES[state]).append(
            words.say(
                "state_share",
                state=words.state[state],
                count=counts[state],
                share=f"{counts[state] / total:.0%}",
            )
        )
        for state in FIGURE_STATES
        if counts[state]
    )


def _heading(group: FigureGroup, words: Words) -> Text:
    place = words.say("table", number=group.table) if group.table else ""
    title = " ".join(piece for piece in (place, one_line(group.title).strip()) if piece)
    text = Text(title or words.say("in_text"), "bold")
    text.append(f"  {words.say('figures_listed', count=len(group.figures))}", "not bold")
    for state, count in figure_counts(group.figures).items():
        if count:
            text.append(f"  {STATE_SIGNS[state]} {count}", f"not bold {STATE_STYLES[state]}")
    return text


@dataclass(frozen=True, slots=True)
class _Row:
    figure: Figure
    cells: dict[str, str]


class _Table:
    """Columns as wide as their widest cell in the whole paper; the rules' codes have what is left."""

    def __init__(self, document: Document, figures: Sequence[Figure], words: Words, sheet: Sheet) -> None:
        self._places = Gazetteer(document)
        self._words, self._sheet = words, sheet
        self._rows = {figure.span: _Row(figure, self._cells(figure)) for figure in figures}
        lined = any(row.cells["line_column"] for row in self._rows.values())
        self._state = max(cell_len(name) for name in words.state.values()) + 2
        self._widths = {
            name: min(
                max([cell_len(words.say(name)), *(cell_len(row.cells[name]) for row in self._rows.values())]),
                widest,
            )
            for name, widest in _WIDEST.items()
            if lined or name != "line_column"
        }

    def write(self, figures: Sequence[Figure]) -> None:
        """The rows of these figures, under the columns' names."""
        names = {name: self._words.say(name) for name in self._widths}
        self._sheet.write(self._line(Text(self._words.say("state")), names, self._words.say("rules"), "dim"))
        for figure in figures:
            state = Text(f"{STATE_SIGNS[figure.state]} ", STATE_STYLES[figure.state])
            state.append(self._words.state[figure.state])
            codes = figure.checked_by or ("—",)
            first, *rest = self._folded(codes)
            self._sheet.write(self._line(state, self._rows[figure.span].cells, first))
            for codes_line in rest:
                self._sheet.write(Text(" " * self._lead + codes_line))

    @property
    def _lead(self) -> int:
        return self._state + sum(self._widths.values()) + len(_GAP) * (len(self._widths) + 1)

    def _cells(self, figure: Figure) -> dict[str, str]:
        line = self._places.line(figure.span)
        return {
            "figure": one_line(figure.text),
            "value": f"{figure.value} {figure.unit or ''}".rstrip(),
            "place": one_line(self._places.address(figure.span)),
            "line_column": "" if line is None else str(line),
        }

    def _line(self, state: Text, cells: dict[str, str], codes: str, style: str = "") -> Text:
        line = state + Text(" " * (self._state - cell_len(state.plain)))
        for name, width in self._widths.items():
            line.append(_GAP + _fitted(cells[name], width))
        line.append(_GAP + codes)
        if style:
            line.stylize(style)
        return line

    def _folded(self, codes: Sequence[str]) -> list[str]:
        """The codes on as many lines as they need beside the other columns."""
        room = max((self._sheet.width - self._lead + 1) // 4, 3)
        return [" ".join(codes[start : start + room]) for start in range(0, len(codes), room)]


def _fitted(text: str, width: int) -> str:
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return text + " " * (width - cell_len(text))
