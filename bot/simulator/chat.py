"""The phone in a terminal: `python -m bot chat --as NAME`. Also works when its input is a pipe."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from bot.simulator.commands import perform
from bot.simulator.door import Door, NoStandin, PhoneError
from bot.simulator.drawing import draw
from bot.simulator.phone import NoAnswer, Phone, message_from
from bot.simulator.transcript import transcript
from bot.simulator.wire import JsonObject, WireError, fact, objects, parse, whole, word

POLL_SECONDS = 20.0
RECENT = 30
PIPE_PATIENCE_SECONDS = 15.0
PIPE_QUIET_SECONDS = 0.3
HELP = """\
พิมพ์ข้อความแล้วกด Enter เพื่อส่ง (ตัวเลขล้วน เช่น 1 ส่งเป็นข้อความ)
  /1 หรือ !ลงเลย     แตะปุ่มหมายเลข 1 หรือปุ่มที่มีคำนั้น
  /1 2026-01-31      แตะปุ่มเลือกวันเวลา (ปี ค.ศ.)
  /photo [ไฟล์…|จำนวน]  ส่งรูป      /pin [lat,lng ชื่อ]  ส่งตำแหน่ง
  /sticker  สติกเกอร์   /voice  เสียง   /video  วิดีโอ   /file [ไฟล์]  ไฟล์
  /menu [หมายเลข]    เมนูล่างจอ
  /unsend  ยกเลิกข้อความล่าสุดของคุณ   /block  บล็อก   /follow  เพิ่มเพื่อนหรือเลิกบล็อก
  /people  รายชื่อคน   /save ไฟล์  บันทึกเป็นบททดสอบ   /help  วิธีใช้   /quit  ออก"""


class Screen:
    """Prints what arrives on a phone, each thing once."""

    def __init__(self, phone: Phone, out: TextIO, after: int) -> None:
        self._phone = phone
        self._out = out
        self._seen = after
        self._next_button = 1
        self._lock = threading.Lock()

    def show_new(self, wait: float = 0) -> None:
        """Prints what happened since the last time, waiting so many seconds when nothing did."""
        fresh = self._phone.history(after=self._seen, wait=wait)
        with self._lock:
            for item in fresh:
                if whole(item, "number") > self._seen:
                    self._seen = whole(item, "number")
                    self._draw(item)

    def say(self, text: str) -> None:
        """Prints a line of the phone itself."""
        with self._lock:
            print(text, file=self._out, flush=True)

    def _draw(self, item: JsonObject) -> None:
        kind = word(item, "kind")
        if kind == "message" and not fact(item, "unsent"):
            message = message_from(item, self._phone.door.url)
            if message.sender != "bot":
                self._next_button = 1  # a new block of answers is numbered afresh, like Phone.choices
            print("\n".join(draw(message, self._next_button)), file=self._out, flush=True)
            self._next_button += len(message.buttons)
        elif kind == "loading":
            print("บอท …", file=self._out, flush=True)
        elif kind == "unsent":
            print("  (ข้อความถูกยกเลิกแล้ว)", file=self._out, flush=True)
        elif kind == "blocked":
            print("  (บล็อกบัญชีแล้ว ใช้ /follow เพื่อเลิกบล็อก)", file=self._out, flush=True)
        elif kind == "followed":
            print("  (เป็นเพื่อนกับบัญชีแล้ว)", file=self._out, flush=True)


def main(standin_url: str, name: str, *, source: TextIO | None = None, out: TextIO | None = None) -> int:
    """Chats as `name` over a stand-in until `/quit` or the end of the input; 0, or 1 when there is no stand-in.

    From a terminal, answers appear as they arrive; from a pipe, each line is answered before the next is sent.
    """
    source, out = source or sys.stdin, out or sys.stdout
    try:
        phone = Phone(standin_url, name)
    except NoStandin:
        print(f"ติดต่อ LINE จำลองที่ {standin_url} ไม่ได้ ลองสั่ง make run ก่อน", file=out)
        return 1
    screen = Screen(phone, out, after=_where_to_begin(phone))
    screen.say(f"โทรศัพท์ของ {phone.name} · พิมพ์ /help ดูวิธีใช้ · แตะปุ่มด้วย /1")
    screen.show_new()
    if source.isatty():
        threading.Thread(target=_watch, args=(screen,), daemon=True, name="screen").start()
    try:
        _loop(phone, screen, source, is_pipe=not source.isatty())
    except KeyboardInterrupt:
        screen.say("")
    except NoStandin:
        screen.say("LINE จำลองหยุดทำงานแล้ว")
        return 1
    return 0


def _where_to_begin(phone: Phone) -> int:
    """The number before the last few things, at a deed of this person, because there buttons are numbered afresh."""
    recent = phone.history()[-RECENT:]
    own = [item for item in recent if item.get("sender") == "me"]
    return whole((own or recent)[0], "number") - 1 if recent else 0


def _watch(screen: Screen) -> None:
    while True:
        try:
            screen.show_new(wait=POLL_SECONDS)
        except (NoStandin, PhoneError):
            screen.say("(ขาดการติดต่อกับ LINE จำลอง)")
            return


def _loop(phone: Phone, screen: Screen, source: Iterable[str], *, is_pipe: bool) -> None:
    for line in source:
        typed = line.strip()
        if typed == "/quit":
            return
        if not typed:
            continue
        try:
            note = _local(phone, typed)
            if note is None:
                note = perform(phone, typed)
                if is_pipe:
                    _await_answer(phone)
        except PhoneError as error:
            note = f"ทำไม่ได้: {_sentence(error)}"
        except LookupError as error:
            note = f"ไม่รู้จักคำสั่ง /{error.args[0]} พิมพ์ /help ดูวิธีใช้"
        screen.show_new()
        if note:
            screen.say(note)


def _await_answer(phone: Phone) -> None:
    try:
        phone.wait_for_answer(PIPE_PATIENCE_SECONDS, quiet=PIPE_QUIET_SECONDS)
    except NoAnswer:
        return  # silence is an answer too: the screen shows that nothing came


def _local(phone: Phone, typed: str) -> str | None:
    """What the terminal answers itself; None when the line is for the phone."""
    name, _, rest = typed.partition(" ")
    if name == "/help":
        return HELP
    if name == "/people":
        return _people(phone.door)
    if name == "/save":
        if not rest.strip():
            return "พิมพ์ชื่อไฟล์ด้วย: /save ไฟล์.txt"
        path = Path(rest.strip()).expanduser()
        try:
            path.write_text(transcript([phone], title=path.stem), encoding="utf-8")
        except OSError as error:
            return f"บันทึกไม่ได้: {error.strerror}"
        return f"บันทึกแล้วที่ {path}"
    return None


def _people(door: Door) -> str:
    marks = {"friend": "เพื่อน", "blocked": "บล็อก", "stranger": "ยังไม่เป็นเพื่อน"}
    people = objects(door.get("/people"), "people")
    return "\n".join(f"  {word(one, 'name')} ({marks.get(word(one, 'friendship'), '?')})" for one in people)


def _sentence(error: PhoneError) -> str:
    """The stand-in's own sentence out of its JSON."""
    text = str(error)
    try:
        return word(parse(text.partition(": ")[2]), "message") or text
    except WireError:
        return text
