"""What goes into a dialogue and what comes out: frozen values, so that the dialogue itself touches nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from bot.draft import OptionList
from handlers.capability import Form
from intents.intent import Value
from intents.understanding import Understanding


@dataclass(frozen=True)
class Said:
    """A sentence. `id` names the input; a draft that begins with it is called so."""

    id: str
    understanding: Understanding
    now: datetime
    message_id: str = ""
    written: str = ""
    """As it was typed, line breaks and all; the understanding's own text is normalised."""

    @property
    def as_typed(self) -> str:
        """What was typed; the normalised text where only that is known."""
        return self.written.strip() or self.understanding.text


@dataclass(frozen=True)
class Tapped:
    """A button of a draft: `dialogue` is the draft's key as the card carried it."""

    id: str
    dialogue: str
    step: str
    value: Value = ""
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    """Asia/Bangkok, for picked words that are moments."""


@dataclass(frozen=True)
class Began:
    """An intent begun by a button or by something that is not a sentence."""

    id: str
    intent: str
    values: Mapping[str, Value] = field(default_factory=dict)
    message_id: str = ""
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    """Asia/Bangkok, for values that are moments."""


@dataclass(frozen=True)
class Pictured:
    """Photos, as ids of models/photo.py."""

    id: str
    photos: tuple[int, ...]


Input = Said | Tapped | Began | Pictured


@dataclass(frozen=True)
class Ask:
    """Put a slot's question; the second time in other words."""

    form: Form
    slot: str
    attempt: int
    after_correction: bool = False


@dataclass(frozen=True)
class Choose:
    """Let one of these be picked for a slot."""

    form: Form
    slot: str
    options: OptionList
    attempt: int = 0


@dataclass(frozen=True)
class Offer:
    """The question was put twice: offer ways on instead of putting it again."""

    form: Form
    slot: str


@dataclass(frozen=True)
class Edit:
    """Ask which line is to be changed."""

    form: Form


@dataclass(frozen=True)
class Replace:
    """Another offer came while one is open: which of the two?"""

    form: Form
    name: str
    """The later one's."""


@dataclass(frozen=True)
class Confirm:
    """Show the preview; nothing is done before a yes."""

    form: Form
    must_tap: bool = False
    """A yes was typed where only a button counts."""


@dataclass(frozen=True)
class Lookup:
    """Ask the handler to look: it answers, or the form goes on."""

    form: Form
    is_aside: bool
    """The answer of an intent without a form; what is open stays open."""
    message_id: str = ""


@dataclass(frozen=True)
class Act:
    """Do it."""

    form: Form


@dataclass(frozen=True)
class Declined:
    """A no to something that has no lines to change."""

    form: Form


@dataclass(frozen=True)
class Cancelled:
    """Everything open is dropped; None when no form was."""

    form: Form | None
    photos: int = 0
    """Photos that waited for a form."""


@dataclass(frozen=True)
class Noted:
    """Photos were taken."""

    form: Form | None
    count: int
    """All photos of the draft, or all that wait for one."""


@dataclass(frozen=True)
class Pinned:
    """A location was taken by a form that waits behind the one that is spoken of."""

    form: Form


@dataclass(frozen=True)
class Point:
    """One card of the last list was meant, whose details stand at an address."""

    title: str
    url: str


@dataclass(frozen=True)
class Remind:
    """Something is still open."""

    form: Form
    waits_for: str
    """Slot title of the pending question; empty when the preview waits."""


@dataclass(frozen=True)
class Stale:
    """A button of an older card."""

    form: Form | None


@dataclass(frozen=True)
class Missed:
    """Not understood: which of these → other words → menu and a human."""

    rung: Literal["which", "rephrase", "human"]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reread:
    """The sentence that was unclear, now with its meaning: read it again as that intent."""

    intent: str
    text: str
    """As it was typed."""
    message_id: str


@dataclass(frozen=True)
class Pass:
    """Nothing further to say."""


Move = (
    Ask | Choose | Offer | Edit | Replace | Confirm | Lookup | Act | Declined | Cancelled | Noted | Pinned | Point
    | Remind | Stale | Missed | Reread | Pass
)  # fmt: skip
