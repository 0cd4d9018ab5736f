"""`bot restore`: a backup, put into an empty database and the media folder."""

from pathlib import Path

import click

from bot.database import engine
from bot.operations import archive, restore
from bot.operations.opening import reachable
from bot.settings import settings


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Lose what the database and the media folder have now.")
@click.option("--check", is_flag=True, help="Only read the whole file and compare its checksums.")
def restore_command(file: Path, replace: bool, check: bool) -> None:
    """Puts FILE into an empty database and the media folder. Stop the program first."""
    try:
        reader = archive.Reader(file)
        try:
            reader.verify()
            if not check:
                with reachable():
                    restore.restore(reader, engine(), settings().media_base, is_replacing=replace)
        finally:
            reader.close()
    except (archive.BadBackup, restore.CannotRestore, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{'whole' if check else 'restored'}: {archive.told(reader.manifest)}")


COMMAND = restore_command
