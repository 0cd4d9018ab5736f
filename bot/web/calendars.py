"""A centre's sessions as a calendar that phones subscribe to (RFC 5545, RFC 7986).

Single events, not a rule with exceptions: each carries its own seats, moves and cancellations. Times are UTC, so that
no time zone has to be described.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bot.web.showing import one_line
from handlers.course_lines import seats
from models.centre import Centre
from models.course_session import CourseSession, SessionState

REFRESH = timedelta(hours=1)


def calendar(centre: Centre, sessions: Sequence[CourseSession], base_url: str, now: datetime) -> bytes:
    """The feed. The same sessions give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//netasa//courses//TH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    name = one_line(centre.name)
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Asia/Bangkok")
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for session in sessions:
        made.add_component(_event(session, f"{base_url}/centres/{centre.slug}", now))
    return bytes(made.to_ical())


def _event(session: CourseSession, url: str, now: datetime) -> Event:
    course = session.course
    made = Event()
    made.add("uid", f"course-session-{session.id}@netasa")
    made.add("dtstamp", session.updated_at.astimezone(UTC))
    made.add("last-modified", session.updated_at.astimezone(UTC))
    made.add("sequence", session.sequence)
    made.add("dtstart", session.starts_at.astimezone(UTC))
    made.add("dtend", session.ends_at.astimezone(UTC))
    made.add("summary", one_line(course.title))
    made.add("location", one_line(course.place))
    is_off = session.state == SessionState.CANCELLED
    made.add("status", "CANCELLED" if is_off else "CONFIRMED")
    made.add("transp", "OPAQUE")
    told = [course.description, "ยกเลิกรอบนี้" if is_off else seats(session, now), f"ค่าเรียน {course.price}"]
    made.add("description", "\n".join(one_line(line) for line in told if line))
    made.add("url", url)
    return made
