"""Who may enrol and who may read names, cell by cell, also through old buttons and forged ones: nothing moves."""

import itertools
import json
import re
from collections import Counter

import pytest
import urllib3
from sqlalchemy import func, select

from bot import clock
from bot.simulator.phone import Message, Phone
from models.enrolment import Enrolment, EnrolmentState
from models.person import by_line_id
from models.role import TABLE, Action, Answer, Role, revoke_all
from tests.belonging.test_rights import born, somebody
from tests.courses.scene import FRIDAY, seats, sessions
from tests.webhook.test_callback import message
from tests.world import World

SENTENCE = "สมัครเรียนเมืองอัจฉริยะ"
COURSE = "demo-crs-smartcity"
OWN_CENTRE, OTHER_CENTRE = "demo-cen-tst", "demo-cen-pst"
YES = [role for role in Role if TABLE[Action.ENROL].get(role) is Answer.YES]
NAME = "น้องต้นกล้า"
_numbers = itertools.count(7000)


@pytest.fixture
def scene(world: World) -> World:
    world.show_demonstration(FRIDAY)
    return world


def held(world: World) -> Counter[str]:
    """Enrolments of people who wrote in this test, by state."""
    with world.session() as db:
        rows = select(Enrolment.state, func.count()).where(Enrolment.demo_id.is_(None)).group_by(Enrolment.state)
        return Counter({state: count for state, count in db.execute(rows)})  # noqa: C416 (mypy takes no rows for pairs)


def words(messages: list[Message]) -> str:
    return "\n".join(message.text for message in messages)


def labels(messages: list[Message]) -> list[str]:
    return [label for message in messages for label in (*message.buttons, *message.quick_replies)]


def press(world: World, phone: Phone, data: str) -> str:
    """A postback with this data, whatever card it may come from; what is answered."""
    source = {"type": "user", "userId": phone.user_id}
    made = message(next(_numbers), source=source)
    forged = {**made, "type": "postback", "postback": {"data": data}}
    before = len(phone.messages())
    world.line.door.send("POST", "/events", {"events": [forged], "with_tokens": True})
    world.work()
    return words(phone.messages()[before:])


def enrolled(world: World, phone: Phone) -> Enrolment:
    """Somebody with a pupil in a course, by the chat."""
    world.say(phone, f"{SENTENCE}ให้{NAME}")
    world.tap(phone, "ยืนยัน")
    with world.session() as db:
        return db.scalars(select(Enrolment).where(Enrolment.demo_id.is_(None))).one()


# --- the row of the table ---------------------------------------------------------------------------------------------


def test_every_cell_is_tried_here() -> None:
    assert set(YES) | {Role.YOUTH, Role.INSPECTOR, Role.DELEGATE} == set(Role)


@pytest.mark.parametrize("role", [role for role in YES if role is not Role.VISITOR])
def test_enrols(scene: World, role: Role) -> None:
    phone = somebody(scene, role)
    before = seats(scene, COURSE)
    scene.say(phone, SENTENCE)
    assert "ลงชื่อแล้วค่ะ" in words(scene.tap(phone, "ยืนยัน"))
    assert seats(scene, COURSE) == [int(str(before[0])) - 1]


def test_a_visitor_only_after_consent(scene: World) -> None:
    phone = somebody(scene, Role.VISITOR)
    before = seats(scene, COURSE)
    assert "ยินยอม" in labels(scene.say(phone, SENTENCE))
    scene.tap(phone, "ไม่ยินยอม")
    assert held(scene) == Counter()
    scene.say(phone, SENTENCE)
    scene.say(phone, "ยืนยัน")
    assert (held(scene), seats(scene, COURSE)) == (Counter(), before)
    scene.tap(phone, "ยินยอม")
    scene.tap(phone, "ยืนยัน")
    assert held(scene) == Counter({EnrolmentState.CONFIRMED: 1})


