"""Sending: every outcome that LINE can have, through the stand-in. Nothing doubled, nothing lost."""

import json
import uuid
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot import clock, outbox
from bot.line import client
from bot.simulator.phone import Phone
from handlers.replies import Answer, Card, Row, say
from models.outbox import Message, MessageState
from models.person import by_line_id
from tests.world import World, set_environment


@pytest.fixture
def phone(world: World) -> Phone:
    phone = world.phone("แม่คำ")
    world.say(phone, "สวัสดี")
    return phone


def newest(world: World) -> Message:
    with world.session() as db:
        message = db.scalar(select(Message).order_by(Message.id.desc()).limit(1))
        assert message is not None
        return message


def said(phone: Phone) -> list[str]:
    return [m.text for m in phone.messages() if m.sender == "bot"]


def hurry(world: World) -> None:
    """The next tries are due now."""
    with world.session() as db, db.begin():
        db.execute(update(Message).values(next_try_at=None))


def age_token(world: World, seconds: float) -> None:
    from datetime import timedelta

    with world.session() as db, db.begin():
        db.execute(update(Message).values(token_received_at=Message.token_received_at - timedelta(seconds=seconds)))


def test_a_reply_is_sent_once_and_its_words_are_forgotten(world: World, phone: Phone) -> None:
    message = newest(world)
    assert message.state == MessageState.SENT
    assert message.body is None
    assert message.reply_token is None
    assert len(said(phone)) == 1


@pytest.mark.parametrize("kind", ["refused", "lost"])
def test_500_before_and_no_answer_after_accepting(world: World, phone: Phone, kind: str) -> None:
    """500 before accepting: the same token works later. Accepted but the answer lost: it is not said twice."""
    world.line.fault("error_before" if kind == "refused" else "lost_answer", "reply")
    phone.say("ขอบคุณ")
    world.work(until_settled=False)
    assert newest(world).state == MessageState.SENDING
    hurry(world)
    world.work()
    assert len(said(phone)) == 2
    expected = MessageState.SENT if kind == "refused" else MessageState.UNKNOWN
    assert newest(world).state == expected


def test_500_after_accepting_is_not_repeated(world: World, phone: Phone) -> None:
    world.line.fault("error_after", "reply")
    world.say(phone, "ขอบคุณ")
    assert newest(world).state == MessageState.UNKNOWN
    assert len(said(phone)) == 2


def test_an_outcome_that_stays_unknown_is_given_up_after_the_token_s_life(world: World, phone: Phone) -> None:
    world.line.fault("error_before", "reply", times=None)
    phone.say("ขอบคุณ")
    world.work(until_settled=False)
    age_token(world, 60)
    hurry(world)
    world.work()
    assert newest(world).state == MessageState.UNKNOWN
    world.line.heal()
    world.say(phone, "สวัสดี")
    assert len(said(phone)) == 2  # what stays unknown is not said a second time


def test_429_obeys_retry_after_in_the_queue(world: World, phone: Phone) -> None:
    world.line.fault("rate_limit", "reply", retry_after=7)
    phone.say("ขอบคุณ")
    world.work(until_settled=False)
    message = newest(world)
    assert message.state == MessageState.READY
    assert message.next_try_at is not None
    assert 5 < (message.next_try_at - clock.real_now()).total_seconds() <= 7
    hurry(world)
    world.work()
    assert newest(world).state == MessageState.SENT
    assert len(said(phone)) == 2


def test_a_reply_whose_token_died_is_shown_with_the_next_answer(world: World, phone: Phone) -> None:
    world.line.set(reply_token_seconds=0)
    world.say(phone, "ทำอะไรได้บ้าง")
    assert newest(world).state == MessageState.HELD
    assert len(said(phone)) == 1
    world.line.set(reply_token_seconds=60)
    world.say(phone, "สวัสดี")
    *late, fresh = said(phone)[1:]
    assert "ภาษาไทย" in late[0]
    assert "สวัสดี" in fresh


def test_a_receipt_whose_token_died_is_pushed(world: World, phone: Phone) -> None:
    world.line.set(reply_token_seconds=0)
    with world.session() as db, db.begin():
        person = by_line_id(db, phone.user_id)
        assert person is not None
        reply_to = outbox.ReplyTo("f00d" * 8, clock.real_now(), event_id=None)
        outbox.answer(db, person, reply_to, replace(say("ลงแล้วค่ะ"), is_receipt=True))
    world.work()
    assert newest(world).channel == "push"
    assert newest(world).state == MessageState.SENT
    assert said(phone)[-1] == "ลงแล้วค่ะ"


