"""Where somebody may announce, in which role, and how the notice is headed."""

from dataclasses import dataclass

from sqlalchemy import select

from handlers.capability import Context
from models import delegation
from models.centre import Centre
from models.role import Action, Answer, Role, grants, may, villages_of
from models.village import Village


@dataclass(frozen=True)
class Voice:
    """A right to announce in one village: at once, or only as a draft."""

    village: Village
    role: Role
    is_draft: bool
    heading: str
    """`📢 ผู้ใหญ่บ้านแจ้ง`."""
    loan: delegation.Delegation | None = None


def voices(context: Context) -> list[Voice]:
    """Everywhere this person may announce or draft now; where they may at once comes first, then their own village."""
    places = villages_of(context.db, context.person, context.now)
    found = [voice for village in places if (voice := voice_in(context, village)) is not None]
    own = context.person.village_id
    return sorted(found, key=lambda voice: (voice.is_draft, voice.village.id != own))


def voice_in(context: Context, village: Village) -> Voice | None:
    """The right of this person in this village at this moment; None when there is none."""
    db, person, now = context.db, context.person, context.now
    right = may(db, person, Action.ANNOUNCE, village, now)
    if right.answer not in (Answer.YES, Answer.APPROVAL):
        return None
    loan = delegation.held_by(db, person, village, now) if right.role is Role.DELEGATE else None
    speaker = Role(loan.giver_role) if loan is not None else right.role
    heading = f"📢 {_speaker(context, speaker, village, loan)}แจ้ง"
    return Voice(village, right.role, right.answer is Answer.APPROVAL, heading, loan)


def _speaker(context: Context, role: Role, village: Village, loan: delegation.Delegation | None) -> str:
    if role is not Role.STAFF:
        return Role.HEADMAN.thai
    whose = loan.giver if loan is not None else context.person
    held = [grant.centre_id for grant in grants(context.db, whose, context.now) if grant.centre_id]
    names = select(Centre.name).where(Centre.id.in_(held), Centre.village_id == village.id).limit(1)
    return context.db.scalar(names) or Role.STAFF.thai
