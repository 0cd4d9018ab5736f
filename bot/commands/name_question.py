"""`bot name-question`: says what a question meant."""

import click

from bot.operations import learning
from bot.operations.learning import DROP, CannotName
from bot.operations.opening import opened


@click.command()
@click.argument("number", type=int, metavar="ID")
@click.argument("intent")
def name_question(number: int, intent: str) -> None:
    """Names the meaning of a question of `bot questions`: INTENT, or none to drop it."""
    with opened() as db:
        try:
            learning.name(db, number, intent)
        except CannotName as why:
            raise click.ClickException(str(why)) from None
    click.echo(f"question {number} is dropped" if intent == DROP else f"question {number} means {intent}")


COMMAND = name_question
