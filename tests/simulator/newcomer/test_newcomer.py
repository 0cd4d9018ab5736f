"""From `make run` to a product sold and found, a notice that arrives and a course enrolled in; nothing was read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.simulator.newcomer.village import simulator_of, village
from tests.simulator.newcomer.walk import HEADMAN, NEIGHBOUR, SELLER, Walk


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The program as a newcomer has it, in a short path (the database's socket has to fit)."""
    with (
        tempfile.TemporaryDirectory(prefix="na-", dir="/tmp", ignore_cleanup_errors=True) as folder,
        village(Path(folder)) as page,
    ):
        yield page


@pytest.fixture(scope="module")
def walk(web_browser: Browser, address: str) -> Iterator[Walk]:
    """A window of 1280 × 860 px."""
    context = web_browser.new_context(viewport={"width": 1280, "height": 860}, locale="th-TH", reduced_motion="reduce")
    yield Walk(context.new_page(), address)
    context.close()


def test_the_first_look_has_two_phones_and_one_thing_to_tap(walk: Walk, address: str) -> None:
    assert walk.page.url == f"{simulator_of(address)}/simulator"
    expect(walk.page.get_by_role("article")).to_have_count(2)
    expect(walk.marked()).to_have_count(1)
    expect(walk.marked()).to_be_visible()
    expect(walk.phone(SELLER).locator(".here")).to_be_visible()


def test_a_product_is_posted_by_one_phone(walk: Walk) -> None:
    walk.sell()
    walk.show_the_number()


def test_and_found_by_another(walk: Walk) -> None:
    walk.find()
    walk.stands(NEIGHBOUR, "280 บาท / โล")


def test_a_notice_of_the_headman_is_seen_arriving(walk: Walk) -> None:
    walk.announce()
    walk.arrived()
    walk.stands(SELLER, "ผู้ใหญ่บ้านแจ้ง")
    walk.acknowledge()


def test_a_resident_is_enrolled_in_a_course(walk: Walk) -> None:
    walk.ask_for_a_course()
    walk.enrol()
    walk.stands(NEIGHBOUR, "ลงชื่อแล้ว")


def test_all_steps_are_ticked_and_stay_so(walk: Walk) -> None:
    done = walk.page.get_by_role("navigation", name="ลองทำตามลำดับ").locator(".done")
    expect(done).to_have_count(4)
    expect(walk.marked()).to_have_count(0)
    walk.page.reload()
    walk.page.wait_for_selector("body[data-ready]")
    expect(done).to_have_count(4)
    expect(walk.chat(HEADMAN)).to_contain_text("ส่งประกาศแล้ว")
    assert walk.complaints == []
