"""`bot backup`: database and media in one file."""

from pathlib import Path

import click

from bot import clock
from bot.operations import archive, backup
from bot.operations.opening import reachable
from bot.settings import settings


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_command(file: Path) -> None:
    """Writes database and media to FILE. The program may go on running meanwhile."""
    with reachable():
        try:
            made = backup.backup(settings().database_url, settings().media_base, file, clock.now())
        except (backup.NothingToBackUp, OSError) as problem:
            raise click.ClickException(f"no backup was made: {problem}") from None
    click.echo(f"{file}: {archive.told(made)}, {file.stat().st_size / 1e6:.1f} MB")


COMMAND = backup_command
