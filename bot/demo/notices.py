"""The demonstration's announcements and lent megaphones: notices.json, their days moved by weeks."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from handlers.dates import thai_day
from models import delivering
from models.announcement import Announcement, AnnouncementState
from models.delegation import Delegation
from models.person import Person
from models.role import Role
from models.village import Village

Facts = dict[str, Any]


@cache
def facts() -> dict[str, list[Facts]]:
    """The lists of notices.json."""
    raw = json.loads(Path(__file__).with_name("notices.json").read_text(encoding="utf-8"))
    return {name: raw[name] for name in ("announcements", "delegations")}


def load(
    db: Session, villages: Mapping[str, Village], persons: Mapping[str, Person], now: datetime, shift: timedelta
) -> int:
    """Adds what is missing, in the caller's transaction; how many rows. What only grew old is told, or lent, anew."""
    made = 0
    loans = {loan.demo_id: loan for loan in db.scalars(select(Delegation).where(Delegation.demo_id.is_not(None)))}
    for fact in facts()["delegations"]:
        loan = loans.get(fact["id"])
        if loan is None:
            loan = loans[fact["id"]] = Delegation(
                demo_id=fact["id"], village_id=villages[fact["village"]].id, giver_id=persons[fact["giver"]].id,
                taker_id=persons[fact["taker"]].id, giver_role=Role.HEADMAN,
            )  # fmt: skip
            db.add(loan)
            made += 1
        elif loan.revoked_at is not None or loan.valid_until > now:
            continue
        loan.given_at = loan.accepted_at = min(datetime.fromisoformat(fact["given_at"]) + shift, now)
        loan.valid_until = datetime.fromisoformat(fact["valid_until"]) + shift
    db.flush()
    told = {one.demo_id: one for one in db.scalars(select(Announcement).where(Announcement.demo_id.is_not(None)))}
    for fact in facts()["announcements"]:
        found = told.get(fact["id"])
        if found is None:
            db.add(_announcement(Announcement(), fact, villages, persons, loans, now, shift))
            made += 1
        elif found.body and found.event_date is not None and found.event_date < now.date():
            _announcement(found, fact, villages, persons, loans, now, shift)
    return made


def _announcement(
    found: Announcement,
    fact: Facts,
    villages: Mapping[str, Village],
    persons: Mapping[str, Person],
    loans: Mapping[str | None, Delegation],
    now: datetime,
    shift: timedelta,
) -> Announcement:
    """A notice that was sent; nobody has a delivery of it, as nobody was written to."""
    loan = loans.get(fact["delegation"])
    day = date.fromisoformat(fact["event_date"]) + shift
    sent_at = min(datetime.fromisoformat(fact["sent_at"]) + shift, now)
    found.demo_id, found.village_id = fact["id"], villages[fact["village"]].id
    found.author_id = found.sender_id = persons[fact["author"]].id
    found.role = Role.DELEGATE if loan else Role.HEADMAN
    found.delegation_id = loan.id if loan else None
    found.heading, found.state = f"📢 {Role.HEADMAN.thai}แจ้ง", AnnouncementState.SENT
    found.body = fact["body"].replace("{date}", thai_day(day)).replace("{time}", fact["time"])
    found.event_date, found.audience = day, 0
    found.created_at = found.due_at = found.began_at = found.ended_at = sent_at
    return found


def remove(db: Session, villages: list[int]) -> int:
    """Takes out everything that was announced or lent in these villages; how many rows were the demonstration's own.

    What waits for somebody's next word is not shown to them any more.
    """
    own = 0
    for found in db.scalars(select(Announcement).where(Announcement.village_id.in_(villages))).all():
        own += found.demo_id is not None
        delivering.drop_waiting(db, found.id)
        db.delete(found)
    db.flush()
    gone = db.execute(delete(Delegation).where(Delegation.village_id.in_(villages)).returning(Delegation.demo_id))
    return own + sum(demo_id is not None for (demo_id,) in gone.all())
