"""`python -m bot …`: every command of bot/commands/. Only the one that is called is loaded."""

import importlib
import pkgutil

import click

from bot import commands


class Commands(click.Group):
    """`bot settings-docs` is the COMMAND of bot/commands/settings_docs.py."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The files."""
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None when there is no such file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"bot.commands.{cmd_name.replace('-', '_')}").COMMAND
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """netasa: one LINE account that carries the everyday news of many villages."""


if __name__ == "__main__":
    main(prog_name="python -m bot")
