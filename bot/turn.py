"""One turn: the oldest waiting event of one chat, understood, answered and committed at once; then sent.

Killed at any instant it leaves either nothing or everything of a turn; what it leaves is found again by the sweep.
"""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import clock, conversation, metrics, naming, outbox, reading, tasks
from bot.database import session
from bot.line import client, events
from bot.line.events import Event
from bot.locks import LockClass, held
from models import webhook_event
from models.outbox import Message
from models.webhook_event import MAX_ATTEMPTS, MAX_INTERRUPTIONS, SET_PATIENCE, EventState, WebhookEvent

log = structlog.get_logger()

RETRY_AFTER = (timedelta(seconds=1), timedelta(seconds=4))
"""Waits after the first and the second failure of a turn; short, because the person's next message waits behind it."""


SETTLE = timedelta(seconds=0.25)
"""Age that an event reaches before its turn. LINE promises no order: a photo and the sentence after it come as two
webhooks that may overtake each other; a person does not notice a quarter of a second."""


@dataclass(frozen=True)
class Turned:
    """What one turn left to be done after its commit."""

    messages: tuple[int, ...] = ()
    wait: float | None = None
    """Seconds until this chat should be looked at again, when something of it is not due yet."""
    unnamed: int | None = None
    """A person whose name LINE is to be asked for."""


@dataclass(frozen=True)
class Afterwards:
    """What a whole run over a chat left to come back to, with seconds to wait."""

    messages: tuple[tuple[int, float], ...] = ()
    chat_wait: float | None = None


def run(event_row_id: int) -> Afterwards:
    """Handles everything that waits in the chat of this event, oldest first, and sends what was answered.

    Another worker that holds the chat sees the new event itself: it looks once more after it has let go of the lock.
    """
    with session() as db:
        chat_key = db.scalar(select(WebhookEvent.chat_key).where(WebhookEvent.id == event_row_id))
    if not chat_key:
        # Unknown, or of a person who was erased: nothing waits there.
        return Afterwards()
    messages: list[tuple[int, float]] = []
    while True:
        with held(LockClass.CHAT, chat_key) as is_mine:
            if not is_mine:
                return Afterwards(tuple(messages))
            turned = _next(chat_key)
            while turned is not None and turned.wait is None:
                messages += [(m, wait) for m in turned.messages if (wait := outbox.deliver(m)) is not None]
                if turned.unnamed is not None:
                    naming.ask(turned.unnamed)
                turned = _next(chat_key)
        if turned is not None:
            return Afterwards(tuple(messages), turned.wait)
        with session() as db:
            if webhook_event.oldest_waiting(db, chat_key, clock.real_now()) is None:
                return Afterwards(tuple(messages))


def show_dots(event_row_id: int) -> None:
    """LINE's loading animation, for an event that still waits after a while: somebody looks at an empty screen."""
    with session() as db:
        row = db.get(WebhookEvent, event_row_id)
        if row is None or row.state != EventState.WAITING or row.body is None:
            return
        event = events.read(row.body)
    if event.is_active and event.reply_token and not event.group_id:
        client.show_loading(event.user_id)


def _next(chat_key: str) -> Turned | None:
    """One turn of this chat; None when nothing waits."""
    now = clock.real_now()
    with session() as db, db.begin():
        event = webhook_event.oldest_waiting(db, chat_key, now)
        if event is None:
            return None
        if (young := (SETTLE - (now - event.received_at)).total_seconds()) > 0:
            return Turned(wait=min(young, SETTLE.total_seconds()))
        batch, wait, unreadable = _readable_batch(db, event)
        if wait is not None:
            return Turned(wait=wait)
        ids = [row.id for row in batch]
        starts = max(row.starts for row in batch)
        # The claim is counted before the work: an event that kills its worker is known by it. Losing the count in a
        # power cut costs nothing, so it need not wait for the disk.
        db.connection().exec_driver_sql("SET LOCAL synchronous_commit TO off")
        db.execute(update(WebhookEvent).where(WebhookEvent.id.in_(ids)).values(starts=WebhookEvent.starts + 1))
    if unreadable is not None:
        return _failed(ids, unreadable)
    if starts >= MAX_INTERRUPTIONS:
        return _set_aside(ids, "it was begun many times and never came to an end")
    began = clock.monotonic()
    try:
        turned = _take(ids)
    except Exception as error:  # noqa: BLE001 (kept on the event's row, and the event is tried again)
        return _failed(ids, error)
    metrics.TURNS.labels("done").inc()
    metrics.TURN_SECONDS.observe(clock.monotonic() - began)
    return turned