@pytest.mark.parametrize("role", [Role.YOUTH, Role.INSPECTOR])
def test_is_refused_politely_with_who_can_and_a_next_step(scene: World, role: Role) -> None:
    phone = somebody(scene, role)
    before = seats(scene, COURSE)
    answer = scene.say(phone, SENTENCE)
    assert "ผู้ปกครอง" in words(answer) or "ลูกบ้าน" in words(answer)
    assert "ดูคอร์สทั้งหมด" in labels(answer)
    assert "ยืนยัน" not in labels(answer)
    session = sessions(scene, COURSE)[0]["id"]
    for data in (f"i=enrol_course&v.session={session}", f"i=enrol_pupil&v.session={session}&v.name={NAME}"):
        assert press(scene, phone, data)
    scene.say(phone, f"{SENTENCE}ให้{NAME}")
    scene.say(phone, "ยืนยัน")
    assert (held(scene), seats(scene, COURSE)) == (Counter(), before)


def test_the_right_is_asked_at_the_tap_not_at_the_card(scene: World) -> None:
    """The card was shown to an adult; by the tap staff have entered that the person is fifteen."""
    phone = somebody(scene, Role.RESIDENT)
    scene.say(phone, SENTENCE)
    born(scene, phone, clock.now().year - 15)
    assert "ผู้ปกครอง" in words(scene.tap(phone, "ยืนยัน"))
    assert held(scene) == Counter()


def test_who_took_the_consent_back_is_asked_again(scene: World) -> None:
    phone = somebody(scene, Role.RESIDENT)
    scene.say(phone, SENTENCE)
    old = next(choice for choice in phone.choices() if choice.label == "ยืนยัน")
    scene.say(phone, "ถอนความยินยอม")
    scene.tap(phone, "ยืนยัน")
    phone.door.send("POST", f"/people/{phone.user_id}/tap", {"message": old.message_id, "button": old.index})
    scene.work()
    assert held(scene) == Counter()


# --- other people's -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.STAFF, Role.HEADMAN, Role.INSPECTOR, Role.VISITOR])
def test_nobody_moves_another_s_enrolment(scene: World, role: Role) -> None:
    owner = somebody(scene, Role.RESIDENT)
    mine = enrolled(scene, owner)
    before = seats(scene, COURSE)
    stranger = somebody(scene, role) if role is not Role.RESIDENT else scene.resident("คนอื่น")
    for reference in (f"all-{mine.number}", f"one-{mine.id}", mine.number, str(mine.id)):
        for slot in ("enrolment", "topic"):
            told = press(scene, stranger, f"i=cancel_enrolment&v.{slot}={reference}")
            assert told
            assert NAME not in told
            assert "ยืนยัน" not in labels(stranger.messages()[-1:])
    told = press(scene, stranger, f"i=will_come&v.words={mine.id}")
    assert NAME not in told
    assert "เมืองอัจฉริยะ" not in told
    assert (held(scene), seats(scene, COURSE)) == (Counter({EnrolmentState.CONFIRMED: 1}), before)


def test_another_s_card_cannot_be_confirmed(scene: World) -> None:
    """The key of a draft is of use to its own person only."""
    owner, stranger = somebody(scene, Role.RESIDENT), scene.resident("คนอื่น")
    card = scene.say(owner, SENTENCE)[-1]
    keys = {part.partition("=")[2] for part in _postbacks(card) if part.startswith("d=")}
    assert keys
    for key in keys:
        assert press(scene, stranger, f"m=yes&d={key}")
    assert held(scene) == Counter()
    scene.tap(owner, "ยืนยัน")
    assert held(scene) == Counter({EnrolmentState.CONFIRMED: 1})


def _postbacks(card: Message) -> list[str]:
    found = re.findall(r'"data": ?"([^"]*)"', json.dumps(card.raw))
    return [part for data in found for part in data.split("&")]


def test_an_old_button_cancels_nothing_twice(scene: World) -> None:
    phone = somebody(scene, Role.RESIDENT)
    mine = enrolled(scene, phone)
    data = f"i=cancel_enrolment&v.enrolment=all-{mine.number}"
    press(scene, phone, data)
    scene.tap(phone, "ยืนยัน")
    free = seats(scene, COURSE)
    assert "ยกเลิกไปแล้ว" in press(scene, phone, data) or "ไม่มีคอร์ส" in press(scene, phone, data)
    assert seats(scene, COURSE) == free
    assert held(scene) == Counter({EnrolmentState.CANCELLED: 1})


