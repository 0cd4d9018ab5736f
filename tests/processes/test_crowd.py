"""A whole crowd is told something while web and worker are killed with -9 and LINE fails: each person exactly once.

CROWD=20000 python -m pytest tests/processes/test_crowd.py      # more people than a test run needs every time
"""

import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

import psycopg

from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from tests.processes.running import Program, notified, running, to_nine, wait_until
from tests.tcp_server import free_port

CROWD = int(os.environ.get("CROWD", "2000"))
NOTICE = "แจ้งพี่น้องทุกคน พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลา"
FAULTS = ("error_before", "error_after", "lost_answer", "rate_limit")


def database(program: Program) -> psycopg.Connection:
    folder = Path(program.environment["DATA_DIR"]).resolve() / "postgres"
    return psycopg.connect(f"postgresql://postgres@/postgres?host={folder}", autocommit=True)


def gather(program: Program, line: Standin) -> list[str]:
    """A village of so many consenting people whom LINE knows; their LINE ids."""
    ids = [f"U{number:032x}" for number in range(CROWD)]
    for start in range(0, CROWD, 2000):
        some = [{"name": f"ลูกบ้าน {user_id[-5:]}", "userId": user_id} for user_id in ids[start : start + 2000]]
        line.door.send("POST", "/people", {"people": some})
    with database(program) as db:
        db.execute(
            "INSERT INTO village (slug, name, village_no, tambon, amphoe, province, join_code, about)"
            " VALUES ('v', 'บ้านใหญ่', '9', 'ท่าแสงทอง', 'ตรอน', 'อุตรดิตถ์', 'BIG-1234', '')"
        )
        db.execute(
            "INSERT INTO person"
            " (line_user_id, village_id, consented_at, consent_version, is_following, created_at, named_at)"
            " SELECT 'U' || lpad(to_hex(i), 32, '0'), (SELECT id FROM village), now(), 'test', true, now(), now()"
            " FROM generate_series(0, %s) AS i",
            [CROWD - 1],
        )
    return ids


def announce(program: Program, line: Standin) -> Phone:
    phone = Phone(line.url, "ผู้ใหญ่เกิด")
    for words in (program.bot("code", "headman", "BIG-1234").split()[-1], "", NOTICE, ""):
        if words:
            phone.say(words)
        else:
            phone.tap("ยินยอม" if "ยินยอม" in phone.answer()[-1].buttons else "ส่งเลย")
        phone.wait_for_answer(timeout=30)
    return phone


def state(program: Program) -> str:
    """Of the announcement; empty while the database is away."""
    try:
        with database(program) as db:
            row = db.execute("SELECT state FROM announcement").fetchone()
    except psycopg.OperationalError:
        return ""
    return str(row[0]) if row else ""


def test_everybody_is_told_exactly_once() -> None:
    chance = random.Random(20)
    with (
        tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as folder,
        running(Path(folder), free_port(), CLOCK_OFFSET=to_nine()) as (program, line),
    ):
        ids = gather(program, line)
        headman = announce(program, line)
        wait_until(lambda: state(program) != "scheduled", "it begins to be sent")
        kills = 0
        while state(program) in ("", "sending") and kills < 6:
            line.fault(chance.choice(FAULTS), "multicast", times=chance.choice((1, 2)), retry_after=1)  # type: ignore[arg-type]
            time.sleep(chance.uniform(0.1, 0.6))
            victim = chance.choice(("worker", "worker", "web"))
            program.kill(victim)
            kills += 1
            wait_until(lambda named=victim: bool(program.children(named)), "it is started again")  # type: ignore[misc]
            time.sleep(chance.uniform(0.5, 3.0))
        line.heal()
        wait_until(lambda: state(program) == "sent", "everything is sent", seconds=240)
        assert kills
        assert notified(line) == Counter(ids)
        with database(program) as db:
            assert db.execute("SELECT state, count(*) FROM delivery GROUP BY state").fetchall() == [("sent", CROWD)]
        report = f"{CROWD:,} จาก {CROWD:,} คน"
        wait_until(lambda: sum(report in m.text for m in headman.messages()) == 1, "the headman has the report")
