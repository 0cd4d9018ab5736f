"""Each way in which LINE can fail a bot, and that what was accepted stays accepted."""

from __future__ import annotations

import threading
import time

import pytest
import urllib3

from bot.simulator.server import Standin
from bot.simulator.wire import word
from tests.simulator.tiny_bot import Answer, Caller, TinyBot, new_key, text


def test_an_error_before_accepting_sends_nothing_and_keeps_the_key_free(line: Standin, caller: Caller) -> None:
    phone, key = line.person("ก"), new_key()
    line.fault("error_before", "push", times=2)
    assert [caller.push(phone.user_id, text("x"), key=key).status for _ in range(3)] == [500, 500, 200]
    assert len(phone.messages()) == 1


def test_an_error_after_accepting_has_sent(line: Standin, caller: Caller) -> None:
    phone, key = line.person("ก"), new_key()
    line.fault("error_after", "push", status=503)
    assert [caller.push(phone.user_id, text("x"), key=key).status for _ in range(2)] == [503, 409]
    assert len(phone.messages()) == 1


def test_a_lost_answer_has_sent(line: Standin, caller: Caller) -> None:
    phone, key = line.person("ก"), new_key()
    line.fault("lost_answer", "push")
    with pytest.raises(urllib3.exceptions.ProtocolError):
        caller.push(phone.user_id, text("x"), key=key)
    assert caller.push(phone.user_id, text("x"), key=key).status == 409
    assert len(phone.messages()) == 1


def test_a_lost_reply_has_used_its_token_up(line: Standin, bot: TinyBot, caller: Caller) -> None:
    phone = line.person("ก")
    phone.say("สวัสดี")
    token = word(bot.events(1)[0], "replyToken")
    line.fault("lost_answer", "reply")
    with pytest.raises(urllib3.exceptions.ProtocolError):
        caller.reply(token, text("ถึงแล้ว"))
    assert caller.reply(token, text("ถึงแล้ว")).body == {"message": "Invalid reply token"}
    assert [message.text for message in phone.answer()] == ["ถึงแล้ว"]


def test_too_fast(line: Standin, caller: Caller) -> None:
    phone = line.person("ก")
    line.fault("rate_limit", retry_after=7)
    answer = caller.push(phone.user_id, text("x"))
    assert answer.status == 429
    assert word(answer.body, "message").startswith("The API rate limit has been exceeded")
    assert answer.headers["retry-after"] == "7"
    line.fault("rate_limit")
    assert "retry-after" not in caller.push(phone.user_id, text("x")).headers
    assert phone.messages() == []


def test_slow_and_refused_together_on_one_endpoint(line: Standin, caller: Caller) -> None:
    phone = line.person("ก")
    line.fault("delay", "push", seconds=0.2)
    line.fault("refuse", "push", status=403)
    assert caller.call("GET", "/info").status == 200
    begun = time.monotonic()
    assert caller.push(phone.user_id, text("x")).status == 403
    assert time.monotonic() - begun >= 0.2


def test_until_switched_off(line: Standin, caller: Caller) -> None:
    phone = line.person("ก")
    line.fault("error_before", times=None)
    assert {caller.push(phone.user_id, text("x")).status for _ in range(4)} == {500}
    line.heal()
    assert caller.push(phone.user_id, text("x")).status == 200


def test_unknown_faults_and_settings_are_refused(line: Standin) -> None:
    for path, body in (("/faults", {"kind": "flood"}), ("/settings", {"colour": 1})):
        with pytest.raises(RuntimeError, match="400"):
            line.door.send("POST" if path == "/faults" else "PUT", path, dict(body))


def test_of_many_calls_with_one_key_one_is_accepted(line: Standin) -> None:
    phone, key = line.person("ก"), new_key()
    answers: list[Answer] = []

    def call() -> None:
        answers.append(Caller(line.url).push(phone.user_id, text("x"), key=key))

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7
    assert len(phone.messages()) == 1
