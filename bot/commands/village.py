"""`bot village`: a new village."""

import secrets

import click
from sqlalchemy.orm import Session

from bot.operations.opening import opened
from models.role_code import ALPHABET
from models.village import Village, by_join_code, by_slug

LETTERS = "".join(c for c in ALPHABET if c.isalpha())


@click.command()
@click.argument("name")
@click.option("--slug", required=True, help="Its name in addresses: small Latin letters, digits and dashes.")
@click.option("--no", "village_no", default="", help="หมู่ที่; none for a town's community.")
@click.option("--tambon", default="", help="Without ต.")
@click.option("--amphoe", required=True, help="Without อ.")
@click.option("--province", required=True, help="Without จ.")
def village(name: str, slug: str, village_no: str, tambon: str, amphoe: str, province: str) -> None:
    """Makes the village NAME and prints its join code, alone on the last line."""
    if not slug or not all(c.isascii() and (c.isdigit() or c.islower() or c == "-") for c in slug):
        raise click.ClickException("--slug takes small Latin letters, digits and dashes")
    with opened() as db:
        if by_slug(db, slug) is not None:
            raise click.ClickException(f"there is a village with the slug {slug} already")
        code = _free_code(db)
        db.add(
            Village(
                name=name,
                slug=slug,
                village_no=village_no or None,
                tambon=tambon,
                amphoe=amphoe,
                province=province,
                join_code=code,
                about="",
            )
        )
    click.echo(f"{name} is there; its people join with this code, its headman with `bot code headman {code}`:")
    click.echo(code)


def _free_code(db: Session) -> str:
    """Three letters and four digits that no other village has."""
    while True:
        letters = "".join(secrets.choice(LETTERS) for _ in range(3))
        code = f"{letters}-{secrets.randbelow(10_000):04d}"
        if by_join_code(db, code) is None:
            return code


COMMAND = village
