"""Rich menus: the picture with areas to tap under a chat. Limits from LINE's reference, section "Rich menu"."""

from __future__ import annotations

import io
import secrets

from flask import Blueprint, Response, request
from PIL import Image, UnidentifiedImageError

from bot.simulator.api import answer, no, refused
from bot.simulator.clock import now_ms
from bot.simulator.limits.action import RICH_MENU_AREA, action
from bot.simulator.limits.length import grapheme_clusters
from bot.simulator.limits.message import Refusal, refusal
from bot.simulator.limits.trouble import Place, anything, between, each, listing, mapping, required, truth, words
from bot.simulator.line import Line
from bot.simulator.state import State
from bot.simulator.wire import JsonObject, compact, inner, items, objects, parse, whole, word

IMAGE_BYTES = 1024 * 1024
MENUS_LIMIT = 1000
EVERYBODY = "all"
SMALLEST_RATIO = 1.45


def check_menu(menu: JsonObject) -> Refusal | None:
    """What LINE refuses about a rich menu: its size, names, and up to 20 areas."""
    place = Place("", "dotted")
    if required(place, menu, "size", "selected", "name", "chatBarText", "areas"):
        checks = {
            "size": anything,
            "selected": truth,
            "name": words(1, 300),
            "chatBarText": words(1, 14, grapheme_clusters),
            "areas": anything,
        }
        each(place, menu, checks)
        size = inner(menu, "size")
        between(800, 2500)(place.at("size").at("width"), size.get("width"))
        between(250, 2500)(place.at("size").at("height"), size.get("height"))
        if whole(size, "width") < SMALLEST_RATIO * whole(size, "height"):
            place.at("size").refuse("the aspect ratio (width / height) must be at least 1.45")
        check = action(RICH_MENU_AREA)
        for index, area in enumerate(listing(place.at("areas"), menu["areas"], 0, 20)):
            spot = place.at("areas").at(index)
            source = mapping(spot, area)
            if source is not None and required(spot, source, "bounds", "action"):
                check(spot.at("action"), source["action"])
    if not place.found:
        return None
    return refusal(400, f"The request body has {len(place.found)} error(s)", place.found)


def menu_of(state: State, who: str) -> JsonObject | None:
    """The rich menu on a person's screen: their own, or everybody's."""
    row = state.row(
        "SELECT m.* FROM rich_menu m JOIN rich_menu_link l USING (menu_id) WHERE l.user_id IN (?, ?)"
        " ORDER BY l.user_id = ? DESC LIMIT 1",
        who,
        EVERYBODY,
        who,
    )
    return None if row is None else {"richMenuId": row["menu_id"], **parse(str(row["body"]))}


def add_rich_menus(door: Blueprint, line: Line) -> None:
    """All rich-menu calls but the batch ones."""
    _menus(door, line)
    _images(door, line)
    _links(door, line)
    _aliases(door, line)


def _exists(line: Line, menu: str) -> bool:
    return line.state.row("SELECT 1 FROM rich_menu WHERE menu_id = ?", menu) is not None


def _menus(door: Blueprint, line: Line) -> None:
    @door.post("/richmenu", endpoint="richmenu_create")
    def create() -> Response:
        menu = parse(request.get_data())
        wrong = check_menu(menu)
        if wrong is not None:
            return refused(wrong)
        if len(line.state.rows("SELECT 1 FROM rich_menu")) >= MENUS_LIMIT:
            return no(400, "The maximum number of rich menus has been reached")
        made = f"richmenu-{secrets.token_hex(16)}"
        with line.state.change() as db:
            db.execute("INSERT INTO rich_menu VALUES (?, ?, NULL, NULL, ?)", (made, compact(menu), now_ms()))
        return answer(200, {"richMenuId": made})

    @door.post("/richmenu/validate", endpoint="richmenu_validate")
    def validate() -> Response:
        wrong = check_menu(parse(request.get_data()))
        return answer(200, {}) if wrong is None else refused(wrong)

    @door.get("/richmenu/list", endpoint="richmenu_list")
    def everything() -> Response:
        rows = line.state.rows("SELECT * FROM rich_menu ORDER BY made_at, rowid")
        return answer(200, {"richmenus": [{"richMenuId": r["menu_id"], **parse(str(r["body"]))} for r in rows]})

    @door.get("/richmenu/<menu>", endpoint="richmenu_get")
    def get(menu: str) -> Response:
        row = line.state.row("SELECT * FROM rich_menu WHERE menu_id = ?", menu)
        return no(404, "richmenu not found") if row is None else answer(200, {"richMenuId": menu, **parse(row["body"])})

    @door.delete("/richmenu/<menu>", endpoint="richmenu_delete")
    def delete(menu: str) -> Response:
        with line.state.change() as db:
            for table in ("rich_menu", "rich_menu_link", "rich_menu_alias"):
                db.execute(f"DELETE FROM {table} WHERE menu_id = ?", (menu,))  # noqa: S608 - names from the line above
        return answer(200, {})


