"""`make pictures`: the newcomer's walk photographed, for the README and the manuals.

Every picture is of the real program, as `bot run` starts it, on the morning after today; 256 colours keep it small.
"""

from __future__ import annotations

import io
import json
import math
import sys
import tempfile
from pathlib import Path

import urllib3
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page

from bot.simulator.server import Standin
from tests.browser import launched
from tests.processes.running import ROOT
from tests.simulator.newcomer.village import simulator_of, village
from tests.simulator.newcomer.walk import HEADMAN, NEIGHBOUR, SELLER, Walk
from tests.simulator.page.cards import all_of_them
from tests.simulator.tiny_bot import SECRET, TOKEN, Caller, TinyBot
from tests.web.pictures import photo

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 150 * 1024
"""Bytes of one picture."""
COLOURS = 256
LOADED = """
() => [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > window.innerHeight)
"""
PORT = 8000
"""The usual one: it is seen in the links. A program that runs there has to be stopped first."""


def main() -> None:
    """Draws all of them anew; says what it wrote."""
    with (
        tempfile.TemporaryDirectory(dir="/tmp", prefix="na-", ignore_cleanup_errors=True) as scratch,
        village(Path(scratch), PORT) as address,
        launched() as browser,
    ):
        urllib3.request("PUT", f"{simulator_of(address)}/simulator/api/clock", json={"to": "tomorrow"})
        desk = browser.new_context(viewport={"width": 1280, "height": 860}, locale="th-TH", reduced_motion="reduce")
        photograph(Walk(desk.new_page(), address))
        small_and_at_night(browser, address)
        flex_cards(browser)


def photograph(walk: Walk) -> None:
    """The five minutes; whole pages for the simulator's page, phones alone for the manuals."""
    page = walk.page
    keep("newcomer-1-open", page)
    walk.marked().click()
    walk.stands(SELLER, "ตรวจก่อนลงนะคะ")
    taller(walk)
    keep("selling", walk.phone(SELLER))
    usual(walk)
    walk.green(SELLER, "ลงเลย")
    walk.stands(SELLER, "ลงแล้วค่ะ")
    walk.show_the_number()
    walk.find()
    keep("newcomer-2-sold-and-found", page)
    keep("finding", walk.phone(NEIGHBOUR))
    walk.announce()
    taller(walk)
    keep("announcing", walk.phone(HEADMAN))
    usual(walk)
    walk.arrived()
    keep("newcomer-3-notice", page)
    walk.acknowledge()
    walk.ask_for_a_course()
    walk.enrol()
    walk.stands(NEIGHBOUR, "ลงชื่อแล้ว")
    keep("newcomer-4-enrolled", page)
    taller(walk)
    keep("enrolling", walk.phone(NEIGHBOUR))


def taller(walk: Walk) -> None:
    """A window in which a whole conversation stands on a phone."""
    walk.page.set_viewport_size({"width": 1280, "height": 1080})


def usual(walk: Walk) -> None:
    """The window of a laptop."""
    walk.page.set_viewport_size({"width": 1280, "height": 860})


def small_and_at_night(browser: Browser, address: str) -> None:
    """320 px wide, where one phone is seen at a time, in the dark."""
    night = browser.new_context(
        viewport={"width": 320, "height": 640}, color_scheme="dark", locale="th-TH", reduced_motion="reduce"
    )
    keep("small-and-at-night", Walk(night.new_page(), address).page)


def flex_cards(browser: Browser) -> None:
    """What Flex messages look like: the cards of the tests, each on a phone of its own."""
    bot = TinyBot()
    bot.pictures = {"/a.jpg": encoded(photo("coil", "chilies")), "/star.png": star()}
    home = bot.url.removesuffix("/callback")
    people = []
    with Standin(webhook_url=bot.url, secret=SECRET, token=TOKEN) as line:
        caller = Caller(line.url)
        for name, contents in all_of_them(f"{home}/a.jpg", f"{home}/star.png").items():
            people.append(line.person(name).user_id)
            caller.push(people[-1], {"type": "flex", "altText": name, "contents": contents})
        desk = browser.new_context(viewport={"width": 1480, "height": 840}, locale="th-TH", reduced_motion="reduce")
        page = desk.new_page()
        page.add_init_script(f"localStorage.setItem('netasa-simulator-phones', '{json.dumps(people)}')")
        keep("flex", Walk(page, f"{line.url}/simulator").page)
    bot.stop()


def star() -> bytes:
    """A star of 56 px as PNG."""
    drawn, made = Image.new("RGBA", (56, 56)), io.BytesIO()
    turns = [(step * math.pi / 5 - math.pi / 2, 27 if step % 2 == 0 else 11) for step in range(10)]
    corners = [(28 + reach * math.cos(turn), 30 + reach * math.sin(turn)) for turn, reach in turns]
    ImageDraw.Draw(drawn).polygon(corners, fill="#f2b01e")
    drawn.save(made, "PNG")
    return made.getvalue()


def encoded(drawn: bytes) -> bytes:
    """A PNG as a JPEG of 800 px."""
    made = io.BytesIO()
    shown = Image.open(io.BytesIO(drawn)).convert("RGB")
    shown.thumbnail((800, 800))
    shown.save(made, "JPEG", quality=85)
    return made.getvalue()


def keep(name: str, shown: Page | Locator) -> None:
    """Writes one picture, when everything in it is loaded. ValueError when it is too heavy for a manual."""
    page = shown if isinstance(shown, Page) else shown.page
    page.wait_for_function(LOADED)
    page.evaluate("document.activeElement instanceof HTMLElement && document.activeElement.blur()")
    page.mouse.move(0, 0)
    taken = Image.open(io.BytesIO(shown.screenshot(animations="disabled", style=".said { display: none }")))
    drawn = io.BytesIO()
    taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(drawn, "PNG", optimize=True)
    if len(drawn.getvalue()) > LARGEST:
        raise ValueError(f"{name}: {len(drawn.getvalue())} bytes are too many for a manual")
    (FOLDER / f"{name}.png").write_bytes(drawn.getvalue())
    sys.stdout.write(f"{FOLDER / name}.png  {len(drawn.getvalue()) // 1024} KB\n")


if __name__ == "__main__":
    main()
