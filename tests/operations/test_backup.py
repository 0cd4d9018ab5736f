"""A backup, restored on a new machine: the same rows, the same files, the numbering goes on."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from sqlalchemy import select, text

from bot import clock
from bot.demo import stories
from bot.demo.content import content
from bot.embedded import embedded
from bot.operations import archive
from bot.settings import Settings
from models import role
from models.base import all_tables
from models.outbox import Channel, Message, MessageKind, MessageState
from models.person import Person, meet
from models.photo import RemovedPhoto
from tests.operations.conftest import Installation, bot, hurry

FILES = 3 * (sum(bool(p.seller) for p in content().products) + sum(map(len, stories.facts().values())))
"""Each picture of the demonstration, in three sizes."""

ODD = "ตัว\tแท็บ \\ ทับ\nบรรทัดใหม่ \\N ' \" 🍌"


def contents(installation: Installation) -> dict[str, list[str]]:
    """Every row of every table of ours, as text."""
    rows = {}
    with installation.session() as db:
        for name in all_tables().tables:
            rows[name] = sorted(db.scalars(text(f'SELECT t::text FROM "{name}" t')))  # noqa: S608 (our own tables)
    return rows


def lived_in(installation: Installation) -> None:
    """The demonstration, somebody with odd letters in their name, and a message of a known outcome."""
    assert bot("demo").exit_code == 0
    with installation.session() as db, db.begin():
        person = meet(db, "U" + "5" * 32, clock.now())
        person.call_name = ODD
        db.add(
            Message(
                kind=MessageKind.ANSWER, channel=Channel.REPLY, state=MessageState.HELD, person_id=person.id,
                recipients=[person.line_user_id, ODD], body=json.dumps({"ก": ODD}), created_at=clock.real_now(),
            )
        )  # fmt: skip


def test_a_new_machine_has_the_same_rows_and_files(installation: Installation, tmp_path: Path) -> None:
    lived_in(installation)
    rows, files = contents(installation), installation.media()
    file = tmp_path / "backup.zip"
    said = bot("backup", str(file))
    assert said.exit_code == 0, said.output
    assert file.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.partial"))
    installation.move()
    said = bot("restore", str(file))
    assert said.exit_code == 0, said.output
    assert contents(installation) == rows
    assert installation.media() == files
    assert files
    with installation.session() as db, db.begin():
        newest = max(db.scalars(select(Person.id)))
        assert meet(db, "U" + "6" * 32, clock.now()).id > newest
        kept = db.scalars(select(Message)).one()
        assert kept.recipients[1] == ODD
        with pytest.raises(Exception, match="fk_"):
            db.execute(text("UPDATE person SET village_id = 999999"))


def test_a_full_database_is_refused_unless_replaced(installation: Installation, tmp_path: Path) -> None:
    lived_in(installation)
    rows = contents(installation)
    file = tmp_path / "backup.zip"
    bot("backup", str(file))
    first = installation.media()
    installation.move()
    bot("demo")
    theirs = set(installation.media())
    said = bot("restore", str(file))
    assert said.exit_code == 1
    assert "16 people and 3 villages already" in said.stderr
    said = bot("restore", "--replace", str(file))
    assert said.exit_code == 0, said.output
    with installation.session() as db:
        doomed = set(db.scalars(select(RemovedPhoto.key)))
    assert doomed == {name.rpartition("-")[0] for name in theirs}
    assert rows | {"removed_photo": []} == contents(installation) | {"removed_photo": []}
    assert first.items() <= installation.media().items()


def spoilt(file: Path, part: str, change: bytes) -> Path:
    """The same backup with one part changed, its zip whole."""
    other = file.with_name("spoilt.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name) + (change if name == part else b""))
    return other


def edited(file: Path, **values: object) -> Path:
    """The same backup with another manifest."""
    other = file.with_name(f"edited-{'-'.join(values)}.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, json.dumps(json.loads(data) | values) if name == archive.MANIFEST else data)
    return other


def test_what_is_damaged_changes_nothing(village: Installation, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    bot("backup", str(file))
    cut = tmp_path / "cut.zip"
    cut.write_bytes(file.read_bytes()[:-500])
    village.move()
    for broken, sentence in (
        (spoilt(file, "tables/person", b"x"), "part tables/person is damaged"),
        (cut, "is no backup of this program, or is cut off"),
        (tmp_path / "nothing.zip", "there is no file"),
        (edited(file, schema="9999"), "schema 9999, which this program does not know"),
        (edited(file, format=2), "format 2"),
        (edited(file, parts={"../../escape": {"sha256": "", "size": 0}}), "a name that leads elsewhere"),
    ):
        said = bot("restore", str(broken))
        assert said.exit_code == 1
        assert sentence in said.stderr
        assert "Traceback" not in said.output
        assert village.count("person") == 0
    assert "whole" in bot("restore", "--check", str(file)).stdout
    assert village.count("person") == 0


def test_half_a_restore_leaves_nothing(installation: Installation, tmp_path: Path) -> None:
    lived_in(installation)
    file = tmp_path / "backup.zip"
    bot("backup", str(file))
    installation.move()
    with zipfile.ZipFile(file) as source:
        tables = json.loads(source.read(archive.MANIFEST))["tables"]
    tables["product"]["rows"] += 1
    said = bot("restore", str(edited(file, tables=tables)))
    assert said.exit_code == 1
    assert "table product has 24 rows instead of 25" in said.stderr
    tables["product"]["rows"] -= 1
    tables["product"]["columns"][1] = "once_there"
    said = bot("restore", str(edited(file, tables=tables)))
    assert said.exit_code == 1
    assert "table product does not fit its schema (UndefinedColumn)" in said.stderr
    del tables["village"]
    tables["product"]["columns"][1] = "price"
    said = bot("restore", str(edited(file, tables=tables)))
    assert said.exit_code == 1
    assert "refers to rows that are missing" in said.stderr
    assert installation.count("person") == 0
    assert installation.media() == {}
    assert bot("restore", str(file)).exit_code == 0


def test_the_program_may_go_on_running(village: Installation, tmp_path: Path) -> None:
    """People join while the backup is made; each has their role in it, or is not in it at all."""
    is_over, began = threading.Event(), threading.Event()

    def join() -> None:
        number = 0
        while not is_over.is_set():
            with village.session() as db, db.begin():
                person = meet(db, f"U{number:032x}", clock.now())
                role.give(db, person, role.Role.SELLER, clock.now(), village_id=1, centre_id=None)
            number += 1
            if number == 20:
                began.set()

    joining = threading.Thread(target=join)
    joining.start()
    assert began.wait(30)
    said = bot("backup", str(tmp_path / "backup.zip"))
    is_over.set()
    joining.join()
    assert said.exit_code == 0, said.output
    village.move()
    assert bot("restore", str(tmp_path / "backup.zip")).exit_code == 0
    with village.session() as db:
        joined = set(db.scalars(select(Person.id).where(Person.line_user_id.is_not(None))))
        sellers = set(db.scalars(select(role.RoleGrant.person_id).where(role.RoleGrant.person_id.in_(joined))))
    assert joined == sellers
    assert len(joined) >= 20


def test_not_under_a_running_worker(village: Installation, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    bot("backup", str(file))
    village.move()
    with village.session() as db, db.begin():
        db.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    said = bot("restore", str(file))
    assert said.exit_code == 1
    assert "a worker is running" in said.stderr


def test_photos_in_an_object_store(installation: Installation, tmp_path: Path) -> None:
    """fsspec's store in memory has no folders and no renaming, like S3."""
    installation.set(MEDIA_URL="memory://old/photos")
    lived_in(installation)
    assert f"{FILES} files" in bot("backup", str(tmp_path / "backup.zip")).stdout
    installation.move()
    installation.set(MEDIA_URL="memory://new/photos")
    assert bot("restore", str(tmp_path / "backup.zip")).exit_code == 0
    files = MemoryFileSystem()
    old, new = ({path.rpartition("/")[2]: files.cat_file(path) for path in files.find(f"/{n}")} for n in ("old", "new"))
    assert old == new
    assert len(new) == FILES


