"""The one way out: stored messages → LINE, each exactly once as far as LINE lets anybody know."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot import clock, metrics
from bot.database import session
from bot.line import client, render
from bot.line.client import Outcome, Result
from bot.locks import LockClass, held
from handlers.capability import Notice
from handlers.replies import Answer, Reply
from models import delivering, outbox
from models.outbox import FINAL, OPEN, REPLY_LIFE, RETRY_KEY_LIFE, Channel, Message, MessageKind, MessageState
from models.person import Person

log = structlog.get_logger()

BACK_OFF = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 60.0)
"""Seconds between tries whose outcome is unknown."""


@dataclass(frozen=True)
class ReplyTo:
    """Where an answer goes."""

    token: str
    received_at: datetime
    """Real time."""
    event_id: int | None
    sources: tuple[str, ...] = ()
    """LINE's ids of the messages that the answer may repeat."""


def answer(db: Session, person: Person, reply_to: ReplyTo, said: Answer) -> Message:
    """Stores the answer to an event; what the person has not been shown yet comes first."""
    carried = _fitting(outbox.held_for(db, person.id), said)
    message = Message(
        kind=MessageKind.RECEIPT if said.is_receipt else MessageKind.ANSWER,
        channel=Channel.REPLY,
        person_id=person.id,
        event_id=reply_to.event_id,
        recipients=[person.line_user_id],
        reply_token=reply_to.token,
        token_received_at=reply_to.received_at,
        body=_with_carried(carried, said).to_json(),
        sources=list(reply_to.sources),
        created_at=clock.real_now(),
    )
    db.add(message)
    db.flush()
    for late in carried:
        late.state, late.carried_by = MessageState.CARRIED, message.id
        if late.announcement_id is not None:
            message.announcement_id = late.announcement_id
            delivering.carry(db, late, message)
        message.sources = [*message.sources, *late.sources]
    return message


def _fitting(held: Sequence[Message], said: Answer) -> list[Message]:
    """The oldest of what waits, as many as a call's five messages have room for; the others wait on."""
    room = render.MAX_MESSAGES - len(said.replies)
    fitting: list[Message] = []
    for message in held:
        room -= len(_replies(message))
        if room < 0 and fitting:
            break
        fitting.append(message)
        if room <= 0:
            break
    return fitting if len(said.replies) < render.MAX_MESSAGES else []


def _with_carried(carried: Sequence[Message], said: Answer) -> Answer:
    """The late answers first, the new one whole: of a call's five messages the new one needs its own."""
    room = max(0, render.MAX_MESSAGES - len(said.replies))
    late = [reply for message in carried for reply in _replies(message)]
    return Answer((*late[-room:], *said.replies) if room else said.replies, said.choices, said.is_receipt)


def _replies(message: Message) -> tuple[Reply, ...]:
    return Answer.from_json(message.body).replies if message.body else ()


def hold(db: Session, person: Person, said: Answer, sources: tuple[str, ...] = ()) -> Message:
    """Stores what a person is to be shown with the answer to their next word: free, and no hurry."""
    message = Message(
        kind=MessageKind.ANSWER, channel=Channel.REPLY, state=MessageState.HELD, person_id=person.id,
        recipients=[person.line_user_id], body=said.to_json(), sources=list(sources), created_at=clock.real_now(),
    )  # fmt: skip
    db.add(message)
    db.flush()
    return message


def notify_each(db: Session, notices: Sequence[Notice]) -> tuple[int, ...]:
    """Stores what people are to be told one by one; who cannot be reached in LINE (any more) is left out."""
    told = []
    for notice in notices:
        person = db.get(Person, notice.person_id)
        if person is not None and person.line_user_id and person.is_following:
            message = notify(db, [person.line_user_id], notice.answer)
            message.person_id = person.id
            told.append(message.id)
    db.flush()
    return tuple(told)


def notify(db: Session, people: Sequence[str], said: Answer) -> Message:
    """Stores a message that costs quota: a push to one LINE id, a multicast to up to 500."""
    message = Message(
        kind=MessageKind.NOTICE, channel=Channel.PUSH if len(people) == 1 else Channel.MULTICAST,
        recipients=list(people), body=said.to_json(), created_at=clock.real_now(),
    )  # fmt: skip
    db.add(message)
    db.flush()
    return message


def answer_to(db: Session, line_id: str, reply_to: ReplyTo, said: Answer) -> Message:
    """Stores an answer for somebody of whom nothing is kept: a group, or a person just erased."""
    message = Message(
        kind=MessageKind.RECEIPT if said.is_receipt else MessageKind.ANSWER, channel=Channel.REPLY,
        event_id=reply_to.event_id, recipients=[line_id], reply_token=reply_to.token,
        token_received_at=reply_to.received_at, body=said.to_json(), created_at=clock.real_now(),
    )  # fmt: skip
    db.add(message)
    db.flush()
    return message


def deliver(message_id: int) -> float | None:
    """Sends a stored message if it is open and due; the seconds until its next try, None when it is settled.

    The row says `sending` before the call and the lock is held during it. A row that says `sending` while nobody holds
    the lock belongs to a process that died in the middle: its outcome is unknown.
    """
    with held(LockClass.MESSAGE, str(message_id)) as is_mine:
        if not is_mine:
            return None
        with session() as db, db.begin():
            message = db.get(Message, message_id)
            if message is None or message.state not in OPEN:
                return None
            wait = _seconds_until(message.next_try_at)
            if wait > 0:
                return wait
            was_unknown = message.state == MessageState.SENDING
            if not _prepare(message, was_unknown):
                return None
            message.state = MessageState.SENDING
            message.attempts += 1
            db.flush()
            db.expunge(message)
        result = _call(message)
        with session() as db, db.begin():
            stored = db.get(Message, message_id)
            if stored is None:
                return None
            _settle(stored, result, was_unknown)
            if stored.announcement_id is not None and stored.state in FINAL:
                _follow(db, stored, result)
            metrics.SENT.labels(stored.channel, result.outcome.name.lower()).inc()
            return _seconds_until(stored.next_try_at) if stored.state in OPEN else None


