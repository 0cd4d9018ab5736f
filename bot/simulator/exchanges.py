"""What went over the wire lately: each webhook and each call with headers, bodies and status, for people to look at.

In memory only and not for ever: what a bot must be able to rely on is in `calls` and `webhooks`.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from bot.simulator.clock import now_ms
from bot.simulator.wire import JsonObject, WireError, inner, objects, parse, word

KEPT = 500
SHOWN_BODY = 60_000
SECRET_HEADERS = ("authorization", "cookie")


@dataclass(frozen=True)
class Exchange:
    """One request and its answer. `status` 0: nobody answered. `took_ms`: how long that took."""

    number: int
    at: int
    way: Literal["webhook", "call"]
    name: str
    status: int
    took_ms: int
    request_headers: dict[str, str]
    request_body: str
    answer_headers: dict[str, str]
    answer_body: str
    is_lost: bool = False

    def summary(self) -> JsonObject:
        """Without headers and bodies; `events`, `chats`: ids of what a webhook carried; `trouble`: LINE's words."""
        told: JsonObject = {key: getattr(self, key) for key in ("number", "at", "way", "name", "status", "took_ms")}
        told["is_lost"] = self.is_lost
        carried = self._parsed(self.request_body)
        if self.way == "webhook":
            events = objects(carried, "events")
            told["events"] = [word(event, "webhookEventId") for event in events]
            told["chats"] = [_chat(inner(event, "source")) for event in events]
            told["kinds"] = [word(event, "type") for event in events]
            told["redelivery"] = any(inner(event, "deliveryContext").get("isRedelivery") is True for event in events)
        elif self.status >= 400:
            told["trouble"] = word(self._parsed(self.answer_body), "message")
        return told

    def as_json(self) -> JsonObject:
        """All of it."""
        return asdict(self) | self.summary()

    @staticmethod
    def _parsed(body: str) -> JsonObject:
        try:
            return parse(body)
        except WireError:
            return {}


class Exchanges:
    """The newest of them, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[Exchange] = deque(maxlen=KEPT)
        self._last = 0

    def note(
        self,
        way: Literal["webhook", "call"],
        name: str,
        status: int,
        started_ms: int,
        request: tuple[Mapping[str, str], str],
        answer: tuple[Mapping[str, str], str],
        *,
        is_lost: bool = False,
    ) -> None:
        """Keeps one; who waits for changes is woken by the change in the memory that follows."""
        with self._lock:
            self._last += 1
            self._kept.append(
                Exchange(
                    self._last,
                    started_ms,
                    way,
                    name,
                    status,
                    now_ms() - started_ms,
                    _shown(request[0]),
                    request[1][:SHOWN_BODY],
                    _shown(answer[0]),
                    answer[1][:SHOWN_BODY],
                    is_lost,
                )
            )

    def since(self, number: int) -> list[Exchange]:
        """Those after a number."""
        with self._lock:
            return [exchange for exchange in self._kept if exchange.number > number]

    def find(self, number: int) -> Exchange | None:
        """The one with this number, while it is kept."""
        with self._lock:
            return next((exchange for exchange in self._kept if exchange.number == number), None)


def _chat(source: JsonObject) -> str:
    return word(source, "groupId") or word(source, "roomId") or word(source, "userId")


def _shown(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers in small letters; what opens doors is not shown."""
    return {name.lower(): "•••" if name.lower() in SECRET_HEADERS else value for name, value in sorted(headers.items())}
