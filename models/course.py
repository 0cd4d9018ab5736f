"""A course and its sessions: what is taught, where, when, for whom, and how many seats are left."""

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    any_,
    extract,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, distinct_on
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship

from models.base import Base, Id
from models.centre import Centre, closeness
from models.recurrence import BANGKOK, days_between
from models.search import fold, grams
from models.village import Village

PAST_ON_CALENDAR = timedelta(days=30)
SHORTEST_NAME = 4
"""Letters of a course's name that is looked for inside a sentence."""
ENOUGH_SHARED = 0.6
"""Share of the sought grams that a course has which does not contain the words themselves."""


class SessionState(StrEnum):
    """open → cancelled."""

    OPEN = "open"
    CANCELLED = "cancelled"


class Course(Base):
    """One course, given once or repeating by an RFC 5545 rule."""

    __tablename__ = "course"
    __table_args__ = (
        Index("ix_course_search_terms", "search_terms", postgresql_using="gin"),
        CheckConstraint("seats >= 0", name="seats"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    """What staff call it in their CSV, and its name for machines."""
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    topic: Mapped[str] = mapped_column(default="")
    aliases: Mapped[list[str]] = mapped_column(default=list)
    """Everyday names."""
    audience: Mapped[list[str]] = mapped_column(default=list)
    """`ผู้สูงอายุ`, `เด็ก`, `เยาวชน`, `ผู้ขาย` …; `ทั่วไป` is for everybody."""
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    guardian_under: Mapped[int | None]
    """Younger pupils are enrolled by a guardian."""
    fee: Mapped[int] = mapped_column(default=0)
    """Baht."""
    fee_text: Mapped[str] = mapped_column(default="")
    seats: Mapped[int]
    taken_elsewhere: Mapped[int] = mapped_column(default=0)
    """Seats given away on paper or by phone."""
    venue: Mapped[str] = mapped_column(default="")
    is_outreach: Mapped[bool] = mapped_column(default=False)
    """Held outside of the centre."""
    starts_at: Mapped[datetime]
    duration_minutes: Mapped[int]
    rrule: Mapped[str] = mapped_column(default="")
    exdates: Mapped[list[datetime]] = mapped_column(ARRAY(DateTime(timezone=True)), default=list)
    is_series: Mapped[bool]
    """Enrolled in as a whole, from the next session on; else session by session."""
    bring: Mapped[list[str]] = mapped_column(default=list)
    closes_hours_before: Mapped[int] = mapped_column(default=0)
    """Enrolment closes so many hours before a session."""
    has_certificate: Mapped[bool] = mapped_column(default=False)
    description: Mapped[str] = mapped_column(default="")
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    expanded_until: Mapped[datetime | None]
    """Sessions up to here are rows; none when no more will come."""
    updated_at: Mapped[datetime]
    search_terms: Mapped[list[str]]
    demo_id: Mapped[str | None] = mapped_column(unique=True)

    centre: Mapped[Centre] = relationship(lazy="joined")
    sessions: Mapped[list["CourseSession"]] = relationship(
        back_populates="course", order_by="CourseSession.starts_at", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def place(self) -> str:
        """Where it is held, as people say it."""
        return self.venue if self.is_outreach and self.venue else self.centre.name

    @property
    def price(self) -> str:
        """`ฟรี`, `100 บาท`, or what staff wrote."""
        return self.fee_text or (f"{self.fee:,} บาท" if self.fee else "ฟรี")

    @property
    def ages(self) -> str:
        """`อายุ 9–15 ปี`, `อายุ 55 ปีขึ้นไป`; empty when anybody may come."""
        if self.age_min and self.age_max:
            return f"อายุ {self.age_min}–{self.age_max} ปี"
        if self.age_min:
            return f"อายุ {self.age_min} ปีขึ้นไป"
        return f"อายุไม่เกิน {self.age_max} ปี" if self.age_max else ""

    def is_for_age(self, age: int) -> bool:
        """Whether somebody so old may come."""
        return (self.age_min is None or age >= self.age_min) and (self.age_max is None or age <= self.age_max)

    def names(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.title, *([self.topic] if self.topic else ()), *self.aliases)


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


def by_code(db: Session, code: str) -> Course | None:
    """The course that staff call so."""
    return db.scalar(select(Course).where(Course.code == code))


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


# --- finding ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Search:
    """What somebody wants to learn: days are Bangkok days, both included; empty parts ask for nothing."""

    first: date | None = None
    last: date | None = None
    topic: str = ""
    audience: str = ""
    centre_id: str = ""
    excluded: Collection[int] = field(default=())
    """Courses that are not meant."""
    other_than: str = ""
    """Id of a centre that is not meant."""
    hours: tuple[int, int] | None = None
    """Bangkok hours between which a session begins, the second not included."""
    age: int | None = None
    """Of the pupil, in years."""
    with_certificate: bool = False


def find(db: Session, search: Search, now: datetime, village: Village | None) -> list[CourseSession]:
    """The soonest fitting session of each fitting course, the village's nearest centres first, then by time.

    Sessions that have begun or were called off are not among them; full and closed ones are.
    """
    wanted = _fitting(db, search, now)
    if wanted is None:
        return []
    first = (
        wanted.with_only_columns(CourseSession.id)
        .order_by(CourseSession.course_id, CourseSession.starts_at)
        .ext(distinct_on(CourseSession.course_id))
    )
    rows = (
        select(CourseSession)
        .join(CourseSession.course)
        .join(Course.centre)
        .join(Village, Village.id == Centre.village_id)
        .options(contains_eager(CourseSession.course).contains_eager(Course.centre).contains_eager(Centre.village))
        .where(CourseSession.id.in_(first))
    )
    if village is not None:
        rows = rows.order_by(*closeness(village))
    return list(db.scalars(rows.order_by(CourseSession.starts_at, CourseSession.id).limit(100)))


def _fitting(db: Session, search: Search, now: datetime) -> Select[CourseSession] | None:
    """The sessions that fit; None when nothing has such a topic."""
    begin = max(now, datetime.combine(search.first, time.min, BANGKOK)) if search.first else now
    rows = (
        select(CourseSession)
        .join(Course, Course.id == CourseSession.course_id)
        .where(CourseSession.state == SessionState.OPEN, CourseSession.starts_at > begin)
    )
    if search.last:
        rows = rows.where(CourseSession.starts_at < datetime.combine(search.last, time.max, BANGKOK))
    if search.centre_id:
        rows = rows.where(Course.centre_id == search.centre_id)
    if search.audience:
        rows = rows.where(literal(search.audience, TEXT) == any_(Course.audience))
    if search.other_than:
        rows = rows.where(Course.centre_id != search.other_than)
    if search.hours:
        begins = extract("hour", func.timezone(BANGKOK.key, CourseSession.starts_at))
        rows = rows.where(begins >= search.hours[0], begins < search.hours[1])
    if search.age is not None:
        rows = rows.where(
            or_(Course.age_min.is_(None), Course.age_min <= search.age),
            or_(Course.age_max.is_(None), Course.age_max >= search.age),
        )
    if search.with_certificate:
        rows = rows.where(Course.has_certificate)
    if search.excluded:
        rows = rows.where(Course.id.not_in(search.excluded))
    if search.topic:
        topical = about(db, search.topic)
        if not topical:
            return None
        rows = rows.where(Course.id.in_(topical))
    return rows


def about(db: Session, topic: str) -> list[int]:
    """Ids of the courses that are called so in any of their names; else of those that sound like it."""
    wanted, sought = grams(topic), fold(topic)
    if not wanted:
        return []
    array = literal(wanted, ARRAY(TEXT))
    rows = select(Course.id, Course.title, Course.topic, Course.aliases).where(Course.search_terms.op("&&")(array))
    named: list[int] = []
    alike: list[tuple[float, int]] = []
    for row in db.execute(rows.limit(5000)):
        names = [fold(name) for name in (row.title, row.topic, *row.aliases) if name]
        if any(sought in name or (len(name) > 5 and name in sought) for name in names):
            named.append(row.id)
            continue
        shared = max(len(set(wanted) & set(grams(name))) for name in names)
        if shared >= max(2, math.ceil(len(wanted) * ENOUGH_SHARED)):
            alike.append((-shared, row.id))
    return named or [course_id for _, course_id in sorted(alike)[:50]]


def topic_in(db: Session, text: str) -> str:
    """The longest name of a course that stands in a sentence; empty when it names none."""
    said, wanted = fold(text), grams(text)
    if not wanted:
        return ""
    array = literal(wanted, ARRAY(TEXT))
    rows = select(Course.title, Course.topic, Course.aliases).where(Course.search_terms.op("&&")(array)).limit(5000)
    names = (name for row in db.execute(rows) for name in (row.title, row.topic, *row.aliases))
    named = [name for name in names if len(fold(name)) >= SHORTEST_NAME and fold(name) in said]
    return max(named, key=len, default="")
