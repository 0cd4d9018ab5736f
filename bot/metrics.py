"""Counters for Prometheus. Labels are closed sets: never ids, never words."""

from prometheus_client import Counter, Histogram

EVENTS = Counter("netasa_events_total", "Webhook events stored, by what became of them", ["outcome"])
TURNS = Counter("netasa_turns_total", "Turns, by outcome", ["outcome"])
TURN_SECONDS = Histogram("netasa_turn_seconds", "Seconds a turn took, sending left out")
SENT = Counter("netasa_sent_total", "Calls to LINE that send, by channel and outcome", ["channel", "outcome"])
PHOTOS = Counter("netasa_photos_total", "Photos fetched, by outcome", ["outcome"])
