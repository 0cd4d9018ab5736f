"""What a person and the bot are in the middle of: one row a person, saved after each turn."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

LIFETIME = timedelta(days=7)
"""A draft older than this is dropped, with notice."""


class DialogueRow(Base):
    """The dialogue as JSON; its shape is bot/dialogue.py's affair."""

    __tablename__ = "dialogue"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[dict[str, Any]] = mapped_column(JSONB)
    touched_at: Mapped[datetime]


def load(db: Session, person_id: int) -> DialogueRow | None:
    """The row of this person."""
    return db.scalar(select(DialogueRow).where(DialogueRow.person_id == person_id))


def save(db: Session, person_id: int, state: dict[str, Any] | None, now: datetime) -> None:
    """Keeps the dialogue, or forgets it when there is nothing to go on with."""
    if state is None:
        db.execute(delete(DialogueRow).where(DialogueRow.person_id == person_id))
        return
    row = insert(DialogueRow).values(person_id=person_id, state=state, touched_at=now)
    db.execute(
        row.on_conflict_do_update(
            index_elements=[DialogueRow.person_id], set_={"state": row.excluded.state, "touched_at": now}
        )
    )


def empty_old(db: Session, now: datetime) -> None:
    """Drops drafts older than seven days. The empty row stays for a while: its person is told at their next word."""
    db.execute(update(DialogueRow).where(DialogueRow.touched_at < now - LIFETIME).values(state={}))
    db.execute(delete(DialogueRow).where(DialogueRow.touched_at < now - 8 * LIFETIME))
