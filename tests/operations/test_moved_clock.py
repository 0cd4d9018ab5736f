"""The simulator's page moves the clock of a running program: a file in DATA_DIR, heeded outside production only."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import clock
from bot.settings import settings
from bot.simulator.door import PhoneError
from bot.simulator.server import Standin
from bot.simulator.stage import Surroundings
from tests import world as worlds


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A DATA_DIR of one's own."""
    before = str(settings().data_dir)
    worlds.set_environment(APP_ENV="test", DATA_DIR=str(tmp_path), CLOCK_OFFSET="0")
    yield tmp_path
    worlds.set_environment(APP_ENV="test", DATA_DIR=before)


def ahead() -> timedelta:
    return clock.now() - clock.real_now()


def test_the_page_moves_the_programs_clock_and_sets_it_back(data: Path) -> None:
    with Standin(around=Surroundings(settings().clock_file)) as line:
        line.door.send("PUT", "/clock", {"to": "+2h"})
        assert timedelta(hours=1, minutes=59) < ahead() < timedelta(hours=2, seconds=2)
        line.door.send("PUT", "/clock", {"to": "tomorrow"})
        assert clock.now().hour == 8
        assert clock.now().date() > clock.real_now().date()
        line.door.send("PUT", "/clock", {"to": "saturday"})
        assert (clock.now().weekday(), clock.now().hour) == (5, 8)
        before = clock.now()
        line.door.send("PUT", "/clock", {"to": "saturday"})
        assert (clock.now() - before).days >= 6
        line.door.send("PUT", "/clock", {"to": "real"})
        assert abs(ahead()) < timedelta(seconds=2)


def test_production_does_not_look_at_the_file(data: Path) -> None:
    (data / "clock_offset").write_text("7200")
    assert ahead() > timedelta(hours=1)
    worlds.set_environment(APP_ENV="production")
    assert abs(ahead()) < timedelta(seconds=2)


@pytest.mark.parametrize("written", ["", "later", "7200 seconds", "\udcff"])
def test_what_is_no_number_moves_nothing(data: Path, written: str) -> None:
    (data / "clock_offset").write_bytes(written.encode(errors="surrogateescape"))
    assert abs(ahead()) < timedelta(seconds=2)


def test_unknown_moments_and_a_stand_in_without_a_clock_are_refused(data: Path) -> None:
    with Standin(around=Surroundings(data / "clock_offset")) as line:
        for to in ("", "+h", "-2h", "next year", "+9000h"):
            with pytest.raises(PhoneError, match="400"):
                line.door.send("PUT", "/clock", {"to": to})
    with Standin() as line, pytest.raises(PhoneError, match="400"):
        line.door.send("PUT", "/clock", {"to": "+2h"})
