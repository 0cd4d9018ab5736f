"""What a person can do with a phone besides writing: send everything, quote, take back, change, sit in groups."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from bot.simulator.wire import JsonObject, inner, objects, real, word
from tests.simulator.page.conftest import NEIGHBOUR, SELLER, Desk
from tests.simulator.page.test_messages import jpeg
from tests.simulator.tiny_bot import Caller, TinyBot, text

DROP = """
([phone, files]) => {
  const data = new DataTransfer();
  for (const [name, type, bytes] of files) {
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
  }
  phone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}
"""


@pytest.fixture
def tray(desk: Desk) -> Locator:
    """The seller's tray of things to send, open."""
    desk.phone(SELLER).get_by_role("button", name="ส่งรูป สติกเกอร์").click()
    return desk.phone(SELLER).get_by_role("group", name="ส่งอย่างอื่น")


def messages(bot: TinyBot, count: int) -> list[JsonObject]:
    return [inner(event, "message") for event in bot.events(at_least=count)]


def options(desk: Desk, words: str, choice: str) -> None:
    """Opens what can be done with a message and does one thing."""
    row = desk.phone(SELLER).locator(".row").filter(has_text=words).last
    row.get_by_role("button", name="ทำอะไรกับข้อความนี้").click()
    desk.page.get_by_role("dialog").get_by_role("button", name=choice).click()


def test_a_built_in_photo(desk: Desk, tray: Locator, bot: TinyBot) -> None:
    tray.get_by_role("button", name="รูปตัวอย่าง").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="ที่เที่ยว").click()
    shown = desk.phone(SELLER).get_by_role("log").get_by_role("img", name="รูปที่ส่ง")
    desk.page.wait_for_function("e => e.complete && e.naturalWidth > 0", arg=shown.element_handle())
    assert messages(bot, 1)[0]["type"] == "image"


def test_an_album_is_one_picture_on_the_phone_and_events_in_any_order(desk: Desk, tray: Locator, bot: TinyBot) -> None:
    tray.get_by_role("button", name="อัลบั้ม 3 รูป").click()
    album = desk.phone(SELLER).locator(".album")
    expect(album.get_by_role("img")).to_have_count(3)
    sets = [inner(message, "imageSet") for message in messages(bot, 3)]
    assert {one["index"] for one in sets} == {1, 2, 3}
    assert len({one["id"] for one in sets}) == 1
    desk.open()
    expect(album).to_have_count(1)
    expect(album.get_by_role("img")).to_have_count(3)


def test_photos_and_a_file_from_disk(desk: Desk, tray: Locator, bot: TinyBot, line: Standin, tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(jpeg(colour="#00ff00" if name == "a.jpg" else "#0000ff"))
    (tmp_path / "list.txt").write_text("รายชื่อ")
    tray.locator("input[type=file]").set_input_files([tmp_path / name for name in ("a.jpg", "b.jpg", "list.txt")])
    found = messages(bot, 3)
    assert sorted(word(one, "type") for one in found) == ["file", "image", "image"]
    expect(desk.phone(SELLER).locator(".album").get_by_role("img")).to_have_count(2)
    desk.said(SELLER, "list.txt")


def test_photos_are_dropped_on_the_phone(desk: Desk, bot: TinyBot) -> None:
    photo = base64.b64encode(jpeg()).decode()
    frame = desk.phone(SELLER).locator(".frame").element_handle()
    desk.page.evaluate(DROP, [frame, [["a.jpg", "image/jpeg", photo], ["b.mp4", "video/mp4", "AAAA"]]])
    assert sorted(word(one, "type") for one in messages(bot, 2)) == ["image", "video"]
    expect(desk.phone(NEIGHBOUR).locator(".row")).to_have_count(0)


def test_sticker_voice_video_and_file(desk: Desk, tray: Locator, bot: TinyBot) -> None:
    tray.get_by_role("button", name="สติกเกอร์").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="ขอบคุณมาก").click()
    log = desk.phone(SELLER).get_by_role("log")
    expect(log.get_by_role("img", name="สติกเกอร์ ขอบคุณมาก")).to_be_visible()
    for count, (button, shown) in enumerate((("เสียง", "เสียง 3 วินาที"), ("ไฟล์", "รายชื่อ.txt")), 2):
        tray.get_by_role("button", name=button).click()
        desk.said(SELLER, shown)
        messages(bot, count)
    tray.get_by_role("button", name="วิดีโอ").click()
    expect(log.get_by_role("img", name="วิดีโอ 8 วินาที")).to_be_visible()
    assert [word(one, "type") for one in messages(bot, 4)] == ["sticker", "audio", "file", "video"]
    assert messages(bot, 4)[0]["keywords"] == ["รัก", "ขอบคุณ"]


def test_a_pin_is_set_on_the_map_by_hand_and_by_keys(desk: Desk, tray: Locator, bot: TinyBot) -> None:
    tray.get_by_role("button", name="ปักหมุด").click()
    map_field = desk.page.get_by_role("button", name="แผนที่")
    box = map_field.bounding_box()
    assert box is not None
    map_field.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.1})
    map_field.press("ArrowUp")
    desk.page.get_by_label("ชื่อสถานที่").fill("บ้านป้าเรียน")
    desk.page.get_by_role("button", name="ส่งหมุด").click()
    pin = messages(bot, 1)[0]
    assert pin["title"] == "บ้านป้าเรียน"
    assert 17.49 < real(pin, "latitude") < 17.52
    assert 100.13 < real(pin, "longitude") < 100.15
    desk.said(SELLER, "บ้านป้าเรียน")


