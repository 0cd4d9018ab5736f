"""A sentence that the bot did not understand: kept so that staff can name its meaning and the bot can be taught."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, delete, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id
from models.person import Person

RETENTION = timedelta(days=30)
"""Raw chat is kept no longer than this, named or not."""
MOST_LISTED = 200


class UnansweredQuestion(Base):
    """What a consenting person wrote in vain. Open until staff name its meaning; learnt once it is in a review file."""

    __tablename__ = "unanswered_question"
    __table_args__ = (Index("ix_unanswered_question_open", "asked_at", postgresql_where=text("meaning IS NULL")),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    """Real time, because retention counts from here."""
    text: Mapped[str]
    """Normalised; one line."""
    message_id: Mapped[str]
    """LINE's id of the message; unsending it removes the row."""
    guessed: Mapped[str]
    """The intent that seemed likeliest, or the one that the person picked from "which of these?"."""
    meaning: Mapped[str | None]
    """The intent that staff named."""
    learnt_at: Mapped[datetime | None]


def keep(db: Session, person: Person, words: str, message_id: str, guessed: str, now: datetime) -> None:
    """Keeps a sentence of a consenting person; of anybody else nothing. `now` is real time."""
    if person.consented_at is not None and words:
        db.add(
            UnansweredQuestion(person_id=person.id, asked_at=now, text=words, message_id=message_id, guessed=guessed)
        )


def picked(db: Session, person_id: int, message_id: str, intent: str) -> None:
    """The person told by a tap what they meant: a better guess than ours."""
    mine = (UnansweredQuestion.person_id == person_id, UnansweredQuestion.message_id == message_id)
    db.execute(update(UnansweredQuestion).where(*mine).values(guessed=intent))


def open_ones(db: Session) -> list[UnansweredQuestion]:
    """Those without a meaning, oldest first, at most 200; only of people whose consent still holds."""
    return list(
        db.scalars(
            select(UnansweredQuestion)
            .join(Person, Person.id == UnansweredQuestion.person_id)
            .where(UnansweredQuestion.meaning.is_(None), Person.consented_at.is_not(None))
            .order_by(UnansweredQuestion.asked_at, UnansweredQuestion.id)
            .limit(MOST_LISTED)
        )
    )


def waiting_to_be_learnt(db: Session) -> list[UnansweredQuestion]:
    """Those with a meaning and in no review file yet, by meaning; locked, so that two commands do not both write."""
    return list(
        db.scalars(
            select(UnansweredQuestion)
            .join(Person, Person.id == UnansweredQuestion.person_id)
            .where(
                UnansweredQuestion.meaning.is_not(None),
                UnansweredQuestion.learnt_at.is_(None),
                Person.consented_at.is_not(None),
            )
            .order_by(UnansweredQuestion.meaning, UnansweredQuestion.id)
            .with_for_update(of=UnansweredQuestion)
        )
    )


def count_waiting(db: Session) -> int:
    """How many have a meaning and are not learnt."""
    waiting = (UnansweredQuestion.meaning.is_not(None), UnansweredQuestion.learnt_at.is_(None))
    return db.scalar(select(func.count()).select_from(UnansweredQuestion).where(*waiting)) or 0


def forget_message(db: Session, person_id: int, message_id: str) -> None:
    """Unsend."""
    mine = (UnansweredQuestion.person_id == person_id, UnansweredQuestion.message_id == message_id)
    db.execute(delete(UnansweredQuestion).where(*mine))


def forget_person(db: Session, person_id: int) -> None:
    """Consent was taken back."""
    db.execute(delete(UnansweredQuestion).where(UnansweredQuestion.person_id == person_id))


def forget_old(db: Session, real_now: datetime) -> None:
    """Keeps the promise on raw chat."""
    db.execute(delete(UnansweredQuestion).where(UnansweredQuestion.asked_at < real_now - RETENTION))
