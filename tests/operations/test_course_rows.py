"""Courses, sessions and enrolments in what takes everything: removing the demonstration, backup and restore."""

from pathlib import Path

from sqlalchemy import select

from bot import clock
from models.course import Course
from models.course_session import CourseSession
from models.enrolment import Enrolment, Wanted, take
from models.person import meet
from tests.operations.conftest import Installation, bot

TABLES = ("centre", "lending", "course", "course_session", "enrolment", "course_question")
SHEET = "id,centre,title,start,minutes,seats\nown-1,demo-cen-tst,คอร์สของเราเอง,{day} 09:00,60,5\n"


def add_a_guest(installation: Installation, tmp_path: Path) -> None:
    """Somebody who is no part of the demonstration, in a demonstration course and in one that staff added."""
    day = clock.now().replace(year=clock.now().year + 1, day=1).date()
    sheet = tmp_path / "courses.csv"
    sheet.write_text(SHEET.format(day=day.isoformat()), encoding="utf-8")
    assert bot("courses", "import", str(sheet)).exit_code == 0
    with installation.session() as db, db.begin():
        guest = meet(db, "U" + "1" * 32, clock.now())
        guest.consent(clock.now())
        added = select(CourseSession).join(Course).where(Course.code == "own-1")
        free = select(CourseSession).join(Course).where(Course.demo_id.is_not(None)).order_by(CourseSession.id.desc())
        for rows in (added, free):
            assert take(db, [db.scalars(rows).first()], Wanted(guest.id, "น้อง"), clock.now())  # type: ignore[list-item]


def counts(installation: Installation) -> dict[str, int]:
    return {table: installation.count(table) for table in TABLES}


def test_removing_the_demonstration_takes_every_row_of_its_courses(village: Installation, tmp_path: Path) -> None:
    add_a_guest(village, tmp_path)
    assert all(count for table, count in counts(village).items() if table != "course_question")
    assert bot("demo", "--remove").exit_code == 0
    assert counts(village) == dict.fromkeys(TABLES, 0)
    assert village.count("person") == 1, "the guest stays"


def test_a_backup_holds_courses_and_who_is_enrolled(village: Installation, tmp_path: Path) -> None:
    add_a_guest(village, tmp_path)
    before, sheet = counts(village), bot("courses", "export").output
    with village.session() as db:
        held = db.execute(select(Enrolment.number, Enrolment.pupil, Enrolment.state).order_by(Enrolment.id)).all()
    file = str(tmp_path / "all.zip")
    assert bot("backup", file).exit_code == 0
    village.move()
    assert bot("restore", file).exit_code == 0
    assert counts(village) == before
    assert bot("courses", "export").output == sheet
    with village.session() as db:
        found = db.execute(select(Enrolment.number, Enrolment.pupil, Enrolment.state).order_by(Enrolment.id)).all()
    assert found == held
