"""A delegation: the headman's megaphone, lent to somebody until a day. It is asked about when something is sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Id
from models.person import Person
from models.village import Village

REMEMBERED = timedelta(days=30)
"""How long somebody is told that their loan is over, and not only that they may not."""


class Delegation(Base):
    """One loan. It holds once it was accepted, until its end, until it is taken back, and while the giver may give."""

    __tablename__ = "delegation"

    id: Mapped[Id]
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    taker_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    giver_role: Mapped[str]
    """The role whose voice is lent: a headman's, or that of a centre's staff."""
    valid_until: Mapped[datetime]
    """People's time."""
    given_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    """Taken back by the giver, or declined or given up by the taker."""
    demo_id: Mapped[str | None] = mapped_column(unique=True)

    village: Mapped[Village] = relationship(lazy="joined")
    giver: Mapped[Person] = relationship(foreign_keys=[giver_id], lazy="select")
    taker: Mapped[Person] = relationship(foreign_keys=[taker_id], lazy="select")

    def holds(self, now: datetime) -> bool:
        """Accepted, not taken back, not over. Whether its giver still may give is models/role.py's affair."""
        return self.accepted_at is not None and self.revoked_at is None and self.valid_until > now


def give(db: Session, loan: Delegation, now: datetime) -> Delegation:
    """Offers the megaphone; an earlier loan in this village to the same person gives way to it."""
    earlier = update(Delegation).where(
        Delegation.taker_id == loan.taker_id, Delegation.village_id == loan.village_id, Delegation.revoked_at.is_(None)
    )
    db.execute(earlier.values(revoked_at=now))
    db.add(loan)
    db.flush()
    return loan


def open_to(db: Session, taker: Person, village: Village, now: datetime) -> Sequence[Delegation]:
    """Loans to this person in this village that hold or wait to be accepted."""
    return db.scalars(
        select(Delegation).where(
            Delegation.taker_id == taker.id,
            Delegation.village_id == village.id,
            Delegation.revoked_at.is_(None),
            Delegation.valid_until > now,
        )
    ).all()


def ended_for(db: Session, taker: Person, village: Village, now: datetime) -> Delegation | None:
    """The last loan that this person held here and that is over or was taken back, within a month."""
    rows = select(Delegation).where(
        Delegation.taker_id == taker.id,
        Delegation.village_id == village.id,
        Delegation.accepted_at.is_not(None),
        Delegation.valid_until > now - REMEMBERED,
    )
    last = db.scalar(rows.order_by(Delegation.id.desc()).limit(1))
    return None if last is None or last.holds(now) else last


def held_by(db: Session, taker: Person, village: Village, now: datetime) -> Delegation | None:
    """The loan under which this person may announce in this village now; the longest when there are several."""
    holding = [loan for loan in open_to(db, taker, village, now) if loan.holds(now)]
    return max(holding, key=lambda loan: loan.valid_until, default=None)


def takers_in(db: Session, village: Village, now: datetime) -> list[Delegation]:
    """Everybody who holds, or was offered, this village's megaphone."""
    rows = select(Delegation).where(
        Delegation.village_id == village.id, Delegation.revoked_at.is_(None), Delegation.valid_until > now
    )
    return list(db.scalars(rows.order_by(Delegation.id)))


def accept(db: Session, loan: Delegation, now: datetime) -> bool:
    """Accepts a loan that is still offered; whether it was."""
    return _change(db, loan, now, accepted_at=now)


def revoke(db: Session, loan: Delegation, now: datetime) -> bool:
    """Takes a loan back, or declines it; whether it was still open."""
    rows = update(Delegation).where(Delegation.id == loan.id, Delegation.revoked_at.is_(None)).values(revoked_at=now)
    changed = db.scalar(rows.returning(Delegation.id)) is not None
    db.refresh(loan)
    return changed


def _change(db: Session, loan: Delegation, now: datetime, **values: datetime) -> bool:
    rows = (
        update(Delegation)
        .where(
            Delegation.id == loan.id,
            Delegation.accepted_at.is_(None),
            Delegation.revoked_at.is_(None),
            Delegation.valid_until > now,
        )
        .values(**values)
        .returning(Delegation.id)
    )
    changed = db.scalar(rows) is not None
    db.refresh(loan)
    return changed
