"""Several people's phones side by side: opened, added, written on, kept apart, kept after a reload."""

from __future__ import annotations

from playwright.sync_api import expect

from bot.simulator.server import Standin
from bot.simulator.wire import word
from tests.simulator.page.conftest import NEIGHBOUR, SELLER, Desk, Window
from tests.simulator.tiny_bot import Caller, TinyBot, echo, text


def test_two_neighbours_are_there_at_first_and_a_sentence_needs_one_tap(
    desk: Desk, bot: TinyBot, caller: Caller
) -> None:
    bot.react = echo(caller)
    expect(desk.page.get_by_role("article")).to_have_count(2)
    expect(desk.page.get_by_text("แตะประโยคตัวอย่างนะคะ")).to_be_visible()
    expect(desk.phone(SELLER)).to_contain_text("ผู้ขาย · บ้านดอนคำแสง")
    desk.phone(SELLER).get_by_role("button", name="ขายไส้อั่ว โลละ 280").click()
    desk.said(SELLER, "ขายไส้อั่ว โลละ 280")
    desk.said(SELLER, "ได้รับ message")
    assert desk.complaints == []


def test_chats_are_kept_apart_and_news_come_without_reloading(desk: Desk, line: Standin, caller: Caller) -> None:
    desk.type(SELLER, "ของป้าเอง")
    desk.said(SELLER, "ของป้าเอง")
    caller.push(line.person(NEIGHBOUR).user_id, text("ของมะปรางคนเดียว"))
    desk.said(NEIGHBOUR, "ของมะปรางคนเดียว")
    expect(desk.phone(NEIGHBOUR).get_by_role("log")).not_to_contain_text("ของป้าเอง")
    expect(desk.phone(SELLER).get_by_role("log")).not_to_contain_text("ของมะปรางคนเดียว")


def test_enter_sends_and_a_new_line_does_not(desk: Desk, bot: TinyBot) -> None:
    field = desk.phone(SELLER).get_by_label(f"ข้อความของ{SELLER}")
    field.fill("บรรทัดแรก")
    field.press("Shift+Enter")
    field.press_sequentially("บรรทัดสอง")
    field.press("Enter")
    desk.said(SELLER, "บรรทัดสอง")
    message = bot.events(at_least=1)[0]["message"]
    assert isinstance(message, dict)
    assert message["text"] == "บรรทัดแรก\nบรรทัดสอง"
    expect(field).to_have_value("")


def test_a_reload_keeps_phones_and_what_was_said(desk: Desk) -> None:
    desk.type(SELLER, "จำได้ไหม")
    desk.said(SELLER, "จำได้ไหม")
    desk.phone(NEIGHBOUR).get_by_role("button", name="ตัวเลือกของโทรศัพท์").click()
    desk.page.get_by_role("button", name="ปิดโทรศัพท์เครื่องนี้").click()
    desk.open()
    desk.said(SELLER, "จำได้ไหม")
    expect(desk.page.get_by_role("article")).to_have_count(1)


def test_people_are_picked_from_the_village_or_made(desk: Desk, line: Standin, bot: TinyBot) -> None:
    desk.page.get_by_role("button", name="เพิ่มโทรศัพท์").click()
    picker = desk.page.get_by_role("dialog")
    expect(picker.get_by_role("heading", name="บ้านดอนคำแสง")).to_be_visible()
    expect(picker.get_by_role("button", name=SELLER)).to_be_disabled()
    picker.get_by_role("button", name="ผู้ใหญ่เกิด").click()
    expect(desk.phone("ผู้ใหญ่เกิด")).to_contain_text("ผู้ใหญ่บ้าน · บ้านดอนคำแสง")
    desk.page.get_by_role("button", name="เพิ่มโทรศัพท์").click()
    desk.page.get_by_label("ชื่อคนใหม่").fill("สมศรี")
    desk.page.get_by_label("ชื่อคนใหม่").press("Enter")
    expect(desk.phone("สมศรี")).to_contain_text("ยังไม่ได้เพิ่มเน็ตอาสาเป็นเพื่อน")
    assert word(line.door.get("/people/สมศรี"), "friendship") == "stranger"
    desk.phone("สมศรี").get_by_role("button", name="เพิ่มเพื่อน").click()
    desk.said("สมศรี", "เพิ่มเน็ตอาสาเป็นเพื่อนแล้ว")
    assert word(bot.events(at_least=1)[-1], "type") == "follow"
    expect(desk.page.get_by_role("button", name="เพิ่มโทรศัพท์")).to_be_disabled()


