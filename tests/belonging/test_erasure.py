"""Erasing: nothing about the person is left anywhere, and nothing brings it back."""

import re
from dataclasses import dataclass

import pytest
import urllib3
from sqlalchemy import select, text

from bot import clock, conversation, media, outbox, photos, turn
from bot.simulator.phone import Phone
from handlers.replies import say
from models import webhook_event
from models.outbox import Message, MessageState
from models.photo import Photo
from models.posting import Posting
from models.role import Role
from models.webhook_event import EventState, WebhookEvent
from tests.photos import files
from tests.world import World

WORDS = ("ไส้อั่วสูตรลับ", "0810001234", "081-000-1234", "กล้วยตากลับ", "มะม่วงลับ")


@dataclass(frozen=True)
class Life:
    """What somebody left behind before they went."""

    phone: Phone
    pages: list[str]
    photos: list[Photo]


@pytest.fixture
def life(world: World) -> Life:
    """A seller with roles, posts in two states, photos, a phone shown, a draft, wrong codes and much talk."""
    world.line.set(content_not_ready=0)
    phone = world.member(Role.SELLER)
    phone.photo(files.with_gps(), 1)
    world.work()
    world.say(phone, "ขายไส้อั่วสูตรลับ โลละ 280 โทร 081-000-1234")
    world.tap(phone, "ลงเลย")
    world.tap(phone, "ใช่")
    world.say(phone, "ขายกล้วยตากลับ ถุงละ 35")
    world.tap(phone, "ลงเลย")
    world.say(phone, "XYZ-9999")
    phone.photo(2)
    world.work()
    world.say(phone, "ขายมะม่วงลับ โลละ 40")
    with world.session() as db:
        pages = list(db.scalars(select(Posting.public_id)))
        pictures = list(db.scalars(select(Photo)))
    assert len(pages) == 2
    assert len(pictures) == 3
    return Life(phone, pages, pictures)


def erase(world: World, phone: Phone) -> str:
    """Through the chat; what the receipt says."""
    world.say(phone, "ลบข้อมูลของฉัน")
    return world.tap(phone, "ยืนยัน")[0].text


def dump(world: World) -> str:
    """Every row of every table, the queue's too, as text."""
    with world.session() as db:
        names = db.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        parts = []
        for name in names:
            rows = db.scalars(text(f'SELECT t::text FROM "{name}" AS t')).all()  # noqa: S608 (the catalogue's names)
            parts.append(f"{name}: {rows}")
        everything = "\n".join(parts)
        # Thai stands in stored events as \\uXXXX, its backslashes doubled by the quoting around them.
        return everything + re.sub(r"\\+u", r"\\u", everything.encode("ascii", "backslashreplace").decode())


def traces(world: World, phone: Phone) -> list[str]:
    """Which of the person's words are still somewhere."""
    everything = dump(world)
    spelled = [word.encode("ascii", "backslashreplace").decode() for word in WORDS]
    return [word for word in (phone.user_id, *WORDS, *spelled) if word in everything]


def test_before_it_everything_is_there(world: World, life: Life) -> None:
    """The search below finds what there is to find."""
    assert {life.phone.user_id, "ไส้อั่วสูตรลับ", "0810001234", "มะม่วงลับ"} <= set(traces(world, life.phone))
    with world.session() as db:
        bodies = str(list(db.scalars(select(WebhookEvent.body))))
    spelled = "ไส้อั่วสูตรลับ".encode("ascii", "backslashreplace").decode()
    assert spelled in re.sub(r"\\+u", r"\\u", bodies), "the raw events are there, and the search reads them"


def test_nothing_is_left_of_them_in_the_whole_database(world: World, life: Life) -> None:
    receipt = erase(world, life.phone)
    assert traces(world, life.phone) == []
    assert "DEL-" in receipt
    with world.session() as db:
        number = db.scalar(text("SELECT number FROM erasure_receipt"))
        for table in ("person", "role_grant", "wrong_code", "dialogue", "posting", "product", "photo"):
            assert db.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table  # noqa: S608 (constants)
    assert number is not None
    assert str(number) in receipt


def test_their_pages_say_gone_and_their_photos_are(world: World, life: Life) -> None:
    erase(world, life.phone)
    for public_id in life.pages:
        assert urllib3.request("GET", f"{world.url}/posts/{public_id}").status == 410
        assert urllib3.request("GET", f"{world.url}/posts/{public_id}/card.jpg").status == 410
    for photo in life.photos:
        assert urllib3.request("GET", f"{world.url}/media/{photo.key}-full.jpg", retries=False).status == 404
    photos.sweep_removed()
    assert not [photo for photo in life.photos for size in media.SIZES if media.load(photo.key, size)]
    assert urllib3.request("GET", f"{world.url}/api/posts").json()["posts"] == []
    assert "ลับ" not in urllib3.request("GET", f"{world.url}/feed.xml").data.decode()


def test_nothing_happens_before_the_button(world: World, life: Life) -> None:
    world.say(life.phone, "ลบข้อมูลของฉัน")
    world.say(life.phone, "ใช่")
    assert set(traces(world, life.phone)) >= {life.phone.user_id, "ไส้อั่วสูตรลับ"}
    world.tap(life.phone, "ยกเลิก")
    with world.session() as db:
        assert db.scalar(text("SELECT count(*) FROM erasure_receipt")) == 0


