"""The stand-in on a port: in a thread for tests, or as a process."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from types import TracebackType

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bot.simulator.app import app_of
from bot.simulator.door import Door
from bot.simulator.faults import Kind
from bot.simulator.line import Line
from bot.simulator.phone import Phone
from bot.simulator.stage import Surroundings
from bot.simulator.wire import JsonObject, objects

SECRET = "stand-in-channel-secret"  # noqa: S105 - opens nothing but a program on this machine
TOKEN = "stand-in-access-token"  # noqa: S105


class QuietHandler(WSGIRequestHandler):
    """Keeps connections open between calls, as LINE does, and writes no line per request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: message ids and user ids stand in the paths."""


def serve(app: Flask, port: int = 0, host: str = "127.0.0.1") -> BaseWSGIServer:
    """A server for `app`, not yet running (`serve_forever`); port 0 takes a free one."""
    return make_server(host, port, app, threaded=True, request_handler=QuietHandler)


class Standin:
    """A stand-in in a thread of this process.

    `with Standin(webhook_url=…) as line: phone = line.person("แม่คำ"); phone.say("สวัสดี"); phone.wait_for_answer()`

    Without `database` its memory is a temporary folder that goes away with it. A bot reaches it at `line.url` with
    `line.token` and checks signatures with `line.secret`.
    """

    def __init__(
        self,
        *,
        webhook_url: str = "",
        database: Path | None = None,
        port: int = 0,
        secret: str = SECRET,
        token: str = TOKEN,
        around: Surroundings | None = None,
    ) -> None:
        self.secret = secret
        self.token = token
        self._webhook_url = webhook_url
        self._folder = None if database else tempfile.TemporaryDirectory(prefix="standin-")
        self._database = database or Path(self._folder.name if self._folder else ".") / "line.sqlite3"
        self._port = port
        self._around = around

    def __enter__(self) -> Standin:
        self.engine = Line(self._database, self.secret, self.token, self._webhook_url)
        self._server = serve(app_of(self.engine, around=self._around), self._port)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.door = Door(self.url)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="stand-in", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.engine.webhooks.stop()  # first, so that a bot in the middle of a webhook can still answer
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.engine.stop()
        if self._folder is not None:
            self._folder.cleanup()

    def person(self, name: str, *, user_id: str = "", friendship: str = "friend") -> Phone:
        """The phone of a person, who is made when not there; nothing is told to the bot about it."""
        return Phone(self.url, name, user_id=user_id, friendship=friendship)

    def set(self, **settings: object) -> None:
        """Turns switches (`bot.simulator.state.SETTINGS` lists them)."""
        self.door.send("PUT", "/settings", dict(settings))

    def fault(
        self,
        kind: Kind,
        endpoint: str = "",
        *,
        times: int | None = 1,
        status: int = 500,
        seconds: float = 0,
        retry_after: int | None = None,
    ) -> None:
        """Makes the next calls go wrong; see `bot.simulator.faults.Fault`."""
        body: JsonObject = {"kind": kind, "endpoint": endpoint, "times": times, "status": status}
        self.door.send("POST", "/faults", {**body, "seconds": seconds, "retry_after": retry_after})

    def heal(self) -> None:
        """Switches all faults off."""
        self.door.send("DELETE", "/faults")

    def quota(self, quota: int | None, used: int = 0) -> None:
        """Sets the month's quota (None: no limit) and what is used of it."""
        self.door.send("PUT", "/quota", {"quota": quota, "used": used})

    def calls(self, endpoint: str = "") -> list[JsonObject]:
        """The bot's calls so far: number, request_id, endpoint, status, accepted, retry_key, recipients, body."""
        return objects(self.door.get("/calls", endpoint=endpoint), "calls")

    def events(self, state: str = "") -> list[JsonObject]:
        """Webhook events so far, of one state (waiting, delivered, lost) or all: event, state, attempts, status."""
        return objects(self.door.get("/events", state=state), "events")
