"""What a handler offers the turn, and how it is found: a module of this package with a CAPABILITIES tuple."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import MappingProxyType

from sqlalchemy.orm import Session

from handlers.replies import Answer, Reply
from intents.intent import Value
from models.person import Person
from models.quota import Quota


@dataclass(frozen=True)
class Context:
    """The edge of the world for one turn: the open transaction, who speaks, when, and where the pages are."""

    db: Session
    person: Person
    now: datetime
    """Asia/Bangkok; moved by CLOCK_OFFSET."""
    real_now: datetime
    base_url: str
    quota: Callable[[], Quota | None] = lambda: None
    """LINE's figures of this month, asked for when they are needed; None when they cannot be had now."""


@dataclass(frozen=True)
class Form:
    """What is known when a handler is asked: an intent with its values, and where each came from."""

    intent: str
    values: Mapping[str, Value] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    """Slot → LINE's id of the message that it came from."""
    photos: tuple[int, ...] = ()
    text: str = ""
    """The sentence that began it, normalised."""
    written: str = ""
    """The same as it was typed: what is passed on word for word."""
    draft_id: str = ""

    def text_of(self, slot: str) -> str:
        """A value as text; empty when it is not known."""
        return str(self.values.get(slot, ""))


@dataclass(frozen=True)
class Found:
    """What a look brought. Nothing set: go on with the form."""

    answer: Answer | None = None
    """To be said; of a form it ends it, unless `first` or `instead` says how it goes on."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """Slots that the look fills."""
    options: Mapping[str, tuple[tuple[str, Value], ...]] = field(default_factory=dict)
    """Slots that can only have one of these values: (Thai label, value)."""
    empties: tuple[str, ...] = ()
    """Slots whose value cannot be used, or was misread: filled from `values`, else asked anew; an answer says why."""
    first: str = ""
    """An intent that has to be done before this one can go on."""
    instead: str = ""
    """The intent that this one turned out to be."""


@dataclass(frozen=True)
class Notice:
    """Something that another person is to be told because of an act. It is pushed, in the act's own commit.

    It costs quota: at most one person each. When the month's is used up it waits for that person's next word.
    """

    person_id: int
    answer: Answer


@dataclass(frozen=True)
class Done:
    """What an act brought."""

    answer: Answer
    then: str = ""
    """An intent to begin now."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """Slots of `then` that are known."""
    notices: tuple[Notice, ...] = ()
    settles: tuple[str, ...] = ()
    """Intents whose open forms have nothing left to ask: what waited for them goes on."""


@dataclass(frozen=True)
class Capability:
    """What the bot does about one intent. `look` only reads; `act` changes models; nothing is sent by either."""

    intent: str
    look: Callable[[Context, Form], Found] | None = None
    """Answers an intent without a form; before a form begins: may it, what is known already, among what to choose."""
    preview: Callable[[Context, Form], Reply] | None = None
    """The card that is confirmed; its Move buttons get their dialogue from the turn."""
    act: Callable[[Context, Form], Done] | None = None
    decline: Callable[[Context, Form], Answer] | None = None
    """What is said to a no."""
    take_back: Callable[[Context], Done | None] | None = None
    """What "ยกเลิก" undoes while nothing is open: something done a moment ago. None: there is nothing."""
    is_offered: Callable[[Context], bool] | None = None
    """Whether this person finds it in the menu; None: everybody does."""


def answering(intent: str, look: Callable[[Context, Form], Found]) -> Capability:
    """A question whose form carries only its own words: the look answers it, there is nothing to fill or to do."""
    return Capability(intent, look=look, act=lambda context, form: Done(look(context, form).answer or Answer(())))


@cache
def capabilities() -> Mapping[str, Capability]:
    """Every capability of this package by its intent."""
    import handlers

    found: dict[str, Capability] = {}
    for module in sorted(pkgutil.walk_packages(handlers.__path__, "handlers."), key=lambda m: m.name):
        for capability in getattr(importlib.import_module(module.name), "CAPABILITIES", ()):
            if capability.intent in found:
                raise ValueError(f"intent {capability.intent} has two handlers; the second in {module.name}")
            found[capability.intent] = capability
    return MappingProxyType(found)
