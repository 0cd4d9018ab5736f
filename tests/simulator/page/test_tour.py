"""The steps above the phones: what to try, in order, with a mark at the sentence to tap."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from tests.simulator.page.conftest import HEADMAN, NEIGHBOUR, SELLER, Desk, Window


def steps(desk: Desk) -> Locator:
    return desk.page.get_by_role("navigation", name="ลองทำตามลำดับ").locator("li")


def marked(desk: Desk) -> Locator:
    return desk.page.locator(".ready .here")


def test_the_first_sentence_is_marked_and_done_by_the_word_that_ends_it(desk: Desk) -> None:
    expect(marked(desk)).to_have_text("ขายไส้อั่ว โลละ 280")
    expect(steps(desk).nth(0).get_by_role("button")).to_have_attribute("aria-current", "step")
    marked(desk).click()
    desk.said(SELLER, "ขายไส้อั่ว โลละ 280")
    expect(desk.page.locator(".tour .done")).to_have_count(0)
    desk.type(SELLER, "ลงเลย")
    expect(steps(desk).nth(0)).to_have_text("✓ลงขาย ทำแล้ว")
    expect(steps(desk).nth(1).get_by_role("button")).to_have_attribute("aria-current", "step")


def test_a_step_opens_the_phone_it_needs_and_the_keyboard_is_there(desk: Desk) -> None:
    steps(desk).nth(1).get_by_role("button").press("Enter")
    expect(desk.phone(HEADMAN)).to_be_visible()
    expect(marked(desk)).to_have_text("ประกาศ น้ำไม่ไหล")
    expect(marked(desk)).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.said(HEADMAN, "ประกาศ น้ำไม่ไหล")
    expect(steps(desk).nth(1)).to_contain_text("ทำแล้ว")
    expect(marked(desk)).to_have_text("ขายไส้อั่ว โลละ 280")


def test_a_full_table_gives_up_a_phone_that_the_step_does_not_need(desk: Desk, line: Standin) -> None:
    for name in ("สมศรี", "สมชาย"):
        line.person(name)
        desk.page.get_by_role("button", name="เพิ่มโทรศัพท์").click()
        desk.page.get_by_role("dialog").get_by_role("button", name=name).click()
        expect(desk.phone(name)).to_be_visible()
    steps(desk).nth(1).get_by_role("button").click()
    expect(desk.phone(HEADMAN)).to_be_visible()
    expect(desk.phone(NEIGHBOUR)).to_be_visible()
    expect(desk.page.get_by_role("article")).to_have_count(4)


def test_what_was_done_on_a_closed_phone_is_done(window: Window, line: Standin) -> None:
    Phone(line.url, HEADMAN).say("ประกาศ น้ำไม่ไหล")
    desk = window()
    expect(desk.page.get_by_role("article")).to_have_count(2)
    expect(steps(desk).nth(1)).to_contain_text("ทำแล้ว")


def test_on_a_small_screen_only_the_next_step_stands_there(window: Window) -> None:
    desk = window(width=320, height=568, touch=True)
    expect(steps(desk).nth(0)).to_be_visible()
    expect(steps(desk).nth(1)).to_be_hidden()
    desk.type(SELLER, "ลงเลย")
    steps(desk).nth(1).get_by_role("button").tap()
    expect(desk.phone(HEADMAN)).to_be_visible()
    expect(marked(desk)).to_be_in_viewport()


def test_the_newest_words_stay_in_sight_when_the_screen_gets_smaller(desk: Desk) -> None:
    for number in range(12):
        desk.type(SELLER, f"บรรทัดที่ {number}")
    desk.said(SELLER, "บรรทัดที่ 11")
    desk.page.set_viewport_size({"width": 1280, "height": 620})
    expect(desk.phone(SELLER).get_by_text("บรรทัดที่ 11")).to_be_in_viewport()
