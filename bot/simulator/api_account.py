"""The rest of the Messaging API: quota, profiles, contents, groups, the webhook's address."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from flask import Blueprint, Response, request
from PIL import Image

from bot.simulator.api import answer, no
from bot.simulator.clock import now_ms
from bot.simulator.identifiers import USER_ID, ulid
from bot.simulator.line import Line
from bot.simulator.people import NoSuch
from bot.simulator.webhooks import BOT_USER_ID
from bot.simulator.wire import JsonObject, compact, parse, whole, word

PREVIEW_SIDE = 240


def add_account(door: Blueprint, line: Line) -> None:
    """Quota and bot info."""

    @door.get("/message/quota")
    def quota() -> Response:
        value = line.state.setting("quota")
        return answer(200, {"type": "limited", "value": value} if isinstance(value, int) else {"type": "none"})

    @door.get("/message/quota/consumption")
    def consumption() -> Response:
        return answer(200, {"totalUsage": line.calls.used()})

    @door.get("/info")
    def info() -> Response:
        told: JsonObject = {
            "userId": BOT_USER_ID,
            "basicId": "@netasa-standin",
            "displayName": "เน็ตอาสา",
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }
        return answer(200, told)


def add_profiles(door: Blueprint, line: Line) -> None:
    """Profiles, followers, the loading dots."""

    @door.get("/profile/<who>")
    def profile(who: str) -> Response:
        if not USER_ID.fullmatch(who):
            return no(400, "The value for the 'userId' parameter is invalid")
        if not line.people.friends_among([who]):
            return no(404, "Not found")
        return answer(200, line.people.find(who).profile())

    @door.get("/followers/ids")
    def followers() -> Response:
        friends = [person.user_id for person in line.people.all() if person.friendship == "friend"]
        start = request.args.get("start", 0, type=int)
        limit = request.args.get("limit", 300, type=int)
        told: JsonObject = {"userIds": friends[start : start + limit]}
        if start + limit < len(friends):
            told["next"] = str(start + limit)
        return answer(200, told)

    @door.post("/chat/loading/start")
    def loading() -> Response:
        body = parse(request.get_data())
        chat, seconds = word(body, "chatId"), whole(body, "loadingSeconds", 20)
        if not USER_ID.fullmatch(chat):
            return no(400, "The property, 'chatId', in the request body is invalid (line: -, column: -)")
        if not 5 <= seconds <= 60 or seconds % 5:
            return no(400, "The property, 'loadingSeconds', in the request body is invalid (line: -, column: -)")
        for phone in line.people.friends_among([chat]):
            line.chats.note(phone, chat, "loading", {"seconds": seconds})
        return answer(202, {})


def _missing(line: Line, message: str) -> Response | None:
    row = line.chats.content(message)
    if row is None:
        return no(404, "Not found")
    return no(410, "Gone") if row["bytes"] is None else None


def add_contents(door: Blueprint, line: Line) -> None:
    """What people sent: not ready at first (202), then the bytes, gone when unsent (410)."""

    @door.get("/message/<message>/content")
    def content(message: str) -> Response:
        gone = _missing(line, message)
        row = line.chats.content(message)
        if gone is not None or row is None:
            return gone or no(404, "Not found")
        wanted = line.state.setting("content_not_ready")
        if isinstance(wanted, int) and row["asked"] < wanted:
            line.chats.ask_content(message)
            return answer(202, {})
        return Response(row["bytes"], 200, content_type=row["mime"])

    @door.get("/message/<message>/content/preview", endpoint="content_preview")
    def preview(message: str) -> Response:
        gone = _missing(line, message)
        row = line.chats.content(message)
        if gone is not None or row is None:
            return gone or no(404, "Not found")
        if not row["mime"].startswith("image/"):
            return no(404, "Not found")
        picture = Image.open(io.BytesIO(row["bytes"])).convert("RGB")
        picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        small = io.BytesIO()
        picture.save(small, "JPEG")
        return Response(small.getvalue(), 200, content_type="image/jpeg")


def add_transcoding(door: Blueprint, line: Line) -> None:
    """Whether a voice or a video can be fetched yet."""

    @door.get("/message/<message>/content/transcoding", endpoint="content_transcoding")
    def transcoding(message: str) -> Response:
        gone = _missing(line, message)
        row = line.chats.content(message)
        if gone is not None or row is None:
            return gone or no(404, "Not found")
        wanted = line.state.setting("content_not_ready")
        is_ready = not isinstance(wanted, int) or row["asked"] >= wanted
        line.chats.ask_content(message)
        return answer(200, {"status": "succeeded" if is_ready else "processing"})


def add_groups(door: Blueprint, line: Line) -> None:
    """Groups in which the bot sits."""

    @door.errorhandler(NoSuch)
    def unknown(_error: NoSuch) -> Response:
        return no(404, "Not found")

    @door.get("/group/<group>/summary", endpoint="group_summary")
    def summary(group: str) -> Response:
        found = line.people.group(group)
        return answer(200, {"groupId": found.group_id, "groupName": found.name})

    @door.get("/group/<group>/members/count", endpoint="group_count")
    def count(group: str) -> Response:
        return answer(200, {"count": len(line.people.group(group).members)})

    @door.get("/group/<group>/members/ids", endpoint="group_members")
    def members(group: str) -> Response:
        return no(403, "Access to this API is not available for your account")

    @door.get("/group/<group>/member/<who>", endpoint="group_member")
    def member(group: str, who: str) -> Response:
        if who not in line.people.group(group).members:
            return no(404, "Not found")
        return answer(200, line.people.find(who).profile())

    @door.post("/group/<group>/leave", endpoint="group_leave")
    def leave(group: str) -> Response:
        line.people.seat_bot(line.people.group(group).group_id, is_in=False)
        return answer(200, {})


def add_webhook_address(door: Blueprint, line: Line) -> None:
    """Where LINE posts events."""

    @door.get("/channel/webhook/endpoint", endpoint="webhook_endpoint")
    def get() -> Response:
        url, is_active = line.state.setting("webhook_url"), line.state.setting("webhook_active")
        return answer(200, {"endpoint": url, "active": is_active})

    @door.put("/channel/webhook/endpoint", endpoint="webhook_endpoint_set")
    def put() -> Response:
        url = word(parse(request.get_data()), "endpoint")
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")) or len(url) > 500:
            return no(400, "Invalid webhook endpoint URL")
        line.state.set("webhook_url", url)
        return answer(200, {})

    @door.post("/channel/webhook/test", endpoint="webhook_test")
    def test() -> Response:
        url = word(parse(request.get_data() or b"{}"), "endpoint") or str(line.state.setting("webhook_url"))
        body = compact({"destination": BOT_USER_ID, "events": []}).encode()
        status = line.webhooks.post(body, url=url)
        moment = datetime.fromtimestamp(now_ms() / 1000, UTC).isoformat(timespec="milliseconds")
        told: JsonObject = {
            "success": 200 <= status < 300,
            "timestamp": moment.replace("+00:00", "Z"),
            "statusCode": status,
            "reason": "OK" if 200 <= status < 300 else "ERROR_STATUS_CODE" if status else "COULD_NOT_CONNECT",
            "detail": str(status),
        }
        return answer(200, told)

    @door.post("/user/<who>/linkToken", endpoint="link_token")
    def link_token(who: str) -> Response:
        return answer(200, {"linkToken": ulid(now_ms())}) if line.people.knows(who) else no(404, "Not found")
