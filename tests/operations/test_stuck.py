"""What gave up is listed without a word of it, and tried again."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock
from handlers.replies import say
from models.outbox import Channel, Message, MessageKind, MessageState
from models.webhook_event import EventState, WebhookEvent
from tests.operations.conftest import bot
from tests.world import World

WORDS = "ความลับของป้า"


def set_aside(world: World) -> int:
    """Something that was said, given up and apologised for; its id."""
    phone = world.phone("ป้าติด")
    world.say(phone, WORDS)
    with world.session() as db, db.begin():
        event = db.scalars(select(WebhookEvent).order_by(WebhookEvent.id.desc())).first()
        assert event is not None
        event.body = event.body or json.dumps(
            {
                "type": "message", "webhookEventId": event.event_id, "timestamp": event.timestamp_ms, "mode": "active",
                "source": {"type": "user", "userId": phone.user_id},
                "message": {"type": "text", "id": event.message_id, "text": WORDS},
                "deliveryContext": {"isRedelivery": False}, "replyToken": "f" * 30,
            }
        )  # fmt: skip
        event.state, event.attempts = EventState.SET_ASIDE, 3
        event.error = '  File "/somewhere/handlers/manners.py", line 12, in greet\nKeyError'
        return event.id


def message(world: World, **values: object) -> int:
    """A message in the store; its id."""
    columns: dict[str, object] = {
        "kind": MessageKind.NOTICE, "channel": Channel.PUSH, "recipients": ["U" + "8" * 32],
        "body": say(WORDS).to_json(), "created_at": clock.real_now(), "attempts": 7, "error": "400 The request body",
    }  # fmt: skip
    with world.session() as db, db.begin():
        made = Message(**(columns | values))
        db.add(made)
        db.flush()
        return made.id


def stored(world: World, number: int) -> Message:
    """The row of a message."""
    with world.session() as db:
        return db.get_one(Message, number)


def test_nothing_is_stuck(world: World) -> None:
    said = bot("stuck")
    assert (said.exit_code, said.stdout) == (0, "nothing is stuck\n")


def test_an_event_is_listed_without_its_words_and_handled_once_more(world: World) -> None:
    number = set_aside(world)
    listed = bot("stuck").stdout
    assert f"event-{number}  " in listed
    assert "3 tries  KeyError at manners.py:12" in listed
    assert WORDS not in listed
    assert bot("retry", f"event-{number}").exit_code == 0
    world.work()
    with world.session() as db:
        event = db.get_one(WebhookEvent, number)
        assert (event.state, event.attempts, event.error) == (EventState.DONE, 0, None)
        answers = db.scalars(select(Message).where(Message.event_id == number)).all()
    assert len(answers) == 1
    assert bot("stuck").stdout == "nothing is stuck\n"


def test_a_refused_message_gets_a_new_key_and_one_of_unknown_outcome_keeps_its_own(world: World) -> None:
    refused = message(world, state=MessageState.REFUSED)
    unknown = message(world, state=MessageState.UNKNOWN)
    old = message(world, state=MessageState.UNKNOWN, created_at=clock.real_now() - timedelta(days=2))
    keys = {number: stored(world, number).retry_key for number in (refused, unknown, old)}
    assert bot("retry", f"message-{refused}", f"message-{unknown}", f"message-{old}").exit_code == 0
    for number in keys:
        made = stored(world, number)
        assert (made.state, made.attempts, made.next_try_at, made.error) == (MessageState.READY, 0, None, None)
    assert stored(world, refused).retry_key != keys[refused]
    assert stored(world, unknown).retry_key == keys[unknown]
    assert stored(world, old).retry_key != keys[old]


def test_all_at_once_says_what_cannot_be(world: World) -> None:
    phone = world.phone("ลุงรอ")
    number = message(world, state=MessageState.REFUSED, recipients=[phone.user_id])
    lost = message(world, state=MessageState.REFUSED, recipients=[])
    said = bot("retry", "all")
    assert said.exit_code == 0
    assert said.stdout == "1 will be tried again\n"
    assert f"message-{lost} has no words or nobody to go to" in said.stderr
    world.work()
    assert stored(world, number).state == MessageState.SENT
    assert WORDS in str(phone.answer())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("12", "is no id of `python -m bot stuck`"),
        ("event-999999", "event-999999 is not stuck"),
        ("message-999999", "message-999999 is not stuck"),
    ],
)
def test_what_is_not_stuck_is_not_tried(world: World, name: str, sentence: str) -> None:
    said = bot("retry", name)
    assert said.exit_code == 1
    assert sentence in said.stderr


def test_a_sent_message_is_not_sent_again(world: World) -> None:
    number = message(world, state=MessageState.SENT)
    assert "it is sent" in bot("retry", f"message-{number}").stderr
    assert stored(world, number).state == MessageState.SENT
