"""Reply, push and multicast: tokens, retry keys, who gets it, the quota."""

from __future__ import annotations

import time

import pytest

from bot.simulator.identifiers import user_id
from bot.simulator.server import Standin
from bot.simulator.wire import inner, objects, word
from tests.simulator.tiny_bot import Caller, TinyBot, new_key, text


def test_a_reply_token_works_once(line: Standin, bot: TinyBot, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    phone.say("สวัสดี")
    token = word(bot.events(1)[0], "replyToken")
    first = caller.reply(token, text("หนึ่ง"), text("สอง"))
    assert first.status == 200
    assert [word(one, "id") for one in objects(first.body, "sentMessages")] == [m.id for m in phone.answer()]
    assert [message.text for message in phone.answer()] == ["หนึ่ง", "สอง"]
    again = caller.reply(token, text("สาม"))
    assert (again.status, again.body) == (400, {"message": "Invalid reply token"})
    assert len(phone.answer()) == 2


def test_a_refused_reply_does_not_use_its_token_up(line: Standin, bot: TinyBot, caller: Caller) -> None:
    line.person("แม่คำ").say("สวัสดี")
    token = word(bot.events(1)[0], "replyToken")
    assert caller.reply(token, text("")).status == 400
    assert caller.reply(token, text("ได้")).status == 200


def test_a_reply_token_grows_old(line: Standin, bot: TinyBot, caller: Caller) -> None:
    line.set(reply_token_seconds=0.05)
    line.person("แม่คำ").say("สวัสดี")
    token = word(bot.events(1)[0], "replyToken")
    time.sleep(0.1)
    assert caller.reply(token, text("ช้าไป")).body == {"message": "Invalid reply token"}


def test_a_reply_takes_no_retry_key_and_no_made_up_token(line: Standin, caller: Caller) -> None:
    body: dict[str, object] = {"replyToken": "0" * 32, "messages": [text("x")]}
    with_key = caller.call("POST", "/message/reply", body, x_line_retry_key=new_key())
    assert with_key.status == 400
    assert "retry key" in word(with_key.body, "message")
    assert caller.reply("0" * 32, text("x")).body == {"message": "Invalid reply token"}


def test_every_answer_has_a_request_id_and_a_wrong_token_is_401(line: Standin) -> None:
    answer = Caller(line.url, token="another").call("GET", "/info")
    assert answer.status == 401
    assert word(answer.body, "message").startswith("Authentication failed")
    assert len(answer.headers["x-line-request-id"]) == 36


def test_what_is_not_json_is_told_so(line: Standin, caller: Caller) -> None:
    for raw in (b"{", b"[]", b"\xff\xfe", b""):
        answer = caller.call("POST", "/message/push", raw)
        assert answer.status == 400
        assert "parsed as JSON" in word(answer.body, "message")


def test_the_same_retry_key_sends_once(line: Standin, caller: Caller) -> None:
    phone, key = line.person("แม่คำ"), new_key()
    first = caller.push(phone.user_id, text("ประกาศ"), key=key)
    again = caller.push(phone.user_id, text("ประกาศ"), key=key.upper())
    assert (first.status, again.status) == (200, 409)
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.body["sentMessages"] == first.body["sentMessages"]
    assert len(phone.messages()) == 1
    assert caller.push(phone.user_id, text("อีก"), key="not-a-uuid").status == 400
    line.set(retry_key_hours=0.000001)
    time.sleep(0.01)
    assert caller.push(phone.user_id, text("วันต่อมา"), key=key).status == 200


def test_a_push_to_the_blocked_is_200_and_not_shown(line: Standin, caller: Caller) -> None:
    phone = line.person("ลุงมี")
    phone.block()
    assert caller.push(phone.user_id, text("ถึงไหม")).status == 200
    assert phone.messages() == []


@pytest.mark.parametrize("to", ["", "me", "u" + "0" * 32, "U" + "0" * 31])
def test_a_push_needs_an_id(caller: Caller, to: str) -> None:
    assert caller.push(to, text("x")).status == 400


def test_a_push_to_nobody_fails(caller: Caller) -> None:
    assert caller.push(user_id("nobody"), text("x")).body == {"message": "Failed to send messages"}


def test_strangers_can_be_adopted_for_load_tests(line: Standin, caller: Caller) -> None:
    line.set(adopt_strangers=True)
    assert caller.multicast([user_id("resident-0"), user_id("resident-1")], text("x")).status == 200
    assert len(line.person("x", user_id=user_id("resident-1")).messages()) == 1


def test_multicast_reaches_friends_once(line: Standin, caller: Caller) -> None:
    phones = [line.person(f"คนที่ {n}") for n in range(3)]
    phones[2].block()
    ids = [phone.user_id for phone in phones]
    answer = caller.multicast([*ids, ids[0]], text("หนึ่ง"), text("สอง"), key=new_key())
    assert (answer.status, answer.body) == (200, {})
    assert [len(phone.messages()) for phone in phones] == [2, 2, 0]
    assert line.door.get("/quota")["used"] == 2


@pytest.mark.parametrize("bad", ["C" + "0" * 32, "Uxyz", 7])
def test_one_bad_id_fails_the_whole_multicast(line: Standin, caller: Caller, bad: str) -> None:
    phone = line.person("แม่คำ")
    assert caller.multicast([phone.user_id, bad], text("x")).status == 400
    assert caller.multicast([phone.user_id] * 501, text("x")).status == 400
    assert caller.multicast([], text("x")).status == 400
    assert phone.messages() == []


def test_the_quota_counts_people_and_runs_out(line: Standin, caller: Caller) -> None:
    a, b = line.person("ก"), line.person("ข")
    assert caller.call("GET", "/message/quota").body == {"type": "none"}
    line.quota(3, used=1)
    assert caller.call("GET", "/message/quota").body == {"type": "limited", "value": 3}
    assert caller.push(a.user_id, text("1"), text("2")).status == 200
    over = caller.multicast([a.user_id, b.user_id], text("x"))
    assert (over.status, over.body) == (429, {"message": "You have reached your monthly limit."})
    assert b.messages() == []
    assert caller.call("GET", "/message/quota/consumption").body == {"totalUsage": 2}


def test_a_reply_costs_no_quota(line: Standin, bot: TinyBot, caller: Caller) -> None:
    line.quota(0)
    line.person("ก").say("x")
    assert caller.reply(word(bot.events(1)[0], "replyToken"), text("ฟรี")).status == 200


def test_profiles_of_friends_only(line: Standin, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    told = caller.call("GET", f"/profile/{phone.user_id}")
    assert told.body == {"userId": phone.user_id, "displayName": "แม่คำ", "language": "th"}
    phone.block()
    assert caller.call("GET", f"/profile/{phone.user_id}").status == 404
    assert caller.call("GET", f"/profile/{user_id('nobody')}").status == 404


def test_broadcast_info_followers_and_unknown_paths(line: Standin, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    assert caller.call("POST", "/message/broadcast", {"messages": [text("ทุกคน")]}).status == 200
    assert [message.text for message in phone.messages()] == ["ทุกคน"]
    assert word(caller.call("GET", "/info").body, "chatMode") == "bot"
    assert caller.call("GET", "/followers/ids").body == {"userIds": [phone.user_id]}
    assert caller.call("GET", "/no/such/thing").status == 404


def test_dots_while_the_bot_thinks(line: Standin, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    assert caller.call("POST", "/chat/loading/start", {"chatId": phone.user_id, "loadingSeconds": 10}).status == 202
    assert [item["kind"] for item in phone.history()] == ["loading"]
    assert caller.call("POST", "/chat/loading/start", {"chatId": phone.user_id, "loadingSeconds": 7}).status == 400


def test_the_log_of_calls(line: Standin, caller: Caller) -> None:
    phone, key = line.person("แม่คำ"), new_key()
    caller.push(phone.user_id, text("x"), key=key)
    (call,) = line.calls("push")
    assert (call["status"], call["accepted"], call["retry_key"], call["recipients"]) == (200, True, key, 1)


def test_quoting(line: Standin, bot: TinyBot, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    phone.say("สวัสดี")
    quote = word(inner(bot.events(1)[0], "message"), "quoteToken")
    assert caller.push(phone.user_id, text("ที่ว่ามา", quoteToken=quote)).status == 200
    assert caller.push(phone.user_id, text("x", quoteToken="made-up")).status == 400
