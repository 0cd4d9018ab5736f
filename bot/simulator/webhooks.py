"""Webhook events: built and signed as LINE does, kept until they are delivered, redelivered when that is switched on.

Source: LINE, "Webhook event objects" and "Redelivering webhooks that failed to be received".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from dataclasses import dataclass

import urllib3

from bot.simulator.clock import now_ms
from bot.simulator.exchanges import Exchanges
from bot.simulator.identifiers import ulid, user_id
from bot.simulator.lanes import Lanes
from bot.simulator.people import NoSuch
from bot.simulator.state import State
from bot.simulator.wire import JsonObject, compact, inner, word

BOT_USER_ID = user_id("the bot of the stand-in")
SHUFFLE_SECONDS = 2.0
NO_ANSWER = 0


def sign(secret: str, body: bytes) -> str:
    """`x-line-signature`: base64 of HMAC-SHA256 over the raw body with the channel secret."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@dataclass(frozen=True)
class Delivery:
    """Events that travel in one body; `chat` keeps the order."""

    chat: str
    events: tuple[JsonObject, ...]
    attempt: int = 0


class Webhooks:
    """Sends events to the bot's webhook from threads of its own, one chat's in the order they happened."""

    def __init__(self, state: State, secret: str, exchanges: Exchanges, lanes: int = 4) -> None:
        self._state = state
        self._secret = secret
        self._exchanges = exchanges
        self._http = urllib3.PoolManager(maxsize=lanes, retries=False)
        self._lanes: Lanes[Delivery] = Lanes(lanes, self._deliver)
        self._held: list[Delivery] = []
        self._held_lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def start(self) -> None:
        """Begins to deliver; events that an earlier run left waiting go first."""
        self._lanes.start()
        for row in self._state.rows("SELECT * FROM event WHERE state = 'waiting' ORDER BY at, rowid"):
            event: JsonObject = json.loads(row["body"])
            event["deliveryContext"] = {"isRedelivery": row["attempts"] > 0}
            self._queue(Delivery(row["chat"], (event,), row["attempts"]), row["due_at"])

    def stop(self) -> None:
        """Stops; what was not delivered stays waiting in the memory."""
        with self._held_lock:
            if self._timer is not None:
                self._timer.cancel()
        self._lanes.stop()
        self._http.clear()

    def record(self, chat: str, kind: str, source: JsonObject, own: JsonObject, reply_token: str | None) -> JsonObject:
        """Builds an event and keeps it as waiting; belongs into the same change as what caused it."""
        at = now_ms()
        event: JsonObject = {
            "type": kind,
            **own,
            "webhookEventId": ulid(at),
            "deliveryContext": {"isRedelivery": False},
            "timestamp": at,
            "source": source,
        }
        if reply_token is not None:
            event["replyToken"] = reply_token
        event["mode"] = "active"
        self.keep(chat, event)
        return event

    def keep(self, chat: str, event: JsonObject) -> None:
        """Keeps an event as waiting; one without an id (tests send such) is delivered but not remembered."""
        if word(event, "webhookEventId"):
            with self._state.change() as db:
                db.execute(
                    "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, 'waiting', 0, NULL, ?)",
                    (word(event, "webhookEventId"), chat, compact(event), now_ms(), now_ms()),
                )

    def send(self, chat: str, *events: JsonObject) -> None:
        """Delivers recorded events in one body, soon; with `shuffle` on, later and in reversed order."""
        delivery = Delivery(chat, events)
        room = self._state.setting("shuffle")
        if not isinstance(room, int) or room < 2:
            self._queue(delivery)
            return
        with self._held_lock:
            self._held.append(delivery)
            is_full = len(self._held) >= room
            if len(self._held) == 1:
                self._timer = threading.Timer(SHUFFLE_SECONDS, self.release)
                self._timer.daemon = True
                self._timer.start()
        if is_full:
            self.release()

    def release(self) -> None:
        """Sends what `shuffle` has held back, the last first."""
        with self._held_lock:
            held, self._held = self._held, []
            if self._timer is not None:
                self._timer.cancel()
        for delivery in reversed(held):
            self._queue(delivery)

    def resend(self, event_id: str, *, is_redelivery: bool = True) -> None:
        """Sends a past event again: same id, same token. Raises `NoSuch`."""
        row = self._state.row("SELECT * FROM event WHERE event_id = ?", event_id)
        if row is None:
            raise NoSuch(f"There is no event {event_id!r}")
        event: JsonObject = json.loads(row["body"])
        event["deliveryContext"] = {"isRedelivery": is_redelivery}
        self._queue(Delivery(row["chat"], (event,)))

    def events(self, *, after_ms: int = 0, state: str = "") -> list[JsonObject]:
        """Events (of one state), oldest first: `{"event", "state", "attempts", "status"}`."""
        rows = self._state.rows(
            "SELECT * FROM event WHERE at > ? AND (? = '' OR state = ?) ORDER BY at, rowid", after_ms, state, state
        )
        return [
            {
                "event": json.loads(row["body"]),
                "state": row["state"],
                "attempts": row["attempts"],
                "status": row["status"],
            }
            for row in rows
        ]

    def post(self, body: bytes, signature: str | None = None, url: str | None = None) -> int:
        """Posts a body to the webhook as it is, signed unless a signature is given; the status, 0 for no answer."""
        timeout = self._state.setting("webhook_timeout_seconds")
        seconds = float(timeout) if isinstance(timeout, int | float) else 2.0
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
            "x-line-signature": sign(self._secret, body) if signature is None else signature,
        }
        at, asked = now_ms(), (headers, body.decode(errors="replace"))
        target = url or str(self._state.setting("webhook_url"))
        try:
            answer = self._http.request("POST", target, body=body, headers=headers, timeout=seconds)
        except urllib3.exceptions.HTTPError as error:
            self._exchanges.note("webhook", target, NO_ANSWER, at, asked, ({}, str(error)))
            return NO_ANSWER
        told = (dict(answer.headers), answer.data.decode(errors="replace"))
        self._exchanges.note("webhook", target, answer.status, at, asked, told)
        return answer.status

    def _queue(self, delivery: Delivery, due_ms: int = 0) -> None:
        self._lanes.put(delivery.chat, delivery, due_ms)

    def _deliver(self, delivery: Delivery) -> None:
        if not self._state.setting("webhook_active") or not self._state.setting("webhook_url"):
            self._settle(delivery, "lost", NO_ANSWER)
            return
        self._renew_tokens(delivery)
        body = compact({"destination": BOT_USER_ID, "events": list(delivery.events)}).encode()
        status = self.post(body)
        if self._state.setting("duplicate"):
            self.post(body)
        if 200 <= status < 300:
            self._settle(delivery, "delivered", status)
            return
        delays = self._state.setting("redelivery_delays_seconds")
        if self._state.setting("redelivery") and isinstance(delays, list) and delivery.attempt < len(delays):
            due = now_ms() + int(1000 * delays[delivery.attempt])
            again = [{**event, "deliveryContext": {"isRedelivery": True}} for event in delivery.events]
            self._settle(delivery, "waiting", status, due)
            self._queue(Delivery(delivery.chat, tuple(again), delivery.attempt + 1), due)
        else:
            self._settle(delivery, "lost", status)

    def _renew_tokens(self, delivery: Delivery) -> None:
        """A token's minute runs from the webhook that brought it, so an unused one lives again with a redelivery."""
        again = [event for event in delivery.events if inner(event, "deliveryContext").get("isRedelivery") is True]
        if again and self._state.setting("redelivery_renews_tokens"):
            with self._state.change() as db:
                db.executemany(
                    "UPDATE reply_token SET issued_at = ? WHERE token = ? AND request_id IS NULL",
                    [(now_ms(), word(event, "replyToken")) for event in again],
                )

    def _settle(self, delivery: Delivery, state: str, status: int, due_ms: int = 0) -> None:
        ids = [word(event, "webhookEventId") for event in delivery.events]
        with self._state.change() as db:
            db.executemany(
                "UPDATE event SET state = ?, status = ?, due_at = ?, attempts = attempts + 1 WHERE event_id = ?",
                [(state, status, due_ms, one) for one in ids],
            )
