"""What became of an announcement: how many it reached, who has acknowledged it and who has not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.announcement import Announcement
from models.outbox import Delivery
from models.person import Person


@dataclass(frozen=True)
class Tally:
    """How many people are in which state, and how many of all have acknowledged."""

    waiting: int = 0
    sent: int = 0
    failed: int = 0
    unreached: int = 0
    unknown: int = 0
    acknowledged: int = 0

    @property
    def total(self) -> int:
        """Everybody it was for."""
        return self.waiting + self.sent + self.failed + self.unreached + self.unknown


def tally(db: Session, announcement_id: int) -> Tally:
    """The figures of one announcement."""
    rows = db.execute(
        select(Delivery.state, func.count(), func.count(Delivery.acknowledged_at))
        .where(Delivery.announcement_id == announcement_id)
        .group_by(Delivery.state)
    ).all()
    count = {row[0]: int(row[1]) for row in rows}
    return Tally(
        waiting=count.get("waiting", 0) + count.get("sending", 0),
        sent=count.get("sent", 0),
        failed=count.get("failed", 0) + count.get("dropped", 0),
        unreached=count.get("unreached", 0),
        unknown=count.get("unknown", 0),
        acknowledged=sum(int(row[2]) for row in rows),
    )


def acknowledge(db: Session, announcement_id: int, person_id: int, now: datetime) -> bool:
    """Notes that this person has read it; False when it was not for them. The first time counts."""
    mine = (Delivery.announcement_id == announcement_id, Delivery.person_id == person_id)
    acknowledged = func.coalesce(Delivery.acknowledged_at, now)
    rows = update(Delivery).where(*mine).values(acknowledged_at=acknowledged).returning(Delivery.id)
    return db.scalar(rows) is not None


def newest_unacknowledged(db: Session, person_id: int) -> Announcement | None:
    """The last notice that this person was shown and has not acknowledged."""
    rows = (
        select(Announcement)
        .join(Delivery, Delivery.announcement_id == Announcement.id)
        .where(Delivery.person_id == person_id, Delivery.acknowledged_at.is_(None))
        .where(Delivery.state.in_(("sent", "sending", "unknown")))
        .order_by(Announcement.id.desc())
    )
    return db.scalar(rows.limit(1))


def not_acknowledged(db: Session, announcement_id: int, limit: int) -> list[Person]:
    """Some of those who have it and have not said that they read it."""
    rows = (
        select(Person)
        .join(Delivery, Delivery.person_id == Person.id)
        .where(Delivery.announcement_id == announcement_id, Delivery.acknowledged_at.is_(None))
        .where(Delivery.state.in_(("sent", "unknown")))
        .order_by(Person.call_name, Person.id)
    )
    return list(db.scalars(rows.limit(limit)))
