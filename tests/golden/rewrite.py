"""The golden files: what each reporter makes of the canonical result. Run as a module, it writes them anew."""

from __future__ import annotations

from pathlib import Path

from heyan.reporters import render
from heyan.reporters.options import TemplateFile
from tests.reporters import canonical, excused

FOLDER = Path(__file__).parent
TEMPLATE = """\
{% for document in documents %}
{{ document.path }}（{{ document.unit or "未识别" }}，{{ document.year }}）
{% for finding in findings if finding.location.document == document.id %}
- {{ finding.code }} {{ finding.message }}{{ "，已豁免：" ~ finding.suppressed.reason if finding.suppressed }}
{% endfor %}
{% endfor %}
共 {{ summary.error }} 个错误。
"""


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
        "console/excused-80.txt": render("console", excused.result()),
        "html/excused.html": render("html", excused.result()),
        "json/audit.json": render("json", result),
        "json/figures.json": render("json", result, figures=True),
        "sarif/audit.sarif": render("sarif", result),
        "junit/audit.xml": render("junit", result),
        "github/audit.txt": render("github", result),
        "gitlab/audit.json": render("gitlab", result),
        "markdown/audit.md": render("markdown", result),
        "markdown/english.md": render("markdown", result, lang="en"),
        "csv/audit.csv": render("csv", result),
        "template/audit.txt": render("template", result, template=TemplateFile("audit.j2", TEMPLATE)),
    }


def main() -> None:
    """Write all golden files; read the diff afterwards."""
    for name, content in goldens().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