def _images(door: Blueprint, line: Line) -> None:
    @door.post("/richmenu/<menu>/content", endpoint="richmenu_image_set")
    def put(menu: str) -> Response:
        row = line.state.row("SELECT * FROM rich_menu WHERE menu_id = ?", menu)
        if row is None:
            return no(404, "richmenu not found")
        if row["image"] is not None:
            return no(400, "An image has already been uploaded to the richmenu")
        data, size = request.get_data(), inner(parse(str(row["body"])), "size")
        trouble = _image_trouble(data, (whole(size, "width"), whole(size, "height")))
        if trouble:
            return no(400, trouble)
        with line.state.change() as db:
            db.execute("UPDATE rich_menu SET image = ?, mime = ? WHERE menu_id = ?", (data, request.content_type, menu))
        return answer(200, {})

    @door.get("/richmenu/<menu>/content", endpoint="richmenu_image")
    def get(menu: str) -> Response:
        row = line.state.row("SELECT * FROM rich_menu WHERE menu_id = ? AND image IS NOT NULL", menu)
        return no(404, "Not found") if row is None else Response(row["image"], 200, content_type=row["mime"])


def _image_trouble(data: bytes, size: tuple[int, int]) -> str:
    if request.content_type not in ("image/jpeg", "image/png"):
        return "The content type must be image/jpeg or image/png"
    if len(data) > IMAGE_BYTES:
        return "The image must not be larger than 1 MB"
    try:
        picture = Image.open(io.BytesIO(data))
    except UnidentifiedImageError:
        return "The image could not be read"
    if picture.size != size:
        return f"The image size must be the same as the size of the richmenu ({size[0]}x{size[1]})"
    return ""


def _link(line: Line, menu: str, people: list[str]) -> Response:
    row = line.state.row("SELECT image FROM rich_menu WHERE menu_id = ?", menu)
    if row is None:
        return no(404, "richmenu not found")
    if row["image"] is None:
        return no(400, "must upload richmenu image before applying it to user")
    with line.state.change() as db:
        db.executemany("INSERT OR REPLACE INTO rich_menu_link VALUES (?, ?)", [(one, menu) for one in people])
    return answer(200, {})


def _unlink(line: Line, people: list[str]) -> Response:
    with line.state.change() as db:
        db.executemany("DELETE FROM rich_menu_link WHERE user_id = ?", [(one,) for one in people])
    return answer(200, {})


def _links(door: Blueprint, line: Line) -> None:
    @door.post("/user/<who>/richmenu/<menu>", endpoint="richmenu_link")
    def link(who: str, menu: str) -> Response:
        return _link(line, menu, [who])

    @door.get("/user/<who>/richmenu", endpoint="richmenu_linked")
    def linked(who: str) -> Response:
        row = line.state.row("SELECT menu_id FROM rich_menu_link WHERE user_id = ?", who)
        return no(404, "the user has no richmenu") if row is None else answer(200, {"richMenuId": row["menu_id"]})

    @door.delete("/user/<who>/richmenu", endpoint="richmenu_unlink")
    def unlink(who: str) -> Response:
        return _unlink(line, [who])

    @door.post("/richmenu/bulk/<any(link, unlink):how>", endpoint="richmenu_bulk")
    def bulk(how: str) -> Response:
        body = parse(request.get_data())
        people = [one for one in items(body, "userIds") if isinstance(one, str)]
        if not 1 <= len(people) <= 500:
            return no(400, "The size of userIds must be between 1 and 500")
        done = _link(line, word(body, "richMenuId"), people) if how == "link" else _unlink(line, people)
        return answer(202, {}) if done.status_code == 200 else done


def _aliases(door: Blueprint, line: Line) -> None:
    @door.post("/richmenu/alias", endpoint="richmenu_alias_create")
    def create() -> Response:
        body = parse(request.get_data())
        alias, menu = word(body, "richMenuAliasId"), word(body, "richMenuId")
        if not alias or len(alias) > 32 or not _exists(line, menu):
            return no(400, "richmenu not found" if alias else "richMenuAliasId is invalid")
        if line.state.row("SELECT 1 FROM rich_menu_alias WHERE alias = ?", alias) is not None:
            return no(400, "conflict richmenu alias id")
        return _put_alias(line, alias, menu)

    @door.post("/richmenu/alias/<alias>", endpoint="richmenu_alias_update")
    def update(alias: str) -> Response:
        menu = word(parse(request.get_data()), "richMenuId")
        return _put_alias(line, alias, menu) if _exists(line, menu) else no(400, "richmenu not found")

    @door.get("/richmenu/alias/list", endpoint="richmenu_alias_list")
    def everything() -> Response:
        rows = line.state.rows("SELECT * FROM rich_menu_alias ORDER BY alias")
        return answer(
            200, {"aliases": [{"richMenuAliasId": row["alias"], "richMenuId": row["menu_id"]} for row in rows]}
        )

    @door.get("/richmenu/alias/<alias>", endpoint="richmenu_alias_get")
    def get(alias: str) -> Response:
        row = line.state.row("SELECT * FROM rich_menu_alias WHERE alias = ?", alias)
        if row is None:
            return no(404, "richmenu alias not found")
        return answer(200, {"richMenuAliasId": alias, "richMenuId": row["menu_id"]})

    @door.delete("/richmenu/alias/<alias>", endpoint="richmenu_alias_delete")
    def delete(alias: str) -> Response:
        with line.state.change() as db:
            db.execute("DELETE FROM rich_menu_alias WHERE alias = ?", (alias,))
        return answer(200, {})


def _put_alias(line: Line, alias: str, menu: str) -> Response:
    with line.state.change() as db:
        db.execute("INSERT OR REPLACE INTO rich_menu_alias VALUES (?, ?)", (alias, menu))
    return answer(200, {})


def areas_of(menu: JsonObject | None) -> list[JsonObject]:
    """The actions of a menu's areas, in order."""
    return [inner(area, "action") for area in objects(menu or {}, "areas")]
