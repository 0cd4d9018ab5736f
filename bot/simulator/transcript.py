"""A chat saved as a conversation test: `#` a comment, `>` said, `!` tapped, `<` answered, `  […]` buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.simulator.phone import Message, message_from
from bot.simulator.wire import JsonObject, fact, real, word

DEEDS = {"unsent": "(unsend)", "followed": "(follow)", "blocked": "(block)"}
KINDS = {"audio": "voice"}
BETWEEN = " … "


class Recorded(Protocol):
    """Whatever knows what happened on a phone: a `Phone`, or the stand-in itself."""

    @property
    def name(self) -> str:
        """Whose it is."""

    def history(self) -> list[JsonObject]:
        """Everything that happened on it."""


def transcript(phones: Sequence[Recorded], title: str = "") -> str:
    """What was said on these phones, in the order it happened.

    A speaker's name stands before their words when the speaker changes; an answer on the phone of somebody who did
    not speak last bears that person's name. What is not text stands in parentheses: `(2 photos)`, `(sticker)`.
    """
    merged = sorted(
        ((item, phone) for phone in phones for item in phone.history()), key=lambda pair: real(pair[0], "number")
    )
    lines = [f"# {title}"] if title else []
    lines += _lines(merged)
    return "\n".join(lines) + "\n"


def _lines(merged: list[tuple[JsonObject, Recorded]]) -> Iterator[str]:
    speaker = ""
    shown_by_tap = ""
    photos = 0
    for index, (item, phone) in enumerate(merged):
        kind = word(item, "kind")
        name = "" if phone.name == speaker else f"[{phone.name}] "
        if kind == "tapped":
            yield f"! {name}{word(item, 'label')}"
            speaker, shown_by_tap = phone.name, word(item, "shows")
        elif kind in ("unsent", "followed", "blocked"):
            yield f"> {name}{DEEDS[kind]}"
            speaker = phone.name
        elif kind == "message" and not fact(item, "unsent"):
            message = message_from(item)
            if message.sender == "bot":
                yield from _answered(message, name)
            elif message.sender == "me":
                if shown_by_tap and message.text == shown_by_tap:
                    shown_by_tap = ""
                    continue
                photos += message.kind == "image"
                if message.kind == "image" and _more_photos(merged, index):
                    continue
                yield f"> {name}{_said(message, photos)}"
                speaker, photos = phone.name, 0


def _more_photos(merged: list[tuple[JsonObject, Recorded]], index: int) -> bool:
    """Whether the next thing is another photo of the same album: an album is one line."""
    if index + 1 == len(merged):
        return False
    mine, other = (message_from(merged[at][0]).raw.get("imageSet") for at in (index, index + 1))
    return isinstance(mine, dict) and isinstance(other, dict) and mine.get("id") == other.get("id")


def _said(message: Message, photos: int) -> str:
    if message.kind == "text":
        return " ".join(message.text.split()) or "(blank)"
    if message.kind == "image":
        return "(1 photo)" if photos == 1 else f"({photos} photos)"
    return f"({KINDS.get(message.kind, message.kind)})"


def _answered(message: Message, name: str) -> Iterator[str]:
    parts = BETWEEN.join(line.strip() for line in message.text.split("\n") if line.strip())
    yield f"< {name}{parts}".rstrip()
    labels = [*message.buttons, *message.quick_replies]
    if labels:
        yield "  " + " ".join(f"[{label}]" for label in labels)
