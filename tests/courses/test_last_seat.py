"""The last seat has one winner: several threads at once, a turn that dies in the middle, the same tap twice."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import clock, conversation, reading, turn
from bot.simulator.phone import Phone
from models.course import Course
from models.course_session import CourseSession
from models.enrolment import Enrolment, EnrolmentState
from models.person import Person, meet
from models.webhook_event import EventState, WebhookEvent
from tests.courses.scene import FRIDAY, seats
from tests.world import World

PEOPLE = 40
SEATS = 10
COURSE = "demo-crs-smartcity"


@pytest.fixture
def scarce(world: World) -> World:
    """The demonstration, with ten seats in one course of one session."""
    world.show_demonstration(FRIDAY)
    with world.session() as db, db.begin():
        course = db.scalars(select(Course).where(Course.code == COURSE)).one()
        db.execute(update(CourseSession).where(CourseSession.course_id == course.id).values(
            seats=SEATS, taken=0, taken_elsewhere=0
        ))  # fmt: skip
        sessions = select(CourseSession.id).where(CourseSession.course_id == course.id)
        db.execute(delete(Enrolment).where(Enrolment.session_id.in_(sessions)))
    return world


def crowd(world: World, number: int) -> list[Phone]:
    """People who consented, each looking at the card that waits for ยืนยัน."""
    phones = [world.phone(f"คนที่ {n}") for n in range(number)]
    with world.session() as db, db.begin():
        for phone in phones:
            meet(db, phone.user_id, clock.now()).consent(clock.now())
    for number, phone in enumerate(phones, 1):
        phone.say("สมัครเรียนเมืองอัจฉริยะ")
        if number % 10 == 0:
            world.work()  # patience is measured by the call
    world.work()
    return phones


def rush(world: World) -> None:
    """Every waiting event at once, from six threads, each event tried by two of them."""
    world.wait_for_webhooks()
    with world.session() as db:
        waiting = select(WebhookEvent.id).where(WebhookEvent.state == EventState.WAITING)
        events = list(db.scalars(waiting))
    tries = [*events, *events]
    random.Random(3).shuffle(tries)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(turn.run, tries))


def enrolled(world: World) -> int:
    with world.session() as db:
        rows = (
            select(func.count())
            .select_from(Enrolment)
            .where(Enrolment.state == EnrolmentState.CONFIRMED, Enrolment.demo_id.is_(None))
        )
        return int(db.scalar(rows) or 0)


def last_words(phone: Phone) -> str:
    return "".join(message.text for message in phone.answer())


def test_forty_people_for_ten_seats(scarce: World, monkeypatch: pytest.MonkeyPatch) -> None:
    phones = crowd(scarce, PEOPLE)
    for phone in phones:
        phone.tap("ยืนยัน")
    turns = iter(range(1000))
    hold = conversation.hold

    def hold_or_die(db: Session, batch: Sequence[reading.Arrived]) -> conversation.Outcome:
        """A worker that dies after the work of a turn, before its commit."""
        outcome = hold(db, batch)
        if next(turns) in (2, 7, 11):
            raise KeyboardInterrupt
        return outcome

    with monkeypatch.context() as patch:
        patch.setattr(conversation, "hold", hold_or_die)
        with pytest.raises(KeyboardInterrupt):
            rush(scarce)
    scarce.work()
    told = [last_words(phone) for phone in phones]
    assert sum("ลงชื่อแล้วค่ะ เลขที่" in words for words in told) == SEATS
    assert sum("เต็มแล้วค่ะ" in words for words in told) == PEOPLE - SEATS
    assert enrolled(scarce) == SEATS
    assert seats(scarce, COURSE) == [0]


def test_a_seat_that_is_given_back_goes_to_the_next(scarce: World) -> None:
    phones = crowd(scarce, SEATS + 1)
    for phone in phones[:SEATS]:
        scarce.tap(phone, "ยืนยัน")
    assert "เต็มแล้วค่ะ" in "".join(m.text for m in scarce.tap(phones[SEATS], "ยืนยัน"))
    scarce.say(phones[0], "ไปเรียนไม่ได้แล้ว")
    scarce.tap(phones[0], "ยืนยัน")
    assert seats(scarce, COURSE) == [1]
    scarce.say(phones[SEATS], "สมัครเรียนเมืองอัจฉริยะ")
    assert "ลงชื่อแล้วค่ะ" in scarce.tap(phones[SEATS], "ยืนยัน")[0].text


def test_the_same_person_twice_is_one_enrolment(scarce: World) -> None:
    phone = crowd(scarce, 1)[0]
    phone.tap("ยืนยัน")
    phone.tap("ยืนยัน")
    scarce.work()
    assert "ลงชื่อไว้แล้วค่ะ" in scarce.say(phone, "สมัครเรียนเมืองอัจฉริยะ")[0].text
    assert enrolled(scarce) == 1
    assert seats(scarce, COURSE) == [SEATS - 1]


def test_the_database_refuses_a_seat_too_many(scarce: World) -> None:
    with pytest.raises(IntegrityError, match="ck_course_session_seats"), scarce.session() as db, db.begin():
        db.execute(update(CourseSession).values(taken=CourseSession.seats + 1))


def test_an_erased_person_s_seat_is_free_again(scarce: World) -> None:
    phone = crowd(scarce, 1)[0]
    scarce.tap(phone, "ยืนยัน")
    assert seats(scarce, COURSE) == [SEATS - 1]
    scarce.say(phone, "ลบข้อมูลของฉัน")
    scarce.tap(phone, "ยืนยัน")
    assert seats(scarce, COURSE) == [SEATS]
    with scarce.session() as db:
        assert db.scalar(select(Person.id).where(Person.line_user_id == phone.user_id)) is None
        mine = db.scalar(select(func.count()).select_from(Enrolment).where(Enrolment.demo_id.is_(None)))
    assert mine == 0


def test_who_takes_the_consent_back_gives_the_seat_back(scarce: World) -> None:
    phone = crowd(scarce, 1)[0]
    scarce.tap(phone, "ยืนยัน")
    scarce.say(phone, "ถอนความยินยอม")
    scarce.tap(phone, "ยืนยัน")
    assert seats(scarce, COURSE) == [SEATS]


def test_an_unsent_name_gives_the_seat_back(scarce: World) -> None:
    phone = scarce.resident()
    sent = phone.say("สมัครเรียนเมืองอัจฉริยะให้น้องต้นกล้า")
    scarce.work()
    scarce.tap(phone, "ยืนยัน")
    assert seats(scarce, COURSE) == [SEATS - 1]
    phone.unsend(sent)
    scarce.work()
    assert seats(scarce, COURSE) == [SEATS]
    with scarce.session() as db:
        assert "ต้นกล้า" not in "".join(db.scalars(select(Enrolment.pupil).where(Enrolment.demo_id.is_(None))))


def test_two_by_name_get_two_seats_or_none(scarce: World) -> None:
    phones = crowd(scarce, SEATS - 1)
    for phone in phones:
        scarce.tap(phone, "ยืนยัน")
    mother, quick = scarce.resident("แม่"), scarce.resident("คนอื่น")
    scarce.say(mother, "สมัครเรียนเมืองอัจฉริยะให้น้องเอกับน้องบี")
    assert "เหลือแค่ 1 ที่" in last_words(mother)
    scarce.say(phones[0], "ไปเรียนไม่ได้แล้ว")
    scarce.tap(phones[0], "ยืนยัน")
    assert "รวม 2 คน" in scarce.say(mother, "สมัครเรียนเมืองอัจฉริยะให้น้องเอกับน้องบี")[-1].text
    scarce.say(quick, "สมัครเรียนเมืองอัจฉริยะ")
    scarce.tap(quick, "ยืนยัน")
    assert "เหลือแค่ 1 ที่" in "".join(message.text for message in scarce.tap(mother, "ยืนยัน"))
    assert seats(scarce, COURSE) == [1]
    assert enrolled(scarce) == SEATS - 1
