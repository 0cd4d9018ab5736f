"""The shape of a declaration: an intent, its slots and questions live together; menus, help, docs and tests read it.

An intent is declared in a module of this package as an element of its `INTENTS` tuple and found there by `declared()`.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType

Value = str | int | float | bool
"""What a slot holds. JSON scalars only, because a dialogue is stored between two messages."""


@dataclass(frozen=True)
class Unclear:
    """Two readings are equally good ("ร้อยห้า" is 105 or 150): the dialogue asks which."""

    options: tuple[tuple[str, Value], ...]
    """(Thai label, value) each; two or more."""


Reading = Value | Unclear | None
"""What a parser made of an answer: a value, a choice to offer, or None (it is no answer to this question)."""

Parser = Callable[[str, datetime], Reading]
"""(what was written, now in Asia/Bangkok) → Reading. Pure."""


@dataclass(frozen=True)
class Slot:
    """One thing an intent wants to know. `name` is an entity key, so that a whole offer in one message fills slots."""

    name: str
    title: str
    """Thai label on cards, and the word that corrects it: "ราคา 300"."""
    parse: Parser
    questions: tuple[str, ...] = ()
    """The question, then the same in other words. Empty: never asked."""
    required: bool = False
    corrections: tuple[str, ...] = ()
    """Further words that introduce a correction of this slot, besides `title`."""
    suggestions: tuple[str, ...] = ()
    """Answers offered as quick replies."""
    least: float | None = None
    most: float | None = None
    """Bounds of a number, both included; what lies outside is no answer."""
    is_looked_up: bool = False
    """The handler's look is asked anew when it is filled: only the store knows whether there is such a thing."""
    is_verbatim: bool = False
    """Free words that are passed on as they were typed. Whatever is written is the answer to its question."""
    takes_others: bool = False
    """Words besides what is offered are taken too: there may be more of it than a list can show."""
    is_only_named: bool = False
    """Filled as the answer to its question, or behind its own word; never by a bare value, which is another line's."""
    is_inner: bool = False
    """Never set by words: by a button, a handler or a location."""
    takes_location: bool = False
    """A pin that is sent, before, between or after, is its value: `17.48000,100.11000` (latitude, longitude)."""
    bare: str = ""
    """A regular expression: under a preview, words that begin so are its value without a word that introduces it."""
    or_else: str = ""
    """Another slot of this intent that answers it just as well: with that one filled it is not asked for."""

    def accepts(self, value: Value) -> bool:
        """Whether a value lies within the bounds."""
        if isinstance(value, str | bool):
            return True
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def value_of(self, written: str, now: datetime) -> Value | None:
        """The one value that these words have here; None when they have none, two, or one out of bounds."""
        reading = self.parse(written, now)
        return None if reading is None or isinstance(reading, Unclear) or not self.accepts(reading) else reading


@dataclass(frozen=True)
class Intent:
    """One thing a person can mean."""

    name: str
    title: str
    """Thai, verb first, at most 20 graphemes: a button in "which of these?" and the menu."""
    example: str
    """One sentence a villager would write; help shows it."""
    slots: tuple[Slot, ...] = ()
    whole: tuple[str, ...] = ()
    """A whole message that is only this (normalised, particles off) means this intent for sure."""
    shapes: tuple[str, ...] = ()
    """Regular expressions, case ignored: a whole message of this shape is this intent, and its first slot's value.
    One without slots is answered from what the message names."""
    needs: tuple[str, ...] = ()
    """Dangerous intents: regular expressions over the normalised text, one of which must be found (a veto)."""
    refuses: tuple[str, ...] = ()
    """Regular expressions over the normalised text that veto this intent."""
    only_pending: bool = False
    """Means something only as an answer to a pending question (yes, no)."""
    is_confirmed: bool = False
    """Nothing is done before a preview and a yes."""
    by_button_only: bool = False
    """The yes must be tapped; a typed one is not enough for what cannot be undone."""
    takes_photos: bool = False
    """Photos sent before, between or after belong to it."""
    is_quiet: bool = False
    """Not brought up again when something else was said in between."""
    is_search: bool = False
    """Looks for posts of a kind: "แล้วผ้าล่ะ" right after it asks the same about something else, and a location that was
    sent just before says near what."""
    ends: str = ""
    """While a form of this intent is open, it is that form which is meant, unless something is named."""
    is_inner: bool = False
    """Never read from a sentence: begun by a button, an event or another intent. Has no examples file."""
    in_menu: int = 0
    """Its place in the menu, 1 first; 0: not in it."""


def spoken() -> Mapping[str, Intent]:
    """The intents that a sentence can have: those that the classifier tells apart."""
    return MappingProxyType({name: intent for name, intent in declared().items() if not intent.is_inner})


@cache
def declared() -> Mapping[str, Intent]:
    """Every intent declared in this package, by name, in order of module and declaration."""
    import intents

    found: dict[str, Intent] = {}
    for module in sorted(pkgutil.walk_packages(intents.__path__, "intents."), key=lambda m: m.name):
        if module.name.endswith("__main__"):
            continue
        for intent in getattr(importlib.import_module(module.name), "INTENTS", ()):
            if intent.name in found:
                raise ValueError(f"intent {intent.name} is declared twice; the second time in {module.name}")
            found[intent.name] = intent
    return MappingProxyType(found)
