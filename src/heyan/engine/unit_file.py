"""Units that a rule pack adds: `lexicons/units.yaml`, checked against the ones that are known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from heyan.engine.units import PackUnit, known_units
from heyan.engine.yaml_strict import Key, Marked, Value
from heyan.errors import PackError
from heyan.model.units import UnitEntry, shipped_units

FILE = "units.yaml"
_KEYS = ("kind", "factor", "aliases")
_KIND = re.compile(r"[a-z][a-z_]{1,30}")
# Numerals, and characters that belong to the number before a unit (10余, 3多, 第, 约) or to a comparator.
_NO_START = re.compile(r"[0-9.,%+\-<>=≥≤()/·零〇一二三四五六七八九十百千万亿两余多几约近第以左]")
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_LONGEST_ALIAS = 12
_MOST_UNITS = 500
_LARGEST = Decimal(10) ** 15


def pack_units(marked: Marked) -> tuple[PackUnit, ...]:
    """The units of a pack's `units.yaml`. Raises PackError with line and hint.

    `units` is a list of {kind, factor, aliases}, `guards` an optional mapping from an alias to the characters behind
    it that show another word. An alias that already is a unit of another kind or factor is an error, and so is a
    new kind without a base unit (factor 1).
    """
    top = _mapping(marked.value, marked, ())
    _known_keys(top, ("units", "guards"), marked, ())
    guards = _guards(top.get("guards", {}), marked)
    listed = top.get("units")
    if not isinstance(listed, list) or not listed:
        raise _error(
            marked, ("units",), "units 要写成列表", "每行写 - {kind: piece, factor: 1, aliases: [挂]}"
        )
    if len(listed) > _MOST_UNITS:
        raise _error(marked, ("units",), "单位过多", f"不超过 {_MOST_UNITS} 行")
    found = tuple(_unit(entry, ("units", index), marked, guards) for index, entry in enumerate(listed))
    aliases = {alias for unit in found for alias in unit.entry.aliases}
    for alias in guards:
        if alias not in aliases:
            raise _error(
                marked, ("guards", alias), f"guards 里的“{alias}”不是这个文件加的单位", "删去，或写进 aliases"
            )
    _check_kinds(found)
    known_units([found])
    return found


def _unit(value: Value, place: tuple[Key, ...], marked: Marked, guards: Mapping[str, str]) -> PackUnit:
    entry = _mapping(value, marked, place)
    _known_keys(entry, _KEYS, marked, place)
    for key in _KEYS:
        if key not in entry:
            raise _error(marked, place, f"没有写“{key}”", "写成 {kind: piece, factor: 1, aliases: [挂]}")
    kind = entry["kind"]
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise _error(marked, (*place, "kind"), "kind 写法不对", "小写英文，如 piece、area")
    aliases = _aliases(entry["aliases"], (*place, "aliases"), marked)
    own = tuple((alias, guards[alias]) for alias in aliases if alias in guards)
    factor = _factor(entry["factor"], (*place, "factor"), marked)
    return PackUnit(UnitEntry(kind, factor, aliases, own), marked.path, marked.line(place))


def _factor(value: Value, place: tuple[Key, ...], marked: Marked) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _error(marked, place, "factor 要写成数", "一个这样的单位合多少个基本单位，如 1、15、0.0015")
    factor = Decimal(value)
    if not 0 < factor <= _LARGEST:
        raise _error(marked, place, f"factor 不能是 {value}", f"大于 0，不超过 {_LARGEST:f}")
    return factor


def _aliases(value: Value, place: tuple[Key, ...], marked: Marked) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise _error(marked, place, "aliases 要写成列表", "如 aliases: [挂, 挂次]")
    for index, alias in enumerate(value):
        at = (*place, index)
        if not isinstance(alias, str) or not alias:
            raise _error(marked, at, "aliases 里只能是文字", "数字、真假值加引号")
        if len(alias) > _LONGEST_ALIAS or any(char.isspace() for char in alias):
            raise _error(
                marked, at, f"单位“{alias}”里有空白或过长", f"不超过 {_LONGEST_ALIAS} 个字，不含空格"
            )
        if _WIDE.search(alias):
            raise _error(marked, at, f"单位“{alias}”里有全角符号", "写成半角；论文里的全角写法会一样认得")
        if _NO_START.match(alias):
            raise _error(marked, at, f"单位不能以“{alias[0]}”开头", "这个字会被读成前面数字的一部分")
    return tuple(str(alias) for alias in value)


def _guards(value: Value, marked: Marked) -> Mapping[str, str]:
    guards = _mapping(value, marked, ("guards",))
    for alias, following in guards.items():
        if not isinstance(following, str) or not following:
            raise _error(marked, ("guards", alias), "guards 要写成 单位: 后面的字", "如 挂: 号牌钩")
    return {alias: str(following) for alias, following in guards.items()}


def _check_kinds(units: Sequence[PackUnit]) -> None:
    """A new kind needs a base unit, and is not a known one misspelt."""
    kinds = shipped_units().kinds
    based = {unit.entry.kind for unit in units if unit.entry.factor == 1}
    for unit in units:
        kind = unit.entry.kind
        if kind in kinds:
            continue
        near = difflib.get_close_matches(kind, kinds, n=1, cutoff=0.8)
        if near or kind not in based:
            message = f"没有“{kind}”这个类别"
            hint = f"是不是“{near[0]}”？" if near else "新的类别要有一行 factor: 1，作基本单位"
            raise PackError(message, path=unit.path, line=unit.line, hint=hint)


def _mapping(value: Value, marked: Marked, place: tuple[Key, ...]) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise _error(marked, place, "要写成 键: 值", "单位表写成 units: [{kind: …, factor: …, aliases: […]}]")
    return value


def _known_keys(
    value: Mapping[str, Value], keys: tuple[str, ...], marked: Marked, place: tuple[Key, ...]
) -> None:
    for key in value:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1, cutoff=0.55)
            hint = f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(keys)}"
            raise _error(marked, (*place, key), f"没有“{key}”这个键", hint)


def _error(marked: Marked, place: tuple[Key, ...], message: str, hint: str) -> PackError:
    return PackError(message, path=marked.path, line=marked.line(place), hint=hint)
