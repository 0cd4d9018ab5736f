"""Raw JSON of LINE → Event. Read event by event: nothing unknown, missing or of the wrong type loses the others.

The SDK's parser is not used: one event without `deliveryContext` makes it raise and lose the whole body
(docs/decisions/0003-line-client.md).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

MAX_KEY = 100
"""Longest id that is taken as one; LINE's are 26 to 33 characters."""
MAX_DATA = 300
"""Characters of postback data (LINE: Postback action)."""
DUMMY_TOKENS = ("0" * 32, "f" * 32)
"""Reply tokens of the console's "verify" button: they answer nobody (LINE: Webhook)."""
_SURROGATES = re.compile("[\ud800-\udfff\x00]")
_ID = re.compile(r"[\x21-\x7e]{1,100}")


@dataclass(frozen=True)
class Envelope:
    """What has to be known to store an event; the rest is read in the turn."""

    event_id: str
    chat_key: str
    """`U…` of the person, or the id of the group or room; empty when the source is unreadable."""
    type: str
    message_id: str | None
    timestamp_ms: int
    body: str
    """The event as ASCII JSON."""


@dataclass(frozen=True)
class ImageSet:
    """Photos that were sent together."""

    id: str
    total: int
    index: int = 0
    """Its place in the set, from 1; 0 when it is not told. Webhooks come in any order."""


@dataclass(frozen=True)
class Event:
    """One event, readable. Fields that do not apply are empty."""

    type: str
    is_active: bool
    """False in standby: another program answers, this one sends nothing."""
    user_id: str
    group_id: str
    """Id of the group or room; empty in a one-to-one chat."""
    reply_token: str
    timestamp_ms: int
    message_type: str = ""
    message_id: str = ""
    text: str = ""
    is_mentioned: bool = False
    image_set: ImageSet | None = None
    is_external: bool = False
    """The photo is kept by somebody else than LINE: its address is a stranger's and is not fetched."""
    postback: Mapping[str, str] = field(default_factory=dict)
    lat: float | None = None
    lng: float | None = None


def clean(text: str) -> str:
    """Text that the database and UTF-8 can hold: no NUL, no half of a surrogate pair."""
    return _SURROGATES.sub("", text)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _string(value: object) -> str:
    return clean(value) if isinstance(value, str) else ""


def _key(value: object) -> str:
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def envelope(event: object) -> Envelope | None:
    """What of this event is stored, or None when it is no event at all (not an object)."""
    if not isinstance(event, Mapping):
        return None
    body = json.dumps(event, ensure_ascii=True, separators=(",", ":"))
    source = _mapping(event.get("source"))
    message = _mapping(event.get("message")) or _mapping(event.get("unsend"))
    message_id = _key(message.get("id")) or _key(message.get("messageId"))
    moment = _number(event.get("timestamp")) or 0
    return Envelope(
        event_id=_key(event.get("webhookEventId")) or "sha256:" + hashlib.sha256(body.encode()).hexdigest(),
        chat_key=_key(source.get("groupId")) or _key(source.get("roomId")) or _key(source.get("userId")),
        type=_string(event.get("type"))[:MAX_KEY],
        message_id=message_id or None,
        timestamp_ms=moment if 0 <= moment < 2**62 else 0,  # what is no moment cannot be stored as bigint
        body=body,
    )


def read(body: str) -> Event:
    """The stored event, as far as it can be read."""
    event = _mapping(json.loads(body))
    source = _mapping(event.get("source"))
    message = _mapping(event.get("message"))
    token = _key(event.get("replyToken"))
    provider = _mapping(message.get("contentProvider"))
    return Event(
        type=_string(event.get("type")),
        is_active=event.get("mode", "active") != "standby",
        user_id=_key(source.get("userId")),
        group_id=_key(source.get("groupId")) or _key(source.get("roomId")),
        reply_token="" if token in DUMMY_TOKENS else token,
        timestamp_ms=_number(event.get("timestamp")) or 0,
        message_type=_string(message.get("type")),
        message_id=_key(message.get("id")) or _key(_mapping(event.get("unsend")).get("messageId")),
        text=_string(message.get("text")),
        is_mentioned=_is_mentioned(message),
        image_set=_image_set(message),
        is_external=provider.get("type") == "external",
        postback=_postback(event),
        lat=_coordinate(message.get("latitude"), 90),
        lng=_coordinate(message.get("longitude"), 180),
    )


def _number(value: object) -> int | None:
    """A whole number; a bool is an int to Python, not to us."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _coordinate(value: object, limit: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -limit <= value <= limit else None


def _is_mentioned(message: Mapping[str, Any]) -> bool:
    mentionees = _mapping(message.get("mention")).get("mentionees")
    return isinstance(mentionees, list) and any(_mapping(m).get("isSelf") is True for m in mentionees)


def _image_set(message: Mapping[str, Any]) -> ImageSet | None:
    image_set = _mapping(message.get("imageSet"))
    set_id, total = _key(image_set.get("id")), _number(image_set.get("total"))
    index = _number(image_set.get("index")) or 0
    return ImageSet(set_id, total, index) if set_id and total and 1 < total <= 100 else None


def _postback(event: Mapping[str, Any]) -> dict[str, str]:
    postback = _mapping(event.get("postback"))
    # Cut to what LINE allows first: of so few characters no number of fields can do harm.
    fields = {clean(k): clean(v) for k, v in parse_qsl(_string(postback.get("data"))[:MAX_DATA])}
    params = _mapping(postback.get("params"))
    return {**fields, **{f"params.{clean(k)}": _string(v)[:100] for k, v in params.items() if isinstance(k, str)}}
