"""`bot demo`: the demonstration villages, in and out."""

import json
from pathlib import Path

import click
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import clock, demo, photos
from bot.demo.roster import roster_of
from bot.operations.opening import opened
from bot.settings import LINE_API_HOST, settings


@click.command("demo")
@click.option("--remove", is_flag=True, help="Take the whole demonstration out again.")
@click.option("--if-empty", is_flag=True, help="Load only where there is no village and nobody yet.")
@click.option(
    "--with-line-ids/--without-line-ids",
    default=None,
    help="Whether its people have LINE ids. Only under the stand-in; that is also what is chosen by itself.",
)
@click.option(
    "--roster",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write to FILE who lives there: for the simulator.",
)
def demo_command(remove: bool, if_empty: bool, with_line_ids: bool | None, roster: Path | None) -> None:
    """Loads the demonstration villages; what is there already stays as it is."""
    with opened() as db:
        if remove:
            _remove(db)
        elif if_empty and not demo.is_empty(db):
            click.echo("not empty: nothing was loaded")
        else:
            _load(db, _under_standin() if with_line_ids is None else with_line_ids)
    if roster is not None:
        with opened() as db:
            roster.write_text(json.dumps(roster_of(db), ensure_ascii=False), encoding="utf-8")


def _remove(db: Session) -> None:
    removed = demo.remove(db, clock.now())
    db.commit()
    photos.sweep_removed()
    click.echo(f"{removed.rows} demonstration rows removed")
    if removed.guest_posts or removed.guests:
        click.echo(f"with them {removed.guest_posts} other posts; {removed.guests} people now have no village")


def _load(db: Session, with_line_ids: bool) -> None:
    try:
        made = demo.load(db, clock.now(), with_line_ids=with_line_ids)
    except IntegrityError:
        raise click.ClickException(
            "a village here has the join code or the page address of a demonstration village: nothing was loaded"
        ) from None
    click.echo(f"{made} demonstration rows loaded" if made else "the demonstration is complete already")


def _under_standin() -> bool:
    config = settings()
    return config.line_api_host != LINE_API_HOST or not config.has_line


COMMAND = demo_command
