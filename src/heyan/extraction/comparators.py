"""The words and signs around a number that bound it (≥, 不低于, 以上) or blur it (约, 近, 左右)."""

from __future__ import annotations

from heyan.extraction.pattern import pattern
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Comparator

_WORDS: dict[Comparator, str] = {
    ">=": "大于等于 大于或等于 大于或者等于 不低于 不少于 不小于 不短于 不得低于 不得少于 不得小于 不能低于 不能少于 至少 高于等于 "
    "高于或等于 多于等于 多于或等于 应达到不低于 最低 最少 不弱于 不早于 达到或超过 达到和超过 达到及超过 等于或大于 等于或高于 等于或多于 起码 下限为 大于或等於",
    "<=": "小于等于 小于或等于 小于或者等于 不超过 不高于 不大于 不多于 不得超过 不得高于 不得大于 不得多于 不能超过 不能高于 不超 不长于 "
    "不晚于 至多 最多 最高 低于等于 低于或等于 少于等于 少于或等于 未超过 未超出 不超出 控制在不超过 不突破 不得突破 未突破 等于或小于 等于或低于 等于或少于 上限为 严控在",
    ">": "大于 超过 高于 多于 超出 超 逾",
    "<": "小于 低于 少于 不足 不到 不满 未达 未达到",
    "=": "等于",
}
_SIGNS: dict[str, Comparator] = {
    **dict.fromkeys(["≥", "≧", "⩾", "≮", ">=", "=>", "≥=", "≧=", ">≥"], ">="),
    **dict.fromkeys(["≤", "≦", "⩽", "≯", "<=", "=<", "≤=", "≦=", "<≤"], "<="),
    ">": ">",
    "<": "<",
    "=": "=",
    "==": "=",
}
_BY_WORD: dict[str, Comparator] = {word: sign for sign, words in _WORDS.items() for word in words.split()}
_LONGEST = max(map(len, _BY_WORD))
_LAST = frozenset(word[-1] for word in _BY_WORD)
_SIGN_CHARS = frozenset("<>=≥≤≧≦⩾⩽≡≌≈≅≒≠≯≮≜≙〈〉")
# Brackets typed for signs of comparison.
_BRACKETS = str.maketrans("〈〉", "<>")
_BLUR = ("大约", "约为", "约占", "约达", "约有", "约需", "约计", "接近", "将近", "大概", "约", "近")
_BLUR_LAST = frozenset(word[-1] for word in _BLUR)
# 节约10万元, 附近3个 and the like speak of something else than an approximation.
_NO_BLUR_AFTER = frozenset("节合预契公条违签履集附就邻临靠特制毁解誓最新")
_CURRENCY = frozenset("¥￥")
_AFTER = pattern(
    r" {0,2}(?:(\(?含\)?|及其|及|或|\(含\)|\(含本数\)|\(含 ?[0-9.]{1,8} ?(?:%|分|人|万元|元|个|天)?\))?(以上|以下|以内|之内|之下|之上)|(左右|上下)(?![级沟联两]))"
)
_AFTER_STARTS = frozenset(" (含及或以之左上")
_AFTER_SIGN: dict[str, Comparator] = {
    "以上": ">=",
    "之上": ">=",
    "以下": "<=",
    "以内": "<=",
    "之内": "<=",
    "之下": "<=",
}
_INSIDE_KINDS = frozenset({"duration", "months", "workday", "percent", "permille"})
# 80%≤x<90%: the sign behind a bound says the opposite of one before it.
_FLIPPED = pattern(r"(≤|<=|≦|<|≥|>=|≧|>)(?= {0,2}[A-Za-z\u4e00-\u9fff]{1,12} {0,2}[≤≦<≥≧>])")
_FLIPPED_STARTS = frozenset("≤<≦≥>≧")
_FLIP: dict[str, Comparator] = {
    "≤": ">=",
    "<=": ">=",
    "≦": ">=",
    "<": ">",
    "≥": "<=",
    ">=": "<=",
    "≧": "<=",
    ">": "<",
}
_INSIDE = pattern(r"内(?![部设审容控资外涵需存蒙地科])")
_OPPOSITE = {">=": "<", ">": "<", "<=": ">", "<": ">"}