@pytest.mark.parametrize(
    "data",
    [
        "i=enrol_course&v.session=99999999999999999999999",
        "i=enrol_course&v.session=-1",
        "i=enrol_course&v.session=%00",
        "i=enrol_course&v.session={session}&v.quantity=-3",
        "i=enrol_course&v.session={session}&v.quantity=999",
        "i=enrol_course&v.session={session}&v.quantity=nan",
        "i=enrol_course&v.session={session}&v.quantity=1e400",
        "i=enrol_course&v.session={session}&v.date=%F3%A0",
        "i=enrol_course&v.session={session}&v.topic=nothing",
        "i=enrol_pupil&v.session={session}",
        "i=cancel_enrolment&v.enrolment=one-99999999999999999999999",
        "i=cancel_enrolment&v.enrolment=all-",
        "i=will_come&v.words=99999999999999999999999",
        "i=ask_courses&v.page=99999999999999999999999",
        "i=ask_courses&v.page=-1",
        "i=ask_courses&v.centre=nowhere",
        "i=ask_centre&v.centre=nowhere",
        "i=who_enrolled&v.words=demo-crs-smartcity",
        "i=my_courses&v.words=x",
    ],
)
def test_forged_values_are_answered_and_change_nothing(scene: World, data: str) -> None:
    phone = somebody(scene, Role.RESIDENT)
    before = seats(scene, COURSE)
    told = press(scene, phone, data.replace("{session}", str(sessions(scene, COURSE)[0]["id"])))
    assert told
    assert (held(scene), seats(scene, COURSE)) == (Counter(), before)


# --- the list of names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*Role])
def test_names_are_for_staff_of_the_centre_only(scene: World, role: Role) -> None:
    if role is Role.DELEGATE:
        return  # lent for announcing; nobody is only that
    owner = scene.resident("แม่")
    enrolled(scene, owner)
    asking = somebody(scene, role) if role is not Role.RESIDENT else scene.resident("คนอื่น")
    told = words(scene.say(asking, "ใครลงชื่อเรียนเมืองอัจฉริยะบ้าง"))
    told += press(scene, asking, "i=who_enrolled&v.words=x")
    # What the role gives is in the village; a centre's names are for those whom its code made staff.
    assert NAME not in told
    assert "รายชื่อดูได้เฉพาะเจ้าหน้าที่ศูนย์" in told


def test_staff_of_one_centre_see_theirs_and_not_the_other(scene: World) -> None:
    owner = scene.resident("แม่")
    enrolled(scene, owner)
    scene.say(owner, f"สมัครขายของออนไลน์ให้{NAME}")
    scene.tap(owner, "ยืนยัน")
    centre = next(row for row in _courses(scene) if row["id"] == COURSE)["centre"]
    staff, other = scene.resident("ครูหนึ่ง"), scene.resident("ครูสอง")
    own, far = (OWN_CENTRE, OTHER_CENTRE) if centre == "tst" else (OTHER_CENTRE, OWN_CENTRE)
    scene.say(staff, scene.code(Role.STAFF, own))
    scene.say(other, scene.code(Role.STAFF, far))
    question = "รายชื่อคนเรียนเมืองอัจฉริยะ"
    assert NAME in words(scene.say(staff, question))
    assert NAME not in words(scene.say(other, question))
    with scene.session() as db, db.begin():
        person = by_line_id(db, staff.user_id)
        assert person is not None
        revoke_all(db, person, clock.now())
    told = words(scene.say(staff, question))
    assert NAME not in told
    assert "เฉพาะเจ้าหน้าที่ศูนย์" in told


def _courses(world: World) -> list[dict[str, object]]:
    return list(urllib3.request("GET", f"{world.url}/api/courses").json()["courses"])
