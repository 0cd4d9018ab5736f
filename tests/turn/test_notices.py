"""An act that tells somebody else, a duty that falls due, and "ยกเลิก" that takes something back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock, duties
from handlers import capability, schedule
from handlers.capability import Capability, Context, Done, Notice
from handlers.replies import say
from handlers.schedule import Duty, Moment
from models.outbox import Message, MessageState
from models.person import Person
from tests.world import World


def person_id(world: World, line_user_id: str) -> int:
    with world.session() as db:
        found = db.scalar(select(Person.id).where(Person.line_user_id == line_user_id))
    assert found is not None
    return found


@pytest.fixture
def taken_back(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A capability whose last deed a bare ยกเลิก undoes, telling everybody else who has a LINE id."""
    undone: list[str] = []

    def take_back(context: Context) -> Done | None:
        if undone:
            return None
        undone.append("undone")
        others = context.db.scalars(select(Person.id).where(Person.id != context.person.id))
        return Done(say("เก็บคืนแล้วค่ะ"), notices=tuple(Notice(other, say("มีคนเก็บคืนค่ะ")) for other in others))

    served = dict(capability.capabilities())
    served["greeting"] = Capability("greeting", look=served["greeting"].look, take_back=take_back)
    monkeypatch.setattr("bot.conversation.capabilities", lambda: served)
    return undone


def test_cancel_while_nothing_is_open_takes_back_and_tells(world: World, taken_back: list[str]) -> None:
    other, phone = world.resident("ลุงทอง"), world.resident("ป้าเรียน")
    answer = world.say(phone, "ยกเลิก")
    assert [m.text for m in answer] == ["เก็บคืนแล้วค่ะ"]
    assert "มีคนเก็บคืนค่ะ" in other.wait_for_answer(5)[-1].text
    assert "ไม่มีอะไรค้างอยู่" in world.say(phone, "ยกเลิก")[-1].text


def test_a_form_that_is_open_is_cancelled_first(world: World, taken_back: list[str]) -> None:
    phone = world.resident("ป้าเรียน")
    world.say(phone, "ขายไส้อั่ว โลละ 280")
    assert "ยกเลิก “ไส้อั่ว”" in world.say(phone, "ยกเลิก")[-1].text
    assert taken_back == []


def test_a_notice_waits_when_the_month_is_used_up(world: World, taken_back: list[str]) -> None:
    other, phone = world.resident("ลุงทอง"), world.resident("ป้าเรียน")
    world.line.quota(10, used=10)
    world.say(phone, "ยกเลิก")
    with world.session() as db:
        assert list(db.scalars(select(Message.state).where(Message.channel == "push"))) == [MessageState.HELD]
    shown = "\n".join(m.text for m in world.say(other, "สวัสดี"))
    assert "มีคนเก็บคืนค่ะ" in shown
    assert "มีคนเก็บคืนค่ะ" not in "\n".join(m.text for m in world.say(other, "สวัสดี"))


def test_more_waits_than_one_answer_can_carry_and_nothing_is_dropped(world: World) -> None:
    from bot import outbox

    phone = world.phone("ป้าเรียน")
    world.say(phone, "สวัสดี")
    with world.session() as db, db.begin():
        person = db.scalars(select(Person)).one()
        for number in range(9):
            outbox.hold(db, person, say(f"ค้างไว้ที่ {number}"))
    shown = [m.text for _ in range(4) for m in world.say(phone, "สวัสดี")]
    assert [text for text in shown if text.startswith("ค้างไว้")] == [f"ค้างไว้ที่ {n}" for n in range(9)]


class _Alarm:
    """A duty of tests: due at its moment, done once."""

    def __init__(self, at: datetime, who: int) -> None:
        self.at, self.who, self.rang = at, who, 0

    def due(self, db: Session, now: datetime) -> Sequence[int]:
        return [1] if now >= self.at and not self.rang else []

    def ring(self, moment: Moment, row_id: int) -> Sequence[Notice]:
        self.rang += 1
        return (Notice(self.who, say("ถึงเวลาแล้วค่ะ")),)


def test_a_duty_is_done_when_peoples_clock_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = world.phone("ป้าเรียน")
    world.say(phone, "สวัสดี")
    alarm = _Alarm(clock.now() + timedelta(hours=2), person_id(world, phone.user_id))
    monkeypatch.setattr(duties, "duties", lambda: (Duty("alarm", alarm.due, alarm.ring),))
    world.work()
    assert alarm.rang == 0
    world.pass_time(hours=2)
    world.work()
    assert phone.wait_for_answer(5)[-1].text == "ถึงเวลาแล้วค่ะ"
    world.work()
    assert alarm.rang == 1


def test_a_duty_that_fails_holds_up_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = world.phone("ป้าเรียน")
    world.say(phone, "สวัสดี")
    alarm = _Alarm(clock.now(), person_id(world, phone.user_id))
    tries: list[int] = []

    def fail(moment: Moment, row_id: int) -> Sequence[Notice]:
        tries.append(row_id)
        raise ArithmeticError

    broken = Duty("broken", lambda db, now: [7], fail)
    monkeypatch.setattr(duties, "duties", lambda: (broken, Duty("alarm", alarm.due, alarm.ring)))
    monkeypatch.setattr(duties, "_resting", {})
    world.work()
    assert alarm.rang == 1
    duties.do_due()
    assert tries == [7], "it rests for a minute before it is tried again"


def test_duties_are_found_in_the_handlers() -> None:
    assert all(isinstance(duty, Duty) for duty in schedule.duties())
    assert len({duty.name for duty in schedule.duties()}) == len(schedule.duties())
