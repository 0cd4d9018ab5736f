"""What LINE does, made visible: quota, faults, order, past events, the log, meaning, time; and what goes out."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from bot.simulator.wire import inner, word
from tests.simulator.page.conftest import NEIGHBOUR, SELLER, Desk
from tests.simulator.tiny_bot import Caller, TinyBot, echo, text


def test_quota_is_set_and_its_use_is_seen(desk: Desk, caller: Caller, seller: Phone) -> None:
    panel = desk.panel()
    panel.get_by_label("เดือนนี้ส่งได้กี่คน").fill("2")
    panel.get_by_role("button", name="บันทึกโควตา").click()
    expect(panel).to_contain_text("ใช้ไป 0 จาก 2 คน")
    for words in ("หนึ่ง", "สอง"):
        assert caller.push(seller.user_id, text(words)).status == 200
    expect(panel).to_contain_text("ใช้ไป 2 จาก 2 คน")
    assert caller.push(seller.user_id, text("สาม")).status == 429
    expect(panel.get_by_text("You have reached your monthly limit.")).to_be_visible()


def test_faults_are_seen_striking(desk: Desk, caller: Caller, seller: Phone) -> None:
    panel = desk.panel()
    panel.get_by_label("คำสั่งของบอต").select_option("push")
    panel.get_by_label("นานเท่าไร").select_option("จนกว่าจะปิด")
    panel.get_by_role("button", name="ตอบ 500", exact=True).click()
    fault = panel.get_by_role("listitem").filter(has_text="ตอบ 500 · ส่งหนึ่งคน (push) · จนกว่าจะปิด")
    expect(fault).to_be_visible()
    assert caller.push(seller.user_id, text("ไม่ถึง")).status == 500
    expect(panel.locator(".log")).to_contain_text("500")
    expect(panel.locator(".log")).to_contain_text("Internal server error")
    fault.get_by_role("button", name="ปิด").click()
    expect(fault).to_have_count(0)
    assert caller.push(seller.user_id, text("ถึงแล้ว")).status == 200
    panel.get_by_label("นานเท่าไร").select_option("1 ครั้ง")
    panel.get_by_role("button", name="คำตอบหายกลางทาง").click()
    expect(panel.get_by_role("listitem").filter(has_text="คำตอบหายกลางทาง")).to_be_visible()
    desk.said(SELLER, "ถึงแล้ว")


def test_each_webhook_and_call_is_logged_with_all_that_was_in_it(desk: Desk, bot: TinyBot, caller: Caller) -> None:
    bot.react = echo(caller)
    panel = desk.panel()
    desk.type(SELLER, "มีไหมคะ")
    desk.said(SELLER, "ได้รับ message")
    hook = panel.locator("[data-way=webhook]").first
    expect(hook).to_contain_text("200")
    hook.locator("summary").click()
    expect(hook).to_contain_text("x-line-signature:")
    expect(hook).to_contain_text("มีไหมคะ")
    call = panel.locator("[data-way=call]").filter(has_text="message/reply").first
    call.locator("summary").click()
    expect(call).to_contain_text("authorization: •••")
    expect(call).to_contain_text("sentMessages")
    expect(call).to_contain_text("x-line-request-id:")
    caller.reply("nothing", text("ไม่มี token"))
    expect(panel.get_by_text("Invalid reply token")).to_be_visible()


def test_past_events_come_again(desk: Desk, bot: TinyBot) -> None:
    desk.type(SELLER, "ครั้งเดียวพอ")
    first = bot.events(at_least=1)[0]
    past = desk.panel().get_by_role("listitem").filter(has_text="ครั้งเดียวพอ").first
    past.get_by_role("button", name="ส่งอีกครั้ง").click()
    again = bot.events(at_least=2)[1]
    assert again["webhookEventId"] == first["webhookEventId"]
    assert inner(again, "deliveryContext") == {"isRedelivery": True}
    past.get_by_role("button", name="ส่งซ้ำ").click()
    assert inner(bot.events(at_least=3)[2], "deliveryContext") == {"isRedelivery": False}


def test_duplicates_order_and_reply_tokens(desk: Desk, bot: TinyBot, caller: Caller, line: Standin) -> None:
    panel = desk.panel()
    panel.get_by_label("ส่งทุกเหตุการณ์สองครั้ง").check()
    desk.type(SELLER, "ซ้ำ")
    assert len(bot.events(at_least=2)) == 2
    panel.get_by_label("ส่งทุกเหตุการณ์สองครั้ง").uncheck()
    panel.get_by_label("สลับลำดับเมื่อครบกี่เหตุการณ์").fill("2")
    panel.get_by_label("สลับลำดับเมื่อครบกี่เหตุการณ์").press("Tab")
    expect(panel.get_by_label("อายุ reply token")).to_be_focused()
    desk.page.wait_for_function("fetch('/simulator/api/settings').then(r => r.json()).then(s => s.shuffle === 2)")
    desk.type(SELLER, "มาก่อน")
    desk.said(SELLER, "มาก่อน")
    desk.type(SELLER, "มาทีหลัง")
    texts = [inner(event, "message")["text"] for event in bot.events(at_least=4)[2:]]
    assert texts == ["มาทีหลัง", "มาก่อน"]
    panel.get_by_role("button", name="ให้ reply token หมดอายุทันที").click()
    desk.page.wait_for_function(
        "fetch('/simulator/api/settings').then(r => r.json()).then(s => s.reply_token_seconds === 0)"
    )
    token = word(bot.events()[0], "replyToken")
    assert caller.reply(token, text("ช้าไป")).status == 400


def test_what_was_understood_stands_beside_each_sentence(desk: Desk) -> None:
    desk.type(SELLER, "ขายไส้อั่ว")
    desk.panel().get_by_label("แสดงใต้ทุกประโยค").check()
    chip = desk.phone(SELLER).locator(".understood")
    expect(chip).to_contain_text("อ่านว่า ลงขายของ 93%")
    chip.locator("summary").click()
    expect(chip).to_contain_text("name ไส้อั่ว")
    desk.type(SELLER, "ขายกล้วย")
    expect(desk.phone(SELLER).locator(".understood").last).to_contain_text("ลงขายของ")
    desk.panel().get_by_label("แสดงใต้ทุกประโยค").uncheck()
    expect(chip.first).to_be_hidden()


def test_the_clock_is_moved_and_phones_show_it(
    desk: Desk, tmp_path: Path, line: Standin, caller: Caller, seller: Phone
) -> None:
    desk.page.get_by_role("button", name="เลื่อนเวลาของบอต").click()
    desk.page.get_by_role("button", name="ไปพรุ่งนี้ 08:00").click()
    expect(desk.page.get_by_role("button", name="เลื่อนเวลาของบอต")).to_contain_text("08:00")
    expect(desk.page.get_by_text("เลื่อนเวลาอยู่")).to_be_visible()
    assert float((tmp_path / "clock_offset").read_text()) > 0
    caller.push(seller.user_id, text("เตือนค่ะ"))
    desk.said(SELLER, "เตือนค่ะ")
    expect(desk.phone(SELLER).locator(".row time").last).to_have_text("08:00")
    tomorrow = datetime.now(UTC) + timedelta(hours=7, days=1)
    desk.said(SELLER, f"{tomorrow.day} ")
    desk.said(SELLER, str(tomorrow.year + 543))
    desk.page.get_by_role("button", name="เลื่อนเวลาของบอต").click()
    desk.page.get_by_role("button", name="กลับเวลาจริง").click()
    expect(desk.page.get_by_text("เลื่อนเวลาอยู่")).to_be_hidden()
    assert (tmp_path / "clock_offset").read_text() == "0"


def test_chats_are_saved_as_a_conversation_test(desk: Desk, bot: TinyBot, caller: Caller) -> None:
    bot.react = echo(caller)
    desk.type(SELLER, "ขายไส้อั่ว")
    desk.said(SELLER, "ได้รับ message")
    desk.type(NEIGHBOUR, "มีไส้อั่วไหม")
    desk.said(NEIGHBOUR, "ได้รับ message")
    desk.page.get_by_role("button", name="บันทึกแชต").click()
    field = desk.page.get_by_label("บททดสอบ")
    expect(field).to_have_value(
        "# แชตของ ป้าเรียน กับ มะปราง\n> [ป้าเรียน] ขายไส้อั่ว\n< ได้รับ message\n> [มะปราง] มีไส้อั่วไหม\n< ได้รับ message\n"
    )
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="ดาวน์โหลด").click()
    assert saved.value.suggested_filename == "conversation.txt"
    assert "ขายไส้อั่ว" in Path(saved.value.path()).read_text(encoding="utf-8")


def test_a_phone_is_saved_as_a_picture(desk: Desk, caller: Caller, seller: Phone, bot: TinyBot) -> None:
    ground = {"type": "box", "layout": "vertical", "height": "150px", "backgroundColor": "#ff00ff", "contents": []}
    contents = {"type": "bubble", "body": ground}
    caller.push(seller.user_id, {"type": "flex", "altText": "การ์ด", "contents": contents})
    seller.photo(0)
    expect(desk.phone(SELLER).get_by_role("img", name="รูปที่ส่ง")).to_be_visible()
    shown = desk.phone(SELLER).get_by_role("img", name="รูปที่ส่ง").element_handle()
    desk.page.wait_for_function("e => e.complete && e.naturalWidth > 0", arg=shown)
    desk.phone(SELLER).get_by_role("button", name="ตัวเลือกของโทรศัพท์").click()
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="บันทึกรูปโทรศัพท์").click()
    picture = Image.open(io.BytesIO(Path(saved.value.path()).read_bytes())).convert("RGB")
    box = desk.phone(SELLER).locator(".frame").bounding_box()
    assert box is not None
    assert abs(picture.width - 2 * box["width"]) <= 2
    raw = picture.tobytes()
    colours = set(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
    assert (255, 0, 255) in colours, "the card is in the picture"
    assert any(abs(r - 176) < 8 and abs(g - 98) < 8 and abs(b - 62) < 8 for r, g, b in colours), "so is the photo"
    assert desk.complaints == []


def test_a_lost_line_is_said_and_news_come_when_it_is_back(desk: Desk, caller: Caller, seller: Phone) -> None:
    context = desk.page.context
    context.set_offline(True)
    desk.page.evaluate("window.dispatchEvent(new Event('offline'))")
    caller.push(seller.user_id, text("ระหว่างหลุด"))
    context.set_offline(False)
    desk.said(SELLER, "ระหว่างหลุด")
    expect(desk.page.get_by_role("alert")).to_be_hidden()
