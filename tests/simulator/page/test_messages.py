"""Every kind of message as a phone draws it, and every kind of tap on it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from bot.simulator.wire import JsonObject, inner, word
from tests.simulator.page.conftest import SELLER, Desk
from tests.simulator.tiny_bot import Caller, TinyBot, text

Push = Callable[..., Locator]


def jpeg(width: int = 200, height: int = 100, colour: str = "#c98b4b") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def pictures(bot: TinyBot) -> str:
    """Where the bot's pictures are; one of 200 × 100 px is at /a.jpg and under an image map's /map/1040."""
    bot.pictures = {"/a.jpg": jpeg(), "/map/1040": jpeg(1040, 520)}
    return bot.url.removesuffix("/callback")


@pytest.fixture
def push(desk: Desk, caller: Caller, seller: Phone) -> Push:
    """The bot sends a message; the newest row of the seller's chat."""

    def send(*messages: JsonObject) -> Locator:
        rows = desk.phone(SELLER).locator(".row")
        there = rows.count()
        answer = caller.push(seller.user_id, *messages)
        assert answer.status == 200, answer.body
        expect(rows).to_have_count(there + len(messages))
        return rows.nth(there + len(messages) - 1)

    return send


def action(label: str, **more: object) -> JsonObject:
    return {"type": "message", "label": label, "text": label, **more}


def tapped(bot: TinyBot, count: int) -> JsonObject:
    """The newest event once there are so many."""
    return bot.events(at_least=count)[-1]


def test_words_with_links(push: Push) -> None:
    row = push(text("ดูที่ http://localhost:8000/posts/x ได้เลย\nบรรทัดสอง"))
    link = row.get_by_role("link")
    expect(link).to_have_text("http://localhost:8000/posts/x")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")
    assert row.locator(".words").evaluate("e => getComputedStyle(e).whiteSpace") == "pre-wrap"


