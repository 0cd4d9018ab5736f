"""The schema: made from nothing, made twice, made by two at once, taken down and up again; the models agree with it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from bot import clock, database, schema, tasks
from bot.__main__ import main
from bot.settings import settings
from models.base import all_tables
from models.person import Person
from models.posting import PostingState
from models.posting.product import Product
from models.search import search_terms
from models.village import Village

_numbers = count(1)


@pytest.fixture
def nothing(database_url: str) -> Iterator[Engine]:
    """An empty database of the tests' server."""
    name = f"{urlsplit(database_url).path.strip('/')}_schema_{next(_numbers)}"
    with psycopg.connect(database.libpq_url(database_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template1".encode())
    engine = create_engine(database.engine().url.set(database=name))
    yield engine
    engine.dispose()
    with psycopg.connect(database.libpq_url(database_url), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}".encode())


def shape(engine: Engine) -> dict[str, object]:
    """Every table, column, index and function, as the database tells it."""
    found = inspect(engine)
    tables = {
        name: (
            [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in found.get_columns(name)],
            sorted(str(i["name"]) for i in found.get_indexes(name)),
            sorted(str(c["name"]) for c in found.get_unique_constraints(name)),
            sorted(str(k["name"]) for k in found.get_foreign_keys(name)),
        )
        for name in sorted(found.get_table_names())
    }
    with engine.connect() as connection:
        functions = connection.scalars(
            text("SELECT proname FROM pg_proc WHERE proname LIKE 'procrastinate%' ORDER BY 1")
        )
        return {**tables, "functions": list(functions)}


def _is_ours(obj: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    """The queue's tables are its own affair (as in models/migrations/env.py)."""
    return not (kind == "table" and (name or "").startswith("procrastinate"))


@contextmanager
def alembic(engine: Engine) -> Iterator[Connection]:
    """A transaction for Alembic's commands."""
    with engine.begin() as connection:
        yield connection


def test_the_models_and_the_migrations_say_the_same(nothing: Engine) -> None:
    """What autogenerate would write into the next migration: nothing."""
    schema.migrate(nothing)
    with nothing.connect() as connection:
        options = {"compare_type": True, "include_object": _is_ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), all_tables()) == []
        assert schema.is_current(connection)


def test_a_second_time_changes_nothing(nothing: Engine) -> None:
    schema.migrate(nothing)
    before = shape(nothing)
    with nothing.begin() as connection:
        connection.execute(text("INSERT INTO gone_page (public_id, gone_at) VALUES ('abc', now())"))
    schema.migrate(nothing)
    assert shape(nothing) == before
    with nothing.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM gone_page")) == 1


def test_the_command_says_that_it_is_current(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()
    try:
        for _ in range(2):
            result = CliRunner().invoke(main, ["migrate"])
            assert (result.exit_code, result.output) == (0, "the schema is current\n")
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_an_empty_database_is_not_current(nothing: Engine) -> None:
    with nothing.connect() as connection:
        assert not schema.is_current(connection)


def test_two_at_once(nothing: Engine) -> None:
    """Two machines of one release: one migrates, the other waits and finds nothing to do."""
    failures: list[BaseException] = []

    def migrate() -> None:
        try:
            schema.migrate(nothing)
        except Exception as error:  # noqa: BLE001 (told below)
            failures.append(error)

    programs = [threading.Thread(target=migrate) for _ in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert failures == []
    with nothing.connect() as connection:
        assert schema.is_current(connection)
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_a_migration_that_fails_leaves_nothing_behind(nothing: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", fail)
        with pytest.raises(RuntimeError):
            schema.migrate(nothing)
    assert inspect(nothing).get_table_names() == []
    schema.migrate(nothing)
    with nothing.connect() as connection:
        assert schema.is_current(connection)


def test_down_and_up_again_with_data_in_it(nothing: Engine) -> None:
    schema.migrate(nothing)
    whole = shape(nothing)
    fill(nothing)
    with alembic(nothing) as connection:
        command.downgrade(schema.config(connection), "base")
    left = {name for name in inspect(nothing).get_table_names() if not name.startswith("procrastinate")}
    assert left == {"alembic_version"}
    schema.migrate(nothing)
    assert shape(nothing) == whole
    fill(nothing)


def fill(engine: Engine) -> None:
    """A row of what hangs together most."""
    from sqlalchemy.orm import Session

    now = clock.real_now()
    with Session(engine) as db, db.begin():
        village = Village(slug="v", name="บ้าน", tambon="ต", amphoe="อ", province="จ", join_code="ABC-1234")
        person = Person(line_user_id="U1", created_at=now, village=village)
        db.add_all((village, person))
        db.flush()
        product = Product(
            state=PostingState.WAITING, name="ไส้อั่ว", author_id=person.id, village_id=village.id, created_at=now,
            search_terms=search_terms("ไส้อั่ว"), sources={}, price=280, unit="กก.",
        )  # fmt: skip
        product.publish(now)
        db.add(product)


# --- the queue's part -------------------------------------------------------------------------------------------------


def test_the_queue_s_function_is_there_with_the_type_that_the_bells_use(nothing: Engine) -> None:
    """Procrastinate calls it itself (sql/queries.sql, defer_jobs); another version may call another one."""
    from procrastinate import sql

    schema.migrate(nothing)
    assert "procrastinate_defer_jobs_v1" in sql.queries["defer_jobs"]
    assert "procrastinate_job_to_defer_v1" in sql.queries["defer_jobs"]
    query = """SELECT pg_get_function_identity_arguments(oid), pg_get_function_result(oid)
               FROM pg_proc WHERE proname = 'procrastinate_defer_jobs_v1'"""
    fields = """SELECT attname FROM pg_attribute JOIN pg_type ON typrelid = attrelid
                WHERE typname = 'procrastinate_job_to_defer_v1' ORDER BY attnum"""
    with nothing.connect() as connection:
        assert [tuple(row) for row in connection.execute(text(query))] == [
            ("jobs procrastinate_job_to_defer_v1[]", "bigint[]")
        ]
        names = list(connection.scalars(text(fields)))
    assert names == ["queue_name", "task_name", "priority", "lock", "queueing_lock", "args", "scheduled_at"]


@pytest.mark.parametrize("ids", [[], [7], [1, 2, 3]])
def test_bells_get_through(nothing: Engine, ids: list[int]) -> None:
    """Deferred in our transaction, notified at its commit, read by the engine as its own."""
    schema.migrate(nothing)
    ring = text(tasks.ringing(tasks.RING, "event_id", "unnest(CAST(:ids AS bigint[])) AS id"))
    with psycopg.connect(nothing.url.set(drivername="postgresql").render_as_string(False), autocommit=True) as listener:
        listener.execute('LISTEN "procrastinate_queue_v1#netasa"')
        with nothing.begin() as connection:
            assert connection.scalar(ring, {"ids": ids}) == len(ids)
            assert not list(listener.notifies(timeout=0.05))
        heard = list(listener.notifies(timeout=2 if ids else 0.05, stop_after=len(ids) or None))
        assert len(heard) == len(ids)
        rows = listener.execute(
            "SELECT queue_name, task_name, args, status::text, lock, scheduled_at FROM procrastinate_jobs ORDER BY id"
        ).fetchall()
    assert rows == [("netasa", "ring", {"event_id": i}, "todo", None, None) for i in ids]


def test_a_bell_of_a_transaction_that_fails_does_not_ring(nothing: Engine) -> None:
    schema.migrate(nothing)
    ring = text(tasks.ringing(tasks.RING, "event_id", "unnest(CAST(:ids AS bigint[])) AS id"))
    with nothing.connect() as connection:
        connection.execute(ring, {"ids": [1]})
        connection.rollback()
        assert connection.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 0


def test_an_older_queue_gets_the_migrations_that_are_newer() -> None:
    """Between two versions exactly the files of the versions in between are run, in order."""
    assert schema._newer_migrations("99.0.0", "100.0.0") == []
    newest = schema._newer_migrations("3.0.0", "99.0.0")
    assert newest
    assert all(isinstance(statement, str) and statement.strip() for statement in newest)
    assert len(schema._newer_migrations("2.0.0", "99.0.0")) >= len(newest)
