"""The operators: each puts exactly one fault into a paper, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from random import Random

from benchmarks.faults import indicator_faults, score_faults
from benchmarks.faults.draft import NUMBERS, Token
from benchmarks.faults.fault import Fault
from benchmarks.faults.papers import Generated
from benchmarks.faults.relations import Ratio, Relation, Same, Scored, Sum, View

SILENT = "±1 in the last place"
_TRIES = 40
_UNIT_SWAPS = {"户": "人次", "人": "户", "人次": "户", "个": "人次", "公里": "米", "亩": "平方米", "次": "人", "场": "人次", "处": "户", "%": "个", "元": "万元", "万元": "元", "家": "人次", "株": "亩", "份": "户", "台": "人", "套": "次"}  # fmt: skip
_FLIPS = {"≥": "<", ">=": "<", "不少于": "不超过", "不低于": "不超过", "≤": ">", "不超过": "不低于"}


Operator = Callable[[Random, Generated], Fault | None]


def broken(
    paper: Generated, changed: dict[int, str], without: frozenset[int] = frozenset()
) -> list[Relation]:
    """The relations that no longer hold; `without` are figures left out."""
    view = View(paper.tokens, changed, without)
    touched = {*changed, *without}
    touched |= {t.id for t in paper.tokens if t.unit_token in touched}
    return [r for r in paper.relations if touched & set(r.tokens) and not r.holds(view)]


def _one(paper: Generated, operator: str, token: Token, new: str, *culprits: int) -> Fault:
    changed = {token.id: new}
    kinds = tuple(sorted({relation.kind for relation in broken(paper, changed)}))
    return Fault(operator, changed, culprits or (token.id,), token.text, new, kinds)


def _figures(rng: Random, paper: Generated) -> Iterator[Token]:
    """Figures to try, at random; half of the time the kinds are taken evenly, so that small ones get their share."""
    numbers = [token for token in paper.tokens if token.kind in NUMBERS]
    kinds = sorted({token.kind for token in numbers})
    for _ in range(_TRIES if numbers else 0):
        if rng.random() < 0.5:
            yield rng.choice(numbers)
        else:
            kind = rng.choice(kinds)
            yield rng.choice([token for token in numbers if token.kind == kind])


def _well_formed(text: str) -> bool:
    whole, point, rest = text.replace(",", "").partition(".")
    return whole.isdigit() and (whole == "0" or whole[0] != "0") and (not point or rest.isdigit())


def _grouped(text: str) -> str:
    """With commas at the thousands, as a sheet would set them."""
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def as_printed(paper: Generated, text: str) -> str:
    """A sheet shows no trailing zeros beyond two decimals, nor a single one."""
    decimals = len(text.partition(".")[2])
    return text.rstrip("0").rstrip(".") if paper.format == "xlsx" and decimals not in (0, 2) else text


def _edit(name: str, edit: Callable[[Random, str], str | None]) -> Operator:
    def operator(rng: Random, paper: Generated) -> Fault | None:
        for token in _figures(rng, paper):
            new = edit(rng, token.text.replace(",", ""))
            if new is None or not _well_formed(new):
                continue
            new = as_printed(paper, _grouped(new) if "," in token.text else new)
            if _value(new) != _value(token.text):
                return _one(paper, name, token, new)
        return None

    return operator


def _digits(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char.isdigit()]


def substituted(rng: Random, text: str) -> str:
    """One digit is another one."""
    at = rng.choice(_digits(text))
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def transposed(rng: Random, text: str) -> str | None:
    """Two different neighbours are swapped."""
    places = [at for at in _digits(text)[:-1] if text[at + 1].isdigit() and text[at] != text[at + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def shortened(rng: Random, text: str) -> str | None:
    """One digit is lost."""
    at = rng.choice(_digits(text))
    new = text[:at] + text[at + 1 :]
    return new.rstrip(".") if new.strip(".") else None


def doubled(rng: Random, text: str) -> str:
    """One digit is typed twice."""
    at = rng.choice(_digits(text))
    return text[:at] + text[at] + text[at:]


def shifted(rng: Random, text: str) -> str | None:
    """The point stands one or two places away."""
    value = _value(text)
    new = f"{value.scaleb(rng.choice((-2, -1, 1, 2))):f}"
    if "." in new and "." not in text:
        new = new.rstrip("0").rstrip(".")
    return new if value else None


def _money_unit(rng: Random, paper: Generated) -> Fault | None:
    tokens = [t for t in paper.tokens if t.kind == "money" and t.unit_token is not None]
    if not tokens:
        return None
    token = rng.choice(tokens)
    unit = paper.tokens[token.unit_token or 0]
    new = "元" if unit.text == "万元" else "万元"
    made = _one(paper, "万元↔元", unit, new, token.id, unit.id)
    return Fault(
        made.operator, made.changed, made.culprits, token.text + unit.text, token.text + new, made.broken
    )


def _stale_total(rng: Random, paper: Generated) -> Fault | None:
    """A part, and everything that follows from it, is edited; the total is kept."""
    sums = [r for r in paper.relations if isinstance(r, Sum) and len(r.totals) == 1 and len(r.parts) > 1]
    for _ in range(_TRIES if sums else 0):
        relation = rng.choice(sums)
        token = paper.tokens[rng.choice(relation.parts)]
        new = as_printed(paper, substituted(rng, token.text))
        if not _well_formed(new) or _value(new) == _value(token.text):
            continue
        changed = _everywhere(paper, token, new)
        _follow(paper, changed)
        bad = broken(paper, changed)
        if len(bad) == 1 and bad[0] == relation:
            culprits = (*relation.totals, *changed)
            total = paper.tokens[relation.totals[0]].text
            return Fault(
                "stale total", changed, culprits, token.text, f"{new} (total {total})", (relation.kind,)
            )
    return None


def _everywhere(paper: Generated, token: Token, new: str) -> dict[int, str]:
    """The new text for every mention of the fact that is printed in the same way."""
    same = {t for r in paper.relations if isinstance(r, Same) and token.id in r.tokens for t in r.tokens}
    return {t: new for t in same if paper.tokens[t].text == token.text} | {token.id: new}


def _follow(paper: Generated, changed: dict[int, str]) -> None:
    """Recompute the shares that hang on what was changed."""
    view = View(paper.tokens, dict(changed))
    for relation in paper.relations:
        if isinstance(relation, Ratio) and relation.numerator in changed:
            expected = relation.expected(view)
            if expected is not None:
                token = paper.tokens[relation.result]
                changed[relation.result] = f"{expected:.{len(token.text.partition('.')[2])}f}"


def _missing_part(rng: Random, paper: Generated) -> Fault | None:
    if not paper.pieces:
        return None
    piece = rng.randrange(len(paper.pieces))
    part = paper.pieces[piece]
    bad = broken(paper, {}, frozenset({part}))
    lists = [r for r in paper.relations if isinstance(r, Sum) and part in r.parts]
    others = tuple(t for r in lists for t in r.tokens if t != part)
    kinds = tuple(sorted({r.kind for r in bad}))
    text = paper.tokens[part].text
    return Fault("missing part", {}, others or (part,), text, "", kinds, frozenset({piece}))


def _beside(paper: Generated, token: Token) -> tuple[int, ...]:
    """The unit or comparator with the figure that it belongs to: together they are what is printed."""
    return token.id, *(t.id for t in paper.tokens if token.id in (t.unit_token, t.sign_token))


def _unit_swap(rng: Random, paper: Generated) -> Fault | None:
    money = {t.unit_token for t in paper.tokens if t.kind == "money"}
    units = [t for t in paper.tokens if t.kind == "unit" and t.id not in money and t.text in _UNIT_SWAPS]
    if not units:
        return None
    token = rng.choice(units)
    return _one(paper, "unit swap", token, _UNIT_SWAPS[token.text], *_beside(paper, token))


def _flip(rng: Random, paper: Generated) -> Fault | None:
    signs = [t for t in paper.tokens if t.kind == "comparator" and t.text in _FLIPS]
    token = rng.choice(signs) if signs else None
    if token is None:
        return None
    return _one(paper, "comparator flip", token, _FLIPS[token.text], *_beside(paper, token))


def _year(rng: Random, paper: Generated) -> Fault | None:
    years = [t for t in paper.tokens if t.kind == "year"]
    token = rng.choice(years) if years else None
    return _one(paper, "year 2021→2121", token, "21" + token.text[2:]) if token else None


def _day(rng: Random, paper: Generated) -> Fault | None:
    days = [t for t in paper.tokens if t.kind == "day"]
    return _one(paper, "31→32日", rng.choice(days), "32") if days else None


def _mention(rng: Random, paper: Generated) -> Fault | None:
    pairs = [r for r in paper.relations if isinstance(r, Same)]
    for _ in range(_TRIES if pairs else 0):
        token = paper.tokens[rng.choice(rng.choice(pairs).tokens)]
        new = as_printed(paper, substituted(rng, token.text))
        if _well_formed(new) and _value(new) != _value(token.text):
            return _one(paper, "one mention changed", token, new)
    return None


def _above_weight(rng: Random, paper: Generated) -> Fault | None:
    scored = [r for r in paper.relations if isinstance(r, Scored)]
    if not scored:
        return None
    relation = rng.choice(scored)
    token = paper.tokens[relation.score]
    new = f"{_value(paper.tokens[relation.weight].text) + rng.choice((1, 2, 3)):f}"
    return _one(paper, "score above weight", token, new)


def _weights(rng: Random, paper: Generated) -> Fault | None:
    sums = [r for r in paper.relations if isinstance(r, Sum) and r.kind == "weights"]
    if not sums:
        return None
    token = paper.tokens[rng.choice(rng.choice(sums).parts)]
    value = _value(token.text) + rng.choice((-2, -1, 1, 2, 5))
    return _one(paper, "weights ≠ 100", token, f"{value:f}") if value > 0 else None


def _last_place(rng: Random, paper: Generated) -> Fault | None:
    """A rounded amount is one unit in the last place off, and every relation still allows it."""
    sums = [r for r in paper.relations if isinstance(r, Sum) and not r.exact]
    for _ in range(_TRIES if sums else 0):
        token = paper.tokens[rng.choice(rng.choice(sums).tokens)]
        if token.kind != "money" or len(token.text.partition(".")[2]) != token.decimals:
            continue
        value = _value(token.text) + Decimal(rng.choice((-1, 1))).scaleb(-token.decimals)
        new = f"{value:{',' if ',' in token.text else ''}f}"
        if value > 0 and as_printed(paper, new) == new and not broken(paper, {token.id: new}):
            return _one(paper, SILENT, token, new)
    return None


OPERATORS: dict[str, Operator] = {
    "digit substitution": _edit("digit substitution", substituted),
    "transposition": _edit("transposition", transposed),
    "digit drop": _edit("digit drop", shortened),
    "digit double": _edit("digit double", doubled),
    "×10^k": _edit("×10^k", shifted),
    "万元↔元": _money_unit,
    "stale total": _stale_total,
    "missing part": _missing_part,
    "unit swap": _unit_swap,
    "comparator flip": _flip,
    "year 2021→2121": _year,
    "31→32日": _day,
    "one mention changed": _mention,
    "score above weight": _above_weight,
    "weights ≠ 100": _weights,
    **indicator_faults.OPERATORS,
    **score_faults.OPERATORS,
    SILENT: _last_place,
}


def inject(seed: int, paper: Generated, number: int, count: int) -> Sequence[Fault]:
    """`count` faults for the paper of that number, each by another operator in turn, no two alike."""
    rng = Random(f"faults/{seed}/{number}")
    names = list(OPERATORS)
    rng.shuffle(names)
    made: list[Fault] = []
    seen: set[tuple[object, ...]] = set()
    for turn in range(count * 4):
        if len(made) == count:
            break
        fault = OPERATORS[names[turn % len(names)]](rng, paper)
        key = () if fault is None else (fault.operator, tuple(fault.changed.items()), fault.dropped)
        if fault is not None and key not in seen:
            seen.add(key)
            made.append(fault)
    return made