def test_text_with_places_to_fill(push: Push) -> None:
    emoji: JsonObject = {"type": "emoji", "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}
    row = push({"type": "textV2", "text": "{{วงเล็บ}} {smile}", "substitution": {"smile": emoji}})
    expect(row.locator(".words")).to_have_text("{วงเล็บ} 🙂")


def test_sticker_place_voice_and_video(push: Push, pictures: str) -> None:
    expect(push({"type": "sticker", "packageId": "446", "stickerId": "1988"}).get_by_role("img")).to_be_visible()
    place = push(
        {"type": "location", "title": "ศาลา", "address": "ม.9 ท่าแสงทอง", "latitude": 17.48, "longitude": 100.1}
    )
    expect(place).to_contain_text("ศาลา")
    expect(place).to_contain_text("ม.9 ท่าแสงทอง")
    expect(place.locator("svg.map")).to_be_visible()
    expect(push({"type": "audio", "originalContentUrl": f"{pictures}/a.m4a", "duration": 3000})).to_contain_text(
        "เสียง 3 วินาที"
    )
    video = push({"type": "video", "originalContentUrl": f"{pictures}/a.mp4", "previewImageUrl": f"{pictures}/a.jpg"})
    expect(video.get_by_role("img", name="วิดีโอ")).to_be_visible()


def test_a_picture_of_the_bot_is_really_shown(desk: Desk, push: Push, pictures: str) -> None:
    row = push({"type": "image", "originalContentUrl": f"{pictures}/a.jpg", "previewImageUrl": f"{pictures}/a.jpg"})
    shown = row.get_by_role("img")
    desk.page.wait_for_function("e => e.complete && e.naturalWidth === 200", arg=shown.element_handle())
    assert desk.complaints == []


def test_a_picture_from_elsewhere_is_not_asked_for(desk: Desk, push: Push) -> None:
    url = "https://example.com/a.jpg"
    row = push({"type": "image", "originalContentUrl": url, "previewImageUrl": url})
    expect(row.locator("img.missing")).to_have_count(1)
    assert all("403" in said for said in desk.complaints)


def buttons(pictures: str) -> JsonObject:
    actions = [
        {"type": "postback", "label": "ลงเลย", "data": "m=yes", "displayText": "ลงเลยจ้า"},
        action("แก้"),
        {"type": "uri", "label": "โทร", "uri": "tel:0810001234"},
    ]
    return {
        "type": "buttons",
        "thumbnailImageUrl": f"{pictures}/a.jpg",
        "title": "ไส้อั่ว",
        "text": "โลละ 280",
        "defaultAction": action("ทั้งใบ"),
        "actions": actions,
    }


def template(card: JsonObject) -> JsonObject:
    return {"type": "template", "altText": "การ์ด", "template": card}


def test_buttons_template_and_its_taps(desk: Desk, push: Push, bot: TinyBot, pictures: str) -> None:
    row = push(template(buttons(pictures)))
    expect(row).to_contain_text("ไส้อั่ว")
    row.get_by_role("button", name="ลงเลย").click()
    desk.said(SELLER, "ลงเลยจ้า")
    assert inner(tapped(bot, 1), "postback")["data"] == "m=yes"
    row.get_by_role("button", name="แก้").click()
    assert inner(tapped(bot, 2), "message")["text"] == "แก้"
    row.get_by_role("button", name="ทั้งใบ").click()
    assert inner(tapped(bot, 3), "message")["text"] == "ทั้งใบ"
    row.get_by_role("button", name="โทร").click()
    expect(desk.page.get_by_role("status")).to_have_text("โทรหา 0810001234")
    desk.said(SELLER, "เปิดลิงก์ tel:0810001234")


def test_confirm_template_has_two_buttons_side_by_side(push: Push, bot: TinyBot) -> None:
    row = push(template({"type": "confirm", "text": "แสดงเบอร์ไหมคะ", "actions": [action("ใช่"), action("ไม่ใช่")]}))
    yes, no = (row.get_by_role("button", name=name, exact=True).bounding_box() for name in ("ใช่", "ไม่ใช่"))
    assert yes is not None
    assert no is not None
    assert yes["y"] == no["y"]
    assert yes["x"] + yes["width"] <= no["x"] + 1
    row.get_by_role("button", name="ไม่ใช่").click()
    assert inner(tapped(bot, 1), "message")["text"] == "ไม่ใช่"


def test_carousel_templates_are_moved_sideways(push: Push, bot: TinyBot, pictures: str) -> None:
    columns = [
        {"thumbnailImageUrl": f"{pictures}/a.jpg", "text": f"ใบที่ {n}", "actions": [action(f"เลือก {n}")]}
        for n in range(3)
    ]
    row = push(template({"type": "carousel", "columns": columns}))
    shelf = row.get_by_role("list", name="การ์ด 3 ใบ")
    assert shelf.evaluate("e => e.scrollWidth > e.clientWidth")
    shelf.get_by_role("button", name="เลือก 2").click()
    assert inner(tapped(bot, 1), "message")["text"] == "เลือก 2"
    images = [{"imageUrl": f"{pictures}/a.jpg", "action": action(f"รูป {n}")} for n in range(2)]
    push(template({"type": "image_carousel", "columns": images})).get_by_role("button", name="รูป 1").click()
    assert inner(tapped(bot, 2), "message")["text"] == "รูป 1"


def test_image_map_is_tapped_where_its_areas_are(push: Push, bot: TinyBot, pictures: str) -> None:
    areas = [
        {"type": "message", "text": "ซ้าย", "area": {"x": 0, "y": 0, "width": 520, "height": 520}},
        {"type": "message", "text": "ขวา", "area": {"x": 520, "y": 0, "width": 520, "height": 520}},
    ]
    size = {"width": 1040, "height": 520}
    row = push(
        {"type": "imagemap", "baseUrl": f"{pictures}/map", "altText": "แผนผัง", "baseSize": size, "actions": areas}
    )
    picture = row.locator(".imagemap")
    box = picture.bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - 2) < 0.05
    picture.click(position={"x": box["width"] * 0.75, "y": box["height"] / 2})
    assert inner(tapped(bot, 1), "message")["text"] == "ขวา"
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] / 2})
    assert inner(tapped(bot, 2), "message")["text"] == "ซ้าย"


def quick(*actions: JsonObject) -> JsonObject:
    return {"quickReply": {"items": [{"type": "action", "action": one} for one in actions]}}


def test_quick_replies_vanish_with_the_next_message(desk: Desk, push: Push, bot: TinyBot) -> None:
    push(text("อย่างไหนคะ", **quick(action("อย่างแรก"), action("อย่างสอง"))))
    replies = desk.phone(SELLER).get_by_role("group", name="คำตอบด่วน")
    expect(replies.get_by_role("button")).to_have_text(["อย่างแรก", "อย่างสอง"])
    desk.open()
    replies.get_by_role("button", name="อย่างสอง").click()
    assert inner(tapped(bot, 1), "message")["text"] == "อย่างสอง"
    expect(replies).to_be_hidden()
    push(text("อีกที", **quick(action("ก"))))
    expect(replies).to_be_visible()
    push(text("ใหม่กว่า"))
    expect(replies).to_be_hidden()


@pytest.mark.parametrize(
    ("mode", "more", "value"),
    [
        ("date", {"min": "2026-01-01"}, "2026-12-05"),
        ("time", {"initial": "08:00"}, "09:30"),
        ("datetime", {"initial": "2026-12-05t08:00"}, "2026-12-06T10:15"),
    ],
)
def test_dates_and_times_are_picked_without_a_zone(
    desk: Desk, push: Push, bot: TinyBot, mode: str, more: JsonObject, value: str
) -> None:
    push(
        text("เมื่อไหร่คะ", **quick({"type": "datetimepicker", "label": "เลือกเวลา", "data": "when", "mode": mode, **more}))
    )
    desk.phone(SELLER).get_by_role("button", name="เลือกเวลา").click()
    field = desk.page.get_by_label("วันเวลา", exact=True)
    expect(field).to_have_value(str(more.get("initial", "")).replace("t", "T"))
    field.fill(value)
    desk.page.get_by_role("button", name="ตกลง").click()
    assert inner(tapped(bot, 1), "postback") == {"data": "when", "params": {mode: value}}


