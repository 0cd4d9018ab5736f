"""Events and messages that gave up, told without a word of what was said, and put back to work."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.clock import BANGKOK
from models import delivering, outbox, webhook_event
from models.outbox import RETRY_KEY_LIFE, Channel, Message, MessageState
from models.webhook_event import EventState, WebhookEvent

_NAME = re.compile(r"(event|message)-([0-9]{1,18})")
_PLACE = re.compile(r'File ".*?([^/"\\]+)", line (\d+)')


class CannotRetry(Exception):
    """It cannot be tried again; the sentence says why."""


@dataclass(frozen=True)
class GivenUp:
    """One row that waits for the operator."""

    name: str
    """`event-12` or `message-7`: what `bot retry` takes."""
    since: datetime
    """When it came in or was made, Asia/Bangkok."""
    attempts: int
    reason: str
    """One line: places in the code, error types, LINE's status and words; nothing that a person wrote."""


def given_up(db: Session) -> list[GivenUp]:
    """All of it, oldest first; at most 200 events and 200 messages, as the models keep it."""
    events = [
        GivenUp(f"event-{e.id}", e.received_at, max(e.attempts, 1), _reason(e.error))
        for e in webhook_event.set_aside(db)
        if e.body is not None
    ]
    messages = [
        GivenUp(f"message-{m.id}", m.created_at, m.attempts, f"{m.channel} {m.state}: {_reason(m.error)}")
        for m in outbox.stuck(db)
        if m.body is not None
    ]
    rows = sorted([*events, *messages], key=lambda row: row.since)
    return [GivenUp(r.name, r.since.astimezone(BANGKOK), r.attempts, r.reason) for r in rows]


def _reason(error: str | None) -> str:
    """The last place and the kind of an error of ours; else the first line as it is."""
    lines = (error or "no reason was kept").splitlines()
    places = _PLACE.findall(error or "")
    if places:
        file, line = places[-1]
        return f"{lines[-1]} at {file}:{line}"
    return lines[0][:200]


def retry(db: Session, name: str, real_now: datetime) -> None:
    """Sets one back to work; the worker's tick finds it. Raises CannotRetry."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise CannotRetry(f"{name!r} is no id of `python -m bot stuck`: they look like event-12 or message-7")
    kind, number = match.group(1), int(match.group(2))
    if kind == "event":
        _retry_event(db, number)
    else:
        _retry_message(db, number, real_now)


def retry_all(db: Session, real_now: datetime) -> tuple[int, list[str]]:
    """Sets everything back to work; how many, and sentences about the rest."""
    done, kept = 0, []
    for row in given_up(db):
        try:
            retry(db, row.name, real_now)
            done += 1
        except CannotRetry as why:
            kept.append(str(why))
    return done, kept


def _retry_event(db: Session, number: int) -> None:
    event = db.get(WebhookEvent, number, with_for_update=True)
    if event is None or event.state != EventState.SET_ASIDE:
        raise CannotRetry(f"event-{number} is not stuck{f', it is {event.state}' if event else ''}")
    if event.body is None:
        raise CannotRetry(f"event-{number} has no words any more: they were unsent, erased or too old")
    # The apology of the first time is an answer to this event already, and an event has one answer.
    db.execute(update(Message).where(Message.event_id == number).values(event_id=None))
    event.state, event.error, event.handled_at = EventState.WAITING, None, None
    event.attempts, event.starts, event.next_try_at = 0, 0, None
    db.flush()


def _retry_message(db: Session, number: int, real_now: datetime) -> None:
    message = db.get(Message, number, with_for_update=True)
    if message is None or message.state not in (MessageState.REFUSED, MessageState.UNKNOWN):
        raise CannotRetry(f"message-{number} is not stuck{f', it is {message.state}' if message else ''}")
    if message.body is None or not message.recipients:
        raise CannotRetry(f"message-{number} has no words or nobody to go to any more")
    is_repeat = message.state == MessageState.UNKNOWN and real_now - message.created_at < RETRY_KEY_LIFE
    if message.announcement_id is not None:
        if not is_repeat:
            raise CannotRetry(
                f"message-{number} carries an announcement: nobody may get it twice, so it is not repeated"
            )
        delivering.reopen(db, message)
    elif message.channel != Channel.REPLY and not is_repeat:
        # LINE remembers a key for a day, refusals included. An unknown outcome keeps its key: never sent twice.
        message.retry_key = uuid.uuid4()
    message.state, message.error, message.settled_at = MessageState.READY, None, None
    message.attempts, message.next_try_at = 0, None
    db.flush()
