"""LINE's Messaging API over HTTP: the door that the bot knocks at. Source: LINE's OpenAPI description."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import HTTPException

from bot.simulator.clock import now_ms
from bot.simulator.faults import Fault
from bot.simulator.identifiers import CHAT_ID, RETRY_KEY, USER_ID, request_id
from bot.simulator.limits.message import Refusal, check_messages, refusal
from bot.simulator.line import Line
from bot.simulator.wire import JsonObject, WireError, compact, items, only_objects, parse, word

MULTICAST_LIMIT = 500
FAILED = "Failed to send messages"
WITH_RETRY_KEY = ("push", "multicast", "broadcast")


def answer(status: int, body: JsonObject) -> Response:
    """A JSON answer."""
    return Response(compact(body), status, content_type="application/json")


def refused(found: Refusal) -> Response:
    """LINE's answer to a call it does not accept."""
    return answer(found.status, found.body)


def no(status: int, message: str) -> Response:
    """The same for a single sentence."""
    return answer(status, {"message": message})


def endpoint_name() -> str:
    """The last word of the view's name: reply, push, multicast, content, profile …"""
    return (request.endpoint or "other").rpartition(".")[2]


def build_api(line: Line, extend: tuple[Callable[[Blueprint, Line], None], ...] = ()) -> Blueprint:
    """The blueprint under `/v2/bot`; `extend` are functions that add further endpoints to the same door."""
    door = Blueprint("line_api", __name__, url_prefix="/v2/bot")
    _guard(door, line)
    _farewell(door, line)
    _replies(door, line)
    _multicasts(door, line)
    for add in extend:
        add(door, line)

    @door.route("/<path:rest>", methods=["GET", "POST", "PUT", "DELETE"])
    def other(rest: str) -> Response:
        return no(404, "Not found")

    return door


def _guard(door: Blueprint, line: Line) -> None:
    """Before each call: request id, token, faults, retry key."""

    @door.before_request
    def before() -> Response | None:
        g.started_ms = now_ms()
        g.request_id = request_id()
        g.accepted = False
        g.recipients = 0
        if request.headers.get("authorization", "") != f"Bearer {line.access_token}":
            return no(
                401,
                "Authentication failed. Confirm that the access token in the authorization header is valid.",
            )
        seconds, g.fault = line.faults.strike(endpoint_name())
        time.sleep(seconds)
        return _early_fault(g.fault) or _retry_key_refusal()

    @door.errorhandler(WireError)
    def not_json(_error: WireError) -> Response:
        return no(400, "The request body could not be parsed as JSON (line: -, column: -)")

    @door.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        return no(error.code or 500, error.name)


def _farewell(door: Blueprint, line: Line) -> None:
    """After each call: the log, the headers, the faults that strike once it is accepted."""

    @door.after_request
    def after(response: Response) -> Response:
        fault: Fault | None = g.get("fault")
        if fault is not None and fault.kind == "error_after":
            response = no(fault.status, "Internal server error")
        response.headers["x-line-request-id"] = g.request_id
        _note(line, response, is_lost=fault is not None and fault.kind == "lost_answer")
        line.calls.log(
            endpoint_name(),
            g.request_id,
            response.status_code,
            accepted=g.accepted,
            retry_key=request.headers.get("x-line-retry-key"),
            recipients=g.recipients,
            body=request.get_data(as_text=True) if request.is_json else "",
        )
        if fault is not None and fault.kind == "lost_answer":
            _hang_up()
        return response


def _note(line: Line, response: Response, *, is_lost: bool) -> None:
    """The call as it went over the wire; bytes of pictures and voices are not shown."""
    asked = request.get_data(as_text=True) if request.is_json else ""
    told = response.get_data(as_text=True) if response.is_json else f"({response.content_type})"
    sent = f"{request.method} {request.full_path.rstrip('?')}"
    answered = (dict(response.headers), told)
    line.exchanges.note(
        "call", sent, response.status_code, g.started_ms, (dict(request.headers), asked), answered, is_lost=is_lost
    )


def _early_fault(fault: Fault | None) -> Response | None:
    if fault is None:
        return None
    if fault.kind == "error_before":
        return no(fault.status, "Internal server error")
    if fault.kind == "refuse":
        return no(fault.status, "The request was refused")
    if fault.kind == "rate_limit":
        response = no(429, "The API rate limit has been exceeded. Try again later.")
        if fault.retry_after is not None:
            response.headers["Retry-After"] = str(fault.retry_after)
        return response
    return None


def _retry_key_refusal() -> Response | None:
    key = request.headers.get("x-line-retry-key")
    if key is None:
        return None
    if endpoint_name() not in WITH_RETRY_KEY:
        return no(400, "The retry key is not supported by this API")
    if not RETRY_KEY.fullmatch(key):
        return no(400, "The retry key is invalid")
    return None


def _hang_up() -> None:
    """Closes the connection under the server's feet, so that the caller never gets an answer."""
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)


