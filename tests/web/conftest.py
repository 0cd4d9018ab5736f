"""Fixtures of the public pages: an empty scene, the program without a socket, the program on a port, windows."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from bot import media
from bot.app import create_app
from tests import world as worlds
from tests.web import serving
from tests.web.scene import Scene, scene

BASE_URL = "https://pages.example"


@pytest.fixture
def web_scene(database_url: str) -> Iterator[Scene]:
    """Nobody and nothing yet."""
    worlds.empty_tables()
    media.disconnect()
    worlds.set_environment(PUBLIC_URL=BASE_URL, CLOCK_OFFSET="0")
    yield scene()
    worlds.set_environment(PUBLIC_URL="", CLOCK_OFFSET="0")


@pytest.fixture
def web(web_scene: Scene) -> FlaskClient:
    """The program, asked without a socket."""
    return create_app().test_client()


@pytest.fixture
def web_url(web_scene: Scene) -> Iterator[str]:
    """The program on a port of this machine."""
    with serving.served() as url:
        yield url


class Watched:
    """A tab that notes what must not happen: console errors, refused things, requests to other places."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("request", lambda request: None if request.url.startswith(url) else self._note("error", request.url))

    def _note(self, kind: str, words: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {words}")

    def open(self, path: str) -> Page:
        """Goes there and waits until everything is loaded."""
        self.page.goto(self.url + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def width(self) -> int:
        """How wide the page is, in CSS pixels; more than the window is scrolled sideways."""
        found = self.page.evaluate("document.documentElement.scrollWidth")
        assert isinstance(found, int)
        return found


@pytest.fixture
def small_phone(web_browser: Browser, web_url: str) -> Iterator[Watched]:
    """A phone of 320 × 568 px, in Thai."""
    context = web_browser.new_context(viewport={"width": 320, "height": 568}, locale="th-TH")
    yield Watched(context.new_page(), web_url)
    context.close()


@pytest.fixture
def dark_desk(web_browser: Browser, web_url: str) -> Iterator[Watched]:
    """A desk at night: 1200 × 800 px, dark mode."""
    context = web_browser.new_context(viewport={"width": 1200, "height": 800}, color_scheme="dark", locale="th-TH")
    yield Watched(context.new_page(), web_url)
    context.close()
