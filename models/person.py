"""A person: who writes, what they consented to, where they belong."""

from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Id
from models.village import Village

CONSENT_VERSION = "2026-11"
"""The version of the privacy notice that people agree to."""


class Person(Base):
    """Somebody who wrote. Before consent only the LINE id is kept, because an answer needs it."""

    __tablename__ = "person"

    id: Mapped[Id]
    line_user_id: Mapped[str | None] = mapped_column(unique=True)
    call_name: Mapped[str | None]
    birth_year: Mapped[int | None]
    """Gregorian."""
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"), index=True)
    consented_at: Mapped[datetime | None]
    consent_version: Mapped[str | None]
    shown_phone: Mapped[str | None]
    """The number this person agreed to show to buyers; consent for one number is not consent for another."""
    is_following: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    demo_id: Mapped[str | None] = mapped_column(unique=True)

    village: Mapped[Village | None] = relationship(lazy="joined")

    def consent(self, now: datetime) -> None:
        """Agrees to the notice in force."""
        self.consented_at, self.consent_version = now, CONSENT_VERSION

    def withdraw_consent(self) -> None:
        """Takes the consent back: the person becomes a visitor; what was posted is the caller's affair."""
        self.consented_at = self.consent_version = self.village_id = self.village = self.shown_phone = None


def by_line_id(db: Session, line_user_id: str) -> Person | None:
    """The person with this LINE id."""
    return db.scalar(select(Person).where(Person.line_user_id == line_user_id))


def meet(db: Session, line_user_id: str, now: datetime) -> Person:
    """The person with this LINE id, made at the first word. Two workers at once meet the same row."""
    if person := by_line_id(db, line_user_id):
        return person
    db.execute(
        insert(Person)
        .values(line_user_id=line_user_id, created_at=now, is_following=True)
        .on_conflict_do_nothing(index_elements=[Person.line_user_id])
    )
    person = by_line_id(db, line_user_id)
    assert person is not None  # just inserted, or by another worker
    return person
