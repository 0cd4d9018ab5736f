"""The month's messages: what LINE allows, what is spent, what is promised to announcements on their way."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.outbox import OPEN, Channel, Delivery, DeliveryState, Message

URGENT_SHARE = 20
"""One message in so many is kept for what is urgent."""
REPORT = 1
"""Kept for telling the sender what became of it."""


@dataclass(frozen=True)
class Quota:
    """LINE's own figures (LINE: Get the target limit for messages this month, Get number of messages sent)."""

    limit: int | None
    """People a month; None: no limit."""
    used: int
    """Approximate, and late."""


def month_of(real_now: datetime) -> datetime:
    """The beginning of the month that LINE counts."""
    return real_now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def left(db: Session, quota: Quota, real_now: datetime, *, is_urgent: bool, besides: int | None = None) -> int | None:
    """How many people can still be written to, never below zero; None: as many as one likes.

    LINE's count is late, so our own counts where it is higher; what is promised to calls and announcements on their
    way is taken off, `besides` the announcement that asks.
    """
    if quota.limit is None:
        return None
    spent = max(quota.used, _charged(db, real_now))
    reserve = REPORT if is_urgent else REPORT + quota.limit // URGENT_SHARE
    return max(0, quota.limit - spent - _promised(db, besides) - reserve)


def _charged(db: Session, real_now: datetime) -> int:
    since = month_of(real_now)
    charged = select(func.coalesce(func.sum(Message.charged), 0)).where(
        Message.charged > 0, Message.settled_at >= since
    )
    return int(db.scalar(charged) or 0)


def _promised(db: Session, besides: int | None) -> int:
    calls = select(func.coalesce(func.sum(func.cardinality(Message.recipients)), 0)).where(
        Message.state.in_(OPEN), Message.channel != Channel.REPLY
    )
    waiting = select(func.count()).where(Delivery.state == DeliveryState.WAITING)
    if besides is not None:
        waiting = waiting.where(Delivery.announcement_id != besides)
    return int(db.scalar(calls) or 0) + int(db.scalar(waiting) or 0)
