"""An announcement on its way: who still can be reached, in calls of five hundred, each person exactly once.

Everything is rows: whoever runs this again after a crash goes on where it stopped, with the same retry keys.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import clock, outbox, quota
from bot.database import session
from bot.locks import LockClass, held
from bot.settings import settings
from handlers.announcing import notices
from handlers.capability import Notice
from models import announcement as announcements
from models import delivering
from models.announcement import Announcement, AnnouncementState
from models.outbox import Message, MessageState
from models.quota import left

log = structlog.get_logger()

LANES = 3
"""Calls at once: a call mostly waits for LINE, and people who chat need the rest of the machine."""
QUOTA_LOCK = 7_406_102
"""Advisory lock: two announcements do not promise the same messages to two villages."""
QUOTA_UNKNOWN_WAIT = 10.0
"""Seconds until LINE is asked again for its figures."""


def run(announcement_id: int) -> float | None:
    """Sends what of this announcement is to be sent now; the seconds until it should be looked at again, or None."""
    with held(LockClass.BROADCAST, str(announcement_id)) as is_mine:
        if not is_mine:
            return None
        sending = _Sending(announcement_id)
        if not sending.allot():
            return QUOTA_UNKNOWN_WAIT
        while sending.go():
            pass
        if sending.waits:
            return min(sending.waits)
        return _finish(announcement_id)


class _Sending:
    """One run over an announcement, in a few lanes."""

    def __init__(self, announcement_id: int) -> None:
        self.id = announcement_id
        self.waits: list[float] = []
        self._tried: set[int] = set()
        self._choosing = Lock()
        self._keep: int | None = None

    def go(self) -> bool:
        """Sends until nothing is left to do now; True when LINE's month ended in the middle and it must begin again."""
        with ThreadPoolExecutor(LANES, thread_name_prefix="broadcast") as lanes:
            ends = [lanes.submit(self._lane) for _ in range(LANES)]
            sizes = [size for end in ends if (size := end.result()) is not None]
        if not sizes:
            return False
        # LINE's figures were late: fewer are tried than it refused, at last nobody.
        self._keep = min(sizes) // 2
        quota.forget()
        return self.allot()

    def allot(self) -> bool:
        """Decides who of the waiting can be reached this month; False while LINE does not tell its figures."""
        figures = quota.read(anew=True)
        if figures is None:
            return False
        with session() as db, db.begin():
            db.execute(select(func.pg_advisory_xact_lock(QUOTA_LOCK)))
            found = db.get(Announcement, self.id)
            if found is None or found.state != AnnouncementState.SENDING:
                return True
            room = left(db, figures, clock.real_now(), is_urgent=found.is_urgent, besides=found.id)
            limits = [limit for limit in (room, self._keep) if limit is not None]
            if limits:
                body = _body(db, found)
                unreached = delivering.leave_unreached(db, found, min(limits), body, clock.real_now())
                if unreached:
                    log.warning("the month's messages do not reach everybody", id=found.id, unreached=unreached)
        return True

    def _lane(self) -> int | None:
        """Calls one after another; the size of a call for which the month had no room, else None."""
        while not self.waits:
            chosen = self._next()
            if chosen is None:
                return None
            message_id, size = chosen
            wait = outbox.deliver(message_id)
            if wait is not None:
                self.waits.append(wait)
            elif _found_no_room(message_id):
                return size
        return None

    def _next(self) -> tuple[int, int] | None:
        """A call that is open already, else one with people who wait; its id and how many it is for."""
        with self._choosing, session() as db, db.begin():
            for message_id in delivering.open_calls(db, self.id):
                if message_id not in self._tried:
                    self._tried.add(message_id)
                    return message_id, len(db.get_one(Message, message_id).recipients)
            found = db.get(Announcement, self.id)
            if found is None or found.state != AnnouncementState.SENDING:
                return None
            message = delivering.claim(db, found, _body(db, found), clock.real_now())
            if message is None:
                return None
            self._tried.add(message.id)
            return message.id, len(message.recipients)


def _body(db: Session, found: Announcement) -> str:
    return notices.shown(db, found, settings().base_url).to_json()


def _found_no_room(message_id: int) -> bool:
    with session() as db:
        message = db.get(Message, message_id)
        return (
            message is not None and message.state == MessageState.REFUSED and "monthly limit" in (message.error or "")
        )


def _finish(announcement_id: int) -> float | None:
    """Ends it and tells the sender what became of it, in one commit: the report comes once."""
    with session() as db, db.begin():
        found = announcements.claim(db, announcement_id, AnnouncementState.SENDING)
        if found is None:
            return None
        if not delivering.is_over(db, announcement_id):
            return 1.0
        announcements.change(db, found, (AnnouncementState.SENDING,), AnnouncementState.SENT, ended_at=clock.now())
        told: tuple[int, ...] = ()
        if found.sender_id is not None:
            told = outbox.notify_each(db, [Notice(found.sender_id, notices.report(db, found))])
    for message_id in told:
        outbox.deliver(message_id)
    return None
