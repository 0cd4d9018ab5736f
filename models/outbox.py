"""A message to send: a row with its audience, its retry key and its state. Deliveries live here alone."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, and_, any_, func, literal, or_, select, text, update
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id

REPLY_LIFE = timedelta(seconds=50)
"""A reply token lives about a minute (LINE: Send reply message); ten seconds are left for the last call."""
RETENTION = timedelta(days=30)
RETRY_KEY_LIFE = timedelta(hours=23)
"""LINE remembers a retry key for 24 hours; after that a repeat would be a second message."""


class MessageState(StrEnum):
    """ready → sending → sent | unknown | refused; a reply that surely did not arrive → held → carried, or ready again
    as a push."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    HELD = "held"
    CARRIED = "carried"


class DeliveryState(StrEnum):
    """waiting → sending → sent | failed | unknown | unreached; unreached → sent; waiting → dropped."""

    WAITING = "waiting"
    SENDING = "sending"
    """In a call that is open."""
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    UNREACHED = "unreached"
    """The month's messages were used up: it comes with the next answer to this person, which costs nothing."""
    DROPPED = "dropped"
    """Stopped before it was this person's turn."""


OPEN = (MessageState.READY, MessageState.SENDING)
FINAL = (MessageState.SENT, MessageState.UNKNOWN, MessageState.REFUSED, MessageState.CARRIED)


class Channel(StrEnum):
    """The call that carries a message."""

    REPLY = "reply"
    PUSH = "push"
    MULTICAST = "multicast"


class MessageKind(StrEnum):
    """What a message is for; decides whether it deserves quota when its reply token is dead."""

    ANSWER = "answer"
    RECEIPT = "receipt"
    NOTICE = "notice"

    @property
    def may_push(self) -> bool:
        """An answer waits for the person's next word; a receipt or a notice is owed to them."""
        return self is not MessageKind.ANSWER


class Message(Base):
    """One call to LINE that is to happen exactly once. Recipients and body are frozen with the retry key."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_open", "next_try_at", postgresql_where=text("state IN ('ready', 'sending')")),
        Index("ix_message_held", "person_id", postgresql_where=text("state = 'held'")),
        Index("ix_message_charged", "settled_at", postgresql_where=text("charged > 0")),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    channel: Mapped[str]
    state: Mapped[str] = mapped_column(default=MessageState.READY)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("webhook_event.id", ondelete="SET NULL"), unique=True)
    """The event it answers: the database keeps it to one answer an event."""
    recipients: Mapped[list[str]]
    """LINE ids; one for a reply and a push, up to 500 for a multicast."""
    reply_token: Mapped[str | None]
    token_received_at: Mapped[datetime | None]
    """Real time at which the webhook brought the token."""
    body: Mapped[str | None]
    """The neutral replies as JSON (handlers/replies.py); blanked when the message is settled."""
    sources: Mapped[list[str]] = mapped_column(default=list)
    """LINE ids of the messages whose words it repeats."""
    retry_key: Mapped[uuid.UUID] = mapped_column(UUID(as_uuid=True), default=uuid.uuid4)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    """Real time; None: at once."""
    error: Mapped[str | None]
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id", ondelete="SET NULL"), index=True)
    """Whose deliveries it carries; their states follow it."""
    charged: Mapped[int] = mapped_column(default=0)
    """People whom LINE counted against the month's quota for it, as far as we know."""
    carried_by: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    """Real time."""
    settled_at: Mapped[datetime | None]


class Delivery(Base):
    """One announcement to one person, once, whatever happens: the database keeps it unique."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("announcement_id", "person_id"),
        Index("ix_delivery_waiting", "announcement_id", "id", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[Id]
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"), index=True)
    """The call that carries it."""
    state: Mapped[str] = mapped_column(default=DeliveryState.WAITING)
    error: Mapped[str | None]
    acknowledged_at: Mapped[datetime | None]


def due(db: Session, real_now: datetime) -> list[int]:
    """Messages that are open and due: fresh ones whose sender died, and those whose next try has come."""
    rows = (
        select(Message.id)
        .where(Message.state.in_(OPEN), func.coalesce(Message.next_try_at, Message.created_at) <= real_now)
        .order_by(Message.id)
        .limit(500)
    )
    return list(db.scalars(rows))


def held_for(db: Session, person_id: int) -> list[Message]:
    """What this person has not been shown yet, oldest first."""
    return list(
        db.scalars(
            select(Message)
            .where(Message.person_id == person_id, Message.state == MessageState.HELD)
            .order_by(Message.id)
            .limit(20)
            .with_for_update()
        )
    )


def blank_source(db: Session, message_id: str) -> None:
    """Removes what repeats an unsent message, unless it is on its way: what waits to be shown is dropped."""
    repeats = literal(message_id) == any_(Message.sources)
    db.execute(
        update(Message)
        .where(repeats, Message.state == MessageState.HELD)
        .values(state=MessageState.REFUSED, error="what it repeats was unsent")
    )
    db.execute(update(Message).where(repeats, Message.state.in_(FINAL)).values(body=None))


def blank_person(db: Session, person_id: int, line_user_id: str) -> None:
    """Forgets what was to be shown to an erased person, and to whom the rest went."""
    db.execute(
        update(Message)
        .where(Message.person_id == person_id, Message.state == MessageState.HELD)
        .values(state=MessageState.REFUSED, error="the person was erased")
    )
    db.execute(
        update(Message)
        .where(Message.person_id == person_id, Message.state.in_(FINAL))
        .values(body=None, recipients=[], reply_token=None, sources=[])
    )
    # They may have been one of many: of a call that is on its way the recipients are frozen with its retry key.
    db.execute(
        update(Message)
        .where(literal(line_user_id) == any_(Message.recipients), Message.state.in_(FINAL))
        .values(recipients=func.array_remove(Message.recipients, line_user_id))
    )


def blank_old(db: Session, real_now: datetime) -> None:
    """Words and addresses of settled messages go with the chat they belong to."""
    old = real_now - RETENTION
    db.execute(
        update(Message)
        .where(Message.created_at < old, Message.state.in_(FINAL), Message.recipients != [])
        .values(body=None, recipients=[], reply_token=None, sources=[])
    )


def stuck(db: Session) -> list[Message]:
    """Messages that gave up: refused by LINE, or of unknown outcome.

    Not the refused calls of an announcement: they were divided, and who could not be reached is told to its sender.
    """
    gave_up = or_(
        Message.state == MessageState.UNKNOWN,
        and_(Message.state == MessageState.REFUSED, Message.announcement_id.is_(None)),
    )
    return list(
        db.scalars(select(Message).where(gave_up, Message.error.is_not(None)).order_by(Message.id.desc()).limit(200))
    )
