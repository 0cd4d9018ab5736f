"""The page of the simulator in a real browser, with a tiny bot behind it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from bot.simulator.stage import Surroundings
from bot.simulator.wire import JsonObject
from tests.simulator.tiny_bot import SECRET, TOKEN, Caller, TinyBot

READER = Path(__file__).with_name("reading_program.py")
SELLER, NEIGHBOUR, HEADMAN = "ป้าเรียน", "มะปราง", "ผู้ใหญ่เกิด"
ELSEWHERE = "a request to another place:"
PATIENCE_MS = 15_000


@pytest.fixture
def line(bot: TinyBot, tmp_path: Path) -> Iterator[Standin]:
    """A stand-in with a roster of two neighbours and a headman, a clock to move and a program that reads."""
    around = Surroundings(tmp_path / "clock_offset", f"{sys.executable} {READER}")
    with Standin(webhook_url=bot.url, secret=SECRET, token=TOKEN, around=around) as standin:
        standin.door.send("PUT", "/roster", roster(standin))
        yield standin


def roster(standin: Standin) -> JsonObject:
    """As `bot run` tells it."""
    people = [
        {"name": name, "userId": standin.person(name).user_id, "role": role, "sentences": sentences}
        for name, role, sentences in (
            (SELLER, "ผู้ขาย", ["ขายไส้อั่ว โลละ 280", "ของที่ฉันลงไว้"]),
            (NEIGHBOUR, "ลูกบ้าน", ["ใครขายไส้อั่วบ้าง"]),
            (HEADMAN, "ผู้ใหญ่บ้าน", ["ประกาศ น้ำไม่ไหล"]),
        )
    ]
    group = {"heading": "บ้านดอนคำแสง", "lat": 17.48, "lng": 100.11, "people": people}
    aunt, neighbour, headman = (person["userId"] for person in people)
    tour = [
        {"title": "ลงขาย", "who": aunt, "with": [neighbour], "sentence": "ขายไส้อั่ว โลละ 280", "done": "ลงเลย"},
        {
            "title": "ประกาศ",
            "who": headman,
            "with": [neighbour],
            "sentence": "ประกาศ น้ำไม่ไหล",
            "done": "ประกาศ น้ำไม่ไหล",
        },
    ]
    opening = [person["userId"] for person in people[:2]]
    return {
        "groups": [group],
        "opening": opening,
        "tour": tour,
        "invitation": "แตะประโยคตัวอย่างนะคะ",
        "stranger": ["สวัสดีค่ะ"],
        "titles": {"post_product": "ลงขายของ"},
    }


class Desk:
    """A window with phones; what must not happen in it is noted."""

    def __init__(self, context: BrowserContext, line: Standin) -> None:
        self.line = line
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self._watch(asked.url))
        self.open()

    def _watch(self, url: str) -> None:
        if not url.startswith((self.line.url, "data:", "blob:")):
            self.complaints.append(f"{ELSEWHERE} {url}")

    def open(self) -> None:
        """Goes there, or comes again, and waits until everything that was there is shown."""
        self.page.goto(f"{self.line.url}/simulator")
        self.page.wait_for_selector("body[data-ready]")

    def phone(self, name: str) -> Locator:
        """Somebody's phone."""
        return self.page.get_by_role("article", name=f"โทรศัพท์ของ{name}", exact=True)

    def type(self, name: str, words: str) -> None:
        """Writes and presses Enter."""
        field = self.phone(name).get_by_label(f"ข้อความของ{name}")
        field.fill(words)
        field.press("Enter")

    def said(self, name: str, words: str) -> None:
        """Waits until these words stand on somebody's phone."""
        expect(self.phone(name).get_by_role("log")).to_contain_text(words)

    def panel(self) -> Locator:
        """LINE's panel, opened with all its parts."""
        button = self.page.get_by_role("button", name="แผงควบคุม LINE")
        if button.get_attribute("aria-expanded") == "false":
            button.click()
        self.page.evaluate("document.querySelectorAll('#panel > details').forEach(part => { part.open = true })")
        return self.page.get_by_role("complementary", name="แผงควบคุม LINE")


Window = Callable[..., Desk]


@pytest.fixture
def window(web_browser: Browser, line: Standin) -> Iterator[Window]:
    """Opens windows: `window(width=320, dark=True)`."""
    opened: list[BrowserContext] = []
    desks: list[Desk] = []

    def open_one(width: int = 1280, height: int = 900, *, dark: bool = False, touch: bool = False) -> Desk:
        context = web_browser.new_context(
            viewport={"width": width, "height": height},
            locale="th-TH",
            timezone_id="America/Lima",  # the page shows Bangkok's time wherever it is opened
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
            has_touch=touch,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=line.url)
        opened.append(context)
        desks.append(Desk(context, line))
        return desks[-1]

    yield open_one
    assert [complaint for desk in desks for complaint in desk.complaints if complaint.startswith(ELSEWHERE)] == []
    for context in opened:
        context.close()


@pytest.fixture
def desk(window: Window) -> Desk:
    """A window of 1280 × 900 px by day."""
    return window()


@pytest.fixture
def caller(line: Standin) -> Caller:
    """The bot's hand at LINE's API."""
    return Caller(line.url)


@pytest.fixture
def seller(line: Standin) -> Phone:
    """The seller's phone, held by the test."""
    return line.person(SELLER)