def _seconds_until(moment: datetime | None) -> float:
    return 0.0 if moment is None else (moment - clock.real_now()).total_seconds()


def _prepare(message: Message, was_unknown: bool) -> bool:
    """Whether a call still makes sense; settles the message where it does not."""
    now = clock.real_now()
    if message.channel == Channel.REPLY:
        if message.token_received_at is not None and now - message.token_received_at <= REPLY_LIFE:
            return True
        if was_unknown:
            _finish(message, MessageState.UNKNOWN, message.error or "its outcome stayed unknown for the token's life")
        else:
            _not_arrived(message, "the reply token was too old")
        return message.state == MessageState.READY
    if now - message.created_at > RETRY_KEY_LIFE and was_unknown:
        _finish(message, MessageState.UNKNOWN, "its retry key is too old to repeat it")
        return False
    return True


def _call(message: Message) -> Result:
    bodies = render.render(Answer.from_json(message.body or "{}"))
    if message.channel == Channel.REPLY:
        return client.reply(message.reply_token or "", bodies)
    if message.channel == Channel.PUSH:
        return client.push(message.recipients[0], bodies, str(message.retry_key))
    return client.multicast(message.recipients, bodies, str(message.retry_key))


def _settle(message: Message, result: Result, was_unknown: bool) -> None:
    """The row after a call. The order of the cases follows LINE's reference, Retry failed requests."""
    if message.state not in OPEN:
        return
    log.info("message", id=message.id, channel=message.channel, outcome=result.outcome.value, attempt=message.attempts)
    message.error = result.error or None
    if result.outcome is Outcome.SENT:
        _finish(message, MessageState.SENT, None)
    elif result.outcome is Outcome.UNKNOWN:
        _try_again(message, result.retry_after, is_unknown=True)
    elif result.outcome is Outcome.LIMITED:
        _try_again(message, result.retry_after, is_unknown=was_unknown)
    elif result.outcome is Outcome.DEAD_TOKEN and was_unknown:
        # The token was used up: most likely by the try whose answer was lost. A push would be a second message.
        _finish(message, MessageState.UNKNOWN, result.error)
    elif result.outcome is Outcome.DEAD_TOKEN:
        _not_arrived(message, result.error)
    elif result.outcome is Outcome.QUOTA and message.channel != Channel.REPLY and message.person_id is not None:
        _hold(message, result.error)
    elif message.channel == Channel.MULTICAST and result.error.startswith(("401", "403")):
        # The channel's token, not the people: nobody is given up for it.
        _try_again(message, BACK_OFF[-1], is_unknown=was_unknown)
    elif _may_be_plain(message, result) and not _is_plain(message):
        # Our mistake, not the person's: it is said in plain words. A call's retry key repeats its body: a new one.
        message.retry_key = uuid.uuid4()
        log.error("refused by LINE, tried again as words", id=message.id, error=result.error)
        message.body = Answer.from_json(message.body or "{}").plain().to_json()
        message.state, message.next_try_at = MessageState.READY, None
    else:
        _finish(message, MessageState.REFUSED, result.error)


def _follow(db: Session, message: Message, result: Result) -> None:
    """The deliveries of a call that came to an end: one bad id must not lose the others, nor a used-up month."""
    if message.channel == Channel.MULTICAST and result.outcome is Outcome.QUOTA:
        delivering.put_back(db, message)
    elif message.state == MessageState.REFUSED and delivering.split(db, message, clock.real_now()):
        log.warning("a call was refused and is split", id=message.id, people=len(message.recipients))
    else:
        delivering.follow(db, message)


def _may_be_plain(message: Message, result: Result) -> bool:
    """A refused reply keeps its token; of a multicast LINE says that the messages, not the people, are wrong."""
    return message.channel == Channel.REPLY or (
        message.channel == Channel.MULTICAST and "messages[" in result.error and "to[" not in result.error
    )


def _is_plain(message: Message) -> bool:
    return message.body is None or Answer.from_json(message.body).is_plain


def _try_again(message: Message, retry_after: float | None, *, is_unknown: bool) -> None:
    wait = retry_after or BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    message.next_try_at = clock.real_now() + timedelta(seconds=wait)
    message.state = MessageState.SENDING if is_unknown else MessageState.READY


def _not_arrived(message: Message, why: str) -> None:
    """A reply that surely was not seen: pushed when it is owed, else shown with the next answer."""
    if MessageKind(message.kind).may_push and message.recipients:
        message.channel, message.state, message.next_try_at = Channel.PUSH, MessageState.READY, None
        message.error = why
        return
    _hold(message, why)


def _hold(message: Message, why: str) -> None:
    if message.person_id is None:
        _finish(message, MessageState.REFUSED, why)
        return
    message.state, message.error, message.next_try_at = MessageState.HELD, why, None


def _finish(message: Message, state: MessageState, why: str | None) -> None:
    message.state, message.error = state, why
    message.settled_at, message.next_try_at = clock.real_now(), None
    if message.channel != Channel.REPLY and state in (MessageState.SENT, MessageState.UNKNOWN):
        message.charged = len(message.recipients)
    if state is MessageState.SENT:
        # What was said is in the person's LINE; here it would only be more to protect.
        message.body, message.reply_token = None, None
        if message.person_id is None:
            message.recipients = []
