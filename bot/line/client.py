"""The only room that speaks to LINE. Plain JSON over one urllib3 pool, the SDK's own transport.

Why not the SDK's models: they cost 66 MiB and 1.7 s a process, lose fields of dicts, retry by themselves and sleep on
Retry-After (docs/decisions/0003-line-client.md). Tests hold every body against the SDK's models.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum
from functools import cache
from typing import Any

import urllib3

from bot import clock
from bot.settings import Settings, settings

CONNECT_TIMEOUT = 3.0
READ_TIMEOUT = 8.0
MAX_CONTENT = 20 * 1024 * 1024
"""Bytes of a photo that are read at most; LINE's own limit for images is 10 MB."""
USER_ID = re.compile(r"U[0-9a-f]{32}")
DEFAULT_BACK_OFF = 2.0
"""Seconds to wait after a 429 without Retry-After."""
MAX_BACK_OFF = 3600.0
"""Seconds to wait at most, whatever LINE says."""


class Outcome(Enum):
    """What is known after a call."""

    SENT = "sent"
    """LINE has it: 200, or 409 for a retry key that it has seen."""
    UNKNOWN = "unknown"
    """5xx, a timeout or a lost connection: it may have arrived."""
    LIMITED = "limited"
    """429, the rate: it did not arrive; later."""
    QUOTA = "quota"
    """429, the month's messages are used up: it did not arrive."""
    DEAD_TOKEN = "dead token"  # noqa: S105 (LINE's words, no password)
    """400 for a reply token that is too old, or that was used."""
    REFUSED = "refused"
    """Another 4xx: it never will arrive."""


@dataclass(frozen=True)
class Result:
    """Outcome of one call."""

    outcome: Outcome
    retry_after: float | None = None
    """Seconds, when LINE said so."""
    error: str = ""
    """Status and LINE's message; never the body that was sent."""


@dataclass(frozen=True)
class Content:
    """What LINE answered when asked for a photo."""

    status: int
    """HTTP status; 0 when there was no answer."""
    data: bytes = b""
    is_too_large: bool = False


@cache
def _pool() -> urllib3.PoolManager:
    """One a process, made after fork, safe to share between threads. No retries of its own: the queue repeats."""
    return urllib3.PoolManager(
        num_pools=4,
        maxsize=24,
        retries=False,
        timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT, read=READ_TIMEOUT),
        headers=_headers(settings()),
    )


def _headers(config: Settings) -> dict[str, str]:
    return {"Authorization": f"Bearer {config.line_channel_access_token}", "User-Agent": "netasa"}


def _call(
    method: str, path: str, body: Mapping[str, Any] | None = None, retry_key: str = ""
) -> urllib3.BaseHTTPResponse:
    headers = _headers(settings())
    if retry_key:
        headers["X-Line-Retry-Key"] = retry_key
    encoded = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        encoded = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return _pool().request(method, settings().line_api_host + path, body=encoded, headers=headers, redirect=False)


def _send(path: str, body: Mapping[str, Any], retry_key: str = "") -> Result:
    try:
        response = _call("POST", path, body, retry_key)
    except urllib3.exceptions.NewConnectionError as refused:
        # Nothing was sent at all, but a proxy in between may lie: unknown is the careful reading of every lost call.
        return Result(Outcome.UNKNOWN, error=type(refused).__name__)
    except urllib3.exceptions.HTTPError as lost:
        return Result(Outcome.UNKNOWN, error=type(lost).__name__)
    return _read_result(response, is_reply=path.endswith("/reply"))


def _read_result(response: urllib3.BaseHTTPResponse, *, is_reply: bool) -> Result:
    status = response.status
    if status < 300 or status == 409:
        return Result(Outcome.SENT)
    message = _message(response)
    error = f"{status} {message}"[:500]
    if status == 429:
        if "monthly limit" in message:
            return Result(Outcome.QUOTA, error=error)
        return Result(Outcome.LIMITED, _retry_after(response) or DEFAULT_BACK_OFF, error)
    if status >= 500:
        return Result(Outcome.UNKNOWN, _retry_after(response), error)
    if status == 400 and is_reply and "reply token" in message.lower():
        return Result(Outcome.DEAD_TOKEN, error=error)
    return Result(Outcome.REFUSED, error=error)


