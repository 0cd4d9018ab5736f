"""`python -m bot …`: every command of bot/commands/."""

import importlib
import pkgutil

import click

from bot import commands


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """netasa: one LINE account that carries the everyday news of many villages."""


for module in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
    for command in importlib.import_module(module.name).COMMANDS:
        main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m bot")
