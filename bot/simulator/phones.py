"""People and their phones over HTTP (JSON): the door for tests, for the terminal phone and for a phone in a browser."""

from __future__ import annotations

import base64
import binascii

from flask import Blueprint, Response, g, request

from bot.simulator import samples
from bot.simulator.api import answer, no
from bot.simulator.deeds import Deeds, Impossible, Sent
from bot.simulator.identifiers import user_id
from bot.simulator.line import Line
from bot.simulator.people import Friendship, Group, NoSuch, Person
from bot.simulator.rich_menus import menu_of
from bot.simulator.wire import JsonObject, WireError, fact, items, objects, parse, real, whole, word

LONGEST_WAIT_SECONDS = 30.0
SAMPLES = 100


def body_of_request() -> JsonObject:
    """The JSON object of the request, an empty one when there is none."""
    return parse(request.get_data() or b"{}")


def person_json(person: Person) -> JsonObject:
    """A person as this door shows them."""
    return person.profile() | {"name": person.name, "friendship": person.friendship}


def group_json(group: Group) -> JsonObject:
    """A group as this door shows it."""
    return {
        "groupId": group.group_id,
        "name": group.name,
        "hasBot": group.has_bot,
        "members": list(group.members),
    }


def told(sent: Sent) -> Response:
    """The answer to a deed; `after` is the number of what the phone showed last before it."""
    return answer(200, sent.as_json() | {"after": g.get("before", 0)})


def build_phones(line: Line) -> Blueprint:
    """The blueprint under `/simulator/api/` for people, phones and groups."""
    door = Blueprint("line_phones", __name__, url_prefix="/simulator/api")
    deeds = Deeds(line)

    @door.before_request
    def remember() -> None:
        who = (request.view_args or {}).get("who")
        if request.method == "POST" and who:
            g.before = line.chats.last_number(line.people.find(who).user_id)

    @door.errorhandler(NoSuch)
    def unknown(error: NoSuch) -> Response:
        return no(404, str(error.args[0]))

    @door.errorhandler(Impossible)
    def impossible(error: Impossible) -> Response:
        return no(409, str(error))

    @door.errorhandler(WireError)
    @door.errorhandler(ValueError)
    def wrong(error: ValueError) -> Response:
        return no(400, str(error))

    _people(door, line)
    _friendship(door, line, deeds)
    _sending(door, line, deeds)
    _taps(door, line, deeds)
    _menu(door, line, deeds)
    _media(door, line, deeds)
    _groups(door, line, deeds)
    return door


def _friendship_of(source: JsonObject) -> Friendship:
    match word(source, "friendship", "friend"):
        case "blocked":
            return "blocked"
        case "stranger":
            return "stranger"
        case _:
            return "friend"


def _made(line: Line, source: JsonObject) -> JsonObject:
    name = word(source, "name").strip()
    if not name:
        raise ValueError("A person needs a name")
    person = Person(
        word(source, "userId") or user_id(name),
        name,
        _friendship_of(source),
        word(source, "pictureUrl") or None,
        word(source, "statusMessage") or None,
        word(source, "language", "th") or None,
    )
    return person_json(line.people.add(person))


def _people(door: Blueprint, line: Line) -> None:
    @door.get("/people")
    def people() -> Response:
        return answer(200, {"people": [person_json(person) for person in line.people.all()]})

    @door.post("/people", endpoint="make_person")
    def make() -> Response:
        """One person, or many at once under `people`."""
        source = body_of_request()
        if "people" in source:
            with line.state.change():
                return answer(200, {"people": [_made(line, one) for one in objects(source, "people")]})
        return answer(200, _made(line, source))

    @door.get("/people/<who>")
    def person(who: str) -> Response:
        found = line.people.find(who)
        return answer(200, person_json(found) | {"last": line.chats.last_number(found.user_id)})

    @door.get("/people/<who>/history")
    def history(who: str) -> Response:
        """`?after=N` the number already seen, `wait=SECONDS` (at most 30) long-polls, `limit=N`, `newest=N`."""
        me = line.people.find(who).user_id
        newest = request.args.get("newest", 0, type=int)
        shown = line.chats.history(
            me,
            after=line.chats.before_last(me, newest) if newest > 0 else int(request.args.get("after", "0")),
            limit=int(request.args.get("limit", "1000")),
            wait_seconds=min(float(request.args.get("wait", "0")), LONGEST_WAIT_SECONDS),
        )
        return answer(200, {"items": shown})


def _friendship(door: Blueprint, line: Line, deeds: Deeds) -> None:
    @door.post("/people/<who>/follow")
    @door.post("/people/<who>/unblock", endpoint="unblock")
    def follow(who: str) -> Response:
        return told(deeds.follow(line.people.find(who).user_id))

    @door.post("/people/<who>/block")
    def block(who: str) -> Response:
        return told(deeds.block(line.people.find(who).user_id))


def _chat(source: JsonObject) -> str | None:
    return word(source, "group") or None


def _sending(door: Blueprint, line: Line, deeds: Deeds) -> None:
    @door.post("/people/<who>/say")
    def say(who: str) -> Response:
        source = body_of_request()
        sent = deeds.say(
            line.people.find(who).user_id,
            word(source, "text"),
            chat=_chat(source),
            mentions_bot=fact(source, "mention"),
            quotes=word(source, "quotes") or None,
        )
        return told(sent)

    @door.post("/people/<who>/sticker")
    def sticker(who: str) -> Response:
        source = body_of_request()
        package, one = word(source, "packageId", "11537"), word(source, "stickerId", "52002734")
        keywords = [key for key in items(source, "keywords") if isinstance(key, str)]
        return told(deeds.sticker(line.people.find(who).user_id, package, one, keywords, chat=_chat(source)))

    @door.post("/people/<who>/location")
    def location(who: str) -> Response:
        source = body_of_request()
        sent = deeds.location(
            line.people.find(who).user_id,
            real(source, "latitude", 19.9),
            real(source, "longitude", 99.83),
            word(source, "title"),
            word(source, "address"),
            chat=_chat(source),
        )
        return told(sent)


