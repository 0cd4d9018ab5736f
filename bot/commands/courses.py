"""`bot courses`: courses in and out as a sheet."""

from pathlib import Path

import click

from bot import clock, outbox
from bot.operations.course_sheet import export_sheet, import_sheet
from bot.operations.opening import opened

MARK = "\ufeff"
"""Spreadsheets read UTF-8 by it."""


@click.group()
def courses() -> None:
    """Courses of the centres: import and export as CSV."""


@courses.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Says what would happen, and changes nothing.")
def import_(file: Path, dry_run: bool) -> None:
    """Makes or changes the courses of FILE (columns: docs/operating.md). With any error nothing is changed."""
    with opened() as db:
        done = import_sheet(db, file.read_bytes(), clock.now())
        if done.errors:
            db.rollback()
            raise click.ClickException("nothing was imported\n" + "\n".join(done.errors))
        told = 0
        if dry_run:
            db.rollback()
        else:
            told = len(outbox.notify_each(db, done.notices))
    click.echo(f"{done.made} courses made, {done.changed} changed, {done.same} the same")
    if dry_run:
        click.echo(f"dry run: nothing was changed; {len(done.notices)} people would be told")
    elif told:
        click.echo(f"{told} people are told that a session was moved or called off")


@courses.command()
@click.option("--centre", default=None, help="Of this centre's id only.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def export(centre: str | None, file: Path | None) -> None:
    """Writes the courses as CSV to FILE, else to the terminal."""
    with opened() as db:
        sheet = export_sheet(db, centre)
    if file is None:
        click.echo(sheet, nl=False)
    else:
        file.write_text(MARK + sheet, encoding="utf-8", newline="")
        click.echo(f"written to {file}")


COMMAND = courses
