"""The names of the jobs, and bells rung inside the data's own transaction: whoever rings need not load the worker."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

QUEUE = "netasa"
RING = "ring"
FETCH_PHOTO = "fetch_photo"
SEND = "send"
BROADCAST = "broadcast"
TICK = "tick"
TIDY = "tidy"


def ringing(task: str, argument: str, source: str) -> str:
    """SQL that defers `task(argument=id)` for each `id` of the relation `source`; gives how many.

    One round trip with the caller's own rows. The function is the one that Procrastinate's client calls itself
    (its sql/queries.sql, defer_jobs); a test holds it against the installed version.
    """
    return f"""
        SELECT coalesce(cardinality(procrastinate_defer_jobs_v1(coalesce(array_agg(
            ROW('{QUEUE}', '{task}', 0, NULL, NULL, jsonb_build_object('{argument}', id), NULL)
            ::procrastinate_job_to_defer_v1
        ), '{{}}'))), 0) FROM {source}
    """  # noqa: S608 (the parts are constants of this program)


_FETCH = text(ringing(FETCH_PHOTO, "photo_id", "unnest(CAST(:ids AS bigint[])) AS id"))


def fetch_photos(db: Session, ids: Sequence[int]) -> None:
    """Has these photos fetched as soon as the caller's transaction is committed."""
    if ids:
        db.execute(_FETCH, {"ids": list(ids)})
