"""`bot backup` and `bot restore`: database and media in one file, and back."""

from pathlib import Path

import click

from bot import clock
from bot.database import engine
from bot.operations import archive, backup, restore
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
    click.echo(f"{file}: {_told(made)}, {file.stat().st_size / 1e6:.1f} MB")


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
    click.echo(f"{'whole' if check else 'restored'}: {_told(reader.manifest)}")


def _told(manifest: archive.Manifest) -> str:
    rows = sum(table.rows for table in manifest.tables.values())
    made = f"{manifest.created_at.astimezone(clock.BANGKOK):%Y-%m-%d %H:%M}"
    return (
        f"{rows} rows in {len(manifest.tables)} tables, {len(manifest.media)} files, schema {manifest.schema}, {made}"
    )


COMMANDS = (backup_command, restore_command)
