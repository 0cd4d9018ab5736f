"""A few threads, each working off its own queue in order; what has a later time does not hold up the rest."""

from __future__ import annotations

import heapq
import itertools
import threading
import zlib
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.simulator.clock import now_ms

Work = TypeVar("Work")


class Lane(threading.Thread, Generic[Work]):
    """One thread, one queue."""

    def __init__(self, work: Callable[[Work], None]) -> None:
        super().__init__(daemon=True, name="webhook lane")
        self._work = work
        self._news = threading.Condition()
        self._numbers = itertools.count()
        self._heap: list[tuple[int, int, Work]] = []
        self._has_ended = False

    def put(self, item: Work, due_ms: int) -> None:
        """Queues an item; those with the same time keep their order."""
        with self._news:
            heapq.heappush(self._heap, (due_ms, next(self._numbers), item))
            self._news.notify()

    def stop(self) -> None:
        """Finishes the item in hand and takes no other."""
        with self._news:
            self._has_ended = True
            self._news.notify()

    def run(self) -> None:
        """Works until stopped."""
        while (item := self._next()) is not None:
            self._work(item)

    def _next(self) -> Work | None:
        with self._news:
            while not self._has_ended:
                if not self._heap:
                    self._news.wait()
                elif (left := self._heap[0][0] - now_ms()) > 0:
                    self._news.wait(left / 1000)
                else:
                    return heapq.heappop(self._heap)[2]
        return None


class Lanes(Generic[Work]):
    """Items with the same key go through the same lane, so they stay in order."""

    def __init__(self, count: int, work: Callable[[Work], None]) -> None:
        self._lanes: list[Lane[Work]] = [Lane(work) for _ in range(count)]

    def start(self) -> None:
        """Starts all threads."""
        for lane in self._lanes:
            lane.start()

    def put(self, key: str, item: Work, due_ms: int = 0) -> None:
        """Queues an item for its key's lane."""
        self._lanes[zlib.crc32(key.encode()) % len(self._lanes)].put(item, due_ms)

    def stop(self, seconds: float = 10.0) -> None:
        """Stops all threads and waits for each, at most so long."""
        for lane in self._lanes:
            lane.stop()
        for lane in self._lanes:
            if lane.is_alive():
                lane.join(seconds)
