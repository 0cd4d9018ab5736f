"""What the page needs beside phones and switches: who lives where, the bot's clock, what a sentence means, pictures of
cards, saved chats.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from flask import Blueprint, Response, request

from bot.simulator.api import answer, no
from bot.simulator.bot_clock import BotClock
from bot.simulator.line import Line
from bot.simulator.people import NoSuch, Person
from bot.simulator.phones import body_of_request
from bot.simulator.reader import Reader, Unreadable
from bot.simulator.stream import add_stream
from bot.simulator.transcript import transcript
from bot.simulator.wire import JsonObject, word

ROSTER = "roster"
PICTURE_BYTES = 10 * 1024 * 1024
PICTURE_SECONDS = 5.0
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml")


@dataclass(frozen=True)
class Surroundings:
    """What stands around a stand-in and that it is told when it is started; all of it may be missing.

    `clock_file`: where the bot looks for seconds to add to its now. `reader`: a command line that says what a sentence
    means. `pages`: the public address of the bot's pages, when it is another than the webhook's.
    """

    clock_file: Path | None = None
    reader: str = ""
    pages: str = ""


def build_stage(line: Line, around: Surroundings) -> Blueprint:
    """The blueprint under `/simulator/api/` for the page's own questions."""
    door = Blueprint("line_stage", __name__, url_prefix="/simulator/api")
    bot_clock = BotClock(line.state, around.clock_file)

    @door.errorhandler(NoSuch)
    def unknown(error: NoSuch) -> Response:
        return no(404, str(error.args[0]))

    @door.errorhandler(ValueError)
    def wrong(error: ValueError) -> Response:
        return no(400, str(error))

    add_stream(door, line, bot_clock)
    _roster(door, line)
    _clock(door, bot_clock)
    _understanding(door, line, around)
    _pictures(door, line, around.pages)
    _exchanges(door, line)
    _transcripts(door, line)
    return door


def _roster(door: Blueprint, line: Line) -> None:
    @door.get("/roster")
    def roster() -> Response:
        kept = line.state.memo(ROSTER)
        return answer(200, kept if isinstance(kept, dict) else {})

    @door.put("/roster")
    def put() -> Response:
        """Who lives where: `{"groups": [{"heading", "people": [{"name", "userId", "role", "sentences"}]}], …}`."""
        source = body_of_request()
        line.state.remember(ROSTER, source)
        return answer(200, source)


def _clock(door: Blueprint, bot_clock: BotClock) -> None:
    @door.get("/clock")
    def clock() -> Response:
        return answer(200, bot_clock.as_json())

    @door.put("/clock")
    def move() -> Response:
        """`to`: `+2h`, `tomorrow`, `saturday` or `real`."""
        bot_clock.move(word(body_of_request(), "to"))
        return answer(200, bot_clock.as_json())


def _understanding(door: Blueprint, line: Line, around: Surroundings) -> None:
    reader = Reader(around.reader)
    line.at_end(reader.stop)

    @door.get("/understood")
    def understood() -> Response:
        """`?text=`: what the bot's reading program makes of it; an empty object when there is none."""
        try:
            return answer(200, reader.read(request.args.get("text", "")))
        except Unreadable as error:
            return no(502, str(error))


def _pictures(door: Blueprint, line: Line, pages: str) -> None:
    """Pictures in cards come from the bot's pages. The page may load from here only, so they are fetched for it."""
    http = urllib3.PoolManager(maxsize=4, retries=False)

    @door.get("/picture")
    def picture() -> Response:
        at = _at_home(request.args.get("url", ""), str(line.state.setting("webhook_url")), pages)
        if not at:
            return no(403, "Only pictures of the bot itself are shown here")
        try:
            found = http.request("GET", at, redirect=False, timeout=PICTURE_SECONDS, preload_content=False)
            data = found.read(PICTURE_BYTES + 1)
            found.release_conn()
        except urllib3.exceptions.HTTPError:
            return no(502, "The bot did not answer with a picture")
        kind = found.headers.get("content-type", "").partition(";")[0]
        if found.status != 200 or kind not in PICTURES or len(data) > PICTURE_BYTES:
            return no(404, "There is no picture")
        return Response(data, 200, content_type=kind, headers={"Cache-Control": "private, max-age=300"})


def _at_home(url: str, webhook: str, pages: str) -> str:
    """The address on this machine under which the bot has a picture; "" for anything that is not the bot's."""
    home = urlsplit(webhook)
    try:
        wanted = urlsplit(url)
        is_here = wanted.hostname in ("127.0.0.1", "localhost") and wanted.port == home.port
    except ValueError:  # not an address at all
        return ""
    is_public = bool(pages) and url.startswith(pages.rstrip("/") + "/")
    if not home.hostname or wanted.scheme not in ("http", "https") or not (is_here or is_public):
        return ""
    path = wanted.path or "/"
    return f"http://127.0.0.1:{home.port or 80}{path}" + (f"?{wanted.query}" if wanted.query else "")


def _exchanges(door: Blueprint, line: Line) -> None:
    @door.get("/exchanges")
    def exchanges() -> Response:
        """`?after=N`: what went over the wire lately, without bodies."""
        after = request.args.get("after", 0, type=int)
        return answer(200, {"exchanges": [exchange.summary() for exchange in line.exchanges.since(after)]})

    @door.get("/exchanges/<int:number>")
    def exchange(number: int) -> Response:
        found = line.exchanges.find(number)
        return no(404, "It is no longer kept") if found is None else answer(200, found.as_json())


@dataclass(frozen=True)
class _Record:
    """One phone, as a transcript reads it."""

    line: Line
    person: Person

    @property
    def name(self) -> str:
        return self.person.name

    def history(self) -> list[JsonObject]:
        return self.line.chats.history(self.person.user_id, limit=10_000)


def _transcripts(door: Blueprint, line: Line) -> None:
    @door.get("/transcript")
    def save() -> Response:
        """`?people=ID,ID&title=`: their chats as one conversation test."""
        named = [one for one in request.args.get("people", "").split(",") if one]
        records = [_Record(line, line.people.find(one)) for one in named]
        text = transcript(records, request.args.get("title", ""))
        headers = {"Content-Disposition": "attachment; filename=conversation.txt"}
        return Response(text, 200, content_type="text/plain; charset=utf-8", headers=headers)
