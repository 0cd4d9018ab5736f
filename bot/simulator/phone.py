"""A phone in Python: the same deeds and the same screen as a person has, over HTTP to a running stand-in."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from bot.simulator.clock import now_ms
from bot.simulator.door import Door, PhoneError
from bot.simulator.wire import JsonObject, fact, inner, items, objects, real, whole, word


class NoAnswer(AssertionError):
    """The bot did not answer in time; the text shows what the phone shows."""


@dataclass(frozen=True)
class Message:
    """One message on a screen.

    `sender`: "me", "bot" or another person's id. `kind`: LINE's message type. `text`: every word of it in reading
    order. `buttons` and `quick_replies`: the words on them. `raw`: the message object as it was sent.
    """

    number: int
    id: str
    at: int
    sender: str
    sender_name: str
    chat: str
    kind: str
    text: str
    buttons: tuple[str, ...]
    quick_replies: tuple[str, ...]
    images: tuple[str, ...]
    raw: JsonObject
    request_id: str = ""


@dataclass(frozen=True)
class Choice:
    """Something that can be tapped now: which button of which message, counted from 0 as the stand-in counts."""

    message_id: str
    index: int
    label: str
    is_quick_reply: bool


class Phone:
    """One person's phone. `name` may be a user id; a person who is not there yet is made, as a friend."""

    def __init__(self, url: str, name: str, *, user_id: str = "", friendship: str = "friend") -> None:
        self.door = Door(url)
        try:
            person = self.door.get(f"/people/{quote(user_id or name, safe='')}")
        except PhoneError as error:
            if not str(error).startswith("404"):
                raise
            made: JsonObject = {"name": name, "friendship": friendship}
            person = self.door.send("POST", "/people", made | ({"userId": user_id} if user_id else {}))
        self.user_id = word(person, "userId")
        self.name = word(person, "name")
        self.group: str | None = None
        self._mark = whole(person, "last")

    # what a person does ------------------------------------------------------------------------------------------

    def say(self, text: str, *, mention: bool = False, quotes: str = "") -> str:
        """Types a text into the chat with the bot (or into `self.group`); the message's id."""
        return self._deed("say", {"text": text, "mention": mention, "quotes": quotes})

    def photo(self, *pictures: bytes | int) -> list[str]:
        """Sends photos, several as one album: bytes, or numbers of built-in samples (none: sample 0); their ids."""
        given = [p if isinstance(p, int) else base64.b64encode(p).decode() for p in pictures or (0,)]
        self._deed("photos", {"pictures": given})
        return self._ids

    def sticker(self, package: str = "11537", sticker: str = "52002734", *keywords: str) -> str:
        """Sends a sticker."""
        return self._deed("sticker", {"packageId": package, "stickerId": sticker, "keywords": list(keywords)})

    def location(self, latitude: float = 19.9, longitude: float = 99.83, title: str = "", address: str = "") -> str:
        """Sends a pin."""
        where: JsonObject = {"latitude": latitude, "longitude": longitude, "title": title, "address": address}
        return self._deed("location", where)

    def voice(self, data: bytes = b"", milliseconds: int = 1000) -> str:
        """Sends a voice message, a built-in one when no bytes are given."""
        return self._deed("voice", {"duration": milliseconds, **_data(data)})

    def video(self, data: bytes = b"", milliseconds: int = 1000) -> str:
        """Sends a video."""
        return self._deed("video", {"duration": milliseconds, **_data(data)})

    def file(self, name: str = "รายชื่อ.txt", data: bytes = b"") -> str:
        """Sends a file."""
        return self._deed("file", {"fileName": name, **_data(data)})

    def tap(self, which: int | str, value: str = "") -> JsonObject:
        """Taps a button: its number in `choices()` (from 1) or the words on it (the newest that has them).

        Gives what the phone itself did ({"does": "uri", "uri": …}), empty when the tap went to the bot. `value` is
        what a date or time picker is set to. Raises `PhoneError` when there is no such button.
        """
        choice = self._find(which)
        body: JsonObject = {"message": choice.message_id, "button": choice.index, "value": value}
        self._deed("tap", body)
        return self._opened

    def menu(self) -> list[str]:
        """The words of the rich menu's areas, in order; empty when there is no menu."""
        shown = inner(self.door.get(f"/people/{self.user_id}/menu"), "menu")
        actions = [inner(area, "action") for area in objects(shown, "areas")]
        return [word(one, "label") or word(one, "text") or word(one, "displayText") or "-" for one in actions]

    def tap_menu(self, which: int | str, value: str = "") -> JsonObject:
        """Taps an area of the rich menu: its number (from 1) or its words. As `tap`."""
        shown = self.menu()
        if isinstance(which, str) and which not in shown:
            raise PhoneError(f"There is no {which!r} on the menu: {', '.join(shown)}")
        area = shown.index(which) if isinstance(which, str) else which - 1
        self._deed("menu", {"area": area, "value": value})
        return self._opened

    def unsend(self, message_id: str = "") -> None:
        """Takes back a message, the newest own one unless told."""
        mine = [message for message in self.messages() if message.sender == "me"]
        if not message_id and not mine:
            raise PhoneError("There is nothing to unsend")
        self._deed("unsend", {"message": message_id or mine[-1].id})

    def follow(self) -> None:
        """Adds the bot's account as a friend, or unblocks it."""
        self._deed("follow", {})

    unblock = follow

    def block(self) -> None:
        """Blocks the bot's account."""
        self._deed("block", {})

    # what a person sees ------------------------------------------------------------------------------------------

    def history(self, *, after: int = 0, wait: float = 0) -> list[JsonObject]:
        """Everything that happened on this phone since number `after`, other things than messages too."""
        return objects(self.door.get(f"/people/{self.user_id}/history", after=after, wait=wait), "items")

    def messages(self, *, after: int = 0, wait: float = 0) -> list[Message]:
        """Messages on this phone since number `after`, without unsent ones; waits so many seconds when none is new."""
        fresh = self.history(after=after, wait=wait)
        return [
            message_from(item, self.door.url)
            for item in fresh
            if item.get("kind") == "message" and not fact(item, "unsent")
        ]

    def answer(self) -> list[Message]:
        """What the bot has said since the last deed."""
        return self._look()[0]

    def wait_for_answer(self, timeout: float = 10.0, *, at_least: int = 1, quiet: float = 0.0) -> list[Message]:
        """What the bot says to the last deed, once there are so many messages; then until `quiet` seconds pass.

        Raises `NoAnswer` after `timeout` seconds.
        """
        deadline = now_ms() + 1000 * timeout
        found, last = self._look()
        while len(found) < at_least:
            left = (deadline - now_ms()) / 1000
            if left <= 0:
                raise NoAnswer(f"The bot said {len(found)} of {at_least} messages in {timeout} s.\n{self.screen()}")
            self._wait(last, left)
            found, last = self._look()
        while quiet and self._wait(last, quiet):
            found, last = self._look()
        return found

    def expect_silence(self, seconds: float = 1.0) -> None:
        """Raises `NoAnswer` when the bot says anything within so many seconds."""
        deadline = now_ms() + 1000 * seconds
        found, last = self._look()
        while not found and (left := (deadline - now_ms()) / 1000) > 0:
            self._wait(last, left)
            found, last = self._look()
        if found:
            raise NoAnswer(f"The bot should have kept quiet.\n{self.screen()}")

    def choices(self) -> list[Choice]:
        """What can be tapped in the bot's latest words, in the order in which a screen numbers it from 1."""
        shown = self.messages()
        latest: list[Message] = []
        for message in reversed(shown):
            if message.sender == "bot":
                latest.insert(0, message)
            elif latest:
                break
        newest = shown[-1].id if shown else ""
        return [choice for message in latest for choice in _choices(message, is_newest=message.id == newest)]

    def screen(self, last: int = 12) -> str:
        """The last messages as plain text, for a person who reads a failed test."""
        lines = []
        for message in self.messages()[-last:]:
            who = {"me": self.name, "bot": "บอท"}.get(message.sender, message.sender_name)
            marks = [f"[{label}]" for label in (*message.buttons, *message.quick_replies)]
            lines.append(f"{who}: {message.text or message.kind} {' '.join(marks)}".rstrip())
        return "\n".join(lines)

    # how it is done ----------------------------------------------------------------------------------------------

    _ids: list[str]
    _opened: JsonObject

    def _deed(self, deed: str, body: JsonObject) -> str:
        if self.group is not None:
            body = {**body, "group": self.group}
        told = self.door.send("POST", f"/people/{self.user_id}/{deed}", body)
        self._mark = whole(told, "after")
        self._ids = [str(one) for one in items(told, "messages")]
        self._opened = inner(told, "phone")
        return self._ids[0] if self._ids else ""

    def _look(self) -> tuple[list[Message], int]:
        """The bot's words since the last deed, and the number of the newest thing seen while looking."""
        seen = self.history(after=self._mark)
        shown = [
            message_from(item, self.door.url)
            for item in seen
            if item.get("kind") == "message" and not fact(item, "unsent")
        ]
        last = whole(seen[-1], "number") if seen else self._mark
        return [message for message in shown if message.sender == "bot"], last

    def _wait(self, last: int, seconds: float) -> bool:
        """Sleeps until something newer than `last` happens on this phone, at most so long; whether it did."""
        return bool(self.history(after=last, wait=min(seconds, 25.0)))

    def _find(self, which: int | str) -> Choice:
        now = self.choices()
        if isinstance(which, int):
            if 1 <= which <= len(now):
                return now[which - 1]
            raise PhoneError(f"There is no button number {which}.\n{self.screen()}")
        older = [
            choice
            for message in reversed(self.messages())
            if message.sender == "bot"
            for choice in _choices(message, is_newest=False)
        ]
        for choice in [*now, *older]:
            if choice.label == which:
                return choice
        raise PhoneError(f"There is no button {which!r}.\n{self.screen()}")


def _data(data: bytes) -> JsonObject:
    return {"data": base64.b64encode(data).decode()} if data else {}


def _choices(message: Message, *, is_newest: bool) -> list[Choice]:
    labels = [*message.buttons, *(message.quick_replies if is_newest else ())]
    return [Choice(message.id, i, label, i >= len(message.buttons)) for i, label in enumerate(labels)]


def _words(item: JsonObject, key: Literal["buttons", "quick_replies", "images"]) -> tuple[str, ...]:
    return tuple(str(one) for one in items(item, key))


def message_from(item: JsonObject, base: str = "") -> Message:
    """A message from an item of a phone's history; pictures that people sent are served under `base`."""
    raw = inner(item, "message")
    images = tuple(base + url if url.startswith("/") else url for url in _words(item, "images"))
    return Message(
        whole(item, "number"),
        word(item, "id"),
        int(real(item, "at")),
        word(item, "sender"),
        word(item, "sender_name"),
        word(item, "chat"),
        word(raw, "type"),
        word(item, "text"),
        _words(item, "buttons"),
        _words(item, "quick_replies"),
        images,
        raw,
        word(item, "request_id"),
    )
