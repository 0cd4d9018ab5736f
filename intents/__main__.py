"""`python -m intents`: the readers of Thai on the command line, a line in, one JSON line out."""

import importlib
import pkgutil
from datetime import datetime
from zoneinfo import ZoneInfo

import click

import intents.commands
from intents.commands import lines


@click.group(help="What Thai sentences mean: reads lines, writes one JSON line each.")
@click.pass_context
def main(context: click.Context) -> None:
    """Gives every command the clock: the only place of this package that reads it, and only when --now is not given."""
    context.obj = lines.Clock(lambda: datetime.now(ZoneInfo("Asia/Bangkok")))


for _module in sorted(pkgutil.iter_modules(intents.commands.__path__), key=lambda found: found.name):
    _command = getattr(importlib.import_module(f"intents.commands.{_module.name}"), "COMMAND", None)
    if isinstance(_command, click.Command):
        main.add_command(_command)

if __name__ == "__main__":
    main()
