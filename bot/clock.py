"""The only room that reads the time. Everything else is given `now`."""

import time
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.settings import settings

BANGKOK = ZoneInfo("Asia/Bangkok")


def now() -> datetime:
    """Now in Asia/Bangkok, moved by CLOCK_OFFSET and by the simulator: what people are told and promised."""
    config = settings()
    moved = _moved(config.clock_file) if config.clock_file is not None else 0
    return real_now() + timedelta(seconds=config.clock_offset + moved)


def _moved(file: Path) -> float:
    """Seconds by which the simulator's page has moved the clock of all programs of this machine."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return 0
    return _read(file, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=4)
def _read(file: Path, written_ns: int, inode: int) -> float:
    try:
        return float(file.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0  # written by hand, or taken away this instant: a demonstration goes on with the real time


def real_now() -> datetime:
    """Now in Asia/Bangkok, never moved: the age of reply tokens and the waits between tries."""
    return datetime.now(BANGKOK)


def monotonic() -> float:
    """Seconds on a clock that never goes back, for durations."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Waits; for the process that supervises others, never for a turn."""
    time.sleep(seconds)