def test_a_picker_that_is_closed_says_nothing(desk: Desk, push: Push, line: Standin) -> None:
    push(text("เมื่อไหร่คะ", **quick({"type": "datetimepicker", "label": "เลือกวัน", "data": "d", "mode": "date"})))
    desk.phone(SELLER).get_by_role("button", name="เลือกวัน").click()
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    assert line.events() == []


def test_what_the_phone_does_by_itself(desk: Desk, push: Push, bot: TinyBot) -> None:
    push(
        text(
            "ทำอะไรดีคะ",
            **quick(
                {"type": "clipboard", "label": "คัดลอก", "clipboardText": "DKS-4821"},
                {"type": "camera", "label": "กล้อง"},
                {"type": "cameraRoll", "label": "คลังรูป"},
                {"type": "location", "label": "ตำแหน่ง"},
                {"type": "uri", "label": "หน้าเว็บ", "uri": f"{bot.url}"},
            ),
        )
    )
    replies = desk.phone(SELLER).get_by_role("group", name="คำตอบด่วน")
    replies.get_by_role("button", name="คัดลอก").click()
    expect(desk.page.get_by_role("status")).to_have_text("คัดลอกแล้ว")
    assert desk.page.evaluate("navigator.clipboard.readText()") == "DKS-4821"
    for name, dialog in (("กล้อง", "ส่งรูปตัวอย่าง"), ("คลังรูป", "ส่งรูปตัวอย่าง"), ("ตำแหน่ง", "ปักหมุด")):
        replies.get_by_role("button", name=name).click()
        expect(desk.page.get_by_role("dialog", name=dialog)).to_be_visible()
        desk.page.keyboard.press("Escape")
    with desk.page.expect_popup() as opened:
        replies.get_by_role("button", name="หน้าเว็บ").click()
    assert opened.value.evaluate("window.opener") is None


def test_dots_show_while_the_bot_thinks(desk: Desk, push: Push, caller: Caller, seller: Phone) -> None:
    caller.call("POST", "/chat/loading/start", {"chatId": seller.user_id, "loadingSeconds": 20})
    dots = desk.phone(SELLER).locator(".dots")
    expect(dots).to_be_visible()
    caller.push(seller.user_id, text("คิดเสร็จแล้ว"))
    expect(dots).to_have_count(0)


def test_an_answer_shows_what_it_answers_to(desk: Desk, bot: TinyBot, caller: Caller) -> None:
    def react(event: JsonObject) -> None:
        token = word(inner(event, "message"), "quoteToken")
        caller.reply(word(event, "replyToken"), text("อันนี้ใช่ไหมคะ", quoteToken=token))

    bot.react = react
    desk.type(SELLER, "ราคาเท่าไหร่")
    expect(desk.phone(SELLER).get_by_role("blockquote")).to_have_text("ราคาเท่าไหร่")


def test_read_marks_wait_for_the_bot(desk: Desk, bot: TinyBot, line: Standin) -> None:
    bot.status = 500
    desk.type(SELLER, "ถึงไหม")
    desk.said(SELLER, "ถึงไหม")
    desk.panel().get_by_text("→ บอต message").first.wait_for()
    read = desk.phone(SELLER).locator(".read")
    expect(read).to_have_text("")
    desk.open()
    expect(read).to_have_text("")
    bot.status = 200
    line.door.send("POST", f"/events/{word(inner(line.events()[0], 'event'), 'webhookEventId')}/resend")
    expect(read).to_have_text("อ่านแล้ว")


def test_rich_menu_is_tapped_by_coordinates(
    desk: Desk, caller: Caller, line: Standin, bot: TinyBot, seller: Phone
) -> None:
    areas = [
        {"bounds": {"x": 0, "y": 0, "width": 400, "height": 300}, "action": action("ขายของ")},
        {"bounds": {"x": 400, "y": 0, "width": 400, "height": 300}, "action": action("หาของ")},
    ]
    menu: JsonObject = {
        "size": {"width": 800, "height": 300},
        "selected": True,
        "name": "เมนู",
        "chatBarText": "เมนู",
        "areas": areas,
    }
    made = word(caller.call("POST", "/richmenu", menu).body, "richMenuId")
    caller.call("POST", f"/richmenu/{made}/content", jpeg(800, 300), content_type="image/jpeg")
    assert caller.call("POST", f"/user/all/richmenu/{made}").status == 200
    desk.open()
    field = desk.phone(SELLER).locator(".menu-field")
    box = field.bounding_box()
    assert box is not None
    field.click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.5})
    assert inner(tapped(bot, 1), "message")["text"] == "หาของ"
    bar = desk.phone(SELLER).get_by_role("button", name="เมนู", exact=True)
    bar.click()
    expect(field).to_be_hidden()
