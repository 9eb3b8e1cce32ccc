"""From the text of an expression to a checked Python syntax tree: limits, allowed nodes, places, hints."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence
from types import MappingProxyType

MAX_LENGTH = 2_000
MAX_NODES = 400
MAX_DEPTH = 40
_NUMBER = re.compile(r"\d{1,30}(\.\d{1,30})?")

_ALLOWED = frozenset(
    (
        ast.Expression,
        ast.BoolOp,
        ast.And,
        ast.Or,
        ast.UnaryOp,
        ast.Not,
        ast.USub,
        ast.BinOp,
        ast.Add,
        ast.Sub,
        ast.Mult,
        ast.Div,
        ast.Compare,
        ast.Eq,
        ast.NotEq,
        ast.Lt,
        ast.LtE,
        ast.Gt,
        ast.GtE,
        ast.In,
        ast.NotIn,
        ast.Call,
        ast.Name,
        ast.Attribute,
        ast.Constant,
        ast.Tuple,
        ast.List,
        ast.GeneratorExp,
        ast.comprehension,
        ast.Load,
        ast.Store,
    )
)
_TYPED_BY_IME = MappingProxyType(
    {
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "＜": "<",
        "＞": ">",
        "＝": "==",
        "×": "*",
        "÷": "/",
        "＋": "+",
        "－": "-",
        "（": "(",
        "）": ")",
        "，": ",",
        "、": ",",
        "。": ".",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "：": ":",
        "【": "[",
        "】": "]",
        "且": "and",
        "或": "or",
        "非": "not",
        "％": "%",
        "\u3000": " ",
    }
)
_HINTS: tuple[tuple[type[ast.AST], str, str], ...] = (
    (ast.Pow, "不支持乘方", "乘方请写成连乘"),
    (ast.Mod, "不支持取余或百分号", "百分数写成小数，如 0.9"),
    (ast.FloorDiv, "不支持整除", "用 / 和 round(…)"),
    (ast.IfExp, "不支持 if … else", "用 and、or，或拆成两条规则"),
    (ast.Lambda, "不支持 lambda", "拆成两条规则"),
    (ast.JoinedStr, "不支持 f 字符串", "用普通引号"),
    (ast.Subscript, "不支持用方括号取值", "用 a.b 取字段，用 any、all、sum 逐个取"),
    (ast.ListComp, "不支持列表推导", "用 sum、count、any 或 all(… for x in …)"),
    (ast.SetComp, "不支持集合推导", "用 count(… for x in …)"),
    (ast.DictComp, "不支持字典", "拆成两条规则"),
    (ast.Dict, "不支持字典", "拆成两条规则"),
    (ast.Is, "不支持 is", "用 ==，或 has(字段)"),
    (ast.IsNot, "不支持 is not", "用 !=，或 has(字段)"),
    (ast.NamedExpr, "不支持赋值", "比较相等用 =="),
)


class ExpressionError(ValueError):
    """An expression that does not compile. `column` is the 1-based character; `hint` says what to write instead."""

    def __init__(self, message: str, *, column: int | None = None, hint: str | None = None) -> None:
        self.message, self.column, self.hint = message, column, hint
        place = f"第{column}字：" if column else ""
        super().__init__(f"{place}{message}")


class Source:
    """The text of an expression, able to tell columns and literal texts of the tree made from it."""

    def __init__(self, text: str) -> None:
        # A folded YAML text may hold line breaks; one line keeps columns simple.
        self.text = re.sub(r"[\r\n\t]", " ", text)
        self._bytes = self.text.encode("utf-8", "surrogatepass")

    def column(self, node: ast.AST) -> int | None:
        """The 1-based character where `node` starts (ast counts UTF-8 bytes); None where it has no place."""
        offset = getattr(node, "col_offset", None)
        return None if offset is None else len(self._bytes[:offset].decode("utf-8", "replace")) + 1

    def literal(self, node: ast.expr) -> str:
        """The text of `node` exactly as written."""
        return self._bytes[node.col_offset : node.end_col_offset].decode("utf-8", "replace")

    def error(self, message: str, node: ast.AST, hint: str | None = None) -> ExpressionError:
        """An error at the place of `node`."""
        return ExpressionError(message, column=self.column(node), hint=hint)


def parse(source: Source) -> ast.expr:
    """The tree of an expression in which every node is allowed. Raises ExpressionError."""
    text = source.text
    if not text.strip():
        raise ExpressionError("表达式是空的")
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"表达式超过 {MAX_LENGTH} 字", hint="拆成几条规则")
    leading = len(text) - len(text.lstrip(" "))
    if leading:
        raise ExpressionError("表达式前面有空格", column=1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        raise _explained(text, error) from None
    except (ValueError, MemoryError, RecursionError, UnicodeError):
        raise ExpressionError("表达式无法解析", hint="检查有没有控制字符，或嵌套太深") from None
    _inspect(source, tree)
    return tree.body


def _inspect(source: Source, tree: ast.Expression) -> None:
    count = 0
    level: list[ast.AST] = [tree.body]
    for _ in range(MAX_DEPTH):
        count += len(level)
        if count > MAX_NODES:
            raise ExpressionError(f"表达式超过 {MAX_NODES} 个成分", hint="拆成几条规则")
        for node in level:
            _check_node(source, node)
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise ExpressionError(f"表达式嵌套超过 {MAX_DEPTH} 层", hint="拆成几条规则")


def _check_node(source: Source, node: ast.AST) -> None:
    if type(node) not in _ALLOWED or any(type(operator) not in _ALLOWED for operator in _operators(node)):
        raise _refusal(source, node)
    if isinstance(node, ast.Constant):
        _check_constant(source, node)


def _operators(node: ast.AST) -> Sequence[ast.AST]:
    if isinstance(node, ast.Compare):
        return node.ops
    return (node.op,) if isinstance(node, ast.BinOp | ast.UnaryOp) else ()


def _refusal(source: Source, node: ast.AST) -> ExpressionError:
    parts = (node, *_operators(node))
    for forbidden, message, hint in _HINTS:
        if any(isinstance(part, forbidden) for part in parts):
            return source.error(message, node, hint)
    if len(parts) > 1:
        return source.error("不支持这种运算", node, "只有 + - * / 和 not")
    return source.error(
        "不支持这种写法", node, "只用字段、数、文字、+ - * /、比较、and、or、not 和列出的函数"
    )


def _check_constant(source: Source, node: ast.Constant) -> None:
    value = node.value
    if isinstance(value, bool):
        return
    if value is None:
        raise source.error("不支持 None", node, "看有没有填用 has(字段)")
    if isinstance(value, str):
        written = source.literal(node)
        if "\\" in written and written[0] not in "rR":
            raise source.error("文字里有反斜杠", node, 'pattern 写成 r"…"')
        return
    if not isinstance(value, int | float) or not _NUMBER.fullmatch(source.literal(node)):
        raise source.error("数只能写成 12 或 0.5 这样", node, "不用科学记数、下划线和前导符号")


def _explained(text: str, error: SyntaxError) -> ExpressionError:
    bare = _without_quoted(text)
    for index, char in enumerate(bare):
        if char in _TYPED_BY_IME:
            return ExpressionError(
                f"“{char}”不能用在表达式里", column=index + 1, hint=f"改成“{_TYPED_BY_IME[char]}”"
            )
    for wrong, right in (("&&", "and"), ("||", "or"), ("<>", "!="), ("=>", ">="), ("=<", "<=")):
        if wrong in bare:
            return ExpressionError(
                f"“{wrong}”不能用在表达式里", column=bare.index(wrong) + 1, hint=f"改成“{right}”"
            )
    single = re.search(r"(?<![=<>!])=(?!=)", bare)
    if single:
        return ExpressionError("单个等号不能用在表达式里", column=single.start() + 1, hint="比较相等用“==”")
    column = min(error.offset, len(text) + 1) if error.offset and error.offset > 0 else None
    return ExpressionError("表达式写法有误", column=column, hint="检查括号、引号和运算符是否成对")


def _without_quoted(text: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", lambda match: " " * len(match.group()), text)
