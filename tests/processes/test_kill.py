"""kill -9 at awkward moments: afterwards each sentence has exactly one answer, each product exists once."""

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from tests.processes.running import ROOT, Program, running, wait_until
from tests.tcp_server import free_port

PEOPLE = 3


@pytest.fixture(scope="module")
def live() -> Iterator[tuple[Program, Standin]]:
    with (
        tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as folder,
        running(Path(folder), free_port()) as made,
    ):
        yield made


def query(program: Program, sql: str) -> list[tuple[object, ...]]:
    socket_folder = Path(program.environment["DATA_DIR"]).resolve() / "postgres"
    with psycopg.connect(f"postgresql://postgres@/postgres?host={socket_folder}", autocommit=True) as connection:
        return connection.execute(sql).fetchall()


def answers(line: Standin) -> Counter[str]:
    """Accepted replies by reply token."""
    return Counter(json.loads(str(call["body"]))["replyToken"] for call in line.calls("reply") if call["accepted"])


def settled(program: Program) -> bool:
    rows = query(
        program,
        "SELECT (SELECT count(*) FROM webhook_event WHERE state = 'waiting'),"
        " (SELECT count(*) FROM message WHERE state IN ('ready', 'sending'))",
    )
    return rows == [(0, 0)]


def everything_delivered(line: Standin) -> bool:
    return not line.events("waiting")


def test_the_program_starts_and_answers(live: tuple[Program, Standin]) -> None:
    _, line = live
    phone = Phone(line.url, "คนแรก")
    phone.say("สวัสดีค่ะ")
    assert "สวัสดี" in phone.wait_for_answer(timeout=20)[0].text


def test_the_worker_is_killed_again_and_again(live: tuple[Program, Standin]) -> None:
    program, line = live
    chance = random.Random(7)
    phones = [Phone(line.url, f"คนที่ {n}") for n in range(PEOPLE)]
    sentences = 0
    for _ in range(3):
        for _ in range(3):
            for phone in phones:
                phone.say(chance.choice(["สวัสดีค่ะ", "มีอะไรขายบ้าง", "ขอบคุณค่ะ", "ทำอะไรได้บ้าง"]))
                sentences += 1
        time.sleep(chance.uniform(0.2, 0.7))
        program.kill("worker")
        wait_until(lambda: len(program.children("worker")) == 1, "the worker is started again")
    wait_until(lambda: everything_delivered(line) and settled(program), "everything is settled")
    unanswered = query(
        program, "SELECT count(*) FROM webhook_event e LEFT JOIN message m ON m.event_id = e.id WHERE m.id IS NULL"
    )
    assert unanswered == [(0,)]
    assert set(answers(line).values()) == {1}
    assert sum(answers(line).values()) == sentences + 1


def test_everything_is_killed_and_started_again(live: tuple[Program, Standin]) -> None:
    """A seller's conversation across kills of the whole program: the draft is there, the product exists once."""
    program, line = live
    query(
        program,
        "INSERT INTO village (slug, name, village_no, tambon, amphoe, province, join_code, about)"
        " VALUES ('v', 'บ้านทดสอบ', '9', 'ท่าแสงทอง', 'ตรอน', 'อุตรดิตถ์', 'TST-1234', '') RETURNING id",
    )
    seller = Phone(line.url, "แม่คำ")
    code = program.bot("code", "seller", "TST-1234").split()[-1]
    seller.say(code)
    seller.wait_for_answer(timeout=20)
    seller.tap("ยินยอม")
    seller.wait_for_answer(timeout=20)
    seller.say("ขายไส้อั่ว โลละ 280 มี 10 โล")
    program.kill_everything()
    program.start("--no-demo")
    program.wait_until_ready()
    wait_until(lambda: any("ตรวจก่อนลง" in m.text for m in seller.messages()), "the preview has arrived")
    seller.tap("ลงเลย")
    time.sleep(0.3)
    program.kill_everything()
    program.start("--no-demo")
    program.wait_until_ready()
    wait_until(lambda: everything_delivered(line) and settled(program), "everything is settled")
    assert query(program, "SELECT name, state FROM posting") == [("ไส้อั่ว", "published")]
    assert sum("ลงแล้วค่ะ" in m.text for m in seller.messages() if m.sender == "bot") == 1


def test_no_words_and_no_ids_in_the_log(live: tuple[Program, Standin]) -> None:
    program, line = live
    log = program.log.read_text()
    assert "Traceback" not in log
    for word in ("ไส้อั่ว", "สวัสดี", line.token, line.secret, Phone(line.url, "แม่คำ").user_id):
        assert word not in log


OPEN = """
import os, signal, sys
from pathlib import Path
from bot.embedded import embedded
from bot.settings import Settings
with embedded(Settings(data_dir=Path(sys.argv[1]))):
    if sys.argv[2] == "die":
        os.kill(int((Path(sys.argv[1]) / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_database_is_stopped_by_who_started_it_though_it_was_killed_before() -> None:
    """kill -9 of the program and its database, an immediate start, a proper end: no server is left behind."""
    with tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        died = subprocess.run([sys.executable, "-c", OPEN, folder, "die"], cwd=ROOT, check=False)
        assert died.returncode == -signal.SIGKILL
        ended = subprocess.run([sys.executable, "-c", OPEN, folder, "end"], cwd=ROOT, check=False)
        assert ended.returncode == 0
        assert not (Path(folder) / "postgres" / "postmaster.pid").exists()
