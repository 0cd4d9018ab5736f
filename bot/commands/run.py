"""`bot run`: everything in one go on this machine."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

import click

from bot import clock
from bot.embedded import UnusableDatabase, provided
from bot.parent import PARENT
from bot.settings import settings
from bot.standin import Standin, prepare_standin

READY_SECONDS = 60
RESTART_SECONDS = 1.0
AN_HOUR = timedelta(hours=1)


class _Stopped(Exception):
    """Ctrl-C or SIGTERM."""


@click.command()
@click.option("--no-demo", is_flag=True, help="Do not load the demonstration villages into an empty database.")
def run(no_demo: bool) -> None:
    """Runs everything on this machine: database, web, jobs and, without LINE settings, a simulator of LINE."""
    stopping = _Stopping()
    standin = None if settings().has_line else prepare_standin(settings())
    if standin is not None:
        os.environ.update(standin.environment())
        settings.cache_clear()
    try:
        with provided(), _programs(standin) as programs:
            stopping.arm()
            click.echo("กำลังเตรียมฐานข้อมูลและบอต ครั้งแรกใช้เวลาสักครู่ …")
            _bot("migrate")
            if not no_demo:
                _bot("demo", "--if-empty", *(["--with-line-ids", "--roster", standin.roster] if standin else []))
            for program in programs:
                program.start()
            _wait_until_ready()
            if standin is not None:
                standin.wait_until_up()
                standin.deliver_again()
                standin.introduce(with_people=not no_demo)
            _welcome(standin)
            _supervise(programs)
    except UnusableDatabase as problem:
        raise click.ClickException(str(problem)) from None
    except _Stopped:
        click.echo("จบการทำงานแล้วค่ะ")


class _Stopping:
    """Ctrl-C and SIGTERM. While the database starts they wait: a server half started is stopped by nobody."""

    def __init__(self) -> None:
        self._is_armed = False
        self._is_asked = False
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)

    def arm(self) -> None:
        """From now on a signal stops at once; one that came before stops now."""
        self._is_armed = True
        if self._is_asked:
            raise _Stopped

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._is_asked = True
        if self._is_armed:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            raise _Stopped


def _bot(*arguments: str) -> None:
    """A command in a process of its own: what it loads does not stay in this one's memory."""
    done = subprocess.run([sys.executable, "-m", "bot", *arguments], check=False)
    if done.returncode:
        raise click.ClickException(f"`python -m bot {' '.join(arguments)}` failed; the lines above say why")


class _Program:
    """One child process, started again should it die."""

    def __init__(self, arguments: list[str], parent_fd: int) -> None:
        self._arguments = arguments
        self._parent_fd = parent_fd
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it, tied to this process by the pipe."""
        environment = {**os.environ, PARENT: str(self._parent_fd)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", *self._arguments],
            env=environment,
            pass_fds=(self._parent_fd,),
            start_new_session=True,
        )

    def is_dead(self) -> bool:
        """Whether it ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def stop(self) -> None:
        """Lets it finish what it holds; not for ever."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def _programs(standin: Standin | None) -> Iterator[list[_Program]]:
    reading, writing = os.pipe()
    programs = [_Program(["bot", "web"], reading), _Program(["bot", "worker"], reading)]
    if standin is not None:
        programs.insert(0, _Program(standin.arguments(), reading))
    try:
        yield programs
    finally:
        stops = [threading.Thread(target=program.stop) for program in programs]
        for stop in stops:
            stop.start()
        for stop in stops:
            stop.join()
        os.close(writing)
        os.close(reading)


def _wait_until_ready() -> None:
    until = clock.monotonic() + READY_SECONDS
    while clock.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{settings().port}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
        clock.sleep(0.2)
    click.echo("the program is slow to start; it goes on trying (python -m bot doctor says more)", err=True)


def _welcome(standin: Standin | None) -> None:
    config = settings()
    click.echo(f"\nเน็ตอาสาพร้อมแล้ว  เปิดดูที่ {config.base_url}")
    if standin is not None:
        click.echo(f"ลองคุยกับบอตในเบราว์เซอร์ที่ http://127.0.0.1:{config.port}/simulator")
        click.echo("หรือจากอีกหน้าต่างหนึ่ง:  .venv/bin/python -m bot chat --as ป้าเรียน")
        if clock.now() - clock.real_now() > AN_HOUR:
            click.echo("นาฬิกาของบอตถูกเลื่อนไปข้างหน้า กด “กลับเวลาจริง” ในหน้านั้นได้")
    else:
        click.echo(f"LINE webhook:  {config.base_url}/callback")
    click.echo("กด Ctrl-C เพื่อหยุด\n")


def _supervise(programs: list[_Program]) -> None:
    while True:
        clock.sleep(RESTART_SECONDS)
        for program in programs:
            if program.is_dead():
                click.echo("a program ended and is started again", err=True)
                program.start()


COMMAND = run