@dataclass(frozen=True, slots=True)
class Bound:
    """What stands before a number: it starts at `start`; `text` is the comparator as written."""

    start: int
    comparator: Comparator | None = None
    text: str = ""
    approximate: bool = False
    currency: bool = False


def before(text: str, position: int, floor: int) -> Bound:
    """The comparator, blur and currency sign that end at `position` of the folded `text`, not before `floor`."""
    start, approximate, currency = position, False, False
    end = _skip_spaces(text, start, floor)
    if end > floor and text[end - 1] in _CURRENCY:
        start, currency = end - 1, True
        end = _skip_spaces(text, start, floor)
    if end > floor and text[end - 1] in _BLUR_LAST:
        for word in _BLUR:
            begin = end - len(word)
            if begin >= floor and text.startswith(word, begin):
                if begin == 0 or text[begin - 1] not in _NO_BLUR_AFTER:
                    start, approximate = begin, True
                    end = _skip_spaces(text, start, floor)
                break
    if end > floor and text[end - 1] in _SIGN_CHARS:
        begin = _sign_start(text, end, floor)
        sign = "".join(text[begin:end].split()).translate(_BRACKETS)
        if text[begin] in "〈〉" and begin > 0 and text[begin - 1] not in " \n\t|([":
            return Bound(start, None, "", approximate, currency)  # the end of a title: 〈办法〉2份
        if sign == "≈":
            return Bound(begin, None, "", True, currency)
        return Bound(begin, _SIGNS.get(sign, "invalid"), sign, approximate, currency)
    if end > floor and text[end - 1] in _LAST:
        for length in range(min(_LONGEST, end - floor), 0, -1):
            comparator = _BY_WORD.get(text[end - length : end])
            if comparator:
                return Bound(end - length, comparator, text[end - length : end], approximate, currency)
    return Bound(start, None, "", approximate, currency)


def _skip_spaces(text: str, position: int, floor: int) -> int:
    """The position behind the last visible character before `position`; at most two spaces are skipped."""
    for _ in range(2):
        if position > floor and text[position - 1] == " ":
            position -= 1
    return position


def _sign_start(text: str, end: int, floor: int) -> int:
    """Where the run of comparator signs that ends at `end` starts (> = with a space counts as one)."""
    begin = end
    for position in range(end - 1, max(floor, end - 5) - 1, -1):
        if text[position] in _SIGN_CHARS:
            begin = position
        elif text[position] != " ":
            break
    return begin


def after(text: str, position: int, kind: str) -> tuple[int, Comparator | None, str, bool]:
    """What follows a number whose unit is of `kind`: (end, comparator, its text, whether it is approximate)."""
    match = _AFTER.match(text, position) if text[position : position + 1] in _AFTER_STARTS else None
    if match:
        word = match.group(2)
        if word:
            return match.end(), _AFTER_SIGN[word], word, False
        return match.end(), None, "", True
    if text[position : position + 1] in _FLIPPED_STARTS and position < len(text):
        flipped = _FLIPPED.match(text, position)
        if flipped:
            return position + len(flipped[1]), _FLIP[flipped[1]], flipped[1], False
    if kind in _INSIDE_KINDS and text.startswith("内", position) and _INSIDE.match(text, position):
        return position + 1, "<=", "内", False
    return position, None, "", False


def joined(first: Bound, comparator: Comparator | None, text: str) -> tuple[Comparator | None, str]:
    """The comparator that the signs before and behind a number make together; opposite ones are invalid."""
    if first.comparator is None:
        return comparator, text
    if comparator and comparator[0] == _OPPOSITE.get(first.comparator):
        return "invalid", f"{first.text}…{text}"
    return first.comparator, first.text


def named(text: str) -> tuple[Comparator, str] | None:
    """The comparator that a whole cell such as a 指标性质 says (folded, without spaces); None for words like 定性."""
    comparator = _SIGNS.get(text) or _BY_WORD.get(text)
    if comparator:
        return comparator, text
    if text and all(char in _SIGN_CHARS for char in text) and text != "≈":
        return "invalid", text
    return None
