"""Moving the bot's clock: a file of seconds that the bot adds to its own now, and a memory of when it was moved.

LINE's time (`clock.py`) is never moved: reply tokens and retry keys age in real time. Phones show the bot's time,
because a reminder for tomorrow has to look like tomorrow's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.simulator.clock import BANGKOK, now_ms
from bot.simulator.state import State
from bot.simulator.wire import JsonObject, only_objects

MOVES = "clock_moves"
MOVES_SHOWN = 200
MORNING = 8
SATURDAY = 5
FURTHEST = timedelta(days=366)


class CannotMove(ValueError):
    """There is no file to write, or nobody knows such a moment; the text says which."""


@dataclass(frozen=True)
class BotClock:
    """`file` is where the bot looks; None when nobody said, and then the clock cannot be moved."""

    state: State
    file: Path | None

    def offset(self) -> float:
        """Seconds that the bot is ahead of LINE."""
        if self.file is None:
            return 0.0
        try:
            return float(self.file.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0.0

    def move(self, step: str) -> None:
        """`+2h` (any whole hours), `tomorrow` 8:00, `saturday` (the next one, 8:00), or `real`."""
        if self.file is None:
            raise CannotMove("This stand-in was not told where the bot looks for its clock (--clock FILE)")
        offset = 0.0 if step == "real" else (self._aim(step) - self._real()).total_seconds()
        if offset > FURTHEST.total_seconds():
            raise CannotMove("The clock is not moved further than a year")
        offset = math.ceil(offset)  # up, so that eight o'clock is never 7:59
        beside = self.file.with_name(self.file.name + ".new")
        beside.write_text(str(offset), encoding="ascii")
        beside.replace(self.file)
        self.state.remember(MOVES, [*self._moves(), {"at": now_ms(), "offset": offset}])

    def as_json(self) -> JsonObject:
        """Whether it can be moved, by how many seconds it is, what it shows (ms), and every move (`at`, `offset`)."""
        offset = self.offset()
        told: JsonObject = {"can_move": self.file is not None, "offset": offset, "real": now_ms()}
        return told | {"now": now_ms() + round(1000 * offset), "moves": self._moves()}

    def _moves(self) -> list[JsonObject]:
        kept = self.state.memo(MOVES)
        return only_objects(kept if isinstance(kept, list) else [])[-MOVES_SHOWN:]

    def _real(self) -> datetime:
        return datetime.fromtimestamp(now_ms() / 1000, UTC).astimezone(BANGKOK)

    def _aim(self, step: str) -> datetime:
        now = self._real() + timedelta(seconds=self.offset())
        if step.startswith("+") and step.endswith("h") and step[1:-1].isdigit():
            return now + timedelta(hours=int(step[1:-1]))
        morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        if step == "tomorrow":
            return morning + timedelta(days=1)
        if step == "saturday":
            return morning + timedelta(days=(SATURDAY - now.weekday() - 1) % 7 + 1)
        raise CannotMove(f"Nobody knows when {step!r} is: +2h, tomorrow, saturday or real")
