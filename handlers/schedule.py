"""What happens by itself: a handler's DUTIES, found by being there. The engine that asks for them is bot/duties.py.

A moment that people were promised is a row with its own due time; a duty says which rows are due and does one of them.
"""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from handlers.capability import Notice


@dataclass(frozen=True)
class Moment:
    """The edge of the world for one duty: the open transaction, when, and where the pages are."""

    db: Session
    now: datetime
    """Asia/Bangkok; moved by CLOCK_OFFSET."""
    real_now: datetime
    base_url: str


@dataclass(frozen=True)
class Duty:
    """Something that falls due. `do` runs in one transaction with what it changes; two workers may try one row."""

    name: str
    due: Callable[[Session, datetime], Sequence[int]]
    """(db, people's now) → ids of the rows that are due, a few hundred at most."""
    do: Callable[[Moment, int], Sequence[Notice]]
    """Does one of them, if it still is to be done: it locks the row and looks again. Gives whom to tell."""


@cache
def duties() -> tuple[Duty, ...]:
    """Every duty of this package."""
    import handlers

    found: list[Duty] = []
    for module in sorted(pkgutil.walk_packages(handlers.__path__, "handlers."), key=lambda m: m.name):
        found += getattr(importlib.import_module(module.name), "DUTIES", ())
    return tuple(found)
