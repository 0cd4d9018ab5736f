"""A bot of a few lines, so that the stand-in can be tried without the real one."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import urllib3

from bot.simulator.webhooks import sign
from bot.simulator.wire import JsonObject, compact, objects, parse, word

TOKEN = "t0ken"
SECRET = "s3cret"


@dataclass
class Answer:
    """What an HTTP call came back with."""

    status: int
    body: JsonObject
    headers: urllib3.HTTPHeaderDict
    data: bytes


class Caller:
    """Calls the Messaging API."""

    def __init__(self, url: str, token: str = TOKEN) -> None:
        self._url = url
        self._token = token
        self._http = urllib3.PoolManager(retries=False)

    def call(self, method: str, path: str, body: JsonObject | bytes | None = None, **headers: str) -> Answer:
        sent = {"authorization": f"Bearer {self._token}", "content-type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body, ensure_ascii=False).encode()
        got = self._http.request(method, f"{self._url}/v2/bot{path}", body=raw, headers=sent, timeout=10)
        is_json = got.headers.get("content-type", "").startswith("application/json")
        return Answer(got.status, parse(got.data) if is_json else {}, got.headers, got.data)

    def push(self, to: str, *messages: JsonObject, key: str = "") -> Answer:
        extra = {"x_line_retry_key": key} if key else {}
        return self.call("POST", "/message/push", {"to": to, "messages": list(messages)}, **extra)

    def multicast(self, to: list[str], *messages: JsonObject, key: str = "") -> Answer:
        extra = {"x_line_retry_key": key} if key else {}
        return self.call("POST", "/message/multicast", {"to": to, "messages": list(messages)}, **extra)

    def reply(self, token: str, *messages: JsonObject) -> Answer:
        return self.call("POST", "/message/reply", {"replyToken": token, "messages": list(messages)})


def text(words: str, **more: object) -> JsonObject:
    return {"type": "text", "text": words, **more}


def new_key() -> str:
    return str(uuid.uuid4())


class TinyBot:
    """Keeps every body it gets; `react` may answer an event. Answers with `status` while it is not 200.

    `pictures` are served by their paths, as the pages of a bot do.
    """

    def __init__(self) -> None:
        self.bodies: list[JsonObject] = []
        self.signatures_right: list[bool] = []
        self.status = 200
        self.react: Callable[[JsonObject], None] = lambda event: None
        self._news = threading.Condition()
        bot = self

        self.pictures: dict[str, bytes] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                bot.take(raw, self.headers["x-line-signature"])
                self.send_response(bot.status)
                self.send_header("content-length", "0")
                self.end_headers()

            def do_GET(self) -> None:
                picture = bot.pictures.get(self.path, b"")
                self.send_response(200 if picture else 404)
                self.send_header("content-type", "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg")
                self.send_header("content-length", str(len(picture)))
                self.end_headers()
                self.wfile.write(picture)

            def log_message(self, *_args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/callback"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def take(self, raw: bytes, signature: str) -> None:
        body = parse(raw)
        if self.status == 200:
            for event in objects(body, "events"):
                self.react(event)
        with self._news:
            self.bodies.append(body)
            self.signatures_right.append(signature == sign(SECRET, raw))
            self._news.notify_all()

    def events(self, at_least: int = 0, seconds: float = 5.0) -> list[JsonObject]:
        """Events so far, once there are so many."""
        with self._news:
            assert self._news.wait_for(lambda: len(self._all()) >= at_least, seconds), compact(self.bodies)
            return self._all()

    def _all(self) -> list[JsonObject]:
        return [event for body in self.bodies for event in objects(body, "events")]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def echo(caller: Caller) -> Callable[[JsonObject], None]:
    """Replies to whatever can be replied to."""

    def react(event: JsonObject) -> None:
        if "replyToken" in event:
            caller.reply(word(event, "replyToken"), text(f"ได้รับ {word(event, 'type')}"))

    return react
