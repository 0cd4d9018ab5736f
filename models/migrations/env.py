"""Alembic's entry: runs on the connection that bot/schema.py gives it."""

from alembic import context

from models.base import all_tables

connection = context.config.attributes["connection"]


def _is_ours(obj: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    """The queue's tables are its own affair."""
    return not (kind == "table" and (name or "").startswith("procrastinate"))


context.configure(
    connection=connection, target_metadata=all_tables(), include_object=_is_ours, compare_type=True,
    compare_server_default=False,
)  # fmt: skip
with context.begin_transaction():
    context.run_migrations()
