"""The phone in a terminal, through a pipe, and the transcript it saves."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.simulator.chat import main
from bot.simulator.commands import perform
from bot.simulator.door import PhoneError
from bot.simulator.drawing import columns, wrap
from bot.simulator.phone import NoAnswer
from bot.simulator.samples import picture
from bot.simulator.server import Standin
from bot.simulator.transcript import transcript
from bot.simulator.wire import JsonObject, inner, word
from tests.simulator.tiny_bot import Caller, TinyBot, text

PREVIEW: JsonObject = {
    "type": "flex",
    "altText": "ตรวจก่อนลง",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "text", "text": "ไส้อั่วแม่คำ"}, {"type": "text", "text": "280 บาท / กก."}],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {"type": "button", "action": {"type": "postback", "label": label, "data": label, "displayText": label}}
                for label in ("ลงเลย", "แก้")
            ],
        },
    },
}
HELP_WANTED: JsonObject = {"type": "message", "label": "ช่วยด้วย", "text": "ช่วยด้วย"}


@pytest.fixture
def seller(line: Standin, bot: TinyBot, caller: Caller) -> None:
    """The tiny bot shows a card for anything typed, and says so when it is published."""

    def react(event: JsonObject) -> None:
        token = word(event, "replyToken")
        if event["type"] == "postback":
            caller.reply(token, text("ลงแล้วค่ะ"))
        elif inner(event, "message").get("type") == "text":
            caller.reply(token, text("ตรวจก่อนลงนะคะ"), {**PREVIEW, "quickReply": {"items": [quick()]}})
        elif token:
            caller.reply(token, text("ได้รับรูปแล้ว"))

    def quick() -> JsonObject:
        return {"type": "action", "action": HELP_WANTED}

    bot.react = react


def typed(line: Standin, *lines: str, name: str = "แม่คำ") -> str:
    out = io.StringIO()
    assert main(line.url, name, source=io.StringIO("\n".join(lines) + "\n"), out=out) == 0
    return out.getvalue()


@pytest.mark.usefixtures("seller")
def test_a_chat_through_a_pipe(line: Standin, tmp_path: Path) -> None:
    saved = tmp_path / "one_sale.txt"
    screen = typed(line, "ขายไส้อั่ว โลละ 280", "/1", "/photo", f"/save {saved}", "/quit")
    for part in ("│ ไส้อั่วแม่คำ", "│ /1 ลงเลย", "(/3 ช่วยด้วย)", "ลงแล้วค่ะ", "ได้รับรูปแล้ว", "บันทึกแล้วที่"):
        assert part in screen
    assert max(columns(row) for row in screen.splitlines() if "http" not in row and "บันทึก" not in row) <= 80
    assert saved.read_text(encoding="utf-8") == (
        "# one_sale\n"
        "> [แม่คำ] ขายไส้อั่ว โลละ 280\n"
        "< ตรวจก่อนลงนะคะ\n"
        "< ไส้อั่วแม่คำ … 280 บาท / กก.\n"
        "  [ลงเลย] [แก้] [ช่วยด้วย]\n"
        "! ลงเลย\n"
        "< ลงแล้วค่ะ\n"
        "> (1 photo)\n"
        "< ได้รับรูปแล้ว\n"
    )


@pytest.mark.usefixtures("seller")
def test_plain_numbers_are_said_and_labels_can_be_tapped(line: Standin, bot: TinyBot) -> None:
    screen = typed(line, "1", "!แก้", "/9", "/dance", "/help", "/people")
    assert [event["type"] for event in bot.events(2)] == ["message", "postback"]
    assert inner(bot.events()[0], "message")["text"] == "1"
    assert "ทำไม่ได้: There is no button number 9" in screen
    assert "ไม่รู้จักคำสั่ง /dance" in screen
    assert "ตัวเลขล้วน" in screen
    assert "แม่คำ (เพื่อน)" in screen


@pytest.mark.usefixtures("seller")
def test_everything_a_phone_can_send(line: Standin, bot: TinyBot, tmp_path: Path) -> None:
    photo = tmp_path / "pot.jpg"
    photo.write_bytes(picture())
    phone = line.person("แม่คำ")
    for command in ("/sticker", f"/photo {photo}", "/pin 19.9,99.8 วัด", "/voice", "/video", "/file", "/unsend"):
        assert perform(phone, command) == ""
    kinds = [word(inner(event, "message"), "type") or event["type"] for event in bot.events(7)]
    assert kinds == ["sticker", "image", "location", "audio", "video", "file", "unsend"]
    for wrong in ("/photo /no/such/file.jpg", "/pin somewhere"):
        with pytest.raises(PhoneError):
            perform(phone, wrong)
    assert perform(phone, "/menu") == "บัญชีนี้ไม่มีเมนู"
    perform(phone, "/block")
    screen = typed(line, "ได้ยินไหม", "/follow")
    assert "ทำไม่ได้" in screen
    assert "เป็นเพื่อนกับบัญชีแล้ว" in screen


def test_no_stand_in_is_told_in_a_sentence() -> None:
    out = io.StringIO()
    assert main("http://127.0.0.1:9", "แม่คำ", source=io.StringIO(""), out=out) == 1
    assert "ติดต่อ LINE จำลอง" in out.getvalue()


@pytest.mark.usefixtures("seller")
def test_a_transcript_of_two_phones(line: Standin, caller: Caller) -> None:
    seller, headman = line.person("แม่คำ"), line.person("ผู้ใหญ่บุญ")
    seller.say("ขายไส้อั่ว")
    seller.wait_for_answer(at_least=2)
    caller.push(headman.user_id, text("มีโพสต์รออนุมัติ"))
    seller.photo(0, 1, 2)
    seller.wait_for_answer(at_least=3)
    seller.unsend()
    headman.say("ดูแล้ว")
    rows = transcript([seller, headman]).splitlines()
    assert rows[4:6] == ["< [ผู้ใหญ่บุญ] มีโพสต์รออนุมัติ", "> (2 photos)"]  # one of the three was unsent
    assert rows[9:11] == ["> (unsend)", "> [ผู้ใหญ่บุญ] ดูแล้ว"]


def test_waiting_for_nothing(line: Standin) -> None:
    phone = line.person("แม่คำ")
    phone.say("มีใครอยู่ไหม")
    phone.expect_silence(0.1)
    with pytest.raises(NoAnswer, match="มีใครอยู่ไหม"):
        phone.wait_for_answer(0.1)


def test_a_phone_can_be_polled_for_what_is_new(line: Standin, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    caller.push(phone.user_id, text("หนึ่ง"))
    (one,) = phone.messages()
    caller.push(phone.user_id, text("สอง"))
    (two,) = phone.messages(after=one.number, wait=5)
    assert two.text == "สอง"
    assert two.number > one.number
    assert phone.messages(after=two.number, wait=0.05) == []


def test_long_lines_are_wrapped_between_letters() -> None:
    lines = list(wrap("ที่นี่มีของดี" * 20, 30))
    assert all(columns(line) <= 30 for line in lines)
    assert "".join(lines) == "ที่นี่มีของดี" * 20
