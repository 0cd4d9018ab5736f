"""`bot courses import` and `export`: errors by line, nothing twice, and people are told of what was moved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.settings import settings
from tests.courses.scene import FRIDAY, seats, sessions
from tests.world import World

HEAD = "รหัส,ศูนย์,ชื่อคอร์ส,เริ่ม,นาที,ที่นั่ง,ซ้ำ,ชื่อที่คนเรียก,ของที่เอามา,ยกเลิกคอร์ส\n"
WEAVING = "weave-1,demo-cen-tst,ทอผ้าเบื้องต้น,26/1/2573 09.00,120,10,FREQ=WEEKLY;COUNT=3,ทอผ้า | กี่ทอ,กรรไกร,ไม่\n"


@pytest.fixture
def sheet(
    world: World, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Result]]:
    """Imports these rows beside the demonstration."""
    world.show_demonstration(FRIDAY)
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()

    def take(rows: str, *options: str, head: str = HEAD) -> Result:
        file = tmp_path / "courses.csv"
        file.write_text(head + rows, encoding="utf-8-sig")
        return CliRunner().invoke(main, ["courses", "import", str(file), *options])

    yield take
    monkeypatch.undo()
    settings.cache_clear()


def test_a_course_from_a_sheet_is_asked_for_and_enrolled_in(world: World, sheet: Callable[..., Result]) -> None:
    assert "1 courses made, 0 changed, 0 the same" in sheet(WEAVING).output
    assert [s["start"] for s in sessions(world, "weave-1")] == [
        "2030-01-26T09:00:00+07:00", "2030-02-02T09:00:00+07:00", "2030-02-09T09:00:00+07:00",
    ]  # fmt: skip
    phone = world.resident()
    assert "ว่าง 10 จาก 10 ที่" in "".join(m.text for m in world.say(phone, "คอร์สทอผ้าเต็มยัง"))
    world.tap(phone, "สมัครเลย")
    assert "กรรไกร" in world.tap(phone, "ยืนยัน")[0].text
    assert seats(world, "weave-1") == [9, 9, 9]


def test_the_same_sheet_again_changes_nothing(world: World, sheet: Callable[..., Result]) -> None:
    sheet(WEAVING)
    before = sessions(world, "weave-1")
    assert "0 courses made, 0 changed, 1 the same" in sheet(WEAVING).output
    assert sessions(world, "weave-1") == before


def test_a_dry_run_changes_nothing(world: World, sheet: Callable[..., Result]) -> None:
    said = sheet(WEAVING, "--dry-run")
    assert "1 courses made" in said.output
    assert "dry run: nothing was changed" in said.output
    assert "0 courses made" not in sheet(WEAVING).output


def test_errors_are_told_by_line_and_nothing_is_kept(world: World, sheet: Callable[..., Result]) -> None:
    rows = (
        WEAVING
        + "weave-2,nowhere,ทอผ้า,26/1/2573 09:00,120,10,,,,\n"
        + "weave-3,demo-cen-tst,ทอผ้า,เสาร์หน้า,120,10,,,,\n"
        + "weave-4,demo-cen-tst,ทอผ้า,26/1/2573 09:00,120,สิบ,,,,\n"
        + "weave-5,demo-cen-tst,ทอผ้า,26/1/2573 09:00,120,10,FREQ=WEEKLY;BYDAY=MO,,,\n"
        + "weave-6,demo-cen-tst,ทอผ้า,26/1/2573 09:00,120,10,FREQ=SECONDLY,,,\n"
        + "weave-1,demo-cen-tst,ทอผ้า,26/1/2573 09:00,120,10,,,,\n"
        + "มั่ว,demo-cen-tst,ทอผ้า,26/1/2573 09:00,120,10,,,,\n"
        + ",demo-cen-tst,ทอผ้า,26/1/2573 09:00,120,10,,,,\n"
    )
    said = sheet(rows)
    assert said.exit_code == 1
    for words in (
        "บรรทัด 3: ศูนย์: ไม่มีศูนย์รหัส nowhere", "บรรทัด 4: เริ่ม: ต้องเป็นวันและเวลา", "บรรทัด 5: ที่นั่ง: ต้องเป็นตัวเลข",
        "บรรทัด 6: วันเริ่มไม่ตรงกับกฎการซ้ำ", "บรรทัด 7: กฎการซ้ำ", "บรรทัด 8: รหัส: weave-1 มีแล้ว", "บรรทัด 9: รหัส:",
        "บรรทัด 10: รหัส: ต้องใส่",
    ):  # fmt: skip
        assert words in said.stderr
    assert "1 courses made" in sheet(WEAVING).output


def test_every_wrong_cell_of_a_line_is_told_at_once(world: World, sheet: Callable[..., Result]) -> None:
    said = sheet("weave-2,nowhere,ทอผ้า,32/13/2573 09.00,นาน,10,,,,\n").stderr
    for told in ("บรรทัด 2: ศูนย์: ไม่มีศูนย์รหัส nowhere", "บรรทัด 2: เริ่ม:", "บรรทัด 2: นาที: ต้องเป็นตัวเลข"):
        assert told in said


def test_a_sheet_without_its_columns(world: World, sheet: Callable[..., Result]) -> None:
    assert "บรรทัดแรกต้องมีคอลัมน์ รหัส (id)" in sheet("a,b\n", head="x,y\n").stderr


def test_who_is_enrolled_is_told_of_a_move_and_of_the_end(world: World, sheet: Callable[..., Result]) -> None:
    sheet(WEAVING)
    phone = world.resident()
    world.say(phone, "สมัครเรียนทอผ้า")
    world.tap(phone, "ยืนยัน")
    assert "1 people are told" in sheet(WEAVING.replace("09.00", "13.00")).output
    world.work()
    assert "เลื่อนเป็น ส. 26 ม.ค. 2573 เวลา 13:00–15:00" in phone.messages()[-1].text
    assert seats(world, "weave-1") == [9, 9, 9]
    assert "1 people are told" in sheet(WEAVING.replace("09.00", "13.00").replace(",ไม่", ",ใช่")).output
    world.work()
    assert "งดค่ะ" in phone.messages()[-1].text
    assert "ยังไม่ได้ลงชื่อ" in world.say(phone, "คอร์สที่ฉันลงไว้")[0].text


def test_seats_are_never_fewer_than_the_people_who_have_them(world: World, sheet: Callable[..., Result]) -> None:
    sheet(WEAVING)
    phone = world.resident()
    world.say(phone, "สมัครเรียนทอผ้า 3 คน")
    world.tap(phone, "ยืนยัน")
    assert "มีคนลงชื่อแล้ว 3 คน" in sheet(WEAVING.replace(",10,", ",2,")).stderr
    assert seats(world, "weave-1") == [7, 7, 7]


def test_what_is_exported_is_imported_unchanged(world: World, sheet: Callable[..., Result], tmp_path: Path) -> None:
    sheet(WEAVING.replace("ทอผ้าเบื้องต้น", "'=ทอผ้า"))
    file = tmp_path / "out.csv"
    assert CliRunner().invoke(main, ["courses", "export", str(file)]).exit_code == 0
    text = file.read_text(encoding="utf-8-sig")
    assert "'=ทอผ้า" in text, "no spreadsheet takes it for a formula"
    said = CliRunner().invoke(main, ["courses", "import", str(file)])
    assert "0 courses made, 0 changed, 14 the same" in said.output
    one = CliRunner().invoke(main, ["courses", "export", "--centre", "demo-cen-pst"]).output
    assert "demo-crs-video" in one
    assert "weave-1" not in one
