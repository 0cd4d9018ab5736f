"""Unsend: what was made from a message goes with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import announcement, delivering, enrolment, outbox, photo, posting, question, webhook_event
from models.announcement import BEFORE_SENDING, TOLD, AnnouncementState
from models.person import Person

STOPPABLE = {*BEFORE_SENDING, AnnouncementState.SENDING}


@dataclass(frozen=True)
class Removed:
    """What went with a message."""

    posts: list[str]
    """Names of posts that are off the pages, of enrolments that ended."""
    stopped: bool
    """An announcement is not sent, or goes no further."""
    told: bool
    """An announcement was with people already."""

    @property
    def anything(self) -> bool:
        """Whether the person should hear of it."""
        return bool(self.posts) or self.stopped or self.told


def remove(db: Session, person: Person, message_id: str, now: datetime) -> Removed:
    """Removes what came from this message of this person.

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
    told = announcement.from_message(db, person, message_id)
    before = {AnnouncementState(found.state) for found in told}
    for found in told:
        delivering.withdraw(db, found, now)
    return Removed(withdrawn, stopped=bool(before & STOPPABLE), told=bool(before & set(TOLD)))
