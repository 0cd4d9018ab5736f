"""The table of rights for the megaphone, cell by cell: typed, tapped late, forged; here and in another village."""

import pytest
from sqlalchemy import select, update

from bot import clock
from bot.draft import Dialogue
from bot.simulator.phone import Phone
from models import dialogue
from models.announcement import Announcement, AnnouncementState
from models.delegation import Delegation
from models.person import Person, by_line_id
from models.role import TABLE, Action, Answer, Role
from models.role_code import RoleCode
from tests.belonging.test_rights import somebody
from tests.posting.test_rights import ELSEWHERE, forge, lose_roles, words
from tests.world import World

NOTICE = "แจ้งลูกบ้านทุกคน พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลา"
NO, DRAFTS, SENDS = "", "drafted", "scheduled"
ANNOUNCES = {
    Role.VISITOR: NO,
    Role.RESIDENT: NO,
    Role.SELLER: NO,
    Role.YOUTH: NO,
    Role.HEALTH_VOLUNTEER: DRAFTS,
    Role.VOLUNTEER: NO,
    Role.STAFF: SENDS,
    Role.HEADMAN: SENDS,
    Role.INSPECTOR: NO,
}
"""The product's table, row "announce to everyone"."""
LENDS = (Role.STAFF, Role.HEADMAN)
SILENT = tuple(role for role, cell in ANNOUNCES.items() if cell == NO)
CANNOT_LEND = tuple(role for role in ANNOUNCES if role not in LENDS)


@pytest.fixture(autouse=True)
def _in_the_morning(world: World) -> None:
    world.set_clock(9)


def announced(world: World) -> list[Announcement]:
    with world.session() as db:
        return list(db.scalars(select(Announcement).order_by(Announcement.id)))


def loans(world: World) -> list[Delegation]:
    with world.session() as db:
        return list(db.scalars(select(Delegation).order_by(Delegation.id)))


def is_polite(answer: str) -> bool:
    """Thai, with a next step somewhere, and no English."""
    return "ค่ะ" in answer or "นะคะ" in answer


def headman_elsewhere(world: World) -> Phone:
    """The headman of another village."""
    world.found_village("บ้านอื่น", ELSEWHERE)
    phone = world.phone("ผู้ใหญ่บ้านอื่น")
    world.say(phone, world.code(Role.HEADMAN, ELSEWHERE))
    world.tap(phone, "ยินยอม")
    return phone


def lent(world: World) -> tuple[Phone, Phone, int]:
    """A headman, somebody who was lent the megaphone and has not answered yet, and the loan's number."""
    taker, headman = world.member(Role.VOLUNTEER, "น้องฟ้า"), world.member(Role.HEADMAN, "ผู้ใหญ่เกิด")
    with world.session() as db, db.begin():
        db.execute(update(Person).where(Person.line_user_id == taker.user_id).values(call_name="ฟ้า"))
    world.say(headman, "มอบหมายให้น้องฟ้าประกาศแทนถึงสิ้นเดือนหน้า")
    world.tap(headman, "ยืนยัน")
    return headman, taker, loans(world)[0].id


def open_form(world: World, phone: Phone) -> str:
    """What the buttons of this person's open form carry."""
    with world.session() as db:
        person = by_line_id(db, phone.user_id)
        assert person is not None
        stored = dialogue.load(db, person.id)
        assert stored is not None
        draft = Dialogue.from_state(stored.state).draft
        assert draft is not None
        return draft.key


def test_the_table_says_what_the_product_page_says() -> None:
    cells = {Answer.YES: SENDS, Answer.APPROVAL: DRAFTS, Answer.NO: NO}
    row = TABLE[Action.ANNOUNCE]
    assert {role: cells[row.get(role, Answer.NO)] for role in ANNOUNCES} == ANNOUNCES
    assert {role for role, answer in TABLE[Action.DELEGATE].items() if answer is Answer.YES} == set(LENDS)
    assert row[Role.DELEGATE] is Answer.YES


@pytest.mark.parametrize("role", [role for role, cell in ANNOUNCES.items() if cell])
def test_who_may_sends_or_drafts(world: World, role: Role) -> None:
    phone = somebody(world, role)
    world.say(phone, NOTICE)
    world.tap(phone, "ส่งเลย")
    assert [found.state for found in announced(world)] == [ANNOUNCES[role]]


@pytest.mark.parametrize("role", SILENT)
def test_who_may_not_is_told_who_can_and_nothing_is_written(world: World, role: Role) -> None:
    phone = somebody(world, role)
    for answer in (
        forge(world, phone, "i=broadcast_announcement"),
        forge(world, phone, "i=broadcast_announcement&v.village=v&v.text=ไฟดับพรุ่งนี้"),
    ):
        assert "ผู้ใหญ่บ้าน" in words(answer)
        assert is_polite(words(answer))
    forge(world, phone, "m=yes&d=e1.0")
    world.pass_time(minutes=1)
    world.work()
    assert announced(world) == []


