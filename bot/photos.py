"""Fetching a photo from LINE: at once, before LINE deletes it; 202, 404, 410 and 5xx told apart."""

from datetime import timedelta

import structlog
from sqlalchemy.orm import Session

from bot import clock, media, metrics, outbox
from bot.database import session
from bot.line import client
from bot.locks import LockClass, held
from handlers.replies import say
from models import photo as photos
from models.person import Person
from models.photo import Photo, PhotoState, RemovedPhoto

log = structlog.get_logger()

BACK_OFF = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds between tries; nine minutes in all, then it is given up."""


def fetch(photo_id: int) -> float | None:
    """One try; the seconds until the next, None when it is settled. The row waits until the files are safe.

    The lock is the key's: a photo that is removed meanwhile keeps its key for the sweep until this is over.
    """
    with session() as db:
        row = db.get(Photo, photo_id)
        if row is None:
            return None
        key = row.key
    with held(LockClass.PHOTO, key) as is_mine:
        if not is_mine:
            return None
        with session() as db:
            row = db.get(Photo, photo_id)
            if row is None or row.state != PhotoState.WAITING or row.message_id is None:
                return None
            message_id = row.message_id
        content = client.content(message_id)
        if content.status not in (200, 404, 410):
            return _later(photo_id, content.status)
        _take(photo_id, key, content)
        return None


def _take(photo_id: int, key: str, content: client.Content) -> None:
    if content.status != 200:
        _settle(photo_id, key, PhotoState.GONE, f"LINE: {content.status}")
        return
    if content.is_too_large:
        _settle(photo_id, key, PhotoState.REFUSED, "larger than 20 MB")
        return
    try:
        encoded = media.encode(content.data)
    except media.NotAPicture as bad:
        _settle(photo_id, key, PhotoState.REFUSED, str(bad))
        return
    media.save(key, encoded)
    _settle(photo_id, key, PhotoState.READY, None, (encoded.width, encoded.height))


def _later(photo_id: int, status: int) -> float | None:
    """202 is "not ready yet"; 0, 429 and 5xx may pass; everything else (401, say) may be mended by an operator."""
    with session() as db, db.begin():
        row = db.get(Photo, photo_id)
        if row is None:
            return None
        row.attempts += 1
        row.error = f"LINE: {status or 'no answer'}"
        if row.attempts > len(BACK_OFF):
            row.state = PhotoState.GONE
            metrics.PHOTOS.labels("gone").inc()
            return None
        wait = BACK_OFF[row.attempts - 1]
        row.next_try_at = clock.real_now() + timedelta(seconds=wait)
    return wait


def _settle(photo_id: int, key: str, state: PhotoState, why: str | None, size: tuple[int, int] | None = None) -> None:
    with session() as db, db.begin():
        row = db.get(Photo, photo_id, with_for_update=True)
        if row is None:
            # Unsent while it was being fetched: the files that were just written must go as well.
            db.merge(RemovedPhoto(key=key))
        else:
            row.state, row.error, row.next_try_at = state, why, None
            if state in (PhotoState.REFUSED, PhotoState.GONE):
                _tell(db, row)
            if size:
                row.width, row.height = size
    metrics.PHOTOS.labels(state).inc()
    log.info("photo", id=photo_id, state=state.value)


def _tell(db: Session, row: Photo) -> None:
    """A photo that cannot be shown is said with the next answer: it costs nothing and nobody waits for it in vain."""
    person = db.get(Person, row.person_id) if row.person_id else None
    if person is not None:
        words = say("มีรูปหนึ่งเปิดไม่ได้ค่ะ จึงไม่ได้ใส่ไว้", "เลือกรูปจากในเครื่องแล้วส่งใหม่ได้เลยนะคะ")
        outbox.hold(db, person, words, (row.message_id,) if row.message_id else ())


def sweep_removed() -> int:
    """Deletes the files of removed photos; how many. The key is forgotten only after its files are gone.

    A key that is being fetched is left for the next sweep: its files may be about to be written.
    """
    with session() as db:
        keys = photos.removed_keys(db)
    swept = 0
    for key in keys:
        with held(LockClass.PHOTO, key) as is_mine:
            if not is_mine:
                continue
            media.delete(key)
            with session() as db, db.begin():
                photos.forget_key(db, key)
        swept += 1
    return swept
