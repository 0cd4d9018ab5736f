"""An installation of one's own: a database on the tests' server, a folder of media, and the command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot import database, media, schema
from bot.__main__ import main
from bot.settings import settings
from tests.tcp_server import named

_EMPTY = "ops_template"
_DEMO = "ops_template_demo"
_numbers = count(1)


def forget() -> None:
    """Settings, pool and store are remembered by process; a test changes them."""
    database.disconnect()
    settings.cache_clear()
    media.disconnect()


def bot(*arguments: str) -> Result:
    """`python -m bot …` in this process; the result keeps stdout and stderr apart."""
    return CliRunner().invoke(main, list(arguments))


@dataclass(frozen=True)
class Installation:
    """A migrated, empty database and a media folder, in the settings of this process."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    server: str

    def session(self) -> Session:
        """A session on its database."""
        return database.session()

    def count(self, table: str) -> int:
        """Rows of a table."""
        with self.session() as db:
            return int(db.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0)  # noqa: S608 (a test's own name)

    def media(self) -> dict[str, bytes]:
        """Its media files."""
        folder = Path(settings().media_base.removeprefix("file://"))
        return {file.name: file.read_bytes() for file in folder.glob("*")} if folder.exists() else {}

    def move(self, template: str = _EMPTY) -> None:
        """On to a new installation on the same server, as empty as a new machine."""
        name = f"ops_{next(_numbers)}"
        create(self.server, name, template)
        data = self.folder / name
        data.mkdir()
        self.set(DATABASE_URL=beside(self.server, name), DATA_DIR=str(data))

    def set(self, **values: str) -> None:
        """Changes settings."""
        for key, value in values.items():
            self.monkeypatch.setenv(key, value)
        forget()


def beside(server: str, name: str) -> str:
    """The address of a database beside this one; several test processes may share the server."""
    return named(server, f"{urlsplit(server).path.strip('/')}_{name}")


def create(server: str, name: str, template: str = "") -> None:
    """A database beside this one, empty or copied from another."""
    new, copied = (urlsplit(beside(server, each)).path.strip("/") for each in (name, template))
    with psycopg.connect(database.libpq_url(server), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {new} TEMPLATE {copied if template else 'template1'}".encode())


def hurry(server: str) -> None:
    """A server that is thrown away need not wait for the disk; its last checkpoint would, half a minute long.

    A server on a port is somebody's: it is left as it is.
    """
    if urlsplit(server).hostname:
        return
    with psycopg.connect(database.libpq_url(server), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def ops_server(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The tests' server, with two databases to copy from: an empty one and the demonstration."""
    hurry(database_url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("ops")))
        create(database_url, _EMPTY)
        patch.setenv("DATABASE_URL", beside(database_url, _EMPTY))
        forget()
        schema.migrate(database.engine())
        forget()
        create(database_url, _DEMO, _EMPTY)
        patch.setenv("DATABASE_URL", beside(database_url, _DEMO))
        forget()
        assert bot("demo", "--without-line-ids").exit_code == 0
    forget()
    return database_url


@pytest.fixture
def installation(ops_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """A new installation without LINE."""
    made = Installation(tmp_path, monkeypatch, ops_server)
    for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "LINE_API_HOST", "PUBLIC_URL", "MEDIA_URL"):
        monkeypatch.delenv(name, raising=False)
    made.set(CLOCK_OFFSET="0")
    made.move()
    yield made
    monkeypatch.undo()
    forget()


@pytest.fixture
def village(installation: Installation) -> Installation:
    """An installation with the demonstration's rows (its pictures are elsewhere), nobody with a LINE id."""
    installation.move(_DEMO)
    return installation
