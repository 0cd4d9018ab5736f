"""`bot code`: a one-time code that makes the person who types it in the chat headman, staff, inspector … of a place."""

import click
from sqlalchemy import select

from bot import clock
from bot.operations.opening import opened
from models import role_code
from models.centre import Centre
from models.role import GIVEN, Role
from models.village import Village


@click.command()
@click.argument("role")
@click.argument("place")
def code(role: str, place: str) -> None:
    """Prints a one-time code for ROLE in PLACE: a village's join code, or a centre's id.

    The code alone stands on the last line. It is valid for seven days.
    """
    roles = ", ".join(GIVEN)
    if role not in GIVEN:
        raise click.ClickException(f"there is no role {role!r}; there are {roles}")
    with opened() as db:
        try:
            made = role_code.make_code(db, Role(role), place, clock.now())
        except role_code.UnknownPlace as unknown:
            villages = list(db.scalars(select(Village.join_code).order_by(Village.join_code).limit(20)))
            centres = list(db.scalars(select(Centre.id).order_by(Centre.id).limit(20)))
            known = (
                f"; there are {', '.join([*villages, *centres])}" if villages or centres else "; there is no place yet"
            )
            raise click.ClickException(f"{unknown}{known}") from None
    click.echo(f"{Role(role).thai} · {place} · type it in the chat within {role_code.LIFETIME.days} days")
    click.echo(made)


COMMAND = code
