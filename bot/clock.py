"""The only room that reads the time. Everything else is given `now`."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.settings import settings

BANGKOK = ZoneInfo("Asia/Bangkok")


def now() -> datetime:
    """Now in Asia/Bangkok, moved by CLOCK_OFFSET: what people are told and promised."""
    return real_now() + timedelta(seconds=settings().clock_offset)


def real_now() -> datetime:
    """Now in Asia/Bangkok, never moved: the age of reply tokens and the waits between tries."""
    return datetime.now(BANGKOK)


def monotonic() -> float:
    """Seconds on a clock that never goes back, for durations."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Waits; for the process that supervises others, never for a turn."""
    time.sleep(seconds)
