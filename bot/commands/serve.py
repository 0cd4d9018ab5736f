"""`bot web` and `bot worker`: the two programs of the Procfile."""

import asyncio
import os
import threading

import click

from bot.settings import settings

PARENT = "NETASA_PARENT_FD"
"""Names the reading end of a pipe that `bot run` holds open: at its end, however it dies, its programs end too."""


def end_with_parent() -> None:
    """Watches the pipe, if there is one. A program left behind would keep the port and the work of a dead run."""
    named = os.environ.pop(PARENT, "")
    if not named:
        return

    def watch() -> None:
        os.read(int(named), 1)
        os._exit(0)

    threading.Thread(target=watch, name="parent", daemon=True).start()


@click.command()
def web() -> None:
    """Serves LINE's webhook and the pages (gunicorn, threads)."""
    from bot.server import serve

    end_with_parent()
    serve(settings().port)


@click.command()
def worker() -> None:
    """Does the jobs: turns, sending, photos, housekeeping."""
    from bot import clock, jobs, log
    from intents.understand import warm_up

    end_with_parent()
    log.configure()
    warm_up(clock.now())
    asyncio.run(jobs.work())


COMMANDS = (web, worker)
