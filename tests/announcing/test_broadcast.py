"""One message a person, whatever LINE does: lost answers, errors, bad ids, a month that ends in the middle."""

import hashlib
from collections import Counter

import pytest
from sqlalchemy import select, text, update

from bot import broadcast, clock, duties, outbox, quota
from bot.operations import giving_up
from bot.simulator.phone import Phone
from models import delivering
from models.announcement import Announcement, AnnouncementState
from models.outbox import Channel, Delivery, DeliveryState, Message, MessageState
from models.person import Person
from models.role import Role
from tests.processes.running import notified
from tests.world import World

NOTICE = "แจ้งพี่น้องทุกคน พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลา"


def crowd(world: World, number: int) -> list[str]:
    """So many consenting residents whom LINE knows, and their LINE ids."""
    ids = ["U" + hashlib.md5(f"resident-{i}".encode(), usedforsecurity=False).hexdigest() for i in range(number)]
    people = [{"name": f"ลูกบ้าน {i}", "userId": user_id} for i, user_id in enumerate(ids)]
    world.line.door.send("POST", "/people", {"people": people})
    with world.session() as db, db.begin():
        db.add_all(
            Person(
                line_user_id=user_id, call_name=f"ลูกบ้าน {i}", village_id=world.village_id, consented_at=clock.now(),
                consent_version="test", is_following=True, created_at=clock.now(), named_at=clock.now(),
            )
            for i, user_id in enumerate(ids)
        )  # fmt: skip
    return ids


def headman(world: World) -> Phone:
    """The headman, at nine in the morning."""
    world.set_clock(9)
    return world.member(Role.HEADMAN, "ผู้ใหญ่เกิด")


def announce(world: World, phone: Phone) -> None:
    """Writes, taps, and waits out the undo."""
    world.say(phone, NOTICE)
    world.tap(phone, "ส่งเลย")
    world.pass_time(seconds=21)


def states(world: World) -> Counter[str]:
    """Deliveries by state."""
    with world.session() as db:
        return Counter(db.scalars(select(Delivery.state)))


def announcement(world: World) -> Announcement:
    with world.session() as db:
        return db.scalars(select(Announcement)).one()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("error_before", {"times": 2}),
        ("error_after", {"times": 2}),
        ("lost_answer", {"times": 2}),
        ("rate_limit", {"times": 1, "retry_after": 1}),
    ],
)
def test_each_person_once_whatever_line_answers(world: World, kind: str, values: dict[str, int]) -> None:
    phone = headman(world)
    ids = crowd(world, 620)
    world.line.fault(kind, "multicast", **values)  # type: ignore[arg-type]
    announce(world, phone)
    world.work()
    assert notified(world.line) == Counter(ids)
    assert states(world) == {DeliveryState.SENT: 620}
    assert announcement(world).state == AnnouncementState.SENT
    assert "ถึง 620 จาก 620 คน" in phone.answer()[-1].text


def test_one_bad_id_among_five_hundred_loses_nobody_else(world: World) -> None:
    phone = headman(world)
    ids = crowd(world, 500)
    with world.session() as db, db.begin():
        db.execute(update(Person).where(Person.line_user_id == ids[137]).values(line_user_id="not-an-id"))
    announce(world, phone)
    world.work()
    assert notified(world.line) == Counter(ids[:137] + ids[138:])
    assert states(world) == {DeliveryState.SENT: 499, DeliveryState.FAILED: 1}
    assert "ถึง 499 จาก 500 คน" in phone.answer()[-1].text
    assert "ส่งไม่ถึง 1 คน" in phone.answer()[-1].text


def test_a_used_up_month_is_told_and_the_rest_get_it_with_their_next_word(world: World) -> None:
    phone = headman(world)
    crowd(world, 410)
    late = [world.resident(name) for name in ("ยายมี", "ตาสุข")]
    world.line.quota(300)
    quota.forget()
    world.say(phone, NOTICE)
    shown = phone.answer()[-1].text
    assert "ถึง\n412 คน" in shown
    assert "พอสำหรับ 284 คน อีก 128 คนจะเห็นเมื่อทักมา" in shown
    promised = world.tap(phone, "ส่งเลย")[-1].text
    assert "จะส่งถึง 284 คนใน 20 วินาที" in promised
    assert "อีก 128 คนจะเห็นเมื่อทักมา" in promised
    world.pass_time(seconds=21)
    world.work()
    assert sum(notified(world.line).values()) == 284
    assert max(notified(world.line).values()) == 1
    assert "อีก 128 คนจะเห็นเมื่อทักมาครั้งหน้า" in phone.answer()[-1].text
    for resident in late:
        assert "ประชุมที่ศาลา" in "\n".join(m.text for m in world.say(resident, "สวัสดี"))
        assert "ประชุมที่ศาลา" not in "\n".join(m.text for m in world.say(resident, "สวัสดี"))
    assert states(world) == {DeliveryState.SENT: 286, DeliveryState.UNREACHED: 126}


def test_lines_late_figures_never_push_it_over_the_limit(world: World) -> None:
    """LINE's count is approximate: here it says that nothing was used, and refuses all the same."""
    phone = headman(world)
    crowd(world, 60)
    world.line.quota(40)
    world.say(phone, NOTICE)
    world.tap(phone, "ส่งเลย")
    world.line.quota(20)
    world.pass_time(seconds=21)
    world.work()
    assert sum(notified(world.line).values()) <= 20
    assert max(notified(world.line).values()) == 1


