"""Deliveries of an announcement: to whom, in which calls, and what became of each. The rows are models/outbox.py's.

Statements over many people are SQL of their own: a village of a hundred thousand does not pass through the mapper.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from models.announcement import Announcement, AnnouncementState, change
from models.outbox import FINAL, OPEN, Channel, Delivery, DeliveryState, Message, MessageKind, MessageState
from models.person import Person

BATCH = 500
"""People a multicast takes. LINE: Send multicast message."""

_REACHABLE = "p.consented_at IS NOT NULL AND p.line_user_id IS NOT NULL AND p.is_following"
"""Who can be written to: consenting members with a LINE id that did not block the account."""


def audience(db: Session, village_id: int, besides: Sequence[int]) -> int:
    """How many people of a village an announcement would go to now: everybody but its senders."""
    return int(
        db.scalar(
            select(func.count(Person.id)).where(
                Person.village_id == village_id,
                Person.consented_at.is_not(None),
                Person.line_user_id.is_not(None),
                Person.is_following,
                Person.id.not_in(besides),
            )
        )
        or 0
    )


def address(db: Session, announcement: Announcement, besides: Sequence[int]) -> int:
    """Makes a delivery for everybody it goes to; how many there are. Repeating it adds nobody twice."""
    db.execute(
        text(
            f"""
            INSERT INTO delivery (announcement_id, person_id, state)
            SELECT :announcement, p.id, 'waiting' FROM person p
            WHERE p.village_id = :village AND {_REACHABLE} AND NOT p.id = ANY(CAST(:besides AS bigint[]))
            ORDER BY p.id
            ON CONFLICT (announcement_id, person_id) DO NOTHING
            """  # noqa: S608 (the condition is a constant of this file)
        ),
        {"announcement": announcement.id, "village": announcement.village_id, "besides": list(besides)},
    )
    return int(db.scalar(select(func.count()).where(Delivery.announcement_id == announcement.id)) or 0)


def claim(db: Session, announcement: Announcement, body: str, real_now: datetime) -> Message | None:
    """The next call: up to 500 of those who wait, frozen with a retry key; None when nobody waits.

    Who left or withdrew the consent in the meantime is not written to.
    """
    _leave_out_the_gone(db, announcement.id)
    rows = db.execute(
        text(
            """
            SELECT d.id, p.line_user_id FROM delivery d JOIN person p ON p.id = d.person_id
            WHERE d.announcement_id = :announcement AND d.state = 'waiting'
            ORDER BY d.id LIMIT :batch FOR UPDATE OF d SKIP LOCKED
            """
        ),
        {"announcement": announcement.id, "batch": BATCH},
    ).all()
    if not rows:
        return None
    message = call(announcement.id, [row.line_user_id for row in rows], body, announcement.source_messages, real_now)
    db.add(message)
    db.flush()
    _put_into(db, [row.id for row in rows], message.id)
    return message


def call(
    announcement_id: int, recipients: Sequence[str], body: str, sources: Sequence[str], real_now: datetime
) -> Message:
    """One multicast of an announcement, not yet stored."""
    return Message(
        kind=MessageKind.NOTICE,
        channel=Channel.MULTICAST,
        announcement_id=announcement_id,
        recipients=list(recipients),
        body=body,
        sources=list(sources),
        created_at=real_now,
    )


def _leave_out_the_gone(db: Session, announcement_id: int) -> None:
    db.execute(
        text(
            f"""
            UPDATE delivery d SET state = 'failed', error = 'left before it was sent' FROM person p
            WHERE d.announcement_id = :announcement AND d.state = 'waiting' AND p.id = d.person_id
              AND NOT ({_REACHABLE})
            """  # noqa: S608
        ),
        {"announcement": announcement_id},
    )


def _put_into(db: Session, deliveries: Sequence[int], message_id: int) -> None:
    rows = update(Delivery).where(Delivery.id.in_(deliveries))
    db.execute(rows.values(state=DeliveryState.SENDING, message_id=message_id))


def split(db: Session, message: Message, real_now: datetime) -> bool:
    """Puts a call that LINE refused as a whole into two halves, so that one bad id does not lose the others.

    False when there is only one person left in it: that is the bad one.
    """
    if len(message.recipients) < 2 or message.announcement_id is None:
        return False
    middle = len(message.recipients) // 2
    for part in (message.recipients[:middle], message.recipients[middle:]):
        half = call(message.announcement_id, part, message.body or "{}", message.sources, real_now)
        db.add(half)
        db.flush()
        db.execute(
            text(
                """
                UPDATE delivery d SET message_id = :half FROM person p
                WHERE d.message_id = :whole AND p.id = d.person_id AND p.line_user_id = ANY(:part)
                """
            ),
            {"half": half.id, "whole": message.id, "part": part},
        )
    return True


_AFTER = {
    MessageState.SENT: DeliveryState.SENT,
    MessageState.UNKNOWN: DeliveryState.UNKNOWN,
    MessageState.REFUSED: DeliveryState.FAILED,
}


def follow(db: Session, message: Message) -> None:
    """The deliveries of a call that came to an end."""
    state = _AFTER.get(MessageState(message.state))
    if state is not None:
        rows = update(Delivery).where(Delivery.message_id == message.id, Delivery.state.in_(("sending", "unreached")))
        db.execute(rows.values(state=state, error=message.error))


def reopen(db: Session, message: Message) -> None:
    """The deliveries of a call that is repeated with its key: they are on their way once more."""
    rows = update(Delivery).where(Delivery.message_id == message.id, Delivery.state == DeliveryState.UNKNOWN)
    db.execute(rows.values(state=DeliveryState.SENDING))


def put_back(db: Session, message: Message) -> None:
    """A call that surely reached nobody is undone: its people wait again."""
    rows = update(Delivery).where(Delivery.message_id == message.id)
    db.execute(rows.values(state=DeliveryState.WAITING, message_id=None))


def leave_unreached(db: Session, announcement: Announcement, keep: int, body: str, real_now: datetime) -> int:
    """All who wait but the first `keep` get it with the next answer to anything they write; how many those are."""
    counted = db.execute(
        text(
            """
            WITH rest AS (
                SELECT d.id, d.person_id FROM delivery d
                WHERE d.announcement_id = :announcement AND d.state = 'waiting' ORDER BY d.id OFFSET :keep
            ), held AS (
                INSERT INTO message (kind, channel, state, person_id, recipients, body, sources, retry_key, attempts,
                                     charged, announcement_id, created_at)
                SELECT 'notice', 'reply', 'held', r.person_id, ARRAY[p.line_user_id], :body, CAST(:sources AS text[]),
                       gen_random_uuid(), 0, 0, :announcement, :now
                FROM rest r JOIN person p ON p.id = r.person_id
                RETURNING id, person_id
            )
            UPDATE delivery d SET state = 'unreached', message_id = h.id
            FROM held h WHERE d.announcement_id = :announcement AND d.person_id = h.person_id
            """
        ),
        {
            "announcement": announcement.id,
            "keep": keep,
            "body": body,
            "sources": announcement.source_messages,
            "now": real_now,
        },
    )
    return int(counted.rowcount or 0)  # type: ignore[attr-defined]


def carry(db: Session, held: Message, message: Message) -> None:
    """What waited for the person's next word goes with this answer."""
    db.execute(update(Delivery).where(Delivery.message_id == held.id).values(message_id=message.id))


