"""Papers in the making: every figure, unit and comparator is a token, so that one of them can be changed later."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from fixtures.paper import Cell, Paper, Paragraph, Part, Table

if TYPE_CHECKING:
    from benchmarks.faults.relations import Relation

TokenKind = Literal[
    "money",
    "percent",
    "weight",
    "score",
    "target",
    "actual",
    "count",
    "plan",
    "unit",
    "comparator",
    "year",
    "day",
    "name",
]
NUMBERS: frozenset[TokenKind] = frozenset(
    {"money", "percent", "weight", "score", "target", "actual", "count", "plan"}
)
FACTORS: Mapping[str, Decimal] = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000)}

# Private-use characters mark tokens and optional pieces inside the texts of a paper.
_TOKEN = re.compile("\ue000(\\d+)\ue001")
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_PIECE = re.compile("\ue002(\\d+)\ue003([^\ue004]*)\ue004")


Face = Literal["", "wide", "spaced"]


def faced(text: str, face: Face) -> str:
    """The figure as careless hands print it: in full-width characters, or with spaces at the thousands."""
    if face == "wide":
        return text.translate(_WIDE)
    whole, point, rest = text.partition(".")
    if face == "spaced" and whole.isdigit():
        return f"{int(whole):,}".replace(",", " ") + point + rest
    return text


@dataclass(frozen=True, slots=True)
class Token:
    """A printed figure, unit or comparator. `decimals` is the precision it was rounded to (a trailing zero may
    be left out), `unit` the unit in force, `unit_token` and `sign_token` the tokens that print its unit and its
    comparator, `fact` what it states, `face` how its characters look."""

    id: int
    text: str
    kind: TokenKind
    decimals: int = 0
    unit: str = ""
    unit_token: int | None = None
    fact: str = ""
    sign_token: int | None = None
    face: Face = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A token's place holder: in an f-string it stands for the figure; `unit` prints its unit, `full` both."""

    id: int
    full: str
    unit: str = ""
    unit_id: int = -1

    def __str__(self) -> str:
        return f"\ue000{self.id}\ue001"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up, as finance offices do."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def printed(value: Decimal, decimals: int, *, trim: bool = False, thousands: bool = False) -> str:
    """The figure with that many decimals; `trim` leaves trailing zeros out."""
    text = f"{rounded(value, decimals):{',' if thousands else ''}f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text


@dataclass(frozen=True, slots=True)
class Listed:
    """The tokens of one quantitative indicator in a table. `group` tells its table, `level2` its second level, `up`
    and `named_way` what its name says is better, `named_unit` that it says what is counted; `actual` and its unit
    are None in goal forms."""

    group: int
    level2: str
    up: bool
    named_way: bool
    named_unit: bool
    name: int
    sign: int
    target: int
    unit: int
    actual: int | None = None
    actual_unit: int | None = None


@dataclass(slots=True)
class Draft:
    """Collects the tokens, relations, optional pieces and listed indicators of one paper."""

    tokens: list[Token] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)  # piece -> the number that goes with it
    listed: list[Listed] = field(default_factory=list)
    tables: int = 0
    face: Callable[[], Face] = lambda: ""

    def token(self, text: str, kind: TokenKind, fact: str = "") -> Ref:
        """A unit, a comparator, a year or a day."""
        made = Token(len(self.tokens), text, kind, fact=fact)
        self.tokens.append(made)
        return Ref(made.id, f"\ue000{made.id}\ue001")

    def number(
        self,
        text: str,
        kind: TokenKind,
        decimals: int = 0,
        unit: str = "",
        *,
        fact: str = "",
        unit_token: bool = False,
        sign: Ref | None = None,
        face: Face | None = None,
    ) -> Ref:
        """A figure; with `unit_token` its unit is a token of its own, else plain text. `sign` is its comparator."""
        behind = self.token(unit, "unit") if unit_token and unit else None
        made = Token(
            len(self.tokens),
            text,
            kind,
            decimals,
            unit,
            behind.id if behind else None,
            fact,
            sign.id if sign else None,
            self.face() if face is None else face,
        )
        self.tokens.append(made)
        place = f"\ue000{made.id}\ue001"
        shown = behind.full if behind else unit
        return Ref(made.id, place + shown, shown, behind.id if behind else -1)

    def relate(self, relation: Relation) -> None:
        """The paper asserts this."""
        self.relations.append(relation)

    def piece(self, text: str, part: Ref) -> str:
        """Text that can be left out together with the figure `part`."""
        self.pieces.append(part.id)
        return f"\ue002{len(self.pieces) - 1}\ue003{text}\ue004"


def fill(
    text: str, tokens: tuple[Token, ...], changed: Mapping[int, str], dropped: frozenset[int]
) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The text as printed, and (token, start, end) of each token in it."""
    text = _PIECE.sub(lambda m: "" if int(m[1]) in dropped else m[2], text)
    out: list[str] = []
    places: list[tuple[int, int, int]] = []
    at = length = 0
    for match in _TOKEN.finditer(text):
        before = text[at : match.start()]
        number = int(match[1])
        shown = faced(changed.get(number, tokens[number].text), tokens[number].face)
        length += len(before)
        places.append((number, length, length + len(shown)))
        out += (before, shown)
        length += len(shown)
        at = match.end()
    return "".join((*out, text[at:])), tuple(places)


def print_paper(
    paper: Paper, tokens: tuple[Token, ...], changed: Mapping[int, str], dropped: frozenset[int]
) -> Paper:
    """The paper with every token printed, `changed` ones in their new form."""

    def shown(text: str) -> str:
        return fill(text, tokens, changed, dropped)[0]

    def block(source: Paragraph | Table) -> Paragraph | Table:
        if isinstance(source, Paragraph):
            return replace(source, text=shown(source.text))
        rows = tuple(tuple(Cell(shown(c.text), c.across, c.down) for c in row) for row in source.rows)
        return Table(source.columns, rows)

    parts = tuple(Part(part.name, tuple(block(b) for b in part.blocks)) for part in paper.parts)
    return replace(paper, parts=parts, title=shown(paper.title))
