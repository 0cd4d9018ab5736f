"""Counters for Prometheus. Labels are closed sets: never ids, never words."""

from prometheus_client import Counter, Gauge, Histogram
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.outbox import OPEN, Message, MessageState
from models.photo import Photo, PhotoState
from models.webhook_event import EventState, WebhookEvent

EVENTS = Counter("netasa_events_total", "Webhook events stored, by what became of them", ["outcome"])
TURNS = Counter("netasa_turns_total", "Turns, by outcome", ["outcome"])
TURN_SECONDS = Histogram("netasa_turn_seconds", "Seconds a turn took, sending left out")
SENT = Counter("netasa_sent_total", "Calls to LINE that send, by channel and outcome", ["channel", "outcome"])
PHOTOS = Counter("netasa_photos_total", "Photos fetched, by outcome", ["outcome"])

# Read from the rows when asked, so that the web program can tell about the workers' affairs too.
WAITING_EVENTS = Gauge("netasa_waiting_events", "Webhook events stored and not handled yet")
SET_ASIDE_EVENTS = Gauge("netasa_set_aside_events", "Webhook events that gave up")
OPEN_MESSAGES = Gauge("netasa_open_messages", "Messages stored and not settled yet")
REFUSED_MESSAGES = Gauge("netasa_refused_messages", "Messages that LINE refused")
WAITING_PHOTOS = Gauge("netasa_waiting_photos", "Photos not fetched yet")


def tell_backlog(db: Session) -> None:
    """Sets the gauges from the rows."""
    counts = (
        (WAITING_EVENTS, WebhookEvent.state == EventState.WAITING),
        (SET_ASIDE_EVENTS, WebhookEvent.state == EventState.SET_ASIDE),
        (OPEN_MESSAGES, Message.state.in_(OPEN)),
        (REFUSED_MESSAGES, Message.state == MessageState.REFUSED),
        (WAITING_PHOTOS, Photo.state == PhotoState.WAITING),
    )
    for gauge, condition in counts:
        gauge.set(db.scalar(select(func.count()).where(condition)) or 0)
