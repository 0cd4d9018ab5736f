"""Whoever sees badly, has no mouse, a small screen or a dark room: the same page. After WCAG 2.2 and axe's rules."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from bot.simulator.phone import Phone
from bot.simulator.wire import JsonObject
from tests.simulator.page.conftest import NEIGHBOUR, SELLER, Desk, Window
from tests.simulator.tiny_bot import Caller, text
from tests.web.test_in_browser import CONTRAST

NAMELESS = """
() => [...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=button], [role=group]')]
  .filter((e) => e.getClientRects().length)
  .filter((e) => {
    const labels = e.labels ? [...e.labels].map((label) => label.textContent.trim()).join('') : '';
    return !(e.getAttribute('aria-label') || labels || e.textContent.trim());
  })
  .map((e) => e.outerHTML.slice(0, 120))
"""
SMALL_TARGETS = """
() => [...document.querySelectorAll('button, summary, select, input')]
  .filter((e) => e.getClientRects().length && getComputedStyle(e).clipPath === 'none')
  .filter((e) => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 20; })
  .map((e) => e.outerHTML.slice(0, 120))
"""
"""WCAG 2.2 §2.5.8 asks for 24 × 24 px, or room around."""

FOCUSED = """
() => {
  const e = document.activeElement, s = getComputedStyle(e);
  return [e.getAttribute('aria-label') || e.textContent.trim(), s.outlineStyle, parseFloat(s.outlineWidth)];
}
"""


@pytest.fixture
def full(line: object, caller: Caller, seller: Phone) -> Phone:
    """A chat with something of everything."""
    seller.say("ขายไส้อั่วแม่คำ โลละ 280 มี 10 โล")
    seller.photo(0, 1, 2)
    seller.location(17.48, 100.1, "บ้านป้าเรียน")
    seller.sticker()
    seller.voice()
    seller.file()
    button = {"type": "button", "style": "primary", "action": {"type": "message", "label": "ลงเลย", "text": "ลงเลย"}}
    contents: JsonObject = {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "ตรวจก่อนลงนะคะ"}, button]},
    }
    card: JsonObject = {"type": "flex", "altText": "การ์ด", "contents": contents}
    actions = [{"type": "message", "label": name, "text": name} for name in ("ใช่", "ไม่ใช่")]
    asked: JsonObject = {"type": "confirm", "text": "แสดงเบอร์ไหมคะ", "actions": actions}
    quick = {"items": [{"type": "action", "action": action} for action in actions]}
    caller.push(
        seller.user_id,
        card,
        {"type": "template", "altText": "ถาม", "template": asked},
        text("อะไรดีคะ", quickReply=quick),
    )
    return seller


def everything_open(desk: Desk) -> Page:
    desk.panel()
    desk.phone(SELLER).get_by_role("button", name="ส่งรูป สติกเกอร์").click()
    return desk.page


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("width", [1280, 320])
def test_words_can_be_read_and_controls_have_names(full: Phone, window: Window, width: int, dark: bool) -> None:
    desk = window(width=width, height=900, dark=dark)
    assert desk.page.evaluate(CONTRAST) == []
    assert desk.page.evaluate(NAMELESS) == []
    if width == 1280:
        everything_open(desk)
    else:
        desk.phone(SELLER).get_by_role("button", name="ส่งรูป สติกเกอร์").click()
        assert desk.page.evaluate(CONTRAST) == []
        desk.panel()
    assert desk.page.evaluate(CONTRAST) == []
    assert desk.page.evaluate(NAMELESS) == []
    ground = desk.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(part) for part in ground[4:-1].split(",")) < 120) == dark
    assert desk.complaints == []


@pytest.mark.parametrize(
    ("button", "dark"),
    [
        (name, dark)
        for name in ("เพิ่มโทรศัพท์", "เลื่อนเวลาของบอต", "บันทึกแชต", "ตัวเลือกของโทรศัพท์ป้าเรียน")
        for dark in (False, True)
    ],
)
def test_dialogs_can_be_read_closed_and_give_the_focus_back(
    desk: Desk, window: Window, button: str, dark: bool
) -> None:
    shown = window(dark=dark) if dark else desk
    opener = shown.page.get_by_role("button", name=button)
    opener.click()
    dialog = shown.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert shown.page.evaluate(CONTRAST) == []
    assert shown.page.evaluate(NAMELESS) == []
    shown.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_structure_for_screen_readers(full: Phone, desk: Desk) -> None:
    page = everything_open(desk)
    assert page.evaluate("document.documentElement.lang") == "th"
    assert page.title() == "ลองเล่นเน็ตอาสา"
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("banner").count() == 1
    assert page.get_by_role("navigation").count() <= 1
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].filter(h => h.getClientRects().length).map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), levels
    twice = "(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); "
    assert page.evaluate(twice + "return ids.length - new Set(ids).size })()") == 0
    assert (
        page.evaluate('document.querySelectorAll(\'[tabindex]:not([tabindex="0"]):not([tabindex="-1"])\').length') == 0
    )
    assert page.evaluate("[...document.images].filter(i => !i.hasAttribute('alt')).length") == 0
    inside = (
        "document.querySelectorAll('button button, button a, a button, [role=button] button, button [tabindex]').length"
    )
    assert page.evaluate(inside) == 0
    log = desk.phone(SELLER).get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-label", "แชตของป้าเรียน")
    assert page.evaluate(
        "[...document.querySelectorAll('ul, ol')].every(l => [...l.children].every(c => c.tagName === 'LI'))"
    )


def test_targets_can_be_hit(full: Phone, desk: Desk) -> None:
    assert everything_open(desk).evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (640, 450), (768, 1024), (1280, 800)])
def test_nothing_is_scrolled_sideways(full: Phone, window: Window, width: int, height: int) -> None:
    """640 × 450 is a screen of 1280 × 900 px at 200 % (WCAG §1.4.4)."""
    desk = window(width=width, height=height, touch=True)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    field = desk.phone(SELLER).get_by_label("ข้อความของป้าเรียน").bounding_box()
    assert field is not None
    assert field["y"] + field["height"] <= height or width >= 760, "one can write without scrolling"
    desk.panel()
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    box = desk.page.get_by_role("complementary").bounding_box()
    assert box is not None
    assert box["width"] <= width


def test_type_is_large(desk: Desk) -> None:
    assert desk.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 17
    desk.type(SELLER, "ตัวใหญ่ไหม")
    desk.said(SELLER, "ตัวใหญ่ไหม")
    size = desk.phone(SELLER).locator(".words").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 17


def test_everything_is_reached_with_keys_and_seen_there(desk: Desk) -> None:
    page = desk.page
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("ข้ามไปที่โทรศัพท์")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        name, outline, width = page.evaluate(FOCUSED)
        assert outline == "solid", name
        assert width >= 2, name
        reached.add(name)
    for name in (
        "เพิ่มโทรศัพท์",
        "แผงควบคุม LINE",
        "ข้อความของป้าเรียน",
        "ข้อความของมะปราง",
        "ขายไส้อั่ว โลละ 280",
        "แชตของมะปราง",
    ):
        assert name in reached


def test_nothing_moves_for_who_wants_it_still(desk: Desk, caller: Caller, seller: Phone) -> None:
    caller.call("POST", "/chat/loading/start", {"chatId": seller.user_id, "loadingSeconds": 20})
    dot = desk.phone(SELLER).locator(".dots i").first
    assert dot.evaluate("e => parseFloat(getComputedStyle(e).animationDuration)") < 0.01


def test_the_neighbours_phone_is_one_tap_away_on_a_small_screen(window: Window) -> None:
    desk = window(width=320, height=640, touch=True)
    desk.page.get_by_role("navigation").get_by_role("button", name=NEIGHBOUR).tap()
    expect(desk.phone(NEIGHBOUR)).to_be_visible()
    expect(desk.phone(SELLER)).to_be_hidden()