def _message(response: urllib3.BaseHTTPResponse) -> str:
    try:
        answer = json.loads(response.data)
    except (ValueError, UnicodeDecodeError):
        return ""
    if not isinstance(answer, dict):
        return ""
    details = answer.get("details")
    properties = (
        [str(d.get("property", "")) for d in details if isinstance(d, dict)] if isinstance(details, list) else []
    )
    return " ".join([str(answer.get("message", "")), *properties]).strip()


def _retry_after(response: urllib3.BaseHTTPResponse) -> float | None:
    """Seconds from now, at most an hour; None when LINE said nothing that can be used (RFC 9110 §10.2.3)."""
    header = response.headers.get("Retry-After", "").strip()
    if header.isascii() and header.isdecimal():
        return min(float(header), MAX_BACK_OFF)
    try:
        seconds = (parsedate_to_datetime(header).astimezone(clock.BANGKOK) - clock.real_now()).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(seconds, MAX_BACK_OFF) if seconds > 0 else None


def reply(token: str, messages: Sequence[Mapping[str, Any]]) -> Result:
    """LINE: Send reply message. At most 5 messages; the token works once; no retry key."""
    return _send("/v2/bot/message/reply", {"replyToken": token, "messages": list(messages)})


def push(to: str, messages: Sequence[Mapping[str, Any]], retry_key: str) -> Result:
    """LINE: Send push message. One person; the same retry key sends at most once within 24 hours."""
    return _send("/v2/bot/message/push", {"to": to, "messages": list(messages)}, retry_key)


def multicast(to: Sequence[str], messages: Sequence[Mapping[str, Any]], retry_key: str) -> Result:
    """LINE: Send multicast message. At most 500 distinct people; one bad id fails the whole call."""
    return _send("/v2/bot/message/multicast", {"to": list(to), "messages": list(messages)}, retry_key)


def show_loading(user_id: str, seconds: int = 20) -> None:
    """LINE: Display a loading animation; 5..60 seconds in steps of 5. A courtesy: its failure is nobody's loss."""
    if not USER_ID.fullmatch(user_id):
        return
    _send("/v2/bot/chat/loading/start", {"chatId": user_id, "loadingSeconds": seconds})


def content(message_id: str) -> Content:
    """LINE: Get content. Only for photos that LINE keeps itself (contentProvider `line`)."""
    address = f"{settings().content_host}/v2/bot/message/{message_id}/content"
    try:
        response = _pool().request("GET", address, headers=_headers(settings()), preload_content=False, redirect=False)
    except urllib3.exceptions.HTTPError:
        return Content(0)
    try:
        data = response.read(MAX_CONTENT + 1) if response.status == 200 else b""
    except urllib3.exceptions.HTTPError:
        return Content(0)
    finally:
        # Closed, not given back: what is unread of a 202 or of a huge photo would break the connection's next call.
        response.close()
    if len(data) > MAX_CONTENT:
        return Content(200, is_too_large=True)
    return Content(response.status, data)


def _get(path: str) -> dict[str, Any]:
    try:
        response = _call("GET", path)
    except urllib3.exceptions.HTTPError as lost:
        return {"error": type(lost).__name__}
    if response.status != 200:
        return {"error": f"{response.status} {_message(response)}"}
    try:
        answer = json.loads(response.data)
    except ValueError:
        return {"error": "200, but no JSON"}
    return answer if isinstance(answer, dict) else {"error": "not an object"}


def profile(user_id: str) -> dict[str, Any]:
    """LINE: Get profile: {"displayName": …}; {"error": "404 …"} for somebody who is no friend."""
    return _get(f"/v2/bot/profile/{user_id}") if USER_ID.fullmatch(user_id) else {"error": "404 not a user id"}


def bot_info() -> dict[str, Any]:
    """LINE: Get bot info; {"error": …} when it cannot be had."""
    return _get("/v2/bot/info")


def webhook_endpoint() -> dict[str, Any]:
    """LINE: Get webhook endpoint information: {"endpoint", "active"}."""
    return _get("/v2/bot/channel/webhook/endpoint")


def quota() -> dict[str, Any]:
    """LINE: Get the target limit for messages this month: {"type": "limited", "value": n} or {"type": "none"}."""
    return _get("/v2/bot/message/quota")


def quota_used() -> dict[str, Any]:
    """LINE: Get number of messages sent this month: {"totalUsage": n}, approximate."""
    return _get("/v2/bot/message/quota/consumption")


def disconnect() -> None:
    """Forgets the pool; for tests that change LINE's address."""
    if _pool.cache_info().currsize:
        _pool().clear()
        _pool.cache_clear()