def test_nobody_announces_in_another_village(world: World) -> None:
    """By the village's name in a forged button: the form keeps the villages of the person's own rights."""
    here = world.member(Role.HEADMAN)
    other = world.found_village("บ้านอื่น", ELSEWHERE)
    forge(world, here, f"i=broadcast_announcement&v.village={other.slug}&v.text=ไฟดับพรุ่งนี้ทั้งวัน")
    if any("ส่งเลย" in message.buttons for message in here.messages()):
        world.tap(here, "ส่งเลย")
    assert all(found.village_id != other.id for found in announced(world))


def test_a_preview_of_yesterday_does_nothing_when_the_role_is_gone(world: World) -> None:
    phone = world.member(Role.HEADMAN)
    world.say(phone, NOTICE)
    lose_roles(world, phone)
    assert is_polite(words(world.tap(phone, "ส่งเลย")))
    assert announced(world) == []


@pytest.mark.parametrize("role", [*SILENT, Role.HEALTH_VOLUNTEER])
def test_the_draft_of_a_health_volunteer_is_decided_only_by_who_may_send(world: World, role: Role) -> None:
    author = world.member(Role.HEALTH_VOLUNTEER, "อสม.แก้ว")
    world.say(author, NOTICE)
    world.tap(author, "ส่งเลย")
    name = announced(world)[0].public_id
    phone = headman_elsewhere(world) if role is Role.HEALTH_VOLUNTEER else somebody(world, role)
    for data in (
        f"i=send_draft&v.notice={name}",
        f"i=refuse_draft&v.notice={name}",
        f"i=cancel_announcement&v.notice={name}",
    ):
        answer = words(forge(world, phone, data))
        assert is_polite(answer)
        assert "ประชุมที่ศาลา" not in answer
    forge(world, phone, "m=yes&d=e1.0")
    assert announced(world)[0].state == AnnouncementState.DRAFTED


@pytest.mark.parametrize("role", [*SILENT, Role.HEALTH_VOLUNTEER, Role.STAFF])
def test_what_is_scheduled_is_stopped_only_by_its_people(world: World, role: Role) -> None:
    headman = world.member(Role.HEADMAN, "ผู้ใหญ่เกิด")
    world.say(headman, f"{NOTICE} ส่งตอนพรุ่งนี้ 6 โมงเช้า")
    world.tap(headman, "ส่งเลย")
    name = announced(world)[0].public_id
    phone = somebody(world, role)
    answer = words(forge(world, phone, f"i=cancel_announcement&v.notice={name}"))
    assert is_polite(answer)
    figures = words(forge(world, phone, f"i=announcement_status&v.notice={name}"))
    assert "ประชุมที่ศาลา" not in figures
    assert announced(world)[0].state == AnnouncementState.SCHEDULED


def test_a_notice_of_another_village_cannot_be_acknowledged(world: World) -> None:
    world.resident()
    headman = world.member(Role.HEADMAN, "ผู้ใหญ่เกิด")
    world.say(headman, NOTICE)
    world.tap(headman, "ส่งเลย")
    world.pass_time(seconds=21)
    world.work()
    stranger = headman_elsewhere(world)
    answer = words(forge(world, stranger, f"i=acknowledge&v.notice={announced(world)[0].public_id}"))
    assert "ไม่มีประกาศที่รอรับทราบ" in answer


@pytest.mark.parametrize("role", CANNOT_LEND)
def test_who_may_not_lend_or_appoint_changes_nothing(world: World, role: Role) -> None:
    world.member(Role.VOLUNTEER, "น้องฟ้า")
    phone = somebody(world, role)
    with world.session() as db:
        codes = len(db.scalars(select(RoleCode)).all())
        member = db.scalars(select(Person.id)).first()
    for data in (
        "i=delegate_role",
        f"i=delegate_role&v.name=ฟ้า&v.member={member}&v.until=2569-12-31",
        "i=appoint_helper&v.role=เน็ตอาสา",
    ):
        answer = words(forge(world, phone, data))
        assert is_polite(answer)
        assert "ผู้ใหญ่บ้าน" in answer
    forge(world, phone, "m=yes&d=e1.0")
    assert loans(world) == []
    with world.session() as db:
        assert len(db.scalars(select(RoleCode)).all()) == codes


