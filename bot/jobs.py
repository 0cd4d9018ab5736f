"""The jobs on Procrastinate: bells, photos, the tick. Rows are the truth; any job may be lost and is found again."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from typing import ParamSpec, TypeVar

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from bot import broadcast, clock, duties, housekeeping, outbox, photos, tasks, turn
from bot.database import libpq_url, session
from bot.settings import settings
from models import announcement, webhook_event
from models import outbox as messages
from models import photo as photo_rows

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 8
"""Turns and calls at once; each needs a connection or two."""
ANNOUNCERS = 3
"""Announcements on their way at once in this process; each has lanes of its own (bot/broadcast.py)."""
CONCURRENCY = 64
"""Jobs at once: most of them only wait."""
SHORT = 0.5
"""Seconds that a job itself waits; longer waits go through the queue."""
LONG = 1.5
"""Seconds after which a person wonders whether anything happens: the dots are shown."""
NEGLECTED = timedelta(seconds=2)
"""Age from which a waiting event is taken to have lost its bell."""
TICK = "* * * * * */3"
"""Every three seconds (the sixth field): a lost bell costs a person that long."""
HEARTBEAT = 5.0
STALLED = 15.0
"""Seconds without a heartbeat after which a worker is dead; its jobs are given to others."""


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="turn")


@cache
def _announcers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(ANNOUNCERS, thread_name_prefix="announcer")


async def _in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    call = asyncio.get_running_loop().run_in_executor(_threads(), lambda: function(*args, **kwargs))
    return await call


async def _ring(event_id: int) -> None:
    """A bell: something waits in the chat of this event."""
    await asyncio.sleep(turn.SETTLE.total_seconds())
    await _turn(event_id)


async def _turn(event_id: int) -> None:
    loop = asyncio.get_running_loop()
    dots = loop.call_later(LONG, lambda: _threads().submit(turn.show_dots, event_id))
    try:
        after = await _in_thread(turn.run, event_id)
        waiting = list(after.messages)
        while after.chat_wait is not None and after.chat_wait <= SHORT:
            await asyncio.sleep(after.chat_wait)
            after = await _in_thread(turn.run, event_id)
            waiting += after.messages
    finally:
        dots.cancel()
    for message_id, wait in waiting:
        await _later(tasks.SEND, wait, message_id=message_id)
    if after.chat_wait is not None:
        await _later(tasks.RING, after.chat_wait, event_id=event_id)


async def _send(message_id: int) -> None:
    """Another try of a message; its row knows whether and when."""
    wait = await _in_thread(outbox.deliver, message_id)
    if wait is not None:
        await _later(tasks.SEND, wait, message_id=message_id)


async def _fetch_photo(photo_id: int) -> None:
    """A try at fetching a photo; its row knows how often."""
    wait = await _in_thread(photos.fetch, photo_id)
    if wait is not None:
        await _later(tasks.FETCH_PHOTO, wait, photo_id=photo_id)


async def _broadcast(announcement_id: int) -> None:
    """An announcement on its way. Its threads are its own: nobody who chats waits behind a village."""
    wait = await asyncio.get_running_loop().run_in_executor(_announcers(), broadcast.run, announcement_id)
    if wait is not None:
        await _later(tasks.BROADCAST, wait, announcement_id=announcement_id)


async def _later(task: str, seconds: float, **arguments: int) -> None:
    """A further try, in the queue: nobody sleeps through a Retry-After. Should this be lost, the tick finds the row."""
    await (
        app()
        .configure_task(task, queue=tasks.QUEUE, schedule_in={"seconds": max(0, round(seconds))})
        .defer_async(**arguments)
    )


async def _tick(timestamp: int) -> None:
    """Finds what was stored and not finished: lost bells, dead senders, photos that are due."""
    for message_id in await _in_thread(duties.do_due):
        await _later(tasks.SEND, 0, message_id=message_id)
    for announcement_id in await _in_thread(_being_sent):
        await _broadcast_once(announcement_id)
    events, due, pictures = await _in_thread(_neglected)
    await asyncio.gather(*(_turn(i) for i in events), *(_send(i) for i in due), *(_fetch_photo(i) for i in pictures))


def _being_sent() -> list[int]:
    with session() as db:
        return list(announcement.being_sent(db))


async def _broadcast_once(announcement_id: int) -> None:
    """One job an announcement; it is not asked for again while one waits."""
    lock = f"{tasks.BROADCAST}-{announcement_id}"
    try:
        job = app().configure_task(tasks.BROADCAST, queue=tasks.QUEUE, queueing_lock=lock)
        await job.defer_async(announcement_id=announcement_id)
    except AlreadyEnqueued:
        log.debug("this announcement waits already", id=announcement_id)


def _neglected() -> tuple[list[int], list[int], list[int]]:
    now = clock.real_now()
    with session() as db:
        return (
            webhook_event.neglected(db, now, NEGLECTED),
            messages.due(db, now - NEGLECTED),
            photo_rows.due(db, now - NEGLECTED),
        )


async def _tidy(timestamp: int) -> None:
    """Housekeeping, and the documented recipe for jobs of a dead worker."""
    for job in await app().job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        await app().job_manager.retry_job(job)
    await _in_thread(housekeeping.tidy, clock.now(), clock.real_now())


@cache
def app() -> App:
    """The engine of the worker process, with its jobs."""
    made = App(connector=PsycopgConnector(conninfo=libpq_url(settings().database_url), min_size=1, max_size=8))
    made.task(name=tasks.RING, queue=tasks.QUEUE)(_ring)
    made.task(name=tasks.SEND, queue=tasks.QUEUE)(_send)
    made.task(name=tasks.BROADCAST, queue=tasks.QUEUE)(_broadcast)
    made.task(name=tasks.FETCH_PHOTO, queue=tasks.QUEUE)(_fetch_photo)
    # More urgent than bells: it is what finds the bells that were lost.
    tick = made.task(name=tasks.TICK, queue=tasks.QUEUE, queueing_lock=tasks.TICK, priority=10)(_tick)
    made.periodic(cron=TICK)(tick)
    tidy = made.task(name=tasks.TIDY, queue=tasks.QUEUE, queueing_lock=tasks.TIDY)(_tidy)
    made.periodic(cron="* * * * *")(tidy)
    return made


async def work() -> None:
    """Runs the jobs until the process is told to stop."""
    async with app().open_async():
        try:
            await app().configure_task(tasks.TICK, queue=tasks.QUEUE, queueing_lock=tasks.TICK).defer_async(timestamp=0)
        except AlreadyEnqueued:
            log.debug("a tick waits already")
        await app().run_worker_async(
            queues=[tasks.QUEUE],
            concurrency=CONCURRENCY,
            fetch_job_polling_interval=1,
            delete_jobs="always",
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED,
            shutdown_graceful_timeout=20,
        )
