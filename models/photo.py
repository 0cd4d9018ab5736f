"""A photo that somebody sent: fetched once from LINE, re-encoded, attached to a draft or a post."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id

MAX_A_POST = 10
"""Photos that one post shows."""
DRAFT_LIFETIME = timedelta(days=8)
"""A photo that belongs to no post goes a day after its draft."""


class PhotoState(StrEnum):
    """waiting → ready | gone (LINE has it no more) | refused (not a picture, or one that harms)."""

    WAITING = "waiting"
    READY = "ready"
    GONE = "gone"
    REFUSED = "refused"


class Photo(Base):
    """One photo. `key` is its unguessable address; the files are bot/media.py's affair."""

    __tablename__ = "photo"
    __table_args__ = (Index("ix_photo_waiting", "next_try_at", postgresql_where=text("state = 'waiting'")),)

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(18))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    posting_id: Mapped[int | None] = mapped_column(ForeignKey("posting.id", ondelete="SET NULL"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id", ondelete="SET NULL"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str | None] = mapped_column(unique=True)
    """LINE's id of the message that brought it."""
    state: Mapped[str] = mapped_column(default=PhotoState.WAITING)
    width: Mapped[int | None]
    height: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    """Real time."""
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    """Real time."""


class RemovedPhoto(Base):
    """The key of a photo whose files must go, written in the commit that removes the photo: no crash can lose it."""

    __tablename__ = "removed_photo"

    key: Mapped[str] = mapped_column(primary_key=True)
    removed_at: Mapped[datetime] = mapped_column(server_default=func.now())


def take(db: Session, message_id: str, person_id: int, real_now: datetime) -> Photo:
    """The row of the photo in this message, made at the first look."""
    photo = db.scalar(select(Photo).where(Photo.message_id == message_id))
    if photo is None:
        photo = Photo(message_id=message_id, person_id=person_id, created_at=real_now)
        db.add(photo)
        db.flush()
    return photo


def of_ids(db: Session, ids: list[int], person_id: int) -> list[Photo]:
    """These photos, in this order, as far as they are this person's and still wanted."""
    usable = (PhotoState.WAITING, PhotoState.READY)
    rows = db.scalars(select(Photo).where(Photo.id.in_(ids), Photo.person_id == person_id, Photo.state.in_(usable)))
    by_id = {photo.id: photo for photo in rows}
    return [by_id[i] for i in ids if i in by_id]


def of_posting(db: Session, posting_id: int) -> list[Photo]:
    """The photos of a post that can be shown, in order."""
    return list(
        db.scalars(
            select(Photo)
            .where(Photo.posting_id == posting_id, Photo.state == PhotoState.READY)
            .order_by(Photo.position, Photo.id)
        )
    )


def all_of_posting(db: Session, posting_id: int) -> list[Photo]:
    """Every photo of a post, those too that cannot be shown."""
    return list(db.scalars(select(Photo).where(Photo.posting_id == posting_id)))


def of_announcement(db: Session, announcement_id: int) -> list[Photo]:
    """The photos of an announcement, in order."""
    rows = select(Photo).where(Photo.announcement_id == announcement_id)
    return list(db.scalars(rows.order_by(Photo.position, Photo.id)))


def attach_to_announcement(photos: list[Photo], announcement_id: int) -> None:
    """Gives the photos to an announcement, in this order."""
    for position, photo in enumerate(photos[:MAX_A_POST]):
        photo.announcement_id, photo.position = announcement_id, position


def attach(photos: list[Photo], posting_id: int) -> None:
    """Gives the photos to a post, in this order."""
    for position, photo in enumerate(photos[:MAX_A_POST]):
        photo.posting_id, photo.position = posting_id, position


def remove(db: Session, photos: list[Photo]) -> None:
    """Deletes the rows now and the files soon, whatever happens in between."""
    for photo in photos:
        db.merge(RemovedPhoto(key=photo.key))
        db.delete(photo)
    db.flush()


def by_message(db: Session, message_id: str) -> Photo | None:
    """The photo that this message brought."""
    return db.scalar(select(Photo).where(Photo.message_id == message_id))


def due(db: Session, real_now: datetime) -> list[int]:
    """Photos to fetch now."""
    waiting = select(Photo.id).where(
        Photo.state == PhotoState.WAITING, func.coalesce(Photo.next_try_at, Photo.created_at) <= real_now
    )
    return list(db.scalars(waiting.order_by(Photo.id).limit(100)))


def forgotten(db: Session, real_now: datetime) -> list[Photo]:
    """Photos of drafts that were never posted."""
    loose = Photo.posting_id.is_(None) & Photo.announcement_id.is_(None)
    old = select(Photo).where(loose, Photo.created_at < real_now - DRAFT_LIFETIME)
    return list(db.scalars(old.limit(500)))


def removed_keys(db: Session) -> list[str]:
    """Keys whose files are still to be deleted."""
    return list(db.scalars(select(RemovedPhoto.key).limit(500)))


def forget_key(db: Session, key: str) -> None:
    """The files are gone."""
    db.execute(delete(RemovedPhoto).where(RemovedPhoto.key == key))
