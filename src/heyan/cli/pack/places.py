"""Folders that the commands write into."""

from __future__ import annotations

from pathlib import Path

from heyan.errors import UsageError


def folder_for(path: Path) -> Path:
    """The folder, made where it is missing. Raises UsageError where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"建不了文件夹 {path}（{error.strerror or error}）") from None
    return path
