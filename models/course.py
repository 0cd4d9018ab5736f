"""A course: what is taught, where, for whom, by which rule it repeats."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Id
from models.centre import Centre

if TYPE_CHECKING:
    from models.course_session import CourseSession


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


def by_code(db: Session, code: str) -> Course | None:
    """The course that staff call so."""
    return db.scalar(select(Course).where(Course.code == code))
