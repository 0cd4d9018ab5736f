"""`bot learn`: named questions as example lines, for review."""

from pathlib import Path

import click

from bot import clock
from bot.operations import learning
from bot.operations.learning import CannotLearn
from bot.operations.opening import opened
from bot.settings import settings


@click.command()
@click.option(
    "--file",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="One file instead of one an intent.",
)
def learn(file: Path | None) -> None:
    """Writes the named questions as example lines into DATA_DIR/review/INTENT.txt, for somebody to read."""
    with opened() as db:
        try:
            written, named = learning.learn(db, settings().data_dir / "review", file, clock.real_now())
        except (CannotLearn, OSError) as why:
            raise click.ClickException(str(why)) from None
    for target, lines in written.items():
        click.echo(f"{target}: {lines} new")
    known = named - sum(written.values())
    click.echo(f"{named} learnt, {known} of them known already" if named else "no question waits to be learnt")


COMMAND = learn
