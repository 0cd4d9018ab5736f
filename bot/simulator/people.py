"""The people whose phones are played, and the groups they sit in."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from bot.simulator.clock import now_ms
from bot.simulator.identifiers import USER_ID, group_id
from bot.simulator.state import State
from bot.simulator.wire import JsonObject, compact

Friendship = Literal["stranger", "friend", "blocked"]


class NoSuch(LookupError):
    """Somebody or something is asked for that is not there; the text says what."""


@dataclass(frozen=True)
class Person:
    """A person with a phone; `friendship` is how they stand to the bot's account."""

    user_id: str
    name: str
    friendship: Friendship
    picture: str | None = None
    status: str | None = None
    language: str | None = None

    def profile(self) -> JsonObject:
        """What LINE tells a bot about a friend; absent things are left out."""
        told: JsonObject = {"userId": self.user_id, "displayName": self.name}
        for key, value in (("pictureUrl", self.picture), ("statusMessage", self.status), ("language", self.language)):
            if value:
                told[key] = value
        return told


@dataclass(frozen=True)
class Group:
    """A group chat; `has_bot` tells whether the bot's account is in it."""

    group_id: str
    name: str
    has_bot: bool
    members: tuple[str, ...]


def _person(row: sqlite3.Row) -> Person:
    return Person(row["user_id"], row["name"], row["friendship"], row["picture"], row["status"], row["language"])


class People:
    """All people and groups of the stand-in."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, person: Person) -> Person:
        """Adds a person; one with the same id keeps the friendship they have and takes the new name."""
        if not USER_ID.fullmatch(person.user_id):
            raise ValueError(f"A user id is U and 32 hex digits, not {person.user_id!r}")
        with self._state.change() as db:
            db.execute(
                "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET"
                " name = excluded.name, picture = coalesce(excluded.picture, picture),"
                " status = coalesce(excluded.status, status), language = coalesce(excluded.language, language)",
                (
                    person.user_id,
                    person.name,
                    person.picture,
                    person.status,
                    person.language,
                    person.friendship,
                    now_ms(),
                ),
            )
        return self.find(person.user_id)

    def find(self, key: str) -> Person:
        """By user id or by name; raises `NoSuch`."""
        row = self._state.row("SELECT * FROM person WHERE user_id = ?", key) or self._state.row(
            "SELECT * FROM person WHERE name = ? ORDER BY made_at LIMIT 1", key
        )
        if row is None:
            raise NoSuch(f"There is no person {key!r} here. POST /simulator/api/people makes one.")
        return _person(row)

    def all(self) -> list[Person]:
        """Everybody, the oldest first."""
        return [_person(row) for row in self._state.rows("SELECT * FROM person ORDER BY made_at, rowid")]

    def befriend(self, who: str, friendship: Friendship) -> None:
        """Changes how a person stands to the bot's account."""
        with self._state.change() as db:
            db.execute("UPDATE person SET friendship = ? WHERE user_id = ?", (friendship, who))

    def friends_among(self, ids: list[str]) -> list[str]:
        """Those of `ids` to whom a message is shown, in the same order. Strangers may be adopted, if so switched."""
        if self._state.setting("adopt_strangers"):
            for one in ids:
                if self._state.row("SELECT 1 FROM person WHERE user_id = ?", one) is None:
                    self.add(Person(one, f"คน {one[1:7]}", "friend"))
        rows = self._state.rows(
            "SELECT user_id FROM person WHERE friendship = 'friend' AND user_id IN (SELECT value FROM json_each(?))",
            compact(ids),
        )
        friends = {row["user_id"] for row in rows}
        return [one for one in ids if one in friends]

    def knows(self, who: str) -> bool:
        """Whether there is such a person at all."""
        return self._state.row("SELECT 1 FROM person WHERE user_id = ?", who) is not None

    def make_group(self, name: str, members: list[str]) -> Group:
        """A group without the bot; the same name gives the same id."""
        made = group_id(name)
        with self._state.change() as db:
            db.execute("INSERT OR IGNORE INTO chat_group VALUES (?, ?, 0)", (made, name))
        for one in members:
            self.join(made, one)
        return self.group(made)

    def group(self, key: str) -> Group:
        """By id or name; raises `NoSuch`."""
        row = self._state.row("SELECT * FROM chat_group WHERE group_id = ? OR name = ?", key, key)
        if row is None:
            raise NoSuch(f"There is no group {key!r} here")
        members = self._state.rows("SELECT user_id FROM member WHERE group_id = ? ORDER BY rowid", row["group_id"])
        return Group(row["group_id"], row["name"], bool(row["has_bot"]), tuple(m["user_id"] for m in members))

    def groups(self) -> list[Group]:
        """All groups."""
        return [self.group(row["group_id"]) for row in self._state.rows("SELECT group_id FROM chat_group")]

    def join(self, group: str, who: str) -> None:
        """A person enters a group."""
        with self._state.change() as db:
            db.execute("INSERT OR IGNORE INTO member VALUES (?, ?)", (group, who))

    def leave(self, group: str, who: str) -> None:
        """A person leaves a group."""
        with self._state.change() as db:
            db.execute("DELETE FROM member WHERE group_id = ? AND user_id = ?", (group, who))

    def seat_bot(self, group: str, *, is_in: bool) -> None:
        """The bot's account enters or leaves a group."""
        with self._state.change() as db:
            db.execute("UPDATE chat_group SET has_bot = ? WHERE group_id = ?", (int(is_in), group))
