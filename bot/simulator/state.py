"""The stand-in's memory: one SQLite file, so that a restart of everything keeps chats, tokens and retry keys.

One connection under one lock: a phone company for a village needs no more, and every change is one transaction that a
killed process has either made or not.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.simulator.clock import now_ms
from bot.simulator.wire import JsonObject

SCHEMA = """
CREATE TABLE IF NOT EXISTS person (
    user_id TEXT PRIMARY KEY, name TEXT NOT NULL, picture TEXT, status TEXT, language TEXT,
    friendship TEXT NOT NULL CHECK (friendship IN ('stranger', 'friend', 'blocked')), made_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS chat_group (
    group_id TEXT PRIMARY KEY, name TEXT NOT NULL, has_bot INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS member (
    group_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (group_id, user_id));
CREATE TABLE IF NOT EXISTS message (
    message_id TEXT PRIMARY KEY, chat TEXT NOT NULL, sender TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,
    request_id TEXT, quote_token TEXT UNIQUE, unsent INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS history (
    number INTEGER PRIMARY KEY AUTOINCREMENT, user_id TEXT NOT NULL, chat TEXT NOT NULL, kind TEXT NOT NULL,
    message_id TEXT, at INTEGER NOT NULL, detail TEXT NOT NULL DEFAULT '{}');
CREATE INDEX IF NOT EXISTS history_of_a_phone ON history (user_id, number);
CREATE INDEX IF NOT EXISTS history_of_a_message ON history (message_id);
CREATE TABLE IF NOT EXISTS content (
    message_id TEXT PRIMARY KEY, mime TEXT NOT NULL, bytes BLOB, asked INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS reply_token (
    token TEXT PRIMARY KEY, chat TEXT NOT NULL, issued_at INTEGER NOT NULL, request_id TEXT);
CREATE TABLE IF NOT EXISTS retry_key (
    key TEXT PRIMARY KEY, request_id TEXT NOT NULL, at INTEGER NOT NULL, sent TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS event (
    event_id TEXT PRIMARY KEY, chat TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'lost')), attempts INTEGER NOT NULL DEFAULT 0,
    status INTEGER, due_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS call (
    number INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL, endpoint TEXT NOT NULL, at INTEGER NOT NULL,
    status INTEGER NOT NULL, accepted INTEGER NOT NULL, retry_key TEXT, recipients INTEGER NOT NULL,
    body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS quota_usage (month TEXT PRIMARY KEY, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rich_menu (
    menu_id TEXT PRIMARY KEY, body TEXT NOT NULL, mime TEXT, image BLOB, made_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rich_menu_link (user_id TEXT PRIMARY KEY, menu_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rich_menu_alias (alias TEXT PRIMARY KEY, menu_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS memo (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

SETTINGS: JsonObject = {
    "webhook_url": "",
    "webhook_active": True,
    "webhook_timeout_seconds": 2.0,
    "redelivery": False,
    "redelivery_delays_seconds": [1, 5, 15, 60, 300],
    "redelivery_renews_tokens": True,
    "duplicate": False,
    "shuffle": 0,
    "photos_in_one_body": False,
    "reply_token_seconds": 60.0,
    "retry_key_hours": 24.0,
    "content_not_ready": 1,
    "quota": None,
    "adopt_strangers": False,
}


class State:
    """The open memory. Raises `sqlite3.DatabaseError` when the file is not a database."""

    def __init__(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._is_closed = False
        self._version = 0
        self._db = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        # NORMAL survives a killed process (only a power cut can lose the last commits), and is ten times faster.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(SCHEMA)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction; afterwards everybody who waits for news is woken."""
        with self._changed:
            if self._db.in_transaction:  # a change inside a change belongs to the outer one
                yield self._db
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
            self._version += 1
            self._changed.notify_all()

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a question."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row of a question, if there is one."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    def news(self, sql: str, *values: object, deadline_seconds: float) -> list[sqlite3.Row]:
        """The rows of a question; while there are none, waits for them, at most so long."""
        deadline = now_ms() + 1000 * deadline_seconds
        with self._changed:
            found = self.rows(sql, *values)
            while not found and not self._is_closed and (left := deadline - now_ms()) > 0:
                self._changed.wait(left / 1000)
                found = [] if self._is_closed else self.rows(sql, *values)
            return found

    @property
    def version(self) -> int:
        """Grows with every change; what `wait_for_change` is given."""
        with self._lock:
            return self._version

    def wait_for_change(self, version: int, seconds: float) -> bool:
        """Waits until something was changed since `version`, at most so long; false once the memory is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._version != version, seconds)
            return not self._is_closed

    def memo(self, name: str) -> object:
        """What was remembered under a name, None when nothing was."""
        row = self.row("SELECT value FROM memo WHERE name = ?", name)
        return json.loads(row["value"]) if row else None

    def remember(self, name: str, value: object) -> None:
        """Keeps any JSON under a name."""
        with self.change() as db:
            db.execute("INSERT OR REPLACE INTO memo VALUES (?, ?)", (name, json.dumps(value)))

    def settings(self) -> JsonObject:
        """Every switch with its present value."""
        stored = {row["name"]: json.loads(row["value"]) for row in self.rows("SELECT name, value FROM setting")}
        return {**SETTINGS, **stored}

    def setting(self, name: str) -> object:
        """One switch. Raises `KeyError` for an unknown name."""
        row = self.row("SELECT value FROM setting WHERE name = ?", name)
        return json.loads(row["value"]) if row else SETTINGS[name]

    def set(self, name: str, value: object) -> None:
        """Turns one switch. Raises `KeyError` for an unknown name."""
        if name not in SETTINGS:
            raise KeyError(name)
        with self.change() as db:
            db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, json.dumps(value)))

    def close(self) -> None:
        """Closes the file; nothing is lost when this is never called."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
            self._db.close()
