"""What a bot receives: shapes, signatures, redelivery, duplicates, disorder, and what it may ask about contents."""

from __future__ import annotations

import re
import time

import pytest

from bot.simulator import samples
from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from bot.simulator.webhooks import BOT_USER_ID, sign
from bot.simulator.wire import JsonObject, inner, objects, word
from tests.simulator.tiny_bot import Caller, TinyBot, echo, text


def message_of(event: JsonObject) -> JsonObject:
    return inner(event, "message")


def test_lines_own_test_vector() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert sign("8c570fa6dd201bb328f1c1eac23a96d8", body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_a_text_event(line: Standin, bot: TinyBot) -> None:
    phone = line.person("แม่คำ")
    phone.say("ขายไส้อั่ว")
    (event,) = bot.events(1)
    assert bot.signatures_right == [True]
    assert bot.bodies[0]["destination"] == BOT_USER_ID
    assert (event["type"], event["mode"]) == ("message", "active")
    assert event["source"] == {"type": "user", "userId": phone.user_id}
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", word(event, "webhookEventId"))
    assert re.fullmatch(r"[0-9a-f]{32}", word(event, "replyToken"))
    assert re.fullmatch(r"\d{18}", word(message_of(event), "id"))
    assert message_of(event).keys() == {"type", "id", "text", "quoteToken"}


def test_the_other_messages(line: Standin, bot: TinyBot) -> None:
    phone = line.person("แม่คำ")
    phone.sticker("1", "2", "hello")
    phone.location(19.9, 99.8, "วัด")
    phone.voice(milliseconds=2500)
    phone.video()
    phone.file("ใบ.pdf", b"1234")
    sticker, place, voice, video, file = (message_of(event) for event in bot.events(5))
    assert (sticker["packageId"], sticker["stickerId"], sticker["keywords"]) == ("1", "2", ["hello"])
    assert (place["title"], "address" in place) == ("วัด", False)
    assert (voice["type"], voice["duration"], voice["contentProvider"]) == ("audio", 2500, {"type": "line"})
    assert video["type"] == "video"
    assert (file["fileName"], file["fileSize"]) == ("ใบ.pdf", 4)


def test_several_photos_are_a_set_and_content_comes_late(line: Standin, bot: TinyBot, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    ids = phone.photo(0, samples.picture(1), 2)
    events = bot.events(3)
    sets = [inner(message_of(event), "imageSet") for event in events]
    assert len({word(one, "id") for one in sets}) == 1
    assert sorted(str(one["index"]) for one in sets) == ["1", "2", "3"]
    assert {one["total"] for one in sets} == {3}
    assert phone.messages()[1].images == (f"{line.url}/simulator/api/content/{ids[1]}",)
    path = f"/message/{ids[1]}/content"
    assert caller.call("GET", path).status == 202
    ready = caller.call("GET", path)
    assert (ready.status, ready.data, ready.headers["content-type"]) == (200, samples.picture(1), "image/jpeg")
    assert caller.call("GET", f"{path}/preview").headers["content-type"] == "image/jpeg"
    phone.unsend(ids[1])
    assert caller.call("GET", path).status == 410
    assert caller.call("GET", "/message/123/content").status == 404
    assert bot.events(4)[-1]["unsend"] == {"messageId": ids[1]}
    assert ids[1] not in [message.id for message in phone.messages()]


def test_photos_in_one_body_and_transcoding(line: Standin, bot: TinyBot, caller: Caller) -> None:
    line.set(photos_in_one_body=True, content_not_ready=1)
    phone = line.person("แม่คำ")
    phone.photo(0, 1)
    bot.events(2)
    assert len(bot.bodies) == 1
    voice = phone.voice()
    status = f"/message/{voice}/content/transcoding"
    assert [caller.call("GET", status).body for _ in range(2)] == [{"status": "processing"}, {"status": "succeeded"}]


def test_following_blocking_unblocking(line: Standin, bot: TinyBot) -> None:
    phone = line.person("ลุงมี", friendship="stranger")
    phone.follow()
    phone.block()
    with pytest.raises(RuntimeError, match="409"):
        phone.say("ได้ยินไหม")
    phone.unblock()
    first, gone, again = bot.events(3)
    assert (first["follow"], again["follow"]) == ({"isUnblocked": False}, {"isUnblocked": True})
    assert gone["type"] == "unfollow"
    assert "replyToken" not in gone


def shown(caller: Caller, phone: Phone, *actions: JsonObject) -> None:
    contents = [{"type": "button", "action": action} for action in actions]
    body: JsonObject = {"type": "box", "layout": "vertical", "contents": contents}
    card: JsonObject = {"type": "flex", "altText": "x", "contents": {"type": "bubble", "body": body}}
    assert caller.push(phone.user_id, card).status == 200


def test_tapping(line: Standin, bot: TinyBot, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    shown(
        caller,
        phone,
        {"type": "postback", "label": "ลงเลย", "data": "do=post", "displayText": "ลงเลย"},
        {"type": "message", "label": "แก้", "text": "ขอแก้"},
        {"type": "datetimepicker", "label": "วันไหน", "data": "d", "mode": "date", "initial": "2026-01-31"},
        {"type": "uri", "label": "เปิดหน้า", "uri": "https://example.com/p"},
        {"type": "postback", "label": "เงียบ", "data": "quiet"},
    )
    phone.tap("ลงเลย")
    assert [message.text for message in phone.messages() if message.sender == "me"] == ["ลงเลย"]
    phone.tap(2)
    phone.tap("วันไหน")
    phone.tap("วันไหน", "2026-02-01")
    assert phone.tap("เปิดหน้า") == {
        "does": "uri",
        "type": "uri",
        "label": "เปิดหน้า",
        "uri": "https://example.com/p",
    }
    phone.tap("เงียบ")
    events = bot.events(5)
    assert events[0]["postback"] == {"data": "do=post"}
    assert message_of(events[1])["text"] == "ขอแก้"
    assert events[2]["postback"] == {"data": "d", "params": {"date": "2026-01-31"}}
    assert inner(inner(events[3], "postback"), "params") == {"date": "2026-02-01"}
    assert events[4]["postback"] == {"data": "quiet"}
    assert [message.text for message in phone.messages() if message.sender == "me"] == ["ลงเลย", "ขอแก้"]
    with pytest.raises(RuntimeError, match="no button"):
        phone.tap("ไม่มีปุ่มนี้")


def test_quick_replies_vanish(line: Standin, bot: TinyBot, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    action = {"type": "message", "label": "ใช่", "text": "ใช่"}
    caller.push(phone.user_id, text("ใช่ไหม", quickReply={"items": [{"type": "action", "action": action}]}))
    (message,) = phone.messages()
    assert (message.buttons, message.quick_replies) == ((), ("ใช่",))
    caller.push(phone.user_id, text("อีกเรื่อง"))
    with pytest.raises(RuntimeError, match="no button"):
        phone.tap("ใช่")
    with pytest.raises(RuntimeError, match="409"):
        phone.door.send("POST", f"/people/{phone.user_id}/tap", {"message": message.id, "button": 0})


def test_a_failed_webhook_is_lost_unless_redelivery_is_on(line: Standin, bot: TinyBot) -> None:
    phone = line.person("แม่คำ")
    bot.status = 500
    phone.say("หาย")
    while line.events()[0]["state"] != "lost":
        time.sleep(0.01)
    line.set(redelivery=True, redelivery_delays_seconds=[0.05, 1, 1])
    phone.say("ไม่หาย")
    bot.events(3)
    bot.status = 200
    events = bot.events(4)
    texts = [message_of(event)["text"] for event in events]
    assert texts == ["หาย", "ไม่หาย", "ไม่หาย", "ไม่หาย"]
    assert [inner(event, "deliveryContext")["isRedelivery"] for event in events] == [False, False, True, True]
    assert len({(word(event, "webhookEventId"), word(event, "replyToken")) for event in events[1:]}) == 1


@pytest.mark.parametrize(("renews", "status"), [(True, 200), (False, 400)])
def test_the_token_of_a_redelivered_event(
    line: Standin, bot: TinyBot, caller: Caller, renews: bool, status: int
) -> None:
    line.set(reply_token_seconds=0.6, redelivery_renews_tokens=renews)
    line.person("แม่คำ").say("ช้า")
    (event,) = bot.events(1)
    time.sleep(0.65)
    line.door.send("POST", f"/events/{word(event, 'webhookEventId')}/resend")
    token = word(bot.events(2)[1], "replyToken")
    assert caller.reply(token, text("ทัน")).status == status


def test_duplicates_disorder_and_sending_again(line: Standin, bot: TinyBot) -> None:
    phone = line.person("แม่คำ")
    line.set(duplicate=True)
    phone.say("สอง")
    first, second = bot.events(2)
    assert first == second
    line.set(duplicate=False, shuffle=3)
    for said in ("ก", "ข", "ค"):
        phone.say(said)
    assert [message_of(event)["text"] for event in bot.events(5)[2:]] == ["ค", "ข", "ก"]
    line.set(shuffle=0)
    line.door.send("POST", f"/events/{word(first, 'webhookEventId')}/resend")
    again = bot.events(6)[-1]
    assert again == {**first, "deliveryContext": {"isRedelivery": True}}


def test_made_up_events_and_raw_bodies(line: Standin, bot: TinyBot, caller: Caller) -> None:
    phone = line.person("แม่คำ")
    odd: JsonObject = {"type": "greatNewEvent", "source": {"type": "user", "userId": phone.user_id}, "what": [1]}
    line.door.send("POST", "/events", {"events": [odd], "with_tokens": True})
    (event,) = bot.events(1)
    assert (event["type"], event["what"]) == ("greatNewEvent", [1])
    assert caller.reply(word(event, "replyToken"), text("อะไรนะ")).status == 200
    assert line.door.send("POST", "/webhook", {"events": []}) == {"status": 200}
    assert line.door.send("POST", "/webhook", {"body": "{}", "signature": "wrong"}) == {"status": 200}
    assert bot.signatures_right == [True, True, False]


def test_the_webhook_address(line: Standin, bot: TinyBot, caller: Caller) -> None:
    path = "/channel/webhook/endpoint"
    assert caller.call("GET", path).body == {"endpoint": bot.url, "active": True}
    tested = caller.call("POST", "/channel/webhook/test", {})
    assert (tested.body["success"], tested.body["statusCode"]) == (True, 200)
    assert bot.bodies == [{"destination": BOT_USER_ID, "events": []}]
    assert caller.call("PUT", path, {"endpoint": "http://example.com/x"}).status == 400
    assert caller.call("PUT", path, {"endpoint": "https://example.com/x"}).status == 200
    assert word(caller.call("GET", path).body, "endpoint") == "https://example.com/x"
    nowhere = caller.call("POST", "/channel/webhook/test", {"endpoint": "http://127.0.0.1:9/x"})
    assert (nowhere.body["success"], nowhere.body["statusCode"]) == (False, 0)


def test_a_group(line: Standin, bot: TinyBot, caller: Caller) -> None:
    a, b = line.person("ก"), line.person("ข")
    group = line.door.send("POST", "/groups", {"name": "บ้านเหนือ", "members": ["ก", "ข"]})
    chat = a.group = word(group, "groupId")
    a.say("ก่อนบอทมา")
    bot.react = echo(caller)
    line.door.send("POST", f"/groups/{chat}/bot", {"in": True})
    a.say("ราคาเท่าไหร่", mention=True)
    join, said = bot.events(2)
    assert (join["type"], join["source"]) == ("join", {"type": "group", "groupId": chat})
    assert said["source"] == {"type": "group", "groupId": chat, "userId": a.user_id}
    (mentionee,) = objects(inner(message_of(said), "mention"), "mentionees")
    assert (mentionee["isSelf"], mentionee["index"], mentionee["userId"]) == (True, 0, BOT_USER_ID)
    assert [m.text for m in b.messages() if m.sender == "bot"] == ["ได้รับ join", "ได้รับ message"]
    line.quota(10)
    assert caller.push(chat, text("ถึงทุกคน")).status == 200
    assert line.door.get("/quota")["used"] == 2
    assert caller.call("GET", f"/group/{chat}/members/count").body == {"count": 2}
    assert caller.call("GET", f"/group/{chat}/member/{b.user_id}").status == 200
    assert caller.call("GET", f"/group/{chat}/members/ids").status == 403
    line.door.send("POST", f"/groups/{chat}/members", {"person": "ข", "in": False})
    assert inner(bot.events(3)[-1], "left")["members"] == [{"type": "user", "userId": b.user_id}]
    assert caller.call("POST", f"/group/{chat}/leave").status == 200
    assert caller.push(chat, text("x")).status == 400