def test_a_push_is_repeated_with_its_own_key_and_409_is_success(world: World, phone: Phone) -> None:
    world.line.fault("lost_answer", "push")
    with world.session() as db, db.begin():
        outbox.notify(db, [phone.user_id], say("ถึงคุณคนเดียว"))
    world.work(until_settled=False)
    hurry(world)
    world.work()
    keys = {str(call["retry_key"]) for call in world.line.calls("push")}
    assert len(keys) == 1
    assert uuid.UUID(keys.pop()) == newest(world).retry_key
    assert newest(world).state == MessageState.SENT
    assert said(phone).count("ถึงคุณคนเดียว") == 1


def test_multicast_reaches_each_once(world: World, phone: Phone) -> None:
    other = world.phone("ลุงมี")
    world.line.fault("error_after", "multicast")
    with world.session() as db, db.begin():
        outbox.notify(db, [phone.user_id, other.user_id], say("ถึงสองคน"))
    world.work(until_settled=False)
    hurry(world)
    world.work()
    assert newest(world).state == MessageState.SENT
    assert said(phone).count("ถึงสองคน") == said(other).count("ถึงสองคน") == 1


def test_the_quota_s_429_stops_and_is_not_repeated(world: World, phone: Phone) -> None:
    world.line.quota(0)
    with world.session() as db, db.begin():
        outbox.notify(db, [phone.user_id], say("ไม่มีโควตา"))
    world.work()
    assert newest(world).state == MessageState.REFUSED
    assert "monthly limit" in str(newest(world).error)
    assert len(world.line.calls("push")) == 1


def test_what_line_refuses_is_kept_with_its_reason(world: World) -> None:
    with world.session() as db, db.begin():
        outbox.notify(db, ["not-an-id"], say("ไม่มีคนนี้"))
    world.work()
    assert newest(world).state == MessageState.REFUSED
    assert str(newest(world).error).startswith("400")


def test_a_sender_killed_in_the_middle_leaves_an_unknown_outcome(world: World, phone: Phone) -> None:
    """The row says `sending` and nobody holds the lock: the token tells whether it arrived."""
    phone.say("ขอบคุณ")
    world.work()
    with world.session() as db, db.begin():
        row = db.get_one(Message, newest(world).id)
        # As if the process had died between LINE's answer and the commit.
        row.state, row.body, row.settled_at = MessageState.SENDING, say("ยินดีค่ะ").to_json(), None
        row.reply_token = json.loads(str(world.line.calls("reply")[-1]["body"]))["replyToken"]
    world.work()
    assert newest(world).state == MessageState.UNKNOWN
    assert len(said(phone)) == 2


def test_line_s_address_that_answers_nothing(world: World, phone: Phone) -> None:
    set_environment(LINE_API_HOST="http://127.0.0.1:9")
    client.disconnect()
    phone.say("ขอบคุณ")
    world.work(until_settled=False)
    assert newest(world).state == MessageState.SENDING
    set_environment(LINE_API_HOST=world.line.url)
    client.disconnect()
    hurry(world)
    world.work()
    assert newest(world).state == MessageState.SENT
    assert len(said(phone)) == 2


def pictured() -> Answer:
    return Answer((Card("ไส้อั่ว", rows=(Row("ราคา", "280 บาท"),), picture="http://localhost/x.jpg"),))


def test_line_is_sent_no_picture_that_it_would_refuse(world: World, phone: Phone) -> None:
    """LINE takes pictures over https only; a laptop's pages are plain http."""
    set_environment(HTTP_PICTURES="false")
    with world.session() as db, db.begin():
        outbox.notify(db, [phone.user_id], pictured())
    world.work()
    assert newest(world).state == MessageState.SENT
    assert "x.jpg" not in str(world.line.calls("push")[-1]["body"])


def test_a_reply_that_line_refuses_is_said_in_words(world: World, phone: Phone) -> None:
    world.line.fault("refuse", "reply", status=400)
    answer = world.say(phone, "ขอบคุณ")
    assert "ยินดี" in answer[0].text
    assert newest(world).state == MessageState.SENT
