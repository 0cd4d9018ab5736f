"""An announcement: what one person says to everybody of a village, and what became of it."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, delete, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Id
from models.person import Person
from models.posting import PUBLIC_ID_LENGTH, PUBLIC_ID_LETTERS
from models.village import Village

UNDO = timedelta(seconds=20)
"""How long after the tap the sender can still take it back."""
QUIET_FROM, QUIET_TO = time(21), time(6)
"""Between these only what is urgent is sent (product page, Announcements 2)."""
ASKED_ABOUT = timedelta(days=60)
"""How long residents can ask about a notice."""
WORDS_KEPT, KEPT = timedelta(days=90), timedelta(days=365)
"""The words go first; that it was sent, by whom and to how many, is audit for a year."""


class AnnouncementState(StrEnum):
    """drafted → scheduled → sending → sent; drafted | scheduled → cancelled; scheduled → refused; sending → stopped."""

    DRAFTED = "drafted"
    """Written by somebody who may only draft; waits for one who may send."""
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    """Stopped while it was sent: who had it has it."""
    CANCELLED = "cancelled"
    REFUSED = "refused"
    """The right to send it was gone when its moment came."""


BEFORE_SENDING = (AnnouncementState.DRAFTED, AnnouncementState.SCHEDULED)
TOLD = (AnnouncementState.SENDING, AnnouncementState.SENT, AnnouncementState.STOPPED)


def _public_id() -> str:
    return "".join(secrets.choice(PUBLIC_ID_LETTERS) for _ in range(PUBLIC_ID_LENGTH))


class Announcement(Base):
    """One notice to one village."""

    __tablename__ = "announcement"
    __table_args__ = (Index("ix_announcement_due", "due_at", postgresql_where="state IN ('scheduled', 'sending')"),)

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(unique=True, default=_public_id)
    """Its name in buttons."""
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """Who tapped ส่งเลย: the author, or the one who sent the author's draft."""
    role: Mapped[str]
    """The role in which it is sent: it decides the heading, and is asked again when it is sent."""
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="SET NULL"), index=True)
    heading: Mapped[str]
    """`📢 ผู้ใหญ่บ้านแจ้ง`."""
    body: Mapped[str]
    state: Mapped[str] = mapped_column(default=AnnouncementState.SCHEDULED)
    is_urgent: Mapped[bool] = mapped_column(default=False)
    event_date: Mapped[date | None]
    """The day of what it is about, when it names one."""
    due_at: Mapped[datetime]
    """People's time from which it is sent."""
    created_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    audience: Mapped[int] = mapped_column(default=0)
    """How many people it was to reach when sending began."""
    sources: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Field → LINE's id of the message that its value came from."""
    draft_id: Mapped[str | None] = mapped_column(unique=True)
    """The dialogue that made it: the database keeps one form to one announcement."""
    demo_id: Mapped[str | None] = mapped_column(unique=True)

    village: Mapped[Village] = relationship(lazy="joined")

    @property
    def source_messages(self) -> list[str]:
        """LINE's ids of the messages that it repeats."""
        return sorted({str(source) for source in self.sources.values()})


def by_public_id(db: Session, public_id: str) -> Announcement | None:
    """The announcement that a button names."""
    return db.scalar(select(Announcement).where(Announcement.public_id == public_id))


def due(db: Session, now: datetime) -> Sequence[int]:
    """Announcements whose moment has come."""
    scheduled = Announcement.state == AnnouncementState.SCHEDULED
    return db.scalars(select(Announcement.id).where(scheduled, Announcement.due_at <= now).limit(100)).all()


def being_sent(db: Session) -> Sequence[int]:
    """Announcements that are on their way, or were when their sender died."""
    return db.scalars(select(Announcement.id).where(Announcement.state == AnnouncementState.SENDING)).all()


def claim(db: Session, announcement_id: int, state: AnnouncementState) -> Announcement | None:
    """The announcement, locked, if it still is in this state; None when another worker was first."""
    rows = select(Announcement).where(Announcement.id == announcement_id, Announcement.state == state)
    return db.scalar(rows.with_for_update(of=Announcement, skip_locked=True))


def change(
    db: Session,
    announcement: Announcement,
    before: Sequence[AnnouncementState],
    after: AnnouncementState,
    **values: object,
) -> bool:
    """Changes the state if it still is one of these, by one statement; whether it was."""
    rows = (
        update(Announcement)
        .where(Announcement.id == announcement.id, Announcement.state.in_(before))
        .values(state=after, **values)
        .returning(Announcement.id)
    )
    changed = db.scalar(rows) is not None
    db.refresh(announcement)
    return changed


def not_yet_sent(db: Session, person: Person) -> list[Announcement]:
    """What this person wrote or sent and what has not begun to be sent, newest first."""
    own = (Announcement.author_id == person.id) | (Announcement.sender_id == person.id)
    rows = select(Announcement).where(own, Announcement.state.in_(BEFORE_SENDING)).order_by(Announcement.id.desc())
    return list(db.scalars(rows.limit(12)))


def last_of(db: Session, person: Person, now: datetime) -> list[Announcement]:
    """What this person announced lately, newest first, at most ten."""
    own = (Announcement.author_id == person.id) | (Announcement.sender_id == person.id)
    rows = select(Announcement).where(own, Announcement.created_at > now - ASKED_ABOUT, Announcement.body != "")
    return list(db.scalars(rows.order_by(Announcement.id.desc()).limit(10)))


def told_in(db: Session, village_id: int, now: datetime) -> list[Announcement]:
    """What a village was told lately, newest first, at most 200."""
    rows = select(Announcement).where(
        Announcement.village_id == village_id,
        Announcement.state.in_(TOLD),
        Announcement.began_at > now - ASKED_ABOUT,
        Announcement.body != "",
    )
    return list(db.scalars(rows.order_by(Announcement.began_at.desc(), Announcement.id.desc()).limit(200)))


def from_message(db: Session, person: Person, message_id: str) -> list[Announcement]:
    """This person's announcements that repeat this message."""
    rows = db.scalars(select(Announcement).where(Announcement.author_id == person.id, Announcement.body != ""))
    return [found for found in rows if message_id in found.source_messages]


def sending_time(wanted: datetime, *, is_urgent: bool) -> datetime:
    """The moment itself, or the morning after when it lies in the quiet hours and can wait."""
    if is_urgent or QUIET_TO <= wanted.time() < QUIET_FROM:
        return wanted
    morning = wanted.replace(hour=QUIET_TO.hour, minute=0, second=0, microsecond=0)
    return morning if wanted.time() < QUIET_TO else morning + timedelta(days=1)


def forget_old(db: Session, now: datetime) -> None:
    """Words after ninety days, everything after a year."""
    old = Announcement.created_at < now - WORDS_KEPT
    db.execute(update(Announcement).where(old, Announcement.body != "").values(body="", sources={}))
    db.execute(delete(Announcement).where(Announcement.created_at < now - KEPT))
