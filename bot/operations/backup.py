"""Writes a backup: one snapshot of the database, and the media, into one file. The program may go on running."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import fsspec
import psycopg
from psycopg import Connection, Copy, IsolationLevel, sql

from bot import schema
from bot.database import libpq_url
from bot.operations.archive import CHUNK, MEDIA, TABLES, Manifest, Sequence, Table, Writer

NOT_OURS = "procrastinate"
"""The queue's tables are left out: rows are the truth, and the tick finds what is open."""

COPY_SETTINGS = "-c datestyle=ISO -c timezone=UTC -c intervalstyle=iso_8601 -c extra_float_digits=3"


class NothingToBackUp(Exception):
    """The database has no tables of ours."""


def backup(database_url: str, media_base: str, target: Path, now: datetime) -> Manifest:
    """Writes everything to `target`, which appears whole or not at all. Raises NothingToBackUp, OSError."""
    partial = target.with_name(target.name + ".partial")
    # Names, phones and chats are inside: nobody else on this machine may read it.
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    writer = None
    try:
        with psycopg.connect(libpq_url(database_url), options=COPY_SETTINGS, autocommit=True) as connection:
            # Shared: backups may run side by side, a migration may not.
            connection.execute("SELECT pg_advisory_lock_shared(%s)", (schema.LOCK,))
            connection.autocommit = False
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            writer = Writer(partial, Manifest(schema=_revision(connection), created=now.isoformat()))
            _tables(connection, writer)
            _media(media_base, writer)
        writer.close()
        os.replace(partial, target)
    except BaseException:
        if writer is not None:
            writer.abandon()
        partial.unlink(missing_ok=True)
        raise
    return writer.manifest


def _revision(connection: Connection) -> str:
    there = connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if there and there[0] else None
    if row is None:
        raise NothingToBackUp("the database has no tables yet: there is nothing to back up")
    return str(row[0])


def _tables(connection: Connection, writer: Writer) -> None:
    """Our tables of the snapshot, with the columns that the database has."""
    for name, columns in _columns(connection).items():
        copy = sql.SQL("COPY {} ({}) TO STDOUT").format(
            sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with connection.cursor() as cursor:
            with cursor.copy(copy) as rows:
                writer.add(TABLES + name, _gathered(rows))
            writer.manifest.tables[name] = Table(columns, cursor.rowcount)
    writer.manifest.sequences.extend(_sequences(connection))


def _columns(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        """
        SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relname <> 'alembic_version' AND NOT starts_with(c.relname, %s)
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        ORDER BY c.relname, a.attnum
        """,
        (NOT_OURS,),
    ):
        found.setdefault(table, []).append(column)
    return found


def _gathered(rows: Copy) -> Iterator[bytes]:
    """COPY gives a row at a time; hashing and packing want larger pieces."""
    buffer = bytearray()
    for row in rows:
        buffer += row
        if len(buffer) >= CHUNK:
            yield bytes(buffer)
            buffer.clear()
    yield bytes(buffer)


def _sequences(connection: Connection) -> Iterator[Sequence]:
    """Read after the rows: a number given away meanwhile is skipped, never given twice."""
    owned = connection.execute(
        """
        SELECT t.relname, a.attname, s.oid::regclass::text FROM pg_class s
        JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        WHERE s.relkind = 'S' AND t.relnamespace = current_schema()::regnamespace AND NOT starts_with(t.relname, %s)
        ORDER BY 1, 2
        """,
        (NOT_OURS,),
    ).fetchall()
    for table, column, name in owned:
        row = connection.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(sql.SQL(name))).fetchone()
        assert row is not None
        yield Sequence(table, column, int(row[0]), bool(row[1]))


def _media(media_base: str, writer: Writer) -> None:
    """The files as they are now. One that goes meanwhile was taken back by somebody: it is left out."""
    filesystem, folder = fsspec.url_to_fs(media_base)
    folder = folder.rstrip("/")
    for root, _, files in filesystem.walk(folder):
        for name in sorted(files):
            path = f"{root.rstrip('/')}/{name}"
            try:
                with filesystem.open(path, "rb") as source:
                    chunks = iter(lambda source=source: source.read(CHUNK), b"")  # type: ignore[misc]
                    writer.add(MEDIA + path.removeprefix(f"{folder}/"), chunks, is_compressed=True)
            except FileNotFoundError:
                continue
