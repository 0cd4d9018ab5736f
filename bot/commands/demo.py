"""`bot demo`: the demonstration villages, in and out."""

import click
from sqlalchemy.exc import IntegrityError

from bot import clock, demo, photos
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
def demo_command(remove: bool, if_empty: bool, with_line_ids: bool | None) -> None:
    """Loads the demonstration villages; what is there already stays as it is."""
    with opened() as db:
        if remove:
            removed = demo.remove(db, clock.now())
            db.commit()
            photos.sweep_removed()
            click.echo(f"{removed.rows} demonstration rows removed")
            if removed.guest_posts or removed.guests:
                click.echo(f"with them {removed.guest_posts} other posts; {removed.guests} people now have no village")
            return
        if if_empty and not demo.is_empty(db):
            click.echo("not empty: nothing was loaded")
            return
        try:
            made = demo.load(
                db, clock.now(), with_line_ids=_under_standin() if with_line_ids is None else with_line_ids
            )
        except IntegrityError:
            raise click.ClickException(
                "a village here has the join code or the page address of a demonstration village: nothing was loaded"
            ) from None
        click.echo(f"{made} demonstration rows loaded" if made else "the demonstration is complete already")


def _under_standin() -> bool:
    config = settings()
    return config.line_api_host != LINE_API_HOST or not config.has_line


COMMAND = demo_command
