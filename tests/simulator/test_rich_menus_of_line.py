"""Rich menus: made, pictured, linked, tapped."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.simulator.server import Standin
from bot.simulator.wire import JsonObject, inner, word
from tests.simulator.tiny_bot import Caller, TinyBot

MENU: JsonObject = {
    "size": {"width": 1200, "height": 405},
    "selected": True,
    "name": "เมนูลูกบ้าน",
    "chatBarText": "เมนู",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 600, "height": 405},
            "action": {"type": "message", "label": "ขายของ", "text": "ขายของ"},
        },
        {
            "bounds": {"x": 600, "y": 0, "width": 600, "height": 405},
            "action": {"type": "postback", "label": "ช่วย", "data": "help"},
        },
    ],
}


def png(width: int = 1200, height: int = 405) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


def test_from_making_to_tapping(line: Standin, bot: TinyBot, caller: Caller) -> None:
    menu = word(caller.call("POST", "/richmenu", MENU).body, "richMenuId")
    assert caller.call("POST", f"/user/all/richmenu/{menu}").status == 400  # no picture yet
    content = f"/richmenu/{menu}/content"
    assert caller.call("POST", content, png(800, 300), content_type="image/png").status == 400
    assert caller.call("POST", content, png(), content_type="image/png").status == 200
    assert caller.call("GET", content).data == png()
    assert caller.call("POST", f"/user/all/richmenu/{menu}").status == 200
    phone = line.person("แม่คำ")
    assert phone.menu() == ["ขายของ", "ช่วย"]
    phone.tap_menu("ขายของ")
    phone.tap_menu(2)
    said, tapped = bot.events(2)
    assert inner(said, "message")["text"] == "ขายของ"
    assert tapped["postback"] == {"data": "help"}
    assert caller.call("POST", "/richmenu/alias", {"richMenuAliasId": "main", "richMenuId": menu}).status == 200
    assert caller.call("POST", "/richmenu/alias", {"richMenuAliasId": "main", "richMenuId": menu}).status == 400
    assert caller.call("GET", "/richmenu/alias/list").body["aliases"]
    bulk: JsonObject = {"richMenuId": menu, "userIds": [phone.user_id]}
    assert caller.call("POST", "/richmenu/bulk/link", bulk).status == 202
    assert caller.call("GET", f"/user/{phone.user_id}/richmenu").body == {"richMenuId": menu}
    assert caller.call("DELETE", f"/richmenu/{menu}").status == 200
    assert phone.menu() == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"chatBarText": "ก" * 15}, "chatBarText"),
        ({"name": "ก" * 301}, "name"),
        ({"size": {"width": 1200, "height": 1200}}, "size"),
        ({"size": {"width": 700, "height": 260}}, "size.width"),
        ({"areas": [{"bounds": {}, "action": {"type": "dance"}}]}, "areas[0].action.type"),
        ({"areas": [MENU["areas"]] * 21}, "areas"),
    ],
)
def test_refused_menus(caller: Caller, change: JsonObject, place: str) -> None:
    answer = caller.call("POST", "/richmenu/validate", {**MENU, **change})
    assert answer.status == 400
    assert f'"{place}"' in answer.data.decode()
