"""The database, opened for one command; what goes wrong becomes one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import schema
from bot.database import database, engine, session
from bot.embedded import UnusableDatabase
from bot.settings import Settings, settings


@contextmanager
def opened() -> Iterator[Session]:
    """A session on the database of this installation, committed at the end of the block.

    Raises click.ClickException: the settings are wrong, the server does not answer, the schema is not this version's.
    """
    with reachable():
        with engine().connect() as connection:
            if not schema.is_current(connection):
                raise click.ClickException("the schema is not this version's: run `python -m bot migrate` first")
        with session() as db, db.begin():
            yield db


@contextmanager
def reachable() -> Iterator[None]:
    """The database is started if need be; its schema may be anything."""
    try:
        with database():
            yield
    except UnusableDatabase as problem:
        raise click.ClickException(str(problem)) from None
    except (OperationalError, psycopg.OperationalError) as problem:
        told = str(problem.orig if isinstance(problem, OperationalError) else problem).strip()
        raise click.ClickException(f"the database does not answer: {told.splitlines()[0]}") from None
    except ValidationError as problem:
        raise click.ClickException(wrong_settings(problem)) from None


def settings_or_sentence() -> Settings:
    """The settings; raises click.ClickException where they are wrong."""
    try:
        return settings()
    except ValidationError as problem:
        raise click.ClickException(wrong_settings(problem)) from None


def wrong_settings(problem: ValidationError) -> str:
    """Which settings are wrong and why, without their values."""
    lines = [
        f"{'.'.join(map(str, e['loc'])).upper() or 'settings'}: {e['msg'].removeprefix('Value error, ')}"
        for e in problem.errors()
    ]
    return "the settings are wrong: " + "; ".join(lines)
