"""Whole cards in the shapes of LINE's public examples: what stands where, and that nothing sticks out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from bot.simulator.phone import Phone
from bot.simulator.wire import JsonObject
from tests.simulator.page.cards import all_of_them
from tests.simulator.page.conftest import SELLER, Desk, Window
from tests.simulator.page.test_flex import part, rect
from tests.simulator.page.test_messages import jpeg
from tests.simulator.tiny_bot import Caller, TinyBot

STICKS_OUT = """
bubble => {
  const edge = bubble.getBoundingClientRect();
  return [...bubble.querySelectorAll('*')].filter((e) => {
    const r = e.getBoundingClientRect();
    return r.width && getComputedStyle(e).clipPath === 'none' && (r.left < edge.left - 1 || r.right > edge.right + 1);
  }).map((e) => e.outerHTML.slice(0, 80));
}
"""


@pytest.fixture
def drawn(window: Window, caller: Caller, seller: Phone, bot: TinyBot) -> dict[str, Locator]:
    bot.pictures = {"/a.jpg": jpeg()}
    desk: Desk = window(width=1700, height=1000)
    picture = bot.url.removesuffix("/callback") + "/a.jpg"
    cards = all_of_them(picture, picture)
    rows = desk.phone(SELLER).locator(".row")
    for name, contents in cards.items():
        message: JsonObject = {"type": "flex", "altText": name, "contents": contents}
        answer = caller.push(seller.user_id, message)
        assert answer.status == 200, answer.body
    expect(rows).to_have_count(len(cards))
    assert desk.complaints == []
    return {name: rows.nth(number) for number, name in enumerate(cards)}


def test_nothing_sticks_out_of_a_bubble(drawn: dict[str, Locator]) -> None:
    for row in drawn.values():
        for bubble in row.locator(".flex-bubble").all():
            assert bubble.evaluate(STICKS_OUT) == []


def test_a_cafe(drawn: dict[str, Locator]) -> None:
    card = drawn["ร้าน"]
    hero = rect(card.locator(".flex-hero img"))
    assert hero["width"] / hero["height"] == pytest.approx(20 / 13, abs=0.02)
    stars = [rect(star) for star in card.locator(".flex-icon img").all()]
    assert {round(star["height"]) for star in stars} == {14}
    figure = rect(part(card, "4.0"))
    assert stars[-1]["right"] < figure["x"]
    label, value = rect(part(card, "เปิด")), rect(part(card, "10:00"))
    assert value["width"] == pytest.approx(4 * label["width"], abs=2)


def test_a_receipt(drawn: dict[str, Locator]) -> None:
    card = drawn["ใบสรุป"]
    prices = [card.get_by_text(words, exact=True) for words in ("560 บาท", "100 บาท", "660 บาท")]
    assert len({round(rect(price)["right"]) for price in prices}) == 1
    expect(card.locator(".flex-rule")).to_have_count(2)
    expect(card.get_by_text("700")).to_have_css("text-decoration-line", "line-through")


def test_a_ticket(drawn: dict[str, Locator]) -> None:
    card = drawn["บัตรเรียน"]
    badge, hero = rect(part(card, "ว่าง 5 ที่").locator("xpath=..")), rect(card.locator(".flex-hero"))
    assert (badge["x"] - hero["x"], badge["y"] - hero["y"], badge["width"]) == pytest.approx((12, 12, 84), abs=1)
    columns = [rect(part(card, words)) for words in ("วัน", "เวลา", "ห้อง")]
    assert len({round(column["width"]) for column in columns}) == 1
    posts = [rect(post) for post in card.locator(".flex-post").all()]
    assert [round(post["width"]) for post in posts] == [1, 1]
    assert posts[0]["height"] > 30
    one, two = (
        rect(button)
        for button in card.get_by_role("button", name="สมัครเลย").or_(card.get_by_role("button", name="ดูเพิ่ม")).all()
    )
    assert one["width"] == two["width"]
    assert two["x"] - one["right"] == pytest.approx(8, abs=1)


def test_a_shelf(drawn: dict[str, Locator]) -> None:
    bubbles = [rect(bubble) for bubble in drawn["ชั้นวางของ"].locator(".flex-bubble").all()]
    assert len({round(bubble["height"]) for bubble in bubbles}) == 1
    assert {round(bubble["width"]) for bubble in bubbles} == {160}
    assert bubbles[1]["x"] - bubbles[0]["right"] == pytest.approx(9, abs=0.6)
    feet = [rect(foot) for foot in drawn["ชั้นวางของ"].locator(".flex-footer").all()]
    assert len({round(foot["bottom"]) for foot in feet}) == 1