@pytest.mark.parametrize("role", [*SILENT, Role.HEALTH_VOLUNTEER, Role.STAFF])
def test_a_loan_is_answered_by_its_taker_and_taken_back_by_its_giver(world: World, role: Role) -> None:
    headman, taker, loan = lent(world)
    stranger = somebody(world, role)
    for deed in ("accept_delegation", "decline_delegation", "revoke_delegation"):
        assert is_polite(words(forge(world, stranger, f"i={deed}&v.loan={loan}")))
    assert [(found.accepted_at, found.revoked_at) for found in loans(world)] == [(None, None)]
    forge(world, taker, f"i=accept_delegation&v.loan={loan}")
    assert loans(world)[0].accepted_at is not None
    forge(world, stranger, f"i=revoke_delegation&v.loan={loan}")
    assert loans(world)[0].revoked_at is None
    forge(world, headman, f"i=revoke_delegation&v.loan={loan}")
    assert loans(world)[0].revoked_at is not None


@pytest.mark.parametrize("end", ["revoked", "expired", "giver is nobody"])
def test_a_megaphone_that_goes_back_between_writing_and_sending_sends_nothing(world: World, end: str) -> None:
    headman, taker, loan = lent(world)
    world.resident("ยายมี")
    forge(world, taker, f"i=accept_delegation&v.loan={loan}")
    world.say(taker, f"{NOTICE} ส่งตอนพรุ่งนี้ 6 โมงเช้า")
    world.tap(taker, "ส่งเลย")
    assert [found.state for found in announced(world)] == [AnnouncementState.SCHEDULED]
    if end == "revoked":
        forge(world, headman, f"i=revoke_delegation&v.loan={loan}")
    elif end == "expired":
        with world.session() as db, db.begin():
            db.execute(update(Delegation).values(valid_until=clock.now()))
    else:
        lose_roles(world, headman)
    world.pass_time(hours=22)
    world.work()
    assert [found.state for found in announced(world)] == [AnnouncementState.REFUSED]
    assert world.line.calls("multicast") == []
    assert "ไม่ได้ส่ง" in taker.answer()[-1].text


def test_a_person_of_another_village_is_never_lent_the_megaphone(world: World) -> None:
    stranger = headman_elsewhere(world)
    here = world.member(Role.HEADMAN, "ผู้ใหญ่เกิด")
    with world.session() as db:
        person = by_line_id(db, stranger.user_id)
        assert person is not None
    world.say(here, "มอบหมายให้น้องฟ้าประกาศแทนถึงสิ้นเดือนหน้า")
    forge(world, here, f"i=delegate_role&v.name=ฟ้า&v.member={person.id}&v.until=2026-12-31")
    forge(world, here, "m=yes&d=e1.0")
    assert loans(world) == []


def test_staff_of_a_centre_lend_in_its_village_wherever_they_live(world: World) -> None:
    """The table's row "appoint, delegate": own centre. Their grant names the centre, not the village."""
    world.show_demonstration(clock.now())
    taker = world.phone("น้องแก้ว")
    world.say(taker, "DKS-4821")
    world.tap(taker, "ยินยอม")
    staff = world.phone("ครูมด")
    world.say(staff, world.code(Role.STAFF, "demo-cen-tst"))
    world.tap(staff, "ยินยอม")
    with world.session() as db, db.begin():
        db.execute(update(Person).where(Person.line_user_id == staff.user_id).values(village_id=None))
        before = {loan.id for loan in db.scalars(select(Delegation))}
    world.say(staff, "มอบหมายให้น้องแก้วประกาศแทนถึงสิ้นเดือนหน้า")
    world.tap(staff, "ยืนยัน")
    made = [loan for loan in loans(world) if loan.id not in before]
    assert [(loan.giver_role, loan.village.join_code) for loan in made] == [(Role.STAFF, "DKS-4821")]


@pytest.mark.parametrize("picked", ["เมื่อไรก็ได้", "2026-99-99", "'; --"])
def test_a_forged_moment_is_a_button_of_an_old_card(world: World, picked: str) -> None:
    """Neither an apology nor a date that nobody said."""
    world.resident("ลุงทอง")
    headman = world.member(Role.HEADMAN, "ผู้ใหญ่เกิด")
    world.say(headman, "มอบหมายให้ลุงทองประกาศแทน")
    key = open_form(world, headman)
    assert "รายการเก่า" in words(forge(world, headman, f"m=pick&d={key}&v={picked}"))
    for data in (f"i=delegate_role&v.name=ลุงทอง&v.until={picked}", f"i=broadcast_announcement&v.send_at={picked}"):
        answer = words(forge(world, headman, data))
        assert "ขัดข้อง" not in answer
        assert "คะ" in answer
    assert loans(world) == []
