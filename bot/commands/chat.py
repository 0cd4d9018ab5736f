"""`bot chat`: a phone in the terminal, on the stand-in of LINE that `bot run` started."""

import click

from bot.settings import settings
from bot.standin import find_standin


@click.command()
@click.option("--as", "name", required=True, help="Who you are: a name of the demonstration villages, or any other.")
def chat(name: str) -> None:
    """Chats with the running bot as NAME."""
    from bot.simulator.chat import main

    standin = find_standin(settings())
    if standin is None:
        raise click.ClickException("no simulator here: start `python -m bot run` first, without LINE settings")
    main(standin.url, name)


COMMANDS = (chat,)