def test_a_sender_that_died_in_the_middle_goes_on_with_the_same_call(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between storing a call and making it: the next run makes that very call."""
    phone = headman(world)
    ids = crowd(world, 700)
    announce(world, phone)
    with monkeypatch.context() as killed:
        killed.setattr(outbox, "deliver", _die)
        killed.setattr(broadcast, "LANES", 1)
        with pytest.raises(KeyboardInterrupt):
            world.work()
    assert notified(world.line) == Counter()
    world.work()
    assert notified(world.line) == Counter(ids)


def _die(message_id: int) -> float | None:
    raise KeyboardInterrupt


def test_a_right_that_ended_before_sending_sends_nothing(world: World) -> None:
    phone = headman(world)
    resident = world.resident("ยายมี")
    world.say(phone, NOTICE)
    world.tap(phone, "ส่งเลย")
    with world.session() as db, db.begin():
        db.execute(text("UPDATE role_grant SET revoked_at = now()"))
    world.pass_time(seconds=21)
    world.work()
    assert announcement(world).state == AnnouncementState.REFUSED
    assert notified(world.line) == Counter()
    assert "สิทธิ์ประกาศหมดแล้ว" in phone.answer()[-1].text
    assert "ประชุมที่ศาลา" not in "\n".join(m.text for m in resident.messages())


def test_two_taps_on_one_preview_are_one_announcement(world: World) -> None:
    phone = headman(world)
    crowd(world, 3)
    world.say(phone, NOTICE)
    phone.tap("ส่งเลย")
    phone.tap("ส่งเลย")
    world.work()
    world.pass_time(seconds=21)
    world.work()
    assert len(notified(world.line)) == 3
    assert max(notified(world.line).values()) == 1
    assert announcement(world).state == AnnouncementState.SENT


def test_who_was_not_reached_is_not_said_to_be_silent(world: World) -> None:
    """Nobody can acknowledge what they have not got; and nothing was sent."""
    phone = headman(world)
    world.resident("ยายมี")
    world.line.quota(10, used=10)
    quota.forget()
    announce(world, phone)
    world.work()
    assert "โควตาเดือนนี้หมดค่ะ ทั้ง 1 คนจะเห็นเมื่อทักมา" in phone.answer()[-1].text
    report, figures = (message.text for message in world.tap(phone, "ดูผลประกาศ"))
    assert "ยังไม่ได้ส่งถึงใครค่ะ 1 คนจะเห็นเมื่อทักมา" in report
    assert "รอทักมา" in figures
    assert "ยายมี" not in figures


def test_unsending_the_notice_reaches_also_what_waited_for_the_next_word(world: World) -> None:
    phone = headman(world)
    late = world.resident("ยายมี")
    world.line.quota(10, used=10)
    quota.forget()
    announce(world, phone)
    world.work()
    assert states(world) == {DeliveryState.UNREACHED: 1}
    phone.unsend([m.id for m in phone.messages() if m.sender == "me" and m.text == NOTICE][-1])
    world.work()
    assert "ประชุมที่ศาลา" not in "\n".join(m.text for m in world.say(late, "สวัสดี"))
    assert states(world) == {DeliveryState.DROPPED: 1}
    with world.session() as db:
        words = db.scalars(select(Message.body).where(Message.announcement_id.is_not(None)))
        assert "ประชุมที่ศาลา" not in "".join(body or "" for body in words)
    assert announcement(world).body == ""


def test_a_call_that_gave_up_is_never_sent_twice_by_the_operator(world: World) -> None:
    phone = headman(world)
    ids = crowd(world, 4)
    with world.session() as db, db.begin():
        db.execute(update(Person).where(Person.line_user_id == ids[1]).values(line_user_id="not-an-id"))
    announce(world, phone)
    world.work()
    once = notified(world.line)
    with world.session() as db, db.begin():
        assert [row.name for row in giving_up.given_up(db) if row.name.startswith("message")] == []
        for call in db.scalars(select(Message).where(Message.announcement_id.is_not(None))).all():
            with pytest.raises(giving_up.CannotRetry):
                giving_up.retry(db, f"message-{call.id}", clock.real_now())
    world.work()
    assert notified(world.line) == once == Counter([ids[0], *ids[2:]])


def test_a_call_of_unknown_outcome_is_repeated_with_its_own_key(world: World) -> None:
    phone = headman(world)
    ids = crowd(world, 4)
    world.line.fault("lost_answer", "multicast", times=1)
    announce(world, phone)
    duties.do_due()
    waiting = broadcast.run(announcement(world).id)
    assert waiting is not None
    with world.session() as db, db.begin():
        call = db.scalars(select(Message).where(Message.channel == Channel.MULTICAST)).one()
        call.state, call.error = MessageState.UNKNOWN, "no answer"
        delivering.follow(db, call)
    assert states(world) == {DeliveryState.UNKNOWN: 4}
    with world.session() as db, db.begin():
        giving_up.retry(db, f"message-{call.id}", clock.real_now())
    world.work()
    assert notified(world.line) == Counter(ids)
    assert states(world) == {DeliveryState.SENT: 4}
