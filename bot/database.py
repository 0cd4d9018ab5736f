"""The database of this process: its pools and sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from bot.embedded import UnusableDatabase, provided
from bot.settings import Settings, settings

POOL_SIZE = 24
"""Connections a process may hold: the worker's threads need one each."""


def sqlalchemy_url(url: str) -> str:
    """`postgres://` and `postgresql://` as hosting providers write them → the driver this program uses."""
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    raise UnusableDatabase(f"DATABASE_URL must begin with postgresql://, not {scheme}://")


def libpq_url(url: str) -> str:
    """The same address as psycopg and pg_dump read it."""
    return "postgresql://" + url.partition("://")[2]


@contextmanager
def database(config: Settings | None = None) -> Iterator[str]:
    """The database for one command, its pools closed at the end."""
    with provided(config) as url:
        try:
            yield url
        finally:
            disconnect()


@cache
def engine() -> Engine:
    """One pool a process, opened at first use: after gunicorn's fork, never before it."""
    url = settings().database_url
    if not url:
        raise UnusableDatabase("DATABASE_URL is not set, and the embedded database was not started by this command")
    return create_engine(
        sqlalchemy_url(url),
        pool_size=POOL_SIZE,
        max_overflow=8,
        pool_pre_ping=True,
        pool_timeout=10,
        connect_args={"connect_timeout": 5, "options": "-c timezone=Asia/Bangkok"},
    )


@cache
def door() -> Engine:
    """A pool for single statements that commit by themselves: no ping before, no rollback after, one round trip.

    Whoever uses it meets a connection that the server has closed, and tries once more.
    """
    return create_engine(
        engine().url, pool_size=POOL_SIZE, max_overflow=0, pool_timeout=5, isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None, connect_args={"connect_timeout": 5, "prepare_threshold": 1},
    )  # fmt: skip


def session() -> Session:
    """A new session on this process's pool."""
    return sessionmaker(engine(), expire_on_commit=False)()


def disconnect() -> None:
    """Closes this process's pool: at its end, or when the tests change databases."""
    for pool in (door, engine):
        if pool.cache_info().currsize:
            pool().dispose()
            pool.cache_clear()
