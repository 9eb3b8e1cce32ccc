"""Writing a waiver into a file: a new entry at its end, everything else as it was."""

from __future__ import annotations

import json
import re

from heyan.errors import SettingsError
from heyan.suppression.waiver import Waiver, WaiverFile

_HEAD = "# 豁免：一条一处问题，数值变了就失效。写法见 docs/waivers.md。\nwaivers:\n"
_ITEM = re.compile(r"^( *)- ")
_NO_LIST = re.compile(r"^waivers:(?:[ \t]*(?:\[[ \t]*\]|~|null))?(?=[ \t]*(?:#.*)?$)", re.MULTILINE)
# JSON's escapes are YAML's too; these it would write as they are, and YAML does not take them.
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def with_waiver(file: WaiverFile | None, waiver: Waiver, remark: str) -> str:
    """The file's text with `waiver` as its last entry, under a comment; a new file where there is none.

    Raises SettingsError where the list is written in brackets, for that cannot be added to line by line.
    """
    if file is None:
        return _HEAD + _entry(waiver, remark, "  ")
    text = file.text if file.text.endswith("\n") or not file.text else file.text + "\n"
    if file.waivers:
        found = _ITEM.match(text.split("\n")[file.waivers[-1].line - 1])
        if found is None:
            raise SettingsError(f"{file.path}：列表写成了方括号，加不进去；请改成一条一行、以“- ”开头的写法")
        return text + _entry(waiver, remark, found[1])
    text, lists = _NO_LIST.subn("waivers:", text, count=1)
    if lists:
        return text + _entry(waiver, remark, "  ")
    return text + "waivers:\n" + _entry(waiver, remark, "  ")


def _entry(waiver: Waiver, remark: str, indent: str) -> str:
    values = waiver.values
    lines = [f"rule: {waiver.rule}"]
    lines += [f"document: {_quoted(waiver.document)}"] if waiver.document is not None else []
    lines += [f"unit: {_quoted(waiver.unit)}"] if waiver.unit is not None else []
    lines += [f"year: {waiver.year}"] if waiver.year is not None else []
    lines.append(f"place: {_quoted(waiver.place)}")
    lines.append("values:")
    lines += [f"  reported: {_quoted(values.reported)}"] if values.reported is not None else []
    lines += [f"  expected: {_quoted(values.expected)}"] if values.expected is not None else []
    lines.append(f"  operands: [{', '.join(_quoted(value) for value in values.operands or ())}]")
    lines += [
        f"reason: {_quoted(waiver.reason)}",
        f"approver: {_quoted(waiver.approver)}",
        f'until: "{waiver.until.isoformat()}"',
    ]
    comment = " ".join(char for char in remark.split() if char)
    head = f"{indent}# {''.join(char for char in comment if char.isprintable())}\n"
    body = "".join(f"{indent}{'- ' if index == 0 else '  '}{line}\n" for index, line in enumerate(lines))
    return head + body


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _NOT_YAML.sub(lambda match: _escape(match[0]), quoted)


def _escape(char: str) -> str:
    # A lone surrogate has no place in YAML; it is left out when values are compared.
    return "" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04x}"
