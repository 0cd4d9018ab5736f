"""The last question about courses or a centre of each person: "แล้ววันอาทิตย์ล่ะ" goes on from it."""

from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

FRESH = timedelta(minutes=30)
"""After so long "แล้ว…ล่ะ" is about something else."""
KEPT = timedelta(days=1)

About = Literal["courses", "centre"]


class CourseQuestion(Base):
    """What was asked last; nothing of its words but the topic."""

    __tablename__ = "course_question"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    about: Mapped[str]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    topic: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="")
    centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime]


def remember(db: Session, question: CourseQuestion) -> None:
    """Keeps it in place of the one before."""
    columns = [column.key for column in CourseQuestion.__table__.columns]
    values = {name: getattr(question, name) for name in columns}
    row = insert(CourseQuestion).values(**values)
    db.execute(
        row.on_conflict_do_update(
            index_elements=[CourseQuestion.person_id], set_={k: v for k, v in values.items() if k != "person_id"}
        )
    )


def last(db: Session, person_id: int, now: datetime) -> CourseQuestion | None:
    """What this person asked a moment ago."""
    row = select(CourseQuestion).where(CourseQuestion.person_id == person_id, CourseQuestion.asked_at > now - FRESH)
    return db.scalar(row.execution_options(populate_existing=True))


def leave(db: Session, person_id: int) -> None:
    """Something else was asked: "ไปยังไง" is no longer about a centre."""
    db.execute(delete(CourseQuestion).where(CourseQuestion.person_id == person_id))


def old(db: Session, now: datetime) -> list[int]:
    """Whose questions are to be forgotten."""
    return list(db.scalars(select(CourseQuestion.person_id).where(CourseQuestion.asked_at < now - KEPT).limit(300)))


def forget(db: Session, person_id: int, now: datetime) -> None:
    """Forgets an old question."""
    db.execute(
        delete(CourseQuestion).where(CourseQuestion.person_id == person_id, CourseQuestion.asked_at < now - KEPT)
    )
