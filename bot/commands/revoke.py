"""`bot revoke`: takes the roles of a lost phone."""

from datetime import datetime

import click
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot import clock
from bot.operations.opening import opened
from models.centre import Centre
from models.person import Person
from models.role import Role, RoleGrant, grants, revoke_all
from models.village import Village

MOST_LISTED = 20


@click.command()
@click.argument("name_or_id")
@click.pass_context
def revoke(context: click.Context, name_or_id: str) -> None:
    """Takes every role from a person: their id here, their LINE id, or the name they are called by.

    Where the name fits several people they are listed with their ids, nothing is taken, and the exit code is 2.
    """
    with opened() as db:
        now = clock.now()
        found = _find(db, name_or_id.strip())
        if not found:
            raise click.ClickException(f"nobody is called {name_or_id!r} or has this id")
        if len(found) > 1:
            click.echo(f"several people fit {name_or_id!r}; repeat it with an id:", err=True)
            for person in found:
                click.echo(f"  {_told(db, person, now)}", err=True)
            context.exit(2)
        taken = revoke_all(db, found[0], now)
        if not taken:
            click.echo(f"{_named(found[0])} holds no role")
        for grant in taken:
            click.echo(f"{_named(found[0])} is no longer {_role(db, grant)}")


def _find(db: Session, written: str) -> list[Person]:
    """Exactly one by an id; by a name as many as are called so."""
    if written.isascii() and written.isdecimal() and len(written) < 19:
        person = db.get(Person, int(written))
        if person is not None:
            return [person]
    fits = select(Person).where(or_(Person.line_user_id == written, Person.call_name == written))
    return list(db.scalars(fits.order_by(Person.id).limit(MOST_LISTED)))


def _named(person: Person) -> str:
    return f"{person.id} {person.call_name or '(no name)'}"


def _told(db: Session, person: Person, now: datetime) -> str:
    """A line by which the operator tells people apart: id, name, village, roles; never a LINE id."""
    roles = ", ".join(_role(db, grant) for grant in grants(db, person, now)) or "no role"
    return f"{_named(person)} · {person.village.name if person.village else 'no village'} · {roles}"


def _role(db: Session, grant: RoleGrant) -> str:
    village = db.get(Village, grant.village_id) if grant.village_id else None
    centre = db.get(Centre, grant.centre_id) if grant.centre_id else None
    place = village.name if village else centre.name if centre else "every place"
    return f"{Role(grant.role).thai} ({grant.role}) of {place}"


COMMAND = revoke
