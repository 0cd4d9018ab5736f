"""The real program as processes, killed and started again."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import urllib3

from bot import clock
from bot.simulator.server import Standin

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> float:
    """Waits until something holds; how many seconds it took. Fails with a sentence."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError(f"after {seconds} s still not: {what}")


def to_nine() -> str:
    """CLOCK_OFFSET that makes it nine in the morning: nothing waits for the end of the quiet hours."""
    now = clock.real_now()
    nine = now.replace(hour=9, minute=0, second=0, microsecond=0)
    return str((nine + timedelta(days=0 if nine > now else 1) - now).total_seconds())


def notified(line: Standin) -> Counter[str]:
    """How often each person was accepted as a recipient of a multicast."""
    bodies = [json.loads(str(call["body"])) for call in line.calls("multicast") if call["accepted"]]
    return Counter(user_id for body in bodies for user_id in body["to"])


class Program:
    """`python -m bot run` beside a stand-in of LINE that is not its own."""

    def __init__(self, folder: Path, line: Standin, port: int, **environment: str) -> None:
        self.port = port
        self.log = folder / "log"
        self.environment = {
            **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PUBLIC_URL", "MEDIA_URL")},
            "DATA_DIR": str(folder / "var"), "PORT": str(port), "APP_ENV": "test", "LINE_API_HOST": line.url,
            "LINE_CHANNEL_SECRET": line.secret, "LINE_CHANNEL_ACCESS_TOKEN": line.token, "CLOCK_OFFSET": "0",
            "NETASA_CACHE": str(ROOT / "var" / "cache"), **environment,
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        """Starts it; does not wait."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", *arguments], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def bot(self, *arguments: str) -> str:
        """Another command beside it; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def is_ready(self) -> bool:
        """Whether the web program answers and a worker lives."""
        try:
            return urllib3.request("GET", f"http://127.0.0.1:{self.port}/readyz", retries=False).status == 200
        except urllib3.exceptions.HTTPError:
            return False

    def wait_until_ready(self) -> float:
        """Seconds until it was ready."""
        try:
            return wait_until(self.is_ready, "the program is ready")
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.log.read_text()[-3000:]}") from None

    def children(self, *words: str) -> list[int]:
        """Process ids of its programs whose command line has these words."""
        assert self.process is not None
        found = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdecimal():
                continue
            try:
                command = (folder / "cmdline").read_bytes().split(b"\0")
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            if parent == self.process.pid and all(word.encode() in command for word in words):
                found.append(int(folder.name))
        return found

    def kill(self, *words: str) -> None:
        """kill -9 of one of its programs."""
        for pid in self.children(*words):
            os.kill(pid, signal.SIGKILL)

    def kill_everything(self) -> None:
        """kill -9 of the program that started the others; those end by themselves."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=40)


@contextmanager
def running(folder: Path, port: int, **environment: str) -> Iterator[tuple[Program, Standin]]:
    """The program, ready, and its LINE, which sends again what was not answered."""
    with Standin(webhook_url=f"http://127.0.0.1:{port}/callback") as line:
        line.set(redelivery=True, redelivery_delays_seconds=[0.5, 1, 1, 2, 2, 4, 4, 8, 8, 8])
        program = Program(folder, line, port, **environment)
        program.start("--no-demo")
        try:
            program.wait_until_ready()
            yield program, line
        finally:
            program.stop()
