"""`bot chat`: a phone in the terminal, on the stand-in of LINE that `bot run` started."""

import click

from bot.demo import phones
from bot.settings import settings
from bot.simulator.chat import main
from bot.simulator.phone import Phone
from bot.standin import find_standin


@click.command()
@click.option("--as", "name", required=True, help="Who you are: a name of the demonstration villages, or any other.")
def chat(name: str) -> None:
    """Chats with the running bot as NAME."""
    standin = find_standin(settings())
    if standin is None:
        raise click.ClickException("no simulator here: start `python -m bot run` first, without LINE settings")
    known = {call_name: line_id for line_id, call_name in phones().items()}
    try:
        # A person of the demonstration has their own LINE id: the stand-in is told which.
        Phone(standin.url, name, user_id=known.get(name, ""))
    except OSError as error:
        raise click.ClickException("the simulator does not answer: is `python -m bot run` still running?") from error
    main(standin.url, known.get(name, name))


COMMAND = chat
