"""The golden files: what each reporter makes of the canonical result. Run as a module, it writes them anew."""

from __future__ import annotations

from pathlib import Path

from heyan.reporters import render
from tests.reporters import canonical

FOLDER = Path(__file__).parent


def goldens() -> dict[str, bytes]:
    """Every golden file's content by its path under tests/golden."""
    result = canonical.result()
    return {
        "console/plain-80.txt": render("console", result),
        "console/verbose-100.txt": render("console", result, verbose=True, width=100),
        "console/color-80.ansi": render("console", result, color=True),
        "console/english-80.txt": render("console", result, lang="en"),
        "html/audit.html": render("html", result),
        "html/english.html": render("html", result, lang="en"),
        "json/audit.json": render("json", result),
        "json/figures.json": render("json", result, figures=True),
    }


def main() -> None:
    """Write all golden files; read the diff afterwards."""
    for name, content in goldens().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