def drop_waiting(db: Session, announcement_id: int) -> None:
    """Stopped: whoever still waits is not written to; what was held back is not shown either."""
    waiting = update(Delivery).where(Delivery.announcement_id == announcement_id, Delivery.state == "waiting")
    db.execute(waiting.values(state=DeliveryState.DROPPED))
    held = update(Message).where(Message.announcement_id == announcement_id, Message.state == MessageState.HELD)
    db.execute(held.values(state=MessageState.REFUSED, error="the announcement was stopped"))
    unreached = update(Delivery).where(Delivery.announcement_id == announcement_id, Delivery.state == "unreached")
    db.execute(unreached.values(state=DeliveryState.DROPPED))


def withdraw(db: Session, announcement: Announcement, now: datetime) -> None:
    """Its words were taken back: what waits is cancelled, what is being sent stops, the words go everywhere.

    A call that is on its way keeps its body until it is settled: LINE compares a repeated key with it.
    """
    changes = {
        AnnouncementState.DRAFTED: AnnouncementState.CANCELLED,
        AnnouncementState.SCHEDULED: AnnouncementState.CANCELLED,
        AnnouncementState.SENDING: AnnouncementState.STOPPED,
    }
    for before, after in changes.items():
        if change(db, announcement, (before,), after, ended_at=now):
            break
    drop_waiting(db, announcement.id)
    settled = update(Message).where(Message.announcement_id == announcement.id, Message.state.in_(FINAL))
    db.execute(settled.values(body=None))
    announcement.body, announcement.sources = "", {}
    db.flush()


def withdraw_all(db: Session, person: Person, now: datetime) -> None:
    """Erasure: that something was announced stays, without its words and without a name."""
    for announcement in db.scalars(select(Announcement).where(Announcement.author_id == person.id)):
        withdraw(db, announcement, now)


def open_calls(db: Session, announcement_id: int) -> list[int]:
    """Calls of this announcement that are not settled: fresh ones, halves, and those whose sender died."""
    rows = select(Message.id).where(
        Message.announcement_id == announcement_id, Message.state.in_(OPEN), Message.channel == Channel.MULTICAST
    )
    return list(db.scalars(rows.order_by(Message.id)))


def is_over(db: Session, announcement_id: int) -> bool:
    """Whether nobody waits and no call is open."""
    under_way = select(Delivery.id).where(
        Delivery.announcement_id == announcement_id, Delivery.state.in_(("waiting", "sending"))
    )
    return db.scalar(under_way.limit(1)) is None
