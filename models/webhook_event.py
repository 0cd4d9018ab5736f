"""An inbound event as LINE sent it: stored once, handled once. The row is the truth; the bell may be lost."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, and_, exists, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id

MAX_ATTEMPTS = 3
"""Failed tries before an event is set aside."""
MAX_INTERRUPTIONS = 12
"""Tries that ended with the death of the process: a worker may be killed many times, an event that kills it may not."""
RETENTION = timedelta(days=30)
"""Raw chat is kept no longer than this."""
SET_PATIENCE = timedelta(seconds=3)
"""How long the photos of one set wait for the rest of it."""


class EventState(StrEnum):
    """waiting → done | set_aside; set_aside → waiting by `bot retry`."""

    WAITING = "waiting"
    DONE = "done"
    SET_ASIDE = "set_aside"


class WebhookEvent(Base):
    """One event of one webhook call. `chat_key` is the person, or the group, whose events are handled one at a time."""

    __tablename__ = "webhook_event"
    __table_args__ = (
        Index("ix_webhook_event_waiting", "chat_key", "timestamp_ms", "id", postgresql_where=text("state = 'waiting'")),
        # Partial, so that storing an event touches one of them only: the acknowledgement is the busiest statement.
        Index("ix_webhook_event_unsend", "message_id", postgresql_where=text("type = 'unsend'")),
        Index("ix_webhook_event_person", "person_id", postgresql_where=text("person_id IS NOT NULL")),
    )

    id: Mapped[Id]
    event_id: Mapped[str] = mapped_column(unique=True)
    chat_key: Mapped[str]
    type: Mapped[str]
    message_id: Mapped[str | None]
    """The message it brings, or the one it unsends."""
    timestamp_ms: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[str | None]
    """The event as ASCII JSON (a NUL or half a surrogate stays escaped); None once it is blanked."""
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    """Real time, never moved: the age of the reply token counts from here."""
    state: Mapped[str] = mapped_column(server_default=EventState.WAITING)
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    """Tries that failed with an error."""
    starts: Mapped[int] = mapped_column(server_default=text("0"))
    """Tries begun, those that never came to an end included."""
    next_try_at: Mapped[datetime | None]
    """Real time; None: at once."""
    error: Mapped[str | None]
    handled_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


def oldest_waiting(db: Session, chat_key: str, real_now: datetime) -> WebhookEvent | None:
    """The next event of this chat, or None when nothing waits or the oldest one's next try is not due yet."""
    oldest = db.scalar(
        select(WebhookEvent)
        .where(WebhookEvent.chat_key == chat_key, WebhookEvent.state == EventState.WAITING)
        .order_by(WebhookEvent.timestamp_ms, WebhookEvent.id)
        .limit(1)
    )
    if oldest is None or (oldest.next_try_at is not None and oldest.next_try_at > real_now):
        return None
    return oldest


def waiting_images(db: Session, chat_key: str) -> list[WebhookEvent]:
    """The message events of this chat that wait, in order: among them may be more photos of a set."""
    return list(
        db.scalars(
            select(WebhookEvent)
            .where(
                WebhookEvent.chat_key == chat_key,
                WebhookEvent.state == EventState.WAITING,
                WebhookEvent.type == "message",
            )
            .order_by(WebhookEvent.timestamp_ms, WebhookEvent.id)
            .limit(100)
        )
    )


def neglected(db: Session, real_now: datetime, older_than: timedelta) -> list[int]:
    """Events whose bell was lost or whose next try is due: one a chat is enough, its turn takes the rest."""
    due = (
        select(func.min(WebhookEvent.id))
        .where(
            WebhookEvent.state == EventState.WAITING,
            WebhookEvent.received_at < real_now - older_than,
            func.coalesce(WebhookEvent.next_try_at, WebhookEvent.received_at) <= real_now,
        )
        .group_by(WebhookEvent.chat_key)
        .limit(500)
    )
    return list(db.scalars(due))


def is_unsent(db: Session, message_id: str) -> bool:
    """Whether this message was taken back; its unsend may have overtaken it."""
    return bool(db.scalar(select(exists().where(WebhookEvent.message_id == message_id, WebhookEvent.type == "unsend"))))


def blank_message(db: Session, person_id: int, chat_key: str, message_id: str) -> None:
    """Removes what this person said: the raw body of the message's event, of one that was set aside too."""
    theirs = or_(WebhookEvent.person_id == person_id, WebhookEvent.chat_key == chat_key)
    said = (theirs, WebhookEvent.message_id == message_id, WebhookEvent.type != "unsend")
    db.execute(update(WebhookEvent).where(*said).values(body=None))


def blank_person(db: Session, person_id: int, chat_key: str) -> None:
    """Forgets what an erased person said and who they were; the events' ids stay, so that none is handled again.

    An event that was set aside knows its person by the chat alone; one that still waits is a new word of theirs.
    """
    given_up = and_(WebhookEvent.chat_key == chat_key, WebhookEvent.state != EventState.WAITING)
    db.execute(
        update(WebhookEvent)
        .where(or_(WebhookEvent.person_id == person_id, given_up))
        .values(body=None, person_id=None, chat_key="", message_id=None)
    )


def blank_old(db: Session, real_now: datetime) -> int:
    """Keeps the promise on raw chat: bodies older than 30 days are gone; how many."""
    blanked = db.execute(
        update(WebhookEvent)
        .where(WebhookEvent.received_at < real_now - RETENTION, WebhookEvent.chat_key != "")
        .values(body=None, chat_key="")
        .returning(WebhookEvent.id)
    )
    return len(blanked.all())


def set_aside(db: Session) -> list[WebhookEvent]:
    """Events that gave up, oldest first."""
    return list(
        db.scalars(
            select(WebhookEvent).where(WebhookEvent.state == EventState.SET_ASIDE).order_by(WebhookEvent.id).limit(200)
        )
    )
