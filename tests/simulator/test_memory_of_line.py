"""What survives a restart, and a kill in the middle."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from bot.simulator.wire import inner, word
from tests.simulator.tiny_bot import SECRET, TOKEN, Caller, TinyBot, new_key, text


def test_chats_tokens_keys_and_quota_survive(tmp_path: Path, bot: TinyBot) -> None:
    database, key = tmp_path / "deep" / "line.sqlite3", new_key()
    with Standin(webhook_url=bot.url, database=database, secret=SECRET, token=TOKEN) as line:
        phone = line.person("แม่คำ")
        phone.say("สวัสดี")
        (photo,) = phone.photo()
        token = word(bot.events(2)[0], "replyToken")
        first = Caller(line.url).push(phone.user_id, text("ประกาศ"), key=key)
        line.quota(5, used=3)
        line.set(redelivery=True)
    with Standin(database=database, secret=SECRET, token=TOKEN) as line:
        phone, caller = line.person("แม่คำ"), Caller(line.url)
        assert [message.kind for message in phone.messages()] == ["text", "image", "text"]
        assert caller.reply(token, text("ตอบช้า")).status == 200
        again = caller.push(phone.user_id, text("ประกาศ"), key=key)
        assert again.status == 409
        assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
        assert line.door.get("/quota") == {"quota": 5, "used": 3}
        assert line.door.get("/settings")["redelivery"] is True
        caller.call("GET", f"/message/{photo}/content")
        assert caller.call("GET", f"/message/{photo}/content").status == 200
        phone.say("ยังอยู่ไหม")
        assert inner(bot.events(3)[-1], "message")["text"] == "ยังอยู่ไหม"


def run(database: Path, url: str) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "bot.simulator", "--port", "0", "--db", str(database)]
    command += ["--webhook", url, "--secret", SECRET, "--token", TOKEN]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_a_killed_stand_in_delivers_what_it_still_owed(tmp_path: Path, bot: TinyBot) -> None:
    """The bot refuses, redelivery is far away, the process is killed; the next one delivers, as a redelivery."""
    database = tmp_path / "line.sqlite3"
    bot.status = 500
    process, url = run(database, bot.url)
    try:
        phone = Phone(url, "แม่คำ")
        phone.door.send("PUT", "/settings", {"redelivery": True, "redelivery_delays_seconds": [1]})
        phone.say("อย่าหายนะ")
        bot.events(1)
    finally:
        process.kill()
        process.communicate()
    bot.status = 200
    process, url = run(database, bot.url)
    try:
        first, second = bot.events(2)[:2]
        assert word(first, "webhookEventId") == word(second, "webhookEventId")
        assert [message.text for message in Phone(url, "แม่คำ").messages()] == ["อย่าหายนะ"]
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        process.communicate()
