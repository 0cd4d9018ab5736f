"""Does what has fallen due by people's clock: the handlers' duties, each row in a transaction of its own."""

from datetime import datetime, timedelta

import structlog

from bot import clock, outbox
from bot.database import session
from bot.settings import settings
from handlers.schedule import Duty, Moment, duties

log = structlog.get_logger()

REST = timedelta(minutes=1)
"""A row whose duty failed is left alone for so long (real time)."""
_resting: dict[tuple[str, int], datetime] = {}


def do_due() -> tuple[int, ...]:
    """Does everything that is due; gives the stored messages to send."""
    told: list[int] = []
    for duty in duties():
        with session() as db:
            ids = duty.due(db, clock.now())
        for row_id in ids:
            if _resting.get((duty.name, row_id), clock.real_now()) <= clock.real_now():
                told += _do(duty, row_id)
    return tuple(told)


def _do(duty: Duty, row_id: int) -> tuple[int, ...]:
    try:
        with session() as db, db.begin():
            moment = Moment(db, clock.now(), clock.real_now(), settings().base_url)
            return outbox.notify_each(db, duty.do(moment, row_id))
    except Exception as error:  # noqa: BLE001 (one bad row must not hold up what others were promised)
        _resting[duty.name, row_id] = clock.real_now() + REST
        log.error("duty failed", duty=duty.name, row=row_id, error=type(error).__name__)
        return ()