def test_taking_back_leaves_nothing_of_it(desk: Desk, bot: TinyBot) -> None:
    desk.type(SELLER, "พิมพ์ผิดไป")
    desk.said(SELLER, "พิมพ์ผิดไป")
    options(desk, "พิมพ์ผิดไป", "ยกเลิกการส่ง")
    desk.said(SELLER, "คุณยกเลิกการส่งข้อความแล้ว")
    expect(desk.phone(SELLER).get_by_role("log")).not_to_contain_text("พิมพ์ผิดไป")
    assert word(bot.events(at_least=2)[1], "type") == "unsend"
    desk.open()
    desk.said(SELLER, "คุณยกเลิกการส่งข้อความแล้ว")


def test_one_photo_of_an_album_is_taken_back(desk: Desk, tray: Locator, seller: Phone, bot: TinyBot) -> None:
    tray.get_by_role("button", name="อัลบั้ม 3 รูป").click()
    pictures = desk.phone(SELLER).locator(".album").get_by_role("img")
    expect(pictures).to_have_count(3)
    seller.unsend(seller.messages()[1].id)
    expect(pictures).to_have_count(2)


def test_an_answer_quotes(desk: Desk, bot: TinyBot, caller: Caller, seller: Phone) -> None:
    caller.push(seller.user_id, text("รับกี่โลคะ"))
    desk.said(SELLER, "รับกี่โลคะ")
    options(desk, "รับกี่โลคะ", "ตอบโดยอ้างอิง")
    expect(desk.phone(SELLER)).to_contain_text("ตอบ: รับกี่โลคะ")
    desk.type(SELLER, "สองโล")
    expect(desk.phone(SELLER).get_by_role("blockquote")).to_have_text("รับกี่โลคะ")
    assert messages(bot, 1)[0]["quotedMessageId"] == seller.messages()[0].id
    expect(desk.phone(SELLER).get_by_text("ตอบ: รับกี่โลคะ")).to_be_hidden()


def test_a_message_is_shown_as_json(desk: Desk, caller: Caller, seller: Phone) -> None:
    caller.push(seller.user_id, text("ดูข้างใน"))
    desk.said(SELLER, "ดูข้างใน")
    options(desk, "ดูข้างใน", "ดู JSON ของข้อความ")
    expect(desk.page.get_by_role("dialog").locator("pre")).to_contain_text('"text": "ดูข้างใน"')
    desk.page.get_by_role("button", name="คัดลอก").click()
    expect(desk.page.get_by_role("status")).to_contain_text("คัดลอกแล้ว")


def test_a_group_has_a_chat_of_its_own_in_which_words_can_be_changed(
    desk: Desk, bot: TinyBot, line: Standin, caller: Caller
) -> None:
    panel = desk.panel()
    panel.get_by_label("ชื่อกลุ่ม").fill("หมู่ 9")
    panel.get_by_role("button", name="ตั้งกลุ่ม").click()
    for name in (SELLER, NEIGHBOUR):
        desk.phone(name).get_by_role("button", name="กลุ่ม หมู่ 9").click()
    desk.phone(SELLER).get_by_role("button", name="เรียกเน็ตอาสา").click()
    desk.type(SELLER, "ประชุมกี่โมง")
    desk.said(NEIGHBOUR, "@เน็ตอาสา ประชุมกี่โมง")
    group = word(objects(line.door.get("/groups"), "groups")[0], "groupId")
    event = bot.events(at_least=2)[-1]
    assert inner(event, "source") == {"type": "group", "groupId": group, "userId": line.person(SELLER).user_id}
    assert "isSelf" in str(inner(event, "message")["mention"])
    options(desk, "ประชุมกี่โมง", "แก้ไขข้อความ")
    desk.page.get_by_label("ข้อความใหม่").fill("ประชุมวันไหน")
    desk.page.get_by_role("button", name="บันทึก", exact=True).click()
    desk.said(NEIGHBOUR, "ประชุมวันไหน")
    desk.said(NEIGHBOUR, "แก้ไขแล้ว")
    edited = bot.events(at_least=3)[-1]
    assert (edited["type"], inner(edited, "message")["text"]) == ("messageEdited", "ประชุมวันไหน")
    desk.phone(SELLER).get_by_role("button", name="เน็ตอาสา", exact=True).click()
    expect(desk.phone(SELLER).get_by_role("log")).not_to_contain_text("ประชุม")


def test_line_lets_nobody_change_words_in_a_chat_with_an_account(desk: Desk, seller: Phone) -> None:
    desk.type(SELLER, "แก้ไม่ได้")
    desk.said(SELLER, "แก้ไม่ได้")
    row = desk.phone(SELLER).locator(".row").last
    row.get_by_role("button", name="ทำอะไรกับข้อความนี้").click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("แก้ได้เฉพาะในกลุ่ม")
    expect(desk.page.get_by_role("dialog").get_by_role("button", name="แก้ไขข้อความ")).to_have_count(0)
