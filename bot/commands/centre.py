"""`bot centre`: a centre made or changed."""

import re
from datetime import date, time

import click

from bot.operations.opening import opened
from models.centre import WEEKDAYS, Centre, by_slug
from models.village import by_join_code

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_HOURS = re.compile(r"([A-Z]{2})(?:-([A-Z]{2}))?=(\d{2}:\d{2})-(\d{2}:\d{2})(\+?)")


@click.command()
@click.argument("centre_id", metavar="ID")
@click.option("--name", default=None, help="What people read.")
@click.option("--village", "join_code", default=None, help="Join code of the village it stands in.")
@click.option("--phone", default=None)
@click.option("--landmark", default=None, help="Where it is, as people say it.")
@click.option("--wifi", default=None)
@click.option("--alias", "aliases", multiple=True, help="What people call it; may be repeated.")
@click.option("--hours", multiple=True, help="MO-FR=08:30-16:30; may be repeated. A + at the end: only with courses.")
@click.option("--holiday", "holidays", multiple=True, help="2026-12-07=ชื่อวันหยุด; may be repeated.")
def centre(
    centre_id: str,
    name: str | None,
    join_code: str | None,
    phone: str | None,
    landmark: str | None,
    wifi: str | None,
    aliases: tuple[str, ...],
    hours: tuple[str, ...],
    holidays: tuple[str, ...],
) -> None:
    """Makes the centre ID, or changes what is given of it. ID is also its name in addresses."""
    if not _ID.fullmatch(centre_id):
        raise click.ClickException("ID takes small Latin letters, digits and dashes")
    with opened() as db:
        found = db.get(Centre, centre_id)
        is_new = found is None
        if found is None:
            village = by_join_code(db, join_code or "")
            if village is None or not name:
                raise click.ClickException("a new centre needs --name and --village (a village's join code)")
            if by_slug(db, centre_id) is not None:
                raise click.ClickException(f"there is a centre with the address {centre_id} already")
            found = Centre(id=centre_id, name=name, village_id=village.id)
        given = {"name": name, "phone": phone, "landmark": landmark, "wifi": wifi}
        for field, value in given.items():
            if value is not None:
                setattr(found, field, value)
        if aliases:
            found.aliases = list(aliases)
        if hours:
            found.hours = [_hours(written) for written in hours]
        if holidays:
            found.holidays = [_holiday(written) for written in holidays]
        db.add(found)
    click.echo(f"the centre {centre_id} is {'made' if is_new else 'changed'}; its staff: `bot code staff {centre_id}`")


def _hours(written: str) -> dict[str, object]:
    match = _HOURS.fullmatch(written)
    if match is None or match[1] not in WEEKDAYS or (match[2] or match[1]) not in WEEKDAYS:
        raise click.ClickException(f"--hours {written}: write it as MO-FR=08:30-16:30")
    first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2] or match[1])
    try:
        opens, closes = time.fromisoformat(match[3]), time.fromisoformat(match[4])
    except ValueError:
        raise click.ClickException(f"--hours {written}: there is no such time") from None
    if first > last or opens >= closes:
        raise click.ClickException(f"--hours {written}: the end is before the beginning")
    return {
        "byday": list(WEEKDAYS[first : last + 1]), "open": match[3], "close": match[4],
        "only_for_courses": bool(match[5]),
    }  # fmt: skip


def _holiday(written: str) -> dict[str, object]:
    day, _, name = written.partition("=")
    try:
        return {"date": date.fromisoformat(day).isoformat(), "name": name or "วันหยุด"}
    except ValueError:
        raise click.ClickException(f"--holiday {written}: write it as 2026-12-07=ชื่อวันหยุด") from None


COMMAND = centre