def _readable_batch(db: Session, oldest: WebhookEvent) -> tuple[Sequence[WebhookEvent], float | None, Exception | None]:
    """The batch, or the oldest event alone with the error that reading it raised: it must hold nobody up."""
    try:
        return (*_batch(db, oldest), None)
    except Exception as error:  # noqa: BLE001 (kept on the event's row)
        return [oldest], None, error


def _batch(db: Session, oldest: WebhookEvent) -> tuple[Sequence[WebhookEvent], float | None]:
    """The events that are one turn: one, or the photos of one set; with the seconds to wait for the rest of a set."""
    image_set = events.read(oldest.body).image_set if oldest.body else None
    if image_set is None:
        return [oldest], None
    photos = []
    for row in webhook_event.waiting_images(db, oldest.chat_key):
        other = events.read(row.body).image_set if row.body else None
        if other is not None and other.id == image_set.id:
            photos.append(row)
    age = clock.real_now() - min(row.received_at for row in photos)
    if len(photos) < image_set.total and age < SET_PATIENCE:
        return photos, (SET_PATIENCE - age).total_seconds()
    return photos, None


def _take(ids: Sequence[int]) -> Turned:
    """The work of a turn, all of it in one transaction."""
    with session() as db, db.begin():
        rows = list(db.scalars(select(WebhookEvent).where(WebhookEvent.id.in_(ids)).order_by(WebhookEvent.id)))
        rows.sort(key=lambda row: (row.timestamp_ms, row.id))
        readable = [(row, events.read(row.body)) for row in rows if row.body is not None]
        outcome = conversation.Outcome()
        if readable:
            outcome = conversation.hold(db, [_arrived(row, event) for row, event in readable])
        for row in rows:
            row.state, row.handled_at, row.error, row.next_try_at = EventState.DONE, clock.real_now(), None, None
            row.person_id = outcome.person_id
            if outcome.is_blanked:
                row.body = None
            if outcome.is_forgotten:
                row.chat_key, row.message_id = "", None
        tasks.fetch_photos(db, outcome.photos)
        return Turned(outcome.messages, unnamed=outcome.person_id if outcome.is_unnamed else None)


def _arrived(row: WebhookEvent, event: Event) -> reading.Arrived:
    return reading.Arrived(row.id, row.received_at, event)


def _failed(ids: Sequence[int], error: BaseException) -> Turned:
    """Counts the failure: another try soon, or the event is set aside and its person told."""
    with session() as db, db.begin():
        rows = list(db.scalars(select(WebhookEvent).where(WebhookEvent.id.in_(ids))))
        attempts = max(row.attempts for row in rows) + 1
        for row in rows:
            row.attempts = attempts
            row.error = _without_words(error)
            row.next_try_at = clock.real_now() + RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]
    metrics.TURNS.labels("failed").inc()
    log.warning("turn failed", row=ids[0], attempt=attempts)
    if attempts >= MAX_ATTEMPTS:
        return _set_aside(ids, None)
    return Turned(wait=RETRY_AFTER[attempts - 1].total_seconds())


def _without_words(error: BaseException) -> str:
    """Where it went wrong and the error's type: its message may repeat what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([*places, type(error).__name__])


def _event_of(row: WebhookEvent) -> Event | None:
    """The event as far as it can be read; None when that is what went wrong."""
    try:
        return events.read(row.body) if row.body is not None else None
    except ValueError:
        return None


def _set_aside(ids: Sequence[int], why: str | None) -> Turned:
    """Gives the event up, with its error kept, and tells the person; their next message is not held up by it."""
    message: Message | None = None
    with session() as db, db.begin():
        rows = list(db.scalars(select(WebhookEvent).where(WebhookEvent.id.in_(ids)).order_by(WebhookEvent.id)))
        for row in rows:
            row.state = EventState.SET_ASIDE
            row.error = why or row.error
        last = rows[-1]
        event = _event_of(last)
        if event is not None:
            message = conversation.apologise(db, _arrived(last, event))
        message_ids = (message.id,) if message is not None else ()
    metrics.TURNS.labels("set_aside").inc()
    log.error("event set aside", row=ids[0])
    return Turned(message_ids)
