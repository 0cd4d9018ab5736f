"""`bot migrate`: the schema of this version."""

import click

from bot import schema
from bot.database import database, engine


@click.command()
def migrate() -> None:
    """Brings the database to the schema of this version."""
    with database():
        schema.migrate(engine())
        click.echo("the schema is current")


COMMAND = migrate
