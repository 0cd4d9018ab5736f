"""Exclusivity across processes: PostgreSQL's advisory locks. A lock dies with the connection of a killed process."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from sqlalchemy import text

from bot.database import engine


class LockClass(IntEnum):
    """What is locked; the first half of the key."""

    CHAT = 1
    MESSAGE = 2
    PHOTO = 3
    BROADCAST = 4


@contextmanager
def held(kind: LockClass, key: str) -> Iterator[bool]:
    """Tries to take a lock for as long as the block lasts; False at once when another process or thread has it."""
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        values = {"kind": int(kind), "key": key}
        taken = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:kind, hashtext(:key))"), values))
        try:
            yield taken
        finally:
            if taken and not connection.invalidated:
                connection.execute(text("SELECT pg_advisory_unlock(:kind, hashtext(:key))"), values)
