"""Unsend: what was made from a message goes with it."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import enrolment, outbox, photo, posting, question, webhook_event
from models.person import Person


def remove(db: Session, person: Person, message_id: str, now: datetime) -> list[str]:
    """Removes what came from this message of this person; returns the names of the posts that had to be withdrawn.

    A post that loses an optional field stays; one that loses a required one cannot, and is withdrawn.
    """
    webhook_event.blank_message(db, person.id, person.line_user_id or "", message_id)
    outbox.blank_source(db, message_id)
    question.forget_message(db, person.id, message_id)
    picture = photo.by_message(db, message_id)
    if picture is not None and picture.person_id == person.id:
        photo.remove(db, [picture])
    withdrawn = enrolment.forget_message(db, person, message_id, now)
    for post in posting.from_message(db, person, message_id):
        lost = [field for field, source in post.sources.items() if source == message_id]
        post.sources = {field: source for field, source in post.sources.items() if source != message_id}
        if not post.forget_fields(lost):
            withdrawn.append(post.name)
            post.blank()
            post.withdraw(now)
    return withdrawn
