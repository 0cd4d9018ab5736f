"""Who may do what: roles of a person in a village or centre, and the one place that is asked for permission."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id
from models.person import Person
from models.village import Village


class Role(StrEnum):
    """Roles that are given; a person without any is a resident of their village, or a visitor."""

    SELLER = "seller"
    YOUTH = "youth"
    HEALTH_VOLUNTEER = "health_volunteer"
    VOLUNTEER = "volunteer"
    STAFF = "staff"
    HEADMAN = "headman"
    INSPECTOR = "inspector"
    # Not given by a code: lent by the headman until a day (models/delegation.py).
    DELEGATE = "delegate"
    # Not given: they follow from belonging.
    RESIDENT = "resident"
    VISITOR = "visitor"

    @property
    def thai(self) -> str:
        """The role in Thai."""
        return _TITLES[self]


_TITLES = {
    Role.SELLER: "ผู้ขาย",
    Role.YOUTH: "เยาวชน",
    Role.HEALTH_VOLUNTEER: "อสม.",
    Role.VOLUNTEER: "เน็ตอาสา",
    Role.STAFF: "เจ้าหน้าที่ศูนย์",
    Role.HEADMAN: "ผู้ใหญ่บ้าน",
    Role.INSPECTOR: "ผู้ตรวจราชการ",
    Role.DELEGATE: "ผู้ประกาศแทน",
    Role.RESIDENT: "ลูกบ้าน",
    Role.VISITOR: "ผู้เยี่ยมชม",
}

GIVEN = tuple(role for role in Role if role not in (Role.DELEGATE, Role.RESIDENT, Role.VISITOR))
"""Roles that a code can give."""

ADULT_AGE = 20
"""Thai Civil and Commercial Code §19: a person comes of age at twenty."""


class Action(StrEnum):
    """What is asked about. A new capability adds its action and its row below."""

    POST_PRODUCT = "post_product"
    POST_STORY = "post_story"
    """News, a place, a tradition."""
    APPROVE = "approve"
    ANNOUNCE = "announce"
    DELEGATE = "delegate"
    """Lending the megaphone and appointing helpers."""
    ENROL = "enrol"


class Answer(StrEnum):
    """The cell of the table, weakest first."""

    NO = "no"
    GUARDIAN = "guardian"
    """A guardian does it, or agrees to it."""
    APPROVAL = "approval"
    """Somebody with the right looks at it first; an announcement is drafted."""
    YES = "yes"


TABLE: dict[Action, dict[Role, Answer]] = {
    Action.POST_PRODUCT: {
        Role.RESIDENT: Answer.APPROVAL,
        Role.SELLER: Answer.YES,
        Role.YOUTH: Answer.APPROVAL,
        Role.HEALTH_VOLUNTEER: Answer.APPROVAL,
        Role.VOLUNTEER: Answer.YES,
        Role.STAFF: Answer.YES,
        Role.HEADMAN: Answer.YES,
    },
    Action.POST_STORY: {
        Role.RESIDENT: Answer.APPROVAL,
        Role.SELLER: Answer.APPROVAL,
        Role.YOUTH: Answer.APPROVAL,
        Role.HEALTH_VOLUNTEER: Answer.YES,
        Role.VOLUNTEER: Answer.YES,
        Role.STAFF: Answer.YES,
        Role.HEADMAN: Answer.YES,
    },
    Action.APPROVE: {Role.VOLUNTEER: Answer.YES, Role.STAFF: Answer.YES, Role.HEADMAN: Answer.YES},
    Action.ANNOUNCE: {
        Role.HEALTH_VOLUNTEER: Answer.APPROVAL,
        Role.DELEGATE: Answer.YES,
        Role.STAFF: Answer.YES,
        Role.HEADMAN: Answer.YES,
    },
    Action.DELEGATE: {Role.STAFF: Answer.YES, Role.HEADMAN: Answer.YES},
    Action.ENROL: {
        # With consent, which the handler asks for; no village is needed.
        Role.VISITOR: Answer.YES,
        Role.RESIDENT: Answer.YES,
        Role.SELLER: Answer.YES,
        Role.YOUTH: Answer.GUARDIAN,
        Role.HEALTH_VOLUNTEER: Answer.YES,
        Role.VOLUNTEER: Answer.YES,
        Role.STAFF: Answer.YES,
        Role.HEADMAN: Answer.YES,
    },
}
"""The product's table of rights. A missing cell means no."""


