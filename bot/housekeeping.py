"""What keeps the promises on how long things are kept. Each step is small, repeatable and commits by itself."""

from datetime import datetime

from bot import photos
from bot.database import session
from models import announcement, dialogue, outbox, photo, posting, question, webhook_event


def tidy(now: datetime, real_now: datetime) -> None:
    """Forgets old chat, questions, drafts, photos, posts. `now` is people's time, `real_now` the machine's."""
    with session() as db, db.begin():
        webhook_event.blank_old(db, real_now)
        outbox.blank_old(db, real_now)
        question.forget_old(db, real_now)
        announcement.forget_old(db, now)
    with session() as db, db.begin():
        photo.remove(db, photo.forgotten(db, real_now))
    with session() as db, db.begin():
        for post in posting.expired_long_ago(db, now):
            photo.remove(db, photo.all_of_posting(db, post.id))
            posting.erase(db, post, now)
    with session() as db, db.begin():
        dialogue.empty_old(db, now)
    photos.sweep_removed()
