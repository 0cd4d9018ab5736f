"""LINE's clock. It is the real one, because reply tokens and retry keys age in real time; only this file reads it."""

from __future__ import annotations

import time
from datetime import timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))  # Thailand has had no other offset since 1920


def now_ms() -> int:
    """Milliseconds since 1970, as LINE stamps its events."""
    return time.time_ns() // 1_000_000
