"""Enrolments: who has a seat in which session. The last seat has one winner, decided with the session's row locked."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship

from models.base import Base, Id
from models.course import Course
from models.course_session import CourseSession, SessionState
from models.person import Person
from models.recurrence import evening_before
from models.search import fold

NUMBER_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
MOST_SEATS = 10
"""Seats that one person takes at once."""
REMINDER_HOUR = 18
"""Of the evening before, Bangkok time."""


class EnrolmentState(StrEnum):
    """confirmed → cancelled (by the pupil) or called_off (by the centre)."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    CALLED_OFF = "called_off"


class Enrolment(Base):
    """Seats of one pupil in one session. The sessions of a series that were enrolled in together share `number`."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(
            "uq_enrolment_held", "session_id", "person_id", "pupil_key",
            unique=True, postgresql_where="state = 'confirmed'",
        ),
        Index("ix_enrolment_to_remind", "remind_at", postgresql_where="state = 'confirmed' AND reminded_at IS NULL"),
        CheckConstraint("heads BETWEEN 1 AND 10", name="heads"),
    )  # fmt: skip

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(index=True)
    """What is said at the door; the same for all sessions of a series."""
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Who enrolled, and is told."""
    pupil: Mapped[str] = mapped_column(default="")
    """Who comes, when it is somebody else; empty: the person."""
    pupil_key: Mapped[str] = mapped_column(default="")
    """The same, folded: one pupil has one seat."""
    heads: Mapped[int] = mapped_column(default=1)
    phone: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=EnrolmentState.CONFIRMED)
    sources: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Field → LINE's id of the message that its value came from."""
    remind_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    demo_id: Mapped[str | None]

    session: Mapped[CourseSession] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="select")


@dataclass(frozen=True)
class Wanted:
    """Whom seats are wanted for."""

    person_id: int
    pupil: str = ""
    heads: int = 1
    phone: str | None = None
    sources: Mapping[str, str] | None = None
    demo_id: str | None = None


@dataclass(frozen=True)
class Full:
    """There are not enough seats; nothing was changed."""

    left: int
    """Seats in the fullest of the sessions."""


@dataclass(frozen=True)
class Held:
    """The pupil has these seats, now or already."""

    enrolments: tuple[Enrolment, ...]
    is_new: bool


def take(db: Session, sessions: Collection[CourseSession], wanted: Wanted, now: datetime) -> Held | Full | None:
    """Takes seats in all of these sessions or in none, in the caller's transaction; None: one of them is off by now.

    The rows of the sessions stay locked until the caller's commit, so that two who want the last seat come one after
    the other; a constraint of the table holds the same. Somebody who has the seat already keeps that enrolment.
    """
    locked = _locked(db, [session.id for session in sessions])
    if len(locked) < len(sessions) or any(row.state != SessionState.OPEN or row.starts_at <= now for row in locked):
        return None
    key = fold(wanted.pupil)
    mine = _of_pupil(db, locked, wanted.person_id, key)
    has_already = {row.session_id for row in mine}
    new = [row for row in locked if row.id not in has_already]
    if not new:
        return Held(tuple(mine), is_new=False)
    left = min(row.seats_left for row in new)
    if left < wanted.heads:
        return Full(max(0, left))
    number = mine[0].number if mine else _number()
    for row in new:
        row.taken += wanted.heads
        row.updated_at = now
        mine.append(_enrolment(row, wanted, key, number, now))
    db.add_all(mine)
    db.flush()
    return Held(tuple(sorted(mine, key=lambda e: e.session.starts_at)), is_new=True)


def release(db: Session, enrolments: Collection[Enrolment], state: EnrolmentState, now: datetime) -> list[Enrolment]:
    """Gives the seats back, in the caller's transaction; those that were still held. What has begun keeps its seat."""
    locked = {row.id: row for row in _locked(db, sorted({e.session_id for e in enrolments}))}
    ids = [e.id for e in enrolments]
    current = db.scalars(
        select(Enrolment)
        .where(Enrolment.id.in_(ids))
        .with_for_update(of=Enrolment)
        .execution_options(populate_existing=True)
    )
    released = [e for e in current if e.state == EnrolmentState.CONFIRMED and locked[e.session_id].starts_at > now]
    for enrolment in released:
        locked[enrolment.session_id].taken -= enrolment.heads
        locked[enrolment.session_id].updated_at = now
        enrolment.state, enrolment.ended_at = state, now
    db.flush()
    return released


def call_off(db: Session, session_ids: Collection[int], now: datetime) -> list[Enrolment]:
    """Ends every enrolment in sessions that the centre called off; those who have to be told."""
    return release(db, in_session(db, session_ids), EnrolmentState.CALLED_OFF, now)


def set_reminder(enrolment: Enrolment, now: datetime) -> None:
    """Reminds of a session at its new time."""
    remind_at = evening_before(enrolment.session.starts_at, REMINDER_HOUR)
    enrolment.remind_at, enrolment.reminded_at = (remind_at, None) if remind_at > now else (None, enrolment.reminded_at)


def release_all(db: Session, person: Person, now: datetime) -> list[Enrolment]:
    """Gives back every seat of a person in sessions that have not begun: erasure, withdrawn consent."""
    return release(db, coming_of(db, person, now), EnrolmentState.CANCELLED, now)


