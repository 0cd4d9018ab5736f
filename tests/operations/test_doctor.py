"""The doctor names what is wrong and what to do, and never prints a secret."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.line import client
from bot.operations import doctor
from bot.simulator.server import SECRET, TOKEN
from tests.operations.conftest import Installation, bot, forget
from tests.world import World, set_environment


@pytest.fixture
def clinic(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world with a worker's heartbeat."""
    for name in ("LINE_API_HOST", "LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "PUBLIC_URL", "MEDIA_URL"):
        monkeypatch.setenv(name, "")
    set_environment(
        LINE_API_HOST=world.line.url, LINE_CHANNEL_SECRET=SECRET, LINE_CHANNEL_ACCESS_TOKEN=TOKEN,
        PUBLIC_URL=world.url, MEDIA_URL=f"file://{tmp_path}/media",
    )  # fmt: skip
    with world.session() as db, db.begin():
        db.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    return world


@pytest.fixture(autouse=True)
def _no_worker_stays(database_url: str) -> object:
    """Workers are the queue's rows, which a new world does not take out."""
    yield
    from bot.database import engine

    client.disconnect()
    forget()
    with engine().begin() as connection:
        connection.execute(text("DELETE FROM procrastinate_workers"))


def lines(said: str) -> dict[str, str]:
    """What was looked at → its line."""
    return {line[2:].partition(":")[0]: line for line in said.splitlines() if line[:1] in "✓✗"}


def test_all_is_well(clinic: World) -> None:
    said = bot("doctor")
    assert said.exit_code == 0, said.output
    assert said.stdout.endswith("all is well\n")
    assert "PostgreSQL 18" in lines(said.stdout)["database"]
    assert f"{clinic.url}/callback" in lines(said.stdout)["LINE webhook"]
    assert " of " in lines(said.stdout)["LINE quota"] or "no limit" in lines(said.stdout)["LINE quota"]
    assert SECRET not in said.output
    assert TOKEN not in said.output


def test_a_wrong_token_is_named_without_being_shown(clinic: World) -> None:
    set_environment(LINE_CHANNEL_ACCESS_TOKEN="wrong-token-of-ours")
    client.disconnect()
    said = bot("doctor")
    assert said.exit_code == 1
    assert lines(said.stdout)["LINE token"].startswith("✗")
    assert "issue a new channel access token" in lines(said.stdout)["LINE token"]
    assert "wrong-token-of-ours" not in said.output


def test_another_webhook_address(clinic: World) -> None:
    clinic.line.set(webhook_url="http://127.0.0.1:1/elsewhere")
    said = bot("doctor")
    assert said.exit_code == 1
    assert f"set it to {clinic.url}/callback" in lines(said.stdout)["LINE webhook"]


def test_nobody_works_and_nothing_can_be_stored(clinic: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    set_environment(MEDIA_URL=f"file://{tmp_path}/file/media")
    with clinic.session() as db, db.begin():
        db.execute(text("DELETE FROM procrastinate_workers"))
    said = bot("doctor")
    assert said.exit_code == 1
    assert lines(said.stdout)["workers"].startswith("✗ workers: 0 alive")
    assert lines(said.stdout)["media"].startswith("✗ media: cannot be written")
    assert said.stdout.endswith("2 to mend\n")


def test_without_line_and_with_an_old_schema(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "thai_font", lambda: None)
    with installation.session() as db, db.begin():
        db.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    said = bot("doctor")
    assert said.exit_code == 1
    found = lines(said.stdout)
    assert "take both from the LINE Developers Console" in found["LINE"]
    assert "run `python -m bot migrate`" in found["schema"]
    assert "fonts-thai-tlwg" in found["Thai font"]
    for command in (["stuck"], ["code", "headman", "X"], ["revoke", "X"], ["people", "1", "X"]):
        refused = bot(*command)
        assert refused.exit_code == 1
        assert "run `python -m bot migrate` first" in refused.stderr


def test_a_server_that_is_not_there(installation: Installation) -> None:
    installation.set(DATABASE_URL="postgresql://someone:hidden-password@127.0.0.1:9/nothing")
    for command in (["doctor"], ["stuck"], ["demo"], ["backup", "/tmp/none.zip"]):
        said = bot(*command)
        assert said.exit_code == 1
        assert "does not answer" in said.output
        assert "hidden-password" not in said.output
        assert "Traceback" not in said.output


def test_settings_that_are_wrong(installation: Installation) -> None:
    installation.set(APP_ENV="production", CLOCK_OFFSET="60")
    said = bot("doctor")
    assert said.exit_code == 1
    assert "CLOCK_OFFSET is refused while APP_ENV is production" in said.stderr
