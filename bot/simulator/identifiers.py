"""Ids in the shapes that LINE gives them."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
USER_ID = re.compile(r"U[0-9a-f]{32}")
CHAT_ID = re.compile(r"[UCR][0-9a-f]{32}")
RETRY_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_last_message = 0
_lock = threading.Lock()


def user_id(name: str) -> str:
    """`U` and 32 hex digits made from a name, so that the same person has the same id on every machine."""
    return "U" + hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


def group_id(name: str) -> str:
    """`C` and 32 hex digits made from a group's name."""
    return "C" + hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


def message_id(at_ms: int) -> str:
    """18 digits that grow with time, different for every call of this process."""
    global _last_message
    with _lock:
        _last_message = max(_last_message + 1, at_ms * 100_000)
        return f"{_last_message:018d}"


def ulid(at_ms: int) -> str:
    """A webhookEventId: 26 letters of Crockford base 32, 48 bits of time and 80 bits of chance (ULID specification)."""
    value = (at_ms << 80) | secrets.randbits(80)
    letters = []
    for _ in range(26):
        value, rest = divmod(value, 32)
        letters.append(CROCKFORD[rest])
    return "".join(reversed(letters))


def reply_token() -> str:
    """32 hex digits."""
    return secrets.token_hex(16)


def quote_token() -> str:
    """A long opaque word."""
    return secrets.token_urlsafe(48)


def request_id() -> str:
    """What LINE writes in `x-line-request-id`: a UUID."""
    digits = secrets.token_hex(16)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def image_set_id() -> str:
    """64 upper-case hex digits."""
    return secrets.token_hex(32).upper()