class RoleGrant(Base):
    """A role that a person holds in one village or one centre, until it is revoked or ends."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index(
            "uq_role_grant_held", "person_id", "role", "village_id", "centre_id",
            unique=True, postgresql_where="revoked_at IS NULL", postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"), index=True)
    centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"))
    granted_at: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Permission:
    """The answer and the role that it rests on."""

    answer: Answer
    role: Role

    @property
    def is_given(self) -> bool:
        """Allowed, at once or after approval."""
        return self.answer is not Answer.NO


def grants(db: Session, person: Person, now: datetime) -> list[RoleGrant]:
    """The roles that hold at this moment, in every place."""
    held = select(RoleGrant).where(
        RoleGrant.person_id == person.id,
        RoleGrant.revoked_at.is_(None),
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > now),
    )
    return list(db.scalars(held))


def _is_youth(person: Person, now: datetime) -> bool:
    return person.birth_year is not None and now.year - person.birth_year < ADULT_AGE


def roles_in(db: Session, person: Person, village: Village, now: datetime) -> set[Role]:
    """The roles of this person in this village; a visitor everywhere they do not belong."""
    from models import delegation
    from models.centre import Centre

    if person.consented_at is None:
        return {Role.VISITOR}
    held: set[Role] = set()
    for grant in grants(db, person, now):
        centre = db.get(Centre, grant.centre_id) if grant.centre_id else None
        if grant.village_id == village.id or (centre is not None and centre.village_id == village.id):
            held.add(Role(grant.role))
    loan = delegation.held_by(db, person, village, now)
    if loan is not None and Role(loan.giver_role) in roles_in(db, loan.giver, village, now) - {Role.DELEGATE}:
        held.add(Role.DELEGATE)
    if person.village_id == village.id:
        held.add(Role.YOUTH if _is_youth(person, now) else Role.RESIDENT)
    return held or {Role.VISITOR}


def _roles_of_nowhere(db: Session, person: Person, now: datetime) -> set[Role]:
    """Somebody who belongs to no village: a visitor; young all the same; an inspector only looks."""
    held = {Role(grant.role) for grant in grants(db, person, now)}
    if Role.YOUTH in held or _is_youth(person, now):
        return {Role.YOUTH}
    return {Role.INSPECTOR} if Role.INSPECTOR in held else {Role.VISITOR}


def may(db: Session, person: Person, action: Action, village: Village | None, now: datetime) -> Permission:
    """Whether this person may do this in this village, now. Asked at the time of the act, never remembered."""
    order = list(Answer)
    row = TABLE[action]
    roles = roles_in(db, person, village, now) if village is not None else _roles_of_nowhere(db, person, now)
    if Role.YOUTH in roles:
        # Youth is a limit, not a right: a young seller's posts still need an adult.
        roles = {Role.YOUTH}
    # Of equal rights one's own goes before a lent one.
    in_order = sorted(roles, key=lambda role: (role is Role.DELEGATE, role))
    answers = [Permission(row.get(role, Answer.NO), role) for role in in_order]
    return max(answers, key=lambda permission: order.index(permission.answer))


def holders(db: Session, action: Action, village: Village, now: datetime) -> list[Person]:
    """Everybody who may do this here at once, by a role that was given: whom to ask, in the order of their ids."""
    roles = [role for role, answer in TABLE[action].items() if answer is Answer.YES]
    found = _in_roles(db, roles, village, now)
    return [person for person in found if may(db, person, action, village, now).answer is Answer.YES]


def villages_of(db: Session, person: Person, now: datetime) -> list[Village]:
    """Where this person belongs or holds a role: by the village itself, or by a centre that stands there."""
    from models.centre import Centre

    held = grants(db, person, now)
    centres = db.scalars(select(Centre.village_id).where(Centre.id.in_([g.centre_id for g in held if g.centre_id])))
    ids = {person.village_id, *(grant.village_id for grant in held), *centres}
    return list(db.scalars(select(Village).where(Village.id.in_([i for i in ids if i])).order_by(Village.id)))


def give(
    db: Session, person: Person, role: Role, now: datetime, *, village_id: int | None, centre_id: str | None
) -> None:
    """Gives a role; giving it twice is one grant, by the unique index."""
    from sqlalchemy.dialects.postgresql import insert

    db.execute(
        insert(RoleGrant)
        .values(person_id=person.id, role=role, village_id=village_id, centre_id=centre_id, granted_at=now)
        .on_conflict_do_nothing()
    )


def revoke_all(db: Session, person: Person, now: datetime) -> list[RoleGrant]:
    """Takes every role from a person (a lost phone); returns what was taken."""
    taken = grants(db, person, now)
    for grant in taken:
        grant.revoked_at = now
    return taken


def in_role(db: Session, role: Role, village: Village, now: datetime) -> list[Person]:
    """Everybody who holds this role in this village now, through the village or through a centre in it."""
    return _in_roles(db, [role], village, now)


def _in_roles(db: Session, roles: Sequence[Role], village: Village, now: datetime) -> list[Person]:
    from models.centre import Centre

    centres = select(Centre.id).where(Centre.village_id == village.id)
    held = select(RoleGrant.person_id).where(
        RoleGrant.role.in_(roles),
        RoleGrant.revoked_at.is_(None),
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > now),
        or_(RoleGrant.village_id == village.id, RoleGrant.centre_id.in_(centres)),
    )
    rows = select(Person).where(Person.id.in_(held), Person.consented_at.is_not(None)).order_by(Person.id)
    return list(db.scalars(rows))
