"""Messages drawn with letters, for a terminal of 80 columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.simulator.clock import BANGKOK
from bot.simulator.phone import Message

BUBBLE = 56
INDENT = 80 - BUBBLE - 4
CARDS = ("flex", "template", "imagemap")


def columns(text: str) -> int:
    """Columns that a text takes on a terminal: Thai vowels above and below take none, wide letters two."""
    return sum(_columns_of(letter) for letter in text)


def _columns_of(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` columns; broken at a space when there is one in the last third, else between letters."""
    for paragraph in text.split("\n"):
        rest = paragraph
        while columns(rest) > width:
            cut = _cut(rest, width)
            yield rest[:cut].rstrip()
            rest = rest[cut:].lstrip()
        yield rest


def _cut(text: str, width: int) -> int:
    used, space = 0, 0
    for index, letter in enumerate(text):
        used += _columns_of(letter)
        if letter == " " and used > width * 2 // 3:
            space = index + 1
        if used > width:
            return space or index
    return len(text)


def _pad(line: str, width: int) -> str:
    return line + " " * (width - columns(line))


def draw(message: Message, first_button: int) -> list[str]:
    """The lines of one message. Its buttons are numbered from `first_button`, quick replies after the buttons."""
    clock = datetime.fromtimestamp(message.at / 1000, UTC).astimezone(BANGKOK).strftime("%H:%M")
    mine = message.sender == "me"
    who = {"me": "คุณ", "bot": "บอท"}.get(message.sender, message.sender_name or message.sender[:6])
    inside = [line for line in wrap(message.text, BUBBLE) if line or message.text]
    inside = [line for line in inside if line] or ([f"[{message.kind}]"] if not message.images else [])
    inside += [f"[รูป] {url}" for url in message.images]
    numbered = list(enumerate(message.buttons, first_button))
    quick = list(enumerate(message.quick_replies, first_button + len(numbered)))
    if message.kind in CARDS:
        lines = [f"{who} {clock}", *_card(inside, [f"/{number} {label}" for number, label in numbered])]
    else:
        lines = [f"{who} {clock}", *(f"  {line}" for line in inside)]
        lines += [f"  [/{number} {label}]" for number, label in numbered]
    if quick:
        lines += [f"  {line}" for line in _row([f"(/{number} {label})" for number, label in quick])]
    return [" " * INDENT + line for line in lines] if mine else lines


def _card(inside: list[str], buttons: list[str]) -> list[str]:
    rule = "─" * (BUBBLE + 2)
    lines = [f"  ┌{rule}┐"]
    lines += [f"  │ {_pad(line, BUBBLE)} │" for line in inside]
    if buttons:
        lines.append(f"  ├{rule}┤")
        lines += [f"  │ {_pad(label, BUBBLE)} │" for label in buttons]
    return [*lines, f"  └{rule}┘"]


def _row(labels: list[str]) -> Iterator[str]:
    """Short buttons side by side, as many as fit."""
    row = ""
    for label in labels:
        if row and columns(row) + 1 + columns(label) > BUBBLE + 16:
            yield row
            row = ""
        row = f"{row} {label}".strip()
    if row:
        yield row
