"""The state of a conversation: forms that are being filled. Frozen values, stored as JSON between two messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from intents.intent import Intent, Value, declared

OptionList = tuple[tuple[str, Value], ...]
"""(Thai label, value) each."""


@dataclass(frozen=True)
class Filled:
    """A slot's value and LINE's id of the message that it came from; empty for a button."""

    value: Value
    source: str = ""


@dataclass(frozen=True)
class Pending:
    """What the next message is expected to answer."""

    kind: Literal["slot", "confirm", "edit", "replace"]
    slot: str = ""


@dataclass(frozen=True)
class Draft:
    """One form being filled."""

    id: str
    intent: str
    slots: Mapping[str, Filled] = field(default_factory=dict)
    photos: tuple[int, ...] = ()
    """Rows of models/photo.py."""
    text: str = ""
    """The sentence that began it, normalised."""
    written: str = ""
    """The same as it was typed."""
    began_by: str = ""
    """LINE's id of the message that it was."""
    revision: int = 0
    """Counts changes of what a card shows: a button of an older card is known by it."""
    pending: Pending | None = None
    asked: Mapping[str, int] = field(default_factory=dict)
    """How often each slot's question was put since it was last filled or chosen."""
    options: Mapping[str, OptionList] = field(default_factory=dict)
    """Answers that a slot can only have, or two readings of what was said."""
    is_checked: bool = False
    """Whether the handler has been asked if this may begin."""
    successor: Mapping[str, Filled] = field(default_factory=dict)
    """Values of another offer that came while this one was open, until it is said which of the two is meant."""
    successor_text: str = ""
    """The sentence of that offer, normalised; as it was typed; LINE's id of its message."""
    successor_written: str = ""
    successor_source: str = ""

    @property
    def declaration(self) -> Intent:
        """The intent it fills."""
        return declared()[self.intent]

    @property
    def key(self) -> str:
        """What its buttons carry: id and revision."""
        return f"{self.id}.{self.revision}"

    @property
    def pin_slot(self) -> str:
        """The slot that a location fills; empty when it has none."""
        return next((slot.name for slot in self.declaration.slots if slot.takes_location), "")

    def values(self) -> dict[str, Value]:
        """Slot → value."""
        return {name: filled.value for name, filled in self.slots.items()}

    def filled(self, values: Mapping[str, Filled]) -> "Draft":
        """With these slots filled; their questions may be put anew, should they be emptied."""
        if not values:
            return self
        kept = {name: n for name, n in self.asked.items() if name not in values}
        options = {name: o for name, o in self.options.items() if name not in values}
        is_checked = self.is_checked and not any(s.is_looked_up for s in self.declaration.slots if s.name in values)
        return replace(
            self, slots={**self.slots, **values}, asked=kept, options=options, revision=self.revision + 1,
            is_checked=is_checked,
        )  # fmt: skip

    def alone(self) -> "Draft":
        """Without the other offer that came in between."""
        return replace(self, successor={}, successor_text="", successor_written="", successor_source="")

    def without_source(self, message_id: str, photos: tuple[int, ...]) -> "Draft":
        """Without what came from this message."""
        slots = {name: filled for name, filled in self.slots.items() if filled.source != message_id}
        kept = tuple(p for p in self.photos if p not in photos)
        successor = {name: filled for name, filled in self.successor.items() if filled.source != message_id}
        if self.successor_source == message_id:
            return replace(self, slots=slots, photos=kept, pending=None, revision=self.revision + 1).alone()
        began_with_it = bool(message_id) and self.began_by == message_id and bool(self.text or self.written)
        is_same = len(slots) == len(self.slots) and kept == self.photos and len(successor) == len(self.successor)
        if is_same and not began_with_it:
            return self
        return replace(
            self,
            slots=slots,
            photos=kept,
            successor=successor,
            pending=None,
            text="",
            written="",
            revision=self.revision + 1,
            is_checked=False,
        )


