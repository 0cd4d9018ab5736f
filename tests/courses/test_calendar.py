"""The calendar against the rules of RFC 5545 themselves, with titles that want to break it."""

import pytest
import urllib3
from sqlalchemy import select, update

from models.course import Course
from models.course_session import CourseSession, SessionState
from tests.courses.scene import FRIDAY, read_events
from tests.courses.strict import faults
from tests.world import World

SOUND = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//TH\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20300101T000000Z\r\n"
    "DTSTART:20300101T020000Z\r\nDTEND:20300101T030000Z\r\nSEQUENCE:0\r\nSUMMARY:ก\\, ข\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
HOSTILE = (
    "ขาย; ถ่าย, และ \\ “ตัด”: 100%",
    "บรรทัดแรก\nEND:VEVENT\r\nBEGIN:VALARM",
    "ก้ำกี๋" * 60,
    "👩‍👩‍👧‍👦" * 30,
    "\x00\x07\x0b\x1b\x7f ลบแล้วเหลือแต่นี้ \u2028\u2029\u0085",
    "SUMMARY:\tTZID=Asia/Bangkok:",
)


def feed(world: World) -> bytes:
    return urllib3.request("GET", f"{world.url}/centres/tst/calendar.ics").data


@pytest.mark.parametrize(
    ("sound", "broken", "rule"),
    [
        ("\r\nUID", "\nUID", "not CRLF"),
        ("SUMMARY:ก", "SUMMARY:" + "ก" * 30, "octets"),
        ("SUMMARY:ก\\, ข", "SUMMARY:ก, ข", "escaped"),
        ("SUMMARY:ก\\, ข", "SUMMARY:ก\\x", "escaped"),
        ("DTSTART:20300101T020000Z", "DTSTART;TZID=Asia/Bangkok:20300101T020000", "time zone"),
        ("DTSTAMP:20300101T000000Z", "DTSTAMP:20300101T000000", "no UTC moment"),
        ("DTSTAMP:20300101T000000Z", "DTSTAMP:20301301T000000Z", "no UTC moment"),
        ("UID:a@b\r\n", "", "without UID"),
        ("UID:a@b\r\n", "UID:a@b\r\nUID:c@d\r\n", "2 times"),
        ("PRODID:-//x//y//TH\r\n", "", "without PRODID"),
        ("DTEND:20300101T030000Z", "DTEND:20300101T010000Z", "before it begins"),
        ("END:VEVENT\r\n", "", "closes nothing"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR", "does not end in CRLF"),
        ("SUMMARY:ก\\, ข", "SUMMARY:ก\r\nข", "is none"),
    ],
)
def test_the_checker_finds_what_is_broken(sound: str, broken: str, rule: str) -> None:
    assert faults(SOUND.encode()) == []
    assert any(rule in fault for fault in faults(SOUND.replace(sound, broken, 1).encode()))


def test_every_rule_is_kept_whatever_staff_type(world: World) -> None:
    world.show_demonstration(FRIDAY)
    with world.session() as db, db.begin():
        for title, course in zip(HOSTILE, db.scalars(select(Course).order_by(Course.id)).all(), strict=False):
            # PostgreSQL itself takes no NUL.
            typed = title.replace("\x00", "")
            course.title = course.description = course.venue = typed
        some = select(CourseSession.id).order_by(CourseSession.id).limit(3)
        db.execute(update(CourseSession).where(CourseSession.id.in_(some)).values(state=SessionState.CANCELLED))
    for slug in ("tst", "pst"):
        body = urllib3.request("GET", f"{world.url}/centres/{slug}/calendar.ics").data
        assert faults(body) == []
        assert body.count(b"BEGIN:VEVENT") == len(read_events(body)) > 10


def test_an_event_keeps_its_uid_and_its_stamp(world: World) -> None:
    """The same sessions give the same bytes, half an hour later too."""
    world.show_demonstration(FRIDAY)
    before = feed(world)
    world.pass_time(minutes=30)
    assert feed(world) == before
