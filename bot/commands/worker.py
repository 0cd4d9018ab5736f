"""`bot worker`: turns, sending, photos, housekeeping."""

import asyncio

import click

from bot import clock, jobs, log
from bot.parent import end_with_parent
from intents.understand import warm_up


@click.command()
def worker() -> None:
    """Does the jobs: turns, sending, photos, housekeeping."""
    end_with_parent()
    log.configure()
    warm_up(clock.now())
    asyncio.run(jobs.work())


COMMAND = worker
