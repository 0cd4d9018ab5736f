"""What LINE remembers of a bot's calls: reply tokens, retry keys, the month's quota, and a log for tests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.simulator.clock import BANGKOK, now_ms
from bot.simulator.identifiers import reply_token
from bot.simulator.state import State
from bot.simulator.wire import JsonObject, compact

LOGGED_BODY = 20_000


@dataclass(frozen=True)
class Accepted:
    """An earlier call with the same retry key: its request id and the `sentMessages` it answered."""

    request_id: str
    sent: list[object]


class Calls:
    """Tokens, keys, quota and the log."""

    def __init__(self, state: State) -> None:
        self._state = state

    def issue_reply_token(self, chat: str) -> str:
        """A token that answers into a chat, once and not for long."""
        token = reply_token()
        with self._state.change() as db:
            db.execute("INSERT INTO reply_token VALUES (?, ?, ?, NULL)", (token, chat, now_ms()))
        return token

    def spend_reply_token(self, token: str, request_id: str) -> str | None:
        """The chat to answer into, or None when the token is unknown, used or too old. Belongs inside a change."""
        seconds = self._state.setting("reply_token_seconds")
        oldest = now_ms() - int(1000 * float(seconds if isinstance(seconds, int | float) else 60))
        with self._state.change() as db:
            spent = db.execute(
                "UPDATE reply_token SET request_id = ? WHERE token = ? AND request_id IS NULL AND issued_at >= ?"
                " RETURNING chat",
                (request_id, token, oldest),
            ).fetchone()
        return None if spent is None else str(spent["chat"])

    def accepted_before(self, key: str | None) -> Accepted | None:
        """The call that used this retry key within its life."""
        if key is None:
            return None
        hours = self._state.setting("retry_key_hours")
        oldest = now_ms() - int(3_600_000 * float(hours if isinstance(hours, int | float) else 24))
        row = self._state.row("SELECT * FROM retry_key WHERE key = ? AND at >= ?", key.lower(), oldest)
        return None if row is None else Accepted(row["request_id"], json.loads(row["sent"]))

    def remember_key(self, key: str | None, request_id: str, sent: list[JsonObject]) -> None:
        """From now on this retry key is taken. Belongs into the same change as what was sent."""
        if key is not None:
            with self._state.change() as db:
                db.execute(
                    "INSERT OR REPLACE INTO retry_key VALUES (?, ?, ?, ?)",
                    (key.lower(), request_id, now_ms(), compact(sent)),
                )

    def used(self) -> int:
        """Recipients reached this month by anything but replies."""
        row = self._state.row("SELECT used FROM quota_usage WHERE month = ?", _month())
        return int(row["used"]) if row else 0

    def use(self, recipients: int) -> bool:
        """Takes so many from the month's quota; false, and nothing taken, when they are not left."""
        quota = self._state.setting("quota")
        if recipients and isinstance(quota, int) and self.used() + recipients > quota:
            return False
        self.set_used(self.used() + recipients)
        return True

    def set_used(self, used: int) -> None:
        """Puts the month's count, for tests."""
        with self._state.change() as db:
            db.execute("INSERT OR REPLACE INTO quota_usage VALUES (?, ?)", (_month(), used))

    def log(
        self,
        endpoint: str,
        request_id: str,
        status: int,
        *,
        accepted: bool,
        retry_key: str | None,
        recipients: int,
        body: str,
    ) -> None:
        """Notes one call of the bot."""
        with self._state.change() as db:
            db.execute(
                "INSERT INTO call (request_id, endpoint, at, status, accepted, retry_key, recipients, body)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (request_id, endpoint, now_ms(), status, accepted, retry_key, recipients, body[:LOGGED_BODY]),
            )

    def logged(self, *, after: int = 0, endpoint: str = "") -> list[JsonObject]:
        """Calls since number `after`, all or of one endpoint (reply, push, multicast, content …)."""
        rows = self._state.rows(
            "SELECT * FROM call WHERE number > ? AND (? = '' OR endpoint = ?) ORDER BY number",
            after,
            endpoint,
            endpoint,
        )
        return [dict(row) | {"accepted": bool(row["accepted"])} for row in rows]


def _month() -> str:
    return datetime.fromtimestamp(now_ms() / 1000, UTC).astimezone(BANGKOK).strftime("%Y-%m")
