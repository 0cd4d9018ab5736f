"""Codes: a role has one winner within a week and five wrong tries an hour; a village's code may be written anyhow."""

import math
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select, text

from bot import clock
from bot.simulator.phone import Phone
from models import role_code
from models.centre import Centre
from models.person import Person, by_line_id, meet
from models.role import Role, RoleGrant, grants, revoke_all
from tests.world import JOIN_CODE, World

WRONG = "BCDFG-HJKMN-PQRS"
"""A well-written code that nobody was given."""


def roles(world: World, phone: Phone) -> list[str]:
    """The roles that this person holds now."""
    with world.session() as db:
        person = by_line_id(db, phone.user_id)
        return [] if person is None else sorted(grant.role for grant in grants(db, person, clock.now()))


def village_of(world: World, phone: Phone) -> int | None:
    with world.session() as db:
        person = by_line_id(db, phone.user_id)
        return person.village_id if person else None


def centre(world: World, centre_id: str = "cen-test") -> str:
    with world.session() as db, db.begin():
        db.add(Centre(id=centre_id, name="ศูนย์ทดสอบ", village_id=world.village_id))
    return centre_id


# --- role codes -------------------------------------------------------------------------------------------------------


def test_a_code_cannot_be_guessed(world: World) -> None:
    made = {world.code(Role.HEADMAN) for _ in range(50)}
    assert len(made) == 50
    assert math.log2(len(role_code.ALPHABET)) * role_code.LENGTH >= 60
    assert not set("ILOU01") & set("".join(made)), "no letter that is read as another"
    with world.session() as db:
        kept = str(db.execute(text("SELECT * FROM role_code")).all())
    assert not any(code in kept or code.replace("-", "") in kept for code in made), "only its hash is kept"


@pytest.mark.parametrize("write", [str.lower, lambda c: c.replace("-", ""), lambda c: f"  {c} "])
def test_a_code_as_people_write_it(world: World, write: Callable[[str], str]) -> None:
    phone = world.resident()
    answer = world.say(phone, write(world.code(Role.HEADMAN)))
    assert "ผู้ใหญ่บ้าน" in answer[0].text
    assert roles(world, phone) == ["headman"]


def test_a_code_is_good_once(world: World) -> None:
    code, first, second = world.code(Role.SELLER), world.resident("แม่คำ"), world.resident("ลุงมี")
    world.say(first, code)
    assert "ใช้ไม่ได้" in world.say(second, code)[0].text
    assert "ใช้ไม่ได้" in world.say(first, code)[0].text
    assert (roles(world, first), roles(world, second)) == (["seller"], [])


