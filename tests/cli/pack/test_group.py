"""`heyan pack`: the group."""

from __future__ import annotations

from importlib import import_module

import click
import pytest

from heyan import cli
from heyan.cli import pack


@pytest.mark.parametrize("name", pack.COMMANDS)
def test_every_command_of_the_table_has_its_module_and_help(
    name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    command = import_module(f"heyan.cli.pack.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert cli.run(["pack", name, "--help"]) == 0
    assert "显示帮助" in capfdbinary.readouterr().out.decode()


def test_help_lists_the_commands(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["pack", "--help"]) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert all(name in shown for name in pack.COMMANDS)


def test_an_unknown_pack_is_wrong_usage(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["pack", "test", "no-such-pack"]) == 2
    assert "没有这个规则包" in capfdbinary.readouterr().err.decode()
