"""What all kinds of posts share: author, village, states, search. A kind is a file beside this one."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, and_, or_, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Id
from models.person import Person
from models.village import Village

PUBLIC_ID_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
PUBLIC_ID_LENGTH = 10
LIFETIME = timedelta(days=90)
"""How long a post is shown, unless its kind says otherwise or it is renewed."""
RETENTION = timedelta(days=90)
"""How long a post is kept after it expired or was taken down."""


class PostingState(StrEnum):
    """waiting → published | refused; refused, corrected → waiting; published ⇄ sold_out; any → withdrawn."""

    WAITING = "waiting"
    REFUSED = "refused"
    PUBLISHED = "published"
    SOLD_OUT = "sold_out"
    WITHDRAWN = "withdrawn"


SHOWN = (PostingState.PUBLISHED, PostingState.SOLD_OUT)
UNSEEN = (PostingState.WAITING, PostingState.REFUSED)
"""The public never saw it, or does not see what it has become."""


def _public_id() -> str:
    return "".join(secrets.choice(PUBLIC_ID_LETTERS) for _ in range(PUBLIC_ID_LENGTH))


class Posting(Base):
    """One post of any kind (joined-table inheritance on `kind`)."""

    __tablename__ = "posting"
    __table_args__ = (
        Index("ix_posting_search_terms", "search_terms", postgresql_using="gin"),
        Index("ix_posting_shown", "kind", "state", "published_at"),
        Index("ix_posting_waiting", "village_id", postgresql_where=text("state = 'waiting'")),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}  # noqa: RUF012 (SQLAlchemy's own form)

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(unique=True, default=_public_id)
    """Its name in addresses and buttons: says nothing about how many posts there are."""
    kind: Mapped[str]
    state: Mapped[str]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    search_terms: Mapped[list[str]]
    sources: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Field → LINE's id of the message that its value came from."""
    draft_id: Mapped[str | None] = mapped_column(unique=True)
    """The dialogue that made it: the database keeps one draft to one post."""
    demo_id: Mapped[str | None] = mapped_column(unique=True)
    phone: Mapped[str | None]
    is_phone_shown: Mapped[bool] = mapped_column(default=False)
    lat: Mapped[float | None]
    """Degrees, of its own pin; without one it stands where its village stands."""
    lng: Mapped[float | None]
    revision: Mapped[int] = mapped_column(default=1)
    """Counts what its author changed: who decides, decides about what they have seen."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    """Why it was not approved."""

    village: Mapped[Village] = relationship(lazy="joined")
    author: Mapped[Person | None] = relationship(lazy="select", foreign_keys=[author_id])

    def ends(self, now: datetime) -> datetime | None:
        """When a post that is published now leaves the pages; None: it stays. A kind has its own rule."""
        return now + LIFETIME

    def searched(self) -> tuple[str, ...]:
        """The texts that it is found by."""
        return (self.name,)

    def publish(self, now: datetime) -> None:
        """Shows it, for as long as its kind is shown."""
        self.state, self.published_at, self.expires_at = PostingState.PUBLISHED, now, self.ends(now)

    def withdraw(self, now: datetime) -> None:
        """Takes it down for good; its page says so."""
        self.state, self.withdrawn_at = PostingState.WITHDRAWN, now

    def forget_fields(self, fields: Iterable[str]) -> bool:
        """Empties optional fields; False when one of them cannot be missing. A kind says which of its own are."""
        lost = set(fields)
        if "phone" in lost:
            self.forget_phone()
        if "pin" in lost:
            self.lat = self.lng = None
        return lost <= {"description", "photos", "phone", "pin"}

    def blank(self) -> None:
        """Removes what was written; the row stays for its address. A kind adds its own columns."""
        self.name, self.description, self.search_terms, self.sources = "", "", [], {}
        self.lat = self.lng = self.reason = None
        self.forget_phone()

    def forget_phone(self) -> None:
        """The consent to show a number goes with the number."""
        if self.phone and self.author is not None and self.author.shown_phone == self.phone:
            self.author.shown_phone = None
        self.phone, self.is_phone_shown = None, False

    @property
    def shown_phone(self) -> str | None:
        """The number that everybody may see."""
        return self.phone if self.is_phone_shown else None

    def is_shown(self, now: datetime) -> bool:
        """Whether the public may see it now."""
        return self.state in SHOWN and (self.expires_at is None or self.expires_at > now)


class GonePage(Base):
    """An address whose post was erased altogether: the page can still say that it is gone."""

    __tablename__ = "gone_page"

    public_id: Mapped[str] = mapped_column(primary_key=True)
    gone_at: Mapped[datetime]


def shown(now: datetime) -> Select[Posting]:
    """The posts that the public may see."""
    return select(Posting).where(Posting.state.in_(SHOWN), or_(Posting.expires_at.is_(None), Posting.expires_at > now))


def by_public_id(db: Session, public_id: str) -> Posting | None:
    """The post with this address, in whatever state."""
    return db.scalar(select(Posting).where(Posting.public_id == public_id))


def is_gone(db: Session, public_id: str) -> bool:
    """Whether a post stood at this address once."""
    return db.get(GonePage, public_id) is not None


def of_author(db: Session, person: Person) -> Sequence[Posting]:
    """Everything that this person has posted, however old and in whatever state."""
    return db.scalars(select(Posting).where(Posting.author_id == person.id)).all()


def own(db: Session, person: Person, now: datetime) -> list[Posting]:
    """What this person has posted and not taken down, newest first; the fifty newest."""
    rows = select(Posting).where(
        Posting.author_id == person.id,
        Posting.state != PostingState.WITHDRAWN,
        or_(Posting.expires_at.is_(None), Posting.expires_at > now - RETENTION),
    )
    return list(db.scalars(rows.order_by(Posting.created_at.desc(), Posting.id.desc()).limit(50)))


def waiting(db: Session, village_ids: Iterable[int]) -> list[Posting]:
    """What waits for approval in these villages, oldest first, at most a hundred."""
    rows = select(Posting).where(Posting.state == PostingState.WAITING, Posting.village_id.in_(list(village_ids)))
    return list(db.scalars(rows.order_by(Posting.created_at, Posting.id).limit(100)))


def decide(db: Session, post: Posting, revision: int, by: Person, now: datetime, reason: str | None) -> bool:
    """Approves a waiting post, or refuses it for a reason. Two at once: the database lets one of them decide.

    False when somebody decided before, or when its author has changed it since it was shown.
    """
    state = PostingState.PUBLISHED if reason is None else PostingState.REFUSED
    decided = update(Posting).where(
        Posting.id == post.id, Posting.state == PostingState.WAITING, Posting.revision == revision
    )
    row = db.execute(
        decided.values(state=state, decided_by_id=by.id, decided_at=now, reason=reason).returning(Posting.id)
    ).first()
    db.refresh(post)
    if row is None:
        return False
    if reason is None:
        post.publish(now)
    else:
        post.expires_at = now
    return True


def from_message(db: Session, author: Person, message_id: str) -> list[Posting]:
    """This person's posts of which a field or more came from this message."""
    rows = db.scalars(select(Posting).where(Posting.author_id == author.id))
    return [post for post in rows if message_id in post.sources.values()]


def expired_long_ago(db: Session, now: datetime) -> Sequence[Posting]:
    """Posts whose time of keeping is over."""
    limit = now - RETENTION
    old = or_(
        Posting.expires_at < limit,
        and_(Posting.state == PostingState.WITHDRAWN, Posting.withdrawn_at < limit),
    )
    return db.scalars(select(Posting).where(old).limit(500)).all()


def erase(db: Session, posting: Posting, now: datetime) -> None:
    """Deletes a post; its address keeps answering that it is gone. Its photos are the caller's affair."""
    db.merge(GonePage(public_id=posting.public_id, gone_at=now))
    db.delete(posting)
