"""LINE itself: everything the stand-in consists of, behind its two doors (the Messaging API and the phones)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.simulator.calls import Calls
from bot.simulator.chats import Chats
from bot.simulator.exchanges import Exchanges
from bot.simulator.faults import Faults
from bot.simulator.people import People
from bot.simulator.state import State
from bot.simulator.webhooks import Webhooks


class Line:
    """One stand-in with its memory. `start` begins to deliver webhooks, `stop` ends it and closes the memory."""

    def __init__(self, database: Path, channel_secret: str, access_token: str, webhook_url: str) -> None:
        self.access_token = access_token
        self.state = State(database)
        self.people = People(self.state)
        self.chats = Chats(self.state, self.people)
        self.calls = Calls(self.state)
        self.faults = Faults()
        self.exchanges = Exchanges()
        self.webhooks = Webhooks(self.state, channel_secret, self.exchanges)
        self._ends: list[Callable[[], None]] = []
        if webhook_url:
            self.state.set("webhook_url", webhook_url)

    def start(self) -> None:
        """Begins to deliver webhooks."""
        self.webhooks.start()

    def at_end(self, end: Callable[[], None]) -> None:
        """Has `end` called when this stops."""
        self._ends.append(end)

    def stop(self) -> None:
        """Ends deliveries and what else was begun, and closes the memory."""
        self.webhooks.stop()
        for end in self._ends:
            end()
        self.state.close()
