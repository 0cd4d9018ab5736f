"""The browser of the tests: one Chromium a test process, shared, because Playwright allows one driver in a process."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


def chromium() -> str:
    """The browser of this machine: the one that CHROMIUM names, or one that is on the path."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.fail(
            f"No Chromium found ({named or ', '.join(CHROMIUMS)}). The pages are tested in a real browser: "
            "install one (`apt-get install chromium fonts-noto-core`) or name it in CHROMIUM."
        )
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium, closed at the end."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def web_browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with launched() as browser:
        yield browser