def _body() -> JsonObject:
    return parse(request.get_data())


def _checked(line: Line, body: JsonObject, needed: str | None) -> Response | None:
    """The refusal of a sending call's body, None when it is fine."""
    if needed is not None and not body.get(needed):
        missing: JsonObject = {"message": "May not be empty", "property": needed}
        return answer(400, {"message": "The request body has 1 error(s)", "details": [missing]})
    found = check_messages(body.get("messages"), is_ascii=request.get_data().isascii())
    if found is not None:
        return refused(found)
    for index, message in enumerate(only_objects(items(body, "messages"))):
        quoted = word(message, "quoteToken")
        if quoted and not line.chats.quotes(quoted):
            return refused(refusal(400, f"The quote token of messages[{index}] is invalid"))
    return None


def _show(line: Line, chat: str, phones: list[str] | None, body: JsonObject) -> list[JsonObject]:
    g.accepted = True
    return [
        line.chats.put(chat, "bot", message, phones=phones, request=g.request_id)
        for message in only_objects(items(body, "messages"))
    ]


def _phones_of(line: Line, chat: str) -> list[str]:
    """Where a message into a chat is seen: not on the phones of those who blocked the account in a chat of two."""
    return line.people.friends_among([chat]) if chat.startswith("U") else line.chats.watchers(chat)


def _metered(line: Line, body: JsonObject, chat: str, phones: list[str], *, tells_ids: bool) -> Response:
    """Push, multicast, broadcast: retry key, then quota, then the phones, all in one change."""
    key = request.headers.get("x-line-retry-key")
    with line.state.change():
        earlier = line.calls.accepted_before(key)
        if earlier is not None:
            told: JsonObject = {"message": "The retry key is already accepted"}
            if tells_ids:
                told["sentMessages"] = earlier.sent
            response = answer(409, told)
            response.headers["x-line-accepted-request-id"] = earlier.request_id
            return response
        if not line.calls.use(len(phones)):
            return no(429, "You have reached your monthly limit.")
        sent = _show(line, chat, phones, body)
        line.calls.remember_key(key, g.request_id, sent)
        g.recipients = len(phones)
    return answer(200, {"sentMessages": sent} if tells_ids else {})


def _replies(door: Blueprint, line: Line) -> None:
    """To one person or one group."""

    @door.post("/message/reply")
    def reply() -> Response:
        body = _body()
        wrong = _checked(line, body, "replyToken")
        if wrong is not None:
            return wrong
        with line.state.change():
            chat = line.calls.spend_reply_token(word(body, "replyToken"), g.request_id)
            if chat is None:
                return no(400, "Invalid reply token")
            return answer(200, {"sentMessages": _show(line, chat, _phones_of(line, chat), body)})

    @door.post("/message/push")
    def push() -> Response:
        body = _body()
        wrong = _checked(line, body, "to")
        if wrong is not None:
            return wrong
        to = word(body, "to")
        if not CHAT_ID.fullmatch(to):
            return no(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
        phones = _reachable(line, to)
        if phones is None:
            return no(400, FAILED)
        return _metered(line, body, to, phones, tells_ids=True)


def _multicasts(door: Blueprint, line: Line) -> None:
    """To many people, and the rehearsal of any call."""

    @door.post("/message/multicast")
    def multicast() -> Response:
        body = _body()
        wrong = _checked(line, body, "to")
        if wrong is not None:
            return wrong
        to = items(body, "to")
        if not 1 <= len(to) <= MULTICAST_LIMIT:
            detail: JsonObject = {"message": f"Size must be between 1 and {MULTICAST_LIMIT}", "property": "to"}
            return answer(400, {"message": "The request body has 1 error(s)", "details": [detail]})
        ids = [one for one in to if isinstance(one, str) and USER_ID.fullmatch(one)]
        if len(ids) != len(to):
            return no(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
        phones = line.people.friends_among(list(dict.fromkeys(ids)))
        return _metered(line, body, "many", phones, tells_ids=False)

    @door.post("/message/broadcast")
    def broadcast() -> Response:
        body = _body()
        wrong = _checked(line, body, None)
        if wrong is not None:
            return wrong
        everyone = [person.user_id for person in line.people.all() if person.friendship == "friend"]
        return _metered(line, body, "many", everyone, tells_ids=False)

    @door.post("/message/validate/<any(reply, push, multicast, narrowcast, broadcast):_kind>")
    def validate(_kind: str) -> Response:
        found = check_messages(_body().get("messages"), is_ascii=request.get_data().isascii())
        return answer(200, {}) if found is None else refused(found)


def _reachable(line: Line, to: str) -> list[str] | None:
    """The phones a push is shown on; None when there is no such person or group (LINE: "Failed to send messages")."""
    if to.startswith("U"):
        phones = _phones_of(line, to)
        return phones if phones or line.people.knows(to) else None
    known = [group for group in line.people.groups() if group.group_id == to and group.has_bot]
    return line.chats.watchers(to) if known else None
