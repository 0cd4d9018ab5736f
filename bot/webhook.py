"""POST /callback: verify, store each event once, ring, 200. No call to LINE and no understanding in here."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from functools import cache

import structlog
from flask import Blueprint, Response, request
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from bot import metrics
from bot.database import door
from bot.embedded import UnusableDatabase
from bot.line.events import Envelope, envelope
from bot.settings import settings
from bot.tasks import RING, ringing

log = structlog.get_logger()
blueprint = Blueprint("webhook", __name__)

MAX_BODY = 1024 * 1024
ROWS = 200
"""Events of one statement; LINE sends far fewer in one body."""


@cache
def _statement(count: int) -> str:
    """One statement, one round trip, one commit: so many events and their bells (docs/decisions/0002-one-statement.md).

    Written for the driver: compiling it anew costs as much as all the rest of a request.
    """
    rows = ", ".join(["(%s, %s, %s, %s, %s::bigint, %s)"] * count)
    return f"""
        WITH stored AS (
            INSERT INTO webhook_event (event_id, chat_key, type, message_id, timestamp_ms, body)
            VALUES {rows}
            ON CONFLICT (event_id) DO NOTHING
            RETURNING id
        )
        {ringing(RING, "event_id", "stored")}
    """  # noqa: S608 (constants of this program; the values are bound)


def is_signed(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """LINE: Verify webhook signature, over the raw bytes, in constant time, for each secret that is valid now.

    The SDK's validator does the same with one secret on text, at the price of 45 MiB of models.
    """
    given = signature.encode("utf-8", "surrogateescape")
    matches = False
    for secret in secrets:
        expected = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
        matches |= hmac.compare_digest(expected, given)
    return matches


def read_events(body: bytes) -> list[Envelope] | None:
    """The storable events of a webhook body; None when it is no JSON object."""
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parsed, dict):
        return None
    found = parsed.get("events")
    if not isinstance(found, list):
        return []
    envelopes = (_envelope(event) for event in found)
    unique = {e.event_id: e for e in envelopes if e is not None}
    return list(unique.values())


def _envelope(event: object) -> Envelope | None:
    try:
        return envelope(event)
    except RecursionError:
        # Nested deeper than Python writes: no event of LINE's; the others of its body are kept.
        return None


def store(events: Sequence[Envelope]) -> int:
    """Stores each event once and rings for those that are new; how many were."""
    new = 0
    for start in range(0, len(events), ROWS):
        some = events[start : start + ROWS]
        try:
            new += _execute(some)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            # The server was restarted since the last webhook; the statement can be repeated, an event is stored once.
            new += _execute(some)
    return new


def _execute(events: Sequence[Envelope]) -> int:
    values = tuple(
        value for e in events for value in (e.event_id, e.chat_key, e.type, e.message_id, e.timestamp_ms, e.body)
    )
    with door().connect() as connection:
        rung: int = connection.exec_driver_sql(_statement(len(events)), values).scalar_one()
    return rung


@blueprint.post("/callback")
def callback() -> tuple[str, int] | Response:
    """LINE's webhook. 200 stored; 400 bad signature or no JSON; 413 over 1 MiB; 503 when it could not be stored."""
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        return "too large\n", 413
    if not is_signed(body, request.headers.get("x-line-signature", ""), settings().channel_secrets):
        metrics.EVENTS.labels("forged").inc()
        return "bad signature\n", 400
    events = read_events(body)
    if events is None:
        return "not a webhook body\n", 400
    try:
        new = store(events) if events else 0
    except (SQLAlchemyError, UnusableDatabase) as error:
        # LINE sends it again when redelivery is switched on; the type says enough, the text might repeat the body.
        log.error("webhook not stored", error=type(error).__name__)
        metrics.EVENTS.labels("lost").inc(len(events))
        return "could not be stored, please send it again\n", 503
    metrics.EVENTS.labels("stored").inc(new)
    metrics.EVENTS.labels("repeated").inc(len(events) - new)
    return "OK\n", 200