def coming_of(db: Session, person: Person, now: datetime) -> list[Enrolment]:
    """What a person is enrolled in and has not begun, soonest first."""
    rows = (
        select(Enrolment)
        .join(Enrolment.session)
        .options(contains_eager(Enrolment.session))
        .where(
            Enrolment.person_id == person.id, Enrolment.state == EnrolmentState.CONFIRMED, CourseSession.starts_at > now
        )
    )
    return list(db.scalars(rows.order_by(CourseSession.starts_at, Enrolment.id)))


def in_session(db: Session, session_ids: Collection[int]) -> list[Enrolment]:
    """Who has a seat in these sessions, in the order of enrolling."""
    rows = select(Enrolment).where(Enrolment.session_id.in_(session_ids), Enrolment.state == EnrolmentState.CONFIRMED)
    return list(db.scalars(rows.order_by(Enrolment.created_at, Enrolment.id)))


def from_message(db: Session, person: Person, message_id: str) -> list[Enrolment]:
    """This person's enrolments of which a field came from this message."""
    rows = db.scalars(select(Enrolment).where(Enrolment.person_id == person.id))
    return [enrolment for enrolment in rows if message_id in enrolment.sources.values()]


def forget_message(db: Session, person: Person, message_id: str, now: datetime) -> list[str]:
    """Unsend: a pupil's name that came from it goes, and with it the seat; a phone goes alone. Gives the courses."""
    titles: list[str] = []
    for enrolment in from_message(db, person, message_id):
        lost = {field for field, source in enrolment.sources.items() if source == message_id}
        enrolment.sources = {field: s for field, s in enrolment.sources.items() if field not in lost}
        if "phone" in lost:
            enrolment.phone = None
        if "name" in lost:
            release(db, [enrolment], EnrolmentState.CANCELLED, now)
            enrolment.pupil = enrolment.pupil_key = ""
            titles.append(enrolment.session.course.title)
    return sorted(set(titles))


# --- reminders --------------------------------------------------------------------------------------------------------


def to_remind(db: Session, now: datetime) -> Sequence[int]:
    """Enrolments whose reminder is due."""
    rows = select(Enrolment.id).where(
        Enrolment.remind_at <= now, Enrolment.reminded_at.is_(None), Enrolment.state == EnrolmentState.CONFIRMED
    )
    return db.scalars(rows.order_by(Enrolment.remind_at).limit(300)).all()


def take_reminders(db: Session, enrolment_id: int, now: datetime) -> list[Enrolment]:
    """This enrolment and what else its person is to be reminded of now, marked as reminded; empty when it is done.

    One push instead of several. Rows that another worker holds are its affair.
    """
    person_id = db.scalar(select(Enrolment.person_id).where(Enrolment.id == enrolment_id))
    rows = (
        select(Enrolment)
        .where(
            Enrolment.person_id == person_id, Enrolment.remind_at <= now, Enrolment.reminded_at.is_(None),
            Enrolment.state == EnrolmentState.CONFIRMED,
        )
        .order_by(Enrolment.id)
        .with_for_update(of=Enrolment, skip_locked=True)
    )  # fmt: skip
    due = list(db.scalars(rows))
    for enrolment in due:
        enrolment.reminded_at = now
    db.flush()
    return [e for e in due if e.session.starts_at > now and e.session.state == SessionState.OPEN]


# --- inside -----------------------------------------------------------------------------------------------------------


def _locked(db: Session, session_ids: Collection[int]) -> list[CourseSession]:
    """The sessions, locked in the order of their ids, as they are at this moment."""
    rows = (
        select(CourseSession)
        .where(CourseSession.id.in_(session_ids))
        .order_by(CourseSession.id)
        .with_for_update(of=CourseSession)
        .execution_options(populate_existing=True)
    )
    return list(db.scalars(rows))


def _of_pupil(db: Session, sessions: Collection[CourseSession], person_id: int, key: str) -> list[Enrolment]:
    rows = select(Enrolment).where(
        Enrolment.session_id.in_([row.id for row in sessions]), Enrolment.person_id == person_id,
        Enrolment.pupil_key == key, Enrolment.state == EnrolmentState.CONFIRMED,
    )  # fmt: skip
    return list(db.scalars(rows.order_by(Enrolment.id)))


def _enrolment(row: CourseSession, wanted: Wanted, key: str, number: str, now: datetime) -> Enrolment:
    remind_at = evening_before(row.starts_at, REMINDER_HOUR)
    return Enrolment(
        number=number, session=row, session_id=row.id, person_id=wanted.person_id, pupil=wanted.pupil, pupil_key=key,
        heads=wanted.heads, phone=wanted.phone, sources=dict(wanted.sources or {}), created_at=now,
        # Enrolled that very evening, the receipt is the reminder.
        remind_at=remind_at if remind_at > now else None, demo_id=wanted.demo_id,
    )  # fmt: skip


def _number() -> str:
    """Six letters: read out at the door; what it belongs to is asked of the row, so a twin would do no harm."""
    return "".join(secrets.choice(NUMBER_LETTERS) for _ in range(6))


def most_taken(db: Session, course: Course, now: datetime) -> int:
    """The most seats taken in any session of a course that has not begun."""
    rows = select(func.max(CourseSession.taken)).where(
        CourseSession.course_id == course.id, CourseSession.starts_at > now
    )
    return db.scalar(rows) or 0
