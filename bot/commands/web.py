"""`bot web`: LINE's webhook and the pages."""

import click

from bot.parent import end_with_parent
from bot.server import serve
from bot.settings import settings


@click.command()
def web() -> None:
    """Serves LINE's webhook and the pages (gunicorn, threads)."""
    end_with_parent()
    serve(settings().port)


COMMAND = web
