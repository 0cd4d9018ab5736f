"""An announcement to a great many people against the stand-in of LINE, with somebody chatting meanwhile.

    python -m bench.announce [--people 100000]

The program runs as it does under `bot run`, the stand-in as a process of its own. Printed are the calls a second beside
LINE's limit (200 calls of 500 people), the worker's CPU a person, its memory before and at most, and the time to an
answer for somebody who chats, before and during the broadcast. Both are shared-machine figures: read the ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import click
import psutil
import psycopg
import urllib3

from bot.clock import BANGKOK
from bot.simulator.door import Door
from bot.simulator.phone import Phone
from bot.simulator.server import SECRET, TOKEN

ROOT = Path(__file__).parents[1]
BOT, LINE = 8473, 8474
LIMIT_CALLS, LIMIT_PEOPLE = 200, 500
"""LINE: Messaging API, rate limits of multicast; recipients of one call."""
QUIET_TURNS = 15
PATIENCE = 1800.0


def _user_id(number: int) -> str:
    return f"U{number:032x}"


def _start(folder: Path) -> list[subprocess.Popen[bytes]]:
    now = datetime.now(BANGKOK)
    ten = now.replace(hour=10, minute=0, second=0, microsecond=0)
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PUBLIC_URL", "MEDIA_URL")},
        "DATA_DIR": str(folder / "var"), "PORT": str(BOT), "APP_ENV": "test",
        "LINE_API_HOST": f"http://127.0.0.1:{LINE}", "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN, "NETASA_CACHE": str(ROOT / "var" / "cache"),
        "CLOCK_OFFSET": str(int((ten - now) / timedelta(seconds=1))),
    }  # fmt: skip
    webhook = f"http://127.0.0.1:{BOT}/callback"
    line = [sys.executable, "-m", "bot.simulator", "--port", str(LINE), "--webhook", webhook]
    return [
        subprocess.Popen([*line, "--db", str(folder / "line.sqlite3")], cwd=ROOT, stdout=subprocess.DEVNULL),
        subprocess.Popen([sys.executable, "-m", "bot", "run", "--no-demo"], cwd=ROOT, env=environment,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL),
    ]  # fmt: skip


def _until(holds: object, what: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        try:
            if callable(holds) and holds():
                return
        except (urllib3.exceptions.HTTPError, psycopg.Error, OSError):
            pass
        time.sleep(0.2)
    raise SystemExit(f"waited in vain: {what}")


def _ready() -> bool:
    return urllib3.request("GET", f"http://127.0.0.1:{BOT}/readyz", retries=False, timeout=2.0).status == 200


def _people(database: psycopg.Connection, number: int) -> str:
    """The village and its people, in the database and in LINE; the village's join code."""
    door = Door(f"http://127.0.0.1:{LINE}")
    for start in range(0, number, 2000):
        some = range(start, min(start + 2000, number))
        door.send("POST", "/people", {"people": [{"name": f"คนที่ {i}", "userId": _user_id(i)} for i in some]})
    database.execute(
        "INSERT INTO village (slug, name, village_no, tambon, amphoe, province, join_code, about)"
        " VALUES ('v', 'บ้านใหญ่', '9', 'ท่าแสงทอง', 'ตรอน', 'อุตรดิตถ์', 'BIG-1234', '')"
    )
    database.execute(
        "INSERT INTO person"
        " (line_user_id, village_id, consented_at, consent_version, is_following, created_at, named_at)"
        " SELECT 'U' || lpad(to_hex(i), 32, '0'), (SELECT id FROM village), now(), 'bench', true, now(), now()"
        " FROM generate_series(0, %s) AS i",
        [number - 1],
    )
    return "BIG-1234"


def _chat(phone: Phone) -> float:
    began = time.monotonic()
    phone.say("มีอะไรขายบ้าง")
    phone.wait_for_answer(timeout=120)
    return time.monotonic() - began


def _worker() -> psutil.Process:
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if words[-3:] == ["-m", "bot", "worker"] and process.environ().get("PORT") == str(BOT):
            return process
    raise SystemExit("no worker runs")


def _announce(headman: Phone, code: str) -> None:
    headman.say(code)
    headman.wait_for_answer(timeout=60)
    headman.tap("ยินยอม")
    headman.wait_for_answer(timeout=60)
    headman.say("แจ้งพี่น้องทุกคน พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลา")
    headman.wait_for_answer(timeout=60)
    headman.tap("ส่งเลย")
    headman.wait_for_answer(timeout=60)


@click.command()
@click.option("--people", default=100_000)
def main(people: int) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        running = _start(folder)
        try:
            _until(_ready, "the program is ready")
            socket = folder.resolve() / "var" / "postgres"
            with psycopg.connect(f"postgresql://postgres@/postgres?host={socket}", autocommit=True) as database:
                _measure(database, people, folder)
        finally:
            for process in reversed(running):
                process.terminate()
                process.wait()


def _measure(database: psycopg.Connection, people: int, folder: Path) -> None:
    place = _people(database, people)
    environment = {**os.environ, "DATA_DIR": str(folder / "var")}
    code = subprocess.run(
        [sys.executable, "-m", "bot", "code", "headman", place],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    ).stdout.split()[-1]  # fmt: skip
    url = f"http://127.0.0.1:{LINE}"
    chatting, headman = Phone(url, "คนคุย"), Phone(url, "ผู้ใหญ่")
    for _ in range(3):
        _chat(chatting)
    quiet = [_chat(chatting) for _ in range(QUIET_TURNS)]
    _announce(headman, code)
    worker = _worker()
    memory, cpu = worker.memory_info().rss, sum(worker.cpu_times()[:2])

    def state() -> str:
        row = database.execute("SELECT state FROM announcement").fetchone()
        return str(row[0]) if row else ""

    _until(lambda: state() != "scheduled", "the twenty seconds are over")
    began, highest, busy = time.monotonic(), memory, []
    while state() == "sending":
        busy.append(_chat(chatting))
        highest = max(highest, worker.memory_info().rss)
    seconds = time.monotonic() - began
    spent = sum(worker.cpu_times()[:2]) - cpu
    _print(database, people, seconds, spent, (memory, highest), (quiet, busy))


def _print(
    database: psycopg.Connection,
    people: int,
    seconds: float,
    spent: float,
    memory: tuple[int, int],
    turns: tuple[list[float], list[float]],
) -> None:
    calls = _count(database, "SELECT count(*) FROM message WHERE channel = 'multicast' AND state = 'sent'")
    reached = _count(database, "SELECT count(*) FROM delivery WHERE state = 'sent'")
    quiet, busy = (statistics.median(one) for one in turns)
    click.echo(f"people reached              {reached:,} of {people:,}, in {calls} calls and {seconds:.1f} s")
    click.echo(f"calls a second              {calls / seconds:.1f}, LINE's limit {LIMIT_CALLS}")
    click.echo(f"people a second             {reached / seconds:,.0f}, LINE's limit {LIMIT_CALLS * LIMIT_PEOPLE:,}")
    click.echo(f"worker's CPU a person       {1e6 * spent / people:.0f} µs, the chat's turns in it")
    click.echo(f"worker's memory             {memory[0] / 2**20:.0f} MiB before, {memory[1] / 2**20:.0f} MiB at most")
    click.echo(f"answer to a chat, median    {quiet:.2f} s before, {busy:.2f} s during, ratio {busy / quiet:.2f}")
    click.echo(f"answer to a chat, longest   {max(turns[0]):.2f} s before, {max(turns[1]):.2f} s during")


def _count(database: psycopg.Connection, sql: str) -> int:
    row = database.execute(sql).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
