"""Role codes, the roles of a lost phone, and generated residents."""

import hashlib

import pytest
from sqlalchemy import select

from bot import clock
from models import role_code
from models.person import Person, meet
from models.role import Role, grants
from tests.operations.conftest import Installation, bot


def test_a_code_stands_alone_on_the_last_line_and_makes_a_headman(village: Installation) -> None:
    said = bot("code", "headman", "dks4821")
    assert said.exit_code == 0
    code = said.stdout.splitlines()[-1]
    assert role_code.looks_like_code(code)
    with village.session() as db, db.begin():
        person = meet(db, "U" + "1" * 32, clock.now())
        redeemed = role_code.redeem(db, person, code, clock.now())
        assert redeemed is not None
        assert redeemed.role is Role.HEADMAN
        assert role_code.redeem(db, person, code, clock.now()) is None
    assert bot("code", "staff", "demo-cen-tst").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("king", "DKS-4821"), "there are seller, youth, health_volunteer, volunteer, staff, headman, inspector"),
        (("resident", "DKS-4821"), "there is no role 'resident'"),
        (("headman", "XXX-0000"), "there are DKS-4821, NSL-7036, TAK-0081, demo-cen-pst, demo-cen-tst"),
    ],
)
def test_what_does_not_exist_is_answered_by_what_does(
    village: Installation, arguments: tuple[str, str], sentence: str
) -> None:
    said = bot("code", *arguments)
    assert said.exit_code == 1
    assert sentence in said.stderr
    assert said.stdout == ""


def test_revoke_takes_the_roles_and_says_which(village: Installation) -> None:
    assert "is no longer ผู้ใหญ่บ้าน (headman) of บ้านดอนคำแสง" in bot("revoke", "ผู้ใหญ่เกิด").stdout
    assert "holds no role" in bot("revoke", "ผู้ใหญ่เกิด").stdout
    with village.session() as db, db.begin():
        teacher = db.scalars(select(Person).where(Person.call_name == "ครูนิด")).one()
        teacher.line_user_id = "U" + "3" * 32
        inspector = db.scalars(select(Person).where(Person.call_name == "ท่านผู้ตรวจ")).one()
    assert "(staff) of ศูนย์ดิจิทัลชุมชนตำบลท่าแสงทอง" in bot("revoke", str(teacher.line_user_id)).stdout
    assert "(inspector) of every place" in bot("revoke", str(inspector.id)).stdout
    with village.session() as db:
        assert grants(db, teacher, clock.now()) == []


def test_revoke_takes_nothing_while_it_is_not_clear_whose(village: Installation) -> None:
    with village.session() as db, db.begin():
        namesake = meet(db, "U" + "2" * 32, clock.now())
        namesake.call_name = "ผู้ใหญ่เกิด"
    said = bot("revoke", "ผู้ใหญ่เกิด")
    assert said.exit_code == 2
    assert f"{namesake.id} ผู้ใหญ่เกิด · no village · no role" in said.stderr
    assert "บ้านดอนคำแสง · ผู้ใหญ่บ้าน (headman)" in said.stderr
    assert "U2222" not in said.output
    nobody = bot("revoke", "ไม่มีใคร")
    assert (nobody.exit_code, nobody.stdout) == (1, "")


def test_people_are_residents_who_consented(village: Installation) -> None:
    assert bot("people", "500", "DKS-4821").exit_code == 0
    assert bot("people", "600", "DKS-4821").exit_code == 0
    first = "U" + hashlib.md5(b"resident-0", usedforsecurity=False).hexdigest()
    last = "U" + hashlib.md5(b"resident-599", usedforsecurity=False).hexdigest()
    with village.session() as db:
        made = {p.line_user_id: p for p in db.scalars(select(Person).where(Person.line_user_id.is_not(None)))}
    assert len(made) == 600
    assert made[first].village == made[last].village
    assert all(p.consented_at and p.is_following and p.village for p in made.values())


def test_people_only_in_development(village: Installation) -> None:
    assert bot("people", "5", "XXX").exit_code == 1
    village.set(APP_ENV="production")
    said = bot("people", "5", "DKS-4821")
    assert said.exit_code == 1
    assert "not production" in said.stderr
    assert village.count("person") == 16