def test_a_database_of_a_newer_program_is_left_alone(village: Installation, tmp_path: Path) -> None:
    bot("backup", str(tmp_path / "backup.zip"))
    with village.session() as db, db.begin():
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    said = bot("restore", "--replace", str(tmp_path / "backup.zip"))
    assert said.exit_code == 1
    assert "schema of a newer program: restore into an empty one" in said.stderr
    assert village.count("person") == 16


def test_what_was_about_to_be_sent_is_not_sent_again_by_itself(village: Installation, tmp_path: Path) -> None:
    with village.session() as db, db.begin():
        db.add(
            Message(
                kind=MessageKind.NOTICE, channel=Channel.PUSH, recipients=["U" + "7" * 32], body="{}",
                created_at=clock.real_now(),
            )
        )  # fmt: skip
    bot("backup", str(tmp_path / "backup.zip"))
    village.move()
    bot("restore", str(tmp_path / "backup.zip"))
    with village.session() as db:
        message = db.scalars(select(Message)).one()
    assert message.state == MessageState.UNKNOWN
    assert f"message-{message.id}" in bot("stuck").stdout


def test_a_database_without_tables_is_no_backup(installation: Installation, tmp_path: Path) -> None:
    with installation.session() as db, db.begin():
        db.execute(text("DROP TABLE alembic_version"))
    said = bot("backup", str(tmp_path / "backup.zip"))
    assert said.exit_code == 1
    assert "nothing to back up" in said.stderr
    assert list(tmp_path.glob("*.zip*")) == []
    assert bot("backup", str(tmp_path / "no" / "such" / "folder.zip")).exit_code == 1


@contextmanager
def machine() -> Iterator[Path]:
    """A DATA_DIR whose embedded server runs already: as on a machine on which the program is up."""
    with (
        tempfile.TemporaryDirectory(prefix="nb-", dir="/tmp", ignore_cleanup_errors=True) as folder,
        embedded(Settings(data_dir=Path(folder))) as url,
    ):
        hurry(url)
        yield Path(folder)


def run(data: Path, *arguments: str) -> str:
    """`python -m bot …` in a process of its own; what it printed."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and not k.startswith("LINE_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=environment | {"DATA_DIR": str(data), "APP_ENV": "production", "CLOCK_OFFSET": "0"},
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_from_one_data_dir_to_another_by_processes(tmp_path: Path) -> None:
    """As an operator does it: embedded databases, a process a command."""
    file = str(tmp_path / "backup.zip")
    with machine() as old:
        run(old, "migrate")
        run(old, "demo")
        made = run(old, "backup", file)
        assert f"{FILES} files" in made
    with machine() as new:
        restored = run(new, "restore", file)
        assert made.partition(": ")[2].rpartition(", ")[0] == restored.strip().partition(": ")[2]
        assert len(list((new / "media").iterdir())) == FILES
        assert run(new, "demo") == "the demonstration is complete already\n"
