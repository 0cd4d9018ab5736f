"""`bot qr`: the picture that one points a phone at to join a village."""

from pathlib import Path
from urllib.parse import quote

import click
import qrcode  # type: ignore[import-untyped]

from bot.line import client
from bot.operations.opening import opened
from models.village import by_join_code


def join_link(account: str, code: str) -> str:
    """The address that opens the chat with the join code written, ready to be sent (LINE: Use LINE URL scheme)."""
    return f"https://line.me/R/oaMessage/{quote('@' + account.removeprefix('@'))}/?{quote(code)}"


@click.command()
@click.argument("place")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--account", default="", help="The account's own id, as @netasa; without it LINE is asked.")
def qr(place: str, file: Path, account: str) -> None:
    """Writes the QR picture (PNG) of the village with the join code PLACE to FILE, and prints its address.

    Whoever points a phone at it finds the chat with the code written and only has to send it.
    """
    with opened() as db:
        village = by_join_code(db, place)
        if village is None:
            raise click.ClickException(f"there is no village with the join code {place}")
        name, code = village.name, village.join_code
    link = join_link(account or _own_account(), code)
    picture = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, box_size=16, border=4)
    picture.add_data(link)
    try:
        picture.make_image().save(str(file), "PNG")
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be written: {problem.strerror}") from None
    click.echo(f"{name}: {file} · at least 3 cm wide; it holds the join code: hang it up in the village only")
    click.echo(link)


def _own_account() -> str:
    """The account's basic id, of LINE."""
    told = client.bot_info()
    if "basicId" not in told:
        reason = f" ({told['error']})" if "error" in told else ""
        raise click.ClickException(f"LINE did not tell the account's id{reason}: give it as --account @…")
    return str(told["basicId"])


COMMAND = qr
