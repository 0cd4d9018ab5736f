"""Brings the database to the schema of this version: our tables by Alembic, the queue's by its own migrations."""

from importlib.metadata import version
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Engine, text

import models.migrations

LOCK = 7_406_100
"""Advisory lock: two programs that start at once migrate one after the other."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(Path(models.migrations.__file__).parent))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    made.attributes["connection"] = connection
    return made


def migrate(engine: Engine) -> None:
    """Upgrades to the newest schema. Repeating it changes nothing."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        _migrate_queue(connection)
        command.upgrade(config(connection), "head")


def is_current(connection: Connection) -> bool:
    """Whether the schema is the one that this version expects."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def _migrate_queue(connection: Connection) -> None:
    """Procrastinate's schema at first; later the files of its own migrations that are newer than what is recorded."""
    installed = version("procrastinate")
    recorded = connection.scalar(text("SELECT obj_description(to_regclass('procrastinate_jobs')::oid, 'pg_class')"))
    exists = connection.scalar(text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL"))
    if exists and recorded == installed:
        return
    statements = [SchemaManager.get_schema()] if not exists else _newer_migrations(recorded or "0", installed)
    for statement in statements:
        connection.exec_driver_sql(statement.replace("%", "%%"))
    connection.exec_driver_sql(f"COMMENT ON TABLE procrastinate_jobs IS '{installed}'")


def _newer_migrations(recorded: str, installed: str) -> list[str]:
    since, until = _numbers(recorded), _numbers(installed)
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    return [f.read_text() for f in files if since < _numbers(f.name.partition("_")[0]) <= until]


def _numbers(dotted: str) -> tuple[int, ...]:
    return tuple(int(part) for part in dotted.split(".") if part.isdecimal())
