"""`bot retry`: an event or a message that gave up, once more."""

import click

from bot import clock
from bot.operations import giving_up
from bot.operations.giving_up import CannotRetry
from bot.operations.opening import opened


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ID...")
def retry(names: tuple[str, ...]) -> None:
    """Tries an event or a message once more: ID as `stuck` prints it (event-12, message-7), or all."""
    with opened() as db:
        if names == ("all",):
            done, kept = giving_up.retry_all(db, clock.real_now())
            for why in kept:
                click.echo(f"not tried again: {why}", err=True)
            click.echo(f"{done} will be tried again" if done else "nothing is stuck that could be tried again")
            return
        try:
            for name in names:
                giving_up.retry(db, name, clock.real_now())
        except CannotRetry as why:
            raise click.ClickException(str(why)) from None
    click.echo(f"{', '.join(names)} will be tried again by the worker within seconds")


COMMAND = retry
