"""`/simulator` at the bot's own address: under `bot run` with its own stand-in, nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests import world as worlds

STANDIN = {"APP_ENV": "development", "LINE_API_HOST": "http://127.0.0.1:8001", "SIMULATOR_URL": "http://127.0.0.1:8001"}


@pytest.fixture(autouse=True)
def settings_of_the_tests() -> Iterator[None]:
    yield
    worlds.set_environment(APP_ENV="test", LINE_API_HOST="https://api.line.me", SIMULATOR_URL="")


def test_it_leads_to_the_stand_in(web: FlaskClient) -> None:
    worlds.set_environment(**STANDIN)
    answer = web.get("/simulator")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://127.0.0.1:8001/simulator"


@pytest.mark.parametrize(
    "other",
    [
        {"APP_ENV": "production"},
        {"LINE_API_HOST": "https://api.line.me"},
        {"LINE_API_HOST": "http://127.0.0.1:9"},
        {"SIMULATOR_URL": ""},
    ],
)
def test_with_a_real_channel_there_is_none(web: FlaskClient, other: dict[str, str]) -> None:
    worlds.set_environment(**(STANDIN | other))
    assert web.get("/simulator").status_code == 404
