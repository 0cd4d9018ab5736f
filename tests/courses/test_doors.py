"""Chat, page, JSON, feed and calendar of the courses say the same; the calendar is strict RFC 5545."""

import re
from datetime import datetime, timedelta

import urllib3
from icalendar import Calendar

from bot import clock
from models.recurrence import BANGKOK
from tests.courses.scene import FRIDAY, events, read_events, seats, sessions
from tests.world import World

REQUIRED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS")


def _thai(moment: str) -> str:
    from handlers.dates import thai_moment

    return thai_moment(datetime.fromisoformat(moment))


def _left_in(text: str) -> int:
    """Seats as words: `ว่าง 8 จาก 25 ที่`, `เต็มแล้ว`."""
    found = re.search(r"ว่าง (\d+) จาก", text)
    return int(found[1]) if found else 0


def test_chat_page_json_and_calendar_agree(world: World) -> None:
    phone = world.resident()
    world.show_demonstration(FRIDAY)
    world.say(phone, "ลงชื่อเรียนขายของออนไลน์เสาร์นี้")
    world.tap(phone, "ยืนยัน")
    world.say(phone, "สมัคร smart kids code ให้น้องต้นกล้า")
    world.tap(phone, "ยืนยัน")
    world.say(phone, "ไปเรียน smart kids ไม่ได้แล้ว")
    world.tap(phone, "ยืนยัน")
    courses = urllib3.request("GET", f"{world.url}/api/courses").json()["courses"]
    assert len(courses) == 13
    for course in courses:
        first = course["sessions"][0]
        page = urllib3.request("GET", f"{world.url}/centres/{course['centre']}").data.decode()
        shown = page[page.index(f'id="{course["id"]}"') :].partition("</article>")[0]
        assert _thai(first["start"]) in shown
        assert _left_in(shown) == first["seats_left"], course["id"]
        asked = "".join(message.text for message in world.say(phone, f"คอร์ส{course['topic']}เต็มยัง"))
        card = asked[asked.index(course["title"]) :]
        assert _thai(first["start"]) in card
        assert _left_in(card) == first["seats_left"], course["id"]
        dated = events(world, course["centre"])
        for session in course["sessions"]:
            event = dated[f"course-session-{session['id']}@netasa"]
            assert event.start == datetime.fromisoformat(session["start"])
            assert event.end == datetime.fromisoformat(session["end"])
            assert event.title == course["title"]
            assert _left_in(event.told) == session["seats_left"]
        assert f'href="/centres/{course["centre"]}"' in urllib3.request("GET", world.url).data.decode()
    here = urllib3.request("GET", f"{world.url}/villages/donkham").data.decode()
    assert 'href="/centres/' in here
    assert seats(world, "demo-crs-sell") == [6, 6, 6]
    assert seats(world, "demo-crs-kids") == [5, 5, 5, 5, 5, 5]


def test_the_calendar_is_strict(world: World) -> None:
    world.show_demonstration(FRIDAY)
    response = urllib3.request("GET", f"{world.url}/centres/tst/calendar.ics")
    assert response.headers["Content-Type"].startswith("text/calendar; charset=utf-8")
    body = response.data
    lines = body.split(b"\r\n")
    assert b"\n" not in b"".join(lines), "lines end in CRLF"
    assert max(len(line) for line in lines) <= 75, "lines are folded by octets"
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    for line in lines:
        line.decode()  # a letter is not torn apart by the folding
    calendar = Calendar.from_ical(body)
    assert calendar["VERSION"] == "2.0"
    assert calendar["METHOD"] == "PUBLISH"
    assert str(calendar["X-WR-CALNAME"]) == str(calendar["NAME"]) == "ศูนย์ดิจิทัลชุมชนตำบลท่าแสงทอง"
    assert calendar.errors == []
    assert [event.errors for event in calendar.walk("VEVENT") if event.errors] == []
    found = read_events(body)
    assert len(found) == len(calendar.walk("VEVENT")) > 20, "a UID stands once"
    for event in found.values():
        assert [name for name in REQUIRED if name not in event.names] == []
        assert event.start.utcoffset() == timedelta(0)
        assert event.start < event.end


def test_the_calendar_is_fetched_again_only_when_something_changed(world: World) -> None:
    phone = world.resident()
    world.show_demonstration(FRIDAY)
    url = f"{world.url}/centres/tst/calendar.ics"
    first = urllib3.request("GET", url)
    again = urllib3.request("GET", url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304
    world.say(phone, "ลงชื่อเรียนขายของออนไลน์เสาร์นี้")
    world.tap(phone, "ยืนยัน")
    later = urllib3.request("GET", url, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status == 200
    before, after = read_events(first.data), read_events(later.data)
    assert {event.title for uid, event in after.items() if event != before[uid]} == {"ขายของออนไลน์มือใหม่"}


def test_a_centre_that_is_not_there(world: World) -> None:
    for path in ("/centres/nowhere", "/centres/nowhere/calendar.ics", "/centres/a%00b", "/api/courses?centre=nowhere"):
        assert urllib3.request("GET", world.url + path).status == 404


def test_an_empty_installation_has_no_courses(world: World) -> None:
    assert urllib3.request("GET", f"{world.url}/api/courses").json() == {"courses": []}


def test_a_holiday_of_the_centre_takes_its_session_out(world: World) -> None:
    """Fridays of weeks with fixed holidays: no session falls on one, and the count of the rule stays."""
    world.show_demonstration(datetime(2030, 11, 29, 8, 0, tzinfo=BANGKOK))
    days = [datetime.fromisoformat(str(s["start"])).date().isoformat() for s in sessions(world, "demo-crs-senior")]
    assert "2030-12-05" not in days, "Father's Day, a Thursday"
    assert "2030-12-10" not in days, "Constitution Day, a Tuesday"
    assert len(days) == 6
    assert clock.now().year == 2030
