"""`bot stuck`: what gave up, and why."""

import click

from bot.operations import giving_up
from bot.operations.opening import opened


@click.command()
def stuck() -> None:
    """Lists events and messages that gave up: id, when, tries, reason; never what was said."""
    with opened() as db:
        rows = giving_up.given_up(db)
    if not rows:
        click.echo("nothing is stuck")
        return
    for row in rows:
        click.echo(f"{row.name}  {row.since:%Y-%m-%d %H:%M:%S}  {row.attempts} tries  {row.reason}")
    click.echo(f"once more: python -m bot retry {rows[0].name}, or retry all")


COMMAND = stuck
