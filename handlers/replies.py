"""The channel-neutral vocabulary of answers. A reply shape is a class here and its rendering in bot/line/render.py."""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from intents.intent import Value

CANCEL = "ยกเลิก"
PUBLISH = "ลงเลย"
EDIT = "แก้"
YES = "ใช่"
NO = "ไม่ใช่"
AGREE = "ยินยอม"
DISAGREE = "ไม่ยินยอม"
CONFIRM = "ยืนยัน"
RESUME = "ทำต่อ"


@dataclass(frozen=True)
class Move:
    """A button that goes on with a dialogue: `step` is yes, no, edit, cancel, resume or pick."""

    step: str
    value: Value = ""
    """What is picked."""
    dialogue: str = ""
    """The dialogue and revision it belongs to; set by the turn that sends it."""
    kind: Literal["move"] = "move"


@dataclass(frozen=True)
class Start:
    """A button that begins an intent with some values known."""

    intent: str
    values: dict[str, Value] = field(default_factory=dict)
    kind: Literal["start"] = "start"


@dataclass(frozen=True)
class Open:
    """A button that opens an address: https, tel or line."""

    url: str
    kind: Literal["open"] = "open"


@dataclass(frozen=True)
class Write:
    """A button that writes these words for the person."""

    text: str
    kind: Literal["write"] = "write"


Action = Move | Start | Open | Write


@dataclass(frozen=True)
class Button:
    """Something to tap. Labels are Thai, at most 20 graphemes."""

    label: str
    action: Action


@dataclass(frozen=True)
class Text:
    """Plain words: three short lines where possible."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Row:
    """A line of a card: `ราคา` · `280 บาท / กก.`."""

    label: str
    value: str


@dataclass(frozen=True)
class Card:
    """One thing with its facts and what can be done with it."""

    title: str
    heading: str = ""
    """A short line above the title: `ตรวจก่อนลงนะคะ`."""
    rows: tuple[Row, ...] = ()
    note: str = ""
    picture: str = ""
    """Absolute URL of a JPEG or PNG; none when empty."""
    buttons: tuple[Button, ...] = ()
    link: str = ""
    """What a tap on the picture opens."""
    text: str = ""
    """Running words under the title, in large type: a notice."""
    kind: Literal["card"] = "card"


@dataclass(frozen=True)
class Cards:
    """Several things side by side, at most ten."""

    summary: str
    """What a notification shows of it."""
    cards: tuple[Card, ...]
    is_choice: bool = False
    """Whether "อันที่สอง" is as good as a tap on the second card's first button: never where that changes something."""
    kind: Literal["cards"] = "cards"


Reply = Text | Card | Cards


@dataclass(frozen=True)
class Answer:
    """What one turn says: up to five replies, and answers that can be tapped instead of typed."""

    replies: tuple[Reply, ...]
    choices: tuple[Button, ...] = ()
    is_receipt: bool = False
    """Owed to the person even when the reply token is dead: worth quota."""
    is_plain: bool = False
    """Words only, because the channel refused more."""

    def plus(self, other: "Answer") -> "Answer":
        """This, then that. Choices belong to the last words: earlier ones would stand under something else."""
        choices = other.choices if other.replies else self.choices
        return Answer(self.replies + other.replies, choices, self.is_receipt or other.is_receipt)

    def plain(self) -> "Answer":
        """The same as words: what a person is told when the channel refuses the cards."""
        words = tuple(Text(text) for reply in self.replies if (text := _words(reply)))
        return Answer(words, is_receipt=self.is_receipt, is_plain=True)

    def to_json(self) -> str:
        """For the outbox."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, stored: str) -> "Answer":
        """From the outbox."""
        return _adapter().validate_json(stored)


def _words(reply: Reply) -> str:
    if isinstance(reply, Text):
        return reply.text
    cards = reply.cards if isinstance(reply, Cards) else (reply,)
    lines: list[str] = []
    for card in cards:
        rows = [f"{row.label} {row.value}" for row in card.rows]
        lines += [card.heading, card.title, card.text, *rows, card.note, card.link]
    return "\n".join(line for line in lines if line.strip())


@cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def say(*lines: str, choices: tuple[Button, ...] = ()) -> Answer:
    """An answer of one bubble."""
    return Answer((Text("\n".join(line for line in lines if line)),), choices)


def in_short(text: str, letters: int = 40) -> str:
    """A longer text on one line, cut with … after so many letters: what stands for a notice."""
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[: letters - 1]}…"


def write_button(text: str) -> Button:
    """A button that writes its own label."""
    return Button(text, Write(text))
