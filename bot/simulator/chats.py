"""Chats as phones show them: messages, and every phone's numbered history of what happened on it."""

from __future__ import annotations

import json
import sqlite3

from bot.simulator.clock import now_ms
from bot.simulator.identifiers import message_id, quote_token
from bot.simulator.people import NoSuch, People
from bot.simulator.reading import read
from bot.simulator.state import State
from bot.simulator.wire import JsonObject, compact, fact, word

HISTORY = """
SELECT h.*, m.sender, m.body, m.unsent, m.request_id, p.name AS sender_name, q.message_id AS quotes
FROM history h LEFT JOIN message m USING (message_id) LEFT JOIN person p ON p.user_id = m.sender
LEFT JOIN message q ON q.quote_token = json_extract(m.body, '$.quoteToken')
WHERE h.user_id = ? AND h.number > ? ORDER BY h.number LIMIT ?
"""


NEWS = HISTORY.replace("h.user_id = ? AND ", "")


class Chats:
    """What was said, and what each phone shows of it."""

    def __init__(self, state: State, people: People) -> None:
        self._state = state
        self._people = people

    def watchers(self, chat: str) -> list[str]:
        """The phones on which a chat is seen: one person's, or all members' of a group."""
        if chat.startswith("U"):
            return [chat]
        return list(self._people.group(chat).members)

    def put(
        self, chat: str, sender: str, body: JsonObject, *, phones: list[str] | None = None, request: str | None = None
    ) -> JsonObject:
        """A message appears on phones (those of the chat, unless told); `sender` is "bot" or a user id.

        Gives `{"id", "quoteToken"?}` as LINE answers a push.
        """
        at = now_ms()
        made = message_id(at)
        quote = quote_token() if word(body, "type") in ("text", "textV2", "sticker", "image", "video", "flex") else None
        shown_on = self.watchers(chat) if phones is None else phones
        with self._state.change() as db:
            db.execute(
                "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                (made, chat, sender, compact({**body, "id": made} if sender != "bot" else body), at, request, quote),
            )
            db.executemany(
                "INSERT INTO history (user_id, chat, kind, message_id, at) VALUES (?, ?, 'message', ?, ?)",
                # a message to many people at once is stored once; each phone shows it in its own chat
                [(one, one if chat == "many" else chat, made, at) for one in shown_on],
            )
        return {"id": made, "quoteToken": quote} if quote else {"id": made}

    def note(self, who: str, chat: str, kind: str, detail: JsonObject) -> None:
        """Something that is not a message happens on a phone: dots while the bot thinks, a page opened …"""
        with self._state.change() as db:
            db.execute(
                "INSERT INTO history (user_id, chat, kind, at, detail) VALUES (?, ?, ?, ?, ?)",
                (who, chat, kind, now_ms(), compact(detail)),
            )

    def message(self, message: str) -> sqlite3.Row:
        """A message's row; raises `NoSuch`."""
        row = self._state.row("SELECT * FROM message WHERE message_id = ?", message)
        if row is None:
            raise NoSuch(f"There is no message {message!r}")
        return row

    def is_on(self, who: str, message: str) -> str | None:
        """The chat in which a phone shows a message, None when it does not."""
        row = self._state.row("SELECT chat FROM history WHERE user_id = ? AND message_id = ?", who, message)
        return None if row is None else str(row["chat"])

    def is_last(self, who: str, chat: str, message: str) -> bool:
        """Whether nothing newer stands in that chat on that phone: only then quick replies are still there."""
        row = self._state.row(
            "SELECT message_id FROM history WHERE user_id = ? AND chat = ? AND kind = 'message'"
            " ORDER BY number DESC LIMIT 1",
            who,
            chat,
        )
        return row is not None and row["message_id"] == message

    def unsend(self, who: str, message: str) -> str:
        """A person takes a message of theirs back, on all phones; its content is gone. Gives the chat it was in."""
        row = self.message(message)
        if row["sender"] != who or row["unsent"]:
            raise NoSuch(f"Message {message!r} is not there to be unsent")
        at = now_ms()
        with self._state.change() as db:
            db.execute("UPDATE message SET unsent = 1, body = '{}' WHERE message_id = ?", (message,))
            db.execute("UPDATE content SET bytes = NULL WHERE message_id = ?", (message,))
            db.executemany(
                "INSERT INTO history (user_id, chat, kind, at, detail) VALUES (?, ?, 'unsent', ?, ?)",
                [(one, row["chat"], at, compact({"id": message})) for one in self.watchers(row["chat"])],
            )
        return str(row["chat"])

    def edit(self, who: str, message: str, text: str) -> str:
        """A person changes the words of a text of theirs, on all phones. Gives the chat it is in."""
        row = self.message(message)
        body: JsonObject = json.loads(row["body"])
        if row["sender"] != who or row["unsent"] or word(body, "type") != "text":
            raise NoSuch(f"Message {message!r} is not there to be edited")
        at = now_ms()
        with self._state.change() as db:
            changed = compact({**body, "text": text, "edited": True})
            db.execute("UPDATE message SET body = ? WHERE message_id = ?", (changed, message))
            db.executemany(
                "INSERT INTO history (user_id, chat, kind, at, detail) VALUES (?, ?, 'edited', ?, ?)",
                [(one, row["chat"], at, compact({"id": message, "text": text})) for one in self.watchers(row["chat"])],
            )
        return str(row["chat"])

    def news(self, after: int, limit: int = 500) -> list[tuple[str, JsonObject]]:
        """What happened on all phones since number `after`: whose phone, and the item as `history` gives it."""
        return [(str(row["user_id"]), _item(str(row["user_id"]), row)) for row in self._state.rows(NEWS, after, limit)]

    def newest(self) -> int:
        """The number of the newest thing on any phone."""
        row = self._state.row("SELECT max(number) AS last FROM history")
        return int(row["last"] or 0) if row else 0

    def before_last(self, who: str, count: int) -> int:
        """The number after which the newest `count` things of a phone begin."""
        row = self._state.row(
            "SELECT number FROM history WHERE user_id = ? ORDER BY number DESC LIMIT 1 OFFSET ?", who, count
        )
        return int(row["number"]) if row else 0

    def history(self, who: str, *, after: int = 0, limit: int = 1000, wait_seconds: float = 0) -> list[JsonObject]:
        """What happened on a phone since number `after`; when nothing did, waits so long for something to happen.

        Each item: `{"number", "at", "kind", "chat", …}`; kind `message` has `id`, `sender` ("me", "bot" or a user id),
        `sender_name`, `message`, `unsent`, `request_id`, `quotes` (the id of the message that it answers to, or null)
        and what can be read of it: `text`, `buttons`, `quick_replies` (labels), `images`; other kinds have what
        belongs to them.
        """
        rows = self._state.news(HISTORY, who, after, limit, deadline_seconds=wait_seconds)
        return [_item(who, row) for row in rows]

    def last_number(self, who: str) -> int:
        """The number of the newest thing on a phone, 0 on a new one."""
        row = self._state.row("SELECT max(number) AS last FROM history WHERE user_id = ?", who)
        return int(row["last"] or 0) if row else 0

    def keep_content(self, message: str, mime: str, data: bytes) -> None:
        """The bytes of a photo, a voice, a video or a file that a person sent."""
        with self._state.change() as db:
            db.execute("INSERT INTO content VALUES (?, ?, ?, 0)", (message, mime, data))

    def content(self, message: str) -> sqlite3.Row | None:
        """The row of a message's content: mime, bytes (None when unsent), asked."""
        return self._state.row("SELECT * FROM content WHERE message_id = ?", message)

    def ask_content(self, message: str) -> None:
        """Counts one more call for a content that may not be ready yet."""
        with self._state.change() as db:
            db.execute("UPDATE content SET asked = asked + 1 WHERE message_id = ?", (message,))

    def quotes(self, token: str) -> bool:
        """Whether a quote token was ever given out."""
        return self._state.row("SELECT 1 FROM message WHERE quote_token = ?", token) is not None


def _item(who: str, row: sqlite3.Row) -> JsonObject:
    item: JsonObject = {"number": row["number"], "at": row["at"], "kind": row["kind"], "chat": row["chat"]}
    if row["kind"] != "message":
        detail: JsonObject = json.loads(row["detail"])
        return {**item, **detail}
    body: JsonObject = json.loads(row["body"])
    sender = "me" if row["sender"] == who else row["sender"]
    item |= {"id": row["message_id"], "sender": sender, "sender_name": row["sender_name"], "message": body}
    item |= {"unsent": bool(row["unsent"]), "request_id": row["request_id"]}
    seen = read(body) if not row["unsent"] else read({"type": "unsent"})
    item["quotes"] = word(body, "quotedMessageId") or row["quotes"]
    images = list(seen.images)
    if sender != "bot" and word(body, "type") == "image":
        images.append(f"/simulator/api/content/{row['message_id']}")
    return item | {
        "text": "" if fact(item, "unsent") else seen.text,
        "buttons": [button.label for button in seen.buttons],
        "quick_replies": [button.label for button in seen.quick_replies],
        "images": images,
    }
