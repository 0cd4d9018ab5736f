"""`bot run` with nothing but a folder: its own database, its demonstration villages, its own LINE."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3

from tests.processes.running import ROOT, wait_until

READY = "เน็ตอาสาพร้อมแล้ว"
START_SECONDS = 240
"""The very first start also trains the classifier."""
OURS = ("DATABASE_URL", "PUBLIC_URL", "MEDIA_URL", "LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "LINE_API_HOST")


def free_port() -> int:
    """A port of which the next one is free too: the program's and its LINE's.

    Below those that the system gives to whoever asks for any, so that nobody takes one in between.
    """
    for port in random.sample(range(20_000, 32_000, 2), 50):
        with socket.socket() as one, socket.socket() as two:
            try:
                one.bind(("127.0.0.1", port))
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("no two ports beside each other are free")


@contextmanager
def village(folder: Path, port: int | None = None) -> Iterator[str]:
    """The address that `bot run` prints for the page, once it is up; stopped as Ctrl-C does. No port: a free one."""
    port = port or free_port()
    environment = {
        **os.environ,
        **dict.fromkeys(OURS, ""),
        "LINE_API_HOST": "https://api.line.me",
        "DATA_DIR": str(folder / "var"), "PORT": str(port), "CLOCK_OFFSET": "0",
        "NETASA_CACHE": str(ROOT / "var" / "cache"), "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    log = folder / "log"
    with log.open("wb") as written:
        program = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment, stdout=written, stderr=written
        )

    def is_up() -> bool:
        assert program.poll() is None, log.read_text()[-3000:]
        return READY in log.read_text()

    try:
        wait_until(is_up, "bot run says that it is ready", START_SECONDS)
        page = f"http://127.0.0.1:{port}/simulator"
        assert page in log.read_text()
        yield page
    finally:
        if program.poll() is None:
            program.send_signal(signal.SIGINT)
            program.wait(timeout=60)


def simulator_of(page: str) -> str:
    """The address of the simulator to which the program's own `/simulator` leads."""
    answer = urllib3.request("GET", page, redirect=False)
    return str(answer.headers["Location"]).removesuffix("/simulator")