@dataclass(frozen=True)
class Shown:
    """A card of the last list, and what a tap on it would have done: begin an intent, or open an address."""

    title: str
    intent: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True)
class Dialogue:
    """All that is open between a person and the bot. The last draft is the one spoken of; those before it wait."""

    drafts: tuple[Draft, ...] = ()
    loose_photos: tuple[int, ...] = ()
    """Photos sent before it was said what they are for."""
    loose_pin: Filled | None = None
    """A location sent just before it was said what it is for."""
    misses: int = 0
    """Messages in a row that were not understood."""
    candidates: tuple[str, ...] = ()
    """Intents offered in "which of these?"."""
    unclear_text: str = ""
    """The sentence that "which of these?" was about."""
    unclear_source: str = ""
    is_resting: bool = False
    """Something else came in between: a plain yes goes on with the draft, it does not confirm it."""
    shown: tuple[Shown, ...] = ()
    """The cards of the last list: "อันที่สอง" means one of them."""
    asked: str = ""
    """The last question, where "แล้วผ้าล่ะ" goes on with it."""

    @property
    def draft(self) -> Draft | None:
        """The form that is spoken of."""
        return self.drafts[-1] if self.drafts else None

    @property
    def is_empty(self) -> bool:
        """Nothing to keep."""
        return self == Dialogue()

    def with_draft(self, draft: Draft) -> "Dialogue":
        """The form that is spoken of, changed."""
        return replace(self, drafts=(*self.drafts[:-1], draft))

    def opened(self, draft: Draft) -> "Dialogue":
        """A form begun over those that are open; one of the same intent gives way to it, a quiet one too."""
        kept = tuple(d for d in self.drafts if d.intent != draft.intent and not d.declaration.is_quiet)
        loose, pin = self.loose_photos, self.loose_pin
        if draft.declaration.takes_photos and loose:
            draft, loose = replace(draft, photos=loose + draft.photos), ()
        if pin is not None and draft.pin_slot and draft.pin_slot not in draft.slots:
            draft, pin = draft.filled({draft.pin_slot: pin}), None
        return replace(self, drafts=(*kept, draft), loose_photos=loose, loose_pin=pin, is_resting=False)

    def closed(self) -> "Dialogue":
        """Without the form that was spoken of."""
        return replace(self, drafts=self.drafts[:-1], is_resting=False)

    def heard(self) -> "Dialogue":
        """Something was understood."""
        return replace(self, misses=0, candidates=(), unclear_text="", unclear_source="")

    def without_source(self, message_id: str, photos: tuple[int, ...]) -> "Dialogue":
        """Unsend: without what came from this message, wherever it stood."""
        drafts = tuple(draft.without_source(message_id, photos) for draft in self.drafts)
        loose = tuple(p for p in self.loose_photos if p not in photos)
        pin = self.loose_pin if self.loose_pin and self.loose_pin.source != message_id else None
        kept = replace(self, drafts=drafts, loose_photos=loose, loose_pin=pin)
        if self.unclear_source == message_id:
            kept = replace(kept, unclear_text="", unclear_source="", candidates=())
        return kept

    def asking(self, intent: Intent) -> "Dialogue":
        """A question was put that fills no form; only a search can be gone on with."""
        return replace(self, asked=intent.name if intent.is_search else "")

    def to_state(self) -> dict[str, object]:
        """As JSON for the store."""
        state: dict[str, object] = _adapter().dump_python(self, mode="json")
        return state

    @classmethod
    def from_state(cls, state: Mapping[str, object]) -> "Dialogue":
        """From the store. A draft of an intent that no longer exists is left out."""
        dialogue = _adapter().validate_python(state)
        known = tuple(draft for draft in dialogue.drafts if draft.intent in declared())
        return replace(dialogue, drafts=known)


@cache
def _adapter() -> TypeAdapter[Dialogue]:
    return TypeAdapter(Dialogue)
