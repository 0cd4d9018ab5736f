"""The pages in a real browser: small phone, dark desk, keyboard, no script, nothing refused, nothing from elsewhere."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from models.posting import PostingState
from tests.web.conftest import Watched
from tests.web.scene import Scene

LONG = "น้ำพริกตาแดงสูตรคุณยายตำมือทุกครก" * 30
CONTRAST = """
() => {
  const rgb = (value) => (value.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const part = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  return poor;
}
"""
"""WCAG 2.2 §1.4.3: what text has less contrast than 4.5 to the ground that it stands on."""


@pytest.fixture
def village(web_scene: Scene) -> dict[str, str]:
    """A village with a product of every look; path by name."""
    home = web_scene.village()
    full = web_scene.product(
        home, quantity=Decimal(10), phone="0810001234", is_phone_shown=True, description="ตำมือ ใส่สมุนไพรครบ"
    )
    for colour in ("#c98b4b", "#7a9e5f", "#b5532d"):
        web_scene.photo(full, colour)
    bare = web_scene.product(home, "กล้วยอบเนย", timedelta(days=1), price=Decimal(35), unit="ถุง")
    over = web_scene.product(home, "ตะกร้าไม้ไผ่", timedelta(days=2), state=PostingState.SOLD_OUT)
    long = web_scene.product(home, LONG, timedelta(days=3), description=LONG, unit="x" * 300)
    unbroken = web_scene.product(home, "a" * 5000, timedelta(days=4))
    gone = web_scene.product(home, state=PostingState.WITHDRAWN)
    paths = {"full": full, "bare": bare, "over": over, "long": long, "unbroken": unbroken, "gone": gone}
    return {name: f"/posts/{public_id}" for name, public_id in paths.items()} | {
        "home": "/", "browse": "/browse", "filtered": "/browse?q=กล้วย&max_price=500&near=17.4,100&village=donkham",
        "none": "/browse?q=" + "ฮ" * 100, "village": "/villages/donkham", "privacy": "/privacy", "nothing": "/nothing",
    }  # fmt: skip


def _failures_expected(watched: Watched) -> list[str]:
    """Complaints without the browser's own line about an answer of 404 or 410."""
    return [line for line in watched.complaints if "the server responded with a status of 4" not in line]


def test_nothing_is_scrolled_sideways_on_a_small_phone(small_phone: Watched, village: dict[str, str]) -> None:
    for name, path in village.items():
        small_phone.open(path)
        assert small_phone.width() <= 320, name
        for details in small_phone.page.locator("summary").all():
            details.click()
            assert small_phone.width() <= 320, f"{name} with filters"
    assert _failures_expected(small_phone) == []


def test_type_is_large_and_targets_can_be_hit(small_phone: Watched, village: dict[str, str]) -> None:
    for name, path in village.items():
        page = small_phone.open(path)
        sizes = page.evaluate(
            "[...document.querySelectorAll('main *, footer *')].filter(e => e.getClientRects().length && "
            "[...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))"
            ".map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) >= 18, name
        heights = page.evaluate(
            "[...document.querySelectorAll('.button, button, input:not([type=hidden]), select')]"
            ".filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect().height)"
        )
        assert all(height >= 44 for height in heights), name


@pytest.mark.parametrize("screen", ["small_phone", "dark_desk"])
def test_text_can_be_read_by_day_and_night(
    screen: str, village: dict[str, str], request: pytest.FixtureRequest
) -> None:
    watched: Watched = request.getfixturevalue(screen)
    for name, path in village.items():
        assert watched.open(path).evaluate(CONTRAST) == [], name


def test_night_is_dark_and_nothing_is_refused(dark_desk: Watched, village: dict[str, str]) -> None:
    for path in village.values():
        page = dark_desk.open(path)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert sum(int(part) for part in ground[4:-1].split(",")) < 120
        assert dark_desk.width() <= 1200
    # A refused style, script or picture is a console error (Content-Security-Policy).
    assert _failures_expected(dark_desk) == []


def test_headings_labels_and_alternatives(small_phone: Watched, village: dict[str, str]) -> None:
    for name, path in village.items():
        page = small_phone.open(path)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), (name, levels)
        assert page.evaluate("[...document.images].filter(i => !i.alt.trim()).length") == 0, name
        unnamed = (
            "[...document.querySelectorAll('input:not([type=hidden]),select')].filter(e => !e.labels.length).length"
        )
        assert page.evaluate(unnamed) == 0, name
        twice = "(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); "
        assert page.evaluate(twice + "return ids.length - new Set(ids).size })()") == 0, name
        assert page.evaluate("document.documentElement.lang") == "th"
        assert page.title().strip(), name


def test_photos_are_really_shown(small_phone: Watched, village: dict[str, str]) -> None:
    page = small_phone.open(village["full"])
    page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    assert page.evaluate("[...document.images].map(image => image.naturalWidth > 0)") == [True] * 3
    assert small_phone.open(village["bare"]).evaluate("document.images.length") == 0


def test_the_keyboard_reaches_everything_and_shows_where_it_is(dark_desk: Watched, village: dict[str, str]) -> None:
    page = dark_desk.open(village["home"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("ข้ามไปที่เนื้อหา")
    box = page.locator(":focus").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const e = document.activeElement, t = e.closest('.tile') || e, s = getComputedStyle(t);"
            " return [e.textContent.trim().slice(0, 40) || e.id, s.outlineStyle, parseFloat(s.outlineWidth)] })()"
        )
        if page.evaluate("document.activeElement === document.body"):
            break
        assert shown[1] == "solid", shown
        assert shown[2] >= 2, shown
        seen.add(shown[0])
    assert "ไส้อั่วแม่คำ" in seen
    assert "q" in seen


def test_searching_filtering_and_opening_without_javascript(
    web_browser: Browser, web_url: str, village: dict[str, str]
) -> None:
    context = web_browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(web_url)
    page.get_by_label("ค้นหาของจากหมู่บ้าน").fill("กล้วยอบ")
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("พบ 1 รายการ")
    page.get_by_text("กรองให้แคบลง").click()
    page.get_by_label("ราคาไม่เกิน (บาท)").fill("20")
    page.get_by_role("button", name="ใช้ตัวกรอง").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("ยังไม่พบรายการ")
    page.get_by_label("เอาตัวกรอง ไม่เกิน 20 บาท ออก").click()
    page.get_by_role("link", name="กล้วยอบเนย").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("กล้วยอบเนย")
    context.close()


def test_a_long_name_does_not_push_the_others_away(small_phone: Watched, village: dict[str, str]) -> None:
    page = small_phone.open(village["browse"])
    heights = page.evaluate("[...document.querySelectorAll('.tile')].map(t => t.getBoundingClientRect().height)")
    assert len(heights) == 5
    assert max(heights) < 420
