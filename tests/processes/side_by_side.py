"""Two web programs and three workers on one PostgreSQL server, as the Procfile starts them on many machines."""

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, LiteralString

import psycopg
import urllib3

from bot.simulator.server import Standin
from tests.processes.running import ROOT, wait_until
from tests.tcp_server import free_port

WEBS = 2
WORKERS = 3
TWICE = 5
"""Each so many-th webhook body is delivered to both web programs."""
UNANSWERED = 7
"""Each so many-th is stored, and its answer is lost: LINE delivers it again."""
_UNFINISHED: Final = (
    "SELECT (SELECT count(*) FROM webhook_event WHERE state = 'waiting'),"
    " (SELECT count(*) FROM message WHERE state IN ('ready', 'sending'))"
)


def commands() -> dict[str, list[str]]:
    """What the Procfile starts, by name."""
    lines = [line.partition(": ") for line in (ROOT / "Procfile").read_text().splitlines()]
    return {name: [sys.executable, *command.split()[1:]] for name, _, command in lines}


class Balancer:
    """The one address that LINE knows: gives each request to the next web program, some to two, some without answer."""

    def __init__(self, ports: list[int]) -> None:
        # Retried by nobody here: what goes wrong is LINE's to repeat.
        self._http = urllib3.PoolManager(retries=False, maxsize=16)
        self._ports = itertools.cycle(ports)
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def take(self, body: bytes, headers: dict[str, str]) -> int:
        """Delivers a webhook; the status that LINE sees."""
        with self._lock:
            number, first, second = next(self._numbers), next(self._ports), next(self._ports)
            next(self._ports)
        targets = [first, second] if number % TWICE == 0 else [first]
        seen = [self._post(port, body, headers) for port in targets]
        return 500 if number % UNANSWERED == 0 else seen[0]

    def _post(self, port: int, body: bytes, headers: dict[str, str]) -> int:
        try:
            url = f"http://127.0.0.1:{port}/callback"
            return self._http.request("POST", url, body=body, headers=headers, timeout=5).status
        except urllib3.exceptions.HTTPError:
            return 502


@contextmanager
def balanced(ports: list[int]) -> Iterator[str]:
    """A balancer on a port; its webhook address."""
    balancer = Balancer(ports)

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept = {k: v for k, v in self.headers.items() if k.lower() in ("x-line-signature", "content-type")}
            self.send_response(balancer.take(body, kept))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/callback"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class SideBySide:
    """The programs of the Procfile on one server."""

    def __init__(self, folder: Path, line: Standin, ports: list[int], **settings: str) -> None:
        self.line = line
        self.ports = ports
        self.log = folder / "log"
        self._log = self.log.open("ab")
        without = ("PUBLIC_URL", "MEDIA_URL", "DATABASE_URL")
        self.environment = {
            **{k: v for k, v in os.environ.items() if k not in without}, "APP_ENV": "test", "LINE_API_HOST": line.url,
            "LINE_CHANNEL_SECRET": line.secret, "LINE_CHANNEL_ACCESS_TOKEN": line.token,
            "DATA_DIR": str(folder / "var"), "NETASA_CACHE": str(ROOT / "var" / "cache"), **settings,
        }  # fmt: skip
        self.webs: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []

    def bot(self, *arguments: str) -> str:
        """A command of an operator; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _start(self, name: str, **settings: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            commands()[name], cwd=ROOT, env=self.environment | settings, stdout=self._log, stderr=self._log
        )

    def start_worker(self) -> None:
        """One worker more."""
        self.workers.append(self._start("worker"))

    def start(self) -> None:
        """Release, then the web programs and the workers; waits until each web program is ready."""
        assert self._start("release").wait() == 0, self.log.read_text()[-2000:]
        self.webs += [self._start("web", PORT=str(port)) for port in self.ports]
        for _ in range(WORKERS):
            self.start_worker()
        for port in self.ports:
            wait_until(lambda port=port: _is_ready(port), f"the web program on port {port} is ready")  # type: ignore[misc]

    def query(self, sql: LiteralString, *values: object) -> list[tuple[object, ...]]:
        """Asks the database past the program; empty for what gives no rows."""
        with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as connection:
            asked = connection.execute(sql, values)
            return asked.fetchall() if asked.description else []

    def settle(self) -> None:
        """Until LINE has delivered everything and nothing waits to be handled or sent."""
        wait_until(lambda: not self.line.events("waiting") and self._is_idle(), "everything is settled", 150)

    def _is_idle(self) -> bool:
        return self.query(_UNFINISHED) == [(0, 0)]

    def kill_a_worker(self) -> None:
        """kill -9 of the worker that has run longest; nobody starts it again."""
        worker = self.workers.pop(0)
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        """As an operator does."""
        programs = [*self.webs, *self.workers]
        for program in programs:
            program.terminate()
        for program in programs:
            program.wait(timeout=40)
        self._log.close()


def _is_ready(port: int) -> bool:
    try:
        return urllib3.request("GET", f"http://127.0.0.1:{port}/readyz", retries=False).status == 200
    except urllib3.exceptions.HTTPError:
        return False


@contextmanager
def side_by_side(folder: Path, database_url: str, **settings: str) -> Iterator[SideBySide]:
    """All of it, ready, and its LINE, which knows the balancer's address only."""
    ports = [free_port() for _ in range(WEBS)]
    with balanced(ports) as webhook_url, Standin(webhook_url=webhook_url) as line:
        line.set(redelivery=True, redelivery_delays_seconds=[0.3, 1, 1, 2, 2, 4, 4, 8, 8, 8])
        programs = SideBySide(folder, line, ports, DATABASE_URL=database_url, **settings)
        try:
            programs.start()
            yield programs
        finally:
            programs.stop()
