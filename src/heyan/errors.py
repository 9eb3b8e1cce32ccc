"""The exceptions that Heyan raises for a fault in its own run (a fault in a paper is a Finding).

HeyanError
├── UsageError                 exit 2: wrong command line or settings
│   ├── SettingsError
│   └── PackError              a rule pack that does not load; names file, line, rule and a hint
└── InputError                 exit 3 (NoInput: 4): something handed in could not be audited
    ├── UnreadableInput        one file; the rest of a batch goes on
    └── NoInput                nothing to audit at all
"""

from __future__ import annotations

from typing import Literal

UnreadableKind = Literal[
    "missing", "empty", "unsupported", "encrypted", "corrupt", "too_large", "hostile", "invalid", "internal"
]


class HeyanError(Exception):
    """Base of all; `str()` is a sentence in Chinese that says what, where and what to do."""


class UsageError(HeyanError):
    """Wrong command line, settings or pack."""


class SettingsError(UsageError):
    """A settings file or option that cannot be understood."""


class PackError(UsageError):
    """A rule pack that does not load.

    `path` and `line` (1-based) point at the fault, `code` names the rule, `hint` says what to write instead.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str,
        line: int | None = None,
        code: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.message, self.path, self.line, self.code, self.hint = message, path, line, code, hint
        place = path if line is None else f"{path}:{line}"
        rule = f" 规则 {code}" if code else ""
        tail = f"（{hint}）" if hint else ""
        super().__init__(f"{place}{rule}：{message}{tail}")


class InputError(HeyanError):
    """Something handed in could not be audited."""


class UnreadableInput(InputError):
    """One file that cannot be read; `message` names what is wrong and what to do, without the path."""

    def __init__(self, kind: UnreadableKind, message: str) -> None:
        self.kind, self.message = kind, message
        super().__init__(message)


class NoInput(InputError):
    """Nothing to audit."""