def _taps(door: Blueprint, line: Line, deeds: Deeds) -> None:
    @door.post("/people/<who>/tap")
    def tap(who: str) -> Response:
        """`message` and `button` (number from 0, or the words on it); `value` for a date or time picker."""
        source = body_of_request()
        which = source.get("button")
        if not isinstance(which, int | str):
            raise ValueError("button is a number or the words on it")
        me = line.people.find(who).user_id
        return told(deeds.tap(me, word(source, "message"), which, word(source, "value")))

    @door.post("/people/<who>/unsend")
    def unsend(who: str) -> Response:
        return told(deeds.unsend(line.people.find(who).user_id, word(body_of_request(), "message")))

    @door.post("/people/<who>/edit")
    def edit(who: str) -> Response:
        """`message` and its new `text`; in groups only."""
        source = body_of_request()
        return told(deeds.edit(line.people.find(who).user_id, word(source, "message"), word(source, "text")))


def _menu(door: Blueprint, line: Line, deeds: Deeds) -> None:
    @door.get("/people/<who>/menu")
    def menu(who: str) -> Response:
        return answer(200, {"menu": menu_of(line.state, line.people.find(who).user_id)})

    @door.post("/people/<who>/menu", endpoint="tap_menu")
    def tap_menu(who: str) -> Response:
        """`area` (from 0) of the rich menu on this phone; `value` for a date or time picker."""
        source = body_of_request()
        me = line.people.find(who).user_id
        return told(deeds.tap_menu(me, whole(source, "area", -1), word(source, "value")))

    @door.get("/menus/<menu>/image")
    def menu_image(menu: str) -> Response:
        row = line.state.row("SELECT * FROM rich_menu WHERE menu_id = ? AND image IS NOT NULL", menu)
        return no(404, "Not found") if row is None else Response(row["image"], 200, content_type=row["mime"])


def _bytes(given: object) -> bytes:
    if not isinstance(given, str):
        raise ValueError("Bytes come as base64 text")
    try:
        return base64.b64decode(given, validate=True)
    except binascii.Error as error:
        raise ValueError(f"Not base64: {error}") from error


def _pictures(source: JsonObject) -> list[bytes]:
    """`pictures`: base64 each, or numbers of built-in samples; uploads come as form files."""
    uploads = [upload.read() for upload in request.files.values()]
    if uploads:
        return uploads
    wanted = items(source, "pictures") or [0]
    return [samples.picture(one) if isinstance(one, int) else _bytes(one) for one in wanted]


def _media(door: Blueprint, line: Line, deeds: Deeds) -> None:
    @door.post("/people/<who>/photos")
    def photos(who: str) -> Response:
        source = {} if request.files else body_of_request()
        group = request.form.get("group") or _chat(source)
        return told(deeds.photos(line.people.find(who).user_id, _pictures(source), chat=group))

    @door.post("/people/<who>/<any(voice, video):kind>")
    def recording(who: str, kind: str) -> Response:
        source = body_of_request()
        data = _bytes(source["data"]) if "data" in source else samples.voice()
        ms, me = whole(source, "duration", 1000), line.people.find(who).user_id
        name, mime = ("audio", "audio/m4a") if kind == "voice" else ("video", "video/mp4")
        return told(deeds.recording(me, name, data, mime, ms, chat=_chat(source)))

    @door.post("/people/<who>/file")
    def file(who: str) -> Response:
        source = body_of_request()
        data = _bytes(source["data"]) if "data" in source else samples.document()
        name = word(source, "fileName", "รายชื่อ.txt")
        return told(deeds.file(line.people.find(who).user_id, name, data, chat=_chat(source)))

    @door.get("/samples/<int:number>")
    def sample(number: int) -> Response:
        """A built-in picture."""
        return Response(samples.picture(number % SAMPLES), 200, content_type="image/jpeg")

    @door.get("/content/<message>")
    def content(message: str) -> Response:
        """What a person sent, for the screens of phones (no token, never 202)."""
        row = line.chats.content(message)
        if row is None or row["bytes"] is None:
            return no(404, "Not found")
        return Response(row["bytes"], 200, content_type=row["mime"])


def _groups(door: Blueprint, line: Line, deeds: Deeds) -> None:
    @door.get("/groups")
    def groups() -> Response:
        return answer(200, {"groups": [group_json(group) for group in line.people.groups()]})

    @door.post("/groups", endpoint="make_group")
    def make() -> Response:
        source = body_of_request()
        members = [line.people.find(one).user_id for one in items(source, "members") if isinstance(one, str)]
        return answer(200, group_json(line.people.make_group(word(source, "name"), members)))

    @door.post("/groups/<group>/bot")
    def bot(group: str) -> Response:
        """`{"in": true}` invites the bot, false puts it out."""
        return told(deeds.invite_bot(line.people.group(group).group_id, is_in=fact(body_of_request(), "in", True)))

    @door.post("/groups/<group>/members")
    def members(group: str) -> Response:
        """`{"person", "in": true}`: a person enters, or leaves with false."""
        source = body_of_request()
        who = line.people.find(word(source, "person")).user_id
        return told(deeds.join_group(line.people.group(group).group_id, who, is_in=fact(source, "in", True)))
