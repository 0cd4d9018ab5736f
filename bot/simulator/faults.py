"""What can be made to go wrong with a bot's calls, for the next few of them or until switched off."""

from __future__ import annotations

import itertools
import threading
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

from bot.simulator.wire import JsonObject, real, word

Kind = Literal["error_before", "error_after", "lost_answer", "rate_limit", "delay", "refuse"]


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    `error_before`: `status` (500) and nothing is accepted. `error_after`: accepted, then `status` (500).
    `lost_answer`: accepted, then the connection closes without an answer. `rate_limit`: 429, with `Retry-After` when
    `retry_after` is given (seconds). `delay`: `seconds` pass first. `refuse`: `status` and nothing is accepted.
    `endpoint` "" is every call, else reply, push, multicast, content, profile, quota …; `times` None is until cleared.
    """

    kind: Kind
    endpoint: str = ""
    times: int | None = 1
    status: int = 500
    seconds: float = 0.0
    retry_after: int | None = None
    number: int = 0

    def as_json(self) -> JsonObject:
        """The same as JSON."""
        return asdict(self)


def fault_from(source: JsonObject) -> Fault:
    """A fault from its JSON (`times`: null is until cleared). Raises `ValueError` for an unknown kind."""
    kind = word(source, "kind")
    for known in get_args(Kind):
        if kind == known:
            times = source.get("times", 1)
            after = source.get("retry_after")
            return Fault(
                known,
                word(source, "endpoint"),
                times if isinstance(times, int) else None,
                int(real(source, "status", 500)),
                real(source, "seconds"),
                after if isinstance(after, int) else None,
            )
    raise ValueError(f"A fault's kind is one of {', '.join(get_args(Kind))}, not {kind!r}")


class Faults:
    """The faults that are switched on. They live in memory only: a restarted stand-in is well again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._on: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Switches one on; earlier ones strike first."""
        with self._lock:
            numbered = replace(fault, number=next(self._numbers))
            self._on.append(numbered)
            return numbered

    def clear(self, number: int | None = None) -> None:
        """Switches one off, or all."""
        with self._lock:
            self._on = [fault for fault in self._on if number is not None and fault.number != number]

    def on(self) -> list[Fault]:
        """Those still switched on."""
        with self._lock:
            return list(self._on)

    def strike(self, endpoint: str) -> tuple[float, Fault | None]:
        """What happens to the next call of an endpoint: seconds of delay, and at most one other fault."""
        with self._lock:
            delay = self._take(endpoint, is_delay=True)
            other = self._take(endpoint, is_delay=False)
        return (delay.seconds if delay else 0.0), other

    def _take(self, endpoint: str, *, is_delay: bool) -> Fault | None:
        for index, fault in enumerate(self._on):
            if (fault.kind == "delay") == is_delay and fault.endpoint in ("", endpoint):
                if fault.times is not None:
                    self._on[index : index + 1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                return fault
        return None
