"""What a newcomer does without reading: the marked sentence, then the green button. Also photographed."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

SELLER, NEIGHBOUR, HEADMAN = "ป้าเรียน", "มะปราง", "ผู้ใหญ่เกิด"
PATIENCE_MS = 60_000
"""A notice waits twenty seconds so that it can be taken back; a busy machine takes longer."""


class Walk:
    """A browser's window on `/simulator`, and the hand of somebody who sees it for the first time."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address)
        page.wait_for_selector("body[data-ready]")

    def phone(self, name: str) -> Locator:
        """Somebody's phone."""
        return self.page.get_by_role("article", name=f"โทรศัพท์ของ{name}", exact=True)

    def chat(self, name: str) -> Locator:
        """What stands on somebody's phone."""
        return self.phone(name).get_by_role("log")

    def stands(self, name: str, words: str) -> None:
        """Waits until these words stand on somebody's phone."""
        expect(self.chat(name)).to_contain_text(words, timeout=PATIENCE_MS)

    def marked(self) -> Locator:
        """The one sentence that has a frame around it."""
        return self.page.locator(".ready .here")

    def green(self, name: str, words: str) -> None:
        """Taps the newest button with these words."""
        self.phone(name).get_by_role("log").get_by_role("button", name=words, exact=True).last.click()

    def step(self, title: str) -> None:
        """Taps a step in the row above the phones; ticks and numbers in front of its title are skipped."""
        steps = self.page.get_by_role("navigation", name="ลองทำตามลำดับ")
        steps.get_by_role("button", name=re.compile(title)).click()

    def sell(self) -> None:
        """The marked sentence, then the green button of the card."""
        self.marked().click()
        self.green(SELLER, "ลงเลย")
        self.stands(SELLER, "ลงแล้วค่ะ")

    def show_the_number(self) -> None:
        """Yes to the question about the seller's phone number."""
        self.green(SELLER, "ใช่")
        self.stands(SELLER, "แสดงเบอร์ให้คนซื้อเห็นแล้วค่ะ")

    def find(self) -> None:
        """The neighbour's marked sentence."""
        self.step("หาของซื้อ")
        self.marked().click()
        self.stands(NEIGHBOUR, "ไส้อั่วแม่คำ")

    def announce(self) -> None:
        """The headman's phone opens by itself; his marked sentence, then the green button."""
        self.step("ประกาศถึงทุกบ้าน")
        self.marked().click()
        self.green(HEADMAN, "ส่งเลย")
        self.stands(HEADMAN, "ใน 20 วินาที")

    def arrived(self) -> None:
        """The notice stands on the neighbour's phone, and the headman is told."""
        self.stands(NEIGHBOUR, "ผู้ใหญ่บ้านแจ้ง")
        self.stands(HEADMAN, "ส่งประกาศแล้ว ถึง 7 จาก 7 คน")

    def acknowledge(self) -> None:
        """Read and understood."""
        self.green(NEIGHBOUR, "รับทราบ")

    def ask_for_a_course(self) -> None:
        """The neighbour's marked sentence."""
        self.step("สมัครเรียน")
        self.marked().click()
        self.stands(NEIGHBOUR, "ขายของออนไลน์มือใหม่")

    def enrol(self) -> None:
        """Two taps."""
        self.green(NEIGHBOUR, "สมัครเลย")
        self.stands(NEIGHBOUR, "ตรวจก่อนลงชื่อนะคะ")
        self.green(NEIGHBOUR, "ยืนยัน")
