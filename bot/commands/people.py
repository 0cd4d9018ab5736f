"""`bot people`: generated residents, for load tests."""

import click
from sqlalchemy import select, text

from bot import clock
from bot.operations.opening import opened, settings_or_sentence
from models.centre import Centre
from models.person import CONSENT_VERSION
from models.village import by_join_code

MOST = 1_000_000

# One statement: 100,000 rows through the mapper would take minutes.
_INSERT = text(
    """
    INSERT INTO person (line_user_id, call_name, birth_year, village_id, consented_at, consent_version, is_following,
                        created_at)
    SELECT 'U' || md5('resident-' || i), 'ลูกบ้าน ' || i, :year - 20 - i % 60, :village, :now, :version, true, :now
    FROM generate_series(0, :number - 1) AS i
    ON CONFLICT (line_user_id) DO UPDATE
    SET village_id = excluded.village_id, consented_at = excluded.consented_at,
        consent_version = excluded.consent_version, is_following = true
    WHERE person.village_id IS DISTINCT FROM excluded.village_id OR person.consented_at IS NULL
    """
)


@click.command()
@click.argument("number", type=click.IntRange(1, MOST))
@click.argument("place")
def people(number: int, place: str) -> None:
    """Makes NUMBER consenting residents of PLACE (a village's join code, or a centre's id).

    Their LINE ids are U + md5 of resident-0, resident-1 …; those that exist are kept, and moved to PLACE.
    """
    environment = settings_or_sentence().app_env
    if environment not in ("development", "test"):
        raise click.ClickException(f"people are generated under APP_ENV=development or test only, not {environment}")
    with opened() as db:
        village = by_join_code(db, place)
        village_id = village.id if village else db.scalar(select(Centre.village_id).where(Centre.id == place))
        if village_id is None:
            raise click.ClickException(f"no village has the join code {place!r}, and no centre the id {place!r}")
        now = clock.now()
        values = {"number": number, "village": village_id, "now": now, "year": now.year, "version": CONSENT_VERSION}
        db.execute(_INSERT, values)
    with opened() as db:
        # The planner must know of the crowd before the first query over it.
        db.execute(text("ANALYZE person"))
    click.echo(f"{number} residents live in {place}")


COMMAND = people