def test_another_person_takes_a_phones_place(desk: Desk) -> None:
    desk.phone(SELLER).get_by_role("button", name="ตัวเลือกของโทรศัพท์").click()
    desk.page.get_by_role("button", name="เปลี่ยนเป็นคนอื่น").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="ผู้ใหญ่เกิด").click()
    expect(desk.phone("ผู้ใหญ่เกิด")).to_be_visible()
    expect(desk.phone(SELLER)).to_have_count(0)
    expect(desk.page.get_by_role("article")).to_have_count(2)


def test_blocking_is_seen_and_taken_back(desk: Desk, bot: TinyBot, line: Standin, caller: Caller) -> None:
    phone = desk.phone(SELLER)
    phone.get_by_role("button", name="ตัวเลือกของโทรศัพท์").click()
    desk.page.get_by_role("button", name="บล็อกเน็ตอาสา").click()
    expect(phone).to_contain_text("บล็อกเน็ตอาสาอยู่")
    caller.push(line.person(SELLER).user_id, text("ไม่ถึงหรอก"))
    desk.type(SELLER, "พิมพ์ทั้งที่บล็อก")
    expect(desk.page.get_by_role("status")).to_contain_text("has blocked")
    phone.get_by_role("button", name="เลิกบล็อก").click()
    expect(phone.get_by_text("บล็อกเน็ตอาสาอยู่")).to_be_hidden()
    desk.said(SELLER, "เพิ่มเน็ตอาสาเป็นเพื่อนแล้ว")
    expect(phone.get_by_role("log")).not_to_contain_text("ไม่ถึงหรอก")
    assert [word(event, "type") for event in bot.events(at_least=2)] == ["unfollow", "follow"]


def test_on_a_small_screen_one_phone_is_seen_and_the_others_news_are_marked(
    window: Window, line: Standin, caller: Caller
) -> None:
    desk = window(width=320, height=640)
    expect(desk.phone(SELLER)).to_be_visible()
    expect(desk.phone(NEIGHBOUR)).to_be_hidden()
    caller.push(line.person(NEIGHBOUR).user_id, text("มีของใหม่"))
    caller.push(line.person("ผู้ใหญ่เกิด").user_id, text("ถึงผู้ใหญ่"))
    tab = desk.page.get_by_role("navigation").get_by_role("button", name=NEIGHBOUR)
    expect(tab).to_contain_text("1 ใหม่")
    expect(desk.page.get_by_role("button", name="เพิ่มโทรศัพท์ มี 1 ข้อความใหม่ของคนอื่น")).to_be_visible()
    tab.click()
    expect(desk.phone(NEIGHBOUR)).to_contain_text("มีของใหม่")
    expect(tab).not_to_contain_text("ใหม่")


def test_names_and_words_are_never_read_as_a_page(desk: Desk, line: Standin, caller: Caller) -> None:
    hostile = "<img src=x onerror=document.title='hit'><b>หนา</b>"
    line.person(hostile)
    desk.page.get_by_role("button", name="เพิ่มโทรศัพท์").click()
    desk.page.get_by_role("dialog").get_by_role("button", name=hostile).click()
    desk.type(hostile, hostile)
    caller.push(line.person(hostile).user_id, text(hostile), text("javascript:alert(1) https://example.com/<b>"))
    desk.said(hostile, hostile)
    desk.said(hostile, "javascript:alert(1)")
    assert desk.page.title() == "ลองเล่นเน็ตอาสา"
    assert desk.page.locator("b, img[src=x]").count() == 0
    links = desk.phone(hostile).get_by_role("log").get_by_role("link")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://example.com/")
    assert desk.complaints == []
