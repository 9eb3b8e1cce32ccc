"""Groups of commands that know their commands by name and import only the one that runs."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

import click


class LazyGroup(click.Group):
    """`table` gives each command's help by its name; its module lies in `package` and holds it as `command`."""

    table: Mapping[str, str] = {}
    package = ""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None without one."""
        if cmd_name not in self.table:
            return None
        return cast(click.Command, import_module(f"{self.package}.{cmd_name}").command)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.table.items()))
