"""Reads a backup back: everything in one transaction, or nothing. The program must not run meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

import fsspec
import psycopg
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from psycopg import Cursor, sql
from sqlalchemy import Connection, Engine, inspect, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from bot import schema
from bot.operations.archive import MEDIA, TABLES, BadBackup, Manifest, Reader
from bot.operations.backup import COPY_SETTINGS, NOT_OURS
from models.base import all_tables
from models.outbox import OPEN, Message, MessageState

ALIVE = 30
"""Seconds since its last heartbeat in which a worker is taken to run."""


class CannotRestore(Exception):
    """The database is not one to restore into; the sentence says why. Nothing was changed."""


def restore(reader: Reader, engine: Engine, media_base: str, *, is_replacing: bool) -> None:
    """Puts a verified backup into the database and the media folder.

    Raises BadBackup for a schema that this program does not know, CannotRestore for a database that is in use.
    """
    _check_schema(reader.manifest)
    try:
        schema.migrate(engine)
    except CommandError:
        raise CannotRestore(
            "the database has the schema of a newer program: restore into an empty one "
            "(another DATA_DIR or DATABASE_URL)"
        ) from None
    store = _Store(media_base)
    try:
        with _waiting_for_nobody(), engine.begin() as connection:
            _check_unused(connection, is_replacing=is_replacing)
            _rebuild(connection, reader.manifest)
            _fill(connection, reader)
            command.upgrade(schema.config(connection), "head")
            _set_aside_unsent(connection)
            _remove_replaced_photos(connection)
            store.write(reader)
    except BaseException:
        store.undo()
        raise


def _check_schema(manifest: Manifest) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(schema.config()).walk_revisions()}
    if manifest.schema not in known:
        raise BadBackup(
            f"this backup has schema {manifest.schema}, which this program does not know: "
            "it was made by a newer one; update this program first"
        )


@contextmanager
def _waiting_for_nobody() -> Iterator[None]:
    try:
        yield
    except OperationalError as problem:
        if "lock timeout" not in str(problem.orig):
            raise
        raise CannotRestore("another program holds the database: stop web and worker, then restore") from None


def _check_unused(connection: Connection, *, is_replacing: bool) -> None:
    connection.execute(text("SET LOCAL lock_timeout = '10s'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": schema.LOCK})
    alive = text(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :alive)"
    )
    if connection.scalar(alive, {"alive": ALIVE}):
        raise CannotRestore(f"a worker is running: stop the program first (a killed one counts for {ALIVE} s more)")
    people = connection.scalar(text("SELECT count(*) FROM person"))
    villages = connection.scalar(text("SELECT count(*) FROM village"))
    if (people or villages) and not is_replacing:
        raise CannotRestore(
            f"this database has {people} people and {villages} villages already: "
            "restore into an empty one, or say --replace to lose what it has"
        )


def _rebuild(connection: Connection, manifest: Manifest) -> None:
    """Our tables, empty, as they were when the backup was made. Tables of others in this database are left alone."""
    connection.exec_driver_sql("CREATE TEMPORARY TABLE replaced_photo ON COMMIT DROP AS SELECT key FROM photo")
    ours = {"alembic_version", *all_tables().tables, *manifest.tables}
    for name in sorted(ours & set(inspect(connection).get_table_names())):
        connection.exec_driver_sql(f'DROP TABLE "{name}" CASCADE')
    command.upgrade(schema.config(connection), manifest.schema)


def _fill(connection: Connection, reader: Reader) -> None:
    """Rows without their foreign keys, then the keys: any order will do, and they are checked in bulk."""
    for setting in COPY_SETTINGS.split("-c ")[1:]:
        connection.exec_driver_sql(f"SET LOCAL {setting.strip()}")
    keys = connection.execute(
        text(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace "
            "AND NOT starts_with(conrelid::regclass::text, :not_ours)"
        ),
        {"not_ours": NOT_OURS},
    ).all()
    for table, name, _ in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor:
        for table in reader.manifest.tables:
            _copy(cursor, table, reader)
    for table, name, definition in keys:
        try:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        except IntegrityError:
            raise BadBackup(f"table {table} refers to rows that are missing ({name}); nothing was changed") from None
    for sequence in reader.manifest.sequences:
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(quote_ident(:table), :column), :last, :is_called)"),
            vars(sequence),
        )


def _copy(cursor: Cursor[tuple[object, ...]], table: str, reader: Reader) -> None:
    stored = reader.manifest.tables[table]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, stored.columns))
    )
    try:
        with cursor.copy(statement) as copy:
            for chunk in reader.chunks(TABLES + table):
                copy.write(chunk)
    except (psycopg.DataError, psycopg.ProgrammingError, psycopg.IntegrityError) as problem:
        # Its own words would repeat the row.
        kind = type(problem).__name__
        raise BadBackup(f"table {table} does not fit its schema ({kind}); nothing was changed") from None
    if cursor.rowcount != stored.rows:
        raise BadBackup(f"table {table} has {cursor.rowcount} rows instead of {stored.rows}; nothing was changed")


def _set_aside_unsent(connection: Connection) -> None:
    """What was about to be sent then was most likely sent since: nobody gets it twice unless the operator says so."""
    connection.execute(
        update(Message)
        .where(Message.state.in_(OPEN))
        .values(state=MessageState.UNKNOWN, error="open when the backup was made; it may have been sent since")
    )


def _remove_replaced_photos(connection: Connection) -> None:
    """Files of the data that was replaced are for the worker's sweep, in the same commit."""
    connection.exec_driver_sql(
        "INSERT INTO removed_photo (key) (SELECT key FROM replaced_photo EXCEPT SELECT key FROM photo) "
        "ON CONFLICT DO NOTHING"
    )


class _Store:
    """The media folder, and what of it this restore has made."""

    def __init__(self, media_base: str) -> None:
        self._files, folder = fsspec.url_to_fs(media_base)
        self._folder = folder.rstrip("/")
        self._made: list[str] = []

    def write(self, reader: Reader) -> None:
        """All media files of the backup. A file's name is its photo's for ever, so equal names are equal files."""
        self._files.makedirs(self._folder, exist_ok=True)
        for name in reader.manifest.media:
            path = f"{self._folder}/{name}"
            if not self._files.exists(path):
                self._made.append(path)
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            with self._files.open(path, "wb") as target:
                for chunk in reader.chunks(MEDIA + name):
                    target.write(chunk)

    def undo(self) -> None:
        """Removes the files that were not there before."""
        for path in self._made:
            if self._files.exists(path):
                self._files.rm_file(path)
