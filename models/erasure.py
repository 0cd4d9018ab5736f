"""The receipt of an erasure: a number and a day, and nothing about the person."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import delivering, enrolment, outbox, photo, posting, webhook_event
from models.base import Base, Id
from models.person import Person

RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


class ErasureReceipt(Base):
    """That data was erased on this day; the number is all that the person needs to show."""

    __tablename__ = "erasure_receipt"

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    erased_at: Mapped[datetime]


def erase_person(db: Session, person: Person, now: datetime) -> str:
    """Erases everything about a person, in the caller's transaction; returns the receipt's number.

    Posts, photos, drafts, roles and raw chat go; so does the row of the person.
    """
    photos = list(db.scalars(select(photo.Photo).where(photo.Photo.person_id == person.id)))
    photo.remove(db, photos)
    for post in db.scalars(select(posting.Posting).where(posting.Posting.author_id == person.id)).all():
        photo.remove(db, list(db.scalars(select(photo.Photo).where(photo.Photo.posting_id == post.id))))
        posting.erase(db, post, now)
    enrolment.release_all(db, person, now)
    db.flush()
    delivering.withdraw_all(db, person, now)
    outbox.blank_person(db, person.id, person.line_user_id or "")
    webhook_event.blank_person(db, person.id, person.line_user_id or "")
    number = f"DEL-{now:%y%m%d}-" + "".join(secrets.choice(RECEIPT_LETTERS) for _ in range(6))
    db.add(ErasureReceipt(number=number, erased_at=now))
    db.execute(delete(Person).where(Person.id == person.id))
    db.expunge(person)
    return number
