"""A person: who writes, what they consented to, where they belong."""

import re
from datetime import datetime

from rapidfuzz import fuzz
from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Id
from models.village import Village

CONSENT_VERSION = "2026-11"
"""The version of the privacy notice that people agree to."""


class Person(Base):
    """Somebody who wrote. Before consent only the LINE id is kept, because an answer needs it."""

    __tablename__ = "person"

    id: Mapped[Id]
    line_user_id: Mapped[str | None] = mapped_column(unique=True)
    call_name: Mapped[str | None]
    line_name: Mapped[str | None]
    """What they call themselves in LINE; asked of LINE after their consent."""
    named_at: Mapped[datetime | None]
    """When LINE was asked; real time."""
    birth_year: Mapped[int | None]
    """Gregorian."""
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"), index=True)
    consented_at: Mapped[datetime | None]
    consent_version: Mapped[str | None]
    shown_phone: Mapped[str | None]
    """The number this person agreed to show to buyers; consent for one number is not consent for another."""
    is_following: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    demo_id: Mapped[str | None] = mapped_column(unique=True)

    village: Mapped[Village | None] = relationship(lazy="joined")

    def consent(self, now: datetime) -> None:
        """Agrees to the notice in force."""
        self.consented_at, self.consent_version = now, CONSENT_VERSION

    def withdraw_consent(self) -> None:
        """Takes the consent back: the person becomes a visitor; what was posted is the caller's affair."""
        self.consented_at = self.consent_version = self.village_id = self.village = self.shown_phone = None
        self.line_name = self.named_at = None

    @property
    def is_unnamed(self) -> bool:
        """Whether LINE is still to be asked for their name, now that they agreed to it."""
        return self.consented_at is not None and self.named_at is None

    @property
    def shown_name(self) -> str:
        """How others of the village are told of them."""
        return self.call_name or self.line_name or "ลูกบ้านคนหนึ่ง"


def by_line_id(db: Session, line_user_id: str) -> Person | None:
    """The person with this LINE id."""
    return db.scalar(select(Person).where(Person.line_user_id == line_user_id))


def meet(db: Session, line_user_id: str, now: datetime) -> Person:
    """The person with this LINE id, made at the first word. Two workers at once meet the same row."""
    if person := by_line_id(db, line_user_id):
        return person
    db.execute(
        insert(Person)
        .values(line_user_id=line_user_id, created_at=now, is_following=True)
        .on_conflict_do_nothing(index_elements=[Person.line_user_id])
    )
    person = by_line_id(db, line_user_id)
    assert person is not None  # just inserted, or by another worker
    return person


_TITLES = re.compile(
    r"^(?:คุณ|นาย|นางสาว|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|น้อง|พี่|ป้า|ลุง|น้า|อา|ยาย|ตา|ปู่|ย่า|แม่|พ่อ|ผู้ใหญ่|กำนัน|ครู|หมอ|อ้าย|เอื้อย|ไอ้|อี)+"
)
ALIKE = 80
"""rapidfuzz score, 0..100, from which two names are taken for one with a typo."""


def bare_name(name: str) -> str:
    """A name without the titles before it: "น้องฟ้า" → "ฟ้า"; a name that is only a title stays."""
    clean = "".join(name.split())
    return _TITLES.sub("", clean) or clean


def members_called(db: Session, village: Village, name: str) -> list[Person]:
    """Consenting members of a village with this name: those called so to the letter, else those whose name has it in it
    (called so but for a title first), else those whose name is nearly it. At most twelve."""
    rows = select(Person).where(Person.village_id == village.id, Person.consented_at.is_not(None))
    named = rows.where(or_(Person.call_name.is_not(None), Person.line_name.is_not(None)))
    wanted = bare_name(name)
    like = or_(*(column.contains(wanted, autoescape=True) for column in (Person.call_name, Person.line_name)))
    containing = list(db.scalars(named.where(like).order_by(Person.id).limit(50)))
    literal = [person for person in containing if "".join(name.split()) in {"".join(n.split()) for n in _names(person)}]
    if literal or containing:
        containing.sort(key=lambda person: wanted not in {bare_name(n) for n in _names(person)})
        return (literal or containing)[:12]
    crowd = db.scalars(named.order_by(Person.id).limit(5000)).all()
    return [p for p in crowd if any(fuzz.ratio(wanted, bare_name(n)) >= ALIKE for n in _names(p))][:12]


def _names(person: Person) -> list[str]:
    return [name for name in (person.call_name, person.line_name) if name]
