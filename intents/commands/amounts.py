"""`python -m intents amounts`: prices, quantities, phones and village numbers of each line."""

import click

from intents.commands.lines import answer_lines
from intents.entities.money import amounts


@click.command("amounts")
def COMMAND() -> None:  # noqa: N802 - the name by which it is found
    """Amounts: {"price","price_max","bundle_quantity","unit","quantity","phone","village_no","free","ambiguous"}."""
    answer_lines(lambda text: amounts(text).as_json())
