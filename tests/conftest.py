"""Fixtures for everything that enters by a door."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests import world as worlds
from tests.browser import web_browser as web_browser
from tests.world import World

# The same examples at every run: what is green here is green on the machine that decides. Look for new ones with
# `pytest --hypothesis-profile=default`.
hypothesis_settings.register_profile("repeatable", derandomize=True, print_blob=True)
hypothesis_settings.load_profile("repeatable")

SERVER = os.environ.pop("DATABASE_URL", "")
"""A server to run against instead of the embedded one: `make test DATABASE_URL=postgresql://…`. Only databases that
the tests make for themselves are touched on it."""


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """A real PostgreSQL for this test process: embedded, in a short path (its socket has to fit), or on a server."""
    with (
        tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as folder,
        worlds.fresh_database(Path(folder), SERVER) as url,
    ):
        yield url


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """An empty village, the bot and LINE."""
    worlds.empty_tables()
    with worlds.world() as made:
        made.found_village()
        yield made