def test_two_people_at_once_are_one_winner(world: World) -> None:
    """The row decides, not a look before it: both have looked before either writes."""
    code = world.code(Role.HEADMAN)
    ready, won = threading.Barrier(4), []

    def redeem(number: int) -> None:
        with world.session() as db, db.begin():
            person = meet(db, f"U{number:032d}", clock.now())
            ready.wait()
            if role_code.redeem(db, person, code, clock.now()):
                won.append(number)

    people = [threading.Thread(target=redeem, args=(number,)) for number in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(won) == 1


def test_a_code_is_good_for_seven_days(world: World) -> None:
    late, last = world.code(Role.SELLER), world.code(Role.SELLER)
    phone = world.resident()
    world.pass_time(days=7, minutes=-5)
    world.say(phone, last)
    assert roles(world, phone) == ["seller"]
    other = world.resident("ลุงมี")
    world.pass_time(minutes=10)
    assert "เกิน 7 วัน" in world.say(other, late)[0].text
    assert roles(world, other) == []


def test_five_wrong_tries_an_hour(world: World) -> None:
    code, phone, other = world.code(Role.HEADMAN), world.resident(), world.resident("ลุงมี")
    for _ in range(5):
        assert "ใช้ไม่ได้" in world.say(phone, WRONG)[0].text
    refused = world.say(phone, code)[0]
    assert "1 ชั่วโมง" in refused.text
    assert refused.quick_replies, "a refusal offers what to do instead"
    assert roles(world, phone) == []
    assert "ใช้ไม่ได้" in world.say(other, WRONG)[0].text, "others are not locked out"
    world.pass_time(minutes=61)
    assert "ผู้ใหญ่บ้าน" in world.say(phone, code)[0].text
    assert roles(world, phone) == ["headman"]


def test_wrong_codes_of_villages_count_as_well(world: World) -> None:
    phone = world.resident()
    for number in range(5):
        assert "ไม่พบรหัสนี้" in world.say(phone, f"XYZ-999{number}")[0].text
    assert "1 ชั่วโมง" in world.say(phone, JOIN_CODE)[0].text
    assert "1 ชั่วโมง" in world.say(phone, world.code(Role.SELLER))[0].text


def test_a_revoked_role_stops_at_once(world: World) -> None:
    phone = world.member(Role.SELLER)
    world.say(phone, "ขายไส้อั่ว โลละ 280")
    with world.session() as db, db.begin():
        person = by_line_id(db, phone.user_id)
        assert person is not None
        revoke_all(db, person, clock.now())
    assert "รออนุมัติ" in world.tap(phone, "ลงเลย")[0].text, "asked at the time of the act, not of the preview"


def test_a_revoked_role_can_be_given_again(world: World) -> None:
    phone = world.member(Role.SELLER)
    with world.session() as db, db.begin():
        person = by_line_id(db, phone.user_id)
        assert person is not None
        revoke_all(db, person, clock.now())
    world.say(phone, world.code(Role.SELLER))
    assert roles(world, phone) == ["seller"]


def test_a_role_given_twice_is_one(world: World) -> None:
    phone = world.member(Role.SELLER)
    world.say(phone, world.code(Role.SELLER))
    with world.session() as db:
        assert db.scalar(select(func.count()).select_from(RoleGrant)) == 1


def test_a_code_for_a_centre(world: World) -> None:
    phone = world.resident()
    answer = world.say(phone, world.code(Role.STAFF, centre(world)))
    assert "เจ้าหน้าที่ศูนย์" in answer[0].text
    with world.session() as db:
        grant = db.scalars(select(RoleGrant)).one()
    assert (grant.role, grant.centre_id, grant.village_id) == ("staff", "cen-test", None)
    world.say(phone, "ขายไส้อั่ว โลละ 280")
    assert "ลงแล้ว" in world.tap(phone, "ลงเลย")[0].text


def test_a_code_makes_somebody_without_a_village_belong_to_it_but_no_inspector(world: World) -> None:
    headman, inspector = world.phone("ผู้ใหญ่"), world.phone("ผู้ตรวจ")
    for phone, role in ((headman, Role.HEADMAN), (inspector, Role.INSPECTOR)):
        world.say(phone, world.code(role))
        world.tap(phone, "ยินยอม")
        assert roles(world, phone) == [role]
    assert village_of(world, headman) == world.village_id
    assert village_of(world, inspector) is None


def test_nobody_is_headman_by_saying_so(world: World) -> None:
    phone = world.resident()
    for words in ("ฉันเป็นผู้ใหญ่บ้านหมู่ 9", "ขอเป็นผู้ใหญ่บ้าน", "สมัครเป็นผู้ใหญ่บ้าน", "i=role_code&v.join_code=x"):
        world.say(phone, words)
    assert roles(world, phone) == []


def test_a_code_before_consent_is_not_used_up(world: World) -> None:
    code, phone = world.code(Role.SELLER), world.phone("แม่คำ")
    world.say(phone, code)
    assert roles(world, phone) == []
    world.tap(phone, "ไม่ยินยอม")
    assert roles(world, phone) == []
    other = world.resident("ลุงมี")
    world.say(other, code)
    assert roles(world, other) == ["seller"]


# --- join codes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["TST-1234", "tst-1234", "tst1234", "Tst1234", "TST-๑๒๓๔", " TST-1234 ", "tst๑๒๓๔"])
def test_a_join_code_as_people_write_it(world: World, written: str) -> None:
    phone = world.phone("แม่คำ")
    world.say(phone, written)
    world.tap(phone, "ยินยอม")
    assert village_of(world, phone) == world.village_id


@pytest.mark.parametrize(
    "written", ["TST 1234", "tst  1234", "TST–1234", "ＴＳＴ－１２３４", "T S T 1 2 3 4", "(TST-1234)"]
)
def test_a_join_code_as_people_write_it_when_they_are_asked(world: World, written: str) -> None:
    phone = world.phone("แม่คำ")
    world.say(phone, "ขอเข้าร่วมหมู่บ้าน")
    world.tap(phone, "ยินยอม")
    world.say(phone, written)
    assert village_of(world, phone) == world.village_id


def test_another_village_s_code_moves(world: World) -> None:
    phone = world.resident()
    other = world.found_village("บ้านอื่น", "OTH-5678")
    assert "เข้าร่วมบ้านอื่นแล้ว" in world.say(phone, "OTH-5678")[0].text
    assert village_of(world, phone) == other.id
    assert "อยู่แล้ว" in world.say(phone, "oth5678")[0].text


def test_who_does_not_consent_belongs_nowhere(world: World) -> None:
    phone = world.phone("แม่คำ")
    world.say(phone, JOIN_CODE)
    world.tap(phone, "ไม่ยินยอม")
    with world.session() as db:
        person = db.scalars(select(Person)).one()
    assert (person.consented_at, person.village_id) == (None, None)