def test_what_line_sends_again_brings_nothing_back(world: World, life: Life) -> None:
    erase(world, life.phone)
    redelivered = [event["event"] for event in world.line.events()]
    assert len(redelivered) > 8
    world.line.door.send("POST", "/webhook", {"events": redelivered})
    world.work()
    assert traces(world, life.phone) == []


def test_a_later_word_is_a_stranger_s(world: World, life: Life) -> None:
    erase(world, life.phone)
    answer = world.say(life.phone, "ของที่ฉันลงไว้")
    assert "ยังไม่ได้ลง" in answer[0].text
    assert traces(world, life.phone) == [life.phone.user_id]


def test_unsending_an_old_message_afterwards(world: World, life: Life) -> None:
    erase(world, life.phone)
    old = next(m for m in life.phone.messages() if m.sender == "me" and "สูตรลับ" in m.text)
    life.phone.unsend(old.id)
    world.work()
    assert set(traces(world, life.phone)) <= {life.phone.user_id}


def test_what_was_set_aside_is_erased_too(world: World, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that failed keeps its words for the operator; the person is known by the chat alone."""
    with monkeypatch.context() as patch:

        def fail(*arguments: object) -> object:
            raise RuntimeError("broken")

        patch.setattr(conversation, "talk", fail)
        patch.setattr(turn, "MAX_ATTEMPTS", 1)
        world.say(life.phone, "มะม่วงลับ อีกครั้ง")
    with world.session() as db:
        (stuck,) = webhook_event.set_aside(db)
        assert (stuck.state, stuck.person_id) == (EventState.SET_ASIDE, None)
    erase(world, life.phone)
    assert traces(world, life.phone) == []


def test_an_unsent_message_that_was_set_aside_is_blank(
    world: World, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:

        def fail(*arguments: object) -> object:
            raise RuntimeError("broken")

        patch.setattr(conversation, "talk", fail)
        patch.setattr(turn, "MAX_ATTEMPTS", 1)
        world.say(life.phone, "มะม่วงลับ อีกครั้ง")
    life.phone.unsend()
    world.work()
    with world.session() as db:
        (stuck,) = webhook_event.set_aside(db)
        assert stuck.body is None


def test_answers_of_unknown_outcome_are_erased_too(world: World, life: Life) -> None:
    """A message that gave up keeps its words, for `bot retry`; not the words of somebody who is gone."""
    world.line.fault("error_after", "reply")
    world.say(life.phone, "ของที่ฉันลงไว้")
    with world.session() as db:
        stuck = db.scalars(select(Message).where(Message.state == MessageState.UNKNOWN)).one()
        assert "สูตรลับ" in str(stuck.body)
    erase(world, life.phone)
    assert traces(world, life.phone) == []


def test_their_id_leaves_the_audience_of_what_was_not_sent(world: World, life: Life) -> None:
    other = world.resident("ลุงมี")
    with world.session() as db, db.begin():
        notice = outbox.notify(db, [life.phone.user_id, other.user_id], say("ประกาศ"))
        notice.state, notice.settled_at = MessageState.REFUSED, clock.real_now()
    erase(world, life.phone)
    assert traces(world, life.phone) == []
    with world.session() as db:
        assert db.get_one(Message, notice.id).recipients == [other.user_id]


def test_a_photo_on_its_way_does_not_come_after_it(world: World, life: Life) -> None:
    world.line.fault("refuse", "content", status=500, times=None)
    life.phone.photo(0)
    world.work(until_settled=False)
    with world.session() as db:
        waiting = db.scalars(select(Photo).where(Photo.state == "waiting")).one()
    life.phone.say("ลบข้อมูลของฉัน")
    world.work(until_settled=False)
    life.phone.tap("ยืนยัน")
    world.work(until_settled=False)
    world.line.heal()
    assert photos.fetch(waiting.id) is None
    assert traces(world, life.phone) == []


def test_others_are_untouched(world: World, life: Life) -> None:
    other = world.member(Role.SELLER, "ลุงมี")
    other.photo(0)
    world.work()
    world.say(other, "ขายข้าวสาร โลละ 25")
    world.tap(other, "ลงเลย")
    erase(world, life.phone)
    photos.sweep_removed()
    (post,) = urllib3.request("GET", f"{world.url}/api/posts").json()["posts"]
    assert post["name"] == "ข้าวสาร"
    assert urllib3.request("GET", post["pictures"][0]).status == 200
    assert "ข้าวสาร" in world.say(other, "ของที่ฉันลงไว้")[-1].text


def test_a_receipt_that_line_did_not_take_is_pushed(world: World, life: Life) -> None:
    """The person is gone, the receipt is owed to them; once it is sent nothing of the address is kept."""
    world.say(life.phone, "ลบข้อมูลของฉัน")
    world.line.set(reply_token_seconds=0)
    world.tap(life.phone, "ยืนยัน")
    assert any("DEL-" in m.text for m in life.phone.messages() if m.sender == "bot")
    assert traces(world, life.phone) == []


def test_a_receipt_finds_no_person(world: World, life: Life) -> None:
    erase(world, life.phone)
    with world.session() as db:
        assert set(db.execute(text("SELECT * FROM erasure_receipt")).keys()) == {"id", "number", "erased_at"}
