"""One-time codes that give a role: made on the command line, typed in the chat."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id
from models.centre import Centre
from models.person import Person
from models.role import Role
from models.village import Village, by_join_code, fold_code

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No letter or digit that is read as another (I L O U 0 1 are left out)."""
LENGTH = 14
"""30**14 > 2**68: more than the 60 bits that guessing must face."""
LIFETIME = timedelta(days=7)
WRONG_TRIES_AN_HOUR = 5


class UnknownPlace(Exception):
    """The place of a code is neither a village's join code nor a centre's id."""


class RoleCode(Base):
    """A code not yet used. Only its hash is kept: a copy of the database gives nobody a role."""

    __tablename__ = "role_code"

    id: Mapped[Id]
    code_hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"))
    centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class WrongCode(Base):
    """A wrong try at a code, kept for an hour."""

    __tablename__ = "wrong_code"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    tried_at: Mapped[datetime]


@dataclass(frozen=True)
class Redeemed:
    """What a code gave."""

    role: Role
    village_id: int
    village_role_id: int | None
    """The village in which the role holds; none for a centre's."""
    centre_id: str | None


def _digest(code: str) -> str:
    return hashlib.sha256(fold_code(code).encode()).hexdigest()


def looks_like_code(written: str) -> bool:
    """Whether this message has the shape of a role code, dashes or not."""
    folded = fold_code(written)
    return len(folded) == LENGTH and all(c in ALPHABET for c in folded) and len(written.strip()) <= LENGTH + 4


def make_code(db: Session, role: Role, place: str, now: datetime) -> str:
    """A new code for this role; `place` is a village's join code or a centre's id. Shown once, in groups of dashes."""
    village = by_join_code(db, place)
    centre = None if village else db.get(Centre, place)
    if village is None and centre is None:
        raise UnknownPlace(f"no village has the join code {place!r}, and no centre the id {place!r}")
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    db.add(
        RoleCode(
            code_hash=_digest(code),
            role=role,
            village_id=village.id if village else None,
            centre_id=centre.id if centre else None,
            expires_at=now + LIFETIME,
        )
    )
    return f"{code[:5]}-{code[5:10]}-{code[10:]}"


def tries_left(db: Session, person: Person, now: datetime) -> int:
    """Wrong tries that this person still has within the hour."""
    since = now - timedelta(hours=1)
    tried = db.scalar(
        select(func.count()).select_from(WrongCode).where(WrongCode.person_id == person.id, WrongCode.tried_at > since)
    )
    return max(0, WRONG_TRIES_AN_HOUR - (tried or 0))


def note_wrong_try(db: Session, person: Person, now: datetime) -> None:
    """Counts a wrong try, and forgets those older than an hour."""
    db.execute(
        delete(WrongCode).where(WrongCode.person_id == person.id, WrongCode.tried_at <= now - timedelta(hours=1))
    )
    db.add(WrongCode(person_id=person.id, tried_at=now))
    db.flush()


def redeem(db: Session, person: Person, written: str, now: datetime) -> Redeemed | None:
    """Uses a code up: one winner, by the row itself. None when it is unknown, used or too old."""
    row = db.execute(
        update(RoleCode)
        .where(RoleCode.code_hash == _digest(written), RoleCode.used_at.is_(None), RoleCode.expires_at > now)
        .values(used_at=now, used_by=person.id)
        .returning(RoleCode.role, RoleCode.village_id, RoleCode.centre_id)
    ).one_or_none()
    if row is None:
        return None
    village_id = row.village_id
    if village_id is None:
        centre = db.get_one(Centre, row.centre_id)
        village_id = centre.village_id
    assert db.get(Village, village_id) is not None
    return Redeemed(Role(row.role), village_id, row.village_id, row.centre_id)
