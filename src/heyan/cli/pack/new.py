"""`heyan pack new`: a pack to start from, or one more rule."""

from __future__ import annotations

from pathlib import Path

import click

from heyan import pipeline
from heyan.cli.exits import Exit
from heyan.cli.options import help_option
from heyan.cli.output import write
from heyan.cli.pack.places import folder_for
from heyan.errors import UsageError
from heyan.packtools.scaffold import NewPack, pack_files
from heyan.packtools.scaffold.rule import kinds, stub


@click.command("new")
@click.argument("folder", metavar="DIR")
@click.option("--name", help="新规则包的名字：小写英文和短横线。")
@click.option(
    "--family", default="local", show_default=True, help="第一个规则文件的类别；加规则时：写进哪一类。"
)
@click.option("--letter", default="X", show_default=True, help="这一类规则代码的字母。")
@click.option("--rule", "code", metavar="CODE", help="不建新包，给 DIR 里的规则包加一条规则，如 X02。")
@click.option(
    "--check",
    "kind",
    type=click.Choice(kinds()),
    default="assert",
    show_default=True,
    help="这条规则用的检查类型。",
)
@help_option
def command(*, folder: str, name: str | None, family: str, letter: str, code: str | None, kind: str) -> Exit:
    """在文件夹 DIR 建一个规则包：规则文件、词表、说明、提交前检查和 CI 流程；带一条能通过检查的样例规则。

    加 --rule 时给已有的规则包加一条规则：照自带规则的写法起稿，连同示例，改成自己的再用。
    """
    if (name is None) == (code is None):
        raise UsageError("建新包写 --name，加规则写 --rule，二者写一个")
    if code is not None:
        return _add_rule(Path(folder), code, kind, family)
    place = folder_for(Path(folder))
    files = pack_files(NewPack(name or "", family, letter))
    existing = next((path for path in files if (place / path).exists()), None)
    if existing:
        raise UsageError(f"{place / existing} 已经有了；请换一个空文件夹")
    for path, text in files.items():
        folder_for((place / path).parent)
        write(str(place / path), text.encode())
    click.echo(
        f"已建 {place}（{len(files)} 个文件）；先看 README.md，再运行 heyan pack test {place}", err=True
    )
    return Exit.CLEAN


def _add_rule(place: Path, code: str, kind: str, family: str) -> Exit:
    pack, models = pipeline.load_packs([str(place) if place.is_absolute() else f"./{place}", "core"])
    added = stub(kind, code, pack, models)
    path = _family_file(place, [Path(rule.path) for rule in pack.rules if rule.code[0] == code[0]], family)
    before = path.read_text(encoding="utf-8")
    write(str(path), f"{before.rstrip()}\n{added.text}".encode())
    if added.lexicons:
        words = folder_for(place / "lexicons") / "words.yaml"
        old = words.read_text(encoding="utf-8") if words.is_file() else ""
        write(str(words), f"{old.rstrip()}\n{added.lexicons}".lstrip().encode())
    click.echo(f"已在 {path} 末尾加上 {code}；改成自己的规则，再运行 heyan pack test {place}", err=True)
    return Exit.CLEAN


def _family_file(place: Path, of_letter: list[Path], family: str) -> Path:
    """The file that the rule belongs in: where its letter already stands, else that of the family."""
    if place.is_file():
        return place
    if of_letter:
        return of_letter[0]
    path = place / f"{family}.yaml"
    if not path.is_file():
        raise UsageError(f"没有 {path}；用 --family 写出规则文件的名字，或先建这个文件")
    return path
