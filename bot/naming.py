"""What people call themselves in LINE, asked once they have consented: neighbours know each other by name."""

from sqlalchemy import update

from bot import clock
from bot.database import session
from bot.line import client
from models.person import Person

LONGEST = 60
"""Letters of a name that are kept; LINE allows twenty."""


def ask(person_id: int) -> None:
    """Asks LINE for the name of a consenting person who has none; should it fail, their next word tries again."""
    with session() as db:
        person = db.get(Person, person_id)
        if person is None or not person.is_unnamed or person.line_user_id is None:
            return
        user_id = person.line_user_id
    answer = client.profile(user_id)
    if "error" in answer and not answer["error"].startswith("404"):
        return
    name = " ".join(str(answer.get("displayName", "")).split())[:LONGEST]
    with session() as db, db.begin():
        # They may have withdrawn the consent, or erased themselves, while LINE was asked.
        still = (Person.id == person_id, Person.consented_at.is_not(None), Person.named_at.is_(None))
        db.execute(update(Person).where(*still).values(line_name=name or None, named_at=clock.real_now()))
