"""A stand-in with a tiny bot behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.simulator.server import Standin
from tests.simulator.tiny_bot import SECRET, TOKEN, Caller, TinyBot


@pytest.fixture
def bot() -> Iterator[TinyBot]:
    made = TinyBot()
    yield made
    made.stop()


@pytest.fixture
def line(bot: TinyBot) -> Iterator[Standin]:
    with Standin(webhook_url=bot.url, secret=SECRET, token=TOKEN) as standin:
        yield standin


@pytest.fixture
def caller(line: Standin) -> Caller:
    return Caller(line.url)
