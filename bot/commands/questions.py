"""`bot questions`: what was asked in vain."""

import click

from bot.operations.learning import masked
from bot.operations.opening import opened
from models import question


@click.command()
def questions() -> None:
    """Lists sentences without a meaning yet: id, when, our guess, the words with their numbers masked."""
    with opened() as db:
        rows = question.open_ones(db)
        waiting = question.count_waiting(db)
        for row in rows:
            click.echo(f"{row.id}  {row.asked_at:%Y-%m-%d %H:%M}  {row.guessed}  {masked(row.text)}")
    if rows:
        click.echo(f"tell what one means: python -m bot name-question {rows[0].id} INTENT, or none to drop it")
    else:
        click.echo("no question waits for its meaning")
    if waiting:
        click.echo(f"{waiting} named: python -m bot learn writes them for review")


COMMAND = questions
