"""Durable acknowledgements a second: the program's webhook beside the bare minimum, in turns, one run.

    python -m bench.acks [--rounds 5] [--seconds 3] [--clients 8]

Both sides run under gunicorn with the same flags (bot/server.py, options) on the same embedded PostgreSQL; no job
worker runs. Every answer counted is a 200 after a commit.
"""

import base64
import hashlib
import hmac
import http.client
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
import psycopg

from bot import schema
from bot.database import database, engine, libpq_url
from bot.settings import settings

SECRET = "bench"
PORTS = {"program": 8471, "bare": 8472}
SERVE = {
    "program": "from bot.server import serve; serve({port})",
    "bare": (
        "from gunicorn.app.base import BaseApplication\n"
        "from bot.server import options\n"
        "class Bare(BaseApplication):\n"
        "    def load_config(self): [self.cfg.set(k, v) for k, v in options({port}).items()]\n"
        "    def load(self):\n"
        "        from bench.bare import app\n"
        "        return app\n"
        "Bare().run()"
    ),
}


def _body(number: str) -> tuple[bytes, str]:
    event = {
        "type": "message", "mode": "active", "timestamp": 1_700_000_000_000, "webhookEventId": number,
        "source": {"type": "user", "userId": "U" + hashlib.md5(number.encode()).hexdigest()},  # noqa: S324
        "deliveryContext": {"isRedelivery": False}, "replyToken": number,
        "message": {"type": "text", "id": number, "quoteToken": "q", "text": "ขายไส้อั่วแม่คำ โลละ 280 มี 10 โล"},
    }  # fmt: skip
    body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}, ensure_ascii=False).encode()
    return body, base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()


def _client(port: int, seconds: float, name: str, counts: "multiprocessing.Queue[int]") -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        body, signature = _body(f"{name}{done:09d}")
        connection.request("POST", "/callback", body, {"x-line-signature": signature})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{response.status} from port {port}")
        done += 1
    counts.put(done)


def _round(port: int, seconds: float, clients: int, name: str) -> float:
    counts: multiprocessing.Queue[int] = multiprocessing.Queue()
    crowd = [
        multiprocessing.Process(target=_client, args=(port, seconds, f"{name}{n:02d}", counts)) for n in range(clients)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return sum(counts.get() for _ in crowd) / seconds


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


@click.command()
@click.option("--rounds", default=5)
@click.option("--seconds", default=3.0)
@click.option("--clients", default=8)
def main(rounds: int, seconds: float, clients: int) -> None:
    """Prints both sides and their ratio, round by round."""
    with tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        os.environ.update(DATA_DIR=folder, APP_ENV="test", LINE_CHANNEL_SECRET=SECRET, LINE_CHANNEL_ACCESS_TOKEN="x")
        settings.cache_clear()
        with database() as url:
            schema.migrate(engine())
            with psycopg.connect(libpq_url(url), autocommit=True) as connection:
                connection.execute(
                    "CREATE TABLE bare_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    " event_id text UNIQUE, body jsonb)"
                )
            environment = {**os.environ, "DATABASE_URL": libpq_url(url)}
            servers = [
                subprocess.Popen([sys.executable, "-c", code.format(port=PORTS[side])], env=environment, cwd=_root())
                for side, code in SERVE.items()
            ]
            try:
                _measure(rounds, seconds, clients)
            finally:
                for server in servers:
                    server.terminate()
                for server in servers:
                    server.wait()


def _root() -> Path:
    return Path(__file__).parents[1]


def _measure(rounds: int, seconds: float, clients: int) -> None:
    for port in PORTS.values():
        _wait_for(port)
        _round(port, 1.0, clients, "warm")
    ratios = []
    for number in range(rounds):
        # No worker empties the queue: what one round left would slow the next, the one side more than the other.
        with psycopg.connect(libpq_url(settings().database_url), autocommit=True) as connection:
            connection.execute("TRUNCATE webhook_event, bare_event CASCADE")
            connection.execute("DELETE FROM procrastinate_jobs")
            connection.execute("VACUUM procrastinate_jobs")
        order = ["program", "bare"] if number % 2 == 0 else ["bare", "program"]
        rates = {side: _round(PORTS[side], seconds, clients, f"r{number}") for side in order}
        ratios.append(rates["program"] / rates["bare"])
        click.echo(
            f"round {number + 1}: program {rates['program']:5.0f}/s  bare {rates['bare']:5.0f}/s"
            f"  ratio {ratios[-1]:.2f}"
        )
    click.echo(f"median ratio {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f})")


if __name__ == "__main__":
    main()
