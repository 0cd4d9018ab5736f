"""A session: one occurrence of a course, how many seats are left in it, and which are to come."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship

from models.base import Base, Id
from models.centre import Centre
from models.course import Course
from models.recurrence import BANGKOK, days_between

PAST_ON_CALENDAR = timedelta(days=30)


class SessionState(StrEnum):
    """open → cancelled."""

    OPEN = "open"
    CANCELLED = "cancelled"


class CourseSession(Base):
    """One occurrence of a course. `taken` is changed by models/enrolment.py only, with this row locked."""

    __tablename__ = "course_session"
    __table_args__ = (
        UniqueConstraint("course_id", "starts_at"),
        CheckConstraint("taken >= 0 AND taken + taken_elsewhere <= seats", name="seats"),
        Index("ix_course_session_coming", "starts_at"),
    )

    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seats: Mapped[int]
    taken_elsewhere: Mapped[int] = mapped_column(default=0)
    taken: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default=SessionState.OPEN)
    sequence: Mapped[int] = mapped_column(default=0)
    """RFC 5545 §3.8.7.4: grows when it is moved or called off."""
    updated_at: Mapped[datetime]

    course: Mapped[Course] = relationship(back_populates="sessions", lazy="joined")

    @property
    def start(self) -> datetime:
        """In Asia/Bangkok."""
        return self.starts_at.astimezone(BANGKOK)

    @property
    def end(self) -> datetime:
        """In Asia/Bangkok."""
        return self.ends_at.astimezone(BANGKOK)

    @property
    def seats_left(self) -> int:
        """Seats that can still be had."""
        return self.seats - self.taken_elsewhere - self.taken

    @property
    def closes_at(self) -> datetime:
        """Until when one can enrol."""
        return self.starts_at - timedelta(hours=self.course.closes_hours_before)

    def is_bookable(self, now: datetime) -> bool:
        """Whether enrolment is still possible, seats apart."""
        return self.state == SessionState.OPEN and self.closes_at > now

    def has_room(self, now: datetime, heads: int = 1) -> bool:
        """Whether so many can still enrol."""
        return self.is_bookable(now) and self.seats_left >= heads


def overlaps(one: CourseSession, other: CourseSession) -> bool:
    """Whether nobody can be at both."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def session_by_id(db: Session, session_id: str) -> CourseSession | None:
    """The session with this id; None for anything else that a button may carry."""
    return db.get(CourseSession, int(session_id)) if session_id.isdecimal() and len(session_id) < 18 else None


def coming(db: Session, course: Course, now: datetime) -> list[CourseSession]:
    """The sessions of a course that have not begun and take place, soonest first."""
    rows = select(CourseSession).where(
        CourseSession.course_id == course.id, CourseSession.starts_at > now, CourseSession.state == SessionState.OPEN
    )
    return list(db.scalars(rows.order_by(CourseSession.starts_at)))


def upcoming(db: Session, now: datetime, centre: Centre | None) -> list[tuple[Course, list[CourseSession]]]:
    """Courses with their sessions that have not begun and take place, by the soonest; of one centre or of all."""
    rows = (
        select(CourseSession)
        .join(CourseSession.course)
        .options(contains_eager(CourseSession.course))
        .where(CourseSession.starts_at > now, CourseSession.state == SessionState.OPEN)
    )
    if centre is not None:
        rows = rows.where(Course.centre_id == centre.id)
    found: dict[int, tuple[Course, list[CourseSession]]] = {}
    for session in db.scalars(rows.order_by(CourseSession.starts_at, CourseSession.id)):
        found.setdefault(session.course_id, (session.course, []))[1].append(session)
    return list(found.values())


def on_calendar(db: Session, centre: Centre, now: datetime) -> list[CourseSession]:
    """A centre's sessions from a month ago on, those that were called off too."""
    rows = (
        select(CourseSession)
        .join(CourseSession.course)
        .options(contains_eager(CourseSession.course))
        .where(Course.centre_id == centre.id, CourseSession.starts_at > now - PAST_ON_CALENDAR)
    )
    return list(db.scalars(rows.order_by(CourseSession.starts_at, CourseSession.id)))


def taught_days(db: Session, centre: Centre, first: date, last: date) -> set[date]:
    """The days between two, both included, on which this centre teaches under its own roof."""
    begin = datetime.combine(first, time.min, BANGKOK)
    end = datetime.combine(last, time.max, BANGKOK)
    rows = (
        select(CourseSession.starts_at)
        .join(Course)
        .where(
            Course.centre_id == centre.id, Course.is_outreach.is_(False), CourseSession.state == SessionState.OPEN,
            CourseSession.starts_at.between(begin, end),
        )
    )  # fmt: skip
    return days_between(db.scalars(rows).all())
