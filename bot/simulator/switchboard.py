"""The stand-in's switches over HTTP (JSON): settings, faults, quota, events again or made up, the calls' log."""

from __future__ import annotations

import base64

from flask import Blueprint, Response, request

from bot.simulator.api import answer, no
from bot.simulator.faults import fault_from
from bot.simulator.line import Line
from bot.simulator.people import NoSuch
from bot.simulator.phones import body_of_request
from bot.simulator.webhooks import BOT_USER_ID
from bot.simulator.wire import JsonObject, compact, fact, inner, objects, whole, word


def build_switchboard(line: Line) -> Blueprint:
    """The blueprint under `/simulator/api/` for everything that is not a phone."""
    door = Blueprint("line_switchboard", __name__, url_prefix="/simulator/api")

    @door.errorhandler(NoSuch)
    def unknown(error: NoSuch) -> Response:
        return no(404, str(error.args[0]))

    @door.errorhandler(ValueError)
    def wrong(error: ValueError) -> Response:
        return no(400, str(error))

    _settings(door, line)
    _faults(door, line)
    _events(door, line)
    _raw_bodies(door, line)
    return door


def _settings(door: Blueprint, line: Line) -> None:
    @door.get("/settings")
    def settings() -> Response:
        return answer(200, line.state.settings())

    @door.put("/settings")
    def put() -> Response:
        wanted = body_of_request()
        unknown = sorted(set(wanted) - set(line.state.settings()))
        if unknown:
            raise ValueError(f"No such setting: {', '.join(unknown)}")
        for name, value in wanted.items():
            line.state.set(name, value)
        return answer(200, line.state.settings())

    @door.get("/quota")
    def quota() -> Response:
        return answer(200, {"quota": line.state.setting("quota"), "used": line.calls.used()})

    @door.put("/quota")
    def put_quota() -> Response:
        """`quota` (a number, or null for none) and `used`, each if given."""
        source = body_of_request()
        if "quota" in source:
            line.state.set("quota", source["quota"])
        if "used" in source:
            line.calls.set_used(whole(source, "used"))
        return answer(200, {"quota": line.state.setting("quota"), "used": line.calls.used()})

    @door.get("/calls")
    def calls() -> Response:
        after, endpoint = int(request.args.get("after", "0")), request.args.get("endpoint", "")
        return answer(200, {"calls": line.calls.logged(after=after, endpoint=endpoint)})


def _faults(door: Blueprint, line: Line) -> None:
    @door.get("/faults")
    def faults() -> Response:
        return answer(200, {"faults": [fault.as_json() for fault in line.faults.on()]})

    @door.post("/faults")
    def add() -> Response:
        return answer(200, line.faults.add(fault_from(body_of_request())).as_json())

    @door.delete("/faults")
    @door.delete("/faults/<int:number>")
    def clear(number: int | None = None) -> Response:
        line.faults.clear(number)
        return answer(200, {})


def _events(door: Blueprint, line: Line) -> None:
    @door.get("/events")
    def events() -> Response:
        """`?after=MS` and `state=waiting|delivered|lost` leave the others out."""
        after, state = int(request.args.get("after", "0")), request.args.get("state", "")
        return answer(200, {"events": line.webhooks.events(after_ms=after, state=state)})

    @door.post("/events")
    def make_up() -> Response:
        """`events`: any JSON objects, delivered in one body; `with_tokens` gives each a working reply token."""
        source = body_of_request()
        made = objects(source, "events")
        for event in made:
            chat = _chat_of(event)
            if fact(source, "with_tokens") and chat:
                event["replyToken"] = line.calls.issue_reply_token(chat)
            line.webhooks.keep(chat, event)
        if made:
            line.webhooks.send(_chat_of(made[0]), *made)
        return answer(200, {"events": made})

    @door.post("/events/<event>/resend")
    def resend(event: str) -> Response:
        """The same event once more; `{"redelivery": false}` for a plain duplicate."""
        line.webhooks.resend(event, is_redelivery=fact(body_of_request(), "redelivery", True))
        return answer(200, {})

    @door.post("/events/release")
    def release() -> Response:
        line.webhooks.release()
        return answer(200, {})


def _raw_bodies(door: Blueprint, line: Line) -> None:
    @door.post("/webhook")
    def raw() -> Response:
        """Posts `body` (text), `base64` or `events` now and tells the bot's status; `signature` replaces ours."""
        source = body_of_request()
        if "base64" in source:
            body = base64.b64decode(word(source, "base64"))
        elif "body" in source:
            body = word(source, "body").encode()
        else:
            body = compact({"destination": BOT_USER_ID, "events": objects(source, "events")}).encode()
        signature = word(source, "signature") if "signature" in source else None
        return answer(200, {"status": line.webhooks.post(body, signature)})


def _chat_of(event: JsonObject) -> str:
    source = inner(event, "source")
    return word(source, "groupId") or word(source, "roomId") or word(source, "userId")
